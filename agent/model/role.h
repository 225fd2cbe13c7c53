/* What a process or a starter of an MTA is (DESIGN: Words). */
#ifndef HM_ROLE_H
#define HM_ROLE_H

#include <stdbool.h>

enum role {
	ROLE_UNKNOWN = 0,
	ROLE_NONE,		/* no MTA, or it ends with an error */
	ROLE_DAEMON,		/* listens beyond loopback, or may */
	ROLE_LOOPBACK_DAEMON,	/* listens on loopback only */
	ROLE_QUEUE_RUNNER,	/* long-lived, no listener */
	ROLE_SUBMISSION_RUNNER,	/* the same with -Ac: the MSP's queue */
	ROLE_INETD,		/* -bs for a super-server */
	ROLE_SESSION,		/* serves one connection, or one delivery */
	ROLE_ONE_SHOT		/* does one thing and ends */
};

enum tri { TRI_UNKNOWN = 0, TRI_NO, TRI_YES };

static inline enum tri
tri_of(bool b)
{
	return b ? TRI_YES : TRI_NO;
}

/* The names that the report uses: "daemon", "queue-runner", "yes" ... */
const char *role_name(enum role);
const char *tri_name(enum tri);

#endif
