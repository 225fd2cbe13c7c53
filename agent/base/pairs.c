/* Files of our own state: one line "key value" after another. */
#include "agent/base/pairs.h"

#include <errno.h>
#include <string.h>

#include "agent/base/num.h"

bool
pairs_next(struct lines *l, struct pair *ret)
{
	const char *blank;

	while (lines_next(l)) {
		blank = memchr(l->line, ' ', l->len);
		if (blank == NULL || blank == l->line)
			continue;
		ret->key = l->line;
		ret->key_len = (size_t)(blank - l->line);
		ret->value = blank + 1;
		ret->value_len = l->len - ret->key_len - 1;
		return true;
	}
	return false;
}

bool
pair_is(const struct pair *p, const char *key)
{
	return strlen(key) == p->key_len &&
	    memcmp(key, p->key, p->key_len) == 0;
}

int
pair_number(const struct pair *p, long long min, long long max,
    long long *ret)
{
	return num_parse(p->value, p->value_len, min, max, ret);
}

int
pair_text(const struct pair *p, char *ret, size_t size)
{
	if (p->value_len >= size || memchr(p->value, '\0', p->value_len) !=
	    NULL)
		return -ENAMETOOLONG;
	memcpy(ret, p->value, p->value_len);
	ret[p->value_len] = '\0';
	return 0;
}

void
pairs_put(struct buf *b, const char *key, const char *value)
{
	buf_adds(b, key);
	buf_addc(b, ' ');
	for (; *value != '\0'; value++)
		buf_addc(b, *value == '\n' || *value == '\r' ? ' ' : *value);
	buf_addc(b, '\n');
}

void
pairs_put_number(struct buf *b, const char *key, long long n)
{
	buf_addf(b, "%s %lld\n", key, n);
}
