/* Which program belongs to which mail system. */
#ifndef HM_MTA_H
#define HM_MTA_H

#include <stdbool.h>
#include <stddef.h>

#include "agent/model/words.h"
#include "agent/port/host.h"

/* "sendmail", "postfix", "exim", "opensmtpd", "qmail", "nullmailer", "dma",
 * "msmtpd", "mmdf" ... for the path or name of a program (links resolved in
 * the root, mailwrapper and alternatives followed); NULL: no MTA. A boot
 * script that bears an MTA's name is none. The text is constant. */
const char *mta_of_program(const struct host *, const char *path);

/* The same for a command; a file under another name that is given options
 * of sendmail (-b, -q) is looked into as well: a copy, a hard link. */
const char *mta_of_command(const struct host *, const struct words *);

/* The same by name alone; for processes and words. */
const char *mta_of_name(const char *basename);

/* The n-th name that is known, for tests; NULL behind the last. */
const char *mta_name(size_t n);

/* Does a text contain the name of an MTA's program as a word? Decides no
 * more than whether what cannot be understood in it matters. */
bool mta_mentioned(const char *text, size_t len);

#endif
