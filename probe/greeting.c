/* What a server says of itself: its greeting, and its answer to EHLO. */
#include "probe/greeting.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "probe/dialogue.h"

static void
copy(char *to, size_t size, const char *text, size_t len)
{
	snprintf(to, size, "%.*s", (int)(len < size ? len : size - 1), text);
}

/* The first word, if it can be a host's name: with a dot in it. */
static void
take_name(struct greeting *g, const char *text, size_t len)
{
	char word[sizeof(g->name)];
	size_t n = 0;

	while (n < len && text[n] != ' ' && text[n] != '\t')
		n++;
	if (n == 0 || n >= sizeof(word))
		return;
	copy(word, sizeof(word), text, n);
	if (word[0] != '[' && strchr(word, '.') != NULL && hub_is_name(word))
		copy(g->name, sizeof(g->name), word, n);
}

int
greeting_line(struct greeting *g, const char *line, size_t len)
{
	bool first = !g->within, ehlo;
	size_t i;
	int code = 0;

	while (len > 0 && (line[len - 1] == '\n' || line[len - 1] == '\r'))
		len--;
	if (++g->lines > GREETING_LINES || len < 3)
		return -EPROTO;
	for (i = 0; i < 3; i++) {
		if (line[i] < '0' || line[i] > '9')
			return -EPROTO;
		code = code * 10 + (line[i] - '0');
	}
	g->code = code;
	g->within = len > 3 && line[3] == '-';
	g->replies += first;
	line += len > 3 ? 4 : 3;
	len -= len > 3 ? 4 : 3;
	copy(g->text, sizeof(g->text), line, len);
	ehlo = g->replies > 1 && code == 250;
	if (g->replies == 1 && first) {
		copy(g->banner, sizeof(g->banner), line, len);
		take_name(g, line, len);
	} else if (g->replies > 1 && code == 220) {
		g->tls = true;
	} else if (ehlo && first) {
		g->pipelining = false;
		if (g->name[0] == '\0')
			take_name(g, line, len);
	} else if (ehlo && len == 10 && strncasecmp(line, "PIPELINING",
	    10) == 0) {
		g->pipelining = true;
	}
	return 0;
}
