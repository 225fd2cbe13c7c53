/* What takes away the one thing by which sendmail relays for strangers. */
#include <errno.h>
#include <limits.h>
#include <string.h>
#include <strings.h>

#include "agent/run/closing_parts.h"

/* More rules than one hole has. */
#define MAX_RULES 8

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t' || c == ',' || c == '\r';
}

/* The word on the line, from there on, whatever its case. */
static bool
find_word(const char *text, size_t at, size_t end, const char *word,
    size_t *from, size_t *to)
{
	const size_t n = strlen(word);

	while (at < end) {
		while (at < end && is_blank(text[at]))
			at++;
		*from = at;
		while (at < end && !is_blank(text[at]))
			at++;
		*to = at;
		if (at - *from == n && n > 0 &&
		    strncasecmp(text + *from, word, n) == 0)
			return true;
	}
	return false;
}

static bool
is_alone(const char *text, size_t at, size_t end, size_t from, size_t to)
{
	for (; at < end; at++)
		if ((at < from || at >= to) && !is_blank(text[at]))
			return false;
	return true;
}

/* "CRa b", "C{R}a b": where its words begin. */
static size_t
class_words(const char *text, size_t at, size_t end)
{
	if (end - at < 3 || text[at] != 'C')
		return end;
	if (text[at + 1] != '{')
		return at + 2;
	while (at < end && text[at] != '}')
		at++;
	return at < end ? at + 1 : end;
}

int
cure_class(struct closing *c, const struct relay_level *l, struct err *e)
{
	static const char why[] = "strangers are no members of that class";
	const struct place *p = l->because;
	const char *mark = p == NULL || p->text == NULL ? NULL :
	    strstr(p->text, " in class "), *word;
	size_t from, to, at, end, next;
	struct closing_file *f;
	bool cf;
	int r;

	(void)e;
	if (mark == NULL || p->path == NULL || p->line == 0)
		return 0;
	word = pool_strndup(&c->pool, p->text, (size_t)(mark - p->text));
	f = closing_open(c, p->path);
	if (word == NULL || f == NULL ||
	    !closing_line(f, p->line, &at, &end, &next))
		return c->pool.failed ? -ENOMEM : 0;
	cf = strcmp(p->path, l->cf) == 0;
	if (!find_word(f->text, cf ? class_words(f->text, at, end) : at, end,
	    word, &from, &to))
		return 0;
	if (!cf)
		/* Behind the first word there may be a comment. */
		return from == at || is_alone(f->text, at, end, from, to) ?
		    closing_splice(c, f, at, next, "", why) :
		    closing_splice(c, f, from, to, "", why);
	r = is_alone(f->text, class_words(f->text, at, end), end, from, to) ?
	    closing_splice(c, f, at, at, "#", why) :
	    closing_splice(c, f, from, to, "", why);
	if (r > 0 && mc_class(c, l->cf, word) < 0)
		r = -ENOMEM;
	return r;
}

/* The text from which the map at path is made. */
static const char *
source_of(struct closing *c, const char *path)
{
	const size_t len = strlen(path);
	const char *dot = strrchr(path, '.');

	if (dot != NULL && (strcmp(dot, ".db") == 0 ||
	    strcmp(dot, ".pag") == 0 || strcmp(dot, ".dir") == 0))
		return pool_strndup(&c->pool, path, (size_t)(dot - path));
	return pool_strndup(&c->pool, path, len);
}

int
cure_map(struct closing *c, const struct relay_level *l, struct err *e)
{
	const struct place *p = l->because;
	const char *path = p == NULL || p->path == NULL ? NULL :
	    source_of(c, p->path);
	size_t from, to, end;
	struct closing_file *f;
	int r = 1;

	if (path == NULL)
		return c->pool.failed ? -ENOMEM : 0;
	if (p->line > 0) {
		f = closing_open(c, path);
		if (f == NULL || !closing_line(f, p->line, &from, &to, &end))
			return c->pool.failed ? -ENOMEM : 0;
		r = closing_splice(c, f, from, end, "",
		    "the map does not name them any more");
	}
	return r > 0 ? closing_makemap(c, l->cf, path, e) : r;
}

bool
delivery_value(const char *text, size_t at, size_t end, size_t *from,
    size_t *to)
{
	static const char key[] = "DeliveryMode=";
	const size_t n = sizeof(key) - 1;

	for (; at + n < end; at++)
		if (strncasecmp(text + at, key, n) == 0 &&
		    (text[at + n] == 'd' || text[at + n] == 'D')) {
			*from = *to = at + n;
			while (*to < end && strchr(", \t\r'\"", text[*to]) ==
			    NULL)
				(*to)++;
			return true;
		}
	return false;
}

/* "Od" and its value, as a cf before 8.7 has it. */
static bool
delivery_letter(const char *text, size_t at, size_t end, size_t *from,
    size_t *to)
{
	if (end - at < 3 || text[at] != 'O' || text[at + 1] != 'd' ||
	    text[at + 2] != 'd')
		return false;
	*from = at + 2;
	*to = end;
	return true;
}

/* -odd, -odeferred: the option and its value are one word. */
static bool
delivery_word(const char *text, size_t at, size_t end, size_t *from,
    size_t *to)
{
	for (; at + 4 <= end; at++)
		if (memcmp(text + at, "-odd", 4) == 0 ||
		    (at + 5 <= end && memcmp(text + at, "-o dd", 5) == 0)) {
			*from = *to = at + (text[at + 2] == ' ' ? 4 : 3);
			while (*to < end && strchr(" \t\r'\";&", text[*to]) ==
			    NULL)
				(*to)++;
			return true;
		}
	return false;
}

static int
cure_delivery_at(struct closing *c, const struct place *p)
{
	size_t at, end, next, from, to;
	struct closing_file *f;

	if (p->path == NULL || p->line == 0)
		return 0;
	f = closing_open(c, p->path);
	if (f == NULL || !closing_line(f, p->line, &at, &end, &next))
		return c->pool.failed ? -ENOMEM : 0;
	if (!delivery_value(f->text, at, end, &from, &to) &&
	    !delivery_letter(f->text, at, end, &from, &to) &&
	    !delivery_word(f->text, at, end, &from, &to))
		return 0;
	return closing_splice(c, f, from, to, "background",
	    "in mode deferred no rule is asked");
}

/* The option in the cf, or on the command line, wherever that is made. */
int
cure_delivery(struct closing *c, const struct relay_level *l, struct err *e)
{
	const struct starter *s;
	const struct place *p;
	int r = 0;

	(void)e;
	for (p = l->because; r == 0 && p != NULL; p = p->next) {
		r = cure_delivery_at(c, p);
		if (r > 0 && strcmp(p->path, l->cf) == 0 &&
		    mc_delivery(c, l->cf) < 0)
			r = -ENOMEM;
	}
	for (s = c->g->facts->starters; r == 0 && s != NULL; s = s->next) {
		if (strcmp(s->mta != NULL ? s->mta : "", "sendmail") != 0 ||
		    s->at_boot == TRI_NO)
			continue;
		r = cure_delivery_at(c, &s->at);
		for (p = s->because; r == 0 && p != NULL; p = p->next)
			r = cure_delivery_at(c, p);
	}
	return r;
}

/* UnixWare's own cf has the checks, and a switch for them. */
int
cure_switch(struct closing *c, const struct relay_level *l, struct err *e)
{
	static const char key[] = "D{Check_Rcpt}";
	size_t from, to, end;
	struct closing_file *f = closing_open(c, l->cf);
	unsigned n;

	(void)e;
	for (n = 1; f != NULL && closing_line(f, n, &from, &to, &end); n++) {
		if (to - from < sizeof(key) - 1 ||
		    strncmp(f->text + from, key, sizeof(key) - 1) != 0)
			continue;
		from += sizeof(key) - 1;
		if (to - from == 3 && memcmp(f->text + from, " ON", 3) == 0)
			return 0;
		return closing_splice(c, f, from, to, " ON",
		    "the vendor's switch for the check of recipients");
	}
	return c->pool.failed ? -ENOMEM : 0;
}

/* What the rule says where it fits: behind its first tabs. */
static size_t
right_side(const char *text, size_t from, size_t to)
{
	while (from < to && text[from] != '\t')
		from++;
	while (from < to && text[from] == '\t')
		from++;
	return from;
}

/* It ends its ruleset, or all, and refuses nobody: "$@ RELAY", "$# OK". Any
 * other only hands its result on, and is needed for all mail. */
static bool
lets_pass(const char *text, size_t from, size_t to)
{
	size_t at = right_side(text, from, to);

	if (to - at < 2 || text[at] != '$' || (text[at + 1] != '@' &&
	    text[at + 1] != '#'))
		return false;
	if (text[at + 1] == '@')
		return true;
	for (at += 2; at < to && text[at] == ' '; at++)
		;
	return (to - at < 5 || strncmp(text + at, "error", 5) != 0) &&
	    (to - at < 7 || strncmp(text + at, "discard", 7) != 0);
}

static int
drop_rule(struct closing *c, struct closing_file *f, const char *cf,
    size_t from, size_t to)
{
	const char *rule = pool_strndup(&c->pool, f->text + from, to - from);
	int r = rule == NULL ? -ENOMEM : closing_splice(c, f, from, from, "#",
	    "the rule that lets strangers pass");

	return r > 0 && mc_rule(c, cf, rule) < 0 ? -ENOMEM : r;
}

/* The hook for rules of the site's own (cf/README, "Local_check_rcpt"): one
 * that fits all, and accepts. */
int
cure_hook(struct closing *c, const struct relay_level *l, struct err *e)
{
	static const char hook[] = "SLocal_check_rcpt";
	struct closing_file *f = closing_open(c, l->cf);
	size_t from, to, end;
	bool inside = false;
	unsigned n;

	(void)e;
	for (n = 1; f != NULL && closing_line(f, n, &from, &to, &end); n++) {
		if (from < to && f->text[from] == 'S')
			inside = to - from >= sizeof(hook) - 1 &&
			    strncmp(f->text + from, hook, sizeof(hook) - 1) ==
			    0;
		if (inside && to - from > 4 &&
		    strncmp(f->text + from, "R$*\t", 4) == 0 &&
		    lets_pass(f->text, from, to))
			return drop_rule(c, f, l->cf, from, to);
	}
	return c->pool.failed ? -ENOMEM : 0;
}

/* Entries for everybody that relay-settings names: all of them, as one alone
 * may change nothing. The last of a file first, so that lines keep their
 * numbers. */
int
cure_wide(struct closing *c, const struct relay_level *l, struct err *e)
{
	const struct relay_flaw *flaw, *last = NULL;
	size_t from, to, end, len;
	struct closing_file *f;
	unsigned below = UINT_MAX;
	int r = 0, done = 0;

	for (; r >= 0; below = last->at.line, done++) {
		last = NULL;
		for (flaw = c->now->flaws; flaw != NULL; flaw = flaw->next)
			if (flaw->kind == FLAW_WIDE && flaw->at.line < below &&
			    (last == NULL || flaw->at.line > last->at.line))
				last = flaw;
		if (last == NULL)
			break;
		len = strlen(last->at.path);
		f = closing_open(c, last->at.path);
		if (f == NULL || !closing_line(f, last->at.line, &from, &to,
		    &end) || strcmp(last->at.path, l->cf) == 0)
			return c->pool.failed ? -ENOMEM : 0;
		r = closing_splice(c, f, from, end, "",
		    "what is everybody's is not listed any more");
		if (r > 0 && len > 7 &&
		    strcmp(last->at.path + len - 7, "/access") == 0)
			r = closing_makemap(c, l->cf, last->at.path, e);
		if (r == 0)
			return 0;
	}
	return r < 0 ? r : done > 0;
}

/* The rule that lets it pass. What m4 would make is edited as well. */
int
cure_rule(struct closing *c, const struct relay_level *l, struct err *e)
{
	const struct place *p = l->because;
	size_t from, to, end;
	struct closing_file *f;
	int r;

	(void)e;
	if (c->rules == MAX_RULES || p == NULL || p->path == NULL ||
	    p->line == 0 || strcmp(p->path, l->cf) != 0)
		return 0;
	f = closing_open(c, l->cf);
	if (f == NULL || !closing_line(f, p->line, &from, &to, &end) ||
	    from == to || f->text[from] != 'R' ||
	    !lets_pass(f->text, from, to))
		return c->pool.failed ? -ENOMEM : 0;
	c->rules++;
	r = drop_rule(c, f, l->cf, from, to);
	if (r > 0 && mc_features(c, l->cf, l->verdict) < 0)
		r = -ENOMEM;
	return r;
}
