/* Macros and classes have the same names; their numbers, and expansion. */
#ifndef HM_RULES_MACRO_H
#define HM_RULES_MACRO_H

#include "agent/base/buf.h"
#include "agent/rules/state.h"

/* Number of the macro or class whose name begins at p ("x", "{name}"); end
 * is behind it. 0: no valid name, or too many of them. ${x} is $x. */
int macro_number(struct rules *, const char *p, const char **end);

/* The same of a name without braces around it. */
int macro_named(struct rules *, const char *name, size_t len);

/* A number as bytes within a text, and back; *len is how many bytes. */
void macro_put(struct buf *, int number);
int macro_get(const char *p, size_t *len);

/* "x" or "{name}", for people. */
const char *macro_label(const struct rules *, int number);

/* What every cf begins with: $* and the others stand for themselves. */
void macro_init(struct rules *);

/* Copies. */
int macro_define(struct rules *, int number, const char *value);

/*
 * Replace what is known now ($x, and $?x a $| b $.), up to size - 1 bytes,
 * as sendmail's expand() does: what comes out is looked at again, ten times
 * at most. ret is cleared first. 0 or -ENOMEM.
 */
int macro_expand(const struct rules *, const char *const *macros,
    const char *text, size_t size, struct buf *ret);

#endif
