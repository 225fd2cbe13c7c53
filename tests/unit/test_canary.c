/* Letters after a change: handed in, and looked for in the log. */
#include "tests/unit/unit.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "agent/base/buf.h"
#include "agent/run/canary.h"
#include "tests/unit/hosttree.h"

#define NOW 1795338000	/* 2026-11-22T09:00:00Z */

/* What the host's sendmail and journalctl do. */
static struct {
	struct fixture *f;
	const char *stat;	/* of the letter to root; NULL: nothing */
	bool journal;		/* no file is written to */
	int status;		/* of sendmail */
	unsigned sent, asked;
	char letters[4096], log[8192];
} fake;

static int64_t
now(const struct host *h)
{
	(void)h;
	return NOW;
}

static void
log_letter(const char *text, const char *stat)
{
	const char *id = strstr(text, "Message-ID: <"), *end;
	size_t n = strlen(fake.log);

	assert_non_null(id);
	id += sizeof("Message-ID: <") - 1;
	end = strchr(id, '>');
	assert_non_null(end);
	(void)snprintf(fake.log + n, sizeof(fake.log) - n,
	    "Nov 22 09:00:00 h sendmail[1]: 4AN%u00: from=root, nrcpts=1, "
	    "msgid=<%.*s>, relay=root@localhost\n"
	    "Nov 22 09:00:01 h sendmail[1]: 4AN%u00: to=x, relay=hub.test. "
	    "[192.0.2.1], dsn=2.0.0, stat=%s\n", fake.sent,
	    (int)(end - id), id, fake.sent, stat);
}

static int
run_fake(const struct tool_job *j, struct err *e)
{
	(void)e;
	if (strcmp(j->argv[0], "journalctl") == 0) {
		fake.asked++;
		assert_string_equal(j->argv[4], "--since=@1795338000");
		return fake.journal ? buf_adds(j->out, fake.log) : -ENOENT;
	}
	assert_string_equal(j->paths[0], "/usr/sbin/sendmail");
	assert_string_equal(j->argv[1], "-t");
	assert_string_equal(j->argv[2], "-i");
	assert_null(j->argv[3]);
	assert_string_equal(j->input, j->files[0].name);
	assert_int_equal(j->files[0].len, strlen(j->files[0].data));
	fake.sent++;
	(void)strncat(fake.letters, j->files[0].data,
	    sizeof(fake.letters) - strlen(fake.letters) - 1);
	if (fake.status != 0) {
		(void)buf_adds(j->errors, "no such queue\nmore\n");
		return fake.status;
	}
	if (fake.stat != NULL)
		log_letter(j->files[0].data, strstr(j->files[0].data,
		    "To: root\n") != NULL ? fake.stat : "Sent (ok)");
	if (!fake.journal)
		tree_file(&fake.f->tree, "var/log/mail.log", fake.log);
	return 0;
}

static const struct tool_ops tools = { .run = run_fake };
static const struct clock_ops clocks = { .now = now };

/* 0, or what it says. */
static int
sing(struct fixture *f, const char *stat)
{
	fake.f = f;
	fake.stat = stat;
	fake.sent = fake.asked = 0;
	fake.letters[0] = '\0';
	fake.log[0] = '\0';
	f->host.tool = &tools;
	f->host.clock = &clocks;
	f->facts.name = "h.test";
	f->err = (struct err){ .code = 0 };
	return canary_sing(&f->host, &f->facts, "postmaster@example.test", 1,
	    &f->err);
}

static void
both_arrive(void **state)
{
	struct fixture *f = *state;

	assert_int_equal(sing(f, "Sent (ok)"), 0);
	assert_int_equal(fake.sent, 2);
	assert_int_equal(fake.asked, 0);
	assert_non_null(strstr(fake.letters,
	    "To: postmaster@example.test\nSubject: "));
	assert_non_null(strstr(fake.letters, "To: root\nSubject: "));
	assert_string_equal(f->err.text, "");
}

static void
one_does_not(void **state)
{
	struct fixture *f = *state;

	assert_int_equal(sing(f, "User unknown"), -EIO);
	assert_string_equal(f->err.text,
	    "a letter to root did not arrive: User unknown");
	assert_int_equal(sing(f, "Deferred: Connection refused"), -EIO);
	assert_string_equal(f->err.text, "a letter to root did not arrive: "
	    "Deferred: Connection refused");
}

static void
no_log(void **state)
{
	struct fixture *f = *state;

	assert_int_equal(sing(f, NULL), -EIO);
	assert_int_equal(fake.asked, 2);
	assert_string_equal(f->err.text, "a letter to postmaster@example.test "
	    "did not arrive: no mail log and no journal tells of it");
}

static void
journal_only(void **state)
{
	fake.journal = true;
	assert_int_equal(sing(*state, "Sent (ok)"), 0);
	assert_int_equal(fake.asked, 2);
	fake.journal = false;
}

static void
not_handed_in(void **state)
{
	struct fixture *f = *state;

	fake.status = 75;
	assert_int_equal(sing(f, NULL), -EIO);
	assert_string_equal(f->err.text, "a letter to postmaster@example.test "
	    "could not be handed in: exit status 75: no such queue");
	fake.status = 67;
	assert_int_equal(sing(f, NULL), -EIO);
	assert_string_equal(f->err.text, "a letter to postmaster@example.test "
	    "did not arrive: unknown there");
	fake.status = -ENOENT;
	assert_int_equal(sing(f, NULL), -EIO);
	assert_non_null(strstr(f->err.text, "No such file"));
	fake.status = 0;
}

#define T(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		T(both_arrive),
		T(one_does_not),
		T(no_log),
		T(journal_only),
		T(not_handed_in),
	};

	return cmocka_run_group_tests_name("canary", tests, NULL, NULL);
}
