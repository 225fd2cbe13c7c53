/* What was said on the connections to one host, line by line. */
#include "probe/transcript.h"

#include <string.h>

static void
end_line(struct transcript *t)
{
	if (t->speaker != 0)
		buf_addc(&t->text, '\n');
	t->speaker = 0;
}

static void
add_byte(struct transcript *t, enum speaker who, unsigned char c)
{
	if (t->speaker != 0 && t->speaker != (char)who)
		end_line(t);
	if (t->speaker == 0)
		buf_addf(&t->text, "%c: ", who);
	t->speaker = (char)who;
	if (c == '\n')
		end_line(t);
	else if (c >= ' ' && c < 0x7f)
		buf_addc(&t->text, (char)c);
	else if (c != '\r')
		buf_addf(&t->text, "\\%03o", c);
}

void
transcript_add(struct transcript *t, enum speaker who, const char *data,
    size_t len)
{
	size_t i;

	for (i = 0; i < len && !t->cut; i++) {
		if (t->text.len >= TRANSCRIPT_ROOM) {
			end_line(t);
			buf_adds(&t->text, "#: the rest is left out\n");
			t->cut = true;
		} else {
			add_byte(t, who, (unsigned char)data[i]);
		}
	}
}

void
transcript_note(struct transcript *t, const char *text)
{
	transcript_add(t, SPEAKER_NOTE, text, strlen(text));
	transcript_add(t, SPEAKER_NOTE, "\n", 1);
}

void
transcript_release(struct transcript *t)
{
	buf_release(&t->text);
}
