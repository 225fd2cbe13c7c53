/* --watch from its first look to the signal that ends it. */
#include "agent/commands.h"

#include <signal.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>
#include <sys/wait.h>

#include "agent/output.h"
#include "tests/unit/captured.h"
#include "tests/unit/tree.h"

static char text[400000];

static bool
hears(int fd, const char *expected)
{
	char said[512];
	ssize_t n = recv(fd, said, sizeof(said), 0);

	return n >= (ssize_t)strlen(expected) &&
	    memcmp(said, expected, strlen(expected)) == 0;
}

/* A manager: it hears that the watch is ready, then that it lives, and ends
 * it. It exits with 0 if that is what it heard. */
static pid_t
manager(int fd)
{
	const struct timeval patience = { .tv_sec = 60 };
	pid_t parent = getpid(), pid = fork();
	bool good;

	if (pid == 0) {
		setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience,
		    sizeof(patience));
		good = hears(fd, "READY=1\nSTATUS=warning; ") &&
		    hears(fd, "WATCHDOG=1\n");
		kill(parent, SIGTERM);
		_exit(!good);
	}
	assert_true(pid > 0);
	return pid;
}

/* The tree as it is committed has no run level folders: a warning. */
static const struct settings solaris = {
	.root = "tests/hosts/solaris-7/root", .policy_from_root = true,
	.format = &format_json };

static void
from_start_to_end(void **state)
{
	struct sockaddr_un at = { .sun_family = AF_UNIX };
	int fd = socket(AF_UNIX, SOCK_DGRAM, 0);
	int status;
	pid_t pid;
	struct tree t;

	tree_make(&t);
	snprintf(at.sun_path, sizeof(at.sun_path), "%.80s/notify", t.path);
	assert_int_equal(bind(fd, (struct sockaddr *)&at, sizeof(at)), 0);
	setenv("NOTIFY_SOCKET", at.sun_path, 1);
	setenv("WATCHDOG_USEC", "200000", 1);
	pid = manager(fd);
	assert_int_equal(captured(cmd_watch, &solaris, text, sizeof(text)),
	    0);
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_int_equal(status, 0);
	unsetenv("NOTIFY_SOCKET");
	unsetenv("WATCHDOG_USEC");
	/* one document, in one line */
	assert_memory_equal(text, "{\"schema\": \"hardenmail/1\",", 26);
	assert_non_null(strstr(text, "\"verdict\": \"warning\""));
	assert_ptr_equal(strchr(text, '\n'), text + strlen(text) - 1);
	close(fd);
	tree_remove(&t);
}

/* What --check would refuse is refused at the start. */
static void
mistakes(void **state)
{
	struct settings s = solaris;

	s.root = "/nonexistent";
	assert_int_equal(captured(cmd_watch, &s, text, sizeof(text)),
	    EXIT_NO_INPUT);
	s.policy_from_root = false;
	s.policy = "/nonexistent/policy";
	assert_int_equal(captured(cmd_watch, &s, text, sizeof(text)),
	    EXIT_CONFIG);
	s = solaris;
	s.platform = "plan9";
	assert_int_equal(captured(cmd_watch, &s, text, sizeof(text)),
	    EXIT_USAGE);
	assert_string_equal(text, "");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(from_start_to_end),
		cmocka_unit_test(mistakes),
	};

	return cmocka_run_group_tests_name("cmd_watch", tests, NULL, NULL);
}
