/* Runs commands in turn and prints each one's wall time and memory.
 *
 *	measure ROUNDS COMMAND... -- COMMAND... -- ...
 *
 * One line a command: median wall in ms, largest resident set in KiB. The
 * commands take turns, so that a machine whose speed drifts is fair to all.
 * Their output is thrown away. Small itself: a child's high-water mark
 * begins with its parent's.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/time.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define COMMANDS 16
#define ROUNDS 101

pid_t wait4(pid_t, int *, int, struct rusage *);

static double wall[COMMANDS][ROUNDS];
static long resident[COMMANDS];

static double
now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static int
run(char **argv, double *ms, long *kib)
{
	struct rusage use;
	double start;
	int status, null;
	pid_t pid;

	start = now_ms();
	pid = fork();
	if (pid < 0)
		return -1;
	if (pid == 0) {
		null = open("/dev/null", O_RDWR);
		dup2(null, 0);
		dup2(null, 1);
		dup2(null, 2);
		execvp(argv[0], argv);
		_exit(127);
	}
	while (wait4(pid, &status, 0, &use) < 0)
		if (errno != EINTR)
			return -1;
	*ms = now_ms() - start;
	if (use.ru_maxrss > *kib)
		*kib = use.ru_maxrss;
	return WIFEXITED(status) && WEXITSTATUS(status) == 127 ? -1 : 0;
}

static int
by_size(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

int
main(int argc, char **argv)
{
	char **commands[COMMANDS];
	int n = 0, rounds, i, round, begin = 2;

	rounds = argc > 2 ? (int)strtol(argv[1], NULL, 10) : 0;
	if (rounds < 1 || rounds > ROUNDS)
		return 64;
	for (i = 2; i <= argc; i++) {
		if (i < argc && strcmp(argv[i], "--") != 0)
			continue;
		argv[i] = NULL;
		if (i > begin && n < COMMANDS)
			commands[n++] = argv + begin;
		begin = i + 1;
	}
	for (round = -1; round < rounds; round++)
		for (i = 0; i < n; i++)
			if (run(commands[i], &wall[i][round < 0 ? 0 : round],
			    &resident[i]) < 0) {
				fprintf(stderr, "measure: cannot run %s\n",
				    commands[i][0]);
				return 71;
			}
	for (i = 0; i < n; i++) {
		qsort(wall[i], (size_t)rounds, sizeof(double), by_size);
		printf("%.3f %ld\n", wall[i][rounds / 2], resident[i]);
	}
	return 0;
}
