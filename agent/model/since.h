/* What changed on a host since it was last in its mode, and who changed it,
 * where that can be known. */
#ifndef HM_SINCE_H
#define HM_SINCE_H

#include <stdbool.h>
#include <stdint.h>

#include "agent/base/pool.h"

enum since_kind { SINCE_NEW = 0, SINCE_GONE, SINCE_CONTENTS, SINCE_MODE };

/* "new", "gone", "contents", "mode" (or owner) */
const char *since_kind_name(enum since_kind);

/* A file or link among those that are watched. */
struct since_file {
	struct since_file *next;
	const char *path;
	enum since_kind kind;
	int64_t when;		/* of its last change, in seconds since 1970;
				 * 0: not known */
	bool named;		/* a failed finding names it */
	const char *diff;	/* or NULL, and then why there is none */
	const char *no_diff;
	bool cut;		/* the diff goes on */
	const char *package;	/* that it belongs to, or what it leads to,
				 * when that was at work just then */
	struct since_writer *writers;	/* NULL: not known */
};

/* A process that changed a file, as the kernel told. */
struct since_writer {
	struct since_writer *next;
	long pid;
	const char *exe;	/* its program; NULL: it had ended already */
	const char *name;	/* that the kernel gives it; NULL: as above */
	const char *command;	/* its line, escaped and cut; or NULL */
	long uid;		/* as whom; -1: not known */
	long login;		/* who had logged in; -1: nobody, unknown */
	const char *user, *login_user;	/* the names of these, or NULL */
};

/* What a package manager did meanwhile. */
struct since_package {
	struct since_package *next;
	int64_t when, until;	/* its first and last line */
	const char *tool, *action, *name;
	const char *version;	/* that it came to, or NULL */
};

/* A process of an MTA that was not there. */
struct since_process {
	struct since_process *next;
	long pid;
	const char *command;
	const char *unit;	/* or NULL */
	long login;		/* user who had logged in; -1: nobody, or not
				 * known */
	const char *user;	/* the name of that, or NULL */
};

/* Who was logged in meanwhile: no proof of anything. */
struct since_login {
	struct since_login *next;
	const char *user, *line;
};

/* All texts are in the pool. Lists are in the order of adding, but for files:
 * named ones first. */
struct since {
	struct pool pool;
	int64_t good;		/* when it was last in its mode; 0: that was
				 * not seen */
	struct since_file *files;
	struct since_package *packages;
	struct since_process *processes;
	struct since_login *logins;
	unsigned more;		/* files that are not listed */
};

#define SINCE_INIT ((struct since){ .good = 0 })
/* No more than so many files, packages and logins are listed. */
#define SINCE_MAX 32
/* And of the processes that changed one file. */
#define SINCE_WRITERS 8
/* So many are blamed, at most. */
#define SINCE_BLAMED 3

void since_release(struct since *);

/* Add one, empty, to a list that holds less than SINCE_MAX. NULL: no room
 * (then `more` is raised for a file that is not named), or no memory (then
 * the pool has failed). */
struct since_file *since_add_file(struct since *, const char *path,
    bool named);
struct since_package *since_add_package(struct since *);
struct since_process *since_add_process(struct since *);
struct since_login *since_add_login(struct since *);
struct since_writer *since_add_writer(struct since *, struct since_file *);

/*
 * Who re-enabled it: "package NAME VERSION (dpkg, upgrade)", "PROGRAM
 * (COMMAND LINE), pid N of user U, logged in as L", up to SINCE_BLAMED of
 * these with "; " between them, "user NAME, who started process N", or
 * "unknown". Only what accounts for a file that a failed finding names, or
 * where none is named for all of them; what merely happened meanwhile is no
 * proof, and one process that is not known makes all of it unknown. In the
 * pool; NULL without memory.
 */
const char *since_by(struct since *);

#endif
