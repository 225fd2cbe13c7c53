/* The command line from one table. */
#include "agent/base/opt.h"

#include <errno.h>
#include <stdbool.h>
#include <string.h>

#define COLUMN 26		/* where the help's text begins */
#define WIDTH 79

void
opt_init(struct opt_walk *w, int argc, char *const argv[])
{
	*w = (struct opt_walk){ .argv = argv, .argc = argc, .at = 1 };
}

/* The whole name wins over the beginning of others. */
static const struct opt *
find_long(const struct opt *table, const char *word, size_t len,
    struct err *e)
{
	const struct opt *o, *found = NULL, *other = NULL;

	for (o = table; o->id != 0; o++) {
		if (o->name == NULL || strncmp(o->name, word, len) != 0)
			continue;
		if (o->name[len] == '\0')
			return o;
		if (found == NULL)
			found = o;
		else if (found->id != o->id)
			other = o;
	}
	if (found == NULL || len == 0) {
		err_set(e, EINVAL, "--%.*s: no such option", (int)len, word);
		return NULL;
	}
	if (other != NULL) {
		err_set(e, EINVAL, "--%.*s: could be --%s or --%s", (int)len,
		    word, found->name, other->name);
		return NULL;
	}
	return found;
}

static int
next_long(struct opt_walk *w, const struct opt *table, struct err *e)
{
	const char *word = w->argv[w->at] + 2;
	size_t len = strcspn(word, "=");
	const struct opt *o = find_long(table, word, len, e);

	if (o == NULL)
		return -EINVAL;
	w->at++;
	if (word[len] == '=') {
		if (o->arg == NULL)
			return err_set(e, EINVAL, "--%s: takes no argument",
			    o->name);
		w->value = word + len + 1;
	} else if (o->arg != NULL) {
		if (w->at >= w->argc)
			return err_set(e, EINVAL, "--%s: needs %s", o->name,
			    o->arg);
		w->value = w->argv[w->at++];
	}
	return o->id;
}

static int
next_letter(struct opt_walk *w, const struct opt *table, struct err *e)
{
	const char letter = *w->letters++;
	const struct opt *o;
	bool last;

	for (o = table; o->id != 0 && o->letter != letter; o++)
		;
	if (o->id == 0)
		return err_set(e, EINVAL, "-%c: no such option", letter);
	last = *w->letters == '\0';
	if (last || o->arg != NULL)
		w->at++;
	if (o->arg != NULL) {
		if (last && w->at >= w->argc)
			return err_set(e, EINVAL, "-%c: needs %s", letter,
			    o->arg);
		w->value = last ? w->argv[w->at++] : w->letters;
	}
	if (last || o->arg != NULL)
		w->letters = NULL;
	return o->id;
}

int
opt_next(struct opt_walk *w, const struct opt *table, struct err *e)
{
	const char *word;

	w->value = NULL;
	if (w->letters != NULL)
		return next_letter(w, table, e);
	if (w->at >= w->argc)
		return 0;
	word = w->argv[w->at];
	if (word[0] != '-' || word[1] == '\0')
		return 0;
	if (word[1] != '-') {
		w->letters = word + 1;
		return next_letter(w, table, e);
	}
	if (word[2] == '\0') {
		w->at++;
		/* What follows is no option even if it looks like one. */
		w->argc = w->at;
		return 0;
	}
	return next_long(w, table, e);
}

static void
pad(struct buf *b, size_t *at, size_t to)
{
	while (*at < to) {
		buf_addc(b, ' ');
		++*at;
	}
}

static void
put(struct buf *b, size_t *at, const char *text, size_t len)
{
	buf_add(b, text, len);
	*at += len;
}

/* The words of text from COLUMN on, broken at WIDTH. */
static void
help_text(struct buf *b, size_t at, const char *text)
{
	bool first = true;
	size_t len;

	if (at + 2 > COLUMN) {
		buf_addc(b, '\n');
		at = 0;
	}
	pad(b, &at, COLUMN);
	for (; *text != '\0'; text += len, first = false) {
		text += strspn(text, " ");
		len = strcspn(text, " ");
		if (!first && at + 1 + len > WIDTH) {
			buf_addc(b, '\n');
			at = 0;
			pad(b, &at, COLUMN);
		} else if (!first) {
			put(b, &at, " ", 1);
		}
		put(b, &at, text, len);
	}
	buf_addc(b, '\n');
}

void
opt_help(const struct opt *table, struct buf *b)
{
	const struct opt *o;
	size_t at;

	for (o = table; o->id != 0; o++) {
		if (o->help == NULL)
			continue;
		at = 0;
		pad(b, &at, 2);
		if (o->letter != 0) {
			put(b, &at, "-", 1);
			put(b, &at, &o->letter, 1);
		}
		if (o->name != NULL) {
			put(b, &at, o->letter != 0 ? ", --" : "--",
			    o->letter != 0 ? 4 : 2);
			put(b, &at, o->name, strlen(o->name));
		}
		if (o->arg != NULL) {
			put(b, &at, " ", 1);
			put(b, &at, o->arg, strlen(o->arg));
		}
		help_text(b, at, o->help);
	}
}
