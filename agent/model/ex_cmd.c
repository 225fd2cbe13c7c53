/* Exim's command line, as far as it decides what Exim becomes. */
#include "agent/model/ex_cmd.h"

#include <errno.h>
#include <limits.h>
#include <string.h>

/* These take the next word where nothing is behind the letter. */
static const char with_word[] = "BCFLORSXfhprz";

/* "1h30m": every number with its unit (readconf_readtime()). Seconds, or
 * -1. */
static long
read_time(const char *text)
{
	static const char units[] = "smhdw";
	static const long factors[] = { 1, 60, 3600, 86400, 604800 };
	long total = 0, n;
	const char *unit;

	do {
		if (*text < '0' || *text > '9')
			return -1;
		for (n = 0; *text >= '0' && *text <= '9'; text++)
			n = n > INT_MAX ? n : n * 10 + (*text - '0');
		unit = *text == '\0' ? NULL : strchr(units, *text++);
		if (unit == NULL || n > INT_MAX / factors[unit - units])
			return -1;
		total += n * factors[unit - units];
	} while (*text != '\0' && total <= INT_MAX);
	return total > INT_MAX ? -1 : total;
}

/* The word behind number *i, or NULL. */
static const char *
next_word(const struct words *w, size_t *i)
{
	return *i + 1 < w->n ? w->v[++*i].text : NULL;
}

/* "000000-00000Z-00", "1abcde-000001-AB": a message on which it begins. */
static bool
is_message(const char *text)
{
	return strlen(text) >= 16 && strchr(text, '-') != NULL &&
	    text[0] != '-';
}

/* -q[q][i][f[f]][l][Gname[/]][time]. */
static void
take_queue(struct ex_cmd *c, const struct words *w, size_t *i)
{
	const char *rest = w->v[*i].text + 2;

	c->runs_queue = true;
	rest += *rest == 'q';
	rest += *rest == 'i';
	rest += *rest == 'f';
	rest += *rest == 'f';
	rest += *rest == 'l';
	if (*rest == 'G') {
		rest += strcspn(rest, "/");
		rest += *rest == '/';
	}
	if (*rest != '\0' || (*i + 1 < w->n && w->v[*i + 1].text[0] != '-' &&
	    !is_message(w->v[*i + 1].text))) {
		c->queue_interval = read_time(*rest != '\0' ? rest :
		    next_word(w, i));
		if (c->queue_interval <= 0)
			c->error = "the time behind -q is none";
	} else {
		c->queue_interval = 0;
	}
}

static void
take_mode(struct ex_cmd *c, const char *rest)
{
	if (strcmp(rest, "d") == 0 || strcmp(rest, "df") == 0)
		c->daemon = true;
	else if (rest[0] == 'd')
		c->error = "-bd stands in one word with something else";
	else if (rest[0] == 'w')
		c->wait = true;
	else if (strcmp(rest, "s") == 0 || strcmp(rest, "S") == 0)
		c->session = true;
	else if (strcmp(rest, "m") != 0)
		c->other = true;
	if (rest[0] == 'w' && rest[1] != '\0' && read_time(rest + 1) <= 0)
		c->error = "the time behind -bw is none";
}

static void
take_other(struct ex_cmd *c, const struct words *w, size_t *i)
{
	const char *rest = w->v[*i].text + 2;

	if (rest[0] == 'X') {
		c->listen = rest[1] != '\0' ? NULL : next_word(w, i);
		if (c->listen == NULL)
			c->error = "-oX has no word of its own";
	} else if (rest[0] == 'M' || strcmp(rest, "A") == 0 ||
	    strcmp(rest, "P") == 0 || strcmp(rest, "r") == 0 ||
	    strcmp(rest, "s") == 0) {
		next_word(w, i);
	} else if (strcmp(rest, "B") == 0 && *i + 1 < w->n &&
	    w->v[*i + 1].text[0] != '-') {
		next_word(w, i);
	}
}

/* -qR and -qS are -R and -S, -oe is -e. */
static int
take(struct pool *p, struct ex_cmd *c, const struct words *w, size_t *i)
{
	const char *text = w->v[*i].text, *rest = text + 2;
	const char letter = text[1];
	int r = 0;

	if (strncmp(text, "-qR", 3) == 0 || strncmp(text, "-qS", 3) == 0 ||
	    strncmp(text, "-qqR", 4) == 0 || strncmp(text, "-qqS", 4) == 0) {
		c->other = true;
		if (text[text[2] == 'q' ? 4 : 3] == '\0')
			next_word(w, i);
	} else if (letter == 'q') {
		take_queue(c, w, i);
	} else if (letter == 'b') {
		take_mode(c, rest);
	} else if (letter == 'o') {
		take_other(c, w, i);
	} else if (letter == 'D') {
		r = strv_push(p, &c->macros, rest);
	} else if (letter == 'C') {
		c->config = *rest != '\0' ? rest : next_word(w, i);
		if (c->config == NULL)
			c->error = "nothing stands behind -C";
	} else if (letter != '\0' && strchr(with_word, letter) != NULL &&
	    *rest == '\0') {
		next_word(w, i);
		c->other = c->other || letter == 'R' || letter == 'S';
	} else if (letter == 'M') {
		c->other = true;
	}
	return r;
}

int
ex_cmd_parse(struct pool *p, const struct words *w, struct ex_cmd *ret)
{
	struct ex_cmd c = { .queue_interval = -1, .known = true };
	size_t i;
	int r = 0;

	for (i = 0; i < w->n; i++)
		c.known = c.known && w->v[i].gap == WORD_KNOWN;
	for (i = 1; r == 0 && i < w->n; i++) {
		if (w->v[i].text[0] != '-' || strcmp(w->v[i].text, "--") == 0)
			break;
		r = take(p, &c, w, &i);
	}
	if (r < 0)
		return r;
	if (c.error == NULL && c.daemon && !c.wait && c.queue_interval == 0)
		c.error = "-bd does not go with a -q without a time";
	if (c.error == NULL && c.wait && c.runs_queue)
		c.error = "-bw does not go with -q";
	if (c.error == NULL && (c.daemon || c.queue_interval > 0) && c.other)
		c.error = "it cannot be a daemon and something else";
	*ret = c;
	return 0;
}

enum role
ex_cmd_role(const struct ex_cmd *c)
{
	if (!c->known)
		return ROLE_UNKNOWN;
	if (c->error != NULL)
		return ROLE_NONE;
	if (c->wait)
		return ROLE_UNKNOWN;
	if (c->daemon)
		return ROLE_DAEMON;
	if (c->queue_interval > 0)
		return ROLE_QUEUE_RUNNER;
	return c->session ? ROLE_SESSION : ROLE_ONE_SHOT;
}
