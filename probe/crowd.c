/* Thousands of SMTP connections on one thread, by libcurl and epoll(7). */
#include "probe/crowd.h"

#include <arpa/inet.h>
#include <curl/curl.h>
#include <errno.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include "agent/base/memory.h"
#include "probe/dialogue.h"

#define EVENTS 256
#define SPARE_FDS 32		/* for everything that is no link */
#define LONG_MS 86400000L	/* the caller limits the time */

struct link {
	struct link *next;	/* of the closed ones */
	struct crowd *crowd;
	void *owner;
	CURL *curl;
	int fd;
	bool connected, open, starttls, tls, closed, added;
	bool wants_write;
	struct address address;
	char error[CURL_ERROR_SIZE];
};

struct crowd {
	struct crowd_handler handler;
	CURLM *multi;
	int epoll;
	unsigned room, links;
	int64_t timer;		/* when libcurl wants to be called; -1: no */
	struct link *closed;	/* freed when nothing points to them */
};

static void
come_from_loopback(int fd)
{
	struct sockaddr_in own = { .sin_family = AF_INET };

	own.sin_addr.s_addr = htonl(0x7f564d35);
	/* Where it does not work, 127.0.0.1 it is. */
	(void)bind(fd, (const struct sockaddr *)&own, sizeof(own));
}

/* The last door: libcurl gets no socket for an address that may not be
 * contacted, whatever it took it from. */
static curl_socket_t
open_socket(void *arg, curlsocktype purpose, struct curl_sockaddr *to)
{
	struct link *l = arg;
	struct address a;
	int fd;

	if (purpose != CURLSOCKTYPE_IPCXN || address_from(&to->addr, &a) < 0 ||
	    !address_equal(&a, &l->address) ||
	    !l->crowd->handler.allowed(l->owner, &a))
		return CURL_SOCKET_BAD;
	fd = socket(to->family, to->socktype | SOCK_CLOEXEC | SOCK_NONBLOCK,
	    to->protocol);
	if (fd < 0)
		return CURL_SOCKET_BAD;
	if (a.family == 4 && address_is_loopback(&a))
		come_from_loopback(fd);
	l->fd = fd;
	return fd;
}

static int
close_socket(void *arg, curl_socket_t fd)
{
	struct link *l = arg;

	if (l->fd == fd)
		l->fd = -1;
	return close(fd);
}

static void
listen_to(struct link *l, int fd, uint32_t events)
{
	struct epoll_event e = { .events = events, .data.ptr = l };

	if (epoll_ctl(l->crowd->epoll, EPOLL_CTL_MOD, fd, &e) != 0 &&
	    errno == ENOENT)
		epoll_ctl(l->crowd->epoll, EPOLL_CTL_ADD, fd, &e);
}

/* What libcurl waits for, while it has the socket. */
static int
on_socket(CURL *curl, curl_socket_t fd, int what, void *arg, void *own)
{
	struct crowd *c = arg;
	struct link *l = NULL;

	if (what == CURL_POLL_REMOVE) {
		epoll_ctl(c->epoll, EPOLL_CTL_DEL, fd, NULL);
		return 0;
	}
	curl_easy_getinfo(curl, CURLINFO_PRIVATE, (char **)&l);
	/* Reading alone: the connection is there, and its greeting is not. */
	if (what == CURL_POLL_IN)
		l->connected = true;
	listen_to(l, fd, (what & CURL_POLL_IN ? EPOLLIN : 0u) |
	    (what & CURL_POLL_OUT ? EPOLLOUT : 0u));
	return 0;
}

static int
on_timer(CURLM *multi, long ms, void *arg)
{
	struct crowd *c = arg;

	c->timer = ms < 0 ? -1 : clock_ms() + ms;
	return 0;
}

static int
on_debug(CURL *curl, curl_infotype kind, char *data, size_t len, void *arg)
{
	struct link *l = arg;

	if (kind != CURLINFO_HEADER_OUT)
		return 0;
	/* A second EHLO after STARTTLS is said under TLS (RFC 3207). */
	if (len >= 8 && memcmp(data, "STARTTLS", 8) == 0)
		l->starttls = true;
	else if (l->starttls && len >= 4 && memcmp(data, "EHLO", 4) == 0)
		l->tls = true;
	l->crowd->handler.said(l->owner, data, len);
	return 0;
}

static size_t
on_line(char *data, size_t size, size_t n, void *arg)
{
	struct link *l = arg;

	l->connected = true;
	return l->crowd->handler.heard(l->owner, data, size * n) ? size * n :
	    0;
}

/* Descriptors for so many links; how many there can be. */
static unsigned
descriptors(unsigned wanted)
{
	struct rlimit limit;

	if (getrlimit(RLIMIT_NOFILE, &limit) != 0)
		return wanted < 200 ? wanted : 200;
	if (limit.rlim_cur < (rlim_t)wanted + SPARE_FDS) {
		limit.rlim_cur = limit.rlim_max < (rlim_t)wanted + SPARE_FDS ?
		    limit.rlim_max : (rlim_t)wanted + SPARE_FDS;
		setrlimit(RLIMIT_NOFILE, &limit);
		getrlimit(RLIMIT_NOFILE, &limit);
	}
	if (limit.rlim_cur >= (rlim_t)wanted + SPARE_FDS)
		return wanted;
	return limit.rlim_cur > SPARE_FDS ?
	    (unsigned)(limit.rlim_cur - SPARE_FDS) : 1;
}

struct crowd *
crowd_new(const struct crowd_handler *handler, unsigned max, struct err *e)
{
	struct crowd *c = memory_zeroed(1, sizeof(*c));

	if (c == NULL) {
		err_set(e, ENOMEM, "out of memory");
		return NULL;
	}
	*c = (struct crowd){ .handler = *handler, .timer = -1, .epoll = -1,
	    .room = descriptors(max) };
	c->epoll = epoll_create1(EPOLL_CLOEXEC);
	c->multi = curl_multi_init();
	if (c->epoll < 0 || c->multi == NULL) {
		err_set(e, c->epoll < 0 ? errno : ENOMEM, "no event loop");
		crowd_free(c);
		return NULL;
	}
	curl_multi_setopt(c->multi, CURLMOPT_SOCKETFUNCTION, on_socket);
	curl_multi_setopt(c->multi, CURLMOPT_SOCKETDATA, c);
	curl_multi_setopt(c->multi, CURLMOPT_TIMERFUNCTION, on_timer);
	curl_multi_setopt(c->multi, CURLMOPT_TIMERDATA, c);
	/* Otherwise it would close what it takes for too many. */
	curl_multi_setopt(c->multi, CURLMOPT_MAXCONNECTS, (long)c->room + 1);
	return c;
}

static void
bury(struct crowd *c)
{
	struct link *l;

	while ((l = c->closed) != NULL) {
		c->closed = l->next;
		free(l);
	}
}

void
crowd_free(struct crowd *c)
{
	if (c == NULL)
		return;
	bury(c);
	if (c->multi != NULL)
		curl_multi_cleanup(c->multi);
	if (c->epoll >= 0)
		close(c->epoll);
	free(c);
}

unsigned
crowd_room(const struct crowd *c)
{
	return c->room;
}

unsigned
crowd_links(const struct crowd *c)
{
	return c->links;
}

/*
 * The handle has to stay in the multi while the connection is used. With
 * CONNECT_ONLY nothing is sent at its end, not even QUIT.
 */
static CURLcode
set_up(struct link *l, unsigned port, const char *helo, bool tls)
{
	char address[ADDRESS_TEXT], url[600], *name;
	bool six = l->address.family == 6;
	CURL *h = l->curl;
	CURLcode rc = CURLE_OK;

	address_print(&l->address, address);
	name = curl_easy_escape(h, helo, 0);
	if (name == NULL)
		return CURLE_OUT_OF_MEMORY;
	snprintf(url, sizeof(url), "smtp://%s%s%s:%u/%.500s", six ? "[" : "",
	    address, six ? "]" : "", port, name);
	curl_free(name);
#define SET(option, value) \
	rc = rc != CURLE_OK ? rc : curl_easy_setopt(h, option, value)
	SET(CURLOPT_URL, url);
	SET(CURLOPT_CONNECT_ONLY, 1L);
	SET(CURLOPT_NOSIGNAL, 1L);
	SET(CURLOPT_PROXY, "");
	SET(CURLOPT_NOPROXY, "*");
	SET(CURLOPT_NETRC, (long)CURL_NETRC_IGNORED);
	SET(CURLOPT_CONNECTTIMEOUT_MS, LONG_MS);
	SET(CURLOPT_SERVER_RESPONSE_TIMEOUT, LONG_MS / 1000);
	SET(CURLOPT_ERRORBUFFER, l->error);
	SET(CURLOPT_PRIVATE, l);
	SET(CURLOPT_OPENSOCKETFUNCTION, open_socket);
	SET(CURLOPT_OPENSOCKETDATA, l);
	SET(CURLOPT_CLOSESOCKETFUNCTION, close_socket);
	SET(CURLOPT_CLOSESOCKETDATA, l);
	SET(CURLOPT_HEADERFUNCTION, on_line);
	SET(CURLOPT_HEADERDATA, l);
	SET(CURLOPT_DEBUGFUNCTION, on_debug);
	SET(CURLOPT_DEBUGDATA, l);
	SET(CURLOPT_VERBOSE, 1L);
	SET(CURLOPT_BUFFERSIZE, 8192L);
	if (tls) {
		/* Who it is was decided by its address. */
		SET(CURLOPT_USE_SSL, (long)CURLUSESSL_TRY);
		SET(CURLOPT_SSL_VERIFYPEER, 0L);
		SET(CURLOPT_SSL_VERIFYHOST, 0L);
	}
#undef SET
	return rc;
}

struct link *
crowd_open(struct crowd *c, const struct address *to, unsigned port,
    const char *helo, bool tls, void *owner, struct err *e)
{
	struct link *l = memory_zeroed(1, sizeof(*l));

	if (l == NULL) {
		err_set(e, ENOMEM, "out of memory");
		return NULL;
	}
	*l = (struct link){ .crowd = c, .owner = owner, .address = *to,
	    .fd = -1, .curl = curl_easy_init() };
	c->links++;
	if (l->curl == NULL || set_up(l, port, helo, tls) != CURLE_OK ||
	    curl_multi_add_handle(c->multi, l->curl) != CURLM_OK) {
		err_set(e, ENOMEM, "libcurl takes no more connections");
		link_close(l);
		return NULL;
	}
	l->added = true;
	return l;
}

void
link_close(struct link *l)
{
	struct crowd *c = l->crowd;

	if (l->closed)
		return;
	l->closed = true;
	if (l->open && l->fd >= 0)
		epoll_ctl(c->epoll, EPOLL_CTL_DEL, l->fd, NULL);
	if (l->added)
		curl_multi_remove_handle(c->multi, l->curl);
	if (l->curl != NULL)
		curl_easy_cleanup(l->curl);
	l->curl = NULL;
	/* An event of this turn may still name it. */
	l->next = c->closed;
	c->closed = l;
	c->links--;
}

bool
link_is_connected(const struct link *l)
{
	return l->connected;
}

void
link_local(const struct link *l, char text[ADDRESS_TEXT])
{
	struct sockaddr_storage s;
	socklen_t len = sizeof(s);
	struct address a;

	text[0] = '\0';
	if (l->fd >= 0 && getsockname(l->fd, (struct sockaddr *)&s,
	    &len) == 0 && address_from((const struct sockaddr *)&s, &a) == 0)
		address_print(&a, text);
}

static int
errno_of(CURLcode rc)
{
	return rc == CURLE_AGAIN ? -EAGAIN : rc == CURLE_OUT_OF_MEMORY ?
	    -ENOMEM : -ECONNRESET;
}

/* Without TLS the socket is all there is; to ask libcurl would have it look
 * for the connection among all the others each time. */
ssize_t
link_send(struct link *l, const char *data, size_t len)
{
	CURLcode rc = CURLE_OK;
	ssize_t n;
	size_t went = 0;

	if (l->tls) {
		rc = curl_easy_send(l->curl, data, len, &went);
		n = rc == CURLE_OK ? (ssize_t)went : errno_of(rc);
	} else {
		n = send(l->fd, data, len, MSG_NOSIGNAL);
		if (n < 0)
			n = errno == EINTR ? -EAGAIN : -errno;
	}
	if ((n == -EAGAIN || (n >= 0 && (size_t)n < len)) !=
	    l->wants_write) {
		l->wants_write = !l->wants_write;
		listen_to(l, l->fd, EPOLLIN | (l->wants_write ? EPOLLOUT :
		    0u));
	}
	return n;
}

ssize_t
link_recv(struct link *l, char *data, size_t size)
{
	CURLcode rc;
	size_t got = 0;
	ssize_t n;

	if (l->tls) {
		rc = curl_easy_recv(l->curl, data, size, &got);
		return rc == CURLE_OK ? (ssize_t)got : errno_of(rc);
	}
	n = recv(l->fd, data, size, 0);
	return n >= 0 ? n : errno == EINTR ? -EAGAIN : -errno;
}

static int
failure(CURLcode rc)
{
	switch (rc) {
	case CURLE_COULDNT_CONNECT:
		return ECONNREFUSED;
	case CURLE_OUT_OF_MEMORY:
		return ENOMEM;
	case CURLE_SSL_CONNECT_ERROR:
	case CURLE_USE_SSL_FAILED:
	case CURLE_PEER_FAILED_VERIFICATION:
	case CURLE_SSL_CIPHER:
		return EPROTONOSUPPORT;
	case CURLE_WRITE_ERROR:
	case CURLE_WEIRD_SERVER_REPLY:
	case CURLE_REMOTE_ACCESS_DENIED:
		return EPROTO;
	default:
		return ECONNRESET;
	}
}

static void
tell(struct crowd *c)
{
	struct link *l = NULL;
	CURLMsg *m;
	CURLcode rc;
	int left;

	while ((m = curl_multi_info_read(c->multi, &left)) != NULL) {
		if (m->msg != CURLMSG_DONE)
			continue;
		rc = m->data.result;
		curl_easy_getinfo(m->easy_handle, CURLINFO_PRIVATE,
		    (char **)&l);
		if (rc == CURLE_OK && l->fd >= 0) {
			l->open = l->connected = true;
			listen_to(l, l->fd, EPOLLIN);
			c->handler.opened(l->owner);
		} else {
			char words[CURL_ERROR_SIZE];
			const char *why = l->error;

			if (*why == '\0')
				why = curl_easy_strerror(rc);
			snprintf(words, sizeof(words), "%s", why);
			link_close(l);
			c->handler.failed(l->owner, failure(rc), words);
		}
	}
}

static void
serve(struct crowd *c, struct link *l, uint32_t events)
{
	int running, what;

	if (l->closed)
		return;
	if (!l->open) {
		what = (events & EPOLLIN ? CURL_CSELECT_IN : 0) |
		    (events & EPOLLOUT ? CURL_CSELECT_OUT : 0) |
		    (events & (EPOLLERR | EPOLLHUP) ? CURL_CSELECT_ERR : 0);
		curl_multi_socket_action(c->multi, l->fd, what, &running);
		tell(c);
		return;
	}
	if (l->wants_write && (events & EPOLLOUT) != 0)
		c->handler.writable(l->owner);
	if (!l->closed && (events & (EPOLLIN | EPOLLERR | EPOLLHUP)) != 0)
		c->handler.readable(l->owner);
}

int
crowd_wait(struct crowd *c, int ms)
{
	struct epoll_event events[EVENTS];
	int64_t soon;
	int i, n, running;

	if (c->timer >= 0) {
		soon = c->timer - clock_ms();
		ms = soon < 0 ? 0 : soon < ms ? (int)soon : ms;
	}
	n = epoll_wait(c->epoll, events, EVENTS, ms);
	if (n < 0 && errno != EINTR)
		return -errno;
	for (i = 0; i < n; i++)
		serve(c, events[i].data.ptr, events[i].events);
	if (c->timer >= 0 && c->timer <= clock_ms()) {
		c->timer = -1;
		curl_multi_socket_action(c->multi, CURL_SOCKET_TIMEOUT, 0,
		    &running);
		tell(c);
	}
	bury(c);
	return 0;
}
