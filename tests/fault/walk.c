/* Every fault in one run of something: a child takes each from there on. */
#define _GNU_SOURCE
#include "tests/fault/fault.h"

#include <errno.h>
#include <ftw.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <sanitizer/common_interface_defs.h>

static const struct fault_walk *walk;	/* NULL: not in one */
static bool in_step, begun_inside;
static long allocated;			/* where the step began */
static long begun[FAULT_KINDS];		/* the counts there */
static long part, parts = 1;
static unsigned char *looked;		/* [WAYS], in memory of all */
static int misses;			/* children in a row without a fault */
static int files[FAULT_FILES];

/* How often a child may come to its end before its fault, in a row: where
 * time has a part in a test, one more try may get there. */
enum { PATIENCE = 3 };

enum { WAYS = 1 << 20, LOOKS = 3 };

static int
remove_below(const char *path, const struct stat *st, int type,
    struct FTW *at)
{
	(void)st;
	if (at->level > 0 && (type == FTW_DP ? rmdir(path) :
	    unlink(path)) != 0 && errno != ENOENT)
		return 1;
	return 0;
}

/* What a child left behind: its processes are this one's by now. */
static void
clear_away(void)
{
	const char *folder = getenv("HM_FAULT_TMP");
	char path[64];
	FILE *f;
	int pid;

	snprintf(path, sizeof(path), "/proc/self/task/%d/children",
	    (int)getpid());
	f = fopen(path, "re");
	while (f != NULL && fscanf(f, "%d", &pid) == 1) {
		kill(pid, SIGKILL);
		waitpid(pid, NULL, 0);
	}
	if (f != NULL)
		fclose(f);
	/* A mount of the test's may be busy until then. */
	if (folder != NULL)
		nftw(folder, remove_below, 16, FTW_DEPTH | FTW_PHYS |
		    FTW_MOUNT);
}

/* What is read is read by both, parent and child: where each descriptor of
 * the parent stood is noted, and put back. */
static void
read_places(bool note)
{
	static off_t place[100];
	int fd;

	for (fd = 3; fd < 100; fd++)
		if (note)
			place[fd] = lseek(fd, 0, SEEK_CUR);
		else if (place[fd] >= 0)
			lseek(fd, place[fd], SEEK_SET);
}

/* In the child true is returned, and the fault is set; the other judges how
 * the child ended, and tells whether there was something to fail. */
static bool
fork_child(enum fault_kind kind, long at, bool *hit)
{
	struct fault_page was = *fault_page;
	struct fault_end end;
	pid_t pid;

	*fault_page = (struct fault_page){ .kind = kind, .at = at, .way = -1,
		.step = was.step, .allocated = was.allocated };
	if (walk->reads) {
		memcpy(fault_page->count, was.count, sizeof(was.count));
		read_places(true);
	}
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
		begun_inside = walk->reads;
		in_step = walk->reads && was.step > 0;
		walk = NULL;
		return true;
	}
	while (waitpid(pid, &end.status, 0) != pid)
		if (errno != EINTR)
			fault_fail_setup("waitpid");
	fault_take(files, &end);
	*hit = fault_page->hit;
	if (*hit)
		was.made[kind]++;
	/* Without a fault it must come to its end as it did before. */
	if (*hit || end.status != 0 || end.report[0] != '\0')
		walk->judge(kind, &end, walk->arg);
	fault_end_release(&end);
	*fault_page = was;
	/* Later its folder and processes are those of the steps before. */
	if (walk->reads)
		read_places(false);
	else if (was.step == 0)
		clear_away();
	return false;
}

static long
wanted(const char *name)
{
	const char *text = getenv(name);

	return text == NULL ? -1 : strtol(text, NULL, 10);
}

/* At an allocation or a call: is a child to begin here? */
static bool
is_turn(long n)
{
	const long only = wanted("HM_FAULT_AT");

	return walk != NULL && walk->reads && n % parts == part &&
	    (only < 0 || n == only);
}

bool
fault_walk_allocation(long n)
{
	static const enum fault_kind kinds[] = { FAULT_ALLOC, FAULT_MEMORY };
	bool hit;
	int i;

	if (!is_turn(n))
		return false;
	for (i = 0; i < 2; i++)
		if ((walk->kinds & 1u << kinds[i]) != 0 &&
		    fork_child(kinds[i], n, &hit))
			return true;
	return false;
}

bool
fault_walk_call(long n)
{
	bool hit;

	return is_turn(n) && (walk->kinds & 1u << FAULT_CALL) != 0 &&
	    fork_child(FAULT_CALL, n, &hit);
}

/* In the child: true. */
static bool
one_n(enum fault_kind kind, long at)
{
	bool hit;

	if (fork_child(kind, at, &hit)) {
		in_step = true;
		return true;
	}
	if (hit) {
		fault_page->tried[kind] = at;
		fault_page->missed[kind] += misses;
		misses = 0;
	} else {
		misses++;
	}
	return false;
}

static bool
every_n(enum fault_kind kind)
{
	long at = part > 0 ? part : parts;

	for (misses = 0; misses < PATIENCE; at += parts)
		if (one_n(kind, at))
			return true;
	return false;
}

/* It has been done without a fault: now it is known how many n there were. */
static void
end_step(void)
{
	struct fault_page *p = fault_page;
	int kind, counted;
	long n;

	for (kind = 0; kind < FAULT_KINDS; kind++) {
		counted = kind == FAULT_CALL ? FAULT_CALL : FAULT_ALLOC;
		for (n = p->tried[kind] + 1; n <= p->count[counted] -
		    begun[counted]; n++)
			if ((walk->kinds & 1u << kind) != 0 &&
			    n % parts == part)
				p->missed[kind]++;
		p->tried[kind] = 0;
	}
}

void
fault_step(void)
{
	const long step = wanted("HM_FAULT_STEP"), only = wanted("HM_FAULT_AT");
	unsigned kind;

	if (in_step) {
		fault_look_for_leaks(allocated);
		_exit(0);
	}
	if (walk == NULL)
		return;
	if (walk->reads) {
		fault_page->step++;
		return;
	}
	if (fault_page->step > 0)
		end_step();
	for (kind = 0; kind < FAULT_KINDS && (step < 0 ||
	    step == fault_page->step); kind++) {
		const enum fault_kind k = (enum fault_kind)kind;

		if ((walk->kinds & 1u << kind) != 0 &&
		    (only < 0 ? every_n(k) : one_n(k, only)))
			return;
	}
	fault_page->step++;
	memcpy(begun, fault_page->count, sizeof(begun));
}

/* A look takes longer than most tests. What is lost depends on the way that
 * led to the fault: each is looked at LOOKS times, by whichever child. */
void
fault_test_ends(void)
{
	unsigned long way = 5381;
	int i;

	for (i = 0; i < fault_page->n_frames; i++)
		way = way * 33 + (uintptr_t)fault_page->frames[i];
	if (looked[way % WAYS] < LOOKS) {
		looked[way % WAYS]++;
		fault_look_for_leaks(allocated);
	}
}

bool
fault_is_in_step(void)
{
	return begun_inside || (in_step && fault_page->step > 0);
}

int
fault_walk(const struct fault_walk *w, long made[FAULT_KINDS],
    long missed[FAULT_KINDS])
{
	const char *split = getenv("HM_FAULT_PART");
	int status, i;
	pid_t pid;

	looked = mmap(NULL, WAYS, PROT_READ | PROT_WRITE,
	    MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (looked == MAP_FAILED)
		fault_fail_setup("mmap");
	if (split != NULL && (sscanf(split, "%ld/%ld", &part, &parts) != 2 ||
	    part < 0 || part >= parts))
		fault_fail_setup("HM_FAULT_PART");
	fault_files(files);
	*fault_page = (struct fault_page){ .kind = FAULT_ALLOC };
	fflush(NULL);
	pid = fork();
	if (pid < 0)
		fault_fail_setup("fork");
	if (pid == 0) {
		fault_redirect(files);
		fault_move_records();
		if (prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0) != 0)
			fault_fail_setup("prctl");
		walk = w;
		fault_step();
		status = w->body(w->arg);
		if (in_step)
			fault_step();
		if (!w->reads)
			end_step();
		fflush(NULL);
		_exit(status);
	}
	while (waitpid(pid, &status, 0) != pid)
		if (errno != EINTR)
			fault_fail_setup("waitpid");
	for (i = 0; i < FAULT_FILES; i++)
		close(files[i]);
	munmap(looked, WAYS);
	for (i = 0; i < FAULT_KINDS; i++) {
		made[i] += fault_page->made[i];
		missed[i] += fault_page->missed[i];
	}
	return status;
}
