/* The main section of Exim's configuration (spec.txt, chapters 6 and 14). */
#ifndef HM_EX_CONF_H
#define HM_EX_CONF_H

#include "agent/model/ex_lines.h"

struct ex_setting {
	struct ex_setting *next;
	const char *name;	/* without no_ and not_ */
	const char *text;	/* from the "=" on; "" without any */
	bool negated, maybe;
	const char *file;
	unsigned line, last;
};
struct ex_conf {
	struct ex_setting *settings;	/* in the order of the lines */
	struct ex_fault fault;		/* Exim would not start */
};

/* parts: as ex_lines_init() has them. macros: of -D. What stands behind a
 * fault is not read, nor are the sections behind "begin". Options that Exim
 * does not know end it, and are not told from others. 0 or -ENOMEM. */
int ex_conf_read(struct pool *, const struct ex_files *,
    const struct ex_part *parts, size_t n, const struct strv *macros,
    struct ex_conf *ret);

/* What an option is set to. */
enum ex_state { EX_UNSET = 0, EX_KNOWN, EX_UNKNOWN, EX_BAD };
struct ex_value {
	enum ex_state state;
	const char *text;	/* KNOWN: without quotes, in the pool */
	const struct ex_setting *at;	/* NULL: UNSET */
};
/* A string. 0 or -ENOMEM. */
int ex_conf_string(struct pool *, const struct ex_conf *, const char *name,
    struct ex_value *ret);
/* A boolean: "yes" or "no", a constant. */
void ex_conf_bool(const struct ex_conf *, const char *name,
    struct ex_value *ret);

/* What decides where it listens. */
struct ex_ways {
	struct ex_value interfaces, ports, tls_ports, no_inet6;
};
/* The texts live as long as the configuration. 0 or -ENOMEM. */
int ex_conf_ways(struct pool *, const struct ex_conf *, struct ex_ways *ret);

#endif
