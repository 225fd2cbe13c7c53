/* Who changed a host: what package managers and the kernel wrote down. */
#ifndef HM_WHO_CHANGED_H
#define HM_WHO_CHANGED_H

#include "agent/model/facts.h"
#include "agent/model/since.h"
#include "agent/port/host.h"

/*
 * What package managers logged from since->good to now, added to the list;
 * a file is a package's when dpkg's lists say that it is, or that what the
 * link leads to is, and it changed while dpkg was at work on just that one.
 * What cannot be read says nothing. 0 or -ENOMEM.
 */
int who_packages(const struct host *, struct since *, int64_t now);

/* A process by what never comes again. */
struct who_process {
	pid_t pid;
	uint64_t start;
};

/*
 * Add the processes of MTAs that are not among the n of `before`, which were
 * there; sessions and what they were split into are passed over. Whose login
 * it was: /proc/PID/loginuid, where the kernel keeps it. 0 or -ENOMEM.
 */
int who_processes(const struct host *, const struct facts *,
    const struct who_process *before, size_t n, struct since *);

/* Give those who changed files their names, as /etc/passwd has them. 0 or
 * -ENOMEM. */
int who_users(const struct host *, struct since *);

#endif
