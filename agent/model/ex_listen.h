/* Where a daemon of Exim would listen (spec.txt, chapter 13). */
#ifndef HM_EX_LISTEN_H
#define HM_EX_LISTEN_H

#include "agent/model/ex_conf.h"
#include "agent/model/smcf.h"

/* The next element of a list of Exim's (spec.txt, 6.20): the separator is a
 * colon, or what stands behind a "<" at its beginning; twice, it is itself.
 * NULL at its end, or without memory. */
struct ex_list {
	const char *at;
	char separator;		/* '\0' before the first */
};
const char *ex_list_next(struct pool *, struct ex_list *);

/* Why there is no answer; why NULL: there is one. */
struct ex_doubt {
	const char *why, *file;
	unsigned line;
};

/*
 * The listeners of a daemon: ports as written, where they stand in the
 * configuration is told by its options' lines. override: the value of -oX,
 * or NULL. A port's name is not looked up; with one that there is not, Exim
 * would not start. None: local_interfaces is empty. 0 or -ENOMEM.
 */
int ex_listeners(struct pool *, const struct ex_conf *, const char *override,
    struct smcf_listener **ret, struct ex_doubt *doubt);

#endif
