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

/* Parts of the grammar that its two files share. A list ends before one of
 * the words, ')', ';;' or the end. */
struct sh_node *sh_parse_list(struct sh_lex *, const char *const *ends);
/* The same where there must be a command. */
struct sh_node *sh_parse_some(struct sh_lex *, const char *const *ends);
struct sh_node *sh_parse_command(struct sh_lex *);
struct sh_node *sh_parse_node(struct sh_lex *, enum sh_kind);

/* Is this reserved word at hand? A reserved word counts only where a command
 * may begin; the callers ask only there. */
bool sh_at_word(struct sh_lex *, const char *);
bool sh_take_word(struct sh_lex *, const char *);
void sh_skip_newlines(struct sh_lex *);

#endif
