/* The words of one command in a script: its -b, its addresses, its start. */
#include "platforms/edit_words.h"

#include <ctype.h>
#include <errno.h>
#include <string.h>

#include "agent/model/smcmd_line.h"
#include "platforms/edit_file.h"

/* A command that is continued over more lines than this is none of ours. */
#define MAX_LINES 12
#define MAX_PLACES 64

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t';
}

/* What may stand around an option: blanks, quotes, and what ends a word. */
static bool
is_edge(int c)
{
	return c == '\0' || isspace(c) || strchr("\"'`;&|()<>=\\", c) != NULL;
}

/* The letter that says how it listens. */
static bool
is_listening(char c)
{
	return c == 'd' || c == 'D' || c == 'l';
}

/* The option that begins at t[i], if it is a -b that listens. */
static bool
listen_at(const char *t, size_t i, size_t to, struct listen_word *ret)
{
	const size_t first = i + 1;
	char quote = '\0';
	size_t b, at;

	/* Letters before it that take no argument are flags of their own. */
	for (b = first; b < to && t[b] != 'b'; b++)
		if (is_edge((unsigned char)t[b]) || t[b] == '-' ||
		    !smcmd_line_flag(t[b]))
			return false;
	at = b + 1;
	while (at < to && is_blank(t[at]))
		at++;
	if (at > b + 1 && at + 2 < to && (t[at] == '"' || t[at] == '\''))
		quote = t[at++];
	if (at >= to || !is_listening(t[at]))
		return false;
	ret->mode = t[at];
	while (at < to && !is_edge((unsigned char)t[at]))
		at++;
	if (quote != '\0' && (at >= to || t[at++] != quote))
		return false;
	ret->from = b > first ? b : i;
	ret->to = at;
	ret->inside = b > first;
	ret->name = false;
	return true;
}

bool
words_find_listen(const char *t, size_t from, size_t to, unsigned nth,
    struct listen_word *ret)
{
	struct listen_word w;
	size_t i;

	for (i = from; i + 2 < to; i++)
		if (t[i] == '-' && (i == from ||
		    is_edge((unsigned char)t[i - 1])) &&
		    listen_at(t, i, to, &w) && nth-- == 0) {
			*ret = w;
			return true;
		}
	return false;
}

/* Is the word at t[i] a value (A=smtpd), or looked at by test(1) (-x smtpd)? */
static bool
is_no_program(const char *t, size_t from, size_t i)
{
	if (i > from && (t[i - 1] == '"' || t[i - 1] == '\''))
		i--;
	if (i > from && t[i - 1] == '=')
		return true;
	while (i > from && is_blank(t[i - 1]))
		i--;
	return i >= from + 2 && isalpha((unsigned char)t[i - 1]) &&
	    t[i - 2] == '-' && (i == from + 2 ||
	    is_edge((unsigned char)t[i - 3]));
}

bool
words_find_smtpd(const char *t, size_t from, size_t to, unsigned nth,
    struct listen_word *ret)
{
	static const char name[] = "smtpd";
	const size_t n = sizeof(name) - 1;
	size_t i, end, start;

	for (i = from; i + n <= to; i++) {
		end = i + n;
		if (memcmp(t + i, name, n) != 0 || (end < to &&
		    !is_edge((unsigned char)t[end])) || (i > from &&
		    t[i - 1] != '/' && !is_edge((unsigned char)t[i - 1])))
			continue;
		for (start = i; start > from &&
		    !is_edge((unsigned char)t[start - 1]); start--)
			;
		if (is_no_program(t, from, start) || nth-- > 0)
			continue;
		if (start > from && end < to && t[end] == t[start - 1] &&
		    (t[end] == '"' || t[end] == '\''))
			end++;
		*ret = (struct listen_word){ .from = i, .to = end,
			.mode = 'd', .name = true };
		return true;
	}
	return false;
}

bool
words_named_smtpd(const struct edit_job *j)
{
	const struct words *w = &j->starter->words;
	const char *text = w->n > 0 ? w->v[0].text : NULL;
	const char *slash = text != NULL ? strrchr(text, '/') : NULL;

	return text != NULL &&
	    strcmp(slash != NULL ? slash + 1 : text, "smtpd") == 0;
}

const char *
words_instead(struct edit_job *j, const char *t, size_t len, bool out,
    struct listen_word *w)
{
	struct pool *p = &j->plan->pool;
	const char *mark = w->name ? " -bm" : w->inside ? "bm" : "-bm";

	if (w->name)
		w->from = w->to;
	if (w->name || words_named_smtpd(j))
		return out ? pool_strdup(p, mark) : pool_printf(p,
		    "%s -q%s", mark, edit_interval(j));
	if (!out)
		return pool_printf(p, "%s-q%s", w->inside ? " " : "",
		    edit_interval(j));
	/* With the blanks behind it, or those before it where it is the last
	 * word. */
	if (w->inside) {
	} else if (w->to < len && is_blank(t[w->to])) {
		while (w->to < len && is_blank(t[w->to]))
			w->to++;
	} else {
		while (w->from > 0 && is_blank(t[w->from - 1]))
			w->from--;
	}
	return pool_strdup(p, "");
}

/* The lines of a place: the one it names, and those that continue it. */
static bool
span_of(const struct edit_file *f, const struct place *at,
    struct edit_line *ret)
{
	struct edit_line next;
	unsigned n = at->line;

	if (!edit_find(f, n, ret))
		return false;
	while (ret->to > ret->from && f->text[ret->to - 1] == '\\' &&
	    ++n < at->line + MAX_LINES && edit_find(f, n, &next)) {
		ret->to = next.to;
		ret->end = next.end;
	}
	return true;
}

typedef bool find_fn(const char *, size_t, size_t, unsigned,
    struct listen_word *);

/* What is found on one stretch of lines, counting down to the wanted one. */
static bool
take_turn(const struct edit_file *f, const struct edit_line *l,
    find_fn *find, unsigned *turn, struct listen_word *ret)
{
	unsigned nth;

	for (nth = 0; find(f->text, l->from, l->to, nth, ret); nth++)
		if ((*turn)-- == 0)
			return true;
	return false;
}

/* Where the evidence names no line, as behind eval: all of the script. */
static int
find_anywhere(struct edit_job *j, unsigned *turn, struct edit_file *f,
    struct listen_word *ret, struct err *e)
{
	const char *path = j->starter->at.path;
	struct edit_line l;
	unsigned n;
	size_t i;
	int r;

	if (path == NULL || edit_is_unit(path))
		return 0;
	r = edit_open(j, path, f, e);
	for (n = 1; r > 0 && edit_find(f, n, &l); n++) {
		for (i = l.from; i < l.to && is_blank(f->text[i]); i++)
			;
		if ((i == l.to || f->text[i] != '#') &&
		    take_turn(f, &l, words_find_listen, turn, ret))
			return 1;
	}
	return r < 0 ? r : 0;
}

/* The *turn-th that `find` knows on the lines of the starter; *turn counts
 * down. 1: found, and f is open. */
static int
find_here(struct edit_job *j, find_fn *find, unsigned *turn,
    struct edit_file *f, struct listen_word *ret, struct err *e)
{
	const struct place *at;
	struct edit_line l;
	unsigned n;
	int r;

	for (n = 0; n < MAX_PLACES &&
	    (at = edit_place(j->starter, n)) != NULL; n++) {
		if (edit_is_unit(at->path))
			continue;
		r = edit_open(j, at->path, f, e);
		if (r < 0)
			return r;
		if (r > 0 && span_of(f, at, &l) &&
		    take_turn(f, &l, find, turn, ret))
			return 1;
	}
	return 0;
}

int
edit_words(struct edit_job *j, struct err *e)
{
	/* Without a -q of its own it would be no runner. */
	const bool runs = j->starter->queue_interval > 0;
	const bool out = (j->turn % 2 == 0) == runs;
	unsigned turn = j->turn / 2;
	struct listen_word w;
	struct edit_file f;
	const char *with;
	int r = find_here(j, words_find_listen, &turn, &f, &w, e);

	if (r == 0 && words_named_smtpd(j))
		r = find_here(j, words_find_smtpd, &turn, &f, &w, e);
	if (r == 0)
		r = find_anywhere(j, &turn, &f, &w, e);
	if (r <= 0)
		return r;
	with = words_instead(j, f.text, f.len, out, &w);
	return with == NULL ? -ENOMEM : edit_span(j, &f, w.from, w.to, with,
	    e);
}

/* The n-th blank-separated word of a line, quotes and all. */
static bool
nth_word(const struct edit_file *f, const struct edit_line *l, unsigned n,
    size_t *from, size_t *to)
{
	size_t i = l->from;
	char quote = '\0';

	for (;; n--) {
		while (i < l->to && is_blank(f->text[i]))
			i++;
		if (i == l->to)
			return false;
		*from = i;
		for (; i < l->to && (quote != '\0' ||
		    !is_blank(f->text[i])); i++) {
			if (quote == '\0' && (f->text[i] == '"' ||
			    f->text[i] == '\''))
				quote = f->text[i];
			else if (f->text[i] == quote)
				quote = '\0';
		}
		*to = i;
		if (n == 0)
			return true;
	}
}

/* start PROGRAM "$src_running" "ARGUMENTS": an empty second word starts the
 * program itself, which under SRC would end without -bd (unix.md 4). */
int
edit_src(struct edit_job *j, struct err *e)
{
	const struct place *at = &j->starter->at;
	struct edit_file f;
	struct edit_line l;
	struct listen_word w;
	const char *with;
	size_t from, to;
	int r;

	if (j->turn > 0 || at->path == NULL)
		return 0;
	r = edit_open(j, at->path, &f, e);
	if (r <= 0)
		return r;
	if (!edit_find(&f, at->line, &l) || !nth_word(&f, &l, 0, &from, &to) ||
	    to - from != 5 || memcmp(f.text + from, "start", 5) != 0 ||
	    !nth_word(&f, &l, 2, &from, &to) || f.text[from] != '"')
		return 0;
	r = edit_span(j, &f, from, to, "\"\"", e);
	if (r <= 0 || !words_find_listen(f.text, to, l.to, 0, &w))
		return r < 0 ? r : 0;
	with = words_instead(j, f.text, f.len, true, &w);
	return with == NULL ? -ENOMEM : edit_span(j, &f, w.from, w.to, with,
	    e);
}

int
edit_port_word(struct edit_job *j, struct err *e)
{
	static const char name[] = "DaemonPortOptions=";
	const struct place *at = &j->starter->at;
	struct edit_file f;
	struct edit_line l;
	const char *hit;
	size_t i;
	int r;

	if (j->turn > 0 || at->path == NULL || edit_is_unit(at->path))
		return 0;
	r = edit_open(j, at->path, &f, e);
	if (r <= 0)
		return r;
	if (!span_of(&f, at, &l))
		return 0;
	hit = strstr(f.text + l.from, name);
	if (hit == NULL || (size_t)(hit - f.text) >= l.to)
		return 0;
	i = (size_t)(hit - f.text) + sizeof(name) - 1;
	while (i < l.to && !isspace((unsigned char)f.text[i]) &&
	    strchr("\"'`;&|()<>", f.text[i]) == NULL)
		i++;
	return edit_span(j, &f, i, i, ",Addr=127.0.0.1", e);
}

/* Where the simple command begins in which text[at] stands. */
static size_t
command_start(const char *t, size_t from, size_t at)
{
	static const char *const words[] = { "then", "else", "do", "{", "!",
		NULL };
	size_t i, start = from, k, n;

	for (i = from; i < at; i++)
		if (strchr(";&|()", t[i]) != NULL)
			start = i + 1;
	for (k = 0; words[k] != NULL;) {
		while (start < at && is_blank(t[start]))
			start++;
		n = strlen(words[k]);
		if (at - start > n && memcmp(t + start, words[k], n) == 0 &&
		    is_blank(t[start + n])) {
			start += n;
			k = 0;
		} else {
			k++;
		}
	}
	return start;
}

/* `: COMMAND` does nothing, and leaves no empty branch (SunOS 4: a syntax
 * error there would end rc.local). Turn 0: the command with the program in
 * it; turn 1: the first of the line. */
int
edit_noop(struct edit_job *j, struct err *e)
{
	const struct place *at = &j->starter->at;
	const char *program = j->starter->words.n > 0 ?
	    j->starter->words.v[0].text : NULL, *hit = NULL;
	struct edit_file f;
	struct edit_line l;
	size_t start;
	int r;

	if (j->turn > 1 || at->path == NULL || edit_is_unit(at->path))
		return 0;
	r = edit_open(j, at->path, &f, e);
	if (r <= 0)
		return r;
	if (!span_of(&f, at, &l))
		return 0;
	if (program != NULL && program[0] != '\0')
		hit = strstr(f.text + l.from, program);
	if (hit != NULL && (size_t)(hit - f.text) >= l.to)
		hit = NULL;
	if (j->turn == 1 && hit == NULL)
		return 0;
	for (start = l.from; start < l.to && is_blank(f.text[start]); start++)
		;
	if (j->turn == 0 && hit != NULL)
		start = command_start(f.text, l.from, (size_t)(hit - f.text));
	return edit_span(j, &f, start, start, ": ", e);
}
