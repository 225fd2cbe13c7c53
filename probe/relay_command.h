/* The question whether hosts relay: from the command line to the answer. */
#ifndef HM_RELAY_COMMAND_H
#define HM_RELAY_COMMAND_H

#include "agent/base/buf.h"
#include "agent/base/err.h"
#include "probe/probe_settings.h"

/* Takes the output in parts: 0, or -errno, which ends all. The buf is
 * emptied by the caller. */
typedef int relay_output(void *arg, const struct buf *);

struct reporting;

/*
 * Ask the hosts of the command line. own: the name that is said, unless the
 * settings have one. What is to be reported is kept in *reporting, unless that
 * is NULL. The exit status (observation_status()), or -EINVAL
 * where the command line or a file is wrong, -errno, with words.
 */
int relay_command(const struct probe_settings *, int argc,
    char *const argv[], const char *own, relay_output *, void *arg,
    struct reporting *, struct err *e);

#endif
