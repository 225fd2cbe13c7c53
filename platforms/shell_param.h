/* Parameters of the shell and what ${ } does with them (XCU 2.5, 2.6.2). */
#ifndef HM_SHELL_PARAM_H
#define HM_SHELL_PARAM_H

#include "platforms/shell_expand.h"

/* How a character of an expansion came about; one mark a character. */
#define SH_MARK_LITERAL 'l'
#define SH_MARK_QUOTED 'q'
#define SH_MARK_EXPANDED 'e'	/* is split into fields */
#define SH_MARK_BREAK 'b'	/* no character: a new field ("$@") */
#define SH_MARK_EMPTY 'n'	/* no character: "" */

struct sh_expansion {
	struct sh *sh;
	struct buf text, marks;
	const struct place *from;
	const char *why;
	unsigned inside;	/* ${ }: what is in there is split as well */
	bool more;		/* something follows that ${ } */
};

void sh_expansion_text(struct sh_expansion *, const char *, bool quoted,
    char unquoted);
void sh_expansion_value(struct sh_expansion *, const struct sh_value *,
    bool quoted);
void sh_expansion_break(struct sh_expansion *);
void sh_expansion_word(struct sh_expansion *, const struct sh_word *);

void sh_expand_param(struct sh_expansion *, const struct sh_part *);

#endif
