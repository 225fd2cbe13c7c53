/* A listening TCP socket. */
#ifndef HM_LISTEN_H
#define HM_LISTEN_H

#include "agent/base/err.h"

/* Numeric address; port 0: any that is free. A descriptor that does not
 * block and is closed on exec, or -errno with the words. */
int listen_on(const char *address, unsigned port, struct err *);

#endif
