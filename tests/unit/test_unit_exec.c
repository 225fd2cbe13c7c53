/* Command lines of units: the table that a real systemd agrees with. */
#include "tests/unit/unit.h"

#include "platforms/unit_exec.h"
#include "tests/unit/swept.h"
#include "tests/unit/unit_tree.h"

/* \n \t \r \\ in a field of the table. */
static char *
decode(const char *s, size_t len)
{
	char *out = malloc(len + 1), *to = out;
	const char *end = s + len;

	for (; s < end; s++) {
		if (*s == '\\' && s + 1 < end) {
			s++;
			*to++ = *s == 'n' ? '\n' : *s == 't' ? '\t' :
			    *s == 'r' ? '\r' : *s;
		} else {
			*to++ = *s;
		}
	}
	*to = '\0';
	return out;
}

/* What would run, as the table writes it. */
static const char *
commands(struct fixture *f, const char *name)
{
	struct unit u;
	struct unit_env env;
	struct unit_command *c;
	const struct unit_value *type;
	const char *broken, *text = "";
	size_t i, n = 0;

	u = load(f, name);
	assert_non_null(u.name);
	assert_int_equal(unit_env_read(&f->units, &u, &env), 0);
	assert_int_equal(unit_exec(&f->units, &u, &env, "ExecStart", &c,
	    &broken), 0);
	type = unit_get(&u, "Service", "Type");
	if (env.fails != NULL || broken != NULL || c == NULL)
		return "FAIL";
	for (; c != NULL; c = c->next, n++) {
		text = pool_printf(&f->pool, "%s%s", text, n > 0 ? "\n" : "");
		for (i = 1; i < c->words.n; i++)
			text = pool_printf(&f->pool, "%s<%s%s>", text,
			    c->words.v[i].text,
			    c->words.v[i].gap == WORD_KNOWN ? "" :
			    c->words.v[i].gap == WORD_TAIL ? "?" : "*");
	}
	return n > 1 && strcmp(type->value, "oneshot") != 0 ? "FAIL" : text;
}

static void
one_row(struct fixture *f, char *const field[5])
{
	const char *got;
	char *want = field[4], *at;
	char text[4096], expanded[4096];

	snprintf(text, sizeof(text), "[Service]\nType=oneshot\n%s\n",
	    field[1]);
	tree_file(&f->tree, ETC "hmcase.service", text);
	unlink(tree_path(&f->tree, "env1"));
	unlink(tree_path(&f->tree, "env2"));
	if (strcmp(field[2], "-") != 0)
		tree_file(&f->tree, "env1", field[2]);
	if (strcmp(field[3], "-") != 0)
		tree_file(&f->tree, "env2", field[3]);
	at = strstr(want, "@NAME@");
	if (at != NULL) {
		snprintf(expanded, sizeof(expanded), "%.*shmcase%s",
		    (int)(at - want), want, at + 6);
		want = expanded;
	}
	got = commands(f, "hmcase.service");
	if (strcmp(got, want) != 0)
		fail_msg("%s: %s, not %s", field[0], got, want);
}

static void
table(void **state)
{
	struct fixture *f = *state;
	FILE *in = fopen("tests/data/exec.tsv", "r");
	static char rows[65536];
	char *field[5], *at, *line, *next;
	size_t len, n = 0;
	int i;

	/* All at once: where the file stands is shared with what is forked. */
	assert_non_null(in);
	len = fread(rows, 1, sizeof(rows) - 1, in);
	fclose(in);
	assert_in_range(len, 1, sizeof(rows) - 2);
	for (line = rows; *line != '\0'; line = next) {
		len = strcspn(line, "\n");
		next = line + len + (line[len] == '\n');
		line[len] = '\0';
		if (line[0] == '#')
			continue;
		at = line;
		for (i = 0; i < 5; i++) {
			len = strcspn(at, "\t");
			field[i] = decode(at, len);
			at += len + (at[len] == '\t');
		}
		SWEPT_STEP();
		one_row(f, field);
		for (i = 0; i < 5; i++)
			free(field[i]);
		n++;
	}
	SWEPT_STEP();
	assert_true(n > 90);
}

static void
service(struct fixture *f, const char *text)
{
	tree_file(&f->tree, ETC "x.service", text);
}

static void
unknown_words(void **state)
{
	struct fixture *f = *state;

	service(f, "[Service]\nEnvironmentFile=-/run/x\nEnvironment=A=1\n"
	    "ExecStart=/argv $A ${B}c d\n");
	assert_string_equal(commands(f, "x.service"), "<*><?><d>");
	service(f, "[Service]\nExecStart=/argv x%H $LANG ${HOME}\n");
	assert_string_equal(commands(f, "x.service"), "<x?><*><?>");
	service(f, "[Service]\nPassEnvironment=B\nExecStart=/argv $B $C\n");
	assert_string_equal(commands(f, "x.service"), "<*>");
}

static void
program_and_argv0(void **state)
{
	struct fixture *f = *state;
	struct unit u;
	struct unit_env env;
	struct unit_command *c;
	const char *broken;

	service(f, "[Service]\nEnvironment=Q=1h\n"
	    "ExecStart=-@//usr/./sbin/sendmail smtpd -q${Q}\n");
	u = load(f, "x.service");
	assert_int_equal(unit_env_read(&f->units, &u, &env), 0);
	assert_int_equal(unit_exec(&f->units, &u, &env, "ExecStart", &c,
	    &broken), 0);
	assert_null(broken);
	assert_string_equal(c->program, "/usr/sbin/sendmail");
	assert_string_equal(c->words.v[0].text, "smtpd");
	assert_true(c->own_argv0);
	assert_true(c->ignore);
	assert_int_equal(c->words.n, 2);
	assert_int_equal(c->at.line, 3);
	assert_string_equal(c->at.path, "/" ETC "x.service");
	/* The line that gave Q is evidence. */
	assert_int_equal(c->because->line, 2);
	assert_null(c->because->next);
	assert_null(c->next);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(table, setup, teardown),
		cmocka_unit_test_setup_teardown(unknown_words, setup,
		    teardown),
		cmocka_unit_test_setup_teardown(program_and_argv0, setup,
		    teardown),
	};

	return cmocka_run_group_tests_name("unit_exec", tests, NULL, NULL);
}
