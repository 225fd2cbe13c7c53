/* The mail programs that are installed. */
#ifndef HM_MTAS_H
#define HM_MTAS_H

#include <stddef.h>

#include "agent/base/err.h"
#include "agent/base/pool.h"
#include "agent/model/facts.h"
#include "agent/port/host.h"

/* Add those of the paths (NULL-ended) that are there, each file once, with
 * kind and, for sendmail, version. 0 or -ENOMEM. */
int mtas_gather(const struct host *, const char *const *paths,
    struct facts *, struct err *);

/* sendmail's version in the bytes of its program: the string of its own
 * ("8.17.1", "8.9.3+Sun") that sendmail keeps in Version[]. NULL: none. */
const char *sendmail_version(struct pool *, const char *bytes, size_t len);

#endif
