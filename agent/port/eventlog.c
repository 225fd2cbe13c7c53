/* The system's log: the journal's native protocol, elsewhere syslog(3). */
#include "agent/port/eventlog.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <syslog.h>
#include <unistd.h>

/* Far below what a datagram can be (net.core.wmem_max). */
#define ENTRY_MAX 65536

/* systemd.io/JOURNAL_NATIVE_PROTOCOL: "NAME=value\n", or, for any bytes,
 * "NAME\n", 64 bits of length, little endian, the value and "\n". */
static void
add_field(struct buf *b, const char *name, const char *value)
{
	uint64_t len = strlen(value);
	int i;

	if (strchr(value, '\n') == NULL) {
		buf_addf(b, "%s=%s\n", name, value);
		return;
	}
	buf_addf(b, "%s\n", name);
	for (i = 0; i < 8; i++)
		buf_addc(b, (char)(len >> (8 * i) & 0xff));
	buf_addf(b, "%s\n", value);
}

void
eventlog_fields(const struct event_field *f, size_t n, struct buf *b)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (f[i].value != NULL)
			add_field(b, f[i].name, f[i].value);
}

static bool
send_native(const char *name, const struct buf *b)
{
	struct sockaddr_un to = { .sun_family = AF_UNIX };
	size_t len = strlen(name);
	ssize_t n;
	int fd;

	if (b->failed || len >= sizeof(to.sun_path))
		return false;
	memcpy(to.sun_path, name, len + 1);
	fd = socket(AF_UNIX, SOCK_DGRAM, 0);
	if (fd < 0)
		return false;
	(void)fcntl(fd, F_SETFD, FD_CLOEXEC);
	/* A journal that does not read must not stop us. */
	(void)fcntl(fd, F_SETFL, O_NONBLOCK);
	do
		n = sendto(fd, b->p, b->len, 0,
		    (const struct sockaddr *)(const void *)&to, sizeof(to));
	while (n < 0 && errno == EINTR);
	close(fd);
	return n >= 0;
}

enum eventlog
eventlog_write(const char *socket_name, int priority,
    const struct event_field *f, size_t n)
{
	struct buf b = BUF_INIT(ENTRY_MAX);
	bool sent;

	buf_addf(&b, "PRIORITY=%d\nSYSLOG_IDENTIFIER=hardenmail\n",
	    priority);
	eventlog_fields(f, n, &b);
	sent = send_native(socket_name, &b);
	buf_release(&b);
	if (sent)
		return EVENTLOG_NATIVE;
	if (n == 0 || f[0].value == NULL)
		return EVENTLOG_NONE;
	openlog("hardenmail", LOG_PID, LOG_DAEMON);
	syslog(priority, "%s", f[0].value);
	closelog();
	return EVENTLOG_SYSLOG;
}

bool
eventlog_is_stderr(const char *journal_stream)
{
	unsigned long long dev, ino;
	struct stat st;

	return journal_stream != NULL && sscanf(journal_stream, "%llu:%llu",
	    &dev, &ino) == 2 && fstat(STDERR_FILENO, &st) == 0 &&
	    (unsigned long long)st.st_dev == dev &&
	    (unsigned long long)st.st_ino == ino;
}
