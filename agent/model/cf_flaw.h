/* What a sendmail.cf says itself of whom it relays for. */
#ifndef HM_CF_FLAW_H
#define HM_CF_FLAW_H

#include "agent/model/relay_flaw.h"
#include "agent/model/smcf.h"

/*
 * Lines of a cf, and what it was parsed to: features that weaken relay
 * control, by the rule that m4 makes of each or else by the comment that it
 * leaves (a hint, no proof); words of class R; a check that is switched off
 * (SCO's Check_Rcpt); passwords without TLS; a level that the program
 * (version, or NULL) was not made for; where its mail is handed on
 * (FLAW_ROUTE, `why` is the host). Appended to *list. 0 or -ENOMEM.
 */
int cf_flaws(struct pool *, const char *path, const char *text, size_t len,
    const struct smcf *, const char *version, struct relay_flaw **list);

/* The level of the cf that a release of sendmail came with, 0 where that is
 * not known (RELEASE_NOTES): "8.9.3" is 8, "8.12.0" and all newer are 10. */
int cf_level_of(const char *version);

#endif
