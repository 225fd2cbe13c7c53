/* Makes the n-th allocation or system call of our own code fail. */
#ifndef HM_FAULT_H
#define HM_FAULT_H

#include <stdbool.h>
#include <stddef.h>

/*
 * The library's objects are linked with malloc, open and so on renamed to
 * fault_malloc, fault_open (tests/rules.mk): what libc, cmocka and the other
 * libraries call for themselves, and what a test calls, is not counted.
 */
enum fault_kind {
	FAULT_ALLOC,		/* that one allocation */
	FAULT_MEMORY,		/* that one and all after it */
	FAULT_CALL,		/* that one system call */
	FAULT_KINDS
};

enum { FAULT_FRAMES = 24 };

/* What a child tells its parent, in memory that both have. */
struct fault_page {
	enum fault_kind kind;
	long at;		/* counted from 1; 0: only count */
	bool off;		/* what follows is not counted */
	int way;		/* which of the call's errors; -1: another
				 * for each call, in turn */
	long count[FAULT_KINDS];
	bool hit, no_such_way;
	bool skipped;		/* it ran no test */
	bool changes;		/* more than reading was asked for */
	int code;		/* the errno value; 0: a short answer */
	const char *name;
	void *frames[FAULT_FRAMES];
	int n_frames;
	long allocated;		/* pieces that are not free yet */
	int step;		/* of a walk */
	long made[FAULT_KINDS];	/* how often something failed in it */
	long tried[FAULT_KINDS];	/* of one step: the highest n */
	long missed[FAULT_KINDS];	/* n that were there, and not tried */
};

/* How one child ended. */
struct fault_end {
	int status;		/* of wait(2) */
	char *out, *err, *report;	/* NUL-ended; report: sanitizers */
	size_t out_len;
};

extern struct fault_page *fault_page;

/* Run body(arg) in a child with that fault; what body returns is its exit
 * status. limit: seconds. */
void fault_run(enum fault_kind, long at, int way, int (*body)(void *),
    void *arg, unsigned limit, struct fault_end *);
void fault_end_release(struct fault_end *);

/* The child's own side: leaks and descriptors, before it ends. */
void fault_look_for_leaks(long allocated_before);
int fault_descriptors(void);

/* From now on the time stands still, and the process id is this one. */
void fault_fix(void);

/*
 * Every n, and every error or (first_way -1) one of them in turn: run body
 * for each and give judge() how it ended. Returns how often something was
 * made to fail. HM_FAULT_AT=n or n.way: only that.
 */
long fault_sweep(enum fault_kind, int first_way, int (*body)(void *),
    void *arg, unsigned limit, void (*judge)(enum fault_kind,
    const struct fault_end *, void *arg));

/*
 * The same in one walk: body runs once, without a fault, and a child of it
 * takes each fault from there on, so that what stands in front is not done
 * again for every n. `kinds`: one bit for each.
 *
 * A child begins where the body begins and wherever it calls fault_step(), and
 * ends at the next call: between two of them nothing may be done to files or
 * descriptors that are used behind the second.
 * reads: our code changes nothing there; then a child begins at each
 * allocation and each call, and fails that one. It does not clean up.
 *
 * What a child that begins with the body leaves below HM_FAULT_TMP, and of
 * processes, is removed.
 *
 * HM_FAULT_STEP=n: only behind the n-th call of fault_step().
 * HM_FAULT_PART=i/n: of each n only those with the remainder i.
 */
struct fault_walk {
	int (*body)(void *);
	void *arg;
	unsigned limit, kinds;
	bool reads;
	void (*judge)(enum fault_kind, const struct fault_end *, void *);
};
/* The status of wait(2). */
int fault_walk(const struct fault_walk *, long made[FAULT_KINDS],
    long missed[FAULT_KINDS]);
void fault_step(void);

/* A test has failed or was skipped, and its variables are still there. */
void fault_test_ends(void);

/* In a child that does not run to the end: what the test cleans up is still
 * needed. */
bool fault_is_in_step(void);

/* At an allocation, by fault_memory() alone: is it to fail here? */
bool fault_walk_allocation(long n);
/* The same of fault_call(). */
bool fault_walk_call(long n);

/* For fault_walk(): files for a child's output, and what is in them. */
enum { FAULT_OUT, FAULT_ERR, FAULT_REPORT, FAULT_FILES };
void fault_files(int fd[FAULT_FILES]);
void fault_take(const int fd[FAULT_FILES], struct fault_end *);
void fault_redirect(const int fd[FAULT_FILES]);
void fault_fail_setup(const char *) __attribute__((noreturn));
/* Records go to another descriptor, which no test meets. */
void fault_move_records(void);

/* One record on descriptor 3, for tests/fault/run. */
void fault_tell(enum fault_kind, const char *what, const struct fault_end *);

#endif
