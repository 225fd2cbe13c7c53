/* Runs something again and again in children, each with another fault. */
#define _GNU_SOURCE
#include "tests/fault/fault.h"

#include <errno.h>
#include <execinfo.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <sanitizer/common_interface_defs.h>
#include <sanitizer/lsan_interface.h>

#include "tests/fault/point.h"

/* Reports go where no test looks, and no test meets these numbers. What closes
 * all descriptors that there could be, in a child, has few. */
enum { REPORT_FD = 100, MOST_FILES = 112, RECORDS_FD = 3, MOST = 1000000 };

static int records_fd = RECORDS_FD;

struct fault_page *fault_page;

/* cmocka must not take a crash for a failed assertion, and a leak is looked
 * for by us. */
const char *__asan_default_options(void);
const char *
__asan_default_options(void)
{
	return "handle_segv=2:handle_sigbus=2:handle_sigfpe=2:"
	    "handle_sigill=2:handle_abort=2:exitcode=99:detect_leaks=1:"
	    "leak_check_at_exit=0:allocator_may_return_null=1";
}

const char *__ubsan_default_options(void);
const char *
__ubsan_default_options(void)
{
	return "print_stacktrace=1:exitcode=99";
}

void
fault_fail_setup(const char *what)
{
	fprintf(stderr, "fault: %s: %s\n", what, strerror(errno));
	_exit(70);
}

static void __attribute__((constructor))
make_page(void)
{
	struct rlimit files;

	if (getrlimit(RLIMIT_NOFILE, &files) != 0)
		fault_fail_setup("getrlimit");
	files.rlim_cur = MOST_FILES;
	if (setrlimit(RLIMIT_NOFILE, &files) != 0)
		fault_fail_setup("setrlimit");
	fault_page = mmap(NULL, sizeof(*fault_page), PROT_READ | PROT_WRITE,
	    MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (fault_page == MAP_FAILED)
		fault_fail_setup("mmap");
}

static void
strike(const char *name, int code)
{
	fault_page->hit = true;
	fault_page->name = name;
	fault_page->code = code;
	if (fault_page->n_frames == 0)
		fault_page->n_frames = backtrace(fault_page->frames,
		    FAULT_FRAMES);
}

bool
fault_memory(const char *name)
{
	struct fault_page *p = fault_page;
	long n = __atomic_add_fetch(&p->count[FAULT_ALLOC], 1,
	    __ATOMIC_RELAXED);

	if (p->at == 0 && !p->off && fault_walk_allocation(n)) {
		strike(name, ENOMEM);
		errno = ENOMEM;
		return true;
	}
	if (p->at == 0 || p->off || p->kind == FAULT_CALL || n < p->at ||
	    (n > p->at && p->kind == FAULT_ALLOC))
		return false;
	if (n == p->at)
		strike(name, ENOMEM);
	errno = ENOMEM;
	return true;
}

/* Nothing but its own descriptors differs afterwards. For open() and its kin
 * see fault_opens(). */
static bool
is_reading(const char *name)
{
	static const char *const reading[] = { "access", "close", "dlopen",
		"dlsym", "dup", "faccessat", "fcntl", "fdopendir", "fflush",
		"fgetxattr", "flistxattr", "fstat", "fstatat", "fwrite",
		"getcwd", "gethostname", "getifaddrs", "getpwnam",
		"getrandom", "if_indextoname", "json_deep_copy",
		"json_dumps", "json_loadb", "json_object_set_new", "lseek",
		"lstat", "name_to_handle_at", "open", "openat", "opendir",
		"pread", "read", "readdir", "readlink", "readlinkat",
		"regcomp", "regexec", "stat", "statfs", "statvfs", "syscall",
		"RAND_bytes", "deflateInit2_", "inflateInit2_", };
	size_t i;

	for (i = 0; i < sizeof(reading) / sizeof(reading[0]); i++)
		if (strcmp(reading[i], name) == 0)
			return true;
	return false;
}

void
fault_opens(int flags)
{
	if ((flags & (O_WRONLY | O_RDWR | O_CREAT | O_TRUNC)) != 0)
		fault_page->changes = true;
}

int
fault_call(const char *name, const int *ways)
{
	struct fault_page *p = fault_page;
	long n = __atomic_add_fetch(&p->count[FAULT_CALL], 1,
	    __ATOMIC_RELAXED);
	int i;

	if (!p->changes && !is_reading(name))
		p->changes = true;
	if (p->at == 0 && !p->off)
		fault_walk_call(n);
	if (p->at == 0 || p->off || p->kind != FAULT_CALL)
		return 0;
	/* A table that is full stays full. */
	if (n > p->at && p->hit && p->code == EMFILE) {
		for (i = 0; ways[i] != 0; i++)
			if (ways[i] == EMFILE) {
				errno = EMFILE;
				return EMFILE;
			}
	}
	if (n != p->at)
		return 0;
	if (p->way < 0) {
		for (i = 0; ways[i] != 0; i++)
			;
		p->way = (int)(n % i);
	}
	for (i = 0; i < p->way && ways[i] != 0; i++)
		;
	p->no_such_way = ways[i] == 0;
	if (p->no_such_way)
		return 0;
	strike(name, ways[i]);
	errno = ways[i] == FAULT_SHORT ? 0 : ways[i];
	return ways[i];
}

static int
spare_file(void)
{
	int fd = memfd_create("fault", MFD_CLOEXEC), high;

	if (fd < 0)
		fault_fail_setup("memfd_create");
	high = fcntl(fd, F_DUPFD_CLOEXEC, REPORT_FD);
	if (high < 0)
		fault_fail_setup("dup");
	close(fd);
	return high;
}

void
fault_files(int fd[FAULT_FILES])
{
	int i;

	for (i = 0; i < FAULT_FILES; i++)
		fd[i] = spare_file();
}

static char *
whole(int fd, size_t *ret)
{
	off_t size = lseek(fd, 0, SEEK_END);
	char *text = calloc(1, (size_t)size + 1);

	if (text == NULL || size < 0 ||
	    pread(fd, text, (size_t)size, 0) != size ||
	    ftruncate(fd, 0) != 0 || lseek(fd, 0, SEEK_SET) != 0)
		fault_fail_setup("read");
	if (ret != NULL)
		*ret = (size_t)size;
	return text;
}

void
fault_take(const int fd[FAULT_FILES], struct fault_end *ret)
{
	ret->out = whole(fd[FAULT_OUT], &ret->out_len);
	ret->err = whole(fd[FAULT_ERR], NULL);
	ret->report = whole(fd[FAULT_REPORT], NULL);
}

void
fault_redirect(const int fd[FAULT_FILES])
{
	int null = open("/dev/null", O_RDWR | O_CLOEXEC);

	if (null < 0 || dup2(null, 0) < 0 || dup2(fd[FAULT_OUT], 1) < 0 ||
	    dup2(fd[FAULT_ERR], 2) < 0)
		_exit(70);
	if (null > 2)
		close(null);
	__sanitizer_set_report_fd((void *)(intptr_t)fd[FAULT_REPORT]);
	signal(SIGALRM, SIG_DFL);
}

void
fault_move_records(void)
{
	records_fd = fcntl(RECORDS_FD, F_DUPFD_CLOEXEC, REPORT_FD);
	if (records_fd < 0)
		fault_fail_setup("dup");
	close(RECORDS_FD);
}

static void __attribute__((noreturn))
child(int (*body)(void *), void *arg, unsigned limit, const int fd[3])
{
	int status;

	fault_redirect(fd);
	close(RECORDS_FD);
	alarm(limit);
	status = body(arg);
	fflush(NULL);
	_exit(status);
}

void
fault_run(enum fault_kind kind, long at, int way, int (*body)(void *),
    void *arg, unsigned limit, struct fault_end *ret)
{
	int fd[FAULT_FILES], i;
	pid_t pid;

	fault_files(fd);
	*fault_page = (struct fault_page){ .kind = kind, .at = at,
		.way = way };
	fflush(NULL);
	pid = fork();
	if (pid < 0)
		fault_fail_setup("fork");
	if (pid == 0)
		child(body, arg, limit, fd);
	while (waitpid(pid, &ret->status, 0) != pid)
		if (errno != EINTR)
			fault_fail_setup("waitpid");
	fault_take(fd, ret);
	for (i = 0; i < FAULT_FILES; i++)
		close(fd[i]);
}

void
fault_end_release(struct fault_end *end)
{
	free(end->out);
	free(end->err);
	free(end->report);
}

void
fault_look_for_leaks(long allocated_before)
{
	fault_page->off = true;
	/* It looks through ptrace, which who has just become somebody else
	 * is not to be seen by. */
	if (seteuid(getuid()) == 0)
		(void)prctl(PR_SET_DUMPABLE, 1);
	if (fault_page->allocated > allocated_before &&
	    __lsan_do_recoverable_leak_check() != 0)
		_exit(98);
}

int
fault_descriptors(void)
{
	int fd, n = 0;

	for (fd = 0; fd < REPORT_FD; fd++)
		n += fcntl(fd, F_GETFD) >= 0;
	return n;
}

long
fault_sweep(enum fault_kind kind, int first_way, int (*body)(void *),
    void *arg, unsigned limit, void (*judge)(enum fault_kind,
    const struct fault_end *, void *arg))
{
	const char *only = getenv("HM_FAULT_AT");
	struct fault_end end;
	long at = 1, made = 0;
	int way = first_way, last = MOST;

	if (only != NULL) {
		at = strtol(only, NULL, 10);
		way = strchr(only, '.') == NULL ? first_way :
		    (int)strtol(strchr(only, '.') + 1, NULL, 10);
		last = (int)at;
	}
	while (at <= last) {
		fault_run(kind, at, way, body, arg, limit, &end);
		if (fault_page->hit) {
			made++;
			judge(kind, &end, arg);
		}
		fault_end_release(&end);
		if (!fault_page->hit && !fault_page->no_such_way)
			break;
		if (kind == FAULT_CALL && first_way == 0 && fault_page->hit &&
		    only == NULL) {
			way++;
		} else {
			way = first_way;
			at++;
		}
	}
	return made;
}

static void
put_text(FILE *f, const char *text)
{
	for (; *text != '\0'; text++) {
		if (*text == '\n')
			fputs("\\n", f);
		else if (*text == '\t')
			fputs("\\t", f);
		else if (*text == '\\')
			fputs("\\\\", f);
		else
			fputc(*text, f);
	}
}

void
fault_tell(enum fault_kind kind, const char *what,
    const struct fault_end *end)
{
	static const char *const kinds[] = { "alloc", "memory", "call" };
	const struct fault_page *p = fault_page;
	FILE *f = fdopen(dup(records_fd), "w");
	char place[256];
	int i;

	if (f == NULL)
		fault_fail_setup("descriptor 3");
	fprintf(f, "%s\t%s\t%ld\t%d\t%s\t%s\t%d\t", what, kinds[kind],
	    p->at, p->way, p->name == NULL ? "" : p->name,
	    p->code == FAULT_SHORT ? "short" : p->code == 0 ? "" :
	    strerrorname_np(p->code), end->status);
	/* The first two are strike() and who asked it. */
	for (i = 2; i < p->n_frames; i++) {
		__sanitizer_symbolize_pc((char *)p->frames[i] - 1, "%f %S",
		    place, sizeof(place));
		fprintf(f, "%s%s", i > 2 ? " < " : "", place);
	}
	fputc('\t', f);
	put_text(f, end->out);
	fputc('\t', f);
	put_text(f, end->err);
	fputc('\t', f);
	put_text(f, end->report);
	fputc('\n', f);
	fclose(f);
}
