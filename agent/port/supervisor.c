/* Tells a service manager how a service is doing: sd_notify(3). */
#include "agent/port/supervisor.h"

#include <errno.h>
#include <fcntl.h>
#include <stddef.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>
#include <unistd.h>

int
supervisor_tell(const char *socket_name, const char *lines, struct err *e)
{
	struct sockaddr_un to = { .sun_family = AF_UNIX };
	/* A manager that does not read must not stop us. */
	const struct timeval limit = { .tv_sec = 2 };
	size_t len;
	ssize_t n;
	int fd, code;

	if (socket_name == NULL || socket_name[0] == '\0')
		return 0;
	len = strlen(socket_name);
	if ((socket_name[0] != '/' && socket_name[0] != '@') ||
	    len >= sizeof(to.sun_path))
		return err_set(e, EINVAL, "NOTIFY_SOCKET=%s: not a socket's "
		    "name", socket_name);
	memcpy(to.sun_path, socket_name, len);
	/* unix(7): an abstract name begins with a NUL and has none at its
	 * end. */
	if (socket_name[0] == '@')
		to.sun_path[0] = '\0';
	else
		len++;
	fd = socket(AF_UNIX, SOCK_DGRAM, 0);
	if (fd < 0)
		return err_set(e, errno, "NOTIFY_SOCKET: %s",
		    strerror(errno));
	(void)fcntl(fd, F_SETFD, FD_CLOEXEC);
	if (setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof(limit))
	    != 0)
		(void)fcntl(fd, F_SETFL, O_NONBLOCK);
	do
		n = sendto(fd, lines, strlen(lines), 0,
		    (const struct sockaddr *)(const void *)&to,
		    (socklen_t)(offsetof(struct sockaddr_un, sun_path) +
		    len));
	while (n < 0 && errno == EINTR);
	code = errno;
	close(fd);
	return n < 0 ? err_set(e, code, "NOTIFY_SOCKET: %s", strerror(code)) :
	    0;
}
