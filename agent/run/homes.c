/* The users of a host and where they live, by its passwd file. */
#include "agent/run/homes.h"

#include <errno.h>
#include <string.h>

#include "agent/base/buf.h"
#include "agent/base/lines.h"

/* The n-th field of "a:b:c", counted from 0; false: there are fewer. */
static bool
field(const struct lines *l, unsigned n, const char **p, size_t *len)
{
	const char *at = l->line, *end = l->line + l->len, *colon;

	for (; n > 0; n--) {
		colon = at == end ? NULL : memchr(at, ':',
		    (size_t)(end - at));
		if (colon == NULL)
			return false;
		at = colon + 1;
	}
	colon = at == end ? NULL : memchr(at, ':', (size_t)(end - at));
	*p = at;
	*len = (size_t)((colon == NULL ? end : colon) - at);
	return true;
}

/* Homes of nobody in particular: what lies there is no user's. */
static bool
is_shared(const char *path)
{
	static const char *const shared[] = { "", "/bin", "/dev", "/dev/null",
		"/etc", "/nonexistent", "/proc", "/run", "/sbin", "/tmp",
		"/usr", "/usr/bin", "/usr/lib", "/usr/sbin", "/var",
		"/var/empty", "/var/mail", "/var/run", "/var/spool",
		"/var/spool/mail" };
	size_t i;

	for (i = 0; i < sizeof(shared) / sizeof(shared[0]); i++)
		if (strcmp(shared[i], path) == 0)
			return true;
	return false;
}

static int
add(const struct host *h, struct pool *pool, const struct lines *l,
    struct home ***end)
{
	const char *user, *path;
	size_t user_len, path_len;
	struct home *n;
	char *home;

	if (!field(l, 0, &user, &user_len) ||
	    !field(l, 5, &path, &path_len) || user_len == 0 ||
	    path_len == 0 || path[0] != '/' ||
	    memchr(l->line, '\0', l->len) != NULL)
		return 0;
	while (path_len > 0 && path[path_len - 1] == '/')
		path_len--;
	home = pool_strndup(pool, path, path_len);
	if (home == NULL)
		return -ENOMEM;
	/* root of old systems lives in "/". */
	if (is_shared(home) && !(user_len == 4 &&
	    memcmp(user, "root", 4) == 0))
		return 0;
	if (*home != '\0' && !root_is_dir(&h->root, home))
		return 0;
	n = pool_alloc(pool, sizeof(*n));
	if (n == NULL)
		return -ENOMEM;
	n->user = pool_strndup(pool, user, user_len);
	n->path = home;
	if (n->user == NULL)
		return -ENOMEM;
	**end = n;
	*end = &n->next;
	return 0;
}

int
homes_read(const struct host *h, struct pool *pool, struct home **ret,
    bool *more)
{
	struct buf b = BUF_INIT(ROOT_MAX_FILE);
	struct home **end = ret;
	struct lines l;
	unsigned n = 0;
	int r;

	*ret = NULL;
	r = root_read(&h->root, "/etc/passwd", &b, NULL, NULL);
	*more = r < 0;
	if (r == -ENOMEM)
		return r;
	r = 0;
	lines_init(&l, b.p == NULL ? "" : b.p, b.len);
	while (r == 0 && lines_next(&l)) {
		if (l.len > 0 && (l.line[0] == '+' || n++ >= HOMES_MAX))
			*more = true;
		else if (l.len > 0 && l.line[0] != '#' && l.line[0] != '-')
			r = add(h, pool, &l, &end);
	}
	buf_release(&b);
	return r;
}
