/* Who may read and change, and which probes are heard: names and tokens. */
#include "collector/operators.h"

#include <errno.h>
#include <string.h>

#include "agent/base/lines.h"
#include "collector/secret.h"

#define MIN_TOKEN 20
#define BLANKS " \t"
#define CERTIFICATE "certificate"

static int
add_certified(struct operators *o, const char *file, unsigned number,
    const char *line, size_t name, const char *subject, struct err *e)
{
	struct operator *op;
	size_t len;

	subject += strspn(subject, BLANKS);
	for (len = strlen(subject); len > 0 && strchr(BLANKS,
	    subject[len - 1]) != NULL; len--)
		;
	if (strstr(subject, " / ") == NULL)
		return err_set(e, EINVAL, "%s:%u: expected NAME certificate "
		    "ISSUER / SUBJECT", file, number);
	op = pool_alloc(&o->pool, sizeof(*op));
	if (op == NULL)
		return err_set(e, ENOMEM, "out of memory");
	op->name = pool_strndup(&o->pool, line, name);
	op->subject = pool_strndup(&o->pool, subject, len);
	op->next = o->first;
	o->first = op;
	return op->name != NULL && op->subject != NULL ? 0 :
	    err_set(e, ENOMEM, "out of memory");
}

static int
add(struct operators *o, const char *file, unsigned number, const char *line,
    struct err *e)
{
	size_t name = strcspn(line, BLANKS), token;
	const char *rest = line + name;
	struct operator *op;
	const char *copy;

	rest += strspn(rest, BLANKS);
	token = strlen(CERTIFICATE);
	if (strncmp(rest, CERTIFICATE, token) == 0 && rest[token] != '\0' &&
	    strchr(BLANKS, rest[token]) != NULL)
		return add_certified(o, file, number, line, name, rest +
		    strlen(CERTIFICATE), e);
	token = strcspn(rest, BLANKS);
	if (rest[token + strspn(rest + token, BLANKS)] != '\0' || token == 0)
		return err_set(e, EINVAL, "%s:%u: expected NAME TOKEN", file,
		    number);
	if (token < MIN_TOKEN)
		return err_set(e, EINVAL, "%s:%u: a token has at least %d "
		    "characters", file, number, MIN_TOKEN);
	op = pool_alloc(&o->pool, sizeof(*op));
	copy = pool_strndup(&o->pool, rest, token);
	if (op == NULL || copy == NULL)
		return err_set(e, ENOMEM, "out of memory");
	op->name = pool_strndup(&o->pool, line, name);
	secret_hash("operator", copy, op->hash);
	op->next = o->first;
	o->first = op;
	return op->name != NULL ? 0 : err_set(e, ENOMEM, "out of memory");
}

int
operators_parse(struct operators *o, const char *file, const char *text,
    size_t len, struct err *e)
{
	struct pool pool = { .blocks = NULL };
	const char *line;
	struct lines l;
	int r = 0;

	lines_init(&l, text, len);
	while (r == 0 && lines_next(&l)) {
		line = pool_strndup(&pool, l.line, l.len);
		if (line == NULL) {
			r = err_set(e, ENOMEM, "out of memory");
			break;
		}
		line += strspn(line, BLANKS);
		if (line[0] != '\0' && line[0] != '#')
			r = add(o, file, l.number, line, e);
	}
	pool_release(&pool);
	return r;
}

void
operators_release(struct operators *o)
{
	pool_release(&o->pool);
	o->first = NULL;
}

const char *
operators_find(const struct operators *o, const char *token)
{
	const struct operator *op;
	char hash[DIGEST_HEX];

	secret_hash("operator", token, hash);
	for (op = o->first; op != NULL; op = op->next)
		if (op->hash[0] != '\0' && secret_equal(hash, op->hash,
		    DIGEST_HEX - 1))
			return op->name;
	return NULL;
}

bool
operators_any_certified(const struct operators *o)
{
	const struct operator *op;

	for (op = o->first; op != NULL; op = op->next)
		if (op->subject != NULL)
			return true;
	return false;
}

const char *
operators_certified(const struct operators *o, const char *subject)
{
	const struct operator *op;

	for (op = o->first; op != NULL; op = op->next)
		if (op->subject != NULL && strcmp(op->subject, subject) == 0)
			return op->name;
	return NULL;
}
