/* Pid files that tell the truth, and others. */
#include "tests/unit/unit.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "agent/run/pidfile.h"

#define STARTED 1795342000

static char dir[] = "/tmp/hm-pidfile-XXXXXX";
static struct host host = { .root = ROOT_INIT };

static int
setup(void **state)
{
	return mkdtemp(dir) == NULL ? -1 : root_open(&host.root, dir, NULL);
}

static int
teardown(void **state)
{
	char path[64];

	snprintf(path, sizeof(path), "%s/pid", dir);
	unlink(path);
	root_release(&host.root);
	return rmdir(dir);
}

static void
write_file(const char *text, time_t mtime)
{
	const struct timespec times[2] = { { .tv_sec = mtime },
		{ .tv_sec = mtime } };
	char path[64];
	int fd;

	snprintf(path, sizeof(path), "%s/pid", dir);
	fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0644);
	assert_true(fd >= 0);
	assert_int_equal(write(fd, text, strlen(text)), strlen(text));
	assert_int_equal(futimens(fd, times), 0);
	close(fd);
}

/* The words for people, or NULL. */
static const char *
read_as(struct pool *pool, pid_t pid, long uid, int64_t started)
{
	const struct proc p = { .pid = pid, .uid = uid, .started = started };
	struct words w = { .v = NULL };

	if (!pidfile_words(&host, "/pid", &p, pool, &w))
		return NULL;
	return words_text(pool, &w);
}

static void
test_texts(void **state)
{
	static const char good[] = "/usr/sbin/sendmail-mta -Am -L sm-mta "
	    "-bd -q10m";
	static const struct { const char *text, *want; } rows[] = {
		{ "91\n/usr/sbin/sendmail-mta -Am -L sm-mta -bd -q10m\n",
		    good },
		{ "91\n/usr/sbin/sendmail-mta -Am -L sm-mta -bd -q10m",
		    good },
		{ "91 \n /usr/sbin/sendmail-mta  -Am -L sm-mta -bd -q10m \n",
		    good },
		{ "91\n/etc/smtpd\nmore\n", "/etc/smtpd" },
		{ "91\n", NULL },
		{ "91", NULL },
		{ "91\n\n", NULL },
		{ "92\n/usr/sbin/sendmail -bd\n", NULL },
		{ "911\n/usr/sbin/sendmail -bd\n", NULL },
		{ "\n91\n/usr/sbin/sendmail -bd\n", NULL },
		{ "x\n/usr/sbin/sendmail -bd\n", NULL },
		{ "", NULL },
	};
	struct pool pool = { .blocks = NULL };
	const char *got;
	size_t i;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		write_file(rows[i].text, STARTED + 1);
		got = read_as(&pool, 91, (long)geteuid(), STARTED);
		if (rows[i].want == NULL)
			assert_null(got);
		else {
			assert_non_null(got);
			assert_string_equal(got, rows[i].want);
		}
	}
	pool_release(&pool);
}

/* A daemon died, and its number went to a queue runner. */
static void
test_stale(void **state)
{
	static const char text[] = "91\n/usr/sbin/sendmail -bd\n";
	struct pool pool = { .blocks = NULL };
	long me = (long)geteuid();

	write_file(text, STARTED - 3600);
	assert_null(read_as(&pool, 91, me, STARTED));
	write_file(text, STARTED - 3);
	assert_null(read_as(&pool, 91, me, STARTED));
	/* The clock of ticks and that of files are not the same to the
	 * second. */
	write_file(text, STARTED - 1);
	assert_non_null(read_as(&pool, 91, me, STARTED));
	write_file(text, STARTED + 86400);
	assert_non_null(read_as(&pool, 91, me, STARTED));
	write_file(text, STARTED - 3600);
	assert_non_null(read_as(&pool, 91, me, 0));
	pool_release(&pool);
}

static void
test_owner(void **state)
{
	struct pool pool = { .blocks = NULL };
	char path[64];

	if (geteuid() != 0)
		skip_because("needs root");
	write_file("91\n/usr/sbin/sendmail -Ac -q20m\n", STARTED);
	snprintf(path, sizeof(path), "%s/pid", dir);
	assert_int_equal(chown(path, 115, 115), 0);
	assert_non_null(read_as(&pool, 91, 115, STARTED));
	assert_null(read_as(&pool, 91, 0, STARTED));
	assert_int_equal(chown(path, 0, 0), 0);
	assert_non_null(read_as(&pool, 91, 115, STARTED));
	pool_release(&pool);
}

static void
test_missing(void **state)
{
	const struct proc p = { .pid = 91 };
	struct pool pool = { .blocks = NULL };
	struct words w = { .v = NULL };

	assert_false(pidfile_words(&host, "/nothing", &p, &pool, &w));
	assert_int_equal(w.n, 0);
	pool_release(&pool);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_texts),
		cmocka_unit_test(test_stale),
		cmocka_unit_test(test_owner),
		cmocka_unit_test(test_missing),
	};

	return cmocka_run_group_tests_name("pidfile", tests, setup, teardown);
}
