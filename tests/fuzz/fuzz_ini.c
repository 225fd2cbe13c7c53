/* The INI reader on any text: every key is one that the text has. */
#include "agent/base/ini.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

struct seen {
	const char *text;
	size_t len;
	unsigned line, keys;
};

static int
key(void *arg, const struct ini_key *k, struct err *e)
{
	struct seen *s = arg;
	size_t n;

	/* In order, named, and with nothing around it that is no part. */
	if (k->line <= s->line || k->key[0] == '\0' || k->section[0] == '\0')
		abort();
	n = strlen(k->value);
	if (n > s->len || strchr(k->value, '\n') != NULL ||
	    strpbrk(k->key, " \t=[];#") != NULL || k->value[0] == ' ' ||
	    (n > 0 && k->value[n - 1] == ' '))
		abort();
	s->line = k->line;
	s->keys++;
	return 0;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct seen s = { .text = (const char *)data, .len = size };
	struct err e = { 0 };
	unsigned line = 0;
	int r;

	r = ini_parse("f", (const char *)data, size, key, &s, &e);
	if (r == 0 && memchr(data == NULL ? "x" : (const char *)data, '\0',
	    size) != NULL)
		abort();
	if (r > 0 || (r < 0) != (e.code != 0))
		abort();
	/* The message says a line behind the last key. */
	if (r < 0 && (sscanf(e.text, "f:%u: ", &line) != 1 || line <= s.line))
		abort();
	return 0;
}
