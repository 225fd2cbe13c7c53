/* Mailers: the M lines. */
#ifndef HM_RULES_MAILER_H
#define HM_RULES_MAILER_H

#include "agent/rules/state.h"

/* An M line without its M. One that sendmail refuses is passed over. 0,
 * -ENOMEM, -E2BIG. */
int mailer_add(struct rules *, const char *text);

/* NULL: no such mailer; case does not count. */
const struct mailer *mailer_find(const struct rules *, const char *name);

/* A value up to delim (0: the end), quotes and backslashes taken away, as
 * sendmail's munchstring(); returns where it ended. ret is cleared first and
 * may have failed then. */
const char *mailer_field(const char *p, char delim, struct buf *ret);

#endif
