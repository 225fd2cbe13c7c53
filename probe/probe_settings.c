/* What hardenmail-probe is asked: its command line. */
#include "probe/probe_settings.h"

#include <errno.h>
#include <stddef.h>
#include <string.h>

#include "agent/base/num.h"
#include "probe/dialogue.h"
#include "probe/question.h"

enum { OPT_MX = 1, OPT_HUB, OPT_FROM, OPT_TO, OPT_HELO, OPT_TIMEOUT,
	OPT_FORMAT, OPT_HELP, OPT_VERSION,
	/* of relay */
	OPT_AUTHORISED, OPT_PORT, OPT_ENVELOPES, OPT_OFFSITE, OPT_RELAYED,
	OPT_MX_DOMAIN, OPT_KNOWN, OPT_CONCURRENCY, OPT_RATE, OPT_RETRIES,
	OPT_RETRY_WAIT, OPT_NO_TLS, OPT_TRANSCRIPTS,
	OPT_REPORT, OPT_TOKEN_FILE, OPT_CA, OPT_CERT, OPT_KEY, OPT_INSECURE,
	OPT_DNSBL, OPT_WORD };

#define RELAY_DEFAULTS { .offsite = "example.com", .port = 25, \
	.which = QUESTION_ALL, .concurrency = 2000, .rate = 250, \
	.retries = 1, .retry_wait = 60 }

const struct opt probe_options[] = {
	{ .id = OPT_MX, .name = "mx", .arg = "NAME", .help =
	    "where mail for NAME goes, and whether that is this host" },
	{ .id = OPT_HUB, .name = "hub", .arg = "HOST[:PORT]", .help =
	    "whether HOST takes a mail; none is sent" },
	{ .id = OPT_AUTHORISED, .name = "authorised-networks", .arg = "LIST",
	    .help = "networks with commas between them, or a file: nothing "
	    "else is contacted; needed for HOST, NETWORK and FILE" },
	{ .id = OPT_FROM, .name = "from", .arg = "ADDRESS", .help =
	    "the sender; of --hub it may be empty, as of a bounce "
	    "(postmaster at this host)" },
	{ .id = OPT_TO, .name = "to", .arg = "ADDRESS", .help =
	    "its recipient" },
	{ .id = OPT_HELO, .name = "helo", .arg = "NAME", .help =
	    "say this name, instead of this host's own" },
	{ .id = OPT_PORT, .name = "port", .arg = "N", .help =
	    "where none is given with a host (25)" },
	{ .id = OPT_ENVELOPES, .name = "envelopes", .arg = "LIST", .help =
	    "these of the catalogue, as 1,5-7 (1-30)" },
	{ .id = OPT_OFFSITE, .name = "offsite", .arg = "DOMAIN", .help =
	    "a domain that none of the hosts takes mail for (example.com)" },
	{ .id = OPT_RELAYED, .name = "relayed-domain", .arg = "DOMAIN",
	    .help = "one that they relay for (envelope 26)" },
	{ .id = OPT_MX_DOMAIN, .name = "mx-domain", .arg = "DOMAIN", .help =
	    "one of others whose MX they are (27)" },
	{ .id = OPT_KNOWN, .name = "known-sender", .arg = "ADDRESS", .help =
	    "a sender that they may relay for (28)" },
	{ .id = OPT_CONCURRENCY, .name = "concurrency", .arg = "N", .help =
	    "connections at once (2000)" },
	{ .id = OPT_RATE, .name = "rate", .arg = "N", .help =
	    "new ones a second to each network of 256 addresses (250; 0: as "
	    "fast as it goes)" },
	{ .id = OPT_RETRIES, .name = "retries", .arg = "N", .help =
	    "how often what is unknown is asked again (1)" },
	{ .id = OPT_RETRY_WAIT, .name = "retry-wait", .arg = "SECONDS",
	    .help = "how much later (60)" },
	{ .id = OPT_NO_TLS, .name = "no-tls", .help =
	    "without STARTTLS, where it is offered too" },
	{ .id = OPT_TRANSCRIPTS, .name = "transcripts", .arg = "DIR", .help =
	    "put what was said to each host into a file there" },
	{ .id = OPT_DNSBL, .name = "dnsbl", .arg = "ZONE", .help =
	    "ask this DNS blacklist about each HOST that answers; may be "
	    "said several times" },
	{ .id = OPT_REPORT, .name = "report", .arg = "URL", .help =
	    "post what was found to the collector at URL" },
	{ .id = OPT_TOKEN_FILE, .name = "token-file", .arg = "FILE", .help =
	    "with --report: the token of this probe" },
	{ .id = OPT_CERT, .name = "cert", .arg = "FILE", .help =
	    "with --report: its certificate, in place of a token" },
	{ .id = OPT_KEY, .name = "key", .arg = "FILE", .help =
	    "with --report: the key of that certificate" },
	{ .id = OPT_CA, .name = "ca-file", .arg = "FILE", .help =
	    "with --report: trust these authorities, and not the system's" },
	{ .id = OPT_INSECURE, .name = "insecure-http", .help =
	    "with --report: allow http:// to loopback, for tests" },
	{ .id = OPT_TIMEOUT, .name = "timeout", .arg = "SECONDS", .help =
	    "give up after so long in all (30), or on each connection to a "
	    "HOST (60)" },
	{ .id = OPT_FORMAT, .name = "format", .arg = "NAME", .help =
	    "text (default) or json" },
	{ .id = OPT_HELP, .name = "help", .letter = 'h', .help =
	    "show this help" },
	{ .id = OPT_VERSION, .name = "version", .letter = 'V', .help =
	    "show the version" },
	{ .id = 0 },
};

int
probe_settings_host(const char *text, char host[256], unsigned *port)
{
	const char *colon, *end = text + strlen(text), *from = text;
	long long n = 25;

	if (*text == '[') {
		from++;
		end = strchr(text, ']');
		if (end == NULL || (end[1] != '\0' && end[1] != ':'))
			return -EINVAL;
		colon = end[1] == ':' ? end + 1 : NULL;
	} else {
		/* More than one colon is an address of IPv6. */
		colon = strchr(text, ':');
		if (colon != NULL && strchr(colon + 1, ':') != NULL)
			colon = NULL;
		if (colon != NULL)
			end = colon;
	}
	if (end == from || (size_t)(end - from) > 255)
		return -EINVAL;
	if (colon != NULL && num_parse(colon + 1, strlen(colon + 1), 1, 65535,
	    &n) < 0)
		return -EINVAL;
	if (strspn(from, "0123456789abcdefghijklmnopqrstuvwxyz"
	    "ABCDEFGHIJKLMNOPQRSTUVWXYZ-._:") < (size_t)(end - from))
		return -EINVAL;
	memcpy(host, from, (size_t)(end - from));
	host[end - from] = '\0';
	*port = (unsigned)n;
	return 0;
}

static int
set_command(struct probe_settings *s, enum probe_command c, struct err *e)
{
	if (s->command == PROBE_HELP)
		return 0;
	if (s->command != PROBE_NONE && s->command != c && c != PROBE_HELP)
		return err_set(e, EINVAL, "only one of HOST, --mx and --hub "
		    "can be asked at once");
	s->command = c;
	return 0;
}

int
probe_settings_envelopes(const char *text, unsigned *ret)
{
	long long first, last;
	unsigned bits = 0;
	size_t n, dash;

	do {
		n = strcspn(text, ",");
		dash = strcspn(text, "-");
		if (dash >= n)
			dash = n;
		if (num_parse(text, dash, 1, 30, &first) < 0)
			return -EINVAL;
		last = first;
		if (dash < n && num_parse(text + dash + 1, n - dash - 1,
		    first, 30, &last) < 0)
			return -EINVAL;
		for (; first <= last; first++)
			bits |= 1u << first;
		text += n;
	} while (*text++ == ',');
	*ret = bits;
	return 0;
}

static const struct {
	int id;
	const char *name;
	long long min, max;
	size_t offset;
} numbers[] = {
	{ OPT_PORT, "port", 1, 65535, offsetof(struct relay_options, port) },
	{ OPT_CONCURRENCY, "concurrency", 1, 65536,
	    offsetof(struct relay_options, concurrency) },
	{ OPT_RATE, "rate", 0, 1000000, offsetof(struct relay_options, rate) },
	{ OPT_RETRIES, "retries", 0, 100,
	    offsetof(struct relay_options, retries) },
	{ OPT_RETRY_WAIT, "retry-wait", 0, 86400,
	    offsetof(struct relay_options, retry_wait) },
};

static int
set_number(struct relay_options *r, int id, const char *value, struct err *e)
{
	long long n;
	size_t i = 0;

	while (numbers[i].id != id)
		i++;
	if (num_parse(value, strlen(value), numbers[i].min, numbers[i].max,
	    &n) < 0)
		return err_set(e, EINVAL, "--%s %s: not %lld to %lld",
		    numbers[i].name, value, numbers[i].min, numbers[i].max);
	*(unsigned *)(void *)((char *)r + numbers[i].offset) = (unsigned)n;
	return 0;
}

static int
set_domain(const char **at, const char *value, struct err *e)
{
	*at = value;
	return hub_is_name(value) && value[0] != '[' ? 0 :
	    err_set(e, EINVAL, "%s: no domain", value);
}

static int
set_file(struct relay_options *r, int id, const char *value, struct err *e)
{
	const char **to = id == OPT_TRANSCRIPTS ? &r->transcripts :
	    id == OPT_REPORT ? &r->report : id == OPT_TOKEN_FILE ?
	    &r->token_file : id == OPT_CA ? &r->ca : id == OPT_CERT ?
	    &r->cert : &r->key;

	if (value[0] == '\0')
		return err_set(e, EINVAL, "an option has an empty argument");
	*to = value;
	return 0;
}

static int
set_relay(struct relay_options *r, int id, const char *value, struct err *e)
{
	switch (id) {
	case OPT_AUTHORISED:
		r->authorised = value;
		return 0;
	case OPT_ENVELOPES:
		return probe_settings_envelopes(value, &r->which) == 0 ? 0 :
		    err_set(e, EINVAL, "--envelopes %s: not numbers of 1 to "
		    "30", value);
	case OPT_OFFSITE:
		return set_domain(&r->offsite, value, e);
	case OPT_RELAYED:
		return set_domain(&r->friend, value, e);
	case OPT_MX_DOMAIN:
		return set_domain(&r->pointed, value, e);
	case OPT_KNOWN:
		r->known = value;
		return hub_is_address(value) ? 0 : err_set(e, EINVAL,
		    "%s: no mail address", value);
	case OPT_NO_TLS:
		r->no_tls = true;
		return 0;
	case OPT_DNSBL:
		if (r->n_zones == BLACKLIST_ZONES)
			return err_set(e, EINVAL, "--dnsbl: at most %d zones",
			    BLACKLIST_ZONES);
		return set_domain(&r->zones[r->n_zones++], value, e);
	case OPT_INSECURE:
		r->insecure_http = true;
		return 0;
	case OPT_TRANSCRIPTS: case OPT_REPORT: case OPT_TOKEN_FILE:
	case OPT_CA: case OPT_CERT: case OPT_KEY:
		return set_file(r, id, value, e);
	default:
		return set_number(r, id, value, e);
	}
}

static int
set(struct probe_settings *s, int id, const char *value, struct err *e)
{
	long long n;

	switch (id) {
	case OPT_MX:
		s->name = value;
		if (!hub_is_name(value) || value[0] == '[')
			return err_set(e, EINVAL, "--mx %s: no name", value);
		return set_command(s, PROBE_MX, e);
	case OPT_HUB:
		if (probe_settings_host(value, s->host, &s->port) < 0)
			return err_set(e, EINVAL, "--hub %s: not HOST or "
			    "HOST:PORT", value);
		return set_command(s, PROBE_HUB, e);
	case OPT_FROM:
	case OPT_TO:
		if (!hub_is_address(value) && !(id == OPT_FROM &&
		    *value == '\0'))
			return err_set(e, EINVAL, "%s: no mail address",
			    value);
		*(id == OPT_FROM ? &s->from : &s->to) = value;
		return 0;
	case OPT_HELO:
		s->helo = value;
		return hub_is_name(value) ? 0 : err_set(e, EINVAL,
		    "--helo %s: no name", value);
	case OPT_TIMEOUT:
		if (num_parse(value, strlen(value), 1, PROBE_MAX_TIMEOUT,
		    &n) < 0)
			return err_set(e, EINVAL, "--timeout %s: not 1 to %d "
			    "seconds", value, PROBE_MAX_TIMEOUT);
		s->timeout = (unsigned)n;
		return 0;
	case OPT_FORMAT:
		s->json = strcmp(value, "json") == 0;
		return s->json || strcmp(value, "text") == 0 ? 0 :
		    err_set(e, EINVAL, "--format %s: not text or json",
		    value);
	case OPT_HELP:
	case OPT_VERSION:
		return set_command(s, id == OPT_HELP ? PROBE_HELP :
		    PROBE_VERSION, e);
	default:
		s->relay_given = true;
		return set_relay(&s->relay, id, value, e);
	}
}

/* As opt_next(); a word that is no option is OPT_WORD. */
static int
next(struct opt_walk *w, struct err *e)
{
	int id = opt_next(w, probe_options, e);

	if (id != 0 || w->at >= w->argc)
		return id;
	w->value = w->argv[w->at++];
	return OPT_WORD;
}

const char *
probe_settings_word(int argc, char *const argv[], unsigned n)
{
	struct opt_walk w;
	int id;

	opt_init(&w, argc, argv);
	while ((id = next(&w, NULL)) > 0)
		if (id == OPT_WORD && n-- == 0)
			return w.value;
	return NULL;
}

static int
check_report(const struct relay_options *r, struct err *e)
{
	if (r->report == NULL)
		return r->token_file != NULL || r->ca != NULL ||
		    r->cert != NULL || r->key != NULL || r->insecure_http ?
		    err_set(e, EINVAL, "--token-file, --cert, --key, "
		    "--ca-file and --insecure-http need --report") : 0;
	if (r->token_file == NULL && r->cert == NULL)
		return err_set(e, EINVAL, "--report needs --token-file or "
		    "--cert");
	return 0;
}

/* What was set and does not belong together. */
static int
check(const struct probe_settings *s, struct err *e)
{
	if (s->command == PROBE_NONE)
		return err_set(e, EINVAL, "nothing to ask: try a HOST, --mx "
		    "or --hub");
	if (s->command == PROBE_HUB && (s->from == NULL || s->to == NULL))
		return err_set(e, EINVAL, "--hub needs --from and --to");
	if (s->command == PROBE_MX && (s->from != NULL || s->to != NULL ||
	    s->helo != NULL))
		return err_set(e, EINVAL, "--from, --to and --helo belong to "
		    "--hub");
	if (s->command == PROBE_RELAY && s->relay.authorised == NULL)
		return err_set(e, EINVAL, "--authorised-networks is needed: "
		    "nothing outside of them is contacted");
	if (s->command == PROBE_RELAY && (s->to != NULL || (s->from != NULL &&
	    *s->from == '\0')))
		return err_set(e, EINVAL, s->to != NULL ? "--to belongs to "
		    "--hub" : "--from must say who asks");
	if ((s->command == PROBE_MX || s->command == PROBE_HUB) &&
	    s->relay_given)
		return err_set(e, EINVAL, "an option that belongs to HOST, "
		    "with --mx or --hub");
	return s->command == PROBE_RELAY ? check_report(&s->relay, e) : 0;
}

int
probe_settings_parse(int argc, char *const argv[],
    struct probe_settings *ret, struct err *e)
{
	struct probe_settings s = { .relay = RELAY_DEFAULTS };
	struct opt_walk w;
	int id, r = 0;

	opt_init(&w, argc, argv);
	while (r == 0 && (id = next(&w, e)) != 0) {
		if (id == OPT_WORD)
			r = set_command(&s, PROBE_RELAY, e);
		else
			r = id < 0 ? id : set(&s, id, w.value, e);
	}
	if (r == 0)
		r = check(&s, e);
	if (s.timeout == 0)
		s.timeout = s.command == PROBE_RELAY ? PROBE_RELAY_TIMEOUT :
		    PROBE_TIMEOUT;
	if (r == 0)
		*ret = s;
	return r;
}
