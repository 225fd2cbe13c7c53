/* The state in which a host was last in its mode, kept for another process:
 * after a crash or a reboot it is still known what changed since. */
#ifndef HM_GOOD_STATE_H
#define HM_GOOD_STATE_H

#include <stddef.h>
#include <stdint.h>

#include "agent/base/buf.h"
#include "agent/run/snapshot.h"
#include "agent/run/who_changed.h"

/* = {0} is empty. */
struct good_state {
	int64_t when;			/* seconds since 1970; 0: never seen */
	struct snapshot files;
	struct who_process *processes;	/* of MTAs, that were there */
	size_t n_processes;
};

void good_state_release(struct good_state *);

/*
 * Append it: a line for each thing, behind that of a file its path, and its
 * contents where they are kept, in as many bytes as the line says. boot:
 * boot_id(), or NULL. 0 or -ENOMEM (also beyond the buf's ceiling).
 */
int good_state_write(const struct good_state *, const char *boot,
    struct buf *);

/*
 * The same back. Processes of another boot are none any more, and device
 * numbers of another boot are not known (0). -EINVAL: it is no such text, or
 * not all of it; -ENOMEM. *ret is empty then.
 */
int good_state_parse(const char *text, size_t len, const char *boot,
    struct good_state *ret);

#endif
