/* Compound commands of the shell language (XCU 2.9.4). */
#ifndef HM_SHELL_CLAUSE_H
#define HM_SHELL_CLAUSE_H

#include "platforms/shell_parse.h"

/* The compound command that begins here; NULL: none does. */
struct sh_node *sh_parse_clause(struct sh_lex *);

#endif
