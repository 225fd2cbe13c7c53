/* Messages as they come out on standard error. */
#include "tests/unit/unit.h"

#include "agent/base/log.h"

#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum what { ERROR, WARNING, NAMED, LONG };

static void
say(enum what what)
{
	char text[4000];

	switch (what) {
	case ERROR:
		log_error("%s: %d", "/etc/x\033]0;y\007\n", 7);
		break;
	case WARNING:
		log_warning("caf\xe9 \xe2\x82\xac 100%%");
		break;
	case NAMED:
		log_program("hardenmail-send");
		log_error("%s", "");
		break;
	case LONG:
		memset(text, '\001', sizeof(text));
		text[sizeof(text) - 1] = '\0';
		log_error("%s", text);
		break;
	}
}

/* In a child, as the test's own standard error is the runner's. */
static size_t
printed(enum what what, char *out, size_t size)
{
	size_t len = 0;
	ssize_t n;
	int fd[2];
	pid_t pid;

	assert_int_equal(pipe(fd), 0);
	pid = fork();
	if (pid == 0) {
		dup2(fd[1], 2);
		close(fd[0]);
		close(fd[1]);
		say(what);
		_exit(0);
	}
	close(fd[1]);
	while ((n = read(fd[0], out + len, size - 1 - len)) > 0)
		len += (size_t)n;
	out[len] = '\0';
	close(fd[0]);
	waitpid(pid, NULL, 0);
	return len;
}

static void
test_messages(void **state)
{
	char out[16384];

	printed(ERROR, out, sizeof(out));
	assert_string_equal(out,
	    "hardenmail: /etc/x\\033]0;y\\007\\012: 7\n");
	printed(WARNING, out, sizeof(out));
	assert_string_equal(out,
	    "hardenmail: warning: caf\\351 \xe2\x82\xac 100%\n");
	printed(NAMED, out, sizeof(out));
	assert_string_equal(out, "hardenmail-send: \n");
	assert_int_equal(printed(LONG, out, sizeof(out)),
	    strlen("hardenmail: ") + 4 * 2047 + 1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_messages),
	};

	return cmocka_run_group_tests_name("log", tests, NULL, NULL);
}
