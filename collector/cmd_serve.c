/* Serves: the loop, the writer and the reader. */
#include "collector/commands_all.h"

#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "agent/base/log.h"
#include "collector/api.h"
#include "collector/limiter.h"
#include "collector/housekeeping.h"
#include "collector/outage.h"
#include "collector/route.h"
#include "collector/secret.h"
#include "collector/textfile.h"
#include "collector/tls.h"

#define MAX_HEAD 16384
#define IDLE_SECONDS 120
#define MAX_FILE ((size_t)1 << 20)

/* Jobs that workers have finished, for the loop. */
struct done_list {
	pthread_mutex_t lock;
	struct job *first, **end;
};

static void
on_done(void *arg, struct job *list)
{
	struct collector *c = arg;
	struct done_list *d = c->done;
	bool wake;

	pthread_mutex_lock(&d->lock);
	wake = d->first == NULL;
	*d->end = list;
	while (*d->end != NULL)
		d->end = &(*d->end)->next;
	pthread_mutex_unlock(&d->lock);
	if (wake)
		http_wake(c->http);
}

static void
on_woken(void *arg)
{
	struct collector *c = arg;
	struct done_list *d = c->done;
	struct job *list, *next;

	pthread_mutex_lock(&d->lock);
	list = d->first;
	d->first = NULL;
	d->end = &d->first;
	pthread_mutex_unlock(&d->lock);
	for (; list != NULL; list = next) {
		next = list->next;
		list->finish(list);
	}
}

static int
read_campus(struct collector *c, const struct arguments *a, struct err *e)
{
	struct buf b = BUF_INIT(4096);
	int r = 0;

	if (a->enroll_token_file != NULL) {
		r = textfile_line(a->enroll_token_file, &b, e);
		if (r == 0)
			secret_hash("campus", b.p, c->campus);
	}
	buf_release(&b);
	return r;
}

static int
read_tokens(struct operators *o, const char *file, struct err *e)
{
	struct buf b = BUF_INIT(MAX_FILE);
	int r = textfile_read(file, &b, e);

	if (r == 0)
		r = operators_parse(o, file, b.len > 0 ? b.p : "", b.len, e);
	buf_release(&b);
	return r;
}

static int
read_operators(struct collector *c, const struct arguments *a, struct err *e)
{
	struct buf b = BUF_INIT(MAX_FILE);
	int r = 0;

	c->operator_header = a->operator_header;
	if (a->password_file != NULL) {
		r = textfile_read(a->password_file, &b, e);
		if (r == 0)
			r = passwords_parse(&c->passwords, a->password_file,
			    b.len > 0 ? b.p : "", b.len, e);
	}
	buf_release(&b);
	if (r == 0 && a->operators != NULL)
		r = read_tokens(&c->operators, a->operators, e);
	if (r == 0 && operators_any_certified(&c->operators))
		r = err_set(e, EINVAL, "%s: operators have tokens, a "
		    "certificate is a probe's", a->operators);
	if (r == 0 && a->probes != NULL)
		r = read_tokens(&c->probes, a->probes, e);
	return r;
}

static int
start(struct collector *c, const struct arguments *a,
    struct ssl_ctx_st *tls, struct err *e)
{
	struct http_settings set = {
		.address = a->address,
		.port = a->port,
		.tls = tls,
		.max_head = MAX_HEAD,
		.max_body = (size_t)c->config.max_body,
		/* One has to have room. */
		.max_receiving = (size_t)(c->config.memory / 2 >
		    c->config.max_body + MAX_HEAD ? c->config.memory / 2 :
		    c->config.max_body + MAX_HEAD),
		.idle_seconds = IDLE_SECONDS,
		.request_seconds = (unsigned)c->config.request_time,
		.serve = route_serve,
		.woken = on_woken,
		.tick = housekeeping_tick,
		.arg = c,
	};
	int r = http_start(&c->http, &set, e);

	if (r == 0)
		r = worker_start(&c->writer, a->store, true, on_done, c, e);
	if (r == 0)
		r = worker_start(&c->reader, a->store, false, on_done, c, e);
	return r;
}

static void
say_ready(const struct collector *c, const struct arguments *a)
{
	bool six = strchr(a->address, ':') != NULL;

	printf("hardenmail-collector: %s://%s%s%s:%u/\n", a->insecure_http ?
	    "http" : "https", six ? "[" : "", a->address, six ? "]" : "",
	    http_port(c->http));
	fflush(stdout);
}

int
cmd_serve(const struct arguments *a)
{
	struct done_list done = { .first = NULL };
	struct collector c = { .routes = routes, .done = &done,
	    .clock_offset = a->clock_offset, .insecure = a->insecure_http,
	    .open = a->insecure_http && a->operators == NULL &&
	    a->operator_header == NULL,
	    .locked = a->password_file != NULL };
	struct store store = { .ops = NULL };
	struct ssl_ctx_st *tls = NULL;
	struct err e = { .code = 0 };
	int status;

	pthread_mutex_init(&done.lock, NULL);
	done.end = &done.first;
	status = command_open(a, &store, &c.config);
	if (status != 0)
		goto out;
	status = STATUS_CONFIG;
	if (read_campus(&c, a, &e) < 0 || read_operators(&c, a, &e) < 0)
		goto said;
	if (!a->insecure_http) {
		tls = tls_server(a->tls_cert, a->tls_key, a->client_ca, &e);
		if (tls == NULL)
			goto said;
		if (!a->loopback)
			c.names = tls;
	}
	status = STATUS_SYSTEM;
	c.limiter = limiter_new();
	c.tries = limiter_new();
	if (secret_token(c.form_secret) < 0) {
		err_set(&e, EIO, "no randomness");
		goto said;
	}
	if (outage_start(&c, &store, &e) < 0)
		goto said;
	store_close(&store);
	if (start(&c, a, tls, &e) < 0)
		goto said;
	say_ready(&c, a);
	http_loop(c.http);
	status = 0;
said:
	if (status != 0)
		log_error("%s", e.text);
out:
	worker_stop(c.writer);
	worker_stop(c.reader);
	if (c.http != NULL) {
		on_woken(&c);
		http_free(c.http);
	}
	operators_release(&c.operators);
	operators_release(&c.probes);
	passwords_release(&c.passwords);
	limiter_free(c.limiter);
	limiter_free(c.tries);
	tls_free(tls);
	store_close(&store);
	config_release(&c.config);
	pthread_mutex_destroy(&done.lock);
	return status;
}
