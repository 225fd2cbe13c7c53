/* What a service manager gets, at sockets of both kinds. */
#include "agent/port/supervisor.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "tests/unit/tree.h"
#include "tests/unit/unit.h"

static int
listener(const char *name, size_t len)
{
	struct sockaddr_un at = { .sun_family = AF_UNIX };
	int fd = socket(AF_UNIX, SOCK_DGRAM, 0);

	assert_true(fd >= 0);
	memcpy(at.sun_path, name, len);
	assert_int_equal(bind(fd, (struct sockaddr *)&at,
	    (socklen_t)(offsetof(struct sockaddr_un, sun_path) + len)), 0);
	return fd;
}

static void
got(int fd, const char *expected)
{
	char text[256];
	ssize_t n = recv(fd, text, sizeof(text) - 1, MSG_DONTWAIT);

	assert_true(n >= 0);
	text[n] = '\0';
	assert_string_equal(text, expected);
	close(fd);
}

static void
a_path(void **state)
{
	struct err e = { .code = 0 };
	struct tree t;
	char path[300];
	int fd;

	tree_make(&t);
	snprintf(path, sizeof(path), "%s/n", t.path);
	fd = listener(path, strlen(path) + 1);
	assert_int_equal(supervisor_tell(path,
	    "READY=1\nSTATUS=all well\n", &e), 0);
	got(fd, "READY=1\nSTATUS=all well\n");
	/* nobody there */
	assert_int_equal(supervisor_tell(path, "x", &e), -ECONNREFUSED);
	tree_remove(&t);
	assert_int_equal(supervisor_tell(path, "x", &e), -ENOENT);
	assert_string_equal(e.text,
	    "NOTIFY_SOCKET: No such file or directory");
}

static void
an_abstract_name(void **state)
{
	char name[64];
	int fd;

	snprintf(name, sizeof(name), "@hm-test-%ld", (long)getpid());
	name[0] = '\0';
	fd = listener(name, strlen(name + 1) + 1);
	name[0] = '@';
	assert_int_equal(supervisor_tell(name, "WATCHDOG=1", NULL), 0);
	got(fd, "WATCHDOG=1");
}

/* A manager that does not read: ten datagrams wait, more are an error. */
static void
nobody_reads(void **state)
{
	char name[64];
	int fd, i, r = 0;

	snprintf(name, sizeof(name), "@hm-full-%ld", (long)getpid());
	name[0] = '\0';
	fd = listener(name, strlen(name + 1) + 1);
	name[0] = '@';
	for (i = 0; i < 10000 && r == 0; i++)
		r = supervisor_tell(name, "WATCHDOG=1", NULL);
	assert_int_equal(r, -EAGAIN);
	close(fd);
}

static void
nobody_asked(void **state)
{
	char long_name[300];

	assert_int_equal(supervisor_tell(NULL, "READY=1", NULL), 0);
	assert_int_equal(supervisor_tell("", "READY=1", NULL), 0);
	assert_int_equal(supervisor_tell("run/socket", "READY=1", NULL),
	    -EINVAL);
	memset(long_name, '/', sizeof(long_name));
	long_name[sizeof(long_name) - 1] = '\0';
	assert_int_equal(supervisor_tell(long_name, "READY=1", NULL), -EINVAL);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_path),
		cmocka_unit_test(an_abstract_name),
		cmocka_unit_test(nobody_reads),
		cmocka_unit_test(nobody_asked),
	};

	return cmocka_run_group_tests_name("supervisor", tests, NULL, NULL);
}
