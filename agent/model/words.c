/* Words of a command line of which some may not be known. */
#include "agent/model/words.h"

#include <errno.h>
#include <stdint.h>
#include <string.h>

#include "agent/base/buf.h"

int
words_push(struct pool *p, struct words *w, const char *text,
    enum word_gap gap)
{
	struct word *v;
	size_t room;
	char *copy;

	if (w->n == w->room) {
		room = w->room == 0 ? 8 : w->room * 2;
		if (room > SIZE_MAX / sizeof(*v))
			return -ENOMEM;
		v = pool_alloc(p, room * sizeof(*v));
		if (v == NULL)
			return -ENOMEM;
		if (w->n > 0)
			memcpy(v, w->v, w->n * sizeof(*v));
		w->v = v;
		w->room = room;
	}
	copy = pool_strdup(p, text);
	if (copy == NULL)
		return -ENOMEM;
	w->v[w->n++] = (struct word){ .text = copy, .gap = gap };
	return 0;
}

int
words_from_argv(struct pool *p, const char *const *argv, size_t n,
    struct words *w)
{
	size_t i;
	int r = 0;

	for (i = 0; r == 0 && i < n; i++)
		r = words_push(p, w, argv[i], WORD_KNOWN);
	return r;
}

/* Characters that no shell takes for anything but themselves. */
static bool
is_plain(const char *text)
{
	return text[strspn(text, "abcdefghijklmnopqrstuvwxyz"
	    "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_@%+=:,./-")] == '\0';
}

static void
add_word(struct buf *b, const struct word *w)
{
	const char *p;

	if (is_plain(w->text) && (w->text[0] != '\0' || w->gap != WORD_KNOWN)) {
		buf_adds(b, w->text);
	} else {
		buf_addc(b, '\'');
		for (p = w->text; *p != '\0'; p++) {
			if (*p == '\'')
				buf_adds(b, "'\\''");
			else
				buf_addc(b, *p);
		}
		buf_addc(b, '\'');
	}
	if (w->gap == WORD_TAIL)
		buf_addc(b, '?');
	else if (w->gap == WORD_MANY)
		buf_adds(b, "?...");
}

const char *
words_text(struct pool *p, const struct words *w)
{
	struct buf b = BUF_INIT(1 << 20);
	const char *text = NULL;
	size_t i;

	for (i = 0; i < w->n; i++) {
		if (i > 0)
			buf_addc(&b, ' ');
		add_word(&b, &w->v[i]);
	}
	if (!b.failed)
		text = pool_strndup(p, b.len > 0 ? b.p : "", b.len);
	else if (b.p != NULL)
		text = pool_printf(p, "%.200s...", b.p);
	buf_release(&b);
	return text;
}
