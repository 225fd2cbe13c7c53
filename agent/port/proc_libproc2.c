/* The process table of Linux: links in /proc select, libproc2 tells. */
#define _GNU_SOURCE
#include "agent/port/host.h"

#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include <libproc2/pids.h>

#include "agent/port/procfs.h"

/* PIDS_VAL lost its fourth argument in procps 4.0.5; what it expands to
 * stayed the same. */
#define VALUE(stack, n, type) ((stack)->head[n].result.type)

enum { AT_PID, AT_PPID, AT_EUID, AT_BEGAN, AT_COMM, N_ITEMS };

/* Details are asked for in batches: libproc2 takes 255 pids at once, and
 * each costs a descriptor here. */
#define BATCH 64

/* A link in /proc is at most a page. */
#define LINK_SIZE 4097

/* The kernel takes megabytes; more than this is no MTA's, but somebody's who
 * wants our memory. */
#define CMDLINE_MAX ((size_t)16384)

/*
 * The library comes with libsystemd and seven others, which take longer to
 * load than all else here takes. It is loaded when there is a process to ask
 * about, which most hosts have not; HM_LIBPROC2 is the name that the linker
 * would have noted, so that it is the one that we were compiled for.
 */
struct library {
	__typeof__(&procps_pids_new) new;
	__typeof__(&procps_pids_select) select;
	__typeof__(&procps_pids_unref) unref;
};

struct space { dev_t dev; ino_t ino; };

struct scan {
	int proc;			/* /proc */
	struct library lib;
	struct pids_info *info;
	struct pool *pool;
	proc_wanted_fn *wanted;		/* NULL: whatever it is */
	const void *arg;
	struct proc_blind blind;
	struct space own_pid, own_net;
	struct proc **end;
	unsigned pids[BATCH];
	int dirs[BATCH];		/* /proc/PID: stays bound to the
					 * process, not to the number */
	bool read[BATCH];		/* its exe was, by the selector */
	int n;
	int broken;			/* -errno of a link without excuse */
	bool exe_read;			/* of the one asked about last */
};

/* Follow an ns link: needs the right to ptrace. */
static int
space_of(int dir, const char *name, struct space *ret)
{
	struct stat st;

	if (fstatat(dir, name, &st, 0) != 0)
		return -errno;
	*ret = (struct space){ .dev = st.st_dev, .ino = st.st_ino };
	return 0;
}

static bool
space_differs(int dir, const char *name, const struct space *own)
{
	struct space s = { .ino = 0 };

	return space_of(dir, name, &s) == 0 &&
	    (s.ino != own->ino || s.dev != own->dev);
}

static bool
is_foreign(const struct scan *s, int dir)
{
	char status[4096];
	struct space other = { .ino = 0 };
	ssize_t n;

	if (space_of(dir, "ns/pid", &other) != 0) {
		/* Of another user: the pids at least are public. */
		n = procfs_read(dir, "status", status, sizeof(status));
		return n > 0 && procfs_pid_depth(status, (size_t)n) > 1;
	}
	return other.ino != s->own_pid.ino || other.dev != s->own_pid.dev ||
	    space_differs(dir, "ns/net", &s->own_net);
}

/* The text of exe into link: 0, -EACCES, or -ENOENT for a kernel thread and
 * for what is gone. */
static int
read_exe(int dir, const char *name, char *link, bool *deleted)
{
	ssize_t n = readlinkat(dir, name, link, LINK_SIZE - 1);

	if (n < 0)
		return errno == ESRCH ? -ENOENT : -errno;
	link[n] = '\0';
	*deleted = procfs_cut_deleted(link);
	return 0;
}

/* When the boot was, in seconds since 1970 by today's clock. */
static double
boot_time(void)
{
	struct timespec now, up;

	if (clock_gettime(CLOCK_REALTIME, &now) != 0 ||
	    clock_gettime(CLOCK_BOOTTIME, &up) != 0)
		return 0;
	return (double)(now.tv_sec - up.tv_sec) +
	    (double)(now.tv_nsec - up.tv_nsec) / 1e9;
}

static bool
is_gone(int rc)
{
	return rc == -ENOENT || rc == -ESRCH;
}

/* What libproc2 does not tell exactly enough, or only for the price of
 * other files. 0; -ESRCH: gone, or no longer wanted; -ENOMEM; of a process
 * that is there and cannot be looked at, why. */
static int
fill_by_hand(struct scan *s, int dir, struct proc *p)
{
	char link[LINK_SIZE];
	const char *text;
	size_t len;
	ssize_t n;
	int rc = read_exe(dir, "exe", link, &p->deleted);

	if (is_gone(rc))
		return -ESRCH;
	if (rc != 0 && rc != -EACCES && rc != -EPERM)
		return rc;
	if (rc == 0)
		p->exe = pool_strdup(s->pool, link);
	if (s->wanted != NULL && !s->wanted(s->arg, p->exe, p->comm))
		return -ESRCH;
	rc = procfs_load(dir, "cmdline", CMDLINE_MAX, s->pool, &p->cmdline,
	    &p->cmdline_len);
	if (rc != 0)
		return is_gone(rc) ? -ESRCH : rc;
	p->cmdline_cut = p->cmdline_len == CMDLINE_MAX;
	rc = procfs_load(dir, "cgroup", 65536, s->pool, &text, &len);
	if (rc != 0 && !is_gone(rc) && rc != -EACCES)
		return rc;
	if (rc == 0)
		p->unit = procfs_unit(s->pool, text, len);
	n = readlinkat(dir, "fd/0", link, sizeof(link));
	if (n < 0 && errno == EIO)
		return -EIO;
	p->stdin_socket = n > 0 && procfs_socket(link, (size_t)n) != 0;
	return s->pool->failed ? -ENOMEM : 0;
}

static int
fill(struct scan *s, const struct pids_stack *st, int i)
{
	const int dir = s->dirs[i];
	struct proc *p = pool_alloc(s->pool, sizeof(*p));
	long hz = sysconf(_SC_CLK_TCK);
	double boot = boot_time();
	int rc;

	if (p == NULL)
		return -ENOMEM;
	p->pid = VALUE(st, AT_PID, s_int);
	p->ppid = VALUE(st, AT_PPID, s_int);
	p->uid = (long)VALUE(st, AT_EUID, u_int);
	p->start = VALUE(st, AT_BEGAN, ull_int);
	p->comm = pool_strdup(s->pool, VALUE(st, AT_COMM, str));
	if (boot > 0 && hz > 0)
		p->started = (int64_t)(boot + (double)p->start / (double)hz);
	rc = fill_by_hand(s, dir, p);
	if (rc == -ESRCH)
		return 0;
	if (rc == 0 && s->read[i] && p->exe == NULL)
		s->blind.hidden++;	/* a moment ago it was not */
	if (rc == 0) {
		*s->end = p;
		s->end = &p->next;
	}
	return rc;
}

/* 0, or -ENOSYS with the linker's words. */
static int
load(struct library *ret, struct err *e)
{
#ifdef HM_LIBPROC2
	/* Stays: what it registers would outlive a dlclose(). */
	void *so = dlopen(HM_LIBPROC2, RTLD_LAZY | RTLD_LOCAL | RTLD_NODELETE);
	struct library lib = { .new = NULL };
	const char *why;

	if (so != NULL) {
		*(void **)&lib.new = dlsym(so, "procps_pids_new");
		*(void **)&lib.select = dlsym(so, "procps_pids_select");
		*(void **)&lib.unref = dlsym(so, "procps_pids_unref");
	}
	if (lib.new == NULL || lib.select == NULL || lib.unref == NULL) {
		why = dlerror();
		return err_set(e, ENOSYS, "%s", why != NULL ? why :
		    HM_LIBPROC2);
	}
	*ret = lib;
#else
	*ret = (struct library){ .new = procps_pids_new,
		.select = procps_pids_select, .unref = procps_pids_unref };
#endif
	return 0;
}

/* The library reads much of /proc and /sys when it is begun with, so not
 * before there is a process to ask it about. */
static int
begin(struct scan *s, struct err *e)
{
	enum pids_item items[N_ITEMS] = {
		[AT_PID] = PIDS_ID_PID,
		[AT_PPID] = PIDS_ID_PPID,
		[AT_EUID] = PIDS_ID_EUID,
		[AT_BEGAN] = PIDS_TICS_BEGAN,
		[AT_COMM] = PIDS_CMD,
	};
	int rc;

	if (s->info != NULL)
		return 0;
	rc = load(&s->lib, e);
	if (rc != 0)
		return rc;
	rc = s->lib.new(&s->info, items, N_ITEMS);
	return rc >= 0 ? 0 : err_set(e, -rc, "libproc2: %s", strerror(-rc));
}

/* Tell about the batch. A folder that still answers after libproc2 has read
 * the number shows that the number was not given to another meanwhile. */
static int
flush(struct scan *s, struct err *e)
{
	struct pids_fetch *f;
	int i, j, rc = 0;

	if (s->n == 0)
		return 0;
	rc = begin(s, e);
	errno = 0;
	f = rc != 0 ? NULL : s->lib.select(s->info, s->pids,
	    s->n, PIDS_SELECT_PID);
	if (f == NULL && rc == 0)
		rc = err_set(e, errno > 0 ? errno : EIO,
		    "libproc2 cannot read processes");
	for (i = 0; rc == 0 && i < s->n; i++)
		for (j = 0; rc == 0 && f->stacks[j] != NULL; j++)
			if (VALUE(f->stacks[j], AT_PID, s_int) ==
			    (int)s->pids[i])
				rc = fill(s, f->stacks[j], i);
	if (rc == -ENOMEM)
		err_set(e, ENOMEM, "processes: out of memory");
	else if (rc < 0 && (e == NULL || e->code == 0))
		err_set(e, -rc, "/proc: %s", strerror(-rc));
	for (i = 0; i < s->n; i++)
		close(s->dirs[i]);
	s->n = 0;
	return rc;
}

static int
take(struct scan *s, pid_t pid, struct err *e)
{
	char name[16];
	int dir;

	snprintf(name, sizeof(name), "%ld", (long)pid);
	dir = openat(s->proc, name, O_PATH | O_DIRECTORY | O_CLOEXEC);

	if (dir < 0)
		return errno == ENOENT ? 0 :
		    err_set(e, errno, "/proc/%s: %s", name, strerror(errno));
	/* Containers' processes need no more than to be counted. */
	if (s->wanted != NULL && is_foreign(s, dir)) {
		s->blind.foreign++;
		close(dir);
		return 0;
	}
	s->read[s->n] = s->exe_read;
	s->pids[s->n] = (unsigned)pid;
	s->dirs[s->n++] = dir;
	return s->n < BATCH ? 0 : flush(s, e);
}

/* The selector: one readlink for each process there is. */
static bool
is_wanted(struct scan *s, const char *pid)
{
	char path[32], link[LINK_SIZE], text[512];
	const size_t n_pid = strlen(pid);	/* ten digits at most */
	struct procfs_stat st;
	bool deleted;
	ssize_t n;
	int rc;

	/* Not printf: there may be thousands. */
	memcpy(path, pid, n_pid);
	memcpy(path + n_pid, "/exe", sizeof("/exe"));
	rc = read_exe(s->proc, path, link, &deleted);
	s->exe_read = rc == 0;
	if (rc == 0)
		return s->wanted(s->arg, link, NULL);
	if (rc == -ENOENT)
		return false;
	if (rc != -EACCES && rc != -EPERM && s->broken == 0)
		s->broken = rc;
	memcpy(path + n_pid, "/stat", sizeof("/stat"));
	n = procfs_read(s->proc, path, text, sizeof(text));
	if (n == -EACCES || n == -EPERM) {	/* hidepid=1 */
		s->blind.hidden++;
		s->blind.nameless++;
	}
	if (n <= 0 || procfs_stat_parse(text, (size_t)n, &st) != 0)
		return false;
	if ((st.flags & PROCFS_KERNEL_THREAD) != 0 || st.state == 'Z')
		return false;
	s->blind.hidden++;
	return s->wanted(s->arg, NULL, st.comm);
}

static int
scan_open(struct scan *s, struct err *e)
{
	int rc;

	s->proc = open("/proc", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (s->proc < 0)
		return err_set(e, errno, "/proc: %s", strerror(errno));
	rc = space_of(s->proc, "self/ns/pid", &s->own_pid);
	if (rc == 0)
		rc = space_of(s->proc, "self/ns/net", &s->own_net);
	if (rc != 0)
		return err_set(e, -rc, "/proc is not this system's: %s",
		    strerror(-rc));
	return 0;
}

static void
scan_close(struct scan *s)
{
	while (s->n > 0)
		close(s->dirs[--s->n]);
	if (s->info != NULL)
		s->lib.unref(&s->info);
	if (s->proc >= 0)
		close(s->proc);
}

static int
list(const struct host *h, proc_wanted_fn *wanted, const void *arg,
    struct pool *pool, struct proc **ret, struct proc_blind *blind,
    struct err *e)
{
	struct proc *head = NULL;
	struct scan s = { .proc = -1, .pool = pool, .wanted = wanted,
		.arg = arg, .end = &head };
	DIR *dir = NULL;
	struct dirent *d;
	bool init = false;
	pid_t pid;
	int fd = -1, rc = scan_open(&s, e);

	if (rc != 0)
		goto out;
	fd = fcntl(s.proc, F_DUPFD_CLOEXEC, 0);
	dir = fd < 0 ? NULL : fdopendir(fd);
	if (dir == NULL) {
		rc = err_set(e, errno, "/proc: %s", strerror(errno));
		if (fd >= 0)
			close(fd);
		goto out;
	}
	while (rc == 0 && (errno = 0, d = readdir(dir)) != NULL) {
		pid = procfs_pid(d->d_name);
		init = init || pid == 1;
		if (pid != 0 && is_wanted(&s, d->d_name))
			rc = take(&s, pid, e);
	}
	if (rc == 0 && (errno != 0 || s.broken != 0)) {
		rc = errno != 0 ? errno : -s.broken;
		rc = err_set(e, rc, "/proc: %s", strerror(rc));
	}
	if (rc == 0)
		rc = flush(&s, e);
	if (rc == 0) {
		s.blind.mounted_hidden = !init;	/* hidepid=, see proc(5) */
		*ret = head;
		*blind = s.blind;
	}
out:
	if (dir != NULL)
		closedir(dir);
	scan_close(&s);
	return rc;
}

static int
get(const struct host *h, pid_t pid, struct pool *pool, struct proc **ret,
    struct err *e)
{
	struct proc *head = NULL;
	struct scan s = { .proc = -1, .pool = pool, .end = &head };
	int rc = scan_open(&s, e);

	if (rc == 0)
		rc = take(&s, pid, e);
	if (rc == 0)
		rc = flush(&s, e);
	scan_close(&s);
	if (rc == 0 && head == NULL)
		return err_set(e, ESRCH, "process %ld is gone", (long)pid);
	if (rc == 0)
		*ret = head;
	return rc;
}

const struct proc_ops proc_port = {
	.list = list,
	.holders = procfs_holders,
	.get = get,
};
