/* collector/store_table.c: every table and column of the schema is there. */
#include "collector/store_table.h"

#include "tests/unit/collectortest.h"

static void
statements(void **state)
{
	const struct store_table *t = store_tables;
	struct buf b = BUF_INIT(2000);

	while (strcmp(t->name, "mark") != 0)
		t++;
	assert_string_equal(store_table_put(t), "INSERT INTO mark (host,"
	    " epoch, pruned) VALUES ($1, $2, $3) ON CONFLICT (host, epoch)"
	    " DO UPDATE SET pruned = excluded.pruned");
	assert_ptr_equal(store_table_put(t), store_table_put(t));
	store_table_get(t, false, 7, &b);
	assert_string_equal(b.p, "SELECT host, epoch, pruned FROM mark"
	    " ORDER BY host, epoch LIMIT 7");
	buf_clear(&b);
	store_table_get(t, true, 7, &b);
	assert_string_equal(b.p, "SELECT host, epoch, pruned FROM mark WHERE"
	    " (host, epoch) > ($1, $2) ORDER BY host, epoch LIMIT 7");
	buf_clear(&b);
	store_table_last(t, &b);
	assert_string_equal(b.p, "SELECT host, epoch FROM mark ORDER BY"
	    " host DESC, epoch DESC LIMIT 1");
	t = store_tables + 1;
	assert_string_equal(t->name, "anchor");
	assert_string_equal(store_table_put(t), "INSERT INTO anchor (kind,"
	    " value, host) VALUES ($1, $2, $3) ON CONFLICT (kind, value,"
	    " host) DO NOTHING");
	buf_release(&b);
}

struct seen {
	size_t n;
	char names[32][64];
};

static int
take_name(void *arg, const struct value *v, size_t n)
{
	struct seen *s = arg;

	assert_true(s->n < 32);
	snprintf(s->names[s->n++], 64, "%s", row_text(&v[0]));
	return 0;
}

/* What the schema makes and nobody copies would be lost. */
static void
all_of_the_schema(void **state)
{
	struct test *t = *state;
	struct seen tables = { .n = 0 }, columns;
	const struct store_table *table;
	char sql[128], word[80], all[512];
	size_t i, k;

	if (t->store.ops->shared)
		return;
	store_run(&t->store, &(struct query){ .once = true, .row = take_name,
	    .arg = &tables, .sql = "SELECT name FROM sqlite_master WHERE"
	    " type = 'table' AND name NOT IN ('meta', 'slot')" }, &t->e);
	assert_int_equal(tables.n, STORE_TABLES);
	for (i = 0; i < tables.n; i++) {
		for (table = store_tables; table->name != NULL; table++)
			if (strcmp(table->name, tables.names[i]) == 0)
				break;
		if (table->name == NULL)
			fail_msg("nobody copies %s", tables.names[i]);
		columns.n = 0;
		snprintf(sql, sizeof(sql), "SELECT name FROM"
		    " pragma_table_info('%s')", table->name);
		store_run(&t->store, &(struct query){ .once = true,
		    .row = take_name, .arg = &columns, .sql = sql }, &t->e);
		assert_true(columns.n > 1);
		for (k = 0; k < columns.n; k++) {
			snprintf(word, sizeof(word), " %s,",
			    columns.names[k]);
			snprintf(all, sizeof(all), " %s,", table->columns);
			if (strstr(all, word) == NULL)
				fail_msg("nobody copies %s:%s", table->name,
				    word);
		}
	}
	assert_null(store_tables[STORE_TABLES].name);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(statements),
		TEST(all_of_the_schema),
	};

	return cmocka_run_group_tests_name("store_table", tests, NULL, NULL);
}
