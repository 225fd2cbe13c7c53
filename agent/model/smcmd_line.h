/* Reads a sendmail command line of which every word is known. */
#ifndef HM_SMCMD_LINE_H
#define HM_SMCMD_LINE_H

#include <stdbool.h>
#include <stddef.h>

#include "agent/base/pool.h"
#include "agent/model/smcmd.h"

/*
 * argv[0..n) is borrowed and must outlive *ret, which points into it; words
 * of it may be replaced (a bare -q becomes -q0, as sendmail itself does).
 * smcmd_parse() has the rest of the contract. 0 or -ENOMEM.
 */
int smcmd_line(struct pool *, const char **argv, size_t n,
    bool local_daemon, struct smcmd *ret);

/* The letter of the option in `word` that takes the rest of it (or, when
 * *inside says false, the next word) as its argument; 0: none does. */
char smcmd_line_taker(const char *word, bool *inside);

/* A letter that sendmail knows and that takes no argument. */
bool smcmd_line_flag(char);

#endif
