/* The names of roles and of yes, no and unknown. */
#include "agent/model/role.h"

#include <assert.h>
#include <stddef.h>

static const char *const roles[] = {
	[ROLE_UNKNOWN] = "unknown",
	[ROLE_NONE] = "none",
	[ROLE_DAEMON] = "daemon",
	[ROLE_LOOPBACK_DAEMON] = "loopback-daemon",
	[ROLE_QUEUE_RUNNER] = "queue-runner",
	[ROLE_SUBMISSION_RUNNER] = "submission-runner",
	[ROLE_INETD] = "inetd",
	[ROLE_SESSION] = "session",
	[ROLE_ONE_SHOT] = "one-shot",
};

static const char *const tris[] = {
	[TRI_UNKNOWN] = "unknown",
	[TRI_NO] = "no",
	[TRI_YES] = "yes",
};

const char *
role_name(enum role role)
{
	assert((size_t)role < sizeof(roles) / sizeof(roles[0]));
	return roles[role];
}

const char *
tri_name(enum tri tri)
{
	assert((size_t)tri < sizeof(tris) / sizeof(tris[0]));
	return tris[tri];
}
