/* The command line from one table, which also makes --help. */
#ifndef HM_OPT_H
#define HM_OPT_H

#include <stddef.h>

#include "agent/base/buf.h"
#include "agent/base/err.h"

/* id > 0. name without "--", NULL: a letter only; letter 0: none; arg NULL:
 * takes no argument, otherwise its name in the help; help NULL: not shown.
 * The table ends with id 0. */
struct opt {
	int id;
	const char *name;
	char letter;
	const char *arg;
	const char *help;
};

/* --name=value, --name value, -lvalue, -l value; "--" ends options. An
 * unambiguous beginning of a long name is taken, as getopt_long does. */
struct opt_walk {
	char *const *argv;
	int argc;		/* that of the words that may be options */
	int at;
	const char *letters;	/* rest of a bundle like -ab */
	const char *value;	/* borrowed from argv; NULL without argument */
};

void opt_init(struct opt_walk *, int argc, char *const argv[]);

/* The id of the next option, 0 at the end (at is then the first word that
 * is none; options end there, as POSIX wants it), or -EINVAL with "--x: no
 * such option" or the like. A lone "-" is a word. */
int opt_next(struct opt_walk *, const struct opt *table, struct err *);

/* "  --root DIR        help" lines, wrapped at 80 columns. */
void opt_help(const struct opt *table, struct buf *);

#endif
