/* What hardenmail-probe is asked: its command line. */
#include "probe/probe_settings.h"

#include <errno.h>
#include <string.h>

#include "agent/base/num.h"
#include "probe/dialogue.h"

enum { OPT_MX = 1, OPT_HUB, OPT_FROM, OPT_TO, OPT_HELO, OPT_TIMEOUT,
	OPT_FORMAT, OPT_HELP, OPT_VERSION };

const struct opt probe_options[] = {
	{ .id = OPT_MX, .name = "mx", .arg = "NAME", .help =
	    "where mail for NAME goes, and whether that is this host" },
	{ .id = OPT_HUB, .name = "hub", .arg = "HOST[:PORT]", .help =
	    "whether HOST takes a mail; none is sent" },
	{ .id = OPT_FROM, .name = "from", .arg = "ADDRESS", .help =
	    "the sender of that mail; may be empty, as of a bounce" },
	{ .id = OPT_TO, .name = "to", .arg = "ADDRESS", .help =
	    "its recipient" },
	{ .id = OPT_HELO, .name = "helo", .arg = "NAME", .help =
	    "say this name to the hub, instead of this host's own" },
	{ .id = OPT_TIMEOUT, .name = "timeout", .arg = "SECONDS", .help =
	    "give up after so long in all (30)" },
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
		return err_set(e, EINVAL, "only one of --mx and --hub can be "
		    "asked at once");
	s->command = c;
	return 0;
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
	default:
		return set_command(s, id == OPT_HELP ? PROBE_HELP :
		    PROBE_VERSION, e);
	}
}

int
probe_settings_parse(int argc, char *const argv[],
    struct probe_settings *ret, struct err *e)
{
	struct probe_settings s = { .timeout = PROBE_TIMEOUT };
	struct opt_walk w;
	int id, r = 0;

	opt_init(&w, argc, argv);
	while (r == 0 && (id = opt_next(&w, probe_options, e)) != 0)
		r = id < 0 ? id : set(&s, id, w.value, e);
	if (r == 0 && w.at < argc)
		r = err_set(e, EINVAL, "%s: not an option", argv[w.at]);
	if (r == 0 && s.command == PROBE_NONE)
		r = err_set(e, EINVAL, "nothing to ask: try --mx or --hub");
	if (r == 0 && s.command == PROBE_HUB && (s.from == NULL ||
	    s.to == NULL))
		r = err_set(e, EINVAL, "--hub needs --from and --to");
	if (r == 0 && s.command == PROBE_MX && (s.from != NULL ||
	    s.to != NULL || s.helo != NULL))
		r = err_set(e, EINVAL, "--from, --to and --helo belong to "
		    "--hub");
	if (r == 0)
		*ret = s;
	return r;
}
