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
		.path = pool_strdup(&s->pool, path) };
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

struct since_writer *
since_add_writer(struct since *s, struct since_file *f)
{
	struct since_writer *n = append(s, &f->writers, SINCE_WRITERS,
	    sizeof(*n));

	if (n != NULL)
		n->uid = n->login = -1;
	return n;
}

/* What is to be said of one thing that has several causes. */
struct blame {
	struct since *since;
	const char *words[SINCE_BLAMED];
	size_t n;
	bool unknown;		/* also: there are too many */
};

/* words NULL: no memory, which the pool knows. */
static void
blame(struct blame *b, const char *words)
{
	size_t i;

	for (i = 0; i < b->n && words != NULL; i++)
		if (strcmp(b->words[i], words) == 0)
			return;
	if (words == NULL || b->n == SINCE_BLAMED)
		b->unknown = true;
	else
		b->words[b->n++] = words;
}

/* "root", or its number. */
static const char *
user_words(struct since *s, const char *name, long number)
{
	return name != NULL ? name : pool_printf(&s->pool, "%ld", number);
}

/* Whose process it was, with the words before it. */
static const char *
by_user(struct since *s, const struct since_writer *w)
{
	if (w->uid < 0)
		return "";
	return pool_printf(&s->pool, " of user %s%s%s",
	    user_words(s, w->user, w->uid),
	    w->login >= 0 ? ", logged in as " : "",
	    w->login >= 0 ? user_words(s, w->login_user, w->login) : "");
}

static void
by_writer(struct blame *b, const struct since_writer *w)
{
	const char *program = w->exe != NULL ? w->exe : w->name;
	const bool tells = w->command != NULL && program != NULL &&
	    strcmp(w->command, program) != 0;

	if (program == NULL) {
		b->unknown = true;
		return;
	}
	blame(b, pool_printf(&b->since->pool, "%s%s%s%s, pid %ld%s", program,
	    tells ? " (" : "", tells ? w->command : "", tells ? ")" : "",
	    w->pid, by_user(b->since, w)));
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

/* A package manager's processes are many: whose they were is enough. */
static const char *
by_packager(struct since *s, const struct since_file *f)
{
	const struct since_writer *w;

	for (w = f->writers; w != NULL; w = w->next)
		if (w->uid < 0 || w->uid != f->writers->uid ||
		    w->login != f->writers->login)
			return by_package(s, f);
	if (f->writers == NULL)
		return by_package(s, f);
	return pool_join(&s->pool, by_package(s, f), ", process",
	    by_user(s, f->writers), NULL);
}

/* What accounts for one file. */
static void
by_file(struct blame *b, const struct since_file *f)
{
	const struct since_writer *w;

	if (f->package != NULL)
		blame(b, by_packager(b->since, f));
	else if (f->writers == NULL)
		b->unknown = true;
	else
		for (w = f->writers; w != NULL; w = w->next)
			by_writer(b, w);
}

/* A daemon that somebody started by hand. */
static const char *
by_login(struct since *s)
{
	const struct since_process *p;

	for (p = s->processes; p != NULL; p = p->next)
		if (p->login >= 0)
			return pool_printf(&s->pool, "user %s, who started "
			    "process %ld", user_words(s, p->user, p->login),
			    p->pid);
	return "unknown";
}

const char *
since_by(struct since *s)
{
	struct blame b = { .since = s };
	const struct since_file *f;

	if (s->files == NULL)
		return by_login(s);
	for (f = s->files; f != NULL && (f->named || !s->files->named);
	    f = f->next)
		by_file(&b, f);
	if (s->pool.failed)
		return NULL;
	if (b.unknown || (s->more > 0 && !s->files->named))
		return "unknown";
	return pool_join(&s->pool, b.words[0], b.n > 1 ? "; " : NULL,
	    b.n > 1 ? b.words[1] : NULL, b.n > 2 ? "; " : NULL,
	    b.n > 2 ? b.words[2] : NULL, NULL);
}
