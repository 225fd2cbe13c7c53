/* What hardenmail-send is asked: its command line. */
#include "agent/send/send_settings.h"

#include <errno.h>
#include <string.h>

#include "agent/base/num.h"
#include "agent/base/spoolname.h"
#include "agent/send/https.h"

enum { OPT_ENROLL = 1, OPT_TOKEN_FILE, OPT_CA, OPT_CERT, OPT_KEY, OPT_SPOOL,
	OPT_STATE, OPT_EXPORT, OPT_ACKNOWLEDGE, OPT_TIME_LIMIT,
	 OPT_INSECURE, OPT_HELP, OPT_VERSION };

const struct opt send_options[] = {
	{ .id = OPT_ENROLL, .name = "enroll", .arg = "URL", .help =
	    "make this host known to the collector at URL, then send" },
	{ .id = OPT_TOKEN_FILE, .name = "token-file", .arg = "FILE", .help =
	    "with --enroll: the token that lets a host enroll" },
	{ .id = OPT_CERT, .name = "cert", .arg = "FILE", .help =
	    "with --enroll: this host's own certificate, in place of a "
	    "token" },
	{ .id = OPT_KEY, .name = "key", .arg = "FILE", .help =
	    "with --enroll: the key of that certificate" },
	{ .id = OPT_CA, .name = "ca-file", .arg = "FILE", .help =
	    "with --enroll: trust these authorities, and not the system's" },
	{ .id = OPT_EXPORT, .name = "export", .arg = "FILE", .help =
	    "write what is to be sent to FILE, signed; - is standard "
	    "output" },
	{ .id = OPT_ACKNOWLEDGE, .name = "acknowledge", .arg = "SEQUENCE",
	    .help = "the collector has imported everything up to that" },
	{ .id = OPT_TIME_LIMIT, .name = "time-limit", .arg = "SECONDS",
	    .help = "wait for nothing longer than that in all (300)" },
	{ .id = OPT_SPOOL, .name = "spool", .arg = "DIR", .help =
	    "where the reports lie (" SPOOL_FOLDER ")" },
	{ .id = OPT_STATE, .name = "state", .arg = "DIR", .help =
	    "where its own files lie (" SPOOL_SENDER ")" },
	{ .id = OPT_INSECURE, .name = "insecure-http", .help =
	    "with --enroll: allow http:// to loopback, for tests" },
	{ .id = OPT_HELP, .name = "help", .letter = 'h', .help =
	    "show this help" },
	{ .id = OPT_VERSION, .name = "version", .letter = 'V', .help =
	    "show the version" },
	{ .id = 0 },
};

static int
set(struct send_settings *s, int id, const char *value, struct err *e)
{
	const char **texts[] = {
		[OPT_ENROLL] = &s->enroll, [OPT_TOKEN_FILE] = &s->token_file,
		[OPT_CA] = &s->ca, [OPT_CERT] = &s->cert, [OPT_KEY] = &s->key,
		[OPT_SPOOL] = &s->spool, [OPT_STATE] = &s->state,
		[OPT_EXPORT] = &s->export,
	};
	long long n;

	switch (id) {
	case OPT_TIME_LIMIT:
		if (num_parse(value, strlen(value), 1, SEND_MAX_TIME_LIMIT,
		    &n) < 0)
			return err_set(e, EINVAL, "--time-limit %s: not 1 to "
			    "%d seconds", value, SEND_MAX_TIME_LIMIT);
		s->time_limit = (unsigned)n;
		return 0;
	case OPT_ACKNOWLEDGE:
		if (num_parse(value, strlen(value), 1, SPOOL_MAX_SEQUENCE,
		    &s->acknowledge) < 0)
			return err_set(e, EINVAL, "--acknowledge %s: no "
			    "sequence of a report", value);
		return 0;
	case OPT_INSECURE:
		s->insecure_http = true;
		return 0;
	case OPT_HELP:
		s->command = SEND_HELP;
		return 0;
	case OPT_VERSION:
		if (s->command == SEND_RUN)
			s->command = SEND_VERSION;
		return 0;
	default:
		if (value[0] == '\0')
			return err_set(e, EINVAL, "an option has an empty "
			    "argument");
		*texts[id] = value;
		return 0;
	}
}

static int
check_together(const struct send_settings *s, struct err *e)
{
	if (s->enroll == NULL && (s->token_file != NULL || s->ca != NULL ||
	    s->cert != NULL || s->key != NULL || s->insecure_http))
		return err_set(e, EINVAL, "--token-file, --cert, --key, "
		    "--ca-file and --insecure-http need --enroll");
	if ((s->enroll != NULL) + (s->export != NULL) +
	    (s->acknowledge != 0) > 1)
		return err_set(e, EINVAL, "--enroll, --export and "
		    "--acknowledge exclude each other");
	if (s->enroll == NULL)
		return 0;
	if (!https_url_ok(s->enroll, s->insecure_http))
		return err_set(e, EINVAL, "--enroll %s: expected "
		    "https://HOST[:PORT]", s->enroll);
	if (s->token_file == NULL && s->cert == NULL)
		return err_set(e, EINVAL, "--enroll needs --token-file or "
		    "--cert");
	/* curl looks for them when this folder is long gone. */
	if ((s->ca != NULL && s->ca[0] != '/') || (s->cert != NULL &&
	    s->cert[0] != '/') || (s->key != NULL && s->key[0] != '/'))
		return err_set(e, EINVAL, "--ca-file, --cert and --key need "
		    "full paths");
	return 0;
}

int
send_settings_parse(int argc, char *const argv[], struct send_settings *ret,
    struct err *e)
{
	struct send_settings s = { .time_limit = SEND_TIME_LIMIT,
	    .spool = SPOOL_FOLDER, .state = SPOOL_SENDER };
	struct opt_walk w;
	int id, r = 0;

	opt_init(&w, argc, argv);
	while (r == 0 && (id = opt_next(&w, send_options, e)) != 0)
		r = id < 0 ? id : set(&s, id, w.value, e);
	if (r == 0 && s.command == SEND_RUN) {
		if (w.at < argc)
			r = err_set(e, EINVAL, "%s: not an option",
			    argv[w.at]);
		else
			r = check_together(&s, e);
		if (s.export != NULL)
			s.command = SEND_EXPORT;
		if (s.acknowledge != 0)
			s.command = SEND_ACKNOWLEDGE;
	}
	if (r == 0)
		*ret = s;
	return r;
}
