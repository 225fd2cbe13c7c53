/* Who has logged in: sessions of operators, in memory alone. */
#ifndef HM_LOGINS_H
#define HM_LOGINS_H

#include <stdint.h>

#include "collector/secret.h"

#define SESSIONS 256
#define SESSION_IDLE 3600		/* an hour without a request ends it */
#define SESSION_LIFE (12 * 3600)	/* and twelve in any case */

struct session {
	char hash[DIGEST_HEX];		/* of the token; "": free */
	const char *name;		/* borrowed from the password file */
	int64_t began, used;
};

/* = {0} is empty. Of the loop's thread. */
struct logins {
	struct session v[SESSIONS];
};

/* The name must live as long. Where all are taken, the one that was used
 * least recently ends. */
void logins_add(struct logins *, const char *token, const char *name,
    int64_t now);
/* The name, and the session counts as used; NULL: there is none, or no
 * more. */
const char *logins_find(struct logins *, const char *token, int64_t now);
void logins_end(struct logins *, const char *token);

#endif
