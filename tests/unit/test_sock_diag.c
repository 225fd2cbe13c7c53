/* Sockets, addresses and name of this machine. */
#define _GNU_SOURCE
#include "tests/unit/unit.h"

#include <arpa/inet.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <netinet/in.h>
#include <stddef.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "agent/port/host.h"
#include "agent/port/netlinux.h"

static int
listening(ino_t *inode)
{
	const struct sockaddr_in a = { .sin_family = AF_INET,
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	struct stat st;
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

	assert_true(fd >= 0);
	assert_int_equal(bind(fd, (const struct sockaddr *)&a, sizeof(a)), 0);
	assert_int_equal(listen(fd, 1), 0);
	assert_int_equal(fstat(fd, &st), 0);
	*inode = st.st_ino;
	return fd;
}

static bool
sees(ino_t inode)
{
	struct pool pool = { .blocks = NULL };
	struct sock *s = NULL;
	bool found = false;

	if (sock_port.listeners(NULL, &pool, &s, NULL) != 0)
		return false;
	for (; s != NULL; s = s->next)
		found |= s->inode == inode;
	pool_release(&pool);
	return found;
}

static void
test_listeners(void **state)
{
	ino_t inode;
	int fd = listening(&inode);

	assert_true(sees(inode));
	close(fd);
	assert_false(sees(inode));
}

/* Where all calls for sockets were one once, the C library still makes that
 * one: its first argument says "socket", and the family is out of sight. */
#ifdef SYS_socketcall
#define CALL SYS_socketcall
#define FIRST 1			/* SYS_SOCKET of <linux/net.h> */
#else
#define CALL SYS_socket
#define FIRST AF_NETLINK
#endif

/* A sandbox that refuses netlink, as RestrictAddressFamilies= makes it. */
static bool
refuse_netlink(void)
{
	struct sock_filter code[] = {
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS,
		    offsetof(struct seccomp_data, nr)),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, CALL, 0, 3),
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS,
		    offsetof(struct seccomp_data, args[0])),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, FIRST, 0, 1),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | 97),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
	};
	const struct sock_fprog prog = { .filter = code,
		.len = sizeof(code) / sizeof(code[0]) };

	return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 &&
	    prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &prog) == 0;
}

static void
test_fallback(void **state)
{
	ino_t inode;
	int fd = listening(&inode), status;
	pid_t pid = fork();

	if (pid == 0) {
		struct pool pool = { .blocks = NULL };
		struct sock *s;

		if (!refuse_netlink())
			_exit(2);
		if (netlink_listeners(&pool, &s, NULL) == 0)
			_exit(3);
		_exit(sees(inode) ? 0 : 1);
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_int_equal(status, 0);
	close(fd);
}

static void
test_addresses(void **state)
{
	struct pool pool = { .blocks = NULL };
	struct strv addresses = { .n = 0 }, macs = { .n = 0 };
	unsigned char raw[16];
	size_t i;

	assert_int_equal(sock_port.addresses(NULL, &pool, &addresses, &macs,
	    NULL), 0);
	for (i = 0; i < addresses.n; i++) {
		assert_true(inet_pton(AF_INET, addresses.v[i], raw) == 1 ||
		    inet_pton(AF_INET6, addresses.v[i], raw) == 1);
		assert_int_not_equal(strncmp(addresses.v[i], "127.", 4), 0);
		assert_string_not_equal(addresses.v[i], "::1");
		assert_int_not_equal(strncmp(addresses.v[i], "fe80", 4), 0);
		if (i > 0)
			assert_true(strcmp(addresses.v[i - 1],
			    addresses.v[i]) < 0);
	}
	for (i = 0; i < macs.n; i++)
		assert_int_equal(strlen(macs.v[i]), 17);
	pool_release(&pool);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_listeners),
		cmocka_unit_test(test_fallback),
		cmocka_unit_test(test_addresses),
	};

	return cmocka_run_group_tests_name("sock_diag", tests, NULL, NULL);
}
