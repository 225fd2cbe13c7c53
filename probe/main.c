/* hardenmail-probe: one question to DNS or a mail server, and its answer. */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "agent/base/log.h"
#include "agent/send/https.h"
#include "agent/send/token_file.h"
#include "probe/connection.h"
#include "probe/probe_answer.h"
#include "probe/relay_command.h"
#include "probe/reporting.h"

#define EXIT_UNKNOWN 2
#define EXIT_USAGE 64
#define EXIT_NO_INPUT 66
#define EXIT_SYSTEM 71
#define EXIT_OUTPUT 74
#define EXIT_LATER 75
#define EXIT_REFUSED 77
/* One body and its answer. */
#define POST_SECONDS 60

/* The resolver has no deadline of its own: this one is hard. */
static void
too_late(int signal)
{
	static const char text[] = "hardenmail-probe: no answer within the "
	    "time limit\n";
	ssize_t n = write(STDERR_FILENO, text, sizeof(text) - 1);

	(void)n;
	_exit(EXIT_UNKNOWN);
}

static void
set_limit(unsigned seconds)
{
	struct sigaction a = { .sa_handler = too_late };

	sigemptyset(&a.sa_mask);
	sigaction(SIGALRM, &a, NULL);
	/* A hub that goes away while we speak is an answer, not our end. */
	a.sa_handler = SIG_IGN;
	sigaction(SIGPIPE, &a, NULL);
	alarm(seconds);
}

static int
show(struct buf *b, int status)
{
	if (b->failed)
		status = EXIT_SYSTEM;
	else if (b->len > 0 && (fwrite(b->p, 1, b->len, stdout) != b->len ||
	    fflush(stdout) != 0))
		status = EXIT_OUTPUT;
	if (status >= EXIT_USAGE)
		log_error("%s", b->failed ? "out of memory" :
		    strerror(errno));
	buf_release(b);
	return status;
}

static int
help(void)
{
	struct buf b = BUF_INIT(65536);

	buf_adds(&b, "usage: hardenmail-probe --authorised-networks LIST "
	    "HOST|NETWORK|FILE...\n"
	    "       hardenmail-probe --mx NAME [--format NAME]\n"
	    "       hardenmail-probe --hub HOST[:PORT] --from ADDRESS --to "
	    "ADDRESS\n\nAsks whether mail servers relay for strangers, where "
	    "mail goes, and whether a\nserver would take it; sends "
	    "none.\n\n");
	opt_help(probe_options, &b);
	buf_adds(&b, "\nexit status:\n"
	    "  0 none relays; the hub accepts it; this host is where mail for "
	    "NAME goes\n"
	    "  1 at least one relays; the hub refuses it; this host is not\n"
	    "  2 not now, or that cannot be told\n"
	    "  64 usage, 66 no token in its file, 71 system error, 74 output\n"
	    "  75 the collector did not take the report now, 77 it refuses "
	    "it\n");
	return show(&b, 0);
}

/* The first name with a dot, or an address literal (RFC 5321, 4.1.3). */
static const char *
own_name(struct pool *p, const char *local)
{
	struct strv names = { .n = 0 };
	size_t i;

	if (mx_own_names(p, &names) == 0)
		for (i = 0; i < names.n; i++)
			if (strchr(names.v[i], '.') != NULL &&
			    hub_is_name(names.v[i]))
				return names.v[i];
	if (*local == '\0')
		return "[127.0.0.1]";
	return pool_printf(p, "[%s%s]", strchr(local, ':') != NULL ?
	    "IPv6:" : "", local);
}

static int
ask_hub(const struct probe_settings *s)
{
	struct hub_result r = { .answer = { .kind = HUB_UNKNOWN } };
	int64_t start = clock_ms();
	int64_t deadline = start + (int64_t)s->timeout * 1000;
	struct buf b = BUF_INIT(65536);
	struct connection *c;
	struct err e = { 0 };
	struct pool p = { 0 };
	struct wire w;
	int status;

	c = connection_open(s->host, s->port, deadline, &e);
	if (c == NULL) {
		snprintf(r.answer.reason, sizeof(r.answer.reason), "%.120s",
		    e.text);
	} else {
		r.address = connection_remote(c);
		r.helo = s->helo != NULL ? s->helo :
		    own_name(&p, connection_local(c));
		w = connection_wire(c);
		if (r.helo != NULL)
			hub_ask(&w, &(struct hub_question){ .helo = r.helo,
			    .from = s->from, .to = s->to }, deadline,
			    &r.answer);
	}
	r.milliseconds = clock_ms() - start;
	probe_hub_print(&b, s, &r);
	status = show(&b, p.failed ? EXIT_SYSTEM : probe_hub_status(&r));
	connection_close(c);
	pool_release(&p);
	return status;
}

static int
ask_mx(const struct probe_settings *s)
{
	struct mx_result r = { .reason = "" };
	struct buf b = BUF_INIT((size_t)1 << 20);
	struct strv own = { .n = 0 };
	struct pool p = { 0 };
	struct err e = { 0 };
	int rc, status;

	rc = mx_own_names(&p, &own);
	if (rc == 0)
		rc = mx_ask(&p, s->name, &own, &r.answer, &e);
	r.missing = rc == -ENOENT;
	if (rc < 0 && !r.missing)
		r.reason = e.text;
	probe_mx_print(&b, s, &r);
	status = show(&b, p.failed ? EXIT_SYSTEM : probe_mx_status(&r));
	pool_release(&p);
	return status;
}

static int
write_out(void *arg, const struct buf *b)
{
	return fwrite(b->p, 1, b->len, stdout) != b->len ||
	    fflush(stdout) != 0 ? -EIO : 0;
}

static void
wait_seconds(void *arg, int64_t seconds)
{
	struct timespec t = { .tv_sec = (time_t)seconds };

	while (nanosleep(&t, &t) < 0 && errno == EINTR)
		;
}

static const char *
or_none(const char *text)
{
	return text != NULL ? text : "";
}

/* status: of the answers; it is that of the report where that failed. */
static int
send_report(const struct relay_options *o, const char *token,
    struct reporting *reporting, int status)
{
	const struct https_settings set = {
		.url = o->report,
		.ca = or_none(o->ca),
		.cert = or_none(o->cert),
		.key = or_none(o->key),
		.seconds = POST_SECONDS,
	};
	struct reporting_way way = { .wait = wait_seconds,
	    .token = token[0] != '\0' ? token : NULL };
	struct err e = { 0 };
	struct https *h = https_open(&set, &e);
	int r = -ENOMEM;

	if (h != NULL) {
		way.post = https_ops(h);
		r = reporting_send(reporting, &way, &e);
	}
	https_close(h);
	if (r == 0)
		return status;
	log_error("--report %s: %s", o->report, e.text);
	return r == -EAGAIN ? EXIT_LATER : r == -ENOMEM ? EXIT_SYSTEM :
	    EXIT_REFUSED;
}

/* What would fail in the end is not begun. */
static int
prepare_report(const struct relay_options *o, char token[ENROLLED_TEXT])
{
	struct err e = { 0 };

	if (!https_url_ok(o->report, o->insecure_http)) {
		log_error("--report %s: expected https://HOST[:PORT]",
		    o->report);
		return EXIT_USAGE;
	}
	if (o->token_file == NULL || token_file_read(o->token_file, token,
	    &e) == 0)
		return 0;
	log_error("--token-file %s", e.text);
	return EXIT_NO_INPUT;
}

static int
ask_relay(const struct probe_settings *s, int argc, char *argv[])
{
	const struct sigaction ignore = { .sa_handler = SIG_IGN };
	struct reporting reporting = { .first = NULL };
	char token[ENROLLED_TEXT] = "";
	struct pool p = { 0 };
	struct err e = { 0 };
	const char *own = own_name(&p, "");
	int r = s->relay.report != NULL ? prepare_report(&s->relay, token) :
	    0;

	if (r != 0) {
		pool_release(&p);
		return r;
	}
	sigaction(SIGPIPE, &ignore, NULL);
	r = own == NULL ? -ENOMEM : relay_command(s, argc, argv, own,
	    write_out, NULL, s->relay.report != NULL ? &reporting : NULL, &e);
	if (r >= 0 && s->relay.report != NULL)
		r = send_report(&s->relay, token, &reporting, r);
	reporting_release(&reporting);
	pool_release(&p);
	if (r >= 0)
		return r;
	log_error("%s", e.text[0] != '\0' ? e.text : strerror(-r));
	return r == -EINVAL || r == -E2BIG ? EXIT_USAGE : r == -EIO ?
	    EXIT_OUTPUT : EXIT_SYSTEM;
}

int
main(int argc, char *argv[])
{
	struct probe_settings s;
	struct err e = { 0 };

	log_program("hardenmail-probe");
	if (probe_settings_parse(argc, argv, &s, &e) < 0) {
		log_error("%s (see --help)", e.text);
		return EXIT_USAGE;
	}
	if (s.command == PROBE_HELP)
		return help();
	if (s.command == PROBE_VERSION)
		return puts("hardenmail-probe " HM_VERSION) < 0 ?
		    EXIT_OUTPUT : 0;
	if (s.command == PROBE_RELAY)
		return ask_relay(&s, argc, argv);
	/* The hub has its own deadline, inside of this one. */
	set_limit(s.command == PROBE_HUB ? s.timeout + 3 : s.timeout);
	return s.command == PROBE_HUB ? ask_hub(&s) : ask_mx(&s);
}
