/* Lists of recipients: alias files, .forward, :include: (aliases(5)). */
#ifndef HM_ALIASES_H
#define HM_ALIASES_H

#include <stdbool.h>
#include <stddef.h>

#include "agent/base/pool.h"
#include "agent/model/facts.h"

/* One name and one of those who get its mail. */
struct alias {
	struct alias *next;
	const char *name;	/* in lower case; NULL in a plain list */
	const char *target;	/* quotes, comments and <> taken off, "\" of
				 * "\user" too; ":include:/file" as it is */
	unsigned line;		/* where the name stands */
};

/*
 * Read an alias file: "name: a, b" with continuation lines that begin with a
 * blank, '#' comments, quoted names and programs. What has no colon, or
 * nothing behind it, is left out. 0 or -ENOMEM.
 */
int aliases_parse(struct pool *, const char *text, size_t len,
    struct alias **ret);

/* The same for the text of a .forward or :include: file, whose lines are
 * lists. */
int aliases_list(struct pool *, const char *text, size_t len,
    struct alias **ret);

/*
 * Where mail for a target goes: "|..." a program, "/dev/null" nowhere, "/..."
 * a file, "user@host" away unless the host is one of own (without case),
 * "host!user" away, a plain name stays. ":include:" is MAIL_END_LOCAL, and
 * so is an own name. NULL: the mailbox.
 */
enum mail_end aliases_end(const char *target, const struct strv *own);

/* The file of ":include:/file", or NULL. */
const char *aliases_include(const char *target);

#endif
