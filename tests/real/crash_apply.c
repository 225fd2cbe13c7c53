/*
 * Every call that changes anything, of a whole run and of its undo, is ended
 * by SIGKILL or fails, one after the other: the next run must find the host
 * as it was, or as the plan wants it, with nothing left behind. With the
 * word "quick": each call once only.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "agent/run/apply.h"
#include "agent/run/recover.h"
#include "agent/run/undo.h"
#include "agent/run/was.h"
#include "tests/real/crash_tree.h"
#include "tests/real/faults.h"

static int number, failed;

static void
tap(bool ok, const char *name)
{
	printf("%sok %d - %s\n", ok ? "" : "not ", ++number, name);
	fflush(stdout);
	failed += !ok;
}

static void
want(int r, const char *what)
{
	if (r != 0)
		die(what);
}

static struct step *
step(const struct host *h, struct plan *p, enum step_kind kind,
    const char *path, const char *to)
{
	struct step *s = plan_step(p, kind, PHASE_CONFIGURATION);

	if (s == NULL)
		die("plan_step");
	s->path = path;
	s->to = to;
	want(was_read(&h->root, path, &s->was, NULL, NULL), path);
	return s;
}

static void
put(const struct host *h, struct plan *p, const char *path,
    const char *text)
{
	struct step *s = step(h, p, STEP_PUT, path, NULL);

	s->data = text;
	s->len = strlen(text);
	s->mode = 0644;
}

static void
make_plan_here(const struct host *h, struct plan *p)
{
	plan_init(p);
	put(h, p, "/etc/default/sendmail", default_new);
	put(h, p, "/etc/init.d/sendmail", init_new);
	step(h, p, STEP_MOVE, "/etc/rc3.d/S80sendmail",
	    "/etc/rc3.d/_S80sendmail");
	step(h, p, STEP_MOVE, "/etc/rc3.d/S81mail", "/etc/rc3.d/_S81mail");
	put(h, p, "/etc/systemd/system/sendmail.service.d/hardenmail.conf",
	    "[Service]\nExecStart=\n");
	step(h, p, STEP_LINK, "/etc/systemd/system/sendmail.service",
	    "/dev/null");
	step(h, p, STEP_LINK, "/etc/systemd/system/smtp.service",
	    "/dev/null");
	step(h, p, STEP_REMOVE, "/etc/systemd/system/sendmail.socket", NULL);
	step(h, p, STEP_REMOVE, "/etc/mail/ours", NULL);
	put(h, p, "/etc/mail/sendmail.cf", "V10\nO DaemonPortOptions="
	    "Addr=127.0.0.1\r\n");
	step(h, p, STEP_MODE, "/etc/mail/sendmail.cf", NULL)->mode = 0440;
	step(h, p, STEP_MODE, "/etc/mail/starter", NULL)->mode = 0644;
}

static int64_t
noon(const struct host *h)
{
	(void)h;
	return 1795348800;
}

static const struct clock_ops clock_noon = { .now = noon };

static void
open_host(struct host *h)
{
	*h = (struct host){ .root = ROOT_INIT, .source = SOURCE_ROOT,
	    .clock = &clock_noon };
	want(root_open(&h->root, tree, NULL), "root_open");
}

enum act { ACT_APPLY, ACT_UNDO, ACT_RECOVER };

static int
act(enum act what)
{
	struct err e = { .code = 0 };
	struct host h;
	struct plan plan;
	struct run run;
	enum applied applied = APPLIED_NOTHING;
	enum recovered recovered;
	unsigned n;
	int r;

	open_host(&h);
	if (what == ACT_APPLY) {
		enum fault fault = arm.fault;

		arm.fault = FAULT_NONE;
		make_plan_here(&h, &plan);
		arm.fault = fault;
		r = apply(&h, &plan, &(struct apply_how){ .force = false },
		    &run, &applied, &e);
		arm.fault = FAULT_NONE;
		if (applied != APPLIED_NOTHING)
			run_close(&run);
		plan_release(&plan);
		r = r == 0 ? 0 : applied == APPLIED_STUCK ? 3 :
		    applied == APPLIED_ROLLED_BACK ? 2 : 1;
	} else if (what == ACT_UNDO) {
		r = run_open(&h, 1, &run, &e);
		if (r == 0)
			r = undo_run(&run, &(struct undo_how){
			    .force = false }, NULL, &e);
		run_close(&run);
		r = r == 0 ? 0 : 1;
	} else {
		r = recover(&h, &recovered, &n, &e);
		r = r == 0 ? 0 : 1;
	}
	if (r != 0 && getenv("CRASH_VERBOSE") != NULL)
		printf("# %d: %s\n", r, e.text);
	root_release(&h.root);
	fflush(stdout);
	return r;
}

/* In a process of its own: its status, -1 when it was killed. */
static int
in_child(enum act what, enum fault fault, long when, int code)
{
	int status;
	pid_t pid;

	fflush(stdout);
	pid = fork();
	if (pid == 0) {
		arm.fault = fault;
		arm.at = when;
		arm.n = 0;
		arm.code = code;
		status = act(what);
		_exit(fault != FAULT_NONE && arm.n < arm.at ? 100 + status :
		    status);
	}
	if (pid < 0 || waitpid(pid, &status, 0) < 0)
		die("fork");
	if (WIFEXITED(status))
		return WEXITSTATUS(status);
	return -1;
}

static char *before, *after;

static bool
is_before(void)
{
	char *now = shoot(true);
	bool same = strcmp(now, before) == 0;

	if (!same && getenv("CRASH_VERBOSE") != NULL)
		printf("# is:\n%s# was:\n%s", now, before);
	free(now);
	return same;
}

static bool
is_after(void)
{
	char *now = shoot(false);
	bool same = strcmp(now, after) == 0;

	free(now);
	return same;
}

static void
anew(enum act what)
{
	empty();
	make_tree();
	if (what == ACT_UNDO && in_child(ACT_APPLY, FAULT_NONE, 0, 0) != 0)
		die("apply");
}

/* Whole, and nothing is left: on the second run the third may not be
 * needed. */
static bool
mends(enum act what, long n)
{
	int r = in_child(ACT_RECOVER, FAULT_NONE, 0, 0);
	bool whole = is_before() || (what == ACT_APPLY && is_after()) ||
	    (what == ACT_UNDO && is_after());

	if (r == 0 && whole && count_left() == 0)
		return true;
	printf("# call %ld: recover %d, whole %d, left %d\n", n, r, whole,
	    count_left());
	return false;
}

static const char *const act_names[] = { "apply", "undo", "recover" };

static void
kill_each(enum act what)
{
	char name[128];
	bool good = true;
	long n;
	int r = -1;

	for (n = 1; good && r == -1 && n < 5000; n++) {
		anew(what);
		r = in_child(what, FAULT_KILL, n, 0);
		good = r == -1 ? mends(what, n) : r == 100 || r == 0;
	}
	snprintf(name, sizeof(name), "%s, killed at each of %ld calls",
	    act_names[what], n - 2);
	tap(good && n > 60, name);
}

/* The recovery is killed too, at each call that it makes. */
static void
kill_twice(enum act what, long stride)
{
	char name[128];
	bool good = true;
	long n, m, done = 0;
	int r = -1, again;

	for (n = 1; good && r == -1 && n < 5000; n += stride) {
		for (m = 1, again = -1; good && again == -1; m++) {
			anew(what);
			r = in_child(what, FAULT_KILL, n, 0);
			if (r != -1)
				break;
			again = in_child(ACT_RECOVER, FAULT_KILL, m, 0);
			good = again == -1 ? mends(what, n) :
			    is_before() || is_after();
			done++;
		}
	}
	snprintf(name, sizeof(name), "%s and its recovery, both killed, at "
	    "%ld pairs of calls", act_names[what], done);
	tap(good && done > 50, name);
}

static void
fail_each(enum act what, enum fault fault, int code, const char *text)
{
	char name[128];
	bool good = true;
	long n;
	int r = 0;

	for (n = 1; good && r < 100 && n < 5000; n++) {
		anew(what);
		r = in_child(what, fault, n, code);
		if (r < 0) {
			good = false;
			printf("# call %ld: killed\n", n);
		} else if (what == ACT_APPLY && r % 100 == 0) {
			good = is_after();
		} else if (what == ACT_APPLY && (r == 1 || r == 2) &&
		    fault == FAULT_ERROR) {
			/* One failure is undone by the same run. */
			good = is_before();
		}
		if (!good)
			printf("# call %ld: %d\n", n, r);
		else
			good = mends(what, n);
	}
	snprintf(name, sizeof(name), "%s, %s %s of %ld calls",
	    act_names[what], text, fault == FAULT_ERROR_ON ?
	    "from each on" : "at each", n - 2);
	tap(good && n > 60, name);
}

static bool quick;

static void
all_of(enum act what)
{
	static const struct { int code; const char *text; } errors[] = {
		{ ENOSPC, "ENOSPC" }, { EIO, "EIO" }, { EROFS, "EROFS" },
		{ EACCES, "EACCES" },
	};
	size_t i;

	kill_each(what);
	if (quick) {
		fail_each(what, FAULT_ERROR, EIO, "EIO");
		return;
	}
	kill_twice(what, 7);
	for (i = 0; i < sizeof(errors) / sizeof(errors[0]); i++)
		fail_each(what, FAULT_ERROR, errors[i].code, errors[i].text);
	fail_each(what, FAULT_ERROR_ON, ENOSPC, "ENOSPC");
	fail_each(what, FAULT_ERROR_ON, EROFS, "EROFS");
}

static void
short_writes(enum act what)
{
	int r;

	anew(what);
	r = in_child(what, FAULT_SHORT, 1, 0);
	if (r % 100 == 0 && what == ACT_APPLY)
		tap(is_after() && count_left() == 0, "apply, short writes");
	else
		tap(r % 100 == 0 && is_before(), "undo, short writes");
}

int
main(int argc, char *argv[])
{
	const char *tmp = getenv("TMPDIR");
	char top[200];

	quick = argc > 1 && strcmp(argv[1], "quick") == 0;
	snprintf(top, sizeof(top), "%s/hm-crash-XXXXXX",
	    tmp == NULL ? "/tmp" : tmp);
	if (mkdtemp(top) == NULL || chmod(top, 0755) < 0)
		die(top);
	snprintf(tree, sizeof(tree), "%s/root", top);
	make_tree();
	before = shoot(true);
	tap(in_child(ACT_APPLY, FAULT_NONE, 0, 0) == 0, "apply");
	after = shoot(false);
	tap(!is_before() && count_left() == 0, "it changes the tree");
	tap(in_child(ACT_UNDO, FAULT_NONE, 0, 0) == 0 && is_before(),
	    "undo puts back content, owner, mode, times, links, xattrs");
	all_of(ACT_APPLY);
	all_of(ACT_UNDO);
	short_writes(ACT_APPLY);
	short_writes(ACT_UNDO);
	/* Kernels and file systems that cannot swap names. */
	no_renameat2 = true;
	all_of(ACT_APPLY);
	empty();
	rmdir(top);
	printf("1..%d\n", number);
	return failed != 0;
}
