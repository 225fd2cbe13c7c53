/* The lines of a journal: written and read by the same tables. */
#include "agent/run/journal_line.h"

#include <errno.h>
#include <inttypes.h>
#include <stdint.h>
#include <string.h>

#include "agent/base/digest.h"
#include "agent/base/num.h"

#define SUM 8			/* hexadecimal digits of a checksum */

static void
encode(struct buf *b, const char *text, size_t len)
{
	size_t i;
	unsigned char c;

	/* NULL is a "-". */
	if (len == 1 && text[0] == '-') {
		buf_adds(b, "%2D");
		return;
	}
	for (i = 0; i < len; i++) {
		c = (unsigned char)text[i];
		if (c > ' ' && c < 0x7f && c != '%' && c != '=' && c != '#')
			buf_addc(b, (char)c);
		else
			buf_addf(b, "%%%02X", c);
	}
}

static uint64_t
load(const void *from, size_t size, bool sign)
{
	uint64_t v = 0;

	switch (size) {
	case 1:
		v = *(const uint8_t *)from;
		return sign ? (uint64_t)(int64_t)(int8_t)v : v;
	case 4: {
		uint32_t v4;

		memcpy(&v4, from, sizeof(v4));
		return sign ? (uint64_t)(int64_t)(int32_t)v4 : v4;
	}
	default:
		memcpy(&v, from, sizeof(v));
		return v;
	}
}

static void
store(void *to, size_t size, uint64_t v)
{
	uint32_t v4 = (uint32_t)v;
	uint8_t v1 = (uint8_t)v;

	if (size == 1)
		memcpy(to, &v1, 1);
	else if (size == 4)
		memcpy(to, &v4, sizeof(v4));
	else
		memcpy(to, &v, sizeof(v));
}

static void
write_field(struct buf *b, const struct field *f, const void *from)
{
	const char *at = (const char *)from + f->offset, *text;
	size_t len;

	switch (f->type) {
	case FIELD_HEX:
		buf_adds(b, at);
		return;
	case FIELD_TEXT:
	case FIELD_BYTES:
		memcpy(&text, at, sizeof(text));
		if (text == NULL) {
			buf_addc(b, '-');
			return;
		}
		len = strlen(text);
		if (f->type == FIELD_BYTES)
			memcpy(&len, (const char *)from + f->more,
			    sizeof(len));
		encode(b, text, len);
		return;
	case FIELD_SIGNED:
		buf_addf(b, "%" PRId64, (int64_t)load(at, f->size, true));
		return;
	default:
		buf_addf(b, "%" PRIu64, load(at, f->size, false));
		return;
	}
}

int
line_write(struct buf *b, const char *word, const struct field *f,
    const void *from)
{
	size_t begin = b->len;
	char hex[DIGEST_HEX];

	buf_adds(b, word);
	for (; f->type != FIELD_END; f++) {
		buf_addf(b, " %s=", f->key);
		write_field(b, f, from);
	}
	if (b->failed)
		return -ENOMEM;
	digest_of(b->p + begin, b->len - begin, hex);
	buf_addf(b, " #%.*s\n", SUM, hex);
	return b->failed ? -ENOMEM : 0;
}

bool
line_open(const struct lines *l, struct line *ret)
{
	char hex[DIGEST_HEX];
	const char *blank;
	size_t len;

	/* " #" and the sum; a line feed behind it. */
	if (l->len < SUM + 2 || l->line + l->len >= l->end ||
	    l->line[l->len] != '\n')
		return false;
	len = l->len - SUM - 2;
	if (l->line[len] != ' ' || l->line[len + 1] != '#')
		return false;
	digest_of(l->line, len, hex);
	if (memcmp(hex, l->line + len + 2, SUM) != 0)
		return false;
	blank = memchr(l->line, ' ', len);
	ret->word = l->line;
	ret->word_len = blank == NULL ? len : (size_t)(blank - l->line);
	ret->rest = l->line + ret->word_len;
	ret->rest_len = len - ret->word_len;
	return true;
}

bool
line_is(const struct line *l, const char *word)
{
	return l->word_len == strlen(word) &&
	    memcmp(l->word, word, l->word_len) == 0;
}

static int
digit(char c)
{
	static const char digits[] = "0123456789ABCDEF";
	const char *at = c == '\0' ? NULL : strchr(digits, c);

	return at == NULL ? -1 : (int)(at - digits);
}

static int
decode(struct pool *p, const char *text, size_t len, const char **ret,
    size_t *ret_len)
{
	char *out;
	size_t i, n = 0;

	if (len == 1 && text[0] == '-') {
		*ret = NULL;
		*ret_len = 0;
		return 0;
	}
	out = pool_alloc(p, len + 1);
	if (out == NULL)
		return -ENOMEM;
	for (i = 0; i < len; i++) {
		if (text[i] != '%') {
			out[n++] = text[i];
			continue;
		}
		if (len - i < 3 || digit(text[i + 1]) < 0 ||
		    digit(text[i + 2]) < 0)
			return -EINVAL;
		out[n++] = (char)(digit(text[i + 1]) << 4 |
		    digit(text[i + 2]));
		i += 2;
	}
	*ret = out;
	*ret_len = n;
	return 0;
}

static int
read_text(struct pool *p, const struct field *f, const char *text,
    size_t len, void *to)
{
	const char *value;
	size_t n;
	int r = decode(p, text, len, &value, &n);

	if (r < 0)
		return r;
	if (f->type == FIELD_BYTES)
		memcpy((char *)to + f->more, &n, sizeof(n));
	else if (value != NULL && strlen(value) != n)
		return -EINVAL;
	memcpy((char *)to + f->offset, &value, sizeof(value));
	return 0;
}

static int
read_hex(const char *text, size_t len, char *to)
{
	size_t i;

	if (len != 0 && len != DIGEST_HEX - 1)
		return -EINVAL;
	for (i = 0; i < len; i++)
		if (!((text[i] >= '0' && text[i] <= '9') ||
		    (text[i] >= 'a' && text[i] <= 'f')))
			return -EINVAL;
	memcpy(to, text, len);
	to[len] = '\0';
	return 0;
}

/* Unsigned ones of eight bytes may be larger than any signed one. */
static int
read_unsigned(const char *text, size_t len, uint64_t max, uint64_t *ret)
{
	uint64_t v = 0, d;
	size_t i;

	if (len == 0 || (len > 1 && text[0] == '0'))
		return -EINVAL;
	for (i = 0; i < len; i++) {
		if (text[i] < '0' || text[i] > '9')
			return -EINVAL;
		d = (uint64_t)(text[i] - '0');
		if (d > max || v > (max - d) / 10)
			return -EINVAL;
		v = v * 10 + d;
	}
	*ret = v;
	return 0;
}

static int
read_value(struct pool *p, const struct field *f, const char *text,
    size_t len, void *to)
{
	char *at = (char *)to + f->offset;
	long long s;
	uint64_t u;
	int r;

	switch (f->type) {
	case FIELD_TEXT:
	case FIELD_BYTES:
		return read_text(p, f, text, len, to);
	case FIELD_HEX:
		return read_hex(text, len, at);
	case FIELD_SIGNED:
		r = num_parse(text, len, f->size == 4 ? INT32_MIN : INT64_MIN,
		    f->size == 4 ? INT32_MAX : INT64_MAX, &s);
		if (r == 0)
			store(at, f->size, (uint64_t)s);
		return r < 0 ? -EINVAL : 0;
	default:
		r = read_unsigned(text, len, f->type == FIELD_BOOL ? 1 :
		    f->size == 4 ? UINT32_MAX : UINT64_MAX, &u);
		if (r == 0)
			store(at, f->size, u);
		return r;
	}
}

int
line_read(const struct line *l, struct pool *p, const struct field *f,
    void *to)
{
	const char *at = l->rest, *end = l->rest + l->rest_len, *blank;
	size_t key;
	int r = 0;

	for (; r == 0 && f->type != FIELD_END; f++) {
		key = strlen(f->key);
		if ((size_t)(end - at) < key + 2 || at[0] != ' ' ||
		    memcmp(at + 1, f->key, key) != 0 || at[key + 1] != '=')
			return -EINVAL;
		at += key + 2;
		blank = memchr(at, ' ', (size_t)(end - at));
		if (blank == NULL)
			blank = end;
		r = read_value(p, f, at, (size_t)(blank - at), to);
		at = blank;
	}
	return r == 0 && at != end ? -EINVAL : r;
}
