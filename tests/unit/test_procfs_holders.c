/* Who holds a socket. */
#define _GNU_SOURCE
#include "tests/unit/unit.h"

#include <errno.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include "agent/port/procfs.h"
#include "tests/unit/sleeper.h"

/* A TCP socket on loopback with a port of the kernel's choice; its inode. */
static int
listening(unsigned long *inode)
{
	const struct sockaddr_in a = { .sin_family = AF_INET,
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	struct stat st;
	int fd = socket(AF_INET, SOCK_STREAM, 0);

	assert_true(fd >= 0);
	assert_int_equal(bind(fd, (const struct sockaddr *)&a, sizeof(a)), 0);
	assert_int_equal(listen(fd, 1), 0);
	assert_int_equal(fstat(fd, &st), 0);
	*inode = st.st_ino;
	return fd;
}

static void
test_order(void **state)
{
	struct sleeper s = { .to = -1 };
	struct proc child = { .next = NULL }, self = { .pid = getpid() };
	unsigned long inode;
	char *path = sleeper_copy("sendmail");
	int fd = listening(&inode);
	bool blind = true;
	pid_t pid = 0;

	assert_non_null(path);
	assert_true(sleeper_start(&s, path, NULL, NULL));
	child.pid = s.pid;
	/* Both have it; the earlier in the list gets it. */
	self.next = &child;
	assert_int_equal(procfs_holders(NULL, &inode, 1, 0, &self, &pid,
	    &blind, NULL), 0);
	assert_int_equal(pid, getpid());
	assert_false(blind);
	self.next = NULL;
	child.next = &self;
	assert_int_equal(procfs_holders(NULL, &inode, 1, 0, &child, &pid,
	    &blind, NULL), 0);
	assert_int_equal(pid, s.pid);
	close(fd);
	/* Now only the child: found without being named, if asked for. */
	assert_int_equal(procfs_holders(NULL, &inode, 1, 1, NULL, &pid,
	    &blind, NULL), 0);
	assert_int_equal(pid, s.pid);
	assert_int_equal(procfs_holders(NULL, &inode, 1, 0, NULL, &pid,
	    &blind, NULL), 0);
	assert_int_equal(pid, 0);
	sleeper_end(&s);
	sleeper_remove(path);
}

static void
test_several(void **state)
{
	struct proc self = { .pid = getpid() };
	unsigned long inodes[5] = { 0 };
	pid_t pids[5] = { 7, 7, 7, 7, 7 };
	int a = listening(&inodes[3]), b = listening(&inodes[1]);
	bool blind;

	inodes[0] = 0xfffffff0;		/* nobody's */
	inodes[2] = inodes[0];
	assert_int_equal(procfs_holders(NULL, inodes, 5, 5, &self, pids,
	    &blind, NULL), 0);
	assert_int_equal(pids[0], 0);
	assert_int_equal(pids[1], getpid());
	assert_int_equal(pids[2], 0);
	assert_int_equal(pids[3], getpid());
	assert_int_equal(pids[4], 0);
	assert_int_equal(procfs_holders(NULL, NULL, 0, 0, NULL, NULL, &blind,
	    NULL), 0);
	close(a);
	close(b);
}

static void
test_gone(void **state)
{
	struct proc gone = { .pid = 0x3ffffff };
	unsigned long inode = 0xfffffff0;
	bool blind = true;
	pid_t pid;

	assert_int_equal(procfs_holders(NULL, &inode, 1, 0, &gone, &pid,
	    &blind, NULL), 0);
	assert_int_equal(pid, 0);
	assert_false(blind);
}

/* nobody cannot look into root's processes, and must say so. */
static void
test_blind(void **state)
{
	unsigned long inode;
	int status, fd;
	bool blind = false;
	pid_t pid = 7, child;

	if (geteuid() != 0)
		skip_because("needs root");
	fd = listening(&inode);
	child = fork();
	if (child == 0) {
		close(fd);
		if (setgid(65534) != 0 || setuid(65534) != 0 ||
		    procfs_holders(NULL, &inode, 1, 1, NULL, &pid, &blind,
		    NULL) != 0)
			_exit(2);
		_exit(pid == 0 && blind ? 0 : 1);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_int_equal(status, 0);
	close(fd);
}

int
main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_order),
		cmocka_unit_test(test_several),
		cmocka_unit_test(test_gone),
		cmocka_unit_test(test_blind),
	};

	sleeper_main(argc, argv);
	return cmocka_run_group_tests_name("procfs_holders", tests, NULL,
	    NULL);
}
