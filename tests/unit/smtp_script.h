/* A mail server for a test: a child that plays a dialogue over loopback. */
#ifndef HM_SMTP_SCRIPT_H
#define HM_SMTP_SCRIPT_H

#include <arpa/inet.h>
#include <netinet/in.h>
#include <signal.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/unit/unit.h"

/* What it answers to a line ("" is the connection itself; the n-th one,
 * beginning with 0); NULL: it closes. */
typedef const char *smtp_answer(const char *line, int connection);

struct smtp_script {
	pid_t pid;
	unsigned port;
};

static inline void
smtp_script_serve(int fd, smtp_answer *answer, int nth)
{
	char line[1024];
	size_t n = 0;
	const char *a = answer("", nth);

	while (a != NULL && send(fd, a, strlen(a), MSG_NOSIGNAL) >= 0) {
		n = 0;
		while (n + 1 < sizeof(line) && recv(fd, line + n, 1, 0) == 1 &&
		    line[n] != '\n')
			n++;
		if (line[n] != '\n')
			break;
		line[n] = '\0';
		a = answer(line, nth);
	}
}

/* One connection after the other, until it is ended. */
static inline struct smtp_script
smtp_script_start(smtp_answer *answer)
{
	struct sockaddr_in a = { .sin_family = AF_INET };
	socklen_t len = sizeof(a);
	struct smtp_script s;
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0), got, nth;

	a.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	assert_true(fd >= 0);
	assert_int_equal(bind(fd, (const struct sockaddr *)&a, sizeof(a)), 0);
	assert_int_equal(listen(fd, 16), 0);
	assert_int_equal(getsockname(fd, (struct sockaddr *)&a, &len), 0);
	s.port = ntohs(a.sin_port);
	s.pid = fork();
	assert_true(s.pid >= 0);
	if (s.pid == 0) {
		alarm(120);
		for (nth = 0; (got = accept(fd, NULL, NULL)) >= 0; nth++) {
			smtp_script_serve(got, answer, nth);
			close(got);
		}
		_exit(0);
	}
	close(fd);
	return s;
}

static inline void
smtp_script_end(const struct smtp_script *s)
{
	kill(s->pid, SIGKILL);
	waitpid(s->pid, NULL, 0);
}

#endif
