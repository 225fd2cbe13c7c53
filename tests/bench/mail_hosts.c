/* 2,000 mail servers on loopback that answer after 50 ms, on one thread. */
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

/*
 * mail_hosts PORT: listens on 127.0.0.0/8, so that each address is a host.
 * What came in one piece is answered in one piece, 50 ms later: all hosts are
 * closed. Prints "ready".
 */
#define DELAY_MS 50
#define ROOM 8192

struct conn {
	struct conn *next;	/* of those that wait, by time */
	int fd;
	bool waiting, leaving;
	int64_t when;
	size_t in, out;
	char input[ROOM], output[ROOM];
};

static struct conn *first, **last = &first;
static int loop;

static int64_t
now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static void
later(struct conn *c)
{
	if (c->waiting)
		return;
	c->waiting = true;
	c->when = now_ms() + DELAY_MS;
	c->next = NULL;
	*last = c;
	last = &c->next;
}

static void
say(struct conn *c, const char *text)
{
	size_t n = strlen(text);

	if (c->out + n < ROOM) {
		memcpy(c->output + c->out, text, n);
		c->out += n;
	}
}

static void
answer(struct conn *c, const char *line)
{
	if (strncmp(line, "EHLO", 4) == 0)
		say(c, "250-host.example\r\n250 PIPELINING\r\n");
	else if (strncmp(line, "RCPT", 4) == 0)
		say(c, "550 5.7.1 Relaying denied\r\n");
	else if (strncmp(line, "QUIT", 4) == 0) {
		say(c, "221 bye\r\n");
		c->leaving = true;
	} else
		say(c, "250 ok\r\n");
}

static void
end(struct conn *c)
{
	close(c->fd);
	c->fd = -1;
	if (!c->waiting)
		free(c);
}

static void
hear(struct conn *c)
{
	ssize_t n = recv(c->fd, c->input + c->in, ROOM - c->in, 0);
	char *line = c->input, *p;

	if (n <= 0) {
		if (n == 0 || errno != EAGAIN)
			end(c);
		return;
	}
	c->in += (size_t)n;
	while ((p = memchr(line, '\n', c->in - (size_t)(line - c->input))) !=
	    NULL) {
		answer(c, line);
		line = p + 1;
	}
	c->in -= (size_t)(line - c->input);
	memmove(c->input, line, c->in);
	if (c->out > 0)
		later(c);
}

static void
take(int listener)
{
	struct epoll_event e = { .events = EPOLLIN };
	struct conn *c;
	int fd, one = 1;

	while ((fd = accept(listener, NULL, NULL)) >= 0) {
		c = malloc(sizeof(*c));
		if (c == NULL)
			exit(71);
		c->fd = fd;
		c->waiting = c->leaving = false;
		c->in = c->out = 0;
		setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof(one));
		e.data.ptr = c;
		epoll_ctl(loop, EPOLL_CTL_ADD, fd, &e);
		say(c, "220 host.example ready\r\n");
		later(c);
	}
}

/* Sends what is due; how long until the next. */
static int
speak(void)
{
	int64_t now = now_ms();
	struct conn *c;

	while ((c = first) != NULL && c->when <= now) {
		first = c->next;
		if (first == NULL)
			last = &first;
		c->waiting = false;
		if (c->fd < 0) {
			free(c);
			continue;
		}
		send(c->fd, c->output, c->out, MSG_NOSIGNAL | MSG_DONTWAIT);
		c->out = 0;
		if (c->leaving)
			end(c);
	}
	return c == NULL ? 1000 : (int)(c->when - now);
}

int
main(int argc, char *argv[])
{
	struct sockaddr_in a = { .sin_family = AF_INET };
	struct epoll_event e = { .events = EPOLLIN }, events[256];
	struct rlimit limit = { 20000, 20000 };
	int listener, one = 1, i, n;

	if (argc != 2)
		return 64;
	a.sin_port = htons((uint16_t)strtoul(argv[1], NULL, 10));
	a.sin_addr.s_addr = htonl(0);
	setrlimit(RLIMIT_NOFILE, &limit);
	loop = epoll_create1(0);
	listener = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
	setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &one, sizeof(one));
	if (bind(listener, (const struct sockaddr *)&a, sizeof(a)) != 0 ||
	    listen(listener, 4096) != 0) {
		perror("mail_hosts");
		return 71;
	}
	e.data.ptr = NULL;
	epoll_ctl(loop, EPOLL_CTL_ADD, listener, &e);
	puts("ready");
	fflush(stdout);
	for (;;) {
		n = epoll_wait(loop, events, 256, speak());
		for (i = 0; i < n; i++) {
			if (events[i].data.ptr == NULL)
				take(listener);
			else
				hear(events[i].data.ptr);
		}
	}
}
