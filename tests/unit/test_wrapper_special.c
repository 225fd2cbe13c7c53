/* Wrappers with a syntax of their own. */
#include "platforms/wrapper_special.h"

#include "tests/unit/unit.h"
#include "tests/unit/wrapper_case.h"

static const struct wrapper_case cases[] = {
	{ .given = "flock -n -w 5 /run/lock sendmail -bd",
	    .ret = "sendmail -bd" },
	{ .given = "flock /run/lock -c sendmail_-bd",
	    .ret = "sendmail -bd" },
	{ .given = "flock -x 9",
	    .ret = "" },
	{ .given = "setarch x86_64 -R sendmail",
	    .ret = "sendmail" },
	{ .given = "setarch -R -- sendmail",
	    .ret = "sendmail" },
	{ .given = "systemd-run -u mail -p Nice=5 --slice x sendmail -bD",
	    .ret = "sendmail -bD" },
	{ .given = "systemd-run --on-boot=5m --unit=sendmail.service",
	    .ret = "systemctl start sendmail.service" },
	{ .given = "systemd-run --on-boot 5m -u site-mail",
	    .ret = "systemctl start site-mail" },
	{ .given = "systemd-run --on-boot=5m",
	    .ret = "" },
};

static void
commands(void **state)
{
	expect_commands(cases, sizeof(cases) / sizeof(cases[0]));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(commands),
	};

	return cmocka_run_group_tests_name("wrapper_special", tests, NULL,
	    NULL);
}
