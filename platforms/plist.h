/* Property lists of macOS, in XML (plist(5)). */
#ifndef HM_PLIST_H
#define HM_PLIST_H

#include <stdbool.h>

#include "agent/base/pool.h"
#include "agent/port/host.h"

enum plist_kind { PLIST_DICT, PLIST_ARRAY, PLIST_STRING, PLIST_INTEGER,
	PLIST_TRUE, PLIST_FALSE, PLIST_OTHER };

struct plist {
	struct plist *next;		/* in its dict or array */
	const char *key;		/* in a dict */
	enum plist_kind kind;
	unsigned line;
	const char *text;		/* of STRING, INTEGER */
	struct plist *first, **end;	/* of DICT, ARRAY */
};

/*
 * The value that the file holds, in the pool. 0; -EINVAL: it is none of XML
 * (a binary one too), or has a key twice, *line says where; what root_read()
 * says.
 */
int plist_read(const struct host *, const char *path, struct pool *,
    struct plist **ret, unsigned *line);

/* The value of a key; NULL: none, or this is no dict. NULL has none. */
const struct plist *plist_get(const struct plist *, const char *key);
/* The text of a string under that key; or NULL. */
const char *plist_string(const struct plist *, const char *key);
bool plist_is(const struct plist *, enum plist_kind);

#endif
