/* How mail leaves a host and who gets it there, in the report. */
#include "agent/model/report_mail.h"

#include "agent/model/relay_flaw.h"
#include "agent/model/report_parts.h"

static long
count_clients(const struct facts *f, enum client_kind kind, bool remote)
{
	const struct client *c;
	long n = 0;

	for (c = f->clients; c != NULL; c = c->next)
		n += c->kind == kind && c->remote == remote;
	return n;
}

/* Who on this host uses the listener has a name, other hosts are counted. */
void
report_submission(struct json *j, const struct facts *f)
{
	const struct submission *s = &f->submission;
	/* The first two never are other hosts. */
	static const enum client_kind kinds[] = { CLIENT_FETCHMAIL,
		CLIENT_FILTER, CLIENT_CONNECTED, CLIENT_LOGGED };
	size_t i;

	json_object(j, "submission");
	json_string(j, "path", s->path);
	json_string(j, "target", s->target);
	report_strings(j, "clients", &s->clients);
	json_object(j, "local");
	for (i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
		json_number(j, client_kind_name(kinds[i]),
		    count_clients(f, kinds[i], false));
	json_end(j);
	json_object(j, "remote");
	for (i = 2; i < sizeof(kinds) / sizeof(kinds[0]); i++)
		json_number(j, client_kind_name(kinds[i]),
		    count_clients(f, kinds[i], true));
	json_end(j);
	json_string(j, "smart_host", s->smart_host);
	json_string(j, "mail_hub", s->mail_hub);
	json_string(j, "delivery", s->delivery);
	json_string(j, "set_user_id", tri_name(s->set_user_id));
	report_time(j, "log_from", s->log_from);
	json_bool(j, "needs_listener", s->needs_listener);
	json_object(j, "at");
	report_place(j, &s->at);
	json_end(j);
	json_end(j);
}

static void
put_level(struct json *j, const char *key, const struct relay_level *l)
{
	json_object(j, key);
	json_string(j, "cf", l->cf);
	json_string(j, "reason", l->reason);
	json_string(j, "cause", relay_cause_name(l->cause));
	report_strings(j, "examples", &l->examples);
	report_places(j, "because", l->because);
	json_end(j);
}

void
report_relaying(struct json *j, const struct facts *f)
{
	const struct relaying *r = &f->relaying;
	const struct relay_flaw *flaw;
	const bool asked = r->disk.verdict != RELAY_ABSENT ||
	    r->running.verdict != RELAY_ABSENT;
	const struct relay_level *worst =
	    relay_worse(r->disk.verdict, r->running.verdict) ==
	    r->disk.verdict ? &r->disk : &r->running;

	json_object(j, "relay");
	json_string(j, "disk", relay_name(r->disk.verdict));
	json_string(j, "running", relay_name(r->running.verdict));
	/* Only the probe can know. */
	json_string(j, "reached", asked ? "unknown" : "absent");
	json_string(j, "basis", asked ? "rules" : NULL);
	report_strings(j, "examples", &worst->examples);
	put_level(j, "on_disk", &r->disk);
	put_level(j, "loaded", &r->running);
	if (r->second.by == NULL) {
		json_null(j, "second");
	} else {
		json_object(j, "second");
		json_string(j, "by", r->second.by);
		json_string(j, "agrees", tri_name(r->second.agrees));
		json_number(j, "asked", r->second.asked);
		json_string(j, "reason", r->second.reason);
		json_end(j);
	}
	json_array(j, "flaws");
	for (flaw = f->flaws; flaw != NULL; flaw = flaw->next) {
		json_object(j, NULL);
		json_string(j, "kind", relay_flaw_name(flaw->kind));
		report_place(j, &flaw->at);
		json_string(j, "why", flaw->why);
		json_end(j);
	}
	json_end(j);
	json_end(j);
}

/* Counts alone: names of users and addresses stay on their host. */
void
report_recipients(struct json *j, const struct facts *f)
{
	unsigned long kinds[RECIPIENT_RELAYED + 1] = { 0 };
	unsigned long ends[MAIL_END_NOWHERE + 1] = { 0 };
	const struct recipient *r;
	size_t i;

	for (r = f->recipients; r != NULL; r = r->next) {
		kinds[r->kind]++;
		if (r->kind != RECIPIENT_MAILBOX &&
		    r->kind != RECIPIENT_DOMAIN &&
		    r->kind != RECIPIENT_RELAYED)
			ends[r->end]++;
	}
	json_object(j, "recipients");
	for (i = 0; i <= RECIPIENT_RELAYED; i++)
		json_number(j, recipient_kind_name((enum recipient_kind)i),
		    (long long)kinds[i]);
	json_object(j, "ends");
	for (i = 0; i <= MAIL_END_NOWHERE; i++)
		json_number(j, mail_end_name((enum mail_end)i),
		    (long long)ends[i]);
	json_end(j);
	report_count(j, "delivered", f->submission.delivered);
	json_end(j);
}

void
report_clients(struct json *j, const struct client *c)
{
	static const struct place nowhere;

	json_array(j, "clients");
	for (; c != NULL; c = c->next) {
		json_object(j, NULL);
		json_string(j, "kind", client_kind_name(c->kind));
		json_bool(j, "remote", c->remote);
		json_string(j, "name", c->name);
		json_string(j, "address", c->address);
		json_number(j, "port", c->port);
		report_place(j, c->user == NULL && !c->remote ? &c->at :
		    &nowhere);
		json_end(j);
	}
	json_end(j);
}
