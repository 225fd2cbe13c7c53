/* One map of a cf: what its K line says, and what its kind does. */
#ifndef HM_RULES_MAP_H
#define HM_RULES_MAP_H

#include <regex.h>

#include "agent/rules/state.h"

#define MAX_SEQUENCE 12
#define MAX_REGEX_PARTS 20

enum map_state { MAP_NEW, MAP_OPEN, MAP_BROKEN, MAP_ABSENT };

struct map {
	struct map *next;
	const char *name;
	unsigned line;
	const struct map_kind *kind;
	bool valid;		/* its K line could be read */
	enum map_state state;
	const char *file, *append, *on_trouble;	/* -a, -T; or NULL */
	const char *key_column, *value_column, *base, *type;
	bool keep_case, match_only, optional, keep_quotes, no_defer;
	bool try_bare, try_ended;	/* without and with a NUL in the key */
	char blank;		/* -S, 0: the cf's */
	char delimiter;		/* -z */
	/* regex */
	bool has_regex, not, parts;
	regex_t regex;
	const char *joint;	/* between parts */
	int fields[MAX_REGEX_PARTS + 1];
	size_t n_fields;
	/* sequence, switch */
	struct map *members[MAX_SEQUENCE];
	size_t n_members;
	/* hash, btree, dbm, text: what open found */
	const struct file_text *text, *second;
};

/* A lookup: what is asked, and what came out. */
struct lookup {
	const struct map *map;
	char *key;		/* of at most MAX_KEY bytes; may be changed */
	const char *args[MAX_ARGUMENTS + 1];	/* %0 is the key */
	/* The value, raw; the caller makes %1 and -a of it with
	 * map_rewrite() where the kind says so. NULL: not found. */
	const char *value;
	unsigned line;		/* of its file, 0: not known */
	const char *path;
};

/* Members open and may be NULL: always open; free where nothing is kept. */
struct map_kind {
	const char *name;
	/* The rest of the K line, to be changed. False: not valid. */
	bool (*define)(struct rules *, struct map *, char *args);
	/* False: it cannot be opened. */
	bool (*open)(struct run *, struct map *);
	/* Fills value, already rewritten. FLOW_WRONG: an error, as if it
	 * were not found. */
	enum flow (*find)(struct run *, struct map *, struct lookup *);
};

extern const struct map_kind map_hash, map_btree, map_dbm, map_text,
    map_implicit, map_user, map_host, map_bestmx, map_dns, map_macro,
    map_arith, map_dequote, map_regex, map_null, map_sequence, map_switch;

#endif
