/* --explain-platform: where this system is looked at, and what is there. */
#include "agent/commands.h"

#include <errno.h>
#include <string.h>

#include "agent/base/json.h"
#include "agent/base/log.h"
#include "agent/check_run.h"
#include "agent/output.h"
#include "agent/text.h"
#include "platforms/platform.h"

#define MAX_TEXT ((size_t)16 << 20)

/* One place: a pattern of a table. */
struct spot {
	const char *kind;		/* mechanism, or what it is of */
	const char *pattern;		/* NULL: the mechanism knows where */
	const char *evidence;		/* NULL: no verdict rests on it */
	bool used;			/* false: another init runs here */
	struct strv found;
};

struct place_list {
	struct check_run *run;
	const struct platform *os;
	struct pool pool;
	struct spot *spots;
	size_t n, room;
};

static bool
is_used(const struct entry *entry, const struct facts *f)
{
	const bool systemd = f->init != NULL &&
	    strcmp(f->init, "systemd") == 0;

	return !((entry->flags & ENTRY_SYSTEMD) != 0 && !systemd) &&
	    !((entry->flags & ENTRY_NOT_SYSTEMD) != 0 && systemd);
}

/* The pattern of a shell for the one of a table: % is a run level. */
static const char *
shell_pattern(struct pool *p, const char *pattern)
{
	char *copy = pool_strdup(p, pattern), *at;

	for (at = copy; at != NULL && *at != '\0'; at++)
		if (*at == '%')
			*at = '?';
	return copy;
}

static int
add(struct place_list *l, const struct spot *spot)
{
	const struct root *root = &l->run->host.root;
	struct spot *s, *more;
	const char *pattern;

	if (l->n == l->room) {
		more = pool_alloc(&l->pool, (l->room + 64) * sizeof(*more));
		if (more == NULL)
			return -ENOMEM;
		if (l->n > 0)
			memcpy(more, l->spots, l->n * sizeof(*more));
		l->spots = more;
		l->room += 64;
	}
	s = &l->spots[l->n++];
	*s = *spot;
	if (s->pattern == NULL)
		return 0;
	pattern = shell_pattern(&l->pool, s->pattern);
	if (pattern == NULL)
		return -ENOMEM;
	s->pattern = pattern;
	if (strpbrk(pattern, "*?[") != NULL)
		return root_glob(root, pattern, &l->pool, &s->found) ==
		    -ENOMEM ? -ENOMEM : 0;
	return root_exists(root, pattern) ?
	    strv_push(&l->pool, &s->found, pattern) : 0;
}

static int
add_list(struct place_list *l, const char *kind, const char *const *paths)
{
	int r = 0;

	for (; r == 0 && paths != NULL && *paths != NULL; paths++)
		r = add(l, &(struct spot){ .kind = kind, .pattern = *paths,
		    .used = true });
	return r;
}

static int
collect(struct place_list *l)
{
	const struct entry *entry;
	struct spot spot;
	const char *const *path;
	int r = 0;

	for (entry = l->os->entries; r == 0 && entry->mech != NULL; entry++) {
		spot = (struct spot){ .kind = entry->mech->name,
			.evidence = evidence_name(entry->evidence),
			.used = is_used(entry, &l->run->facts) };
		if (entry->paths == NULL)
			r = add(l, &spot);
		for (path = entry->paths; r == 0 && path != NULL &&
		    *path != NULL; path++) {
			spot.pattern = *path;
			r = add(l, &spot);
		}
	}
	if (r == 0)
		r = add_list(l, "program", l->os->mta_paths);
	if (r == 0)
		r = add_list(l, "sendmail.cf", l->os->cf_paths);
	return r == 0 ? add_list(l, "pid file", l->os->pid_files) : r;
}

/* Does path lie where the spot was found? */
static bool
lies_in(const struct spot *s, const char *path)
{
	size_t i, len;

	for (i = 0; path != NULL && i < s->found.n; i++) {
		len = strlen(s->found.v[i]);
		if (strncmp(path, s->found.v[i], len) == 0 &&
		    (path[len] == '\0' || path[len] == '/'))
			return true;
	}
	return false;
}

static bool
is_of(const struct spot *s, const struct starter *st)
{
	const struct place *why;

	if (!s->used || strcmp(s->kind, st->mechanism) != 0)
		return false;
	if (s->pattern == NULL || lies_in(s, st->at.path))
		return true;
	for (why = st->because; why != NULL; why = why->next)
		if (lies_in(s, why->path))
			return true;
	return false;
}

/* The place that a starter is shown under: the first that it lies in, else
 * the last of its mechanism. */
static const struct spot *
spot_of(const struct place_list *l, const struct starter *st)
{
	const struct spot *last = NULL;
	size_t i;

	for (i = 0; i < l->n; i++) {
		if (is_of(&l->spots[i], st))
			return &l->spots[i];
		if (l->spots[i].used &&
		    strcmp(l->spots[i].kind, st->mechanism) == 0)
			last = &l->spots[i];
	}
	return last;
}

static void
show_text(const struct place_list *l, struct buf *b)
{
	const struct facts *f = &l->run->facts;
	const struct starter *st;
	const struct spot *s;
	size_t i;

	buf_addf(b, "%s, init %s, ", l->os->name,
	    f->init != NULL ? f->init : "not known");
	text_escape(b, f->title != NULL ? f->title : l->os->title);
	buf_addc(b, '\n');
	for (s = l->spots; s < l->spots + l->n; s++) {
		buf_addf(b, "%-11s %-28s %-13s ", s->kind,
		    s->pattern != NULL ? s->pattern : "(its own places)",
		    s->evidence != NULL ? s->evidence : "-");
		if (!s->used)
			buf_adds(b, "not used by this init");
		else if (s->pattern == NULL)
			buf_adds(b, "looked at");
		else if (s->found.n == 0)
			buf_adds(b, "nothing there");
		for (i = 0; s->used && i < s->found.n; i++) {
			buf_adds(b, i > 0 ? " " : "");
			text_escape(b, s->found.v[i]);
		}
		buf_addc(b, '\n');
		for (st = f->starters; st != NULL; st = st->next)
			if (spot_of(l, st) == s) {
				buf_adds(b, "    starts ");
				text_escape(b, st->at.path);
				buf_addf(b, ":%u %s, %s, at boot: %s\n",
				    st->at.line, st->mta,
				    role_name(st->role),
				    tri_name(st->at_boot));
			}
	}
}

static void
show_json(const struct place_list *l, struct buf *b)
{
	const struct facts *f = &l->run->facts;
	const struct starter *st;
	const struct spot *s;
	struct json j;
	size_t i;

	json_init(&j, b);
	json_object(&j, NULL);
	json_string(&j, "schema", "hardenmail-platform/1");
	json_string(&j, "platform", l->os->name);
	json_string(&j, "title", f->title);
	json_string(&j, "init", f->init);
	json_array(&j, "places");
	for (s = l->spots; s < l->spots + l->n; s++) {
		json_object(&j, NULL);
		json_string(&j, "kind", s->kind);
		json_string(&j, "pattern", s->pattern);
		json_string(&j, "evidence", s->evidence);
		json_bool(&j, "used", s->used);
		json_array(&j, "found");
		for (i = 0; i < s->found.n; i++)
			json_string(&j, NULL, s->found.v[i]);
		json_end(&j);
		json_array(&j, "starters");
		for (st = f->starters; st != NULL; st = st->next) {
			if (spot_of(l, st) != s)
				continue;
			json_object(&j, NULL);
			json_string(&j, "path", st->at.path);
			json_number(&j, "line", st->at.line);
			json_string(&j, "mta", st->mta);
			json_string(&j, "role", role_name(st->role));
			json_string(&j, "at_boot", tri_name(st->at_boot));
			json_end(&j);
		}
		json_end(&j);
		json_end(&j);
	}
	json_end(&j);
	json_end(&j);
}

int
cmd_platform(const struct settings *s)
{
	struct check_run run;
	struct place_list l = { .run = &run };
	struct buf b = BUF_INIT(MAX_TEXT);
	struct err e = { .code = 0 };
	int status;

	check_run_init(&run);
	status = check_run_open(s, &run, &e);
	if (status == 0)
		status = check_run_look(&run, &e);
	if (status == 0)
		l.os = platform_find(run.facts.platform);
	if (status == 0 && (l.os == NULL || collect(&l) < 0)) {
		err_set(&e, ENOMEM, "out of memory");
		status = EXIT_SYSTEM;
	}
	if (status == 0 && s->format == &format_json)
		show_json(&l, &b);
	else if (status == 0)
		show_text(&l, &b);
	if (status == 0)
		status = output_write(s->output, &b, &e);
	if (e.text[0] != '\0')
		log_error("%s", e.text);
	buf_release(&b);
	pool_release(&l.pool);
	check_run_release(&run);
	return status;
}
