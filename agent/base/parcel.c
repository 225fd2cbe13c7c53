/* Reports that travel in a file, each signed by its host. */
#include "agent/base/parcel.h"

#include <errno.h>
#include <stdbool.h>
#include <string.h>

#include "agent/base/num.h"

#define MAGIC "hardenmail-export 1 "
#define DIGITS "0123456789abcdef"
#define ID_CHARACTERS "abcdefghijklmnopqrstuvwxyz" \
	"ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-"
/* No report of any host comes near this. */
#define MAX_BODY ((long long)64 << 20)

static bool
is_id(const char *id)
{
	size_t n = strspn(id, ID_CHARACTERS);

	return n > 0 && id[n] == '\0';
}

static void
put_head(const struct parcel *p, struct buf *b)
{
	buf_addf(b, MAGIC "%s %s %zu", p->id, p->key, p->len);
}

static int
put_body(const struct parcel *p, struct buf *b)
{
	buf_addc(b, '\n');
	buf_add(b, p->body, p->len);
	return b->failed ? -ENOMEM : 0;
}

int
parcel_signed(const struct parcel *p, struct buf *b)
{
	if (!is_id(p->id))
		return -EINVAL;
	put_head(p, b);
	return put_body(p, b);
}

int
parcel_put(const struct parcel *p, struct buf *b)
{
	if (!is_id(p->id))
		return -EINVAL;
	put_head(p, b);
	buf_addf(b, " %s", p->signature);
	put_body(p, b);
	buf_addc(b, '\n');
	return b->failed ? -ENOMEM : 0;
}

/* A word of these characters, up to `after`, which is passed over. */
static bool
take_word(const char **p, const char *end, const char *characters,
    char after, char *ret, size_t size)
{
	const char *from = *p;
	size_t n = 0, left = (size_t)(end - from);

	while (n < left && from[n] != '\0' &&
	    strchr(characters, from[n]) != NULL)
		n++;
	if (n == 0 || n >= size || n == left || from[n] != after)
		return false;
	memcpy(ret, from, n);
	ret[n] = '\0';
	*p = from + n + 1;
	return true;
}

/* A number as we write it: no sign, no leading 0. */
static bool
take_length(const char **p, const char *end, size_t *ret)
{
	char digits[16];
	long long n;

	if (!take_word(p, end, "0123456789", ' ', digits, sizeof(digits)) ||
	    digits[0] == '0' ||
	    num_parse(digits, strlen(digits), 1, MAX_BODY, &n) < 0)
		return false;
	*ret = (size_t)n;
	return true;
}

int
parcel_next(const char *text, size_t len, size_t *at, struct parcel *ret,
    struct err *e)
{
	const size_t magic = sizeof(MAGIC) - 1;
	const char *p = text + *at, *end = text + len;
	struct parcel got = { .len = 0 };

	if (*at >= len)
		return 0;
	if (len - *at < magic || memcmp(p, MAGIC, magic) != 0)
		return err_set(e, EINVAL, "byte %zu: no line "
		    "\"hardenmail-export 1\"", *at);
	p += magic;
	if (!take_word(&p, end, ID_CHARACTERS, ' ', got.id, PARCEL_ID) ||
	    !take_word(&p, end, DIGITS, ' ', got.key, PARCEL_KEY) ||
	    strlen(got.key) != PARCEL_KEY - 1 ||
	    !take_length(&p, end, &got.len) ||
	    !take_word(&p, end, DIGITS, '\n', got.signature,
	    PARCEL_SIGNATURE) ||
	    strlen(got.signature) != PARCEL_SIGNATURE - 1)
		return err_set(e, EINVAL, "byte %zu: expected id, key, length "
		    "and signature", *at);
	if ((size_t)(end - p) < got.len + 1 || p[got.len] != '\n')
		return err_set(e, EINVAL, "byte %zu: not the whole of a "
		    "report of %zu bytes", *at, got.len);
	got.body = p;
	*at = (size_t)(p - text) + got.len + 1;
	*ret = got;
	return 1;
}
