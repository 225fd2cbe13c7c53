/* Runs commands in turn and prints each one's wall time and memory.
 *
 *	measure ROUNDS SECONDS LIMIT COMMAND... -- COMMAND... -- ...
 *
 * One line a command: median and least wall in ms, largest resident set in
 * KiB, number of runs. The commands take turns, so that a machine whose speed
 * drifts is fair to all; one that has taken SECONDS so far has no more turns,
 * and one that takes LIMIT seconds at once is ended and has no more either:
 * its number of runs is 0. Their output is thrown away. Small itself: a
 * child's high-water mark begins with its parent's.
 */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
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

struct measured {
	char **argv;
	double wall[ROUNDS];
	double spent;		/* warming up too */
	long resident;
	int n;
	int over;		/* was ended */
};

static struct measured all[COMMANDS];
static volatile sig_atomic_t child;

/* With all that it started. */
static void
end_child(int signal)
{
	(void)signal;
	if (child > 0)
		kill(-child, SIGKILL);
}

static double
now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

/* -1: it cannot be run. */
static int
run(struct measured *m, int limit, double *ms)
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
		setpgid(0, 0);
		null = open("/dev/null", O_RDWR);
		dup2(null, 0);
		dup2(null, 1);
		dup2(null, 2);
		execvp(m->argv[0], m->argv);
		_exit(127);
	}
	child = pid;
	alarm((unsigned)limit);
	while (wait4(pid, &status, 0, &use) < 0)
		if (errno != EINTR)
			return -1;
	alarm(0);
	child = 0;
	*ms = now_ms() - start;
	m->spent += *ms;
	m->over = m->over || *ms >= limit * 1e3;
	if (use.ru_maxrss > m->resident)
		m->resident = use.ru_maxrss;
	return WIFEXITED(status) && WEXITSTATUS(status) == 127 ? -1 : 0;
}

static int
by_size(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

/* The first run warms up; of what is slow it counts. */
static int
turn(struct measured *m, int round, double most_ms, int limit)
{
	double ms;

	if (m->over || (m->spent > most_ms && m->n > 0))
		return 0;
	if (run(m, limit, &ms) < 0)
		return -1;
	if (round >= 0 || ms > most_ms / 4)
		m->wall[m->n++] = ms;
	return 0;
}

int
main(int argc, char **argv)
{
	int n = 0, rounds, seconds, limit, i, round, begin = 4;

	rounds = argc > 4 ? (int)strtol(argv[1], NULL, 10) : 0;
	seconds = argc > 4 ? (int)strtol(argv[2], NULL, 10) : 0;
	limit = argc > 4 ? (int)strtol(argv[3], NULL, 10) : 0;
	if (rounds < 1 || rounds >= ROUNDS || seconds < 1 || limit < 1)
		return 64;
	for (i = begin; i <= argc; i++) {
		if (i < argc && strcmp(argv[i], "--") != 0)
			continue;
		argv[i] = NULL;
		if (i > begin && n < COMMANDS)
			all[n++].argv = argv + begin;
		begin = i + 1;
	}
	sigaction(SIGALRM, &(struct sigaction){ .sa_handler = end_child },
	    NULL);
	for (round = -1; round < rounds; round++)
		for (i = 0; i < n; i++)
			if (turn(&all[i], round, seconds * 1e3, limit) < 0) {
				fprintf(stderr, "measure: cannot run %s\n",
				    all[i].argv[0]);
				return 71;
			}
	for (i = 0; i < n; i++) {
		qsort(all[i].wall, (size_t)all[i].n, sizeof(double), by_size);
		printf("%.3f %.3f %ld %d\n", all[i].wall[all[i].n / 2],
		    all[i].wall[0], all[i].resident,
		    all[i].over ? 0 : all[i].n);
	}
	return 0;
}
