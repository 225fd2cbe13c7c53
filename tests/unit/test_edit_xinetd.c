/* A service of xinetd. */
#include "tests/unit/unit.h"

#include "tests/unit/edit_case.h"

#define FILE_ "/etc/xinetd.d/smtp"

static void
attributes(void **state)
{
	struct edit_case *c = *state;

	expect_edit(c, edit_xinetd_off, FILE_, 4,
	    "# x\nservice smtp\n{\n\tserver = /usr/sbin/sendmail\n"
	    "\tdisable\t\t= no  \n}\n",
	    "# x\nservice smtp\n{\n\tserver = /usr/sbin/sendmail\n"
	    "\tdisable\t\t= yes  \n}\n");
	/* None there: behind the brace. A comment is none. */
	expect_edit(c, edit_xinetd_off, FILE_, 3,
	    "service smtp {\n# disable = no\nserver = x\n}",
	    "service smtp {\n\tdisable = yes\n# disable = no\nserver = x\n}");
	expect_edit(c, edit_xinetd_loopback, FILE_, 3,
	    "service smtp\r\n{\r\nserver = x\r\n}\r\n",
	    "service smtp\r\n{\r\n\tbind = 127.0.0.1\r\nserver = x\r\n}\r\n");
	expect_edit(c, edit_xinetd_loopback, FILE_, 2,
	    "service smtp {\nserver = x\n interface = 0.0.0.0\n}\n",
	    "service smtp {\nserver = x\n interface = 127.0.0.1\n}\n");
	/* The other service of the file stays. */
	expect_edit(c, edit_xinetd_off, FILE_, 5,
	    "service a\n{\ndisable = no\n}\nservice b {\ndisable = no\n}\n",
	    "service a\n{\ndisable = no\n}\nservice b {\ndisable = yes\n}\n");
	expect_none(c, edit_xinetd_off, FILE_, 1, "server = x\n");
	expect_none(c, edit_xinetd_off, FILE_, 9, "{\n");
	expect_none(c, edit_xinetd_off, FILE_, 1, "");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		EDIT_TEST(attributes),
	};

	return cmocka_run_group_tests_name("edit_xinetd", tests, NULL, NULL);
}
