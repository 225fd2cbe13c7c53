/* Every fault in one run of something: a child takes each from there on. */
#define _GNU_SOURCE
#include "tests/fault/fault.h"

#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include <sanitizer/common_interface_defs.h>

static const struct fault_walk *walk;	/* NULL: not in one */
static bool in_step;
static long allocated;			/* where the step began */
static int files[FAULT_FILES];

/* In the child 0 is returned, and the fault is set; the other judges how the
 * child ended, and returns whether there was something to fail. */
static bool
fork_child(enum fault_kind kind, long at, long count, bool *hit)
{
	struct fault_page was = *fault_page;
	struct fault_end end;
	pid_t pid;

	*fault_page = (struct fault_page){ .kind = kind, .at = at, .way = -1,
		.count = { [FAULT_ALLOC] = count }, .step = was.step,
		.allocated = was.allocated };
	fflush(NULL);
	pid = fork();
	if (pid < 0)
		fault_fail_setup("fork");
	if (pid == 0) {
		/* A sanitizer gives up its file in a new process. */
		__sanitizer_set_report_fd((void *)(intptr_t)
		    files[FAULT_REPORT]);
		alarm(walk->limit);
		allocated = was.allocated;
		walk = NULL;
		return true;
	}
	while (waitpid(pid, &end.status, 0) != pid)
		if (errno != EINTR)
			fault_fail_setup("waitpid");
	fault_take(files, &end);
	*hit = fault_page->hit;
	if (*hit) {
		was.made[kind]++;
		walk->judge(kind, &end, walk->arg);
	}
	fault_end_release(&end);
	*fault_page = was;
	return false;
}

bool
fault_walk_allocation(long n)
{
	static const enum fault_kind kinds[] = { FAULT_ALLOC, FAULT_MEMORY };
	bool hit;
	int i;

	if (walk == NULL || !walk->pure)
		return false;
	for (i = 0; i < 2; i++)
		if ((walk->kinds & 1u << kinds[i]) != 0 &&
		    fork_child(kinds[i], n, n, &hit))
			return true;
	return false;
}

static long
wanted(const char *name)
{
	const char *text = getenv(name);

	return text == NULL ? -1 : strtol(text, NULL, 10);
}

void
fault_step(void)
{
	const long step = wanted("HM_FAULT_STEP"), only = wanted("HM_FAULT_AT");
	unsigned kind;
	bool hit = true;
	long at;

	if (in_step) {
		fault_look_for_leaks(allocated);
		_exit(0);
	}
	if (walk == NULL || walk->pure)
		return;
	for (kind = 0; kind < FAULT_KINDS && (step < 0 ||
	    step == fault_page->step); kind++) {
		hit = (walk->kinds & 1u << kind) != 0;
		for (at = only < 0 ? 1 : only; hit && (only < 0 ||
		    at == only); at++)
			if (fork_child((enum fault_kind)kind, at, 0, &hit)) {
				in_step = true;
				return;
			}
	}
	fault_page->step++;
}

bool
fault_is_in_step(void)
{
	return in_step && fault_page->step > 0;
}

int
fault_walk(const struct fault_walk *w, long made[FAULT_KINDS])
{
	int status, i;
	pid_t pid;

	fault_files(files);
	*fault_page = (struct fault_page){ .kind = FAULT_ALLOC };
	fflush(NULL);
	pid = fork();
	if (pid < 0)
		fault_fail_setup("fork");
	if (pid == 0) {
		fault_redirect(files);
		fault_move_records();
		walk = w;
		fault_step();
		status = w->body(w->arg);
		fault_step();
		fflush(NULL);
		_exit(status);
	}
	while (waitpid(pid, &status, 0) != pid)
		if (errno != EINTR)
			fault_fail_setup("waitpid");
	for (i = 0; i < FAULT_FILES; i++)
		close(files[i]);
	for (i = 0; i < FAULT_KINDS; i++)
		made[i] += fault_page->made[i];
	return status;
}
