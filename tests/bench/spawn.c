/* Sleeping processes for measurements: N of them, two named sendmail.
 *
 *	spawn N COMMAND...
 *
 * Run it as the first process of a pid namespace of its own, so that the
 * command sees no more than these:
 *
 *	unshare --pid --fork --mount --mount-proc spawn 200 hardenmail --check
 *
 * The processes are execs of this program in their own right. One sendmail
 * shows a title, one its arguments. Ends with the status of the command.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define SLEEP "--sleep"

static char dir[4096];
static char program[sizeof(dir) + sizeof("/sendmail")];

/* The copy named sendmail, for its exe link. */
static int
copy_self(void)
{
	char data[65536];
	ssize_t n = -1;
	const char *tmp = getenv("TMPDIR");
	int in, out;

	snprintf(dir, sizeof(dir), "%s/hm-spawn-XXXXXX",
	    tmp != NULL ? tmp : "/tmp");
	if (mkdtemp(dir) == NULL)
		return -1;
	snprintf(program, sizeof(program), "%s/sendmail", dir);
	in = open("/proc/self/exe", O_RDONLY | O_CLOEXEC);
	out = open(program, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0755);
	while (in >= 0 && out >= 0 && (n = read(in, data, sizeof(data))) > 0)
		if (write(out, data, (size_t)n) != n)
			return -1;
	if (in >= 0)
		close(in);
	if (out >= 0)
		close(out);
	return n == 0 ? 0 : -1;
}

static void
clean_up(void)
{
	unlink(program);
	rmdir(dir);
}

static pid_t
spawn(const char *path, char *const argv[])
{
	pid_t pid = fork();

	if (pid == 0) {
		prctl(PR_SET_PDEATHSIG, SIGKILL);
		execv(path, argv);
		_exit(127);
	}
	return pid;
}

int
main(int argc, char **argv)
{
	char mark[] = SLEEP, sendmail[] = "/usr/sbin/sendmail";
	char title[] = "sendmail: accepting connections";
	char bd[] = "-q15m", other[] = "sleeper", one[] = "some-argument";
	char *plain[] = { other, mark, one, NULL };
	char *titled[] = { title, mark, NULL };
	char *runner[] = { sendmail, bd, mark, NULL };
	int i, n, status = 0;
	pid_t pid;

	for (i = 1; i < argc; i++) {
		if (strcmp(argv[i], SLEEP) == 0) {
			for (;;)
				pause();
		}
	}
	n = argc < 3 ? 0 : (int)strtol(argv[1], NULL, 10);
	if (n < 3 || n > 100000) {
		fprintf(stderr, "usage: spawn N COMMAND...\n");
		return 64;
	}
	if (copy_self() != 0) {
		perror("spawn");
		return 71;
	}
	for (i = 0; i < n - 1; i++) {
		pid = i == 0 ? spawn(program, titled) :
		    i == 1 ? spawn(program, runner) :
		    spawn("/proc/self/exe", plain);
		if (pid < 0) {
			perror("spawn: fork");
			clean_up();
			return 71;
		}
	}
	sleep(1 + (unsigned)n / 5000);	/* let them settle */
	pid = fork();
	if (pid == 0) {
		execvp(argv[2], argv + 2);
		_exit(127);
	}
	while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
		;
	clean_up();
	/* As the first process of its namespace it takes all with it. */
	if (getpid() != 1)
		signal(SIGTERM, SIG_IGN), kill(0, SIGTERM);
	return WIFEXITED(status) ? WEXITSTATUS(status) : 70;
}
