/* --ask-relay and --relay-cases: what sendmail.cf would do with a mail. */
#include "agent/commands.h"

#include <errno.h>
#include <string.h>

#include "agent/base/absolute.h"
#include "agent/base/lines.h"
#include "agent/base/log.h"
#include "agent/check_run.h"
#include "agent/output.h"
#include "agent/run/relay_case.h"
#include "agent/run/relay_world.h"
#include "agent/run/identity.h"

#define MAX_OUTPUT ((size_t)64 << 20)
#define MAX_TABLE ((size_t)16 << 20)	/* cases, zone */

struct relay_run {
	const struct settings *settings;
	struct check_run look;
	struct relay_world world;
	struct rules *rules;
	struct buf out, zone;
};

/* Where sendmail keeps it: 8.10 and later; before; SVR4 and AIX. */
static const char *const cf_paths[] = { "/etc/mail/sendmail.cf",
	"/etc/sendmail.cf", "/usr/lib/sendmail.cf", "/etc/mail/main.cf",
	"/var/adm/sendmail/sendmail.cf" };

static int
read_rules(struct relay_run *run, struct err *e)
{
	const struct root *root = &run->look.host.root;
	struct buf b = BUF_INIT(ROOT_MAX_FILE);
	size_t i, n = sizeof(cf_paths) / sizeof(cf_paths[0]);
	int r;

	for (i = 0; i + 1 < n && !root_is_file(root, cf_paths[i]); i++)
		continue;
	if (!root_is_file(root, cf_paths[i]))
		i = 0;
	r = root_read(root, cf_paths[i], &b, NULL, e);
	if (r == 0)
		r = rules_read(cf_paths[i], b.len > 0 ? b.p : "", b.len,
		    &run->world.rules, &run->rules, e);
	buf_release(&b);
	return r;
}

/* A file of who asks: seen from the working directory, in no tree. */
static int
read_own(const char *path, struct buf *ret, struct err *e)
{
	struct buf full = BUF_INIT(4096);
	struct root root = ROOT_INIT;
	int r = path_absolute(path, &full, e);

	if (r == 0)
		r = root_open(&root, "/", e);
	if (r == 0)
		r = root_read(&root, full.p, ret, NULL, e);
	root_release(&root);
	buf_release(&full);
	return r;
}

/* --dns: what name servers say. */
static int
read_zone(struct relay_run *run, struct err *e)
{
	const char *dns = run->settings->dns;
	int r;

	if (dns == NULL || strcmp(dns, "none") == 0)
		return 0;
	/* hardenmail opens no connection; nobody else asks for it yet. */
	if (strcmp(dns, "live") == 0)
		return err_set(e, ENOTSUP, "--dns live: name servers cannot "
		    "be asked from here; give a table of what they say");
	r = read_own(dns, &run->zone, e);
	run->world.zone = run->zone.len > 0 ? run->zone.p : "";
	run->world.zone_len = run->zone.len;
	return r;
}

static int
open_run(struct relay_run *run, struct err *e)
{
	const struct settings *s = run->settings;
	int status = check_run_open(s, &run->look, e);

	if (status != 0)
		return status;
	if (identity_gather(&run->look.host, &run->look.facts, e) < 0)
		return EXIT_SYSTEM;
	if (relay_world_init(&run->world, &run->look.host,
	    run->look.facts.name, &run->look.facts.addresses, e) < 0)
		return EXIT_SYSTEM;
	if (read_zone(run, e) < 0 || read_rules(run, e) < 0)
		return EXIT_NO_INPUT;
	return 0;
}

/* "because /etc/mail/access:3: access: 192.168.2 -> RELAY". */
static void
show_event(struct buf *b, const struct rules_event *e)
{
	static const char *const kinds[] = { [EVENT_RULE] = "rule",
		[EVENT_CLASS] = "class", [EVENT_MAP] = "map" };

	buf_addf(b, "  %s", kinds[e->kind]);
	if (e->path != NULL)
		buf_addf(b, " %s", e->path);
	if (e->line != 0)
		buf_addf(b, ":%u", e->line);
	if (e->path == NULL)
		buf_adds(b, " (this host itself)");
	if (e->kind == EVENT_RULE && e->ruleset != NULL)
		buf_addf(b, ": in ruleset %s", e->ruleset);
	if (e->text != NULL)
		buf_addf(b, ": %s", e->text);
	buf_addc(b, '\n');
}

static void
show_reply(struct relay_run *run, const struct relay_reply *reply)
{
	const struct rules_answer *a = &reply->answer;
	const struct rules_event *e;
	struct buf *b = &run->out;

	buf_addf(b, "verdict: %s\nreturned: %s\nroute: %s\n", reply->verdict,
	    reply->returned, reply->route);
	if (a->rule != NULL) {
		buf_adds(b, "because:\n");
		if (a->map != NULL)
			show_event(b, a->map);
		if (a->class != NULL)
			show_event(b, a->class);
		show_event(b, a->rule);
	}
	if (run->settings->trace && a->trace != NULL) {
		buf_adds(b, "trace:\n");
		for (e = a->trace; e != NULL; e = e->next)
			show_event(b, e);
	}
}

/* "ADDR[,NAME[,OK|FAIL|FORGED|TEMP]]"; without a name the address in
 * brackets, which is what a client without PTR record is called. */
static bool
parse_client(struct pool *p, const char *text, struct relay_case *c)
{
	const char *name = strchr(text, ','), *how = NULL;

	c->client_addr = pool_strndup(p, text, strcspn(text, ","));
	c->client_resolve = "FAIL";
	if (name == NULL) {
		c->client_name = pool_printf(p, "[%s]", text);
		return !p->failed;
	}
	name++;
	how = strchr(name, ',');
	c->client_name = pool_strndup(p, name, strcspn(name, ","));
	c->client_resolve = how == NULL ? "OK" : how + 1;
	return !p->failed && (how == NULL || strcmp(how + 1, "OK") == 0 ||
	    strcmp(how + 1, "FAIL") == 0 || strcmp(how + 1, "FORGED") == 0 ||
	    strcmp(how + 1, "TEMP") == 0);
}

/* Delayed checks live in check_rcpt, too: it is asked for all of them. */
static int
ask_one(struct relay_run *run, struct err *e)
{
	const struct settings *s = run->settings;
	struct pool pool = { .blocks = NULL };
	struct relay_case c = { .name = "", .ruleset = "check_rcpt",
	    .kind = 'O', .auth = s->auth };
	struct relay_reply reply;
	int status = 0;

	/* As in SMTP, with or without the angles. */
	c.address = s->to[0] == '<' ? s->to :
	    pool_printf(&pool, "<%s>", s->to);
	c.from = s->from == NULL ? "<>" : s->from;
	if (c.from[0] == '<' && c.from[1] != '>')
		c.from = pool_strndup(&pool, c.from + 1,
		    strcspn(c.from + 1, ">"));
	if (!parse_client(&pool, s->client, &c)) {
		err_set(e, EINVAL, "--client %s: expected ADDRESS, "
		    "ADDRESS,NAME or ADDRESS,NAME,OK|FAIL|FORGED|TEMP",
		    s->client);
		status = EXIT_USAGE;
	} else if (relay_case_ask(run->rules, &c, true, &pool, &reply) < 0) {
		err_set(e, ENOMEM, "out of memory");
		status = EXIT_SYSTEM;
	} else {
		show_reply(run, &reply);
		status = strcmp(reply.verdict, "UNKNOWN") == 0 ? 3 : 0;
	}
	pool_release(&pool);
	return status;
}

static int
ask_line(struct relay_run *run, const struct lines *l, struct err *e)
{
	struct pool pool = { .blocks = NULL };
	struct relay_reply reply;
	struct relay_case c;
	int status = 0;

	if (!relay_case_parse(&pool, l->line, l->len, &c)) {
		err_set(e, EINVAL, "%s:%u: expected eight or nine fields",
		    run->settings->argument, l->number);
		status = EXIT_DATA;
	} else if (relay_case_ask(run->rules, &c, false, &pool, &reply) < 0) {
		err_set(e, ENOMEM, "out of memory");
		status = EXIT_SYSTEM;
	} else {
		buf_addf(&run->out, "%s\t%s\t%s\t%s\n", c.name,
		    reply.verdict, reply.returned, reply.route);
	}
	pool_release(&pool);
	return status;
}

static int
ask_cases(struct relay_run *run, struct err *e)
{
	struct buf b = BUF_INIT(MAX_TABLE);
	struct lines l;
	int status = 0;

	if (read_own(run->settings->argument, &b, e) < 0)
		status = EXIT_NO_INPUT;
	lines_init(&l, b.p, b.len);
	while (status == 0 && lines_next(&l)) {
		/* The row of titles, if there is one. */
		if (l.len == 0 || l.line[0] == '#' || (l.number == 1 &&
		    l.len > 5 && memcmp(l.line, "case\t", 5) == 0))
			continue;
		status = ask_line(run, &l, e);
	}
	buf_release(&b);
	return status;
}

static int
run_relay(const struct settings *s,
    int (*ask)(struct relay_run *, struct err *))
{
	struct relay_run run = { .settings = s, .out = BUF_INIT(MAX_OUTPUT),
		.zone = BUF_INIT(MAX_TABLE) };
	struct err e = { .code = 0 };
	int status, written;

	check_run_init(&run.look);
	status = open_run(&run, &e);
	if (status == 0)
		status = ask(&run, &e);
	if (e.text[0] == '\0' && (status == 0 || status == 3)) {
		written = output_write(s->output, &run.out, &e);
		if (written != 0)
			status = written;
	}
	if (e.text[0] != '\0')
		log_error("%s", e.text);
	rules_free(run.rules);
	relay_world_release(&run.world);
	check_run_release(&run.look);
	buf_release(&run.out);
	buf_release(&run.zone);
	return status;
}

int
cmd_ask_relay(const struct settings *s)
{
	return run_relay(s, ask_one);
}

int
cmd_relay_cases(const struct settings *s)
{
	return run_relay(s, ask_cases);
}
