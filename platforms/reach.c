/* Looks through a script's words for ways to an MTA. */
#include "platforms/reach.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "agent/base/buf.h"
#include "agent/base/pool.h"
#include "platforms/mta.h"
#include "platforms/reach_words.h"

#define MAX_FILES 64		/* that one text may lead to */
#define MAX_LOOKS 4096		/* questions whether a file is there */
#define MAX_STATE ((off_t)65536)	/* larger files under /var are data */

struct looking {
	const struct host *host;
	struct pool pool;
	struct strv files;	/* that were looked through */
	unsigned looks;
	bool may;
};

static void look_text(struct looking *, const char *text, size_t len);

static bool
begins(const char *s, const char *with)
{
	return strncmp(s, with, strlen(with)) == 0;
}

static bool
is_known(const struct strv *v, const char *text)
{
	size_t i;

	for (i = 0; i < v->n; i++)
		if (strcmp(v->v[i], text) == 0)
			return true;
	return false;
}

/* Programs and scripts for other interpreters are not evaluated. */
static bool
is_shell_text(const char *head, size_t len)
{
	size_t i;

	if (memchr(head, '\0', len) != NULL)
		return false;
	if (len < 2 || memcmp(head, "#!", 2) != 0)
		return true;
	for (i = 2; i + 1 < len && head[i] != '\n'; i++)
		if (head[i] == 's' && head[i + 1] == 'h')
			return true;
	return false;
}

static void
look_file(struct looking *l, const char *path, const struct stat *st)
{
	struct buf b = BUF_INIT(ROOT_MAX_FILE);
	char head[ROOT_HEAD];
	ssize_t n;

	if (begins(path, "/var/") && st->st_size > MAX_STATE)
		return;
	n = root_head(&l->host->root, path, head);
	if (n < 0) {
		l->may = true;
		return;
	}
	if (!is_shell_text(head, (size_t)n) || is_known(&l->files, path))
		return;
	if (l->files.n >= MAX_FILES ||
	    strv_push(&l->pool, &l->files, path) < 0 ||
	    root_read(&l->host->root, path, &b, NULL, NULL) < 0)
		l->may = true;
	else if (b.len > 0)
		look_text(l, b.p, b.len);
	buf_release(&b);
}

/* A path that may be run, sourced or read. True: it is a folder. */
static bool
look_path(struct looking *l, const char *path)
{
	const struct root *root = &l->host->root;
	struct stat st;
	int r;

	if (++l->looks > MAX_LOOKS)
		l->may = true;
	if (l->may || begins(path, "/proc/") || begins(path, "/sys/") ||
	    begins(path, "/dev/") || begins(path, "/run/") ||
	    begins(path, "/tmp/"))
		return false;
	r = root_lstat(root, path, &st);
	if (r == 0 && S_ISLNK(st.st_mode)) {
		l->may = mta_of_program(l->host, path) != NULL;
		r = root_stat(root, path, &st);
	}
	if (r == -ENOENT || r == -ENOTDIR || r == -ENAMETOOLONG ||
	    r == -ELOOP)
		return false;
	if (r < 0)
		l->may = true;
	else if (!l->may && S_ISREG(st.st_mode))
		look_file(l, path, &st);
	return r == 0 && S_ISDIR(st.st_mode);
}

static void
look_in(struct looking *l, const char *folder, const char *name)
{
	const char *path = pool_printf(&l->pool, "%s/%s",
	    strcmp(folder, "/") == 0 ? "" : folder, name);

	if (path == NULL)
		l->may = true;
	else
		(void)look_path(l, path);
}

/* Names of programs, and what stands behind a variable and a slash. */
static void
look_names(struct looking *l, const struct reach_words *w,
    const struct strv *folders)
{
	static const char *const search[] = { "/sbin", "/usr/sbin", "/bin",
		"/usr/bin" };
	const struct reach_word *one;
	size_t i;

	for (one = w->first; one != NULL && !l->may; one = one->next) {
		if (one->kind == REACH_PATH || !(one->run || w->dynamic))
			continue;
		for (i = 0; one->kind == REACH_NAME && i < 4; i++)
			look_in(l, search[i], one->text);
		if (one->kind == REACH_NAME && !w->moves)
			continue;
		look_in(l, "/", one->text);
		for (i = 0; i < folders->n && !l->may; i++)
			look_in(l, folders->v[i], one->text);
	}
}

static void
look_text(struct looking *l, const char *text, size_t len)
{
	struct reach_words w;
	struct strv folders = { .n = 0 };
	const struct reach_word *one;

	if (l->may)
		return;
	if (reach_words_read(&l->pool, text, len, &w) < 0 || w.piece ||
	    (w.dynamic && w.pattern)) {
		l->may = true;
		return;
	}
	for (one = w.first; one != NULL && !l->may; one = one->next)
		if (one->kind == REACH_PATH && look_path(l, one->text) &&
		    !is_known(&folders, one->text) &&
		    strv_push(&l->pool, &folders, one->text) < 0)
			l->may = true;
	look_names(l, &w, &folders);
}

bool
reach_mta(const struct host *h, const char *text, size_t len,
    const char *const *args, const char *const *env)
{
	struct looking l = { .host = h };
	struct buf all = BUF_INIT(2 * ROOT_MAX_FILE);

	/* In front, as a comment at the end may have no newline. */
	for (; args != NULL && *args != NULL; args++)
		if (buf_adds(&all, *args) < 0 || buf_adds(&all, "\n") < 0)
			l.may = true;
	for (; env != NULL && *env != NULL; env++)
		if (buf_adds(&all, *env) < 0 || buf_adds(&all, "\n") < 0)
			l.may = true;
	if (buf_add(&all, text, len) < 0)
		l.may = true;
	if (all.len > 0)
		look_text(&l, all.p, all.len);
	buf_release(&all);
	if (l.pool.failed)
		l.may = true;
	pool_release(&l.pool);
	return l.may;
}
