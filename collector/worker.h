/* A thread that has the store, and does jobs for the loop in groups. */
#ifndef HM_WORKER_H
#define HM_WORKER_H

#include "collector/store.h"

/*
 * One job. run() is called in the worker's thread, inside a transaction that
 * it shares with other jobs; when any of them fails, all is rolled back and
 * each is run again alone, as often as other writers were in its way, and once
 * more when the server was lost: so run() begins anew each time it is called,
 * and touches nothing but the job and the store. It returns 0, also where it
 * refuses what was asked, or the store's error. Once the transaction is on
 * disk (or has failed: then failed < 0) the job is handed back.
 */
struct job {
	struct job *next;
	int (*run)(struct job *, struct store *, struct err *);
	/* The hash of the credential whose host it changes; NULL: it changes
	 * something else, and on a shared store has its own transaction. */
	const char *credential;
	/* For who gets it back: not called by the worker. */
	void (*finish)(struct job *);
	int failed;		/* 0, or -errno: nothing of it was stored */
	struct err err;
};

struct worker;

/* The most jobs of one transaction. */
#define WORKER_GROUP 256

/*
 * Opens the store. writer: jobs share transactions that write; otherwise
 * each has one of its own that reads. done() is called in the worker's
 * thread with a list of jobs that are finished. -errno of the store.
 */
int worker_start(struct worker **, const char *url, bool writer,
    void (*done)(void *arg, struct job *list), void *arg, struct err *);

/* The job belongs to the worker until it is handed back. -EAGAIN: too many
 * (max) are waiting; it was not taken. */
int worker_give(struct worker *, struct job *, size_t max);

/* Ends what was given, then the thread. Takes NULL. */
void worker_stop(struct worker *);

/* Run one job now, in this thread, with a store that is open: what commands
 * do. 0, or the job's error. */
int worker_run_alone(struct store *, bool writer, struct job *);

#endif
