/* The watched files of a host as they were at one moment. */
#include "agent/run/snapshot.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "agent/base/memory.h"

/* Names in one folder, and files in all, are no more than the watch has. */
#define MAX_SHOTS 65536

struct shot_text {
	unsigned users;
	size_t len;
	char p[];
};

struct taking {
	const struct root *root;	/* of the spot that is looked at */
	const struct snapshot *old;
	struct snapshot *to;
	struct pool scratch;
	const char *folder;		/* the last one of these */
	bool open;			/* everybody may come into it */
};

static void
text_unuse(struct shot_text *t)
{
	if (t != NULL && --t->users == 0)
		free(t);
}

void
snapshot_release(struct snapshot *s)
{
	size_t i;

	for (i = 0; i < s->n; i++)
		text_unuse(s->v[i].text);
	pool_release(&s->pool);
	free(s->v);
	*s = (struct snapshot){ .n = 0 };
}

const char *
shot_contents(const struct shot *s, size_t *len)
{
	if (s->text == NULL)
		return NULL;
	*len = s->text->len;
	return s->text->p;
}

const char *
shot_kept_name(enum shot_kept k)
{
	static const char *const names[] = {
		[SHOT_KEPT] = "kept",
		[SHOT_PRIVATE] = "private",
		[SHOT_LARGE] = "too large",
		[SHOT_BINARY] = "binary",
		[SHOT_NO_ROOM] = "not kept",
		[SHOT_UNREAD] = "not readable",
	};

	return names[k];
}

static int
compare(const void *a, const void *b)
{
	const struct shot *x = a, *y = b;

	return strcmp(x->path, y->path);
}

static const struct shot *
find(const struct snapshot *s, const char *path)
{
	const struct shot key = { .path = path };

	return s == NULL || s->n == 0 ? NULL : bsearch(&key, s->v, s->n,
	    sizeof(*s->v), compare);
}

static bool
same_time(const struct timespec *a, const struct timespec *b)
{
	return a->tv_sec == b->tv_sec && a->tv_nsec == b->tv_nsec;
}

/* May everybody come into the folder? */
static bool
is_open(struct taking *t, const char *folder)
{
	struct buf path = BUF_INIT(65536);
	struct stat st;
	size_t at = 0;
	bool open = true;

	if (t->folder == folder)
		return t->open;
	while (open && folder[at] == '/') {
		at += 1 + strcspn(folder + at + 1, "/");
		buf_clear(&path);
		open = buf_add(&path, folder, at) == 0 &&
		    root_stat(t->root, path.p, &st) == 0 &&
		    (st.st_mode & S_IXOTH) != 0;
	}
	buf_release(&path);
	t->folder = folder;
	t->open = open;
	return open;
}

static int
keep_text(struct snapshot *to, struct shot *s, const char *p, size_t len)
{
	s->text = memory_alloc(sizeof(*s->text) + len + 1);
	if (s->text == NULL)
		return -ENOMEM;
	s->text->users = 1;
	s->text->len = len;
	if (len > 0)
		memcpy(s->text->p, p, len);
	s->text->p[len] = '\0';
	to->bytes += len;
	return 0;
}

static int
read_text(struct taking *t, struct shot *s, const char *folder)
{
	const struct shot *old = find(t->old, s->path);
	struct buf b = BUF_INIT(SNAPSHOT_FILE);
	struct stat st;
	int r;

	if (old != NULL && old->ino == s->ino && old->dev == s->dev &&
	    old->size == s->size && same_time(&old->mtime, &s->mtime) &&
	    same_time(&old->ctime, &s->ctime) && old->text != NULL) {
		s->text = old->text;
		s->text->users++;
		t->to->bytes += s->text->len;
		return 0;
	}
	s->kept = (s->mode & S_IROTH) == 0 || !is_open(t, folder) ?
	    SHOT_PRIVATE : s->size > (off_t)SNAPSHOT_FILE ? SHOT_LARGE :
	    t->to->bytes + (size_t)s->size > SNAPSHOT_ALL ? SHOT_NO_ROOM :
	    SHOT_KEPT;
	if (s->kept != SHOT_KEPT)
		return 0;
	r = root_read(t->root, s->path, &b, &st, NULL);
	if (r == -ENOMEM)
		goto out;
	/* It is the one that was looked at, and no less private. */
	if (r < 0 || st.st_ino != s->ino || st.st_dev != s->dev ||
	    (st.st_mode & S_IROTH) == 0)
		s->kept = SHOT_UNREAD;
	else if (b.len > 0 && memchr(b.p, '\0', b.len) != NULL)
		s->kept = SHOT_BINARY;
	r = 0;
	if (s->kept != SHOT_KEPT)
		goto out;
	r = keep_text(t->to, s, b.p, b.len);
out:
	buf_release(&b);
	return r;
}

static int
grow(struct snapshot *s)
{
	size_t room = s->room == 0 ? 256 : s->room * 2;
	struct shot *v;

	if (s->n < s->room)
		return 0;
	v = memory_resize(s->v, room * sizeof(*v));
	if (v == NULL)
		return -ENOMEM;
	s->v = v;
	s->room = room;
	return 0;
}

/* What is no file or link is passed over. */
static int
add(struct taking *t, const char *folder, const char *name)
{
	struct snapshot *to = t->to;
	struct buf target = BUF_INIT(65536);
	const char *path = pool_printf(&t->scratch, "%s/%s",
	    strcmp(folder, "/") == 0 ? "" : folder, name);
	struct shot *s;
	struct stat st;
	int r = path == NULL ? -ENOMEM : 0;

	if (r == 0 && (to->n >= MAX_SHOTS ||
	    root_lstat(t->root, path, &st) < 0 ||
	    (!S_ISREG(st.st_mode) && !S_ISLNK(st.st_mode))))
		return 0;
	if (r == 0)
		r = grow(to);
	if (r < 0)
		return r;
	s = &to->v[to->n];
	*s = (struct shot){ .path = pool_strdup(&to->pool, path),
		.dev = st.st_dev, .ino = st.st_ino, .mode = st.st_mode,
		.uid = st.st_uid, .gid = st.st_gid, .size = st.st_size,
		.mtime = st.st_mtim, .ctime = st.st_ctim };
	if (s->path == NULL)
		return -ENOMEM;
	if (S_ISREG(s->mode)) {
		r = read_text(t, s, folder);
	} else if (root_readlink(t->root, path, &target) == 0) {
		s->target = pool_strdup(&to->pool,
		    target.len > 0 ? target.p : "");
		r = s->target == NULL ? -ENOMEM : 0;
	}
	buf_release(&target);
	if (r == 0)
		to->n++;
	return r;
}

int
snapshot_add(struct snapshot *to, const struct shot *what, size_t len,
    const char *text, size_t text_len)
{
	const bool link = S_ISLNK(what->mode);
	struct shot *s;
	int r;

	if (to->n >= MAX_SHOTS || memchr(what->path, '\0', len) != NULL ||
	    (text != NULL && memchr(text, '\0', text_len) != NULL) ||
	    (text != NULL && !link && (text_len > SNAPSHOT_FILE ||
	    to->bytes + text_len > SNAPSHOT_ALL)))
		return -EINVAL;
	r = grow(to);
	if (r < 0)
		return r;
	s = &to->v[to->n];
	*s = *what;
	s->target = NULL;
	s->text = NULL;
	s->path = pool_strndup(&to->pool, what->path, len);
	if (text != NULL && link)
		s->target = pool_strndup(&to->pool, text, text_len);
	if (to->pool.failed)
		return -ENOMEM;
	if (to->n > 0 && compare(&to->v[to->n - 1], s) >= 0)
		return -EINVAL;
	if (text != NULL && !link)
		r = keep_text(to, s, text, text_len);
	if (r == 0)
		to->n++;
	return r;
}

static int
add_spot(struct taking *t, const char *folder, const char *name)
{
	struct strv names = { .n = 0 };
	size_t i;
	int r;

	if (name != NULL)
		return add(t, folder, name);
	r = root_list(t->root, folder, &t->scratch, &names, NULL);
	for (i = 0; r >= 0 && i < names.n; i++)
		r = add(t, folder, names.v[i]);
	return r == -ENOMEM ? r : 0;
}

/* The folder as the tree knows it, or NULL: it stands elsewhere. */
static const char *
below(const struct root *host, const char *folder)
{
	size_t len = strlen(host->path);

	while (len > 0 && host->path[len - 1] == '/')
		len--;
	if (strncmp(folder, host->path, len) != 0 ||
	    (folder[len] != '/' && folder[len] != '\0'))
		return NULL;
	return folder[len] == '\0' ? "/" : folder + len;
}

int
snapshot_take(const struct root *host, const struct root *own,
    const struct spots *spots, const struct snapshot *old,
    struct snapshot *ret)
{
	struct taking t = { .old = old, .to = ret };
	const char *folder;
	size_t i, n = 0;
	int r = 0;

	*ret = (struct snapshot){ .n = 0 };
	for (i = 0; r == 0 && i < spots->n; i++) {
		folder = below(host, spots->v[i].folder);
		t.root = folder != NULL ? host : own;
		r = add_spot(&t, folder != NULL ? folder :
		    spots->v[i].folder, spots->v[i].name);
	}
	pool_release(&t.scratch);
	if (r < 0) {
		snapshot_release(ret);
		return r;
	}
	if (ret->n > 0)
		qsort(ret->v, ret->n, sizeof(*ret->v), compare);
	for (i = 0; i < ret->n; i++)
		if (n > 0 && compare(&ret->v[n - 1], &ret->v[i]) == 0)
			text_unuse(ret->v[i].text);
		else
			ret->v[n++] = ret->v[i];
	ret->n = n;
	return 0;
}

static bool
is_same(const struct shot *a, const struct shot *b)
{
	if (a->mode != b->mode || a->uid != b->uid || a->gid != b->gid)
		return false;
	if (S_ISLNK(a->mode))
		return a->target != NULL && b->target != NULL &&
		    strcmp(a->target, b->target) == 0;
	if (a->text != NULL && b->text != NULL)
		return a->text == b->text || (a->text->len == b->text->len &&
		    memcmp(a->text->p, b->text->p, a->text->len) == 0);
	return (a->dev == b->dev || a->dev == 0 || b->dev == 0) &&
	    a->ino == b->ino && a->size == b->size &&
	    same_time(&a->mtime, &b->mtime);
}

int
snapshot_compare(const struct snapshot *before, const struct snapshot *now,
    snapshot_fn *fn, void *arg)
{
	const struct shot *a, *b;
	size_t i = 0, k = 0;
	int r = 0, order;

	while (r == 0 && (i < before->n || k < now->n)) {
		a = i < before->n ? &before->v[i] : NULL;
		b = k < now->n ? &now->v[k] : NULL;
		order = a == NULL ? 1 : b == NULL ? -1 : compare(a, b);
		if (order != 0 || !is_same(a, b))
			r = fn(arg, order <= 0 ? a : NULL,
			    order >= 0 ? b : NULL);
		i += order <= 0;
		k += order >= 0;
	}
	return r;
}
