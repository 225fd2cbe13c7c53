/* A thread that has the store, and does jobs for the loop in groups. */
#include "collector/worker.h"

#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "collector/host_ahead.h"

struct worker {
	pthread_t thread;
	pthread_mutex_t lock;
	pthread_cond_t wake;
	struct job *first, **end;
	size_t waiting;
	bool stop;
	struct store store;
	bool writer;
	void (*done)(void *arg, struct job *list);
	void *arg;
};

/* How often a transaction is run that other writers are in the way of. */
#define TRIES 10

static int
try_alone(struct store *s, bool writer, struct job *j)
{
	int r;

	j->err = (struct err){ .code = 0 };
	r = store_transact(s, writer ? STORE_BEGIN : STORE_BEGIN_READ,
	    &j->err);
	if (r >= 0)
		r = j->run(j, s, &j->err);
	if (r >= 0)
		r = store_transact(s, STORE_COMMIT, &j->err);
	if (r < 0)
		store_transact(s, STORE_ROLLBACK, NULL);
	return r < 0 ? r : 0;
}

int
worker_run_alone(struct store *s, bool writer, struct job *j)
{
	int tries, lost = 0;

	for (tries = 0; tries < TRIES; tries++) {
		j->failed = try_alone(s, writer, j);
		if (j->failed == -ENOTCONN && lost++ > 0)
			break;
		if (j->failed != -EAGAIN && j->failed != -ENOTCONN)
			break;
	}
	return j->failed;
}

/* All of the list in one transaction. */
static int
run_group(struct store *s, struct job *list)
{
	const char *keys[WORKER_GROUP];
	struct job *j;
	size_t n = 0;
	int r = store_transact(s, STORE_BEGIN, NULL);

	for (j = list; j != NULL && n < WORKER_GROUP; j = j->next)
		if (j->credential != NULL)
			keys[n++] = j->credential;
	if (r >= 0)
		r = host_ahead(s, keys, n, NULL);
	for (j = list; r >= 0 && j != NULL; j = j->next) {
		j->failed = 0;
		j->err = (struct err){ .code = 0 };
		r = j->run(j, s, &j->err);
	}
	if (r >= 0)
		r = store_transact(s, STORE_COMMIT, NULL);
	if (r < 0)
		store_transact(s, STORE_ROLLBACK, NULL);
	return r;
}

static void
run_together(struct worker *w, struct job *list)
{
	struct job *j;
	int tries, r = -EAGAIN;

	if (w->writer && list->next != NULL)
		for (tries = 0; r == -EAGAIN && tries < TRIES; tries++)
			r = run_group(&w->store, list);
	if (r >= 0)
		return;
	for (j = list; j != NULL; j = j->next)
		worker_run_alone(&w->store, w->writer, j);
}

/*
 * Where others write as well, what changes more than one host is alone in its
 * transaction: it locks more than hosts, and would wait with the hosts of the
 * group in its hands. The list comes back with all jobs in it.
 */
static struct job *
run_list(struct worker *w, struct job *list)
{
	struct job *hosts = NULL, **end = &hosts, *others = NULL, *j, *next;

	if (!w->writer || !w->store.ops->shared) {
		run_together(w, list);
		return list;
	}
	for (j = list; j != NULL; j = next) {
		next = j->next;
		if (j->credential != NULL) {
			*end = j;
			end = &j->next;
		} else {
			worker_run_alone(&w->store, true, j);
			j->next = others;
			others = j;
		}
	}
	*end = NULL;
	if (hosts != NULL)
		run_together(w, hosts);
	*end = others;
	return hosts;
}

/* Up to a group of what waits; NULL at the end of all. */
static struct job *
take(struct worker *w)
{
	struct job *list, *j;
	size_t n;

	pthread_mutex_lock(&w->lock);
	while (w->first == NULL && !w->stop)
		pthread_cond_wait(&w->wake, &w->lock);
	list = w->first;
	if (list != NULL) {
		for (j = list, n = 1; n < WORKER_GROUP && j->next != NULL; n++)
			j = j->next;
		w->first = j->next;
		if (w->first == NULL)
			w->end = &w->first;
		j->next = NULL;
		w->waiting -= n;
	}
	pthread_mutex_unlock(&w->lock);
	return list;
}

static void *
work(void *arg)
{
	struct worker *w = arg;
	struct job *list;

	while ((list = take(w)) != NULL) {
		list = run_list(w, list);
		w->done(w->arg, list);
	}
	return NULL;
}

int
worker_start(struct worker **ret, const char *url, bool writer,
    void (*done)(void *, struct job *), void *arg, struct err *e)
{
	struct worker *w = calloc(1, sizeof(*w));
	int r;

	if (w == NULL)
		return err_set(e, ENOMEM, "out of memory");
	w->writer = writer;
	w->done = done;
	w->arg = arg;
	w->end = &w->first;
	r = store_open(&w->store, url, 0, e);
	if (r < 0)
		goto out;
	pthread_mutex_init(&w->lock, NULL);
	pthread_cond_init(&w->wake, NULL);
	r = -pthread_create(&w->thread, NULL, work, w);
	if (r < 0) {
		err_set(e, -r, "a thread: %s", strerror(-r));
		pthread_cond_destroy(&w->wake);
		pthread_mutex_destroy(&w->lock);
		store_close(&w->store);
		goto out;
	}
	*ret = w;
	return 0;
out:
	free(w);
	return r;
}

int
worker_give(struct worker *w, struct job *j, size_t max)
{
	int r = 0;

	j->next = NULL;
	pthread_mutex_lock(&w->lock);
	if (w->waiting >= max || w->stop) {
		r = -EAGAIN;
	} else {
		*w->end = j;
		w->end = &j->next;
		w->waiting++;
		pthread_cond_signal(&w->wake);
	}
	pthread_mutex_unlock(&w->lock);
	return r;
}

void
worker_stop(struct worker *w)
{
	if (w == NULL)
		return;
	pthread_mutex_lock(&w->lock);
	w->stop = true;
	pthread_cond_signal(&w->wake);
	pthread_mutex_unlock(&w->lock);
	pthread_join(w->thread, NULL);
	pthread_cond_destroy(&w->wake);
	pthread_mutex_destroy(&w->lock);
	store_close(&w->store);
	free(w);
}
