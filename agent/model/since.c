/* What changed on a host since it was last in its mode. */
#include "agent/model/since.h"

#include <string.h>

const char *
since_kind_name(enum since_kind k)
{
	static const char *const names[] = {
		[SINCE_NEW] = "new",
		[SINCE_GONE] = "gone",
		[SINCE_CONTENTS] = "contents",
		[SINCE_MODE] = "mode",
	};

	return names[k];
}

void
since_release(struct since *s)
{
	pool_release(&s->pool);
	*s = SINCE_INIT;
}

struct since_file *
since_add_file(struct since *s, const char *path, bool named)
{
	struct since_file *n, **at = &s->files;
	unsigned many = 0;

	/* Behind the last of its kind. */
	while (*at != NULL && ((*at)->named || !named)) {
		at = &(*at)->next;
		many++;
	}
	if (many >= SINCE_MAX) {
		s->more++;
		return NULL;
	}
	n = pool_alloc(&s->pool, sizeof(*n));
	if (n == NULL)
		return NULL;
	*n = (struct since_file){ .next = *at, .named = named,
		.path = pool_strdup(&s->pool, path), .pid = -1, .uid = -1 };
	if (n->path == NULL)
		return NULL;
	*at = n;
	for (many = 0, at = &s->files; *at != NULL; at = &(*at)->next)
		if (++many > SINCE_MAX) {
			*at = NULL;
			s->more++;
			break;
		}
	return n;
}

/* All structures' pointers look alike (C11 6.2.5), and `next` is the first
 * member of each: `at` is where the pointer to the first one stands. */
static void *
append(struct since *s, void *at, unsigned max, size_t size)
{
	struct any { struct any *next; } *n;
	unsigned many = 0;

	for (memcpy(&n, at, sizeof(n)); n != NULL; memcpy(&n, at, sizeof(n))) {
		at = n;
		many++;
	}
	n = many < max ? pool_alloc(&s->pool, size) : NULL;
	if (n != NULL)
		memcpy(at, &n, sizeof(n));
	return n;
}

struct since_package *
since_add_package(struct since *s)
{
	return append(s, &s->packages, SINCE_MAX, sizeof(*s->packages));
}

struct since_process *
since_add_process(struct since *s)
{
	return append(s, &s->processes, SINCE_MAX, sizeof(*s->processes));
}

struct since_login *
since_add_login(struct since *s)
{
	return append(s, &s->logins, SINCE_MAX, sizeof(*s->logins));
}

static const char *
by_package(struct since *s, const struct since_file *f)
{
	const struct since_package *p;

	for (p = s->packages; p != NULL; p = p->next)
		if (strcmp(p->name, f->package) == 0)
			return pool_printf(&s->pool, "package %s%s%s (%s, %s)",
			    p->name, p->version != NULL ? " " : "",
			    p->version != NULL ? p->version : "", p->tool,
			    p->action);
	return pool_printf(&s->pool, "package %s", f->package);
}

/* What accounts for one file. */
static const char *
by_file(struct since *s, const struct since_file *f)
{
	if (f->process != NULL)
		return pool_printf(&s->pool, "%s, pid %ld of user %ld",
		    f->process, f->pid, f->uid);
	return f->package != NULL ? by_package(s, f) : "unknown";
}

const char *
since_by(struct since *s)
{
	const struct since_process *p;
	const struct since_file *f;
	const char *first = NULL, *next;

	for (f = s->files; f != NULL; f = f->next) {
		if (s->files->named && !f->named)
			break;
		next = by_file(s, f);
		if (next == NULL)
			return NULL;
		if (first != NULL && strcmp(first, next) != 0)
			return "unknown";
		first = next;
	}
	if (first != NULL)
		return s->more > 0 && !s->files->named ? "unknown" : first;
	for (p = s->processes; p != NULL; p = p->next)
		if (p->login >= 0)
			return p->user != NULL ? pool_printf(&s->pool,
			    "user %s, who started process %ld", p->user,
			    p->pid) : pool_printf(&s->pool, "user %ld, who "
			    "started process %ld", p->login, p->pid);
	return "unknown";
}
