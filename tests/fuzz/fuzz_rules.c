/* Any cf, with itself as its files: it is read and answers, or says unknown,
 * within its bounds. */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "agent/rules/db_file.h"
#include "agent/rules/rules.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

struct input {
	const char *p;
	size_t len;
};

static int
read_file(void *context, const char *path, struct pool *pool,
    const char **text, size_t *len)
{
	const struct input *in = context;

	*text = pool_strndup(pool, in->p, in->len);
	*len = strlen(*text);
	return 0;
}

static enum dns_answer
ask_dns(void *context, const char *name, const char *type, struct pool *pool,
    struct strv *ret)
{
	strv_push(pool, ret, name);
	return strlen(name) % 3 == 0 ? DNS_FOUND : DNS_EMPTY;
}

static void
ask(struct rules *rules, const char *ruleset, const char *address)
{
	const struct rules_macro macros[] = { { "{client_addr}", "1.2.3.4" },
		{ "f", "a@b" } };
	const struct rules_question q = { .ruleset = ruleset,
	    .address = address, .macros = macros, .n_macros = 2,
	    .route = true, .explain = true };
	struct pool pool = { .blocks = NULL };
	struct rules_answer a;

	if (rules_ask(rules, &q, &pool, &a) == 0 && a.returned == NULL)
		abort();
	pool_release(&pool);
}

static void
read_databases(const char *p, size_t len)
{
	struct pool pool = { .blocks = NULL };
	struct db_index x;

	if (db_read(&pool, p, len, DB_KIND_HASH, &x) == 0)
		db_find(&x, "a", 1);
	db_read(&pool, p, len, DB_KIND_BTREE, &x);
	db_read_pag(&pool, p, len, &x);
	pool_release(&pool);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct input in = { .p = (const char *)data, .len = size };
	struct rules_world world = { .read = read_file, .dns = ask_dns,
	    .context = &in, .host = "a.b.example" };
	struct rules *rules;

	read_databases(in.p, size);
	if (rules_read("/cf", in.p, size, &world, &rules, NULL) < 0)
		return 0;
	ask(rules, "check_rcpt", "<u%d@b.example>");
	ask(rules, "check_relay", "a.b $| 1.2.3.4");
	ask(rules, "0", "a!b@[1.2.3.4]");
	rules_free(rules);
	return 0;
}
