/* What the commands that change a host begin with. */
#ifndef HM_CHANGING_H
#define HM_CHANGING_H

#include "agent/base/err.h"
#include "agent/port/host.h"
#include "agent/settings.h"

/* The host, with its lock held. */
struct changing {
	struct host host;
	int lock;
};

void changing_init(struct changing *);
void changing_release(struct changing *);

/* Open the host that the settings name. 0 or an exit status, and words. */
int changing_open(const struct settings *, struct changing *, struct err *);

/* No hold file, nobody else at it: 0; 1 on hold; or an exit status. */
int changing_begin(struct changing *, struct err *);

/* The end of a change: runs that are old and undone are removed. What goes
 * wrong there is a warning. */
void changing_tidy(const struct host *);

/* While something is changed, signals of the keyboard and of a terminal that
 * is closed do not end us in the middle; the journal would, later. */
void changing_uninterrupted(void);
void changing_interruptible(void);

/* The exit status for a failure to change something: of a full disk, of a
 * host that cannot be written to ... */
int changing_status(int r);

#endif
