/* Looks through a script's words for ways to an MTA. */
#include "platforms/reach.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "agent/base/buf.h"
#include "agent/base/pool.h"
#include "agent/base/root_seen.h"
#include "platforms/mta.h"
#include "platforms/reach_file.h"
#include "platforms/reach_words.h"

#define MAX_FILES 64		/* that one text may lead to */
#define MAX_LOOKS 8192		/* questions whether a file is there */
#define MAX_STATE ((off_t)65536)	/* larger files under /var are data */
#define MAX_CONFIG ((off_t)8192)	/* so are larger ones that are not
					 * executable: their words are not
					 * taken for names of programs */
#define BUCKETS 512u

/* A word of any of the texts, once. */
struct seen_word {
	struct seen_word *next, *same;	/* of the bucket */
	struct reach_word word;
	uint32_t hash;		/* of a name: root_name_hash() */
	size_t done;		/* folders in which it was looked for */
};

struct file_id {
	dev_t dev;
	ino_t ino;
};

struct looking {
	const struct host *host;
	struct pool pool;
	struct file_id files[MAX_FILES];	/* that were looked through */
	size_t n_files;
	struct strv folders;	/* that the texts name */
	struct strv search;	/* that programs may be found in */
	struct strv held;	/* root_names() of those */
	struct seen_word *bucket[BUCKETS], *first, **end;
	bool dynamic, sources, units;	/* of any of the texts */
	unsigned looks;
	bool may;
};

static void look_words_of(struct looking *, const struct reach_words *,
    bool names);
static void look_pattern(struct looking *, const char *folder,
    const char *pattern, bool sources);

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

static bool
is_new_file(struct looking *l, const struct stat *st)
{
	size_t i;

	for (i = 0; i < l->n_files; i++)
		if (l->files[i].ino == st->st_ino &&
		    l->files[i].dev == st->st_dev)
			return false;
	if (l->n_files == MAX_FILES) {
		l->may = true;
		return false;
	}
	l->files[l->n_files++] = (struct file_id){ .dev = st->st_dev,
		.ino = st->st_ino };
	return true;
}

static void
look_file(struct looking *l, const char *path, const struct stat *st,
    bool run)
{
	const bool names = run || (st->st_mode & 0111) != 0 ||
	    st->st_size <= MAX_CONFIG;
	struct reach_words w;
	char head[ROOT_HEAD];
	ssize_t n;

	if (begins(path, "/var/") && st->st_size > MAX_STATE)
		return;
	n = root_head(&l->host->root, path, head);
	if (n < 0) {
		l->may = true;
		return;
	}
	if (reach_is_binary(head, (size_t)n) || !is_new_file(l, st))
		return;
	if (!reach_is_shell(head, (size_t)n))
		l->may = l->may || reach_file_mentions(l->host, path);
	else if (reach_file_words(l->host, &l->pool, path, names, &w) < 0)
		l->may = true;
	else
		look_words_of(l, &w, names);
}

/* Most names are not there, and most of what is run is none of our business,
 * which its first bytes tell without a question about what it is. */
static bool
is_nothing(struct looking *l, const char *path)
{
	const int listed = root_listed(&l->host->root, path);
	char head[ROOT_HEAD];
	ssize_t n;

	if (listed <= 0)
		return listed < 0;
	n = root_head(&l->host->root, path, head);
	return n > 0 && reach_is_binary(head, (size_t)n);
}

/* A path that may be run, sourced or read. True: it is a folder. */
static bool
look_path(struct looking *l, const char *path, bool run)
{
	const struct root *root = &l->host->root;
	struct stat st;
	int r;

	if (++l->looks > MAX_LOOKS)
		l->may = true;
	if (l->may || reach_is_data(path) || is_nothing(l, path))
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
		look_file(l, path, &st, run);
	return r == 0 && S_ISDIR(st.st_mode);
}

static void
look_in(struct looking *l, const char *folder, const char *name)
{
	size_t n = strcmp(folder, "/") == 0 ? 0 : strlen(folder);
	size_t m = strlen(name);
	char path[1024];

	if (n + m + 2 > sizeof(path)) {
		l->may = true;
		return;
	}
	memcpy(path, folder, n);
	path[n] = '/';
	memcpy(path + n + 1, name, m + 1);
	(void)look_path(l, path, true);
}

/* Files that a pattern finds: those that can be executed, or any when the
 * text sources what a variable names. */
static void
look_pattern(struct looking *l, const char *folder, const char *pattern,
    bool sources)
{
	const struct root *root = &l->host->root;
	const char *path = pool_join(&l->pool, strcmp(folder, "/") == 0 ?
	    "" : folder, pattern[0] == '/' ? "" : "/", pattern, NULL);
	struct strv found = { .n = 0 };
	struct stat st;
	size_t i;

	if (path != NULL && reach_is_data(path))
		return;
	if (path == NULL || root_glob(root, path, &l->pool, &found) < 0)
		l->may = true;
	for (i = 0; i < found.n && !l->may; i++)
		if (++l->looks > MAX_LOOKS || root_lstat(root, found.v[i],
		    &st) < 0)
			l->may = true;
		else if (sources || S_ISLNK(st.st_mode) ||
		    (S_ISREG(st.st_mode) && (st.st_mode & 0111) != 0))
			(void)look_path(l, found.v[i], sources);
}

/* By its real path: /bin and /usr/bin are often one. */
static void
add_folder(struct looking *l, struct strv *to, const char *path)
{
	struct buf real = BUF_INIT(65536);

	if (root_resolve(&l->host->root, path, &real) < 0 ||
	    (!is_known(to, real.p) && strv_push(&l->pool, to, real.p) < 0))
		l->may = true;
	buf_release(&real);
}

static void
keep_word(struct looking *l, const struct reach_word *w)
{
	struct seen_word *s, **at;
	unsigned h = (unsigned)w->kind;
	const char *p;

	for (p = w->text; *p != '\0'; p++)
		h = h * 31 + (unsigned char)*p;
	at = &l->bucket[h % BUCKETS];
	for (s = *at; s != NULL; s = s->same)
		if (s->word.kind == w->kind &&
		    strcmp(s->word.text, w->text) == 0) {
			s->word.run = s->word.run || w->run;
			return;
		}
	s = pool_alloc(&l->pool, sizeof(*s));
	if (s == NULL)
		return;
	*s = (struct seen_word){ .same = *at, .word = *w,
		.hash = root_name_hash(w->text) };
	*at = s;
	*l->end = s;
	l->end = &s->next;
}

static void
look_words_of(struct looking *l, const struct reach_words *w, bool names)
{
	const struct reach_word *one;

	l->may = l->may || w->piece;
	l->units = l->units || w->units;
	l->dynamic = l->dynamic || (names && w->dynamic);
	l->sources = l->sources || (names && w->sources);
	for (one = w->first; one != NULL && !l->may; one = one->next) {
		if (one->kind != REACH_PATH) {
			if (names)
				keep_word(l, one);
		} else if (look_path(l, one->text, one->run)) {
			add_folder(l, &l->folders, one->text);
			if (one->search)
				add_folder(l, &l->search, one->text);
			/* run-parts /etc/cron.hourly, find FOLDER -exec */
			if (one->run)
				look_pattern(l, one->text, "*", false);
		}
	}
}

static void
look_text(struct looking *l, const char *text, size_t len)
{
	struct reach_words w;

	if (reach_words_read(&l->pool, text, len, true, &w) < 0)
		l->may = true;
	else
		look_words_of(l, &w, true);
}

static const char *
names_of(struct looking *l, size_t i)
{
	while (l->held.n <= i && strv_keep(&l->pool, &l->held,
	    root_names(&l->host->root, l->search.v[l->held.n])) == 0)
		;
	return l->held.n > i ? l->held.v[i] : NULL;
}

/* Look for a word in the folders in which it was not looked for yet. */
static void
look_word(struct looking *l, struct seen_word *s)
{
	const struct reach_word *w = &s->word;
	const struct strv *in = w->kind == REACH_NAME ? &l->search :
	    &l->folders;

	if (w->kind == REACH_PATTERN) {
		if (s->done++ == 0)
			look_pattern(l, "/", w->text, l->sources);
		return;
	}
	for (; s->done < in->n && !l->may; s->done++)
		if (w->kind == REACH_TAILS)
			look_pattern(l, in->v[s->done], w->text, l->sources);
		else if (w->kind != REACH_NAME ||
		    root_names_may(names_of(l, s->done), s->hash))
			look_in(l, in->v[s->done], w->text);
		else if (++l->looks > MAX_LOOKS)
			l->may = true;
}

/* Each text that is found brings words and folders along. */
static void
look_words(struct looking *l)
{
	struct seen_word *s;
	bool dynamic, sources;
	unsigned looks;

	do {
		looks = l->looks;
		dynamic = l->dynamic;
		sources = l->sources;
		for (s = l->first; s != NULL && !l->may; s = s->next)
			if (s->word.run || l->dynamic)
				look_word(l, s);
		if (l->sources && !sources)
			for (s = l->first; s != NULL; s = s->next)
				s->done = 0;
	} while (!l->may && (looks != l->looks || dynamic != l->dynamic ||
	    sources != l->sources));
}

/* Where a shell at boot looks. */
static void
standard_search(struct looking *l)
{
	static const char *const all[] = { "/usr/sbin", "/usr/bin", "/sbin",
		"/bin" };
	size_t i;

	for (i = 0; i < sizeof(all) / sizeof(all[0]); i++)
		if (root_is_dir(&l->host->root, all[i]))
			add_folder(l, &l->search, all[i]);
	add_folder(l, &l->folders, "/");
}

/*
 * One file is run with this and that argument. What it reaches without them
 * is known from another time, when it was no MTA; names that are in none of
 * the folders that were looked in then lead to nothing more. The folders are
 * kept as one text, with a NUL behind each.
 */
static const char *
extent_key(struct looking *l, const char *path)
{
	return path == NULL || l->host->root.seen == NULL ? NULL :
	    pool_join(&l->pool, "extent ", path, NULL);
}

static void
keep_extent(struct looking *l, const char *key)
{
	struct root_answer a = { .r = l->units };
	struct buf b = BUF_INIT(65536);
	size_t i;

	for (i = 0; i < l->search.n; i++)
		buf_add(&b, l->search.v[i], strlen(l->search.v[i]) + 1);
	a.text = b.p;
	a.len = b.len;
	if (!b.failed && b.len > 0)
		root_seen_put(l->host->root.seen, ROOT_KEPT_VERDICT, key, &a);
	buf_release(&b);
}

static bool
is_in(const struct looking *l, const struct root_answer *extent,
    const char *name)
{
	const uint32_t hash = root_name_hash(name);
	const char *at;

	for (at = extent->text; at < extent->text + extent->len;
	    at += strlen(at) + 1)
		if (root_names_may(root_names(&l->host->root, at), hash))
			return true;
	return false;
}

static bool
adds_nothing(struct looking *l, const struct root_answer *extent,
    const char *const *args)
{
	const struct reach_word *one;
	struct reach_words w;

	for (; args != NULL && *args != NULL; args++) {
		if (reach_words_read(&l->pool, *args, strlen(*args), true,
		    &w) < 0 || w.piece || w.units || w.dynamic || w.sources)
			return false;
		for (one = w.first; one != NULL; one = one->next)
			if (one->kind != REACH_NAME ||
			    is_in(l, extent, one->text))
				return false;
	}
	return true;
}

enum reach
reach_mta(const struct host *h, const char *path, const char *text,
    size_t len, const char *const *args, const char *const *env)
{
	struct looking l = { .host = h };
	const char *key = extent_key(&l, path);
	const struct root_answer *extent = key == NULL ? NULL :
	    root_seen_get(h->root.seen, ROOT_KEPT_VERDICT, key);
	struct reach_words w;

	if (extent != NULL && adds_nothing(&l, extent, args) &&
	    adds_nothing(&l, extent, env)) {
		l.units = extent->r != 0;
		goto out;
	}
	l.end = &l.first;
	standard_search(&l);
	for (; args != NULL && *args != NULL; args++)
		look_text(&l, *args, strlen(*args));
	for (; env != NULL && *env != NULL; env++)
		look_text(&l, *env, strlen(*env));
	if (path == NULL)
		look_text(&l, text, len);
	else if (reach_file_words(h, &l.pool, path, true, &w) < 0)
		l.may = true;
	else
		look_words_of(&l, &w, true);
	look_words(&l);
	if (!l.may && !l.pool.failed && key != NULL && extent == NULL)
		keep_extent(&l, key);
out:
	if (l.pool.failed)
		l.may = true;
	pool_release(&l.pool);
	return l.may ? REACH_MTA : l.units ? REACH_UNITS : REACH_NOTHING;
}
