/* What hardenmail knows of an operating system: tables. */
#ifndef HM_PLATFORM_H
#define HM_PLATFORM_H

#include <stdbool.h>

#include "agent/base/err.h"
#include "agent/model/facts.h"
#include "agent/port/host.h"

/* How well the knowledge behind an entry is proved. */
enum evidence { EVIDENCE_RECALLED = 0, EVIDENCE_DOCUMENTED,
	EVIDENCE_VENDOR_SOURCE, EVIDENCE_REAL_HOST };

/* What tells one system from another, gathered once. Strings may be NULL. */
struct os_id {
	const struct host *host;
	const char *sysname, *release;		/* uname, live hosts only */
	const char *id, *id_like, *version_id;	/* os-release */
	const char *pretty_name;
};

struct entry;

/* One kind of boot configuration: platforms/mech_*.c. */
struct mech {
	const char *name;
	/*
	 * Find the starters of this entry and add them to the facts, the
	 * switched-off ones too. A file that cannot be read or understood
	 * is a doubt, not an error; 0, or -ENOMEM.
	 */
	int (*read)(const struct host *, const struct entry *, struct facts *,
	    struct err *);
};

/* Where one OS keeps it. A platform's array ends with mech NULL. */
struct entry {
	const struct mech *mech;
	const char *const *paths;	/* NULL-ended, globs, in the order in
					 * which the OS reads them */
	const char *args;		/* for the start program: "start" */
	const char *knob;		/* the vendor's own switch, for edits */
	enum evidence evidence;
};

/* The version and flavour of a platform that matched. */
struct os_version {
	const char *title;		/* "Solaris 7" */
	const char *version;		/* "5.7" */
	const char *distribution;	/* "Solaris", "CentOS" */
	const char *init;		/* "sysv", "systemd", "src" ... */
	const char *const *evidence;	/* NULL-ended files */
};

struct platform {
	const char *name, *title;
	/* A score; 0: not this. The highest wins, so order never matters. */
	int (*match)(const struct os_id *);
	/* Fill in what is known; strings from the pool or constant. */
	int (*describe)(const struct os_id *, struct pool *,
	    struct os_version *);
	const struct entry *entries;
	const char *const *watch_paths;
	const char *const *pid_files;	/* of sendmail: MTA's, MSP's */
	const char *const *cf_paths;	/* sendmail.cf, first that exists */
	const char *const *mta_paths;	/* /usr/lib/sendmail ... */
};

/* NULL-ended; platforms/all.c. The last, "generic", matches with 1. */
extern const struct platform *const platforms[];

const struct platform *platform_find(const char *name);
/* The best match; never NULL. */
const struct platform *platform_match(const struct os_id *);
int os_id_read(const struct host *, struct pool *, struct os_id *);

/* Root-tree conveniences for match functions. */
bool os_has(const struct os_id *, const char *path);
/* The first line of a file contains the text. */
bool os_says(const struct os_id *, const char *path, const char *text);

#endif
