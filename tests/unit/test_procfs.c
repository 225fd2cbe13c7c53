/* The texts below /proc/PID. */
#include "tests/unit/unit.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>

#include "agent/port/procfs.h"

static void
test_pid(void **state)
{
	assert_int_equal(procfs_pid("1"), 1);
	assert_int_equal(procfs_pid("4194304"), 4194304);
	assert_int_equal(procfs_pid("0"), 0);
	assert_int_equal(procfs_pid("-1"), 0);
	assert_int_equal(procfs_pid("self"), 0);
	assert_int_equal(procfs_pid("1x"), 0);
	assert_int_equal(procfs_pid("99999999999"), 0);
}

static void
test_stat(void **state)
{
	static const char odd[] =
	    "91 (a) S 1 (x) R 3 0) S 1 91 91 0 -1 4194624 5\n";
	static const char kernel[] =
	    "2 (kthreadd) S 0 0 0 0 -1 2129984 0 0 0\n";
	struct procfs_stat st;

	assert_int_equal(procfs_stat_parse(odd, sizeof(odd) - 1, &st), 0);
	assert_string_equal(st.comm, "a) S 1 (x) R 3 0");
	assert_int_equal(st.state, 'S');
	assert_int_equal(st.flags & PROCFS_KERNEL_THREAD, 0);
	assert_int_equal(procfs_stat_parse(kernel, sizeof(kernel) - 1, &st), 0);
	assert_int_not_equal(st.flags & PROCFS_KERNEL_THREAD, 0);
	assert_int_equal(procfs_stat_parse("91 (x) Z", 8, &st), -EINVAL);
	assert_int_equal(procfs_stat_parse("", 0, &st), -EINVAL);
}

static void
test_depth(void **state)
{
	static const char own[] = "Name:\tx\nNSpid:\t91\nVmPeak:\t1 kB\n";
	static const char nested[] = "Name:\tx\nNSpid:\t5021\t91\nUid:\t0\n";

	assert_int_equal(procfs_pid_depth(own, sizeof(own) - 1), 1);
	assert_int_equal(procfs_pid_depth(nested, sizeof(nested) - 1), 2);
	assert_int_equal(procfs_pid_depth("Name:\tx\n", 8), 0);
}

static void
test_deleted(void **state)
{
	char gone[] = "/usr/sbin/sendmail (deleted)";
	char there[] = "/usr/sbin/sendmail";
	char only[] = " (deleted)";

	assert_true(procfs_cut_deleted(gone));
	assert_string_equal(gone, "/usr/sbin/sendmail");
	assert_false(procfs_cut_deleted(there));
	assert_false(procfs_cut_deleted(only));
}

static void
test_socket(void **state)
{
	assert_int_equal(procfs_socket("socket:[1461]", 13), 1461);
	assert_int_equal(procfs_socket("socket:[]", 9), 0);
	assert_int_equal(procfs_socket("socket:[14", 10), 0);
	assert_int_equal(procfs_socket("pipe:[1461]", 11), 0);
	assert_int_equal(procfs_socket("/dev/null", 9), 0);
}

static void
assert_unit(const char *cgroup, const char *unit)
{
	struct pool pool = { .blocks = NULL };
	const char *got = procfs_unit(&pool, cgroup, strlen(cgroup));

	if (unit == NULL)
		assert_null(got);
	else {
		assert_non_null(got);
		assert_string_equal(got, unit);
	}
	pool_release(&pool);
}

static void
test_unit(void **state)
{
	/* hybrid, as a booted bookworm shows it */
	assert_unit("9:name=systemd:/system.slice/sendmail.service\n"
	    "8:pids:/\n0::/system.slice/sendmail.service\n",
	    "sendmail.service");
	/* v1 alone; other hierarchies may be elsewhere */
	assert_unit("4:memory:/system.slice/other.service\n"
	    "1:name=systemd:/system.slice/exim4.service\n", "exim4.service");
	/* v2 alone */
	assert_unit("0::/system.slice/sendmail.service\n", "sendmail.service");
	assert_unit("0::/system.slice/system-postfix.slice/postfix@-.service\n",
	    "postfix@-.service");
	assert_unit("0::/init.scope\n", "init.scope");
	/* a session, and what a user's own manager started */
	assert_unit("0::/user.slice/user-0.slice/session-2.scope\n",
	    "session-2.scope");
	assert_unit("0::/user.slice/user-7.slice/user@7.service/app.slice/"
	    "x.service\n", "user@7.service");
	/* below a unit that delegates */
	assert_unit("0::/system.slice/docker.service/abc/def.scope\n",
	    "docker.service");
	/* a name that the kernel would take for its own is escaped */
	assert_unit("0::/system.slice/_cgroup.x.service\n", "cgroup.x.service");
	/* no systemd at work */
	assert_unit("0::/\n", NULL);
	assert_unit("9:name=systemd:/\n4:memory:/process/86e1\n0::/\n", NULL);
	assert_unit("0::/openrc.sendmail\n", NULL);
	assert_unit("1:name=openrc:/sendmail\n", NULL);
	assert_unit("", NULL);
	assert_unit("garbage\n0:\n", NULL);
	/* a container whose cgroups are not fenced off */
	assert_unit("0::/hm-a/payload/system.slice/sendmail.service\n",
	    "sendmail.service");
}

static void
test_load(void **state)
{
	struct pool pool = { .blocks = NULL };
	const char *text;
	char small[4];
	size_t len;

	assert_int_equal(procfs_load(AT_FDCWD, "/proc/self/status", 65536,
	    &pool, &text, &len), 0);
	assert_true(len > 100);
	assert_int_equal(strlen(text), len);
	assert_memory_equal(text, "Name:", 5);
	assert_int_equal(procfs_load(AT_FDCWD, "/proc/self/status", 10, &pool,
	    &text, &len), 0);
	assert_int_equal(len, 10);
	assert_int_equal(procfs_load(AT_FDCWD, "/proc/self/nothing", 10,
	    &pool, &text, &len), -ENOENT);
	assert_int_equal(procfs_read(AT_FDCWD, "/proc/self/status", small, 4),
	    4);
	assert_memory_equal(small, "Name", 4);
	pool_release(&pool);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_pid),
		cmocka_unit_test(test_stat),
		cmocka_unit_test(test_depth),
		cmocka_unit_test(test_deleted),
		cmocka_unit_test(test_socket),
		cmocka_unit_test(test_unit),
		cmocka_unit_test(test_load),
	};

	return cmocka_run_group_tests_name("procfs", tests, NULL, NULL);
}
