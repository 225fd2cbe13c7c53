/* System calls that change anything, each of which can be made to kill the
 * program, to fail, or to write less: the including program defines
 * _GNU_SOURCE. */
#ifndef HM_FAULTS_TEST_H
#define HM_FAULTS_TEST_H

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/xattr.h>
#include <unistd.h>

/* What happens at which call. */
enum fault { FAULT_NONE, FAULT_KILL, FAULT_ERROR, FAULT_ERROR_ON,
	FAULT_SHORT };

static struct {
	enum fault fault;
	long at, n;
	int code;
} arm;

static bool
fails(void)
{
	if (arm.fault == FAULT_NONE)
		return false;
	arm.n++;
	if (arm.n == arm.at && arm.fault == FAULT_KILL)
		kill(getpid(), SIGKILL);
	if ((arm.n == arm.at && arm.fault == FAULT_ERROR) ||
	    (arm.n >= arm.at && arm.fault == FAULT_ERROR_ON)) {
		errno = arm.code;
		return true;
	}
	return false;
}

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))
#define FAIL_OR(call) (fails() ? -1 : (call))

ssize_t
write(int fd, const void *data, size_t len)
{
	if (fails())
		return -1;
	if (arm.fault == FAULT_SHORT && arm.n % 2 == arm.at % 2 && len > 1)
		len = (len + 1) / 2;
	return REAL(write)(fd, data, len);
}

int
fsync(int fd)
{
	return FAIL_OR(REAL(fsync)(fd));
}

int
ftruncate(int fd, off_t len)
{
	return FAIL_OR(REAL(ftruncate)(fd, len));
}

int
fchmod(int fd, mode_t mode)
{
	return FAIL_OR(REAL(fchmod)(fd, mode));
}

int
fchown(int fd, uid_t uid, gid_t gid)
{
	return FAIL_OR(REAL(fchown)(fd, uid, gid));
}

int
fchownat(int fd, const char *name, uid_t uid, gid_t gid, int flag)
{
	return FAIL_OR(REAL(fchownat)(fd, name, uid, gid, flag));
}

int
futimens(int fd, const struct timespec t[2])
{
	return FAIL_OR(REAL(futimens)(fd, t));
}

int
utimensat(int fd, const char *name, const struct timespec t[2], int flag)
{
	return FAIL_OR(REAL(utimensat)(fd, name, t, flag));
}

int
unlinkat(int fd, const char *name, int flag)
{
	return FAIL_OR(REAL(unlinkat)(fd, name, flag));
}

int
renameat(int a, const char *from, int b, const char *to)
{
	return FAIL_OR(REAL(renameat)(a, from, b, to));
}

int
symlinkat(const char *target, int fd, const char *name)
{
	return FAIL_OR(REAL(symlinkat)(target, fd, name));
}

int
mkdirat(int fd, const char *name, mode_t mode)
{
	return FAIL_OR(REAL(mkdirat)(fd, name, mode));
}

int
fsetxattr(int fd, const char *name, const void *value, size_t len, int flags)
{
	return FAIL_OR(REAL(fsetxattr)(fd, name, value, len, flags));
}

int
openat(int fd, const char *name, int flags, ...)
{
	mode_t mode = 0;
	va_list ap;

	if ((flags & O_CREAT) != 0) {
		va_start(ap, flags);
		mode = va_arg(ap, mode_t);
		va_end(ap);
		if (fails())
			return -1;
	}
	return REAL(openat)(fd, name, flags, mode);
}

static bool no_renameat2;

long
syscall(long number, ...)
{
	long a[6];
	va_list ap;
	int i;

	va_start(ap, number);
	for (i = 0; i < 6; i++)
		a[i] = va_arg(ap, long);
	va_end(ap);
	if (number == SYS_renameat2 && no_renameat2) {
		errno = ENOSYS;
		return -1;
	}
	if (number == SYS_renameat2 && fails())
		return -1;
	return REAL(syscall)(number, a[0], a[1], a[2], a[3], a[4], a[5]);
}

#endif
