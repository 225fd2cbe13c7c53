/* The lines of Exim's configuration: .include, conditions and macros. */
#include "agent/model/ex_lines.h"

#include <errno.h>
#include <string.h>

#include "agent/model/ex_macro.h"

#define LINE_MAX_LEN	((size_t)1 << 20)
#define INCLUDED_MAX	500
#define WORK_MAX	((size_t)1 << 28)

/* The states that a condition can be in, as bits: lines count; they do not
 * until .else; they do not until .endif. */
#define ACTIVE		1u
#define SKIPPING	2u
#define SKIP_ALL	4u

bool
ex_is_space(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

bool
ex_is_upper(char c)
{
	return c >= 'A' && c <= 'Z';
}

bool
ex_is_name(char c)
{
	return ex_is_upper(c) || (c >= 'a' && c <= 'z') ||
	    (c >= '0' && c <= '9') || c == '_';
}

void
ex_lines_init(struct ex_reader *r, struct pool *p,
    const struct ex_files *files, const struct ex_part *parts, size_t n)
{
	*r = (struct ex_reader){ .pool = p, .files = files, .more = parts,
		.n_more = n, .state = ACTIVE,
		.line = BUF_INIT(LINE_MAX_LEN) };
	r->macros_end = &r->macros;
}

void
ex_lines_release(struct ex_reader *r)
{
	buf_release(&r->line);
}

int
ex_fault(struct ex_reader *r, const char *why)
{
	if (r->fault.why == NULL) {
		r->fault.why = why;
		if (r->n_open > 0) {
			r->fault.file = r->open[r->n_open - 1].part.file;
			r->fault.line = r->open[r->n_open - 1].part.line - 1;
		}
	}
	return 0;
}

/* Rows: the state before; columns: what the directive asks for. */
static const unsigned char next_state[3][4] = {
	{ ACTIVE, SKIPPING, SKIP_ALL, SKIP_ALL },
	{ SKIP_ALL, SKIP_ALL, ACTIVE, SKIPPING },
	{ SKIP_ALL, SKIP_ALL, SKIP_ALL, SKIP_ALL },
};
static const struct directive {
	const char *name;
	unsigned char found, missed;	/* columns */
	signed char push;
} directives[] = {
	{ .name = "ifdef", .found = 0, .missed = 1, .push = 1 },
	{ .name = "ifndef", .found = 1, .missed = 0, .push = 1 },
	{ .name = "elifdef", .found = 2, .missed = 3, .push = 0 },
	{ .name = "elifndef", .found = 3, .missed = 2, .push = 0 },
	{ .name = "else", .found = 2, .missed = 2, .push = 0 },
	{ .name = "endif", .push = -1 },
};

static unsigned
next_states(unsigned state, const struct directive *d, unsigned found)
{
	unsigned ret = 0, i;

	for (i = 0; i < 3; i++) {
		if ((state & (1u << i)) == 0)
			continue;
		if ((found & EX_FOUND_YES) != 0)
			ret |= next_state[i][d->found];
		if ((found & EX_FOUND_NO) != 0)
			ret |= next_state[i][d->missed];
	}
	return ret;
}

/* Is it a conditional directive? True: it has been done. */
static bool
condition(struct ex_reader *r, const char *text, unsigned found)
{
	const struct directive *d = NULL;
	size_t i, n = 0;

	for (i = 0; d == NULL && i < sizeof(directives) /
	    sizeof(directives[0]); i++) {
		n = strlen(directives[i].name);
		if (strncmp(text + 1, directives[i].name, n) == 0)
			d = &directives[i];
	}
	if (d == NULL)
		return false;
	r->n_conditions++;
	/* 4.96 has a t where it means a tab; anything else makes the line
	 * one that says nothing. */
	if (text[n + 1] == '\t' || text[n + 1] == 't')
		ex_fault(r, "behind its condition stands no blank");
	else if (text[n + 1] != ' ' && text[n + 1] != '\0')
		return true;
	else if (d->push > 0 && r->n_stack == EX_NESTED)
		ex_fault(r, "conditions are nested too deeply");
	else if (d->push <= 0 && r->n_stack == 0)
		ex_fault(r, "there is no .ifdef before it");
	else if (d->push < 0)
		r->state = r->stack[--r->n_stack];
	else {
		if (d->push > 0)
			r->stack[r->n_stack++] = r->state;
		r->state = next_states(r->state, d, found);
	}
	return true;
}

static int
include(struct ex_reader *r, const char *text, bool if_exists)
{
	const struct ex_part *at = &r->open[r->n_open - 1].part;
	const char *slash, *path;
	size_t n = strlen(text);
	struct ex_part part;
	int e;

	while (n > 0 && ex_is_space(text[n - 1]))
		n--;
	if (n > 1 && text[0] == '"' && text[n - 1] == '"')
		text++, n -= 2;
	path = pool_strndup(r->pool, text, n);
	if (path == NULL)
		return -ENOMEM;
	if (strchr(path, EX_UNSURE[0]) != NULL)
		return ex_fault(r, "which file it includes is not known");
	if (path[0] != '/') {
		slash = strrchr(at->file, '/');
		if (if_exists || slash == NULL)
			return ex_fault(r, "the path is not absolute");
		path = at->folder != NULL ? pool_printf(r->pool, "%s/%s",
		    at->folder, path) : pool_printf(r->pool, "%.*s/%s",
		    (int)(slash - at->file), at->file, path);
	}
	if (path == NULL)
		return -ENOMEM;
	if (r->n_open == EX_DEPTH || ++r->n_included > INCLUDED_MAX)
		return ex_fault(r, "too many files are included");
	e = r->files->read(r->files->context, r->pool, path, &part);
	if (e == -ENOENT && (if_exists || r->state != ACTIVE))
		return 0;
	if (e == -ENOMEM)
		return e;
	if (e < 0)
		return ex_fault(r, e == -ENOENT ?
		    "the file that it includes is not there" :
		    "the file that it includes cannot be read");
	r->open[r->n_open].part = part;
	r->open[r->n_open++].at = 0;
	return 0;
}

/* One physical line is put behind what is there. 1, 0 at the end. */
static int
add_physical(struct ex_reader *r)
{
	struct ex_part *part;
	const char *from, *lf;
	size_t left, n;

	for (;;) {
		if (r->n_open == 0) {
			if (r->n_more == 0)
				return 0;
			r->open[0].part = *r->more++;
			r->open[0].at = 0;
			r->n_open = 1;
			r->n_more--;
		}
		part = &r->open[r->n_open - 1].part;
		if (r->open[r->n_open - 1].at < part->len)
			break;
		r->n_open--;
	}
	from = part->text + r->open[r->n_open - 1].at;
	left = part->len - r->open[r->n_open - 1].at;
	lf = memchr(from, '\n', left);
	n = lf == NULL ? left : (size_t)(lf - from);
	r->open[r->n_open - 1].at += n + (lf != NULL);
	part->line++;
	r->work += n + 1;
	lf = memchr(from, '\0', n);
	if (buf_add(&r->line, from, lf == NULL ? n : (size_t)(lf - from)) ==
	    -E2BIG)
		r->full = true;
	return 1;
}

/* The line behind white space is .include, or .include_if_exists. */
static const char *
included(const char *text, bool *if_exists)
{
	if (strncmp(text, ".include", 8) != 0)
		return NULL;
	*if_exists = strncmp(text + 8, "_if_exists", 10) == 0;
	text += *if_exists ? 18 : 8;
	if (!ex_is_space(*text))
		return NULL;
	while (ex_is_space(*text))
		text++;
	return text;
}

/* Only what is added to the logical line stays in it. 1: it is whole; 0: more
 * is to come; -ENOMEM. */
static int
take_physical(struct ex_reader *r, size_t from, struct ex_line *ret)
{
	struct buf *b = &r->line;
	const struct ex_part *part = &r->open[r->n_open - 1].part;
	const unsigned found = ex_macro_expand(r, from);
	const char *path;
	bool if_exists;
	size_t at;
	int e = 0;

	if (b->failed)
		return r->full ? ex_fault(r, "its line is too long") :
		    -ENOMEM;
	at = ex_spaces(b, from);
	r->dropped = false;
	if (b->p[at] == '#' || (b->p[at] == '.' &&
	    condition(r, b->p + at, found)) || (r->state & ACTIVE) == 0) {
		ex_splice(r, from, b->len - from, "");
		r->dropped = true;
		return 0;
	}
	path = included(b->p + at, &if_exists);
	if (path != NULL) {
		e = include(r, path, if_exists);
		ex_splice(r, from, b->len - from, "");
		r->dropped = true;
		return e;
	}
	ex_splice(r, from, at - from, "");
	while (b->len > 0 && ex_is_space(b->p[b->len - 1]))
		ex_splice(r, b->len - 1, 1, "");
	if (b->len == 0)
		return 0;
	if (ret->line == 0 || from == 0)
		*ret = (struct ex_line){ .file = part->file,
			.line = part->line - 1 };
	else if (r->n_conditions != ret->conditions && (ret->maybe ||
	    r->state != ACTIVE))
		return ex_fault(r, "where its line ends depends on how Exim "
		    "was built");
	ret->conditions = r->n_conditions;
	ret->last = part->line - 1;
	ret->maybe = ret->maybe || r->state != ACTIVE;
	if (b->p[b->len - 1] != '\\')
		return 1;
	ex_splice(r, b->len - 1, 1, "");
	return 0;
}

static int
next_logical(struct ex_reader *r, struct ex_line *ret)
{
	struct ex_line one = { .line = 0 };
	size_t from;
	int e = 0;

	buf_clear(&r->line);
	while (e == 0 && r->fault.why == NULL) {
		from = r->line.len;
		if (buf_add(&r->line, "", 0) < 0)
			return -ENOMEM;
		if (add_physical(r) == 0) {
			if (r->n_stack > 0)
				return ex_fault(r, "an .endif is missing");
			if (from == 0)
				return 0;
			/* Exim adds what it finds in its buffer then. */
			if (r->dropped)
				return ex_fault(r, "the file ends within a "
				    "line that goes on");
			break;
		}
		if (r->work > WORK_MAX)
			return ex_fault(r, "reading it would take too long");
		e = take_physical(r, from, &one);
	}
	if (e < 0 || r->fault.why != NULL)
		return e < 0 ? e : 0;
	one.text = pool_strndup(r->pool, r->line.p, r->line.len);
	if (one.text == NULL)
		return -ENOMEM;
	*ret = one;
	return 1;
}

int
ex_lines_next(struct ex_reader *r, struct ex_line *ret)
{
	int e;

	while (r->fault.why == NULL && (e = next_logical(r, ret)) != 0) {
		if (e < 0 || !ex_is_upper(ret->text[0]))
			return e;
		e = ex_macro_assign(r, ret);
		if (e < 0)
			return e;
	}
	return 0;
}
