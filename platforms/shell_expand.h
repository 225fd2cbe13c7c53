/* Expansion of words: parameters, commands, fields, globs (XCU 2.6). */
#ifndef HM_SHELL_EXPAND_H
#define HM_SHELL_EXPAND_H

#include "platforms/shell_state.h"

/* One word of a command after expansion. */
struct sh_field {
	struct sh_field *next;
	const char *text;
	const struct place *from;
	const char *why;
};

/* All the words of a command, split and globbed. */
struct sh_field *sh_expand_fields(struct sh *, const struct sh_word *);

/* One text, not split: assignments, subjects of case, file names. */
struct sh_value sh_expand_text(struct sh *, const struct sh_word *);

/* The same for a pattern: what is quoted is escaped by backslashes. */
struct sh_value sh_expand_pattern(struct sh *, const struct sh_word *);

/* $1 ...: what can be said of the n-th, from 1; text NULL: there is none. */
struct sh_value sh_param(const struct sh *, size_t n);
/* -1: not known. */
long sh_param_count(const struct sh *);

/* A copy in which no gap may be more than one word. */
const char *sh_one_word(struct sh *, const char *text);

#endif
