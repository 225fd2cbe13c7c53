/* A whole program, for every fault. */
#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/fault/fault.h"

enum { LIMIT = 60 };

/* main() of the program, under another name. */
int program_main(int argc, char *argv[]);

struct job {
	int argc;
	char **argv;
	struct fault_end clean;
};

/* A shell command that is to leave things as the next run wants them, or to
 * look at what the last one left. */
static int
shell(const char *variable)
{
	const char *command = getenv(variable);
	int status;
	pid_t pid;

	if (command == NULL)
		return 0;
	fflush(NULL);
	pid = fork();
	if (pid == 0) {
		execl("/bin/sh", "sh", "-c", command, (char *)NULL);
		_exit(127);
	}
	return waitpid(pid, &status, 0) == pid ? status : -1;
}

static int
run(void *arg)
{
	struct job *j = arg;
	int before, status;

	const char *root = getenv("HM_FAULT_CHROOT");

	if (shell("HM_FAULT_BEFORE") != 0 || (root != NULL &&
	    (chroot(root) != 0 || chdir("/") != 0)))
		_exit(97);
	before = fault_descriptors();
	status = program_main(j->argc, j->argv);
	fault_look_for_leaks(0);
	if (fault_descriptors() > before) {
		fprintf(stderr, "fault: a descriptor is left open\n");
		_exit(96);
	}
	return status;
}

static void
judge(enum fault_kind kind, const struct fault_end *end, void *arg)
{
	const struct job *j = arg;
	const char *what = "ran";
	char status[16];

	snprintf(status, sizeof(status), "%d", WIFEXITED(end->status) ?
	    WEXITSTATUS(end->status) : 128 + WTERMSIG(end->status));
	setenv("HM_FAULT_STATUS", status, 1);
	if (shell("HM_FAULT_AFTER") != 0)
		what = "left";
	else if (end->status == j->clean.status &&
	    end->out_len == j->clean.out_len &&
	    memcmp(end->out, j->clean.out, end->out_len) == 0 &&
	    strcmp(end->err, j->clean.err) == 0 && end->report[0] == '\0')
		return;
	fault_tell(kind, what, end);
}

int
main(int argc, char *argv[])
{
	static const char *const kinds[] = { "alloc", "memory", "call" };
	struct job j = { .argc = argc, .argv = argv };
	const char *only = getenv("HM_FAULT");
	long made[FAULT_KINDS] = { 0 };
	int kind;

	fault_fix();
	fault_run(FAULT_ALLOC, 0, 0, run, &j, LIMIT, &j.clean);
	fault_tell(FAULT_ALLOC, "clean", &j.clean);
	for (kind = 0; kind < FAULT_KINDS; kind++)
		if (only == NULL || strcmp(only, kinds[kind]) == 0)
			made[kind] = fault_sweep(kind, 0, run, &j,
			    LIMIT, judge);
	printf("%s\t1\t%ld\t%ld\t%ld\t0\n", argv[0], made[FAULT_ALLOC],
	    made[FAULT_MEMORY], made[FAULT_CALL]);
	fault_end_release(&j.clean);
	return 0;
}
