/* HTTP for the collector: one loop, one thread; the only file that knows
 * libevent. */
#include "collector/http.h"

#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include <event2/buffer.h>
#include <event2/bufferevent.h>
#include <event2/bufferevent_ssl.h>
#include <event2/event.h>
#include <event2/http.h>
#include <event2/keyvalq_struct.h>
#include <event2/listener.h>
#include <openssl/ssl.h>

#include "collector/listen.h"
#include "collector/receiving.h"
#include "collector/tls.h"

/* Descriptors that are asked for: connections, the store and a reserve. */
#define WANTED_FILES 65536
#define DRAIN_SECONDS 10
#define MAX_FIELDS 100

struct http {
	struct http_settings set;
	struct event_base *base;
	struct evhttp *evhttp;
	struct evhttp_bound_socket *bound;
	struct event *wake, *term, *intr, *tick, *resume;
	int pipe[2];
	struct receiving *receiving;
	size_t open;		/* requests not yet answered */
	bool stopping;
};

/* libevent's callbacks of a connection's buffer carry one pointer, which has
 * to be the connection; and there is one server in a program. */
static struct http *server;

static time_t
uptime(void)
{
	struct timespec t = { .tv_sec = 0 };

	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec + 1;
}

/* Bytes came in, or were taken by libevent. */
static void
on_input(struct evbuffer *in, const struct evbuffer_cb_info *info, void *arg)
{
	int fd = bufferevent_getfd(arg);

	if (!receiving_input(server->receiving, fd, info->n_added, uptime()))
		shutdown(fd, SHUT_RDWR);
}

/* The connection has its descriptor now. */
static void
on_begun(evutil_socket_t none, short what, void *arg)
{
	receiving_open(server->receiving, bufferevent_getfd(arg), uptime());
}

static struct bufferevent *
make_connection(struct event_base *base, void *arg)
{
	struct http *h = arg;
	struct bufferevent *bev = NULL;
	struct timeval now = { .tv_sec = 0 };
	SSL *ssl;

	if (h->set.tls != NULL) {
		ssl = SSL_new(h->set.tls);
		if (ssl != NULL)
			bev = bufferevent_openssl_socket_new(base, -1, ssl,
			    BUFFEREVENT_SSL_ACCEPTING, BEV_OPT_CLOSE_ON_FREE);
		if (bev != NULL)
			bufferevent_openssl_set_allow_dirty_shutdown(bev, 1);
	} else {
		bev = bufferevent_socket_new(base, -1, BEV_OPT_CLOSE_ON_FREE);
	}
	/* NULL makes libevent take a connection without TLS; on_request()
	 * refuses it then. */
	if (bev == NULL)
		return NULL;
	evbuffer_add_cb(bufferevent_get_input(bev), on_input, bev);
	event_base_once(base, -1, EV_TIMEOUT, on_begun, bev, &now);
	return bev;
}

/* libevent sees the end and takes it apart. */
static void
on_late(void *arg, int fd)
{
	shutdown(fd, SHUT_RDWR);
}

static void
on_tick(evutil_socket_t none, short what, void *arg)
{
	struct http *h = arg;

	receiving_tick(h->receiving, uptime(),
	    (time_t)h->set.request_seconds, on_late, NULL);
	if (h->set.tick != NULL)
		h->set.tick(h->set.arg);
}

static const char *
method_name(enum evhttp_cmd_type type)
{
	switch (type) {
	case EVHTTP_REQ_GET:
		return "GET";
	case EVHTTP_REQ_HEAD:
		return "HEAD";
	case EVHTTP_REQ_POST:
		return "POST";
	case EVHTTP_REQ_PUT:
		return "PUT";
	case EVHTTP_REQ_DELETE:
		return "DELETE";
	default:
		return "OTHER";
	}
}

static bool
copy_fields(struct http_request *q, struct evhttp_request *req)
{
	struct evkeyvalq *list = evhttp_request_get_input_headers(req);
	struct http_field *f;
	struct evkeyval *kv;

	f = pool_alloc(&q->pool, MAX_FIELDS * sizeof(*f));
	if (f == NULL)
		return false;
	q->fields = f;
	for (kv = list->tqh_first; kv != NULL; kv = kv->next.tqe_next) {
		if (q->n_fields == MAX_FIELDS)
			return false;
		f[q->n_fields].name = pool_strdup(&q->pool, kv->key);
		f[q->n_fields++].value = pool_strdup(&q->pool, kv->value);
	}
	return !q->pool.failed;
}

static struct http_request *
copy_request(struct http *h, struct evhttp_request *req)
{
	struct evhttp_connection *conn = evhttp_request_get_connection(req);
	struct evbuffer *in = evhttp_request_get_input_buffer(req);
	struct http_request *q = calloc(1, sizeof(*q));
	const char *uri = evhttp_request_get_uri(req), *mark;
	struct bufferevent *bev = evhttp_connection_get_bufferevent(conn);
	SSL *ssl = bufferevent_openssl_get_ssl(bev);
	char *peer = NULL, *body;
	ev_uint16_t port;

	if (q == NULL)
		return NULL;
	q->http = h;
	q->handle = req;
	q->method = method_name(evhttp_request_get_command(req));
	mark = strchr(uri, '?');
	q->path = pool_strndup(&q->pool, uri, mark != NULL ?
	    (size_t)(mark - uri) : strlen(uri));
	q->query = mark != NULL ? pool_strdup(&q->pool, mark + 1) : NULL;
	evhttp_connection_get_peer(conn, &peer, &port);
	q->peer = pool_strdup(&q->pool, peer != NULL ? peer : "");
	q->body_len = evbuffer_get_length(in);
	body = pool_alloc(&q->pool, q->body_len + 1);
	if (body != NULL)
		evbuffer_remove(in, body, q->body_len);
	q->body = body;
	if (ssl != NULL)
		q->subject = tls_subject(ssl, &q->pool);
	if (!copy_fields(q, req) || q->pool.failed || q->path[0] != '/') {
		pool_release(&q->pool);
		free(q);
		return NULL;
	}
	return q;
}

static void
on_request(struct evhttp_request *req, void *arg)
{
	struct http *h = arg;
	struct bufferevent *bev = evhttp_connection_get_bufferevent(
	    evhttp_request_get_connection(req));
	int fd = bufferevent_getfd(bev);
	struct http_request *q;

	q = h->set.tls != NULL && bufferevent_openssl_get_ssl(bev) == NULL ?
	    NULL : copy_request(h, req);
	if (q == NULL) {
		receiving_answered(h->receiving, fd);
		evhttp_send_error(req, HTTP_BADREQUEST, NULL);
		return;
	}
	receiving_request(h->receiving, fd, evbuffer_get_length(
	    bufferevent_get_input(bev)));
	h->open++;
	h->set.serve(h->set.arg, q);
}

const char *
http_field(const struct http_request *q, const char *name)
{
	size_t i;

	for (i = 0; i < q->n_fields; i++)
		if (strcasecmp(q->fields[i].name, name) == 0)
			return q->fields[i].value;
	return NULL;
}

static void
end_request(struct http *h, struct http_request *q)
{
	struct timeval soon = { .tv_usec = 200000 };

	pool_release(&q->pool);
	free(q);
	h->open--;
	if (h->stopping && h->open == 0)
		event_base_loopexit(h->base, &soon);
}

void
http_reply(struct http_request *q, int status, const struct http_field *fields,
    size_t n, const void *body, size_t len)
{
	struct http *h = q->http;
	struct evhttp_request *req = q->handle;
	struct evhttp_connection *conn = evhttp_request_get_connection(req);
	struct evkeyvalq *out;
	struct evbuffer *b;
	char length[32];
	size_t i;

	/* The client went away meanwhile. */
	if (conn == NULL) {
		evhttp_request_free(req);
		end_request(h, q);
		return;
	}
	receiving_answered(h->receiving, bufferevent_getfd(
	    evhttp_connection_get_bufferevent(conn)));
	out = evhttp_request_get_output_headers(req);
	for (i = 0; i < n; i++)
		evhttp_add_header(out, fields[i].name, fields[i].value);
	if (h->stopping)
		evhttp_add_header(out, "Connection", "close");
	b = evbuffer_new();
	if (strcmp(q->method, "HEAD") == 0) {
		snprintf(length, sizeof(length), "%zu", len);
		evhttp_add_header(out, "Content-Length", length);
	} else if (b != NULL && len > 0) {
		evbuffer_add(b, body, len);
	}
	evhttp_send_reply(req, status, NULL, b);
	if (b != NULL)
		evbuffer_free(b);
	end_request(h, q);
}

static void
on_wake(evutil_socket_t fd, short what, void *arg)
{
	struct http *h = arg;
	char bytes[64];

	while (read(fd, bytes, sizeof(bytes)) == sizeof(bytes))
		;
	h->set.woken(h->set.arg);
}

void
http_wake(struct http *h)
{
	ssize_t n = write(h->pipe[1], "", 1);

	/* A full pipe wakes as well. */
	(void)n;
}

static void
on_signal(evutil_socket_t sig, short what, void *arg)
{
	struct http *h = arg;
	struct timeval t = { .tv_sec = DRAIN_SECONDS };

	if (h->bound != NULL)
		evhttp_del_accept_socket(h->evhttp, h->bound);
	h->bound = NULL;
	h->stopping = true;
	if (h->open == 0)
		t = (struct timeval){ .tv_sec = 0 };
	event_base_loopexit(h->base, &t);
}

static void
on_resume(evutil_socket_t none, short what, void *arg)
{
	struct http *h = arg;

	if (h->bound != NULL)
		evconnlistener_enable(evhttp_bound_socket_get_listener(
		    h->bound));
}

/* Out of descriptors: a pause, or accept() would be called all the time. */
static void
on_accept_error(struct evconnlistener *listener, void *arg)
{
	struct timeval pause = { .tv_sec = 1 };

	evconnlistener_disable(listener);
	event_add(server->resume, &pause);
}

static int
begin(struct http *h, struct err *e)
{
	struct timeval second = { .tv_sec = 1 };
	struct evconnlistener *listener;
	int fd;

	h->term = evsignal_new(h->base, SIGTERM, on_signal, h);
	h->intr = evsignal_new(h->base, SIGINT, on_signal, h);
	h->wake = event_new(h->base, h->pipe[0], EV_READ | EV_PERSIST,
	    on_wake, h);
	h->tick = event_new(h->base, -1, EV_PERSIST, on_tick, h);
	h->resume = evtimer_new(h->base, on_resume, h);
	if (h->term == NULL || h->intr == NULL || h->wake == NULL ||
	    h->tick == NULL || h->resume == NULL)
		return err_set(e, ENOMEM, "out of memory");
	event_add(h->term, NULL);
	event_add(h->intr, NULL);
	event_add(h->wake, NULL);
	event_add(h->tick, &second);
	evhttp_set_max_headers_size(h->evhttp, (ev_ssize_t)h->set.max_head);
	evhttp_set_max_body_size(h->evhttp, (ev_ssize_t)h->set.max_body);
	evhttp_set_timeout(h->evhttp, (int)h->set.idle_seconds);
	evhttp_set_allowed_methods(h->evhttp, EVHTTP_REQ_GET |
	    EVHTTP_REQ_HEAD | EVHTTP_REQ_POST | EVHTTP_REQ_PUT |
	    EVHTTP_REQ_DELETE);
	evhttp_set_bevcb(h->evhttp, make_connection, h);
	evhttp_set_gencb(h->evhttp, on_request, h);
	fd = listen_on(h->set.address, h->set.port, e);
	if (fd < 0)
		return fd;
	h->bound = evhttp_accept_socket_with_handle(h->evhttp, fd);
	if (h->bound == NULL) {
		close(fd);
		return err_set(e, ENOMEM, "out of memory");
	}
	listener = evhttp_bound_socket_get_listener(h->bound);
	evconnlistener_set_error_cb(listener, on_accept_error);
	return 0;
}

int
http_start(struct http **ret, const struct http_settings *set, struct err *e)
{
	struct http *h = calloc(1, sizeof(*h));
	struct rlimit limit;
	int i, r;

	if (h == NULL)
		return err_set(e, ENOMEM, "out of memory");
	h->set = *set;
	h->pipe[0] = h->pipe[1] = -1;
	server = h;
	signal(SIGPIPE, SIG_IGN);
	/* No more either: `receiving` has a place for each. */
	if (getrlimit(RLIMIT_NOFILE, &limit) == 0) {
		limit.rlim_cur = limit.rlim_max < WANTED_FILES ?
		    limit.rlim_max : WANTED_FILES;
		setrlimit(RLIMIT_NOFILE, &limit);
	}
	h->receiving = receiving_new(WANTED_FILES, set->max_receiving);
	h->base = event_base_new();
	h->evhttp = h->base != NULL ? evhttp_new(h->base) : NULL;
	if (h->receiving == NULL || h->evhttp == NULL || pipe(h->pipe) < 0) {
		r = err_set(e, ENOMEM, "out of memory");
		goto out;
	}
	r = 0;
	for (i = 0; i < 2 && r == 0; i++)
		if (fcntl(h->pipe[i], F_SETFD, FD_CLOEXEC) < 0 ||
		    fcntl(h->pipe[i], F_SETFL, O_NONBLOCK) < 0)
			r = err_set(e, errno, "a pipe: %s", strerror(errno));
	if (r == 0)
		r = begin(h, e);
out:
	if (r < 0)
		http_free(h);
	else
		*ret = h;
	return r;
}

unsigned
http_port(const struct http *h)
{
	struct sockaddr_storage at;
	socklen_t len = sizeof(at);
	struct sockaddr_in *in4 = (struct sockaddr_in *)&at;
	struct sockaddr_in6 *in6 = (struct sockaddr_in6 *)&at;

	if (h->bound == NULL || getsockname(evhttp_bound_socket_get_fd(
	    h->bound), (struct sockaddr *)&at, &len) < 0)
		return 0;
	return ntohs(at.ss_family == AF_INET ? in4->sin_port :
	    in6->sin6_port);
}

size_t
http_receiving(const struct http *h)
{
	return receiving_bytes(h->receiving);
}

void
http_loop(struct http *h)
{
	event_base_dispatch(h->base);
}

void
http_free(struct http *h)
{
	size_t i;

	if (h == NULL)
		return;
	if (h->evhttp != NULL)
		evhttp_free(h->evhttp);
	if (h->term != NULL)
		event_free(h->term);
	if (h->intr != NULL)
		event_free(h->intr);
	if (h->wake != NULL)
		event_free(h->wake);
	if (h->tick != NULL)
		event_free(h->tick);
	if (h->resume != NULL)
		event_free(h->resume);
	if (h->base != NULL)
		event_base_free(h->base);
	for (i = 0; i < 2; i++)
		if (h->pipe[i] >= 0)
			close(h->pipe[i]);
	receiving_free(h->receiving);
	free(h);
	server = NULL;
}
