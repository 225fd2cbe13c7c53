/* The listeners of a sendmail.mc, and the values they share with the cf. */
#ifndef HM_EDIT_MC_H
#define HM_EDIT_MC_H

#include "agent/model/smcf.h"
#include "platforms/edit_file.h"

/* Plan what makes m4 write the same loopback listeners. cf: what the cf made
 * of it says now. 1; 0: the file is not understood; -errno. */
int mc_loopback(struct edit_job *, const struct edit_file *,
    const struct smcf *cf, struct err *);

/* In a value of DaemonPortOptions: loopback's address in its family, and
 * where the value of its Addr key stands. */
const char *listener_loopback(const char *value, size_t len);
bool listener_key(const char *value, size_t len, size_t *from, size_t *to);

#endif
