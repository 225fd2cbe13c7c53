/* Programs that end, die, hang, talk too much and leave things behind. */
#include "tests/unit/unit.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "agent/port/run.h"

#define SH(script) (const char *const[]){ "/bin/sh", "-c", script, NULL }

struct row {
	const char *name;
	const char *script;
	enum run_end end;
	int number;
	const char *out, *errors;
};

static const struct row rows[] = {
	{ "says nothing", "exit 0", RUN_EXITED, 0, "", "" },
	{ "its status", "exit 3", RUN_EXITED, 3, "", "" },
	{ "both outputs", "echo out; echo err >&2; exit 1", RUN_EXITED, 1,
		"out\n", "err\n" },
	{ "no line end", "printf x", RUN_EXITED, 0, "x", "" },
	{ "a signal", "kill -9 $$", RUN_SIGNALED, SIGKILL, "", "" },
	{ "a signal after output", "echo a; kill -TERM $$", RUN_SIGNALED,
		SIGTERM, "a\n", "" },
	{ "standard input is empty", "cat; echo end", RUN_EXITED, 0, "end\n",
		"" },
	{ "the working folder", "pwd", RUN_EXITED, 0, "/\n", "" },
	{ "the environment", "echo \"$LC_ALL $HOME $PATH $SECRET-\"",
		RUN_EXITED, 0, "C / /usr/sbin:/usr/bin:/sbin:/bin -\n", "" },
	{ "asked for in it", "echo \"$COLUMNS\"", RUN_EXITED, 0, "99\n", "" },
	{ "a pipe that nobody reads ends the writer",
		"yes | head -n 1", RUN_EXITED, 0, "y\n", "" },
	{ "no other descriptor", "for n in 3 4 5 6 7 8 9; do "
		"(eval \": <&$n\") 2>/dev/null && echo $n; done; exit 0",
		RUN_EXITED, 0, "", "" },
};

static int
run_it(const char *const *argv, long limit, size_t ceiling, struct buf *out,
    struct buf *errors, struct run_result *r, struct err *e)
{
	static const char *const env[] = { "COLUMNS=99", NULL };
	const struct program run = { .argv = argv, .env = env,
		.limit_ms = limit, .out = out, .errors = errors };

	*out = BUF_INIT(ceiling);
	if (errors != NULL)
		*errors = BUF_INIT(ceiling);
	return run_program(&run, r, e);
}

static double
now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void
each_row(void **state)
{
	const char *text;
	struct run_result r;
	struct buf out, errors;
	struct err e = { .code = 0 };
	size_t i;

	setenv("SECRET", "sesame", 1);
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		print_message("# %s\n", rows[i].name);
		assert_int_equal(run_it(SH(rows[i].script), 20000, 4096, &out,
		    &errors, &r, &e), 0);
		assert_int_equal(r.end, rows[i].end);
		assert_int_equal(r.number, rows[i].number);
		text = out.len > 0 ? out.p : "";
		assert_string_equal(text, rows[i].out);
		text = errors.len > 0 ? errors.p : "";
		assert_string_equal(text, rows[i].errors);
		buf_release(&out);
		buf_release(&errors);
	}
}

/* The group is ended: a child that ignores the request, too. */
static void
time_is_up(void **state)
{
	struct run_result r;
	struct buf out;
	struct err e = { .code = 0 };
	double began = now();
	long pid = 0;
	int i;

	assert_int_equal(run_it(SH("sh -c 'trap \"\" TERM; echo $$; sleep 60 "
	    "& wait; sleep 60' & wait"), 500, 100, &out, NULL, &r, &e), 0);
	assert_int_equal(r.end, RUN_TIMEOUT);
	assert_true(now() - began < 20);
	assert_non_null(out.p);
	pid = strtol(out.p, NULL, 10);
	assert_true(pid > 1);
	/* What is ended waits for init to notice. */
	for (i = 0; i < 100 && kill((pid_t)pid, 0) == 0; i++)
		nanosleep(&(struct timespec){ .tv_nsec = 20000000 }, NULL);
	if (kill((pid_t)pid, 0) == 0) {	/* an init that never waits */
		char path[64], state_text[256];
		FILE *f;

		snprintf(path, sizeof(path), "/proc/%ld/stat", pid);
		f = fopen(path, "r");
		assert_non_null(f);
		assert_non_null(fgets(state_text, sizeof(state_text), f));
		fclose(f);
		assert_non_null(strstr(state_text, ") Z "));
	}
	buf_release(&out);
}

/* A polite one ends at the first request. */
static void
time_is_up_politely(void **state)
{
	struct run_result r;
	struct buf out;
	struct err e = { .code = 0 };

	assert_int_equal(run_it(SH("trap 'echo bye; exit 0' TERM; echo hello; "
	    "while :; do sleep 0.1; done"), 700, 100, &out, NULL, &r, &e), 0);
	assert_int_equal(r.end, RUN_TIMEOUT);
	assert_string_equal(out.p, "hello\nbye\n");
	buf_release(&out);
}

static void
too_much(void **state)
{
	struct run_result r;
	struct buf out;
	struct err e = { .code = 0 };
	char text[64];

	assert_int_equal(run_it(SH("yes 12345678"), 20000, 1000, &out, NULL,
	    &r, &e), 0);
	assert_int_equal(r.end, RUN_TOO_MUCH);
	assert_int_equal(out.len, 1000);
	assert_string_equal(run_words(&r, text, sizeof(text)),
	    "more output than fits");
	buf_release(&out);
	/* To the brim is no more than fits. */
	assert_int_equal(run_it(SH("printf 12345"), 20000, 5, &out, NULL, &r,
	    &e), 0);
	assert_int_equal(r.end, RUN_EXITED);
	assert_string_equal(out.p, "12345");
	buf_release(&out);
}

/* A start script's daemon keeps the pipe open: nobody waits for it. */
static void
leaves_a_daemon(void **state)
{
	struct run_result r;
	struct buf out;
	struct err e = { .code = 0 };
	double began = now();
	long pid;

	assert_int_equal(run_it(SH("sleep 30 & echo $!; exit 5"), 20000, 100,
	    &out, NULL, &r, &e), 0);
	assert_int_equal(r.end, RUN_EXITED);
	assert_int_equal(r.number, 5);
	assert_true(now() - began < 10);
	pid = strtol(out.p, NULL, 10);
	assert_true(pid > 1);
	assert_int_equal(kill((pid_t)pid, SIGKILL), 0);	/* it went on */
	buf_release(&out);
}

static void
cannot_run(void **state)
{
	struct run_result r = { .number = 42 };
	struct buf out;
	struct err e = { .code = 0 };

	assert_int_equal(run_it((const char *const[]){ "/no/such/program",
	    NULL }, 1000, 100, &out, NULL, &r, &e), -ENOENT);
	assert_non_null(strstr(e.text, "/no/such/program: "));
	assert_int_equal(run_it((const char *const[]){ "/etc", NULL }, 1000,
	    100, &out, NULL, &r, &e), -EACCES);
	assert_int_equal(run_it((const char *const[]){ "sh", NULL }, 1000,
	    100, &out, NULL, &r, &e), -EINVAL);
	assert_int_equal(r.number, 42);
	buf_release(&out);
}

static void
the_first_that_is_there(void **state)
{
	static const char *const paths[] = { "/no/such/sh", "/bin/sh",
		"/also/none", NULL };
	static const char *const none[] = { "/no/such/sh", NULL };
	struct buf out = BUF_INIT(100);
	const struct program run = { .argv = (const char *const[]){ "sh", "-c",
		"echo found", NULL }, .limit_ms = 20000, .out = &out };
	struct run_result r;
	struct err e = { .code = 0 };

	assert_int_equal(run_first(&run, paths, &r, &e), 0);
	assert_string_equal(out.p, "found\n");
	assert_int_equal(run_first(&run, none, &r, &e), -ENOENT);
	buf_release(&out);
}

/* An ignored SIGCHLD, open descriptors and a blocked signal of ours. */
static void
odd_parent(void **state)
{
	struct run_result r;
	struct sigaction ign = { .sa_handler = SIG_IGN }, old, after;
	struct buf out;
	struct err e = { .code = 0 };
	sigset_t term, before;
	int fd = fcntl(0, F_DUPFD, 9);	/* stays open on exec */

	sigemptyset(&ign.sa_mask);
	sigaction(SIGCHLD, &ign, &old);
	sigemptyset(&term);
	sigaddset(&term, SIGTERM);
	sigprocmask(SIG_BLOCK, &term, &before);
	assert_int_equal(run_it(SH("(: <&9) 2>/dev/null && echo open; kill "
	    "-TERM $$; exit 7"), 20000, 100, &out, NULL, &r, &e), 0);
	sigprocmask(SIG_SETMASK, &before, NULL);
	sigaction(SIGCHLD, &old, &after);
	if (fd >= 0)
		close(fd);
	assert_int_equal(r.end, RUN_SIGNALED);
	assert_int_equal(r.number, SIGTERM);
	assert_int_equal(out.len, 0);
	assert_true(after.sa_handler == SIG_IGN);
	buf_release(&out);
}

/* Root becomes somebody without a right of its own. */
static void
as_a_user(void **state)
{
	static const char *const argv[] = { "/bin/sh", "-c",
		"id -u; id -G; kill -0 1 2>/dev/null && echo may", NULL };
	struct buf out = BUF_INIT(4096);
	struct run_result r;

	int rc;

	if (geteuid() != 0)
		skip_because("not root");
	rc = run_program(&(struct program){ .argv = argv, .user = "nobody",
	    .limit_ms = 10000, .out = &out }, &r, NULL);
	if (rc == -ENOSYS)
		skip_because("POSIX has no call to leave all groups");
	assert_int_equal(rc, 0);
	assert_int_equal(r.end, RUN_EXITED);
	assert_string_equal(out.p, "65534\n65534\n");
	assert_int_equal(run_program(&(struct program){ .argv = argv,
	    .user = "no-such-user", .limit_ms = 10000 }, &r, NULL), -ENOENT);
	assert_int_equal(run_program(&(struct program){ .argv = argv,
	    .user = "root", .limit_ms = 10000 }, &r, NULL), -ENOENT);
	buf_release(&out);
}

/* A file is read by the caller's right, whoever the program is run as. */
static void
from_a_file(void **state)
{
	static const char *const argv[] = { "/bin/sh", "-c",
		"read a; echo \"<$a>\"; cat", NULL };
	char path[] = "/tmp/hm-run-XXXXXX";
	struct buf out = BUF_INIT(4096);
	struct run_result r;
	int fd = mkstemp(path);

	assert_true(fd >= 0);
	assert_int_equal(write(fd, "one\ntwo\n", 8), 8);
	close(fd);
	assert_int_equal(run_program(&(struct program){ .argv = argv,
	    .input = path, .limit_ms = 10000, .out = &out }, &r, NULL), 0);
	assert_string_equal(out.p, "<one>\ntwo\n");
	unlink(path);
	assert_int_equal(run_program(&(struct program){ .argv = argv,
	    .input = path, .limit_ms = 10000 }, &r, NULL), -ENOENT);
	buf_release(&out);
}

static void
words(void **state)
{
	char text[64];

	assert_string_equal(run_words(&(struct run_result){
	    .end = RUN_EXITED, .number = 3 }, text, sizeof(text)),
	    "exit status 3");
	assert_string_equal(run_words(&(struct run_result){
	    .end = RUN_SIGNALED, .number = 9 }, text, sizeof(text)),
	    "signal 9");
	assert_string_equal(run_words(&(struct run_result){
	    .end = RUN_TIMEOUT }, text, sizeof(text)),
	    "no end after its time limit");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_row),
		cmocka_unit_test(time_is_up),
		cmocka_unit_test(time_is_up_politely),
		cmocka_unit_test(too_much),
		cmocka_unit_test(leaves_a_daemon),
		cmocka_unit_test(cannot_run),
		cmocka_unit_test(the_first_that_is_there),
		cmocka_unit_test(odd_parent),
		cmocka_unit_test(as_a_user),
		cmocka_unit_test(from_a_file),
		cmocka_unit_test(words),
	};

	return cmocka_run_group_tests_name("run_posix", tests, NULL, NULL);
}
