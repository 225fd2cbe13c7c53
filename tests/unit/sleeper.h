/* Children of live-port tests: copies of the test program that sleep under a
 * name of their own. The including file defines _GNU_SOURCE. */
#ifndef HM_SLEEPER_H
#define HM_SLEEPER_H

#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

#define SLEEPER_MARK "an argument\nwith a newline"
#define SLEEPER_READY 60
#define SLEEPER_STOP 61

struct sleeper {
	pid_t pid;
	int to;			/* closing it ends the child */
};

/* In the child, between fork and exec; 0, or the start fails. */
typedef int sleeper_setup(void *arg);

/* First thing in main(): in a child this sleeps and never returns. */
static inline void
sleeper_main(int argc, char **argv)
{
	char c = 'r';

	if (argc < 2 || strcmp(argv[1], SLEEPER_MARK) != 0)
		return;
	alarm(60);
	if (write(SLEEPER_READY, &c, 1) != 1)
		_exit(1);
	while (read(SLEEPER_STOP, &c, 1) > 0)
		;
	_exit(0);
}

static inline void
sleeper_remove(char *path)
{
	if (path == NULL)
		return;
	unlink(path);
	*strrchr(path, '/') = '\0';
	rmdir(path);
	free(path);
}

/* A copy of this program under that name in a folder of its own; NULL when
 * that is not possible. End with sleeper_remove(). */
static inline char *
sleeper_copy(const char *name)
{
	char dir[] = "/tmp/hm-sleeper-XXXXXX", data[65536];
	char *path = NULL;
	ssize_t n = -1;
	int in, out;

	if (mkdtemp(dir) == NULL || chmod(dir, 0755) != 0 ||
	    asprintf(&path, "%s/%s", dir, name) < 0)
		return NULL;
	in = open("/proc/self/exe", O_RDONLY | O_CLOEXEC);
	out = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0755);
	while (in >= 0 && out >= 0 && (n = read(in, data, sizeof(data))) > 0)
		if (write(out, data, (size_t)n) != n)
			break;
	if (in >= 0)
		close(in);
	if (out >= 0)
		close(out);
	if (n == 0)
		return path;
	sleeper_remove(path);
	return NULL;
}

static inline void
sleeper_end(struct sleeper *s)
{
	close(s->to);
	if (s->pid > 0)
		waitpid(s->pid, NULL, 0);
	s->pid = 0;
}

/* Returns true when the child sleeps. */
static inline bool
sleeper_start(struct sleeper *s, const char *path, sleeper_setup *setup,
    void *arg)
{
	char mark[] = SLEEPER_MARK, name[] = "/usr/sbin/sendmail";
	char empty[] = "", last[] = "-q15m";
	char *argv[] = { name, mark, empty, last, NULL };
	int ready[2], stop[2];
	bool ok;
	char c;

	if (pipe2(ready, O_CLOEXEC) != 0 || pipe2(stop, O_CLOEXEC) != 0)
		return false;
	s->pid = fork();
	if (s->pid == 0) {
		close(stop[1]);
		if (dup2(ready[1], SLEEPER_READY) < 0 ||
		    dup2(stop[0], SLEEPER_STOP) < 0 ||
		    (setup != NULL && setup(arg) != 0))
			_exit(2);
		execv(path, argv);
		_exit(3);
	}
	close(ready[1]);
	close(stop[0]);
	s->to = stop[1];
	ok = s->pid > 0 && read(ready[0], &c, 1) == 1;
	close(ready[0]);
	if (!ok)
		sleeper_end(s);
	return ok;
}

#endif
