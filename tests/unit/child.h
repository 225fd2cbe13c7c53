/* Runs another program for a test that compares with it. */
#ifndef HM_CHILD_TEST_H
#define HM_CHILD_TEST_H

#include <sys/wait.h>
#include <unistd.h>

/* Its exit status, with what it printed, NUL-ended; 127: not there. */
static inline int
child_output(char *const argv[], char *out, size_t size)
{
	size_t len = 0;
	ssize_t n;
	int fd[2], status;
	pid_t pid;

	if (pipe(fd) < 0)
		return -1;
	pid = fork();
	if (pid == 0) {
		dup2(fd[1], 1);
		close(fd[0]);
		close(fd[1]);
		alarm(60);
		execvp(argv[0], argv);
		_exit(127);
	}
	close(fd[1]);
	while (len + 1 < size &&
	    (n = read(fd[0], out + len, size - 1 - len)) > 0)
		len += (size_t)n;
	out[len] = '\0';
	close(fd[0]);
	if (pid < 0 || waitpid(pid, &status, 0) != pid || !WIFEXITED(status))
		return -1;
	return WEXITSTATUS(status);
}

#endif
