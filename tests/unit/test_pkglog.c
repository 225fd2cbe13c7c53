/* Logs of package managers. The lines are those that dpkg 1.21, dnf 4 and 5,
 * yum 3, libzypp and pacman 6 write. */
#include "tests/unit/unit.h"

#include <string.h>

#include "agent/model/pkglog.h"

#define NINE 1795338000		/* 2026-11-22 09:00:00 UTC */

static struct pkglog_line l;

static bool
parse(enum pkglog_kind kind, const char *line)
{
	l = (struct pkglog_line){ .when = -1 };
	return pkglog_parse(kind, line, strlen(line), NINE + 86400, &l);
}

static void
says(int64_t when, bool local, const char *action, const char *package,
    const char *version)
{
	assert_int_equal(l.when, when);
	assert_int_equal(l.local, local);
	assert_int_equal(l.action_len, strlen(action));
	assert_memory_equal(l.action, action, l.action_len);
	assert_int_equal(l.package_len, strlen(package));
	assert_memory_equal(l.package, package, l.package_len);
	if (version == NULL) {
		assert_null(l.version);
		return;
	}
	assert_non_null(l.version);
	assert_int_equal(l.version_len, strlen(version));
	assert_memory_equal(l.version, version, l.version_len);
}

static void
dpkg(void **state)
{
	assert_true(parse(PKGLOG_DPKG, "2026-11-22 09:00:01 upgrade "
	    "sendmail-bin:amd64 8.17.1.9-2 8.17.1.9-2+deb12u2"));
	says(NINE + 1, true, "upgrade", "sendmail-bin", "8.17.1.9-2+deb12u2");
	assert_false(l.step);
	assert_true(parse(PKGLOG_DPKG, "2026-11-22 09:00:02 install "
	    "sendmail-base:all <none> 8.17.1.9-2"));
	says(NINE + 2, true, "install", "sendmail-base", "8.17.1.9-2");
	assert_true(parse(PKGLOG_DPKG, "2026-11-22 09:00:03 configure "
	    "sendmail-bin:amd64 8.17.1.9-2 <none>"));
	says(NINE + 3, true, "configure", "sendmail-bin", "8.17.1.9-2");
	assert_true(parse(PKGLOG_DPKG, "2026-11-22 09:00:04 remove "
	    "sendmail:all 8.17.1.9-2 <none>"));
	says(NINE + 4, true, "remove", "sendmail", NULL);
	assert_true(parse(PKGLOG_DPKG, "2026-11-22 09:00:05 status installed "
	    "sendmail-bin:amd64 8.17.1.9-2"));
	says(NINE + 5, true, "status", "sendmail-bin", "8.17.1.9-2");
	assert_true(l.step);
	assert_true(parse(PKGLOG_DPKG, "2026-11-22 09:00:05 trigproc "
	    "man-db:amd64 2.11.2-2 <none>"));
	assert_true(l.step);
}

static void
dpkg_says_nothing_of_a_package(void **state)
{
	assert_false(parse(PKGLOG_DPKG,
	    "2026-11-22 09:00:01 startup archives unpack"));
	assert_false(parse(PKGLOG_DPKG,
	    "2026-11-22 09:00:01 conffile /etc/init.d/sendmail keep"));
	assert_false(parse(PKGLOG_DPKG, ""));
	assert_false(parse(PKGLOG_DPKG, "2026-11-22 09:00:01"));
	assert_false(parse(PKGLOG_DPKG, "2026-11-22 09:00:01 upgrade"));
	assert_false(parse(PKGLOG_DPKG, "2026-11-22 09:00:01 upgrade "));
	assert_false(parse(PKGLOG_DPKG, "2026-13-22 09:00:01 upgrade a 1 2"));
	assert_false(parse(PKGLOG_DPKG, "2026-11-22 09:61:01 upgrade a 1 2"));
	assert_false(parse(PKGLOG_DPKG, "upgrade a 1 2"));
	assert_false(parse(PKGLOG_DPKG,
	    "2026-11-22 09:00:01 status installed"));
}

static void
dnf(void **state)
{
	assert_true(parse(PKGLOG_DNF, "2026-11-22T10:00:01+0100 SUBDEBUG "
	    "Upgrade: sendmail-8.16.1-11.el9.x86_64"));
	says(NINE + 1, false, "upgrade", "sendmail", "8.16.1-11.el9");
	assert_true(parse(PKGLOG_DNF, "2026-11-22T09:00:01Z SUBDEBUG "
	    "Installed: sendmail-cf-8.16.1-11.el9.noarch"));
	says(NINE + 1, false, "install", "sendmail-cf", "8.16.1-11.el9");
	assert_true(parse(PKGLOG_DNF, "2026-11-22T04:30:02-0430 SUBDEBUG "
	    "Erase: sendmail-8.16.1-11.el9.x86_64"));
	says(NINE + 2, false, "remove", "sendmail", NULL);
	assert_true(parse(PKGLOG_DNF, "2026-11-22T09:00:03Z SUBDEBUG "
	    "Reinstall: sendmail-8.16.1-11.el9.x86_64"));
	says(NINE + 3, false, "reinstall", "sendmail", "8.16.1-11.el9");
	/* What goes while something else comes in its place. */
	assert_true(parse(PKGLOG_DNF, "2026-11-22T09:00:03Z SUBDEBUG "
	    "Upgraded: sendmail-8.16.1-9.el9.x86_64"));
	assert_true(l.step);
	assert_false(parse(PKGLOG_DNF, "2026-11-22T09:00:03Z INFO --- logging "
	    "initialized ---"));
	assert_false(parse(PKGLOG_DNF, "2026-11-22T09:00:03Z SUBDEBUG "
	    "Upgrade: sendmail"));
	assert_false(parse(PKGLOG_DNF, "2026-11-22T09:00:03"));
}

static void
dnf5(void **state)
{
	assert_true(parse(PKGLOG_DNF5, "2026-11-22T09:00:01+0000 [4711] INFO "
	    "RPM callback install start \"sendmail-0:8.18.1-7.fc41.x86_64\" "
	    "total 1782"));
	says(NINE + 1, false, "install", "sendmail", "8.18.1-7.fc41");
	assert_false(l.step);
	/* Its epoch is no part of the version, a digit none of an epoch. */
	assert_true(parse(PKGLOG_DNF5, "2026-11-22T10:00:01+0100 [4711] INFO "
	    "RPM callback install start \"perl-libs-4:5.40.0-512.fc41.x86_64\""
	    " total 9"));
	says(NINE + 1, false, "install", "perl-libs", "5.40.0-512.fc41");
	assert_true(parse(PKGLOG_DNF5, "2026-11-22T09:00:02+0000 [4711] INFO "
	    "RPM callback uninstall start \"sendmail-0:8.17.2-1.fc40.x86_64\" "
	    "total 10"));
	says(NINE + 2, false, "remove", "sendmail", NULL);
	assert_true(parse(PKGLOG_DNF5, "2026-11-22T09:00:03+0000 [4711] INFO "
	    "RPM callback install stop \"sendmail-0:8.18.1-7.fc41.x86_64\" "
	    "amount 1782 total 1782"));
	says(NINE + 3, false, "install", "sendmail", "8.18.1-7.fc41");
	assert_true(l.step);
	assert_true(parse(PKGLOG_DNF5, "2026-11-22T09:00:03+0000 [4711] INFO "
	    "RPM callback uninstall stop \"sendmail-0:8.17.2-1.fc40.x86_64\" "
	    "amount 10 total 10"));
	assert_true(l.step);
	assert_false(parse(PKGLOG_DNF5, "2026-11-22T09:00:01+0000 [4711] INFO "
	    "RPM callback transaction start, total 2"));
	assert_false(parse(PKGLOG_DNF5, "2026-11-22T09:00:01+0000 [4711] INFO "
	    "RPM callback start post-install scriptlet "
	    "\"sendmail-0:8.18.1-7.fc41.x86_64\""));
	assert_false(parse(PKGLOG_DNF5, "2026-11-22T09:00:01+0000 [4711] INFO "
	    "--- DNF5 launched with arguments: \"dnf install sendmail\" ---"));
	assert_false(parse(PKGLOG_DNF5, "2026-11-22T09:00:01+0000 [4711] "
	    "ERROR RPM callback install start \"a-0:1-1.x86_64\" total 1"));
	assert_false(parse(PKGLOG_DNF5, "2026-11-22T09:00:01+0000 [4711] INFO "
	    "RPM callback install start \"sendmail"));
	assert_false(parse(PKGLOG_DNF5, "2026-11-22T09:00:01+0000 [4711] INFO "
	    "RPM callback install start \"sendmail\" total 1"));
	assert_false(parse(PKGLOG_DNF5, "2026-11-22T09:00:01 [4711] INFO "
	    "RPM callback install start \"a-0:1-1.x86_64\" total 1"));
	assert_false(parse(PKGLOG_DNF5, "2026-11-22T09:00:01+0000"));
}

static void
pacman(void **state)
{
	assert_true(parse(PKGLOG_PACMAN, "[2026-11-22T10:00:01+0100] [ALPM] "
	    "upgraded sendmail (8.17.2-1 -> 8.18.1-1)"));
	says(NINE + 1, false, "upgrade", "sendmail", "8.18.1-1");
	assert_true(parse(PKGLOG_PACMAN, "[2026-11-22T09:00:01+0000] [ALPM] "
	    "downgraded sendmail (1:8.18.1-1 -> 1:8.17.2-1)"));
	says(NINE + 1, false, "downgrade", "sendmail", "1:8.17.2-1");
	assert_true(parse(PKGLOG_PACMAN, "[2026-11-22T09:00:01+0000] [ALPM] "
	    "installed sendmail (8.18.1-1)"));
	says(NINE + 1, false, "install", "sendmail", "8.18.1-1");
	assert_true(parse(PKGLOG_PACMAN, "[2026-11-22T09:00:01+0000] [ALPM] "
	    "reinstalled sendmail (8.18.1-1)"));
	says(NINE + 1, false, "reinstall", "sendmail", "8.18.1-1");
	assert_true(parse(PKGLOG_PACMAN, "[2026-11-22T09:00:01+0000] [ALPM] "
	    "removed sendmail (8.18.1-1)"));
	says(NINE + 1, false, "remove", "sendmail", NULL);
	assert_false(parse(PKGLOG_PACMAN, "[2026-11-22T09:00:01+0000] [ALPM] "
	    "transaction started"));
	assert_false(parse(PKGLOG_PACMAN, "[2026-11-22T09:00:01+0000] [PACMAN]"
	    " Running 'pacman -S sendmail'"));
	assert_false(parse(PKGLOG_PACMAN, "[2026-11-22T09:00:01+0000] [ALPM] "
	    "warning: /etc/mail/aliases installed as "
	    "/etc/mail/aliases.pacnew"));
	assert_false(parse(PKGLOG_PACMAN, "[2026-11-22T09:00:01+0000] [ALPM] "
	    "upgraded sendmail (8.17.2-1"));
	assert_false(parse(PKGLOG_PACMAN, "[2026-11-22T09:00:01+0000] [ALPM] "
	    "upgraded sendmail"));
	assert_false(parse(PKGLOG_PACMAN, "[2026-11-22T09:00:01+0000] [ALPM] "
	    "upgraded sendmail ()"));
	/* Before 5.2 it wrote minutes of an unknown zone. */
	assert_false(parse(PKGLOG_PACMAN, "[2019-07-14 21:33] [ALPM] "
	    "installed sendmail (8.15.2-1)"));
	assert_false(parse(PKGLOG_PACMAN, "[2026-11-22T09:00:01+0000]"));
	assert_false(parse(PKGLOG_PACMAN, "["));
}

static void
yum(void **state)
{
	assert_true(parse(PKGLOG_YUM, "Nov 22 09:00:01 Updated: "
	    "sendmail-8.14.7-6.el7.x86_64"));
	says(NINE + 1, true, "upgrade", "sendmail", "8.14.7-6.el7");
	assert_true(parse(PKGLOG_YUM, "Nov 22 09:00:01 Installed: "
	    "1:sendmail-8.13.8-10.el5.x86_64"));
	says(NINE + 1, true, "install", "sendmail", "8.13.8-10.el5");
	assert_true(parse(PKGLOG_YUM, "Nov 22 09:00:02 Erased: sendmail"));
	says(NINE + 2, true, "remove", "sendmail", NULL);
	/* Of last year. */
	assert_true(parse(PKGLOG_YUM, "Dec 24 09:00:00 Updated: "
	    "sendmail-8.14.7-6.el7.x86_64"));
	assert_int_equal(l.when, NINE - 333 * 86400);
	assert_false(parse(PKGLOG_YUM, "Nix 22 09:00:02 Erased: sendmail"));
}

static void
zypp(void **state)
{
	assert_true(parse(PKGLOG_ZYPP, "2026-11-22 09:00:01|install|sendmail|"
	    "8.15.2-8.21|x86_64|root@host|repo|0123|"));
	says(NINE + 1, true, "install", "sendmail", "8.15.2-8.21");
	assert_true(parse(PKGLOG_ZYPP, "2026-11-22 09:00:01|remove |sendmail|"
	    "8.15.2-8.21|x86_64|root@host|"));
	says(NINE + 1, true, "remove", "sendmail", NULL);
	assert_false(parse(PKGLOG_ZYPP, "# 2026-11-22 09:00:01 sendmail-8.15"));
	assert_false(parse(PKGLOG_ZYPP, "2026-11-22 09:00:01|command|root@host"
	    "|'zypper' 'in' 'sendmail'|"));
	assert_false(parse(PKGLOG_ZYPP, "2026-11-22 09:00:01|install|"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(dpkg),
		cmocka_unit_test(dpkg_says_nothing_of_a_package),
		cmocka_unit_test(dnf),
		cmocka_unit_test(dnf5),
		cmocka_unit_test(pacman),
		cmocka_unit_test(yum),
		cmocka_unit_test(zypp),
	};

	return cmocka_run_group_tests_name("pkglog", tests, NULL, NULL);
}
