/* Arithmetic of $(( )) (XCU 2.6.4). */
#ifndef HM_SHELL_ARITH_H
#define HM_SHELL_ARITH_H

#include "platforms/shell_state.h"

/* A gap where an operand is not known or the expression is beyond us. */
struct sh_value sh_arith_word(struct sh *, const struct sh_word *);

#endif
