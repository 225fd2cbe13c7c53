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

/* "vendor source"; constant. */
const char *evidence_name(enum evidence);

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

/* How the run level folders of one OS are walked; for mech_rclink. */
struct rc_style {
	const char *starts;		/* what the names begin with of scripts
					 * that are started; NULL: "S" */
	const char *before;		/* levels that run before: "S" */
	char from;			/* and all from this one up to the
					 * default; 0: the default alone */
	char fallback;			/* default where inittab says none */
	const char *const *scripts;	/* folders of the scripts themselves,
					 * NULL-ended */
	bool needs_x;			/* executed, not run by sh */
	bool skips_empty;		/* zero length is passed over */
	bool (*takes)(const char *name);/* such a name is run; NULL: any */
};

enum entry_flag {
	ENTRY_SYSTEMD = 1,		/* only where systemd is init */
	ENTRY_NOT_SYSTEMD = 2,
	ENTRY_NEEDS_X = 4,		/* the script is run only if it is
					 * executable */
	ENTRY_FROM_INITTAB = 8,		/* and only if inittab runs it */
	ENTRY_UNLESS_INIT_D = 16,	/* and only if /etc/init.d has no
					 * script of that name */
	ENTRY_USER_FIELD = 32,		/* crontab with a user column */
	ENTRY_NO_DOTS = 64,		/* names with a dot are passed over */
	ENTRY_UNLESS_RC_SUBR = 256,	/* and only without rc.subr and rc.d:
					 * one script starts everything */
	ENTRY_NOT_OPENRC = 1024,
	ENTRY_NUMBERED = 512,		/* periodic(1M) of RISC/os: NN.NAME with
					 * .system, .local or the host's name;
					 * not where NN.NAME.system.stop is */
	ENTRY_ALWAYS = 128		/* inetd: runs on every boot, though no
					 * start of it was found */
};

/* Where one OS keeps it. A platform's array ends with mech NULL. */
struct entry {
	const struct mech *mech;
	const char *const *paths;	/* NULL-ended, globs, in the order in
					 * which the OS reads them */
	const char *args;		/* of the script: "start"; where inittab
					 * runs the folders, or a script starts
					 * inetd: its path */
	const char *knob;		/* the vendor's own switch, for edits */
	enum evidence evidence;
	const struct rc_style *rc;	/* of mech_rclink, else NULL */
	const char *config;		/* words of rc.subr's files, a line of
					 * them behind the other; else the
					 * file that each script sources, or
					 * NULL; where it is missing, all files
					 * of the folder CONFIG.d are */
	unsigned flags;			/* enum entry_flag */
};

/* The version and flavour of a platform that matched. */
struct os_version {
	const char *title;		/* "Solaris 7" */
	const char *version;		/* "5.7" */
	const char *distribution;	/* "Solaris", "CentOS" */
	const char *init;		/* "sysv", "systemd", "src" ... */
	const char *const *evidence;	/* NULL-ended files */
	bool local_daemon;		/* its sendmail knows -bl */
};

/* What hardenmail does on a system itself. */
enum agent_there {
	AGENT_CAPTURE = 0,		/* is not proved there: it reads trees
					 * and captures, and writes scripts */
	AGENT_RUNS,
	AGENT_NOT			/* the probe asks from outside */
};

/* A row of the README's support matrix; an array ends with systems NULL. */
struct support {
	const char *systems;		/* "HP-UX 10 and 11" */
	const char *verified;		/* "real host": one is booted in our
					 * tests; "fixture": a tree; "-" */
	const char *evidence;		/* where the tree's facts are from */
	enum agent_there agent;
};

struct platform {
	const char *name, *title;
	const struct support *support;
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
/* What is no platform, but is asked for. */
extern const struct support support_others[];
/* For the matrix; constant. */
const char *agent_there_name(enum agent_there);
/* The best match; never NULL. */
const struct platform *platform_match(const struct os_id *);
int os_id_read(const struct host *, struct pool *, struct os_id *);

/* Root-tree conveniences for match functions. */
bool os_has(const struct os_id *, const char *path);
/* The first line of a file contains the text. */
bool os_says(const struct os_id *, const char *path, const char *text);
/* The first line, without blanks around it; NULL: none. In the pool. */
const char *os_line(const struct os_id *, const char *path, struct pool *);
/* "NAME=value" of a file of assignments, without quotes; NULL: none. */
const char *os_value(const struct os_id *, const char *path,
    const char *name, struct pool *);
/* Is the word in os-release's ID or ID_LIKE? */
bool os_is_like(const struct os_id *, const char *word);
/* "NAME VERSION", the version NULL where it is not known. 0 or -ENOMEM. */
int os_describe_unix(struct pool *, const char *name, const char *version,
    struct os_version *ret);
/* What is to be said of a Linux: by os-release, or else by the first of the
 * NULL-ended files ("NAME release VERSION ..."); else it is called name. Each
 * file that is there is evidence. 0 or -ENOMEM. */
int os_describe_linux(const struct os_id *, struct pool *,
    const char *const *files, const char *name, struct os_version *ret);
/* "systemd", "sysv", "upstart", "openrc", by what the tree holds and, on a
 * live host, by what runs; NULL: none of them. */
const char *os_linux_init(const struct os_id *);

#endif
