/* The text of unit files and environment files, without any I/O. */
#ifndef HM_UNIT_TEXT_H
#define HM_UNIT_TEXT_H

#include <stdbool.h>
#include <stddef.h>

#include "agent/base/pool.h"

/* One assignment; strings live during the call. line is that of the key;
 * of a value over several lines, last is the last. A negative answer ends
 * the reading and is returned. */
struct unit_line {
	const char *section, *key, *value;
	unsigned line, last;
};
typedef int unit_line_fn(void *arg, const struct unit_line *);

/*
 * Read a unit file as systemd.syntax(7) has it: sections, `key = value`,
 * comments from # or ; also between continued lines, \ at the end of a line.
 * Lines before the first section, and without =, are passed over. -EBADMSG:
 * systemd would refuse the file (a section header without its bracket, a
 * NUL byte); what stood before was called. -ENOMEM.
 */
int unit_text_parse(const char *text, size_t len, unit_line_fn *, void *arg);

/*
 * Read an environment file as systemd.exec(5) has it: quotes, comments,
 * continuation. section is NULL. The names are as they stand in the file,
 * valid or not. long_comments: a \ at the end of a comment makes the next
 * line part of it, as it was before systemd 254. -EBADMSG: a NUL byte.
 */
int unit_text_environment(const char *text, size_t len, bool long_comments,
    unit_line_fn *, void *arg);

/* How unit_text_word() treats a backslash, and quotes. */
enum unit_word { UNIT_WORD_C = 0,	/* \t \x20 \s ...; an open quote is
					 * refused */
	UNIT_WORD_RELAXED,		/* \c is c; an open quote closes at
					 * the end */
	UNIT_WORD_PLAIN };		/* both are letters: unit names */

/*
 * Take the first word from *at, without its quotes, and move *at behind it and
 * the blanks that follow ("" at the end). 1, 0 (no more words), -EINVAL (an
 * open quote), -ENOMEM. An escape that is none stays as it is.
 */
int unit_text_word(struct pool *, const char **at, enum unit_word,
    const char **ret);

/* A name that an environment may hold: letters, digits, _. */
bool unit_text_is_variable(const char *name, size_t len);

#endif
