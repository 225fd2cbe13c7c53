/* The values of main.cf, evaluated as postconf -x does. */
#ifndef HM_PF_EXPAND_H
#define HM_PF_EXPAND_H

#include "agent/base/pool.h"
#include "agent/model/pf_main.h"

enum pf_state {
	PF_KNOWN = 0,
	PF_UNKNOWN,	/* it depends on what the file does not say */
	PF_BAD		/* Postfix ends over it */
};
struct pf_value {
	const char *text;	/* in the pool; "" unless KNOWN */
	enum pf_state state;
};

/*
 * The value of a parameter, or of a text, with all of $name, $(name),
 * ${name}, ${name?text}, ${name:text}, ${name?{text}:{text}} and
 * ${{text} == {text}?{text}:{text}} expanded. What is not set has its default
 * where that is the same everywhere; any other is PF_UNKNOWN, as a name that
 * nobody set may be a parameter of Postfix or none. 0 or -ENOMEM.
 */
int pf_main_value(struct pool *, const struct pf_main *, const char *name,
    struct pf_value *ret);
int pf_main_expand(struct pool *, const struct pf_main *, const char *text,
    struct pf_value *ret);

#endif
