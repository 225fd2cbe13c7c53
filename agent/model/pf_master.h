/* Postfix's master.cf (master(5)), and where its master listens. */
#ifndef HM_PF_MASTER_H
#define HM_PF_MASTER_H

#include <stdbool.h>
#include <stddef.h>

#include "agent/base/pool.h"
#include "agent/model/pf_expand.h"
#include "agent/model/smcf.h"

struct pf_override {		/* -o name=value, -o { name = value } */
	struct pf_override *next;
	const char *name, *value;
};
struct pf_service {
	struct pf_service *next;
	const char *name, *type;	/* "smtp", "127.0.0.1:587"; "inet" */
	const char *fields[5];	/* private unpriv chroot wakeup maxproc */
	const char *command;	/* "smtpd", without its arguments */
	struct strv args;	/* braces around one taken off */
	struct pf_override *overrides;
	unsigned line, last;
};
struct pf_master {
	struct pf_service *services;	/* in the order of the file */
	unsigned bad_line;		/* Postfix ends over this one; 0 */
};

/* Strings live in the pool. What stands behind a bad line is not read. 0 or
 * -ENOMEM. */
int pf_master_parse(struct pool *, const char *text, size_t len,
    struct pf_master *ret);

/* The last -o of a parameter, not expanded; or NULL. */
const char *pf_service_option(const struct pf_service *, const char *name);

/* Does master_service_disable, expanded, name the service? */
bool pf_service_disabled(struct pool *, const struct pf_service *,
    const char *list);

/* "127.0.0.1:smtp", "[::1]:25", "smtp": *host is NULL where the name has
 * none. False: Postfix ends over it. */
bool pf_service_parts(struct pool *, const struct pf_service *,
    const char **host, const char **port);

/* Why there is no answer, or PF_KNOWN; where: the file ("main.cf"). */
struct pf_doubt {
	enum pf_state state;
	const char *file;	/* "main.cf" or "master.cf"; constant */
	unsigned line;
	const char *why;	/* constant */
};

/*
 * The sockets of inet services that are not disabled: address NULL is all of
 * that family, modifiers "", line that of master.cf. Names of hosts are given
 * as they stand; "loopback-only" as 127.0.0.1 and ::1. With
 * doubt->state != PF_KNOWN there is no list. 0 or -ENOMEM.
 */
int pf_listeners(struct pool *, const struct pf_main *,
    const struct pf_master *, struct smcf_listener **ret,
    struct pf_doubt *doubt);

#endif
