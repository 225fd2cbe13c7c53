/* What hardenmail-probe is asked: its command line. */
#ifndef HM_PROBE_SETTINGS_H
#define HM_PROBE_SETTINGS_H

#include <stdbool.h>

#include "agent/base/err.h"
#include "agent/base/opt.h"
#include "probe/blacklist.h"

enum probe_command { PROBE_NONE = 0, PROBE_MX, PROBE_HUB, PROBE_RELAY,
	PROBE_HELP, PROBE_VERSION };

/* What belongs to the question whether hosts relay. */
struct relay_options {
	const char *authorised;	/* networks, or a file of them */
	const char *offsite, *friend, *pointed, *known;
	const char *transcripts;	/* a folder, or NULL */
	unsigned port, which, concurrency, rate, retries, retry_wait;
	bool no_tls;
	const char *report;	/* URL of a collector, or NULL */
	const char *token_file, *ca, *cert, *key;
	bool insecure_http;
	const char *zones[BLACKLIST_ZONES];
	unsigned n_zones;
};

/* Strings are borrowed from argv. */
struct probe_settings {
	enum probe_command command;
	const char *name;	/* of --mx */
	char host[256];		/* of --hub, without brackets and port */
	unsigned port;
	const char *from, *to;	/* from may be empty */
	const char *helo;	/* NULL: this host's own name */
	unsigned timeout;	/* seconds, for everything, or of relay each
				 * connection */
	bool json;
	struct relay_options relay;
	bool relay_given;	/* any of these was set */
};

#define PROBE_TIMEOUT 30
#define PROBE_RELAY_TIMEOUT 60
#define PROBE_MAX_TIMEOUT 600

extern const struct opt probe_options[];

/* The next word of the command line that is no option, after n of them;
 * NULL: no more. For a command line that was found good. */
const char *probe_settings_word(int argc, char *const argv[], unsigned n);

/* Numbers and ranges, "1,5-7", of envelopes: their bits. 0 or -EINVAL. */
int probe_settings_envelopes(const char *text, unsigned *ret);

/* 0, or -EINVAL with the words for a person. */
int probe_settings_parse(int argc, char *const argv[],
    struct probe_settings *ret, struct err *e);

/* "host", "host:port", "[host]", "[host]:port", "2001:db8::1". -EINVAL:
 * none of them. */
int probe_settings_host(const char *text, char host[256], unsigned *port);

#endif
