/* The lines of Exim's configuration: .include, conditions and macros. */
#ifndef HM_EX_LINES_H
#define HM_EX_LINES_H

#include <stdbool.h>
#include <stddef.h>

#include "agent/base/buf.h"
#include "agent/base/pool.h"

/* In a text: here stands what depends on how Exim was built (_HAVE_...), or
 * what is not known otherwise. A text may be given with it, too. */
#define EX_UNSURE "\001"

/* A piece of text, and where it stands. */
struct ex_part {
	const char *file, *text;
	size_t len;
	unsigned line;		/* of its beginning, from 1 */
	const char *folder;	/* of relative .include; NULL: the file's */
};

/* Where .include finds its files: 0, -ENOENT, another -errno. */
struct ex_files {
	int (*read)(const void *context, struct pool *, const char *path,
	    struct ex_part *ret);
	const void *context;
};

/* A logical line: macros expanded, continuation lines joined, no white space
 * around. */
struct ex_line {
	const char *text, *file;
	unsigned line, last;
	bool maybe;		/* whether it counts depends on the build */
	unsigned conditions;	/* before it: for the reader */
};

/* Exim ends here, or nobody can tell how it goes on. */
struct ex_fault {
	const char *why, *file;	/* why NULL: none */
	unsigned line;
};

struct ex_macro {
	struct ex_macro *next;
	const char *name, *value;
	bool maybe;		/* defined in some builds only */
	bool fixed;		/* by -D on the command line */
};

#define EX_DEPTH	32	/* of files in files; Exim has no limit */
#define EX_NESTED	10	/* of conditions, in Exim */

struct ex_reader {
	struct pool *pool;
	const struct ex_files *files;
	struct { struct ex_part part; size_t at; } open[EX_DEPTH];
	unsigned n_open, n_included;
	const struct ex_part *more;	/* the pieces to come */
	size_t n_more, work;
	unsigned state, stack[EX_NESTED], n_stack, n_conditions;
	struct ex_macro *macros, **macros_end;
	unsigned n_macros;
	struct buf line;
	bool dropped;		/* what was read last is no part of it */
	bool full;		/* the line has its ceiling */
	struct ex_fault fault;
};

/* parts: the file's text, in pieces that each end with a line; they and the
 * files live as long as the reader. */
void ex_lines_init(struct ex_reader *, struct pool *, const struct ex_files *,
    const struct ex_part *parts, size_t n);
void ex_lines_release(struct ex_reader *);
/* Assignments of macros are done, and not returned. 1; 0: its end, or a
 * fault; -ENOMEM. Spec.txt, chapter 6. */
int ex_lines_next(struct ex_reader *, struct ex_line *ret);

/* Exim ends at the line that was read last; the first counts. 0. */
int ex_fault(struct ex_reader *, const char *why);

/* White space and letters of the C locale. */
bool ex_is_space(char c);
bool ex_is_upper(char c);
bool ex_is_name(char c);

#endif
