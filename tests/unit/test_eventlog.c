/* What the journal is sent. */
#include "tests/unit/unit.h"

#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "agent/port/eventlog.h"
#include "tests/unit/tree.h"

static void
fields(void **state)
{
	static const struct event_field f[] = {
		{ .name = "MESSAGE", .value = "words = words" },
		{ .name = "NOT_THERE", .value = NULL },
		{ .name = "TWO", .value = "a\nb" },
		{ .name = "EMPTY", .value = "" },
	};
	static const char wanted[] = "MESSAGE=words = words\n"
	    "TWO\n\3\0\0\0\0\0\0\0a\nb\nEMPTY=\n";
	struct buf b = BUF_INIT(1024);

	eventlog_fields(f, 4, &b);
	assert_false(b.failed);
	assert_int_equal(b.len, sizeof(wanted) - 1);
	assert_memory_equal(b.p, wanted, b.len);
	buf_release(&b);
}

static void
one_datagram(void **state)
{
	const struct event_field f = { .name = "MESSAGE", .value = "hello" };
	struct sockaddr_un at = { .sun_family = AF_UNIX };
	struct tree tree;
	char text[256];
	ssize_t n;
	int fd;

	tree_make(&tree);
	snprintf(at.sun_path, sizeof(at.sun_path), "%.90s",
	    tree_path(&tree, "socket"));
	fd = socket(AF_UNIX, SOCK_DGRAM, 0);
	assert_true(fd >= 0);
	assert_int_equal(bind(fd, (struct sockaddr *)&at, sizeof(at)), 0);
	assert_int_equal(eventlog_write(at.sun_path, 4, &f, 1),
	    EVENTLOG_NATIVE);
	n = recv(fd, text, sizeof(text) - 1, MSG_DONTWAIT);
	assert_true(n > 0);
	text[n] = '\0';
	assert_string_equal(text, "PRIORITY=4\nSYSLOG_IDENTIFIER=hardenmail\n"
	    "MESSAGE=hello\n");
	close(fd);
	/* Nobody reads there any more. */
	assert_int_equal(eventlog_write(at.sun_path, 7, &f, 0),
	    EVENTLOG_NONE);
	tree_remove(&tree);
}

static void
standard_error(void **state)
{
	struct stat st;
	char words[64];

	assert_false(eventlog_is_stderr(NULL));
	assert_false(eventlog_is_stderr(""));
	assert_false(eventlog_is_stderr("1:x"));
	assert_int_equal(fstat(STDERR_FILENO, &st), 0);
	snprintf(words, sizeof(words), "%llu:%llu",
	    (unsigned long long)st.st_dev, (unsigned long long)st.st_ino);
	assert_true(eventlog_is_stderr(words));
	snprintf(words, sizeof(words), "%llu:%llu",
	    (unsigned long long)st.st_dev + 1,
	    (unsigned long long)st.st_ino);
	assert_false(eventlog_is_stderr(words));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(fields),
		cmocka_unit_test(one_datagram),
		cmocka_unit_test(standard_error),
	};

	return cmocka_run_group_tests_name("eventlog", tests, NULL, NULL);
}
