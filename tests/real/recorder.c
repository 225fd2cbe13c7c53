/* A program that stands for any other: it writes down its words and ends.
 *
 *	recorder [WORD...]		one record: the path by which it was
 *					executed, then argv, \037 behind each,
 *					\036 behind all; in front of them
 *					"unit:NAME" when systemd started it
 *	recorder --init SECONDS CMD...	the first process of a pid namespace:
 *					runs CMD, waits until nothing runs any
 *					more; 124 when that takes too long
 *
 * The records go to $HM_LOG, or /.hm/log. Linked statically, for any root. */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/auxv.h>
#include <sys/wait.h>
#include <unistd.h>

#define MAX_RECORD 65536

static char record[MAX_RECORD];
static size_t used;

static void
add(const char *word)
{
	size_t n = strlen(word);

	if (n + 3 > MAX_RECORD - used)
		n = MAX_RECORD - used - 3;
	memcpy(record + used, word, n);
	used += n;
	record[used++] = '\037';
}

/* The last part of the control group is the unit. */
static void
add_unit(void)
{
	char text[4096 + 6] = "unit:", *end, *slash;
	int fd = open("/proc/self/cgroup", O_RDONLY | O_CLOEXEC);
	ssize_t n = fd < 0 ? -1 : read(fd, text + 5, 4096);

	if (n <= 0)
		return;
	text[5 + n] = '\0';
	end = strstr(text, ".service\n");
	if (end == NULL)
		return;
	end[8] = '\0';
	slash = strrchr(text, '/');
	if (slash != NULL)
		memmove(text + 5, slash + 1, strlen(slash));
	add(text);
}

static int
write_down(char **argv)
{
	const char *log = getenv("HM_LOG");
	const char *path = (const char *)getauxval(AT_EXECFN);
	int fd;
	ssize_t n;

	if (getenv("INVOCATION_ID") != NULL)
		add_unit();
	add(path != NULL ? path : "");
	for (; *argv != NULL; argv++)
		add(*argv);
	record[used++] = '\036';
	fd = open(log != NULL ? log : "/.hm/log",
	    O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0666);
	/* One call, so that records do not mix. */
	n = fd < 0 ? -1 : write(fd, record, used);
	return n == (ssize_t)used ? 0 : 111;
}

static void
late(int signal)
{
	(void)signal;
	_exit(124);
}

static int
first_process(unsigned seconds, char **command)
{
	struct sigaction act = { .sa_handler = late };
	int status = 0, own = 0;
	pid_t pid, ended;

	sigaction(SIGALRM, &act, NULL);
	alarm(seconds);
	pid = fork();
	if (pid == 0) {
		execvp(command[0], command);
		_exit(127);
	}
	while ((ended = wait(&status)) > 0 || errno == EINTR)
		if (ended == pid)
			own = WIFEXITED(status) ? WEXITSTATUS(status) : 125;
	return own;
}

int
main(int argc, char *argv[])
{
	if (argc > 3 && strcmp(argv[1], "--init") == 0)
		return first_process((unsigned)strtoul(argv[2], NULL, 10),
		    argv + 3);
	return write_down(argv);
}
