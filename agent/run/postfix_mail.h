/* Whom Postfix takes mail for, and its content filter. */
#ifndef HM_POSTFIX_MAIL_H
#define HM_POSTFIX_MAIL_H

#include "agent/base/err.h"
#include "agent/model/facts.h"
#include "agent/port/host.h"

/*
 * Where Postfix starts, or would: names of mydestination and of its virtual
 * domains that are not this host's own become RECIPIENT_DOMAIN, those of
 * relay_domains RECIPIENT_RELAYED; tables are named in `unseen`. A content
 * filter, which gives mail back over SMTP, becomes a CLIENT_FILTER, one for
 * all. own: names of this host. 0 or -ENOMEM.
 */
int postfix_mail_gather(const struct host *, struct facts *,
    const struct strv *own, struct err *);

#endif
