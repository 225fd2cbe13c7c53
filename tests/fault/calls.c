/* System calls, and what of libc stands for them, that can be made to fail. */
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <ifaddrs.h>
#include <net/if.h>
#include <poll.h>
#include <pwd.h>
#include <regex.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/fanotify.h>
#include <sys/file.h>
#include <sys/inotify.h>
#include <sys/random.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/syscall.h>
#include <sys/vfs.h>
#include <sys/wait.h>
#include <sys/xattr.h>
#include <time.h>
#include <unistd.h>

#include "tests/fault/fault.h"
#include "tests/fault/point.h"

/*
 * One line for each: what it returns, its name, its parameters and the same
 * as arguments, what it returns when it fails, and the errors it can fail
 * with. ENOENT and ESRCH are not among them: of a path that exists they are
 * no failure but a lie. Both are compared with the real thing elsewhere.
 */
#define CALL(type, name, params, args, failed, ...)			\
	type fault_##name params;					\
	type								\
	fault_##name params						\
	{								\
		static const int ways[] = { __VA_ARGS__, 0 };		\
									\
		if (fault_call(#name, ways) != 0)			\
			return failed;					\
		return name args;					\
	}

/* Those that may do less than they were asked for, but something. */
#define SOME(name, params, args, all, some, ...)			\
	ssize_t fault_##name params;					\
	ssize_t								\
	fault_##name params						\
	{								\
		static const int ways[] = { __VA_ARGS__,		\
			FAULT_SHORT, 0 };				\
		const int how = fault_call(#name, ways);		\
									\
		if (how > 0)						\
			return -1;					\
		if (how == FAULT_SHORT && (all) > 1)			\
			return name some;				\
		return name args;					\
	}

/* With a last argument that need not be there. */
#define REST(last, type, value)						\
	va_list ap;							\
	type value;							\
									\
	va_start(ap, last);						\
	value = va_arg(ap, type);					\
	va_end(ap)

int fault_open(const char *path, int flags, ...);
int
fault_open(const char *path, int flags, ...)
{
	static const int ways[] = { EIO, EACCES, EMFILE, EINTR, 0 };
	REST(flags, mode_t, mode);

	fault_opens(flags);
	return fault_call("open", ways) != 0 ? -1 : open(path, flags, mode);
}

int fault_openat(int dir, const char *path, int flags, ...);
int
fault_openat(int dir, const char *path, int flags, ...)
{
	static const int ways[] = { EIO, EACCES, EMFILE, EINTR, 0 };
	REST(flags, mode_t, mode);

	fault_opens(flags);
	return fault_call("openat", ways) != 0 ? -1 :
	    openat(dir, path, flags, mode);
}

int fault_fcntl(int fd, int what, ...);
int
fault_fcntl(int fd, int what, ...)
{
	static const int ways[] = { EMFILE, 0 };
	REST(what, long, arg);

	return fault_call("fcntl", ways) != 0 ? -1 : fcntl(fd, what, arg);
}

/* openat2(2), which glibc has no function for. */
long fault_syscall(long number, ...);
long
fault_syscall(long number, ...)
{
	static const int ways[] = { EIO, EACCES, EMFILE, ENOSYS, EAGAIN,
		EINTR, 0 };
	long a[6];
	va_list ap;
	int i;

	va_start(ap, number);
	for (i = 0; i < 6; i++)
		a[i] = va_arg(ap, long);
	va_end(ap);
#ifdef SYS_openat2
	/* struct open_how begins with the flags. */
	fault_opens(number == SYS_openat2 ? (int)*(const uint64_t *)a[2] :
	    O_RDWR);
#endif
	return fault_call("syscall", ways) != 0 ? -1 :
	    syscall(number, a[0], a[1], a[2], a[3], a[4], a[5]);
}

/* It is closed all the same: close(2). */
int fault_close(int fd);
int
fault_close(int fd)
{
	static const int ways[] = { EIO, EINTR, 0 };
	const int how = fault_call("close", ways);

	if (how == 0)
		return close(fd);
	close(fd);
	errno = how;
	return -1;
}

SOME(read, (int fd, void *at, size_t n), (fd, at, n), n,
    (fd, at, (n + 1) / 2), EIO, EINTR)
SOME(pread, (int fd, void *at, size_t n, off_t o), (fd, at, n, o), n,
    (fd, at, (n + 1) / 2, o), EIO, EINTR)
SOME(write, (int fd, const void *at, size_t n), (fd, at, n), n,
    (fd, at, (n + 1) / 2), EIO, ENOSPC, EINTR)
SOME(pwrite, (int fd, const void *at, size_t n, off_t o), (fd, at, n, o), n,
    (fd, at, (n + 1) / 2, o), EIO, ENOSPC, EINTR)
SOME(recv, (int fd, void *at, size_t n, int f), (fd, at, n, f), n,
    (fd, at, (n + 1) / 2, f), ECONNRESET, EINTR)
SOME(send, (int fd, const void *at, size_t n, int f), (fd, at, n, f), n,
    (fd, at, (n + 1) / 2, f), EPIPE, EINTR)

CALL(int, fstat, (int fd, struct stat *st), (fd, st), -1, EIO, ENOMEM)
CALL(int, stat, (const char *p, struct stat *st), (p, st), -1, EIO, EACCES)
CALL(int, lstat, (const char *p, struct stat *st), (p, st), -1, EIO, EACCES)
CALL(int, fstatat, (int d, const char *p, struct stat *st, int f),
    (d, p, st, f), -1, EIO, EACCES, ENOMEM)
CALL(int, access, (const char *p, int m), (p, m), -1, EIO, EACCES)
CALL(int, faccessat, (int d, const char *p, int m, int f), (d, p, m, f), -1,
    EIO, EACCES)
CALL(int, statvfs, (const char *p, struct statvfs *st), (p, st), -1, EIO)
CALL(ssize_t, readlink, (const char *p, char *at, size_t n), (p, at, n), -1,
    EIO, EACCES)
CALL(ssize_t, readlinkat, (int d, const char *p, char *at, size_t n),
    (d, p, at, n), -1, EIO, EACCES)
CALL(DIR *, opendir, (const char *p), (p), NULL, EIO, EACCES, EMFILE)
CALL(DIR *, fdopendir, (int fd), (fd), NULL, ENOMEM)
CALL(struct dirent *, readdir, (DIR *d), (d), NULL, EIO)
CALL(char *, getcwd, (char *at, size_t n), (at, n), NULL, ENOENT, EACCES)
CALL(off_t, lseek, (int fd, off_t o, int w), (fd, o, w), -1, EIO)
CALL(int, dup, (int fd), (fd), -1, EMFILE)
CALL(int, dup2, (int a, int b), (a, b), -1, EMFILE)
CALL(int, pipe, (int fd[2]), (fd), -1, EMFILE)
CALL(int, pipe2, (int fd[2], int f), (fd, f), -1, EMFILE)

CALL(int, fsync, (int fd), (fd), -1, EIO, ENOSPC)
CALL(int, fdatasync, (int fd), (fd), -1, EIO, ENOSPC)
CALL(int, ftruncate, (int fd, off_t n), (fd, n), -1, EIO, ENOSPC)
CALL(int, fchmod, (int fd, mode_t m), (fd, m), -1, EPERM, EROFS)
CALL(int, fchmodat, (int d, const char *p, mode_t m, int f), (d, p, m, f),
    -1, EPERM)
CALL(int, fchown, (int fd, uid_t u, gid_t g), (fd, u, g), -1, EPERM)
CALL(int, fchownat, (int d, const char *p, uid_t u, gid_t g, int f),
    (d, p, u, g, f), -1, EPERM)
CALL(int, mkfifoat, (int d, const char *p, mode_t m), (d, p, m), -1, EACCES)
CALL(char *, mkdtemp, (char *p), (p), NULL, EACCES)
CALL(int, futimens, (int fd, const struct timespec t[2]), (fd, t), -1,
    EPERM)
CALL(int, utimensat, (int d, const char *p, const struct timespec t[2],
    int f), (d, p, t, f), -1, EPERM)
CALL(int, linkat, (int d, const char *p, int e, const char *q, int f),
    (d, p, e, q, f), -1, EIO, ENOSPC)
CALL(int, symlinkat, (const char *t, int d, const char *p), (t, d, p), -1,
    EIO, ENOSPC)
CALL(int, renameat, (int d, const char *p, int e, const char *q),
    (d, p, e, q), -1, EIO, ENOSPC)
CALL(int, rename, (const char *p, const char *q), (p, q), -1, EIO, ENOSPC)
CALL(int, unlinkat, (int d, const char *p, int f), (d, p, f), -1, EIO, EPERM)
CALL(int, unlink, (const char *p), (p), -1, EIO, EPERM)
CALL(int, statfs, (const char *p, struct statfs *st), (p, st), -1, EIO)
CALL(int, mkdirat, (int d, const char *p, mode_t m), (d, p, m), -1, EIO,
    ENOSPC)
CALL(int, mkdir, (const char *p, mode_t m), (p, m), -1, EIO, ENOSPC)
CALL(int, mknodat, (int d, const char *p, mode_t m, dev_t v), (d, p, m, v),
    -1, EIO, ENOSPC)
CALL(int, flock, (int fd, int how), (fd, how), -1, EINTR, ENOLCK)

CALL(int, socket, (int d, int t, int p), (d, t, p), -1, EMFILE, EACCES)
CALL(int, socketpair, (int d, int t, int p, int *v), (d, t, p, v), -1,
    EMFILE)
CALL(int, setsockopt, (int s, int l, int o, const void *v, socklen_t n),
    (s, l, o, v, n), -1, ENOPROTOOPT)
CALL(ssize_t, sendto, (int s, const void *at, size_t n, int f,
    const struct sockaddr *to, socklen_t l), (s, at, n, f, to, l), -1,
    ENOBUFS, EINTR)
CALL(ssize_t, sendmsg, (int s, const struct msghdr *m, int f), (s, m, f), -1,
    ENOBUFS, EINTR)
CALL(ssize_t, recvfrom, (int s, void *p, size_t n, int f, struct sockaddr *a,
    socklen_t *len), (s, p, n, f, a, len), -1, ECONNRESET, EINTR)
CALL(ssize_t, recvmsg, (int s, struct msghdr *m, int f), (s, m, f), -1,
    ENOBUFS, EINTR)
CALL(int, connect, (int s, const struct sockaddr *to, socklen_t l),
    (s, to, l), -1, ECONNREFUSED, EINTR)
CALL(int, bind, (int s, const struct sockaddr *to, socklen_t l), (s, to, l),
    -1, EADDRINUSE)
CALL(int, listen, (int s, int n), (s, n), -1, EADDRINUSE)
CALL(int, accept4, (int s, struct sockaddr *a, socklen_t *l, int f),
    (s, a, l, f), -1, EMFILE, EINTR)
CALL(int, poll, (struct pollfd *p, nfds_t n, int t), (p, n, t), -1, EINTR,
    ENOMEM)
CALL(int, getifaddrs, (struct ifaddrs **ret), (ret), -1, EMFILE, ENOMEM)
CALL(char *, if_indextoname, (unsigned i, char *name), (i, name), NULL,
    ENXIO)
CALL(int, gethostname, (char *at, size_t n), (at, n), -1, ENAMETOOLONG)

CALL(pid_t, fork, (void), (), -1, EAGAIN, ENOMEM)
CALL(pid_t, waitpid, (pid_t p, int *st, int o), (p, st, o), -1, EINTR)
CALL(int, execve, (const char *p, char *const v[], char *const e[]),
    (p, v, e), -1, EACCES, ENOMEM)
CALL(int, inotify_init1, (int f), (f), -1, EMFILE)
CALL(int, inotify_add_watch, (int fd, const char *p, uint32_t m),
    (fd, p, m), -1, ENOSPC, ENOMEM)
CALL(int, fanotify_init, (unsigned f, unsigned how), (f, how), -1, EPERM,
    EMFILE)
CALL(int, fanotify_mark, (int fd, unsigned f, uint64_t m, int d,
    const char *p), (fd, f, m, d, p), -1, ENOSPC, EXDEV)
CALL(int, name_to_handle_at, (int d, const char *p, struct file_handle *h,
    int *mount, int f), (d, p, h, mount, f), -1, EOPNOTSUPP)
CALL(ssize_t, getrandom, (void *at, size_t n, unsigned f), (at, n, f), -1,
    ENOSYS, EINTR)

CALL(size_t, fwrite, (const void *at, size_t s, size_t n, FILE *f),
    (at, s, n, f), 0, EIO, ENOSPC)
CALL(int, fflush, (FILE *f), (f), EOF, EIO, ENOSPC)
CALL(int, regcomp, (regex_t *r, const char *p, int f), (r, p, f), REG_ESPACE,
    ENOMEM)
CALL(int, regexec, (const regex_t *r, const char *t, size_t n,
    regmatch_t m[], int f), (r, t, n, m, f), REG_ESPACE, ENOMEM)

CALL(int, chdir, (const char *p), (p), -1, EIO, EACCES)
CALL(int, setpgid, (pid_t p, pid_t g), (p, g), -1, EPERM)
CALL(int, setuid, (uid_t u), (u), -1, EAGAIN, EPERM)
CALL(int, setgid, (gid_t g), (g), -1, EPERM)
CALL(int, setgroups, (size_t n, const gid_t *g), (n, g), -1, EPERM)
CALL(struct passwd *, getpwnam, (const char *n), (n), NULL, EIO, EMFILE)
CALL(int, waitid, (idtype_t t, id_t i, siginfo_t *s, int o), (t, i, s, o),
    -1, EINTR)
CALL(ssize_t, flistxattr, (int fd, char *at, size_t n), (fd, at, n), -1, EIO)
CALL(ssize_t, fgetxattr, (int fd, const char *k, void *at, size_t n),
    (fd, k, at, n), -1, EIO)
CALL(int, fsetxattr, (int fd, const char *k, const void *v, size_t n, int f),
    (fd, k, v, n, f), -1, ENOSPC, EACCES)
CALL(int, fremovexattr, (int fd, const char *k), (fd, k), -1, EACCES)
CALL(void *, dlopen, (const char *p, int f), (p, f), NULL, ENOMEM)
CALL(void *, dlsym, (void *so, const char *n), (so, n), NULL, ENOENT)

/* What libc calls those that deal with files beyond 2^31 bytes. */
#define LARGE(name)							\
	extern __typeof(fault_##name) fault_##name##64			\
	    __attribute__((alias("fault_" #name)))
LARGE(fcntl);
LARGE(fstat);
LARGE(fstatat);
LARGE(ftruncate);
LARGE(lseek);
LARGE(open);
LARGE(openat);
LARGE(pread);
LARGE(readdir);
LARGE(stat);
LARGE(statfs);

/* Not failures: a program's runs differ in nothing but the fault. */
bool fault_fixed;
static struct timespec fixed_time[16];
static bool have_time[16];

int fault_clock_gettime(clockid_t clock, struct timespec *ret);
int
fault_clock_gettime(clockid_t clock, struct timespec *ret)
{
	if (!fault_fixed || clock < 0 || clock > 15)
		return clock_gettime(clock, ret);
	*ret = fixed_time[clock];
	return 0;
}

time_t fault_time(time_t *ret);
time_t
fault_time(time_t *ret)
{
	time_t now = fault_fixed ? fixed_time[CLOCK_REALTIME].tv_sec :
	    time(NULL);

	if (ret != NULL)
		*ret = now;
	return now;
}

static pid_t fixed_pid;

pid_t fault_getpid(void);
pid_t
fault_getpid(void)
{
	return fault_fixed ? fixed_pid : getpid();
}

void
fault_fix(void)
{
	clockid_t i;

	for (i = 0; i < 16; i++)
		have_time[i] = clock_gettime(i, &fixed_time[i]) == 0;
	fixed_pid = getpid();
	fault_fixed = have_time[CLOCK_REALTIME];
}
