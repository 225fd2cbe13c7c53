/* The grammar of the shell language (POSIX.1-2008, XCU 2.10). */
#ifndef HM_SHELL_PARSE_H
#define HM_SHELL_PARSE_H

#include "platforms/shell_lex.h"

/*
 * Parse a whole text: a list in the pool, NULL when it is empty. A shell
 * reads and runs one complete command after the other, so those in front of
 * a mistake are returned; *error then says what is wrong at *line.
 */
struct sh_node *sh_parse(struct pool *, const struct sh_source *,
    const char **error, unsigned *line);

/* The commands up to ')' , for $( ): called by the lexer. */
struct sh_node *sh_parse_sub(struct sh_lex *);

#endif
