/* /etc/inittab of every System V family. */
#include "platforms/inittab.h"

#include <ctype.h>
#include <errno.h>
#include <string.h>

#include "agent/base/buf.h"
#include "agent/base/lines.h"

/* Cut at the next colon; NULL when there is none. */
static const char *
field(struct pool *p, const char **at)
{
	const char *colon = strchr(*at, ':');
	const char *text;

	if (colon == NULL)
		return NULL;
	text = pool_strndup(p, *at, (size_t)(colon - *at));
	*at = colon + 1;
	return text;
}

static int
add(struct pool *p, const char *text, unsigned number,
    struct inittab_line ***end)
{
	struct inittab_line *l;
	const char *at = text + strspn(text, " \t");

	if (at[0] == '#' || at[0] == ':' || at[0] == '\0')
		return 0;
	l = pool_alloc(p, sizeof(*l));
	if (l == NULL)
		return -ENOMEM;
	l->text = pool_strdup(p, text);
	l->line = number;
	l->id = field(p, &at);
	l->levels = l->id == NULL ? NULL : field(p, &at);
	l->action = l->levels == NULL ? NULL : field(p, &at);
	if (p->failed)
		return -ENOMEM;
	if (l->action == NULL)
		return 0;
	l->command = pool_strdup(p, at);
	if (l->command == NULL)
		return -ENOMEM;
	**end = l;
	*end = &l->next;
	return 0;
}

int
inittab_parse(struct pool *p, const char *text, size_t len,
    struct inittab_line **ret)
{
	struct inittab_line **end = ret;
	struct buf b = BUF_INIT(65536);
	struct lines l;
	unsigned first = 0;
	bool more;
	int r = 0;

	*ret = NULL;
	lines_init(&l, text, len);
	while (r == 0 && lines_next(&l)) {
		if (b.len == 0)
			first = l.number;
		more = l.len > 0 && l.line[l.len - 1] == '\\';
		r = buf_add(&b, l.line, more ? l.len - 1 : l.len);
		if (r == -ENOMEM)
			break;
		r = 0;	/* a line that is too long is none */
		if (more)
			continue;
		if (!b.failed && b.p != NULL)
			r = add(p, b.p, first, &end);
		buf_clear(&b);
	}
	if (r == 0 && !b.failed && b.len > 0)
		r = add(p, b.p, first, &end);
	buf_release(&b);
	return r;
}

int
inittab_read(const struct host *h, struct pool *p, struct inittab_line **ret)
{
	struct buf b = BUF_INIT(ROOT_MAX_FILE);
	int r;

	*ret = NULL;
	r = root_read(&h->root, INITTAB_PATH, &b, NULL, NULL);
	if (r == 0 && b.len > 0 && memchr(b.p, '\0', b.len) != NULL)
		r = -EILSEQ;
	else if (r == 0)
		r = inittab_parse(p, b.p, b.len, ret);
	else if (r == -ENOENT)
		r = 0;
	buf_release(&b);
	return r;
}

const struct inittab_line *
inittab_default(const struct inittab_line *l)
{
	for (; l != NULL; l = l->next)
		if (strcmp(l->action, "initdefault") == 0)
			return l;
	return NULL;
}

char
inittab_level(const struct inittab_line *l)
{
	const char *p;
	char level = 0;

	for (p = l == NULL ? "" : l->levels; *p != '\0'; p++) {
		if (isdigit((unsigned char)*p)) {
			if (*p > level)
				level = *p;
		} else if (level == 0 && (*p == 's' || *p == 'S')) {
			level = 'S';
		}
	}
	return level;
}

bool
inittab_at_boot(const struct inittab_line *l, char level)
{
	/* inittab(5): run while the system boots, whatever the levels. */
	static const char *const early[] = { "boot", "bootwait", "sysinit" };
	static const char *const entered[] = { "respawn", "once", "wait",
		"hold" };
	size_t i;

	for (i = 0; i < sizeof(early) / sizeof(early[0]); i++)
		if (strcmp(l->action, early[i]) == 0)
			return true;
	for (i = 0; i < sizeof(entered) / sizeof(entered[0]); i++)
		if (strcmp(l->action, entered[i]) == 0)
			break;
	if (i == sizeof(entered) / sizeof(entered[0]))
		return false;
	/* No level stands for all of them (AIX, HP-UX, Solaris inittab). */
	if (l->levels[0] == '\0' || level == 0)
		return true;
	return strchr(l->levels, level) != NULL ||
	    (level == 'S' && strchr(l->levels, 's') != NULL);
}

const struct inittab_line *
inittab_runs(const struct inittab_line *l, const char *path)
{
	const char *at, *end;

	for (; l != NULL; l = l->next) {
		if (strcmp(l->action, "off") == 0)
			continue;
		for (at = l->command; (at = strstr(at, path)) != NULL; at++) {
			end = at + strlen(path);
			if ((at == l->command || strchr(" \t;&|('\"",
			    at[-1]) != NULL) && (*end == '\0' ||
			    strchr(" \t;&|)'\">", *end) != NULL))
				return l;
			/* after '#', the shell sees a comment */
		}
	}
	return NULL;
}

char
upstart_level(const struct host *h, unsigned *line)
{
	static const char key[] = "env DEFAULT_RUNLEVEL=";
	struct buf b = BUF_INIT(ROOT_MAX_FILE);
	struct lines l;
	size_t n = sizeof(key) - 1;
	char level = 0, c;

	if (root_read(&h->root, UPSTART_PATH, &b, NULL, NULL) == 0 &&
	    b.len > 0) {
		lines_init(&l, b.p, b.len);
		while (lines_next(&l)) {
			if (l.len <= n || memcmp(l.line, key, n) != 0)
				continue;
			c = l.line[n] == '"' && l.len > n + 1 ?
			    l.line[n + 1] : l.line[n];
			if (c < '0' || c > '6')
				continue;
			level = c;
			*line = l.number;
		}
	}
	buf_release(&b);
	return level;
}
