/* Writes JSON (RFC 8259) into a buf. */
#include "agent/base/json.h"

#include <assert.h>
#include <stdint.h>
#include <string.h>

#include "agent/base/utf8.h"

void
json_init(struct json *j, struct buf *out)
{
	*j = (struct json){ .out = out, .first = true };
}

/* A string in quotes; true when every byte of it was UTF-8. */
static bool
quote(struct buf *out, const char *text, size_t len)
{
	static const char names[] = "\"\"\\\\\bb\ff\nn\rr\tt";
	size_t i, n, plain = 0;
	const char *name;
	bool clean = true;

	buf_addc(out, '"');
	for (i = 0; i < len; i += n) {
		n = utf8_length(text + i, len - i);
		/* Controls are all escaped, as someone may look at it. */
		if (n > 0 && text[i] != '"' && text[i] != '\\' &&
		    !utf8_is_control(text + i, n))
			continue;
		buf_add(out, text + plain, i - plain);
		for (name = names; *name != '\0' && *name != text[i]; )
			name += 2;
		if (n == 0) {
			buf_adds(out, "\xef\xbf\xbd");
			clean = false;
			n = 1;
		} else if (*name != '\0') {
			buf_addc(out, '\\');
			buf_addc(out, name[1]);
		} else {
			/* U+0080 to U+009F are C2 and the number itself. */
			buf_addf(out, "\\u%04x",
			    (unsigned char)text[i + n - 1]);
		}
		plain = i + n;
	}
	buf_add(out, text + plain, len - plain);
	buf_addc(out, '"');
	return clean;
}

static void
base64(struct buf *out, const char *text, size_t len)
{
	static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
	    "abcdefghijklmnopqrstuvwxyz0123456789+/";
	const unsigned char *p = (const unsigned char *)text;
	uint32_t bits;
	char four[4];
	size_t n, i;

	for (; len > 0; p += n, len -= n) {
		n = len < 3 ? len : 3;
		bits = (uint32_t)p[0] << 16;
		if (n > 1)
			bits |= (uint32_t)p[1] << 8;
		if (n > 2)
			bits |= p[2];
		for (i = 0; i < 4; i++)
			four[i] = i <= n ?
			    digits[bits >> (18 - 6 * i) & 63] : '=';
		buf_add(out, four, sizeof(four));
	}
}

static void
line(struct json *j)
{
	unsigned i;

	buf_addc(j->out, '\n');
	for (i = 0; i < j->depth; i++)
		buf_adds(j->out, "  ");
}

/* What stands before every value. */
static void
begin(struct json *j, const char *prefix, const char *key)
{
	char name[128];
	size_t a = strlen(prefix), b;

	assert(j->depth == 0 ||
	    (key != NULL) == (j->close[j->depth - 1] == '}'));
	if (j->depth > 0) {
		if (!j->first)
			buf_addc(j->out, ',');
		line(j);
	}
	j->first = false;
	if (key == NULL || j->depth == 0)
		return;
	b = strlen(key);
	assert(a + b < sizeof(name));	/* keys are our own words */
	memcpy(name, prefix, a);
	memcpy(name + a, key, b);
	quote(j->out, name, a + b);
	buf_adds(j->out, ": ");
}

/* A value at the top is the whole text. */
static void
done(struct json *j)
{
	if (j->depth == 0)
		buf_addc(j->out, '\n');
}

static void
open_with(struct json *j, const char *key, char from, char to)
{
	assert(j->depth < JSON_DEPTH);
	begin(j, "", key);
	buf_addc(j->out, from);
	j->close[j->depth++] = to;
	j->first = true;
}

void
json_object(struct json *j, const char *key)
{
	open_with(j, key, '{', '}');
}

void
json_array(struct json *j, const char *key)
{
	open_with(j, key, '[', ']');
}

void
json_end(struct json *j)
{
	assert(j->depth > 0);
	j->depth--;
	if (!j->first)
		line(j);
	buf_addc(j->out, j->close[j->depth]);
	j->first = false;
	done(j);
}

void
json_stringn(struct json *j, const char *key, const char *text, size_t len)
{
	if (text == NULL) {
		json_null(j, key);
		return;
	}
	begin(j, "", key);
	if (!quote(j->out, text, len) && key != NULL && j->depth > 0) {
		begin(j, "raw_", key);
		buf_addc(j->out, '"');
		base64(j->out, text, len);
		buf_addc(j->out, '"');
	}
	done(j);
}

void
json_string(struct json *j, const char *key, const char *text)
{
	json_stringn(j, key, text, text == NULL ? 0 : strlen(text));
}

void
json_number(struct json *j, const char *key, long long n)
{
	begin(j, "", key);
	buf_addf(j->out, "%lld", n);
	done(j);
}

void
json_bool(struct json *j, const char *key, bool b)
{
	begin(j, "", key);
	buf_adds(j->out, b ? "true" : "false");
	done(j);
}

void
json_null(struct json *j, const char *key)
{
	begin(j, "", key);
	buf_adds(j->out, "null");
	done(j);
}
