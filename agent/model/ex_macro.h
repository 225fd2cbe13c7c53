/* Macros of Exim's configuration: their definitions, and lines with them. */
#ifndef HM_EX_MACRO_H
#define HM_EX_MACRO_H

#include "agent/model/ex_lines.h"

/* "NAME=value", "NAME": as -D on the command line. 0, -ENOMEM, -EINVAL. */
int ex_macro_define(struct ex_reader *, const char *text);

/* Was a macro found in a line? Bits: both where nobody can tell. */
#define EX_FOUND_YES	1u
#define EX_FOUND_NO	2u

/* Expand the physical line that begins at `from` of the reader's line; what
 * depends on the build becomes EX_UNSURE. line.failed: no memory, or full. */
unsigned ex_macro_expand(struct ex_reader *, size_t from);

/* A whole line "NAME = value", "NAME == value". 0, with a fault where Exim
 * would end; -ENOMEM. */
int ex_macro_assign(struct ex_reader *, const struct ex_line *);

/* Bytes at..at+len of the line become that text. 0, or -errno. */
int ex_splice(struct ex_reader *, size_t at, size_t len, const char *with);
size_t ex_spaces(const struct buf *, size_t at);

#endif
