/* Keeps the files that scripts are read from, and what is in them. */
#include "platforms/shell_file.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "agent/base/memory.h"
#include "agent/base/root_seen.h"
#include "platforms/shell_parse.h"

/* Text that is kept for all evaluations together. */
#define MAX_SHARED ((size_t)1 << 20)

static void *
shared_new(void)
{
	return memory_zeroed(1, sizeof(struct sh_files));
}

static void
shared_free(void *shared)
{
	struct sh_files *files = shared;

	pool_release(&files->pool);
	free(files);
}

static struct sh_files *
shared_files(const struct sh *sh)
{
	return root_seen_beside(sh->host->root.seen, shared_new, shared_free);
}

/* What was asked for last is asked for again. */
static struct sh_file *
find(struct sh_files *files, const char *path)
{
	struct sh_file **at = &files->first, *f;

	while ((f = *at) != NULL && strcmp(f->path, path) != 0)
		at = &f->next;
	if (f != NULL && f != files->first) {
		*at = f->next;
		f->next = files->first;
		files->first = f;
	}
	return f;
}

static char *
clean_text(struct pool *p, const char *text, size_t len)
{
	char *copy = pool_strndup(p, text, len);
	size_t i;

	for (i = 0; copy != NULL && i < len; i++)
		if ((unsigned char)copy[i] < ' ' && (copy[i] == SH_GAP ||
		    copy[i] == SH_MANY || copy[i] == SH_ONE))
			copy[i] = '?';
	return copy;
}

static struct sh_file *
keep(struct sh_files *files, const char *path, const struct buf *b)
{
	struct pool *p = &files->pool;
	struct sh_file *f = pool_alloc(p, sizeof(*f));

	if (f == NULL)
		return NULL;
	*f = (struct sh_file){ .path = pool_strdup(p, path), .pool = p,
		.text = clean_text(p, b->len > 0 ? b->p : "", b->len),
		.len = b->len };
	if (f->path == NULL || f->text == NULL)
		return NULL;
	files->bytes += b->len;
	f->next = files->first;
	return files->first = f;
}

static int
read_new(struct sh *sh, struct sh_files *shared, const char *path,
    struct sh_file **ret)
{
	struct buf b = BUF_INIT(ROOT_MAX_FILE);
	struct err e = { .code = 0 };
	int r = root_read(&sh->host->root, path, &b, NULL, &e);

	if (r < 0) {
		sh->unread = strerror(-r);
		r = r == -ENOENT || r == -ENOTDIR ? -ENOENT : 1;
	} else if (b.len > 0 && memchr(b.p, '\0', b.len) != NULL) {
		/* Each shell does something else with a NUL. */
		sh->unread = "is no text";
		r = 1;
	} else if (shared != NULL && shared->bytes + b.len <=
	    MAX_SHARED) {
		*ret = keep(shared, path, &b);
	} else if (sh->used + b.len > SH_MAX_MEMORY) {
		sh->stop = "too large to evaluate";
	} else {
		sh->used += b.len;
		*ret = keep(&sh->files_own, path, &b);
	}
	buf_release(&b);
	return r;
}

int
sh_file_read(struct sh *sh, const char *path, struct sh_file **ret)
{
	struct sh_files *shared = shared_files(sh);
	int r = 0;

	*ret = shared != NULL ? find(shared, path) : NULL;
	if (*ret == NULL)
		*ret = find(&sh->files_own, path);
	if (*ret == NULL)
		r = read_new(sh, shared, path, ret);
	if (*ret != NULL)
		sh->read += (*ret)->len;
	return r;
}

const struct sh_parsed *
sh_file_parse(struct sh_file *f, bool top)
{
	struct sh_parsed *p = &f->as[top];

	if (!p->done) {
		p->source = (struct sh_source){ .path = f->path, .top = top,
			.text = f->text, .len = f->len, .pool = f->pool,
			.lines = &p->lines };
		p->node = sh_parse(f->pool, &p->source, &p->error, &p->line);
		p->done = true;
	}
	return p;
}

int
sh_files_release(struct sh *sh)
{
	const struct sh_files *shared = shared_files(sh);
	bool failed = sh->files_own.pool.failed ||
	    (shared != NULL && shared->pool.failed);

	pool_release(&sh->files_own.pool);
	return failed ? -ENOMEM : 0;
}
