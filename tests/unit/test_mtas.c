/* Installed mail programs and their versions. */
#include "tests/unit/unit.h"

#include "agent/run/mtas.h"
#include "tests/unit/hosttree.h"

static void
find_version(const char *bytes, size_t len, const char *wanted)
{
	struct pool p = { 0 };
	const char *got = sendmail_version(&p, bytes, len);

	if (wanted == NULL)
		assert_null(got);
	else if (got == NULL)
		fail_msg("no version, wanted %s", wanted);
	else
		assert_string_equal(got, wanted);
	pool_release(&p);
}

#define FIND(text, wanted) find_version(text, sizeof(text), wanted)

static void
versions(void **state)
{
	FIND("\177ELF\0x\0" "8.17.1.9\0" "8 is\0", "8.17.1.9");
	FIND("\0" "8.9.3+Sun\0", "8.9.3+Sun");
	FIND("\0" "8.6.12\0", "8.6.12");
	FIND("\0" "8.8.8p1\0", "8.8.8p1");
	FIND("x8.9.3\0", NULL);
	FIND("\0" "8.9.3 (text)\0", NULL);
	FIND("\0" "8.\0", NULL);
	FIND("\0" "8.9.\0", NULL);
	FIND("", NULL);
	find_version("\0" "8.9.3", 6, NULL);
}

static void
each_file_once(void **state)
{
	struct fixture *f = *state;

	script(f, "usr/sbin/sendmail", "stands for it\n");
	tree_link(&f->tree, "usr/lib/sendmail", "../sbin/sendmail");
	script(f, "usr/sbin/exim4", "x");
	tree_folder(&f->tree, "usr/sbin/postfix");
	tree_file(&f->tree, "etc/mail/sendmail.cf", "V10\nDZ8.14.4\n");
	assert_int_equal(mtas_gather(&f->host, PATHS("/usr/lib/sendmail",
	    "/usr/sbin/sendmail", "/usr/sbin/exim4", "/usr/sbin/postfix",
	    "/usr/sbin/none"), &f->facts, &f->err), 0);
	assert_string_equal(f->facts.mtas->kind, "sendmail");
	assert_string_equal(f->facts.mtas->path, "/usr/lib/sendmail");
	assert_string_equal(f->facts.mtas->resolved, "/usr/sbin/sendmail");
	assert_string_equal(f->facts.mtas->version, "8.14.4");
	assert_string_equal(f->facts.mtas->version_source, "configuration");
	assert_string_equal(f->facts.mtas->next->kind, "exim");
	assert_null(f->facts.mtas->next->version);
	assert_null(f->facts.mtas->next->next);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(versions),
		TEST(each_file_once),
	};

	return cmocka_run_group_tests_name("mtas", tests, NULL, NULL);
}
