/* What hardenmail-probe is asked: its command line. */
#ifndef HM_PROBE_SETTINGS_H
#define HM_PROBE_SETTINGS_H

#include <stdbool.h>

#include "agent/base/err.h"
#include "agent/base/opt.h"

enum probe_command { PROBE_NONE = 0, PROBE_MX, PROBE_HUB, PROBE_HELP,
	PROBE_VERSION };

/* Strings are borrowed from argv. */
struct probe_settings {
	enum probe_command command;
	const char *name;	/* of --mx */
	char host[256];		/* of --hub, without brackets and port */
	unsigned port;
	const char *from, *to;	/* from may be empty */
	const char *helo;	/* NULL: this host's own name */
	unsigned timeout;	/* seconds, for everything */
	bool json;
};

#define PROBE_TIMEOUT 30
#define PROBE_MAX_TIMEOUT 600

extern const struct opt probe_options[];

/* 0, or -EINVAL with the words for a person. */
int probe_settings_parse(int argc, char *const argv[],
    struct probe_settings *ret, struct err *e);

/* "host", "host:port", "[host]", "[host]:port", "2001:db8::1". -EINVAL:
 * none of them. */
int probe_settings_host(const char *text, char host[256], unsigned *port);

#endif
