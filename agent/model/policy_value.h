/* The values that a policy file may hold, each with its own strict reader. */
#ifndef HM_POLICY_VALUE_H
#define HM_POLICY_VALUE_H

#include <stdbool.h>
#include <stdint.h>

#include "agent/base/pool.h"

/* All: true and *ret set, or false and *ret as it was. */

/* "15m", "1h30m", "2d": seconds, 1 minute to 4 weeks. A bare number is not
 * taken: sendmail reads minutes where others read seconds. */
bool value_interval(const char *text, long *ret);

/* "2027-03-31", a day of the calendar: 00:00 UTC of the day after. */
bool value_last_day(const char *text, int64_t *ret);

/* "yes" or "no" and nothing else. */
bool value_yes_no(const char *text, bool *ret);

/* A host name (RFC 1123), or an address in brackets as sendmail has it. */
bool value_host(const char *text);

/* "8.12.10": numbers with dots between. */
bool value_version(const char *text);

/* "postmaster@example.edu": one address without quoting (RFC 5321). */
bool value_mail_address(const char *text);

/* "https://host[:port][/path]"; "http://" for loopback only. */
bool value_url(const char *text);

/* "Sun 03:00-05:00", "Mon-Fri 22:00-04:00", "03:00-05:00". */
bool value_window(const char *text);

/* "192.0.2.0/24", "2001:db8::/32", an address alone; the bits behind the
 * prefix must be zero. In the canonical spelling, in the pool. */
bool value_network(struct pool *, const char *text, const char **ret);

/* "192.0.2.25:25" or "[2001:db8::25]:25", in the canonical spelling. */
bool value_endpoint(struct pool *, const char *text, const char **ret);

/* The same spelling for an address and a port; NULL for no address. */
const char *endpoint_words(struct pool *, const char *address, unsigned port);

#endif
