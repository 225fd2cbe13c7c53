/* What a service gives up it never has again; others keep what they have. */
#include "tests/unit/unit.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "agent/port/privilege.h"

/* CAP_SETPCAP 8, CAP_SYS_ADMIN 21, CAP_SYS_NICE 23 of capability.h. */
#define THREE (1ULL << 8 | 1ULL << 21 | 1ULL << 23)

/* "CapEff:\t000001ffffffffff" and its like. */
static unsigned long long
caps(const char *name)
{
	char text[4096], *line;
	int fd = open("/proc/self/status", O_RDONLY);
	ssize_t n = fd < 0 ? -1 : read(fd, text, sizeof(text) - 1);

	if (n < 0)
		_exit(2);
	close(fd);
	text[n] = '\0';
	line = strstr(text, name);
	if (line == NULL)
		_exit(2);
	return strtoull(line + strlen(name), NULL, 16);
}

/* In a child: 0 when what is left is what it should be. */
static int
give_up(int service)
{
	const unsigned long long bound = caps("\nCapBnd:"),
	    effective = caps("\nCapEff:"), permitted = caps("\nCapPrm:");
	const unsigned long long go = service ? THREE : 0;

	if (service && prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0)
		return 2;
	privilege_give_up();
	if (caps("\nCapEff:") != (effective & ~go) ||
	    caps("\nCapPrm:") != (permitted & ~go))
		return 3;
	/* Only with CAP_SETPCAP. */
	return caps("\nCapBnd:") != ((effective & 1ULL << 8) != 0 ?
	    bound & ~go : bound) ? 4 : 0;
}

static void
in_child(int service)
{
	int status = -1;
	pid_t pid = fork();

	if (pid == 0)
		_exit(give_up(service));
	assert_true(pid > 0);
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_int_equal(status, 0);
}

static void
a_service(void **state)
{
	in_child(1);
}

static void
anybody_else(void **state)
{
	in_child(0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_service),
		cmocka_unit_test(anybody_else),
	};

	return cmocka_run_group_tests_name("privilege", tests, NULL, NULL);
}
