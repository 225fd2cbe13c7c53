/* The tree of crash_apply, and what can be said of it. */
#ifndef HM_CRASH_TREE_TEST_H
#define HM_CRASH_TREE_TEST_H

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/xattr.h>
#include <unistd.h>

#include "agent/base/buf.h"
#include "agent/base/digest.h"

static char tree[256];

static const char *
at(const char *path)
{
	static char full[4][512];
	static int turn;
	char *p = full[turn++ % 4];

	snprintf(p, sizeof(full[0]), "%s%s", tree, path);
	return p;
}

static void
die(const char *what)
{
	printf("Bail out! %s: %s\n", what, strerror(errno));
	exit(1);
}

static int
remove_one(const char *path, const struct stat *st, int flag,
    struct FTW *ftw)
{
	(void)st;
	(void)flag;
	(void)ftw;
	return remove(path);
}

static void
empty(void)
{
	nftw(tree, remove_one, 16, FTW_DEPTH | FTW_PHYS);
}

static const struct timespec long_ago[2] = {
	{ .tv_sec = 900000000, .tv_nsec = 123456789 },
	{ .tv_sec = 910000000, .tv_nsec = 987654321 },
};

static void
file(const char *path, const char *text, mode_t mode)
{
	int fd = open(at(path), O_WRONLY | O_CREAT | O_TRUNC, 0644);
	size_t len = strlen(text);

	if (fd < 0 || write(fd, text, len) != (ssize_t)len ||
	    fchmod(fd, mode) < 0 || futimens(fd, long_ago) < 0)
		die(path);
	close(fd);
}

static void
symbolic(const char *target, const char *path)
{
	if (symlink(target, at(path)) < 0 || utimensat(AT_FDCWD, at(path),
	    long_ago, AT_SYMLINK_NOFOLLOW) < 0)
		die(path);
}

static const char init_old[] = "#!/bin/sh\n# start\n"
    "/usr/lib/sendmail -bd -q15m &\nexit 0\n";
static const char init_new[] = "#!/bin/sh\n# start\n"
    "/usr/lib/sendmail -q15m &\nexit 0\n";
static const char default_new[] = "MODE=\nQUEUEINTERVAL=15m  \n\tend";

static const char *const folders[] = { "/etc", "/etc/default",
	"/etc/init.d", "/etc/rc2.d", "/etc/rc3.d", "/etc/mail",
	"/etc/systemd", "/etc/systemd/system", "/var", "/var/lib", NULL };

static void
make_tree(void)
{
	const char *const *f;

	if (mkdir(tree, 0755) < 0)
		die(tree);
	for (f = folders; *f != NULL; f++)
		if (mkdir(at(*f), 0755) < 0)
			die(*f);
	file("/etc/default/sendmail", "MODE=-bd\nQUEUEINTERVAL=15m  \n\tend",
	    0640);
	if (setxattr(at("/etc/default/sendmail"), "user.note", "kept", 4,
	    0) < 0 && errno != ENOTSUP)
		die("setxattr");
	if (geteuid() == 0 && chown(at("/etc/default/sendmail"), 3, 7) < 0)
		die("chown");
	utimensat(AT_FDCWD, at("/etc/default/sendmail"), long_ago, 0);
	file("/etc/init.d/sendmail", init_old, 0744);
	if (link(at("/etc/init.d/sendmail"), at("/etc/rc2.d/S88sendmail")) <
	    0 || link(at("/etc/init.d/sendmail"), at("/etc/rc2.d/K36old")))
		die("link");
	symbolic("../init.d/sendmail", "/etc/rc3.d/S80sendmail");
	file("/etc/rc3.d/S81mail", "exec /usr/lib/sendmail -bd\n", 0555);
	symbolic("/lib/systemd/system/sendmail.service",
	    "/etc/systemd/system/smtp.service");
	symbolic("/lib/sendmail.socket",
	    "/etc/systemd/system/sendmail.socket");
	file("/etc/mail/sendmail.cf", "V10\nO Daemon\r\n", 0444);
	file("/etc/mail/starter", "run\n", 0755);
	file("/etc/mail/ours", "made by an earlier run", 0600);
	for (f = folders; *f != NULL; f++)
		utimensat(AT_FDCWD, at(*f), long_ago, 0);
	utimensat(AT_FDCWD, tree, long_ago, 0);
}

/* The tree as text, without our own state. */
static struct buf *shot;
static bool shot_times;

static int
shoot_one(const char *path, const struct stat *st, int flag,
    struct FTW *ftw)
{
	const char *name = path + strlen(tree);
	char digest[DIGEST_HEX] = "", target[512] = "", note[16] = "";
	struct buf b = BUF_INIT(1 << 20);
	ssize_t n;

	(void)flag;
	(void)ftw;
	if (strncmp(name, "/var/lib/hardenmail", 19) == 0 ||
	    strcmp(name, "/var/lib") == 0)
		return 0;
	if (S_ISREG(st->st_mode)) {
		int fd = open(path, O_RDONLY);

		if (fd < 0 || buf_reserve(&b, (size_t)st->st_size + 1) < 0)
			die(path);
		n = read(fd, b.p, (size_t)st->st_size + 1);
		close(fd);
		digest_of(b.p, n < 0 ? 0 : (size_t)n, digest);
		buf_release(&b);
		(void)getxattr(path, "user.note", note, sizeof(note) - 1);
	}
	if (S_ISLNK(st->st_mode) && readlink(path, target,
	    sizeof(target) - 1) < 0)
		die(path);
	buf_addf(shot, "%s %o %u:%u n%lu %s%s %s", name,
	    (unsigned)st->st_mode, (unsigned)st->st_uid,
	    (unsigned)st->st_gid, S_ISDIR(st->st_mode) ? 0ul :
	    (unsigned long)st->st_nlink, digest, target, note);
	if (shot_times)
		buf_addf(shot, " %ld.%09ld", (long)st->st_mtim.tv_sec,
		    st->st_mtim.tv_nsec);
	buf_addc(shot, '\n');
	return 0;
}

static int
by_line(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

static char *
shoot(bool times)
{
	struct buf b = BUF_INIT(1 << 22);
	struct buf sorted = BUF_INIT(1 << 22);
	char *lines[1000], *line, *save;
	size_t n = 0, i;

	shot = &b;
	shot_times = times;
	nftw(tree, shoot_one, 16, FTW_PHYS);
	for (line = strtok_r(b.p, "\n", &save); line != NULL && n < 1000;
	    line = strtok_r(NULL, "\n", &save))
		lines[n++] = line;
	qsort(lines, n, sizeof(*lines), by_line);
	for (i = 0; i < n; i++)
		buf_addf(&sorted, "%s\n", lines[i]);
	buf_release(&b);
	return sorted.p;
}

/* Names that only a step in progress has, and what saves new bytes. */
static int leftovers;

static int
look_for_left(const char *path, const struct stat *st, int flag,
    struct FTW *ftw)
{
	const char *base = strrchr(path, '/') + 1;
	size_t len = strlen(base);

	(void)st;
	(void)flag;
	(void)ftw;
	leftovers += strncmp(base, ".hm-", 4) == 0 ||
	    (len > 4 && strcmp(base + len - 4, ".new") == 0);
	return 0;
}

static int
count_left(void)
{
	leftovers = 0;
	nftw(tree, look_for_left, 16, FTW_PHYS);
	return leftovers;
}

#endif
