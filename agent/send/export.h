/* The reports of this host as a file, for hosts without HTTPS. */
#ifndef HM_EXPORT_H
#define HM_EXPORT_H

#include "agent/base/buf.h"
#include "agent/base/err.h"
#include "agent/base/root.h"
#include "agent/base/spoolack.h"
#include "agent/send/enrolled.h"

/*
 * Append what is spooled and not acknowledged, in its order and signed, as
 * parcel.h says; *n is how many reports that are. Nothing is acknowledged by
 * it: a file can get lost. -ENOENT: this host has no id and key, as
 * enrolling gives them; -EFBIG: more than the buffer may hold; what reading
 * the spool gives. With the words.
 */
int export_spool(const struct root *spool, struct spoolack *,
    const struct enrolled *, struct buf *, size_t *n, struct err *);

#endif
