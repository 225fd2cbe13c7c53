/* Lines of the logs that package managers keep: what was done to which
 * package. */
#ifndef HM_PKGLOG_H
#define HM_PKGLOG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum pkglog_kind {
	PKGLOG_DPKG,		/* dpkg.log: dpkg(1), --log */
	PKGLOG_DNF,		/* dnf.rpm.log */
	PKGLOG_DNF5,		/* dnf5.log */
	PKGLOG_PACMAN,		/* pacman.log: pacman(8), --logfile */
	PKGLOG_YUM,		/* yum.log */
	PKGLOG_ZYPP		/* zypp/history */
};

/* Where they are. */
struct pkglog {
	const char *path;
	enum pkglog_kind kind;
	const char *tool;	/* "dpkg", "pacman", "rpm" */
};

/* NULL path at its end. */
extern const struct pkglog pkglogs[];

/* One line; the texts are not NUL-ended, and stand in the line. */
struct pkglog_line {
	int64_t when;		/* seconds since 1970 ... */
	bool local;		/* ... as if the local time were UTC */
	bool step;		/* only says how far a transaction has come */
	const char *action;	/* "upgrade", "install", "remove" ... */
	size_t action_len;
	const char *package;	/* without its architecture */
	size_t package_len;
	const char *version;	/* that it comes to; NULL: none, not said */
	size_t version_len;
};

/*
 * Read one line. today: seconds since 1970 that the line is not much later
 * than, for the year which yum leaves out. False: it is about no package, or
 * is no such line.
 */
bool pkglog_parse(enum pkglog_kind, const char *line, size_t len,
    int64_t today, struct pkglog_line *ret);

#endif
