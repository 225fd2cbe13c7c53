/* systemd's units as they lie on disk: what would start at the next boot. */
#ifndef HM_UNIT_H
#define HM_UNIT_H

#include <stdbool.h>
#include <stdint.h>

#include "agent/base/err.h"
#include "agent/model/facts.h"
#include "agent/port/host.h"

/* One folder of the search path and the names in it. */
struct unit_dir {
	const char *path;
	struct strv names;		/* sorted */
	struct strv folders;		/* those of them that may hold
					 * drop-ins and links: "x.wants" */
};

/* A script of /etc/init.d for which systemd would make a unit, and the
 * names that its header gives to it besides. */
struct unit_script {
	struct unit_script *next;
	const char *name;		/* "sendmail.service" */
	const char *path;		/* "/etc/init.d/sendmail" */
	struct strv aliases;		/* "mail-transport-agent.service" */
	struct strv wants;		/* "network-online.target" */
};

/* A name that is a link to another unit's name. */
struct unit_alias {
	struct unit_alias *next;
	const char *name, *target;
	uint64_t bit;			/* unit_bit() of the name */
	uint64_t end_bit;		/* and of the end */
	const char *end;		/* where all aliases lead, once that
					 * was asked */
	struct place at;
};

/* A link that a generator would make. */
struct unit_want {
	struct unit_want *next;
	const char *by, *name;		/* "multi-user.target", "x.service" */
	struct place at;
};

#define UNIT_STEMS 16

/* The search path of one host, read once. Lives in its pool. */
struct unit_tree {
	const struct host *host;	/* borrowed */
	struct pool *pool;		/* borrowed */
	struct unit_dir *dirs;		/* the first one wins */
	size_t n_dirs;
	uint64_t stems[UNIT_STEMS];	/* for unit_dropins(): a bit for the
					 * beginning of each folder's name */
	struct unit_alias *aliases;
	int version;			/* systemd's, 0: not known */
	struct unit_script *scripts;
	struct unit_want *wants;
	const struct request *requests;	/* borrowed: what else would be
					 * started */
	struct unit_value *defaults;	/* DefaultEnvironment=: for
					 * unit_env_read() */
	bool have_defaults;
	struct note *doubts;
};

/* A bit for a text, so that most that differ need not be compared. */
static inline uint64_t
unit_bit(const char *text)
{
	uint32_t h = 2166136261u;

	for (; *text != '\0'; text++)
		h = (h ^ (unsigned char)*text) * 16777619u;
	return (uint64_t)1 << (h ^ h >> 16) % 64;
}

struct unit_value {		/* one assignment that is in force */
	struct unit_value *next;
	const char *section, *key, *value;
	struct place at;		/* the line of the key; text: all of
					 * the assignment */
};
struct unit {
	const char *name;		/* "sendmail.service" */
	const char *path;		/* fragment, NULL: none found */
	struct strv names;		/* name, and those that were followed
					 * to it: aliases */
	uint64_t name_bits, key_bits;	/* unit_bit() of names, of keys */
	bool masked;
	bool generated;			/* from an rc link */
	struct place mask;		/* what masks it */
	const char *script;		/* of a generated one */
	const char *broken;		/* why systemd would not load it */
	bool unread;			/* its file could not be read */
	struct unit_value *values;	/* fragment, then drop-ins; resets
					 * applied; of a masked unit those
					 * that the mask hides */
	bool fails;			/* systemd refuses to start it, or
					 * stops it at once */
	enum tri at_boot;		/* pulled in by the default target */
	struct place *because;		/* the links that pull it in */
	bool aborts;			/* an assertion is not met, or what it
					 * requires may fail: those that
					 * require it may fail with it */
	bool lacks_known;		/* it was asked for: */
	bool lacks;			/* what it requires cannot be loaded */
	bool maybe;			/* only another unit's end starts it */
	const char *reason;		/* why at_boot is not simply what the
					 * links say */
};

/*
 * Read the search path: /etc before /usr/local before /usr; /run is not
 * looked at. The scripts and wants are empty: unit_sysv_read() fills them.
 * 0 or -ENOMEM.
 */
int unit_tree_open(const struct host *, struct pool *, struct unit_tree *ret);

/* The first folder of the search path that has this name, NULL: none. */
const struct unit_dir *unit_tree_find(const struct unit_tree *,
    const char *name);

/*
 * Load one unit by name, with its drop-ins; an alias is followed, and the
 * name is then that of the unit itself. Instances use their template.
 * A file that cannot be read goes to the doubts of the tree. -ENOENT: there
 * is none (a folder of drop-ins alone makes no unit). 0, -ENOMEM.
 */
int unit_load(struct unit_tree *, const char *name, struct unit *ret);

/* The last value of a setting, or NULL. */
const struct unit_value *unit_get(const struct unit *, const char *section,
    const char *key);

/*
 * The paths named `*suffix` in the drop-in folders of this kind (".d",
 * ".wants") of all names of a unit, as systemd merges them: sorted by file
 * name, of one file name the first folder wins. A folder that cannot be read
 * goes to the doubts. 0, -ENOMEM.
 */
int unit_dropins(struct unit_tree *, const struct strv *names,
    const char *kind, const char *suffix, struct strv *ret);

/* Note what could not be seen. 0 or -ENOMEM. */
int unit_doubt(struct unit_tree *, const char *path, const char *reason);

/* Is the path a link to /dev/null, or an empty file? */
bool unit_is_null(const struct host *, const char *path);

/* All units that the default target would pull in, and all services,
 * sockets, timers and paths on disk that it would not. 0, -ENOMEM. */
int unit_list(struct unit_tree *, struct unit ***ret, size_t *n);

/* The element of a list with that name or alias, or NULL. */
struct unit *unit_find(struct unit **, size_t n, const char *name);

#endif
