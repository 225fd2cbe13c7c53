/* Would this host relay: the words. */
#include "agent/model/relaying.h"

static const char *const names[] = {
	[RELAY_ABSENT] = "absent",
	[RELAY_UNKNOWN] = "unknown",
	[RELAY_CLOSED] = "closed",
	[RELAY_LAN_ONLY] = "lan-only",
	[RELAY_NETWORK] = "open-to-network",
	[RELAY_DOMAIN] = "open-to-domain",
	[RELAY_MX] = "open-by-mx",
	[RELAY_SENDER] = "open-by-sender",
	[RELAY_OPEN] = "open",
};

const char *
relay_name(enum relay r)
{
	return names[r];
}

bool
relay_is_open(enum relay r)
{
	return r >= RELAY_MX;
}

/* Its place between what is open and what is not. */
static int
weight(enum relay r)
{
	return r == RELAY_UNKNOWN ? 2 * RELAY_DOMAIN + 1 : 2 * (int)r;
}

enum relay
relay_worse(enum relay a, enum relay b)
{
	return weight(a) >= weight(b) ? a : b;
}

const char *
relay_cause_name(enum relay_cause c)
{
	static const char *const causes[] = {
		[RELAY_CAUSE_NONE] = "none",
		[RELAY_CAUSE_RULE] = "rule",
		[RELAY_CAUSE_CLASS] = "class",
		[RELAY_CAUSE_MAP] = "map",
		[RELAY_CAUSE_DEFERRED] = "deferred",
		[RELAY_CAUSE_NO_RULESET] = "no-ruleset",
	};

	return causes[c];
}
