/* What the collector's command line can do. */
#ifndef HM_COMMANDS_ALL_H
#define HM_COMMANDS_ALL_H

#include "collector/arguments.h"
#include "collector/collector.h"

/* sysexits.h, but for 1: what was asked about is not well, or not there. */
#define STATUS_NO 1
#define STATUS_USAGE 64
#define STATUS_NO_INPUT 66
#define STATUS_SYSTEM 71
#define STATUS_CONFIG 78

/* Open the store, bring it to this version, read the configuration. The
 * caller releases both, also after an error; 0, or an exit status that has
 * been explained. */
int command_open(const struct arguments *, struct store *, struct config *);
int64_t command_now(const struct arguments *);

/* Each returns the exit status, and has said what is wrong. */
int cmd_serve(const struct arguments *);
int cmd_hosts(const struct arguments *);	/* list, notified, gone ... */
int cmd_enrolments(const struct arguments *);	/* pending, merge ... */
int cmd_parcels(const struct arguments *);	/* import-reports */
int cmd_password(const struct arguments *);
int cmd_store(const struct arguments *);	/* backup, restore, check */

#endif
