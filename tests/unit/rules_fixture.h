/* A world for the interpreter's tests: files, names, one cf at a time. */
#ifndef HM_TESTS_RULES_FIXTURE_H
#define HM_TESTS_RULES_FIXTURE_H

#include "tests/unit/unit.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "agent/base/buf.h"
#include "agent/rules/rules.h"

struct fixture_file {
	const char *path, *text;
	size_t len;		/* 0: of the text */
};
struct fixture_record {
	const char *name, *type, *value;	/* value NULL: again */
};
struct fixture {
	const struct fixture_file *files;	/* ended by path NULL */
	const struct fixture_record *records;
};

static inline int
fixture_read(void *context, const char *path, struct pool *pool,
    const char **text, size_t *len)
{
	const struct fixture *x = context;
	const struct fixture_file *f;

	for (f = x->files; f != NULL && f->path != NULL; f++)
		if (strcmp(f->path, path) == 0) {
			*text = f->text;
			*len = f->len != 0 ? f->len : strlen(f->text);
			return 0;
		}
	return -ENOENT;
}

static inline enum dns_answer
fixture_dns(void *context, const char *name, const char *type,
    struct pool *pool, struct strv *ret)
{
	const struct fixture *x = context;
	const struct fixture_record *r;
	enum dns_answer answer = DNS_NO_NAME;

	for (r = x->records; r != NULL && r->name != NULL; r++) {
		if (strcasecmp(r->name, name) != 0)
			continue;
		if (r->value == NULL)
			return DNS_AGAIN;
		if (answer == DNS_NO_NAME)
			answer = DNS_EMPTY;
		if (strcmp(r->type, type) != 0)
			continue;
		if (strv_push(pool, ret, r->value) < 0)
			return DNS_AGAIN;
		answer = DNS_FOUND;
	}
	return answer;
}

/* The cf, read as that of relay.test.example. */
static inline struct rules *
fixture_rules(const struct fixture *x, const char *cf)
{
	static struct rules_world world;
	struct rules *rules = NULL;

	world = (struct rules_world){ .read = fixture_read,
	    .dns = fixture_dns, .context = (void *)(size_t)x,
	    .host = "relay.test.example" };
	assert_int_equal(rules_read("/etc/mail/sendmail.cf", cf, strlen(cf),
	    &world, &rules, NULL), 0);
	return rules;
}

/* What the ruleset makes of the address. */
static inline const char *
fixture_ask(struct rules *rules, struct pool *pool, const char *ruleset,
    const char *address)
{
	const struct rules_question q = { .ruleset = ruleset,
	    .address = address };
	struct rules_answer a;

	assert_int_equal(rules_ask(rules, &q, pool, &a), 0);
	assert_null(a.unknown);
	return a.returned;
}

/* One cf, one question, one answer. */
static inline void
expect_answer(const struct fixture *x, const char *cf, const char *ruleset,
    const char *address, const char *answer)
{
	struct rules *rules = fixture_rules(x, cf);
	struct pool pool = { .blocks = NULL };

	assert_string_equal(fixture_ask(rules, &pool, ruleset, address),
	    answer);
	pool_release(&pool);
	rules_free(rules);
}

#define V10 "V10/Berkeley\nO OperatorChars=.:%@!^/[]+\n"

static const struct fixture empty_fixture;

#endif
