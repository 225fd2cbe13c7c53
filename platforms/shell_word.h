/* One word of the shell language: quotes and expansions (XCU 2.2, 2.6). */
#ifndef HM_SHELL_WORD_H
#define HM_SHELL_WORD_H

#include "platforms/shell_lex.h"

/* The word that begins where the lexer stands. */
struct sh_word *sh_lex_word(struct sh_lex *);

/* The word <(...) or >(...) that begins there: a path behind which the
 * commands run; its part is a SH_COMMAND_SUB with op SH_OTHER. */
struct sh_word *sh_lex_process(struct sh_lex *);

/* The text as one quoted word. */
struct sh_word *sh_lex_quoted(struct sh_lex *, const char *text, size_t len,
    unsigned line);

/* Characters: the n-th from here or -1; take one; is it of this set? */
int sh_lex_peek(const struct sh_lex *, size_t n);
int sh_lex_next(struct sh_lex *);
bool sh_lex_in(int c, const char *set);

#endif
