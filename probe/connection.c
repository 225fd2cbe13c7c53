/* TCP connections by libcurl; the one file of the probe that knows it. */
#include "probe/connection.h"

#include <curl/curl.h>
#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>

struct connection {
	CURL *curl;
	curl_socket_t fd;
	char error[CURL_ERROR_SIZE];
	const char *local, *remote;
};

/*
 * CONNECT_ONLY with smtp:// would speak EHLO itself and keep the replies;
 * with http:// libcurl connects and says nothing (CURLOPT_CONNECT_ONLY(3)).
 * Its part is to look up names and try all their addresses in time.
 */
static CURLcode
set_up(struct connection *c, const char *host, unsigned port, long ms)
{
	char url[512];
	const char *open = strchr(host, ':') != NULL ? "[" : "";
	CURLcode rc;
	int n = snprintf(url, sizeof(url), "http://%s%s%s:%u/", open, host,
	    *open != '\0' ? "]" : "", port);

	if (n < 0 || (size_t)n >= sizeof(url))
		return CURLE_URL_MALFORMAT;
	rc = curl_easy_setopt(c->curl, CURLOPT_URL, url);
	if (rc == CURLE_OK)
		rc = curl_easy_setopt(c->curl, CURLOPT_CONNECT_ONLY, 1L);
	if (rc == CURLE_OK)
		rc = curl_easy_setopt(c->curl, CURLOPT_NOSIGNAL, 1L);
	/* Of the environment nothing counts, above all no http_proxy. */
	if (rc == CURLE_OK)
		rc = curl_easy_setopt(c->curl, CURLOPT_PROXY, "");
	if (rc == CURLE_OK)
		rc = curl_easy_setopt(c->curl, CURLOPT_NOPROXY, "*");
	if (rc == CURLE_OK)
		rc = curl_easy_setopt(c->curl, CURLOPT_TIMEOUT_MS, ms);
	if (rc == CURLE_OK)
		rc = curl_easy_setopt(c->curl, CURLOPT_CONNECTTIMEOUT_MS, ms);
	if (rc == CURLE_OK)
		rc = curl_easy_setopt(c->curl, CURLOPT_ERRORBUFFER, c->error);
	return rc;
}

static int
errno_of(CURLcode rc)
{
	switch (rc) {
	case CURLE_OPERATION_TIMEDOUT:
		return ETIMEDOUT;
	case CURLE_OUT_OF_MEMORY:
		return ENOMEM;
	case CURLE_URL_MALFORMAT:
		return EINVAL;
	case CURLE_COULDNT_CONNECT:
		return ECONNREFUSED;
	default:
		return EHOSTUNREACH;
	}
}

struct connection *
connection_open(const char *host, unsigned port, int64_t deadline,
    struct err *e)
{
	struct connection *c = calloc(1, sizeof(*c));
	int64_t ms = deadline - clock_ms();
	CURLcode rc = CURLE_OUT_OF_MEMORY;

	if (c == NULL || (c->curl = curl_easy_init()) == NULL) {
		err_set(e, ENOMEM, "out of memory");
		connection_close(c);
		return NULL;
	}
	rc = set_up(c, host, port, ms > 1 ? (long)ms : 1);
	if (rc == CURLE_OK)
		rc = curl_easy_perform(c->curl);
	if (rc == CURLE_OK)
		rc = curl_easy_getinfo(c->curl, CURLINFO_ACTIVESOCKET,
		    &c->fd);
	if (rc != CURLE_OK) {
		err_set(e, errno_of(rc), "%s", c->error[0] != '\0' ?
		    c->error : curl_easy_strerror(rc));
		connection_close(c);
		return NULL;
	}
	curl_easy_getinfo(c->curl, CURLINFO_PRIMARY_IP, &c->remote);
	curl_easy_getinfo(c->curl, CURLINFO_LOCAL_IP, &c->local);
	return c;
}

void
connection_close(struct connection *c)
{
	if (c == NULL)
		return;
	if (c->curl != NULL)
		curl_easy_cleanup(c->curl);
	free(c);
}

/* Until the socket can be read or written, or it is too late. */
static int
wait_for(const struct connection *c, short events, int64_t deadline)
{
	struct pollfd p = { .fd = c->fd, .events = events };
	int64_t ms;
	int n;

	do {
		ms = deadline - clock_ms();
		if (ms <= 0)
			return -ETIMEDOUT;
		n = poll(&p, 1, ms > 60000 ? 60000 : (int)ms);
	} while (n == 0 || (n < 0 && errno == EINTR));
	return n < 0 ? -errno : 0;
}

static int
errno_of_io(CURLcode rc)
{
	return rc == CURLE_AGAIN ? 0 : rc == CURLE_OUT_OF_MEMORY ? -ENOMEM :
	    -ECONNRESET;
}

static int
wire_send(void *arg, const char *data, size_t len, int64_t deadline)
{
	struct connection *c = arg;
	CURLcode rc;
	size_t n;
	int r;

	while (len > 0) {
		n = 0;
		rc = curl_easy_send(c->curl, data, len, &n);
		r = rc == CURLE_OK ? 0 : errno_of_io(rc);
		if (r < 0)
			return r;
		data += n;
		len -= n;
		if (len > 0 && (r = wait_for(c, POLLOUT, deadline)) < 0)
			return r;
	}
	return 0;
}

static ssize_t
wire_recv(void *arg, char *data, size_t size, int64_t deadline)
{
	struct connection *c = arg;
	CURLcode rc;
	size_t n = 0;
	int r;

	for (;;) {
		/* Also where there is always something to read. */
		if (clock_ms() >= deadline)
			return -ETIMEDOUT;
		rc = curl_easy_recv(c->curl, data, size, &n);
		if (rc == CURLE_OK)
			return (ssize_t)n;
		r = errno_of_io(rc);
		if (r == 0)
			r = wait_for(c, POLLIN, deadline);
		if (r < 0)
			return r;
	}
}

struct wire
connection_wire(struct connection *c)
{
	return (struct wire){ .arg = c, .send = wire_send,
		.recv = wire_recv };
}

const char *
connection_remote(const struct connection *c)
{
	return c->remote != NULL ? c->remote : "";
}

const char *
connection_local(const struct connection *c)
{
	return c->local != NULL ? c->local : "";
}
