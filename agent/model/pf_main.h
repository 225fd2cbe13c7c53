/* Postfix's main.cf, read as Postfix does (postconf(5)). */
#ifndef HM_PF_MAIN_H
#define HM_PF_MAIN_H

#include <stdbool.h>
#include <stddef.h>

#include "agent/base/pool.h"

/* A logical line of main.cf or master.cf (postconf(5), master(5)): lines that
 * begin with white space continue the one before; empty ones and comments in
 * between do not end it. */
struct pf_line {
	const char *text;	/* of all its lines, in the pool */
	unsigned line, last;	/* the first and the last line of it */
};
struct pf_lines {
	const char *at, *end;
	unsigned number;
};
void pf_lines_init(struct pf_lines *, const char *text, size_t len);
/* 1, 0 at the end, -ENOMEM. One that continues nothing is passed over. */
int pf_lines_next(struct pool *, struct pf_lines *, struct pf_line *ret);

struct pf_setting {
	struct pf_setting *next;
	const char *name, *value;	/* value: nothing is expanded */
	unsigned line, last;
};
struct pf_main {
	struct pf_setting *settings;	/* in the order of the file */
	unsigned bad_line;		/* Postfix ends over this one; 0 */
	const char *host;		/* what gethostname(3) would say, or
					 * NULL: set it after parsing */
};

/* Strings live in the pool. What stands behind a bad line is not read, as
 * nothing does. 0 or -ENOMEM. */
int pf_main_parse(struct pool *, const char *text, size_t len,
    struct pf_main *ret);

/* The setting that is in force: the last of that name; or NULL. */
const struct pf_setting *pf_main_find(const struct pf_main *,
    const char *name);

/* The next word of a list: separated by commas and white space. NULL at its
 * end, or without memory. */
const char *pf_word(struct pool *, const char **list);

#endif
