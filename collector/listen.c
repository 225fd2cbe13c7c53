/* A listening TCP socket. */
#include "collector/listen.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define BACKLOG 1024

int
listen_on(const char *address, unsigned port, struct err *e)
{
	struct sockaddr_in in4 = { .sin_family = AF_INET };
	struct sockaddr_in6 in6 = { .sin6_family = AF_INET6 };
	const struct sockaddr *sa;
	int fd, one = 1, code;
	socklen_t len;

	if (inet_pton(AF_INET, address, &in4.sin_addr) == 1) {
		in4.sin_port = htons((uint16_t)port);
		sa = (struct sockaddr *)&in4;
		len = sizeof(in4);
	} else if (inet_pton(AF_INET6, address, &in6.sin6_addr) == 1) {
		in6.sin6_port = htons((uint16_t)port);
		sa = (struct sockaddr *)&in6;
		len = sizeof(in6);
	} else {
		return err_set(e, EINVAL, "%s: not a numeric address",
		    address);
	}
	fd = socket(sa->sa_family, SOCK_STREAM, 0);
	if (fd < 0)
		return err_set(e, errno, "%s: %s", address, strerror(errno));
	setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &one, sizeof(one));
	/* Connections take it over (tcp(7)): an answer that goes out in two
	 * TLS records would wait for the 40 ms of a delayed ACK. */
	setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof(one));
	/* One that blocks in accept(2) would hold up all other clients. */
	if (fcntl(fd, F_SETFD, FD_CLOEXEC) < 0 ||
	    fcntl(fd, F_SETFL, O_NONBLOCK) < 0 ||
	    bind(fd, sa, len) < 0 || listen(fd, BACKLOG) < 0) {
		code = errno;
		close(fd);
		return err_set(e, code, "%s:%u: %s", address, port,
		    strerror(code));
	}
	return fd;
}
