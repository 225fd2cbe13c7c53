/* What a starter of Exim would listen on, by its words and configuration. */
#ifndef HM_EXIM_ROLE_H
#define HM_EXIM_ROLE_H

#include "agent/base/err.h"
#include "agent/model/ex_cmd.h"
#include "agent/model/facts.h"
#include "agent/port/host.h"
#include "platforms/exim_text.h"

/*
 * Fill in role, queue_interval, loopback, exposed, needs (the files of its
 * configuration), because (the lines that decide) and, for an unknown role,
 * reason. words and at are there; the words start Exim. 0 or -ENOMEM.
 */
int exim_role_read(const struct host *, struct facts *, struct starter *,
    struct err *);

/*
 * The text that such a starter's Exim reads: that of -C, or of the first
 * place that has one. On Debian what the boot makes of /etc/exim4, where the
 * starter's own file names the program that makes it. other: what it may
 * read instead; n is 0 where it cannot. 0 or -ENOMEM.
 */
int exim_role_text(const struct host *, struct pool *,
    const struct starter *, const struct ex_cmd *, struct exim_text *ret,
    struct exim_text *other);

#endif
