/* Tells when programs of a kind are started. */
#ifndef HM_EXECS_H
#define HM_EXECS_H

#include "agent/base/err.h"
#include "agent/port/host.h"

struct execs;

/* What is written when one was started, or when that is not known. */
#define EXECS_BYTE 'x'

/*
 * From now on a process of its own writes EXECS_BYTE to the descriptor, which
 * must not block, a second after a program that is wanted was started; those
 * that follow within that second are told along. -ENOTSUP, -EPERM: this
 * system does not tell, or not us.
 */
int execs_open(int to, proc_wanted_fn *, const void *arg, struct execs **ret,
    struct err *);

/* NULL is taken. */
void execs_close(struct execs *);

#endif
