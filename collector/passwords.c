/* Operators with passwords, and what is kept of these: scrypt. */
#include "collector/passwords.h"

#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/rand.h>

#include "agent/base/lines.h"
#include "agent/base/num.h"

/* scrypt (RFC 7914) with N = 2^15, r = 8, p = 3: one of the equivalent
 * choices of OWASP's Password Storage Cheat Sheet. The form of the line is
 * that of the PHC strings which passlib writes. */
#define LOG_N 15
#define SIZE_R 8
#define TIMES_P 3
#define SALT 16
#define HASH 32
/* Base64 of it without '=', and the NUL. */
#define TEXT(bytes) (((bytes) * 4 + 2) / 3 + 1)
#define MAX_MEMORY ((uint64_t)160 << 20)

struct scrypt {
	unsigned log_n, r, p;
	unsigned char salt[SALT], hash[HASH];
};

static bool
derive(const char *password, const struct scrypt *s,
    unsigned char hash[HASH])
{
	return EVP_PBE_scrypt(password, strlen(password), s->salt, SALT,
	    UINT64_C(1) << s->log_n, s->r, s->p, MAX_MEMORY, hash, HASH) == 1;
}

static void
encode(char *text, const unsigned char *bytes, int n)
{
	unsigned char padded[64];
	size_t len;

	EVP_EncodeBlock(padded, bytes, n);
	len = strcspn((char *)padded, "=");
	memcpy(text, padded, len);
	text[len] = '\0';
}

/* All of text is Base64 of exactly n bytes. */
static bool
decode(const char *text, size_t len, unsigned char *bytes, size_t n)
{
	unsigned char padded[64], out[64];

	if (len != (n * 4 + 2) / 3 || len > 60 ||
	    memchr(text, '=', len) != NULL)
		return false;
	memset(padded, '=', sizeof(padded));
	memcpy(padded, text, len);
	if (EVP_DecodeBlock(out, padded, (int)((len + 3) / 4 * 4)) < (int)n)
		return false;
	memcpy(bytes, out, n);
	return true;
}

static bool
read_number(const char **p, const char *before, unsigned min, unsigned max,
    unsigned *ret)
{
	size_t len = strlen(before), digits;
	long long n;

	if (strncmp(*p, before, len) != 0)
		return false;
	*p += len;
	digits = strspn(*p, "0123456789");
	if (num_parse(*p, digits, min, max, &n) < 0)
		return false;
	*p += digits;
	*ret = (unsigned)n;
	return true;
}

/* What costs less than is needed against guessing, or more than a login
 * may, is not taken. */
static bool
parse_hash(const char *text, struct scrypt *s)
{
	const char *p = text, *end;

	if (!read_number(&p, "$scrypt$ln=", 14, 17, &s->log_n) ||
	    !read_number(&p, ",r=", 8, 8, &s->r) ||
	    !read_number(&p, ",p=", 1, 8, &s->p) || *p++ != '$')
		return false;
	end = strchr(p, '$');
	return end != NULL && decode(p, (size_t)(end - p), s->salt, SALT) &&
	    decode(end + 1, strlen(end + 1), s->hash, HASH);
}

/* A name stands in a file, in a header of a proxy and on pages. */
static bool
is_name(const char *name, size_t len)
{
	size_t i;

	for (i = 0; i < len; i++)
		if ((unsigned char)name[i] <= ' ' || name[i] == ':' ||
		    name[i] == 0x7f)
			return false;
	return len > 0 && len <= 64 && name[0] != '#';
}

static int
add(struct passwords *o, const char *file, unsigned number, const char *line,
    struct err *e)
{
	const char *colon = strchr(line, ':');
	struct password *one;
	struct scrypt s;

	if (colon == NULL || !is_name(line, (size_t)(colon - line)))
		return err_set(e, EINVAL, "%s:%u: expected NAME:HASH", file,
		    number);
	if (!parse_hash(colon + 1, &s))
		return err_set(e, EINVAL, "%s:%u: expected a hash as "
		    "--password writes it", file, number);
	one = pool_alloc(&o->pool, sizeof(*one));
	if (one == NULL)
		return err_set(e, ENOMEM, "out of memory");
	one->name = pool_strndup(&o->pool, line, (size_t)(colon - line));
	one->hash = pool_strdup(&o->pool, colon + 1);
	if (one->name == NULL || one->hash == NULL)
		return err_set(e, ENOMEM, "out of memory");
	for (const struct password *other = o->first; other != NULL;
	    other = other->next)
		if (strcmp(other->name, one->name) == 0)
			return err_set(e, EINVAL, "%s:%u: %s is there twice",
			    file, number, one->name);
	one->next = o->first;
	o->first = one;
	return 0;
}

int
passwords_parse(struct passwords *o, const char *file, const char *text,
    size_t len, struct err *e)
{
	struct pool pool = { .blocks = NULL };
	const char *line;
	struct lines l;
	int r = 0;

	lines_init(&l, text, len);
	while (r == 0 && lines_next(&l)) {
		line = pool_strndup(&pool, l.line, l.len);
		if (line == NULL)
			r = err_set(e, ENOMEM, "out of memory");
		else if (line[strspn(line, " \t")] != '\0' && line[0] != '#')
			r = add(o, file, l.number, line, e);
	}
	pool_release(&pool);
	return r;
}

void
passwords_release(struct passwords *o)
{
	pool_release(&o->pool);
	o->first = NULL;
}

const char *
passwords_check(const struct passwords *o, const char *name,
    const char *password)
{
	/* For a name that nobody has: the answer must take as long. */
	struct scrypt s = { .log_n = LOG_N, .r = SIZE_R, .p = TIMES_P };
	unsigned char hash[HASH];
	const struct password *one;
	bool right;

	for (one = o->first; one != NULL; one = one->next)
		if (strcmp(one->name, name) == 0)
			break;
	if (strlen(password) > PASSWORD_MAX)
		return NULL;
	if (one != NULL && !parse_hash(one->hash, &s))
		return NULL;
	right = derive(password, &s, hash) &&
	    CRYPTO_memcmp(hash, s.hash, HASH) == 0;
	OPENSSL_cleanse(hash, sizeof(hash));
	return one != NULL && right ? one->name : NULL;
}

int
password_line(const char *name, const char *password,
    char line[PASSWORD_LINE], struct err *e)
{
	struct scrypt s = { .log_n = LOG_N, .r = SIZE_R, .p = TIMES_P };
	char salt[TEXT(SALT)], hash[TEXT(HASH)];

	if (!is_name(name, strlen(name)))
		return err_set(e, EINVAL, "a name has 1 to 64 characters, "
		    "without blanks and ':', and does not begin with '#'");
	if (strlen(password) < PASSWORD_MIN ||
	    strlen(password) > PASSWORD_MAX)
		return err_set(e, EINVAL, "a password has %d to %d bytes",
		    PASSWORD_MIN, PASSWORD_MAX);
	if (RAND_bytes(s.salt, SALT) != 1 || !derive(password, &s, s.hash))
		return err_set(e, EIO, "no randomness, or no memory");
	encode(salt, s.salt, SALT);
	encode(hash, s.hash, HASH);
	snprintf(line, PASSWORD_LINE, "%s:$scrypt$ln=%d,r=%d,p=%d$%s$%s",
	    name, LOG_N, SIZE_R, TIMES_P, salt, hash);
	OPENSSL_cleanse(&s, sizeof(s));
	return 0;
}
