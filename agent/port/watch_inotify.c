/*
 * Watching folders by inotify(7), through libinotifytools. The library has
 * one instance in a process, global state and no descriptor to wait for, and
 * is licensed under version 2 of the GPL alone: it lives in a child process
 * that does nothing else and says through a pipe that something changed. A
 * child never changes what it watches, so that nothing of the library's
 * table can be stale: for other folders there is another child.
 */
#define _GNU_SOURCE
#include "agent/port/watch.h"

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <inotifytools/inotify.h>
#include <inotifytools/inotifytools.h>

#include "agent/base/memory.h"
#include "agent/port/poll_tree.h"

#define LIBRARY "libinotifytools.so.0"
#define MOUNTS "/proc/self/mountinfo"

/* The child has some hundred folders to tell the kernel. */
#define READY_LIMIT 30000

/* What a name, or the folder itself, can come through. */
#define NAMES (IN_MODIFY | IN_ATTRIB | IN_CLOSE_WRITE | IN_MOVED_FROM | \
	IN_MOVED_TO | IN_CREATE | IN_DELETE)
/* The folder is another, or events were lost. */
#define LOST (IN_DELETE_SELF | IN_MOVE_SELF | IN_UNMOUNT | IN_IGNORED | \
	IN_Q_OVERFLOW)
#define ASKED (NAMES | IN_DELETE_SELF | IN_MOVE_SELF | IN_ONLYDIR)

/* What the child says. */
enum { SAYS_READY = 'r', SAYS_CHANGED = 'c', SAYS_ERROR = 'x' };

#define FUNCTIONS(f)			\
	f(inotifytools_initialize)	\
	f(inotifytools_watch_file)	\
	f(inotifytools_wd_from_filename) \
	f(inotifytools_next_event)	\
	f(inotifytools_error)

#define DECLARE(name) __typeof__(&name) name;
#define LOAD(name_) { #name_, offsetof(struct library, name_) },

struct library {
	FUNCTIONS(DECLARE)
};

static const struct { const char *name; size_t offset; } symbols[] = {
	FUNCTIONS(LOAD)
};

/* Which folder it is, whatever is mounted over it later. */
struct folder_id {
	char *path;
	dev_t dev;
	ino_t ino;
};

struct watch {
	pid_t child;		/* 0: none */
	int from;		/* its pipe; -1 */
	int mounts;		/* -1: cannot be watched */
	struct folder_id *folders;
	size_t n;
	struct poll_tree *tree;	/* in its place, or NULL */
	char how[160];
};

/* In the child. */

static void
say_error(int to, int code, const char *words)
{
	char text[160];
	int n = snprintf(text, sizeof(text), "%c%c%s", SAYS_ERROR, code,
	    words);

	if (n > (int)sizeof(text) - 1)
		n = sizeof(text) - 1;
	while (n > 0 && write(to, text, (size_t)n) < 0 && errno == EINTR)
		;
	_exit(1);
}

static void
load(struct library *l, int to)
{
	void *handle = dlopen(LIBRARY, RTLD_NOW | RTLD_LOCAL), *at;
	size_t i;

	if (handle == NULL)
		say_error(to, ENOTSUP, dlerror());
	for (i = 0; i < sizeof(symbols) / sizeof(symbols[0]); i++) {
		at = dlsym(handle, symbols[i].name);
		if (at == NULL)
			say_error(to, ENOTSUP, LIBRARY " is of another kind");
		memcpy((char *)l + symbols[i].offset, &at, sizeof(at));
	}
}

/* The library knows folders by their name with a slash at its end. */
static int
wd_of(const struct library *l, const char *folder)
{
	char path[8192];

	if (snprintf(path, sizeof(path), "%s%s", folder,
	    strcmp(folder, "/") == 0 ? "" : "/") >= (int)sizeof(path))
		return -1;
	return l->inotifytools_wd_from_filename(path);
}

static void
add_folders(const struct library *l, const struct watch_spot *spots,
    size_t n, int *wds, int to)
{
	size_t i;
	int code;

	for (i = 0; i < n; i++) {
		wds[i] = -1;
		if (i > 0 && strcmp(spots[i].folder, spots[i - 1].folder)
		    == 0) {
			wds[i] = wds[i - 1];
			continue;
		}
		if (l->inotifytools_watch_file(spots[i].folder, ASKED)) {
			wds[i] = wd_of(l, spots[i].folder);
			continue;
		}
		code = l->inotifytools_error();
		if (code == ENOSPC)
			say_error(to, code, "no more folders can be watched "
			    "(fs.inotify.max_user_watches)");
		if (code != ENOENT && code != ENOTDIR && code != EACCES &&
		    code != ELOOP)
			say_error(to, code, strerror(code));
	}
}

static bool
counts(const struct inotify_event *event, const struct watch_spot *spots,
    size_t n, const int *wds)
{
	size_t i;

	if (event->wd < 0 || (event->mask & LOST) != 0)
		return true;
	for (i = 0; i < n; i++)
		if (wds[i] == event->wd && (spots[i].name == NULL ||
		    (event->len > 0 && strcmp(spots[i].name, event->name)
		    == 0)))
			return true;
	return false;
}

/* What a parent that is slow has not read yet says enough: a full pipe is no
 * loss. */
static void
say(int to, char what)
{
	ssize_t n;

	do
		n = write(to, &what, 1);
	while (n < 0 && errno == EINTR);
	if (n < 0 && errno != EAGAIN)
		_exit(0);
}

static void
serve(const struct watch_spot *spots, size_t n, int to, pid_t parent)
{
	static const int own[] = { SIGHUP, SIGINT, SIGTERM, SIGPIPE };
	struct sigaction a = { .sa_handler = SIG_DFL };
	const struct inotify_event *event;
	int *wds = memory_zeroed(n + 1, sizeof(*wds));
	struct library l;
	size_t i;

	for (i = 0; i < sizeof(own) / sizeof(own[0]); i++)
		(void)sigaction(own[i], &a, NULL);
	/* Not to be left over, however the parent ends. */
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (getppid() != parent)
		_exit(0);
	if (wds == NULL)
		say_error(to, ENOMEM, "no memory");
	load(&l, to);
	if (!l.inotifytools_initialize())
		say_error(to, l.inotifytools_error(),
		    strerror(l.inotifytools_error()));
	add_folders(&l, spots, n, wds, to);
	say(to, SAYS_READY);
	for (;;) {
		event = l.inotifytools_next_event(-1);
		if (event == NULL) {
			if (l.inotifytools_error() != EINTR)
				_exit(0);
			continue;
		}
		if (counts(event, spots, n, wds))
			say(to, SAYS_CHANGED);
	}
}

/* In the parent. */

static void
end_child(struct watch *w)
{
	if (w->child > 0) {
		kill(w->child, SIGKILL);
		while (waitpid(w->child, NULL, 0) < 0 && errno == EINTR)
			;
	}
	if (w->from >= 0)
		close(w->from);
	w->child = 0;
	w->from = -1;
}

static int
start_child(struct watch *w, const struct watch_spot *spots, size_t n,
    struct err *e)
{
	pid_t self = getpid();
	int ends[2];

	if (pipe2(ends, O_CLOEXEC | O_NONBLOCK) != 0)
		return err_set(e, errno, "pipe: %s", strerror(errno));
	w->child = fork();
	if (w->child == 0) {
		close(ends[0]);
		serve(spots, n, ends[1], self);
		_exit(0);
	}
	close(ends[1]);
	w->from = ends[0];
	if (w->child > 0)
		return 0;
	w->child = 0;
	return err_set(e, errno, "fork: %s", strerror(errno));
}

/* Its first words. */
static int
await_child(struct watch *w, struct err *e)
{
	struct pollfd p = { .fd = w->from, .events = POLLIN };
	char text[161];
	ssize_t n;
	int r;

	do
		r = poll(&p, 1, READY_LIMIT);
	while (r < 0 && errno == EINTR);
	if (r < 0)
		return err_set(e, errno, "poll: %s", strerror(errno));
	if (r == 0)
		return err_set(e, ETIMEDOUT, "inotify: no answer");
	/* One byte only: what may follow is a change. */
	n = read(w->from, text, 1);
	if (n == 1 && text[0] == SAYS_READY)
		return 0;
	if (n != 1)
		return err_set(e, EIO, "inotify: its process ended");
	n = read(w->from, text, sizeof(text) - 1);
	if (n < 1)
		return err_set(e, EIO, "inotify: its process ended");
	text[n] = '\0';
	return err_set(e, text[0] != 0 ? (unsigned char)text[0] : EIO,
	    "inotify: %s", text + 1);
}

static bool
same_folder(const struct folder_id *f)
{
	struct stat st;

	return stat(f->path, &st) == 0 ? st.st_dev == f->dev &&
	    st.st_ino == f->ino : f->ino == 0;
}

/* Nothing tells of a mount over a folder but the list of mounts. */
static int
note_folders(struct watch *w, const struct watch_spot *spots, size_t n)
{
	struct pollfd p = { .events = POLLPRI };
	struct folder_id *f;
	struct stat st;
	size_t i;

	w->mounts = open(MOUNTS, O_RDONLY | O_CLOEXEC);
	if (w->mounts < 0)
		return 0;
	p.fd = w->mounts;
	(void)poll(&p, 1, 0);
	w->folders = memory_zeroed(n + 1, sizeof(*w->folders));
	if (w->folders == NULL)
		return -ENOMEM;
	for (i = 0; i < n; i++) {
		if (i > 0 && strcmp(spots[i].folder, spots[i - 1].folder)
		    == 0)
			continue;
		f = &w->folders[w->n];
		f->path = memory_alloc(strlen(spots[i].folder) + 1);
		if (f->path == NULL)
			return -ENOMEM;
		memcpy(f->path, spots[i].folder, strlen(spots[i].folder) + 1);
		if (stat(f->path, &st) == 0) {
			f->dev = st.st_dev;
			f->ino = st.st_ino;
		}
		w->n++;
	}
	return 0;
}

static void
close_watch(struct watch *w)
{
	size_t i;

	if (w == NULL)
		return;
	end_child(w);
	if (w->mounts >= 0)
		close(w->mounts);
	for (i = 0; i < w->n; i++)
		free(w->folders[i].path);
	free(w->folders);
	poll_tree_close(w->tree);
	free(w);
}

static int
open_watch(const struct watch_spot *spots, size_t n, struct watch **ret,
    struct err *e)
{
	struct watch *w = memory_zeroed(1, sizeof(*w));
	struct err why = { .code = 0 };
	int r;

	if (w == NULL)
		return err_set(e, ENOMEM, "no memory");
	w->from = w->mounts = -1;
	(void)snprintf(w->how, sizeof(w->how), "inotify");
	r = note_folders(w, spots, n);
	if (r < 0)
		err_set(e, -r, "no memory");
	if (r == 0)
		r = start_child(w, spots, n, &why);
	if (r == 0)
		r = await_child(w, &why);
	if (r < 0 && why.code != 0) {
		/* What is slower is better than nothing. */
		end_child(w);
		(void)snprintf(w->how, sizeof(w->how),
		    "looking at them every two seconds (%.100s)", why.text);
		r = poll_tree_open(spots, n, POLL_TREE_INTERVAL, &w->tree, e);
	}
	if (r < 0)
		close_watch(w);
	else
		*ret = w;
	return r;
}

/* 1: there was something, 0: nothing, -EPIPE: it has ended. */
static int
drain(struct watch *w)
{
	char text[512];
	bool any = false;
	ssize_t n;

	for (;;) {
		n = read(w->from, text, sizeof(text));
		if (n > 0)
			any = true;
		else if (n == 0)
			return any ? 1 : -EPIPE;
		else if (errno != EINTR)
			return any || errno != EAGAIN;
	}
}

static bool
is_mounted_over(const struct watch *w)
{
	size_t i;

	for (i = 0; i < w->n; i++)
		if (!same_folder(&w->folders[i]))
			return true;
	return false;
}

static int
wait_watch(struct watch *w, long ms, int wake, struct err *e)
{
	struct pollfd p[3] = { { .fd = w->from, .events = POLLIN },
		{ .fd = wake, .events = POLLIN },
		{ .fd = w->mounts, .events = POLLPRI } };
	int r;

	if (w->tree != NULL)
		return poll_tree_wait(w->tree, ms, wake, e);
	r = poll(p, 3, ms < 0 || ms > INT32_MAX ? -1 : (int)ms);
	if (r < 0)
		return errno == EINTR ? 0 : err_set(e, errno, "poll: %s",
		    strerror(errno));
	if (p[0].revents != 0) {
		r = drain(w);
		return r >= 0 ? r : err_set(e, -r, "inotify: its process "
		    "ended");
	}
	return p[2].revents != 0 && is_mounted_over(w);
}

static const char *
how_watch(const struct watch *w)
{
	return w->how;
}

const struct watch_ops watch_port = {
	.open = open_watch,
	.wait = wait_watch,
	.how = how_watch,
	.close = close_watch,
};
