/* --watch from its first look to the signal that ends it. */
#include "agent/commands.h"

#include <signal.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <time.h>

#include "agent/output.h"
#include "tests/unit/captured.h"
#include "tests/unit/swept.h"
#include "tests/unit/tree.h"

static char text[400000];

/* A process that sends this one a signal after a while. */
static pid_t
signal_later(int number, long ms)
{
	pid_t parent = getpid(), pid = fork();

	if (pid == 0) {
		struct timespec t = { .tv_sec = ms / 1000,
			.tv_nsec = ms % 1000 * 1000000 };

		nanosleep(&t, NULL);
		kill(parent, number);
		_exit(0);
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
	pid_t pid;
	char said[512];
	struct tree t;
	ssize_t n;

	NOT_SWEPT();
	tree_make(&t);
	snprintf(at.sun_path, sizeof(at.sun_path), "%.80s/notify", t.path);
	assert_int_equal(bind(fd, (struct sockaddr *)&at, sizeof(at)), 0);
	setenv("NOTIFY_SOCKET", at.sun_path, 1);
	setenv("WATCHDOG_USEC", "2000000", 1);
	pid = signal_later(SIGTERM, 3000);
	assert_int_equal(captured(cmd_watch, &solaris, text, sizeof(text)),
	    0);
	assert_int_equal(waitpid(pid, NULL, 0), pid);
	unsetenv("NOTIFY_SOCKET");
	unsetenv("WATCHDOG_USEC");
	/* one document, in one line */
	assert_memory_equal(text, "{\"schema\": \"hardenmail/1\",", 26);
	assert_non_null(strstr(text, "\"verdict\": \"warning\""));
	assert_ptr_equal(strchr(text, '\n'), text + strlen(text) - 1);
	n = recv(fd, said, sizeof(said) - 1, MSG_DONTWAIT);
	assert_true(n > 0);
	said[n] = '\0';
	assert_memory_equal(said, "READY=1\nSTATUS=warning; ", 24);
	n = recv(fd, said, sizeof(said) - 1, MSG_DONTWAIT);
	assert_int_equal(n, 11);
	assert_memory_equal(said, "WATCHDOG=1\n", 11);
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
