/* One run as JSON, in the form that is printed, spooled and posted. */
#include "agent/model/report.h"

#include <string.h>
#include <time.h>

#include "agent/base/digest.h"
#include "agent/base/json.h"
#include "agent/model/report_mail.h"
#include "agent/model/report_parts.h"
#include "agent/model/report_plan.h"
#include "agent/model/report_since.h"

void
time_words(int64_t when, char text[32])
{
	time_t t = (time_t)when;
	struct tm tm;

	text[0] = '\0';
	if (gmtime_r(&t, &tm) != NULL)
		strftime(text, 32, "%Y-%m-%dT%H:%M:%SZ", &tm);
}

void
run_identity(const char *host, int64_t seconds, long nanoseconds, long pid,
    char text[33])
{
	int64_t parts[] = { seconds, nanoseconds, pid };
	char hex[DIGEST_HEX];
	struct digest d;

	digest_init(&d);
	digest_add(&d, parts, sizeof(parts));
	if (host != NULL)
		digest_add(&d, host, strlen(host));
	digest_hex(&d, hex);
	memcpy(text, hex, 32);
	text[32] = '\0';
}

static void
put_host(struct json *j, const struct facts *f)
{
	json_object(j, "host");
	json_null(j, "id");
	json_string(j, "name", f->name);
	report_strings(j, "addresses", &f->addresses);
	json_string(j, "machine_id", f->machine_id);
	report_strings(j, "macs", &f->macs);
	json_string(j, "serial", f->serial);
	json_end(j);
}

static void
put_platform(struct json *j, const struct report *r)
{
	const struct facts *f = r->facts;

	json_object(j, "platform");
	json_string(j, "id", f->platform);
	json_string(j, "title", f->title);
	json_string(j, "version", f->version);
	json_string(j, "distribution", f->distribution);
	json_string(j, "init", f->init);
	json_string(j, "source", r->source);
	report_strings(j, "evidence", &f->evidence);
	json_end(j);
}

static void
put_policy(struct json *j, const struct report *r)
{
	const struct policy *p = r->policy;
	const struct remark *m;

	json_object(j, "policy");
	json_string(j, "digest", p->digest[0] != '\0' ? p->digest : NULL);
	json_string(j, "mode", mode_name(p->mode));
	json_array(j, "remarks");
	for (m = r->findings->remarks; m != NULL; m = m->next)
		json_string(j, NULL, m->text);
	json_end(j);
	json_end(j);
}

static void
put_mtas(struct json *j, const struct mta *m)
{
	json_array(j, "mtas");
	for (; m != NULL; m = m->next) {
		json_object(j, NULL);
		json_string(j, "kind", m->kind);
		json_string(j, "path", m->path);
		json_string(j, "resolved", m->resolved);
		json_string(j, "version", m->version);
		json_string(j, "version_source", m->version_source);
		json_bool(j, "local_daemon", m->local_daemon);
		json_end(j);
	}
	json_end(j);
}

/* null where a word is not known: a list with holes would be taken for the
 * whole. The text of the line and the reason say the rest. */
static void
put_argv(struct json *j, const struct words *w)
{
	size_t i;

	for (i = 0; i < w->n; i++)
		if (w->v[i].gap != WORD_KNOWN)
			break;
	if (w->n == 0 || i < w->n) {
		json_null(j, "argv");
		return;
	}
	json_array(j, "argv");
	for (i = 0; i < w->n; i++)
		json_string(j, NULL, w->v[i].text);
	json_end(j);
}

/* All words, with what is not known of each; where argv says it, nothing. */
static void
put_words(struct json *j, const struct words *w)
{
	static const char *const gaps[] = {
		[WORD_KNOWN] = "none",
		[WORD_TAIL] = "tail",
		[WORD_MANY] = "many",
	};
	size_t i;

	for (i = 0; i < w->n && w->v[i].gap == WORD_KNOWN; i++)
		;
	if (i == w->n) {
		json_null(j, "words");
		return;
	}
	json_array(j, "words");
	for (i = 0; i < w->n; i++) {
		json_object(j, NULL);
		json_string(j, "text", w->v[i].text);
		json_string(j, "gap", gaps[w->v[i].gap]);
		json_end(j);
	}
	json_end(j);
}

static void
put_starters(struct json *j, const struct starter *s)
{
	json_array(j, "starters");
	for (; s != NULL; s = s->next) {
		json_object(j, NULL);
		json_string(j, "id", s->id);
		json_string(j, "mta", s->mta);
		json_string(j, "mechanism", s->mechanism);
		json_string(j, "activation", activation_name(s->activation));
		report_place(j, &s->at);
		put_argv(j, &s->words);
		json_string(j, "role", role_name(s->role));
		json_string(j, "at_boot", tri_name(s->at_boot));
		report_count(j, "queue_interval", s->queue_interval);
		report_strings(j, "needs", &s->needs);
		report_places(j, "because", s->because);
		json_string(j, "reason", s->reason);
		json_string(j, "unit", s->unit);
		json_string(j, "listen", s->listen);
		report_strings(j, "exposed", &s->exposed);
		json_bool(j, "loopback", s->loopback);
		put_words(j, &s->words);
		json_end(j);
	}
	json_end(j);
}

static void
put_processes(struct json *j, const struct report *r)
{
	const struct process *p;

	json_array(j, "processes");
	for (p = r->facts->processes; p != NULL; p = p->next) {
		if (r->canonical && p->role == ROLE_SESSION)
			continue;
		json_object(j, NULL);
		report_count(j, "pid", r->canonical ? -1 : (long)p->pid);
		json_string(j, "mta", p->mta);
		json_string(j, "role", role_name(p->role));
		json_string(j, "exe", p->exe);
		json_string(j, "command", p->command);
		json_string(j, "command_source", p->command_source);
		json_string(j, "unit", p->unit);
		json_string(j, "starter", p->starter);
		json_string(j, "title", p->title);
		report_count(j, "queue_interval", p->queue_interval);
		json_string(j, "reason", p->reason);
		json_end(j);
	}
	json_end(j);
}

static const char *
holder_name(enum holder h)
{
	static const char *const names[] = {
		[HOLDER_UNKNOWN] = "unknown",
		[HOLDER_MTA] = "mta",
		[HOLDER_SUPER] = "super-server",
		[HOLDER_OTHER] = "other",
	};

	return names[h];
}

static void
put_listeners(struct json *j, const struct report *r)
{
	const struct listener *l;

	json_array(j, "listeners");
	for (l = r->facts->listeners; l != NULL; l = l->next) {
		json_object(j, NULL);
		json_string(j, "family", l->inet6 ? "inet6" : "inet");
		json_string(j, "address", l->address);
		json_number(j, "port", l->port);
		json_string(j, "interface", l->interface);
		json_string(j, "bound", bound_name(l->bound));
		json_object(j, "holder");
		report_count(j, "pid", l->pid > 0 && !r->canonical ?
		    (long)l->pid : -1);
		json_string(j, "exe", l->exe);
		json_string(j, "unit", l->unit);
		json_string(j, "mta", l->mta);
		json_string(j, "kind", holder_name(l->holder));
		json_end(j);
		json_string(j, "serves", l->serves);
		json_string(j, "firewalled", tri_name(l->firewalled));
		if (l->v6only_unseen)
			json_null(j, "v6only");
		else
			json_bool(j, "v6only", l->v6only);
		json_end(j);
	}
	json_end(j);
}

static void
put_mail(struct json *j, const struct report *r)
{
	struct facts f = *r->facts;
	const struct queue *q;

	json_array(j, "queues");
	for (q = f.queues; q != NULL; q = q->next) {
		json_object(j, NULL);
		json_string(j, "path", q->path);
		report_count(j, "messages", r->canonical ? -1 : q->messages);
		report_time(j, "oldest", r->canonical ? 0 : q->oldest);
		json_bool(j, "msp", q->msp);
		json_end(j);
	}
	json_end(j);
	/* What connections and the mail log say changes from hour to hour. */
	if (r->canonical) {
		f.clients = NULL;
		f.submission.log_from = 0;
	}
	report_submission(j, &f);
	report_relaying(j, &f);
}

static void
put_findings(struct json *j, const struct report *r)
{
	const struct finding *n;
	const struct proof *e;

	json_array(j, "findings");
	for (n = r->findings->first; n != NULL; n = n->next) {
		json_object(j, NULL);
		json_string(j, "check", n->check);
		json_string(j, "verdict", verdict_name(n->verdict));
		json_string(j, "severity", severity_name(n->severity));
		/* The words have pids and counts in them; what they rest on
		 * is among the facts. */
		if (r->canonical) {
			json_end(j);
			continue;
		}
		json_string(j, "summary", n->summary);
		json_array(j, "evidence");
		for (e = n->evidence; e != NULL; e = e->next) {
			json_object(j, NULL);
			report_place(j, &e->at);
			json_end(j);
		}
		json_end(j);
		json_string(j, "remedy", n->remedy);
		json_end(j);
	}
	json_end(j);
}

static void
put_notes(struct json *j, const struct facts *f)
{
	const struct note *n;
	struct buf b = BUF_INIT(4096);

	json_array(j, "unseen");
	for (n = f->unseen; n != NULL; n = n->next) {
		buf_clear(&b);
		buf_addf(&b, "%s: %s", n->about, n->reason);
		json_string(j, NULL, b.failed || b.len == 0 ? n->about : b.p);
	}
	json_end(j);
	buf_release(&b);
	json_array(j, "doubts");
	for (n = f->doubts; n != NULL; n = n->next) {
		json_object(j, NULL);
		json_string(j, "about", n->about);
		json_string(j, "path", n->at.path);
		if (n->at.path != NULL && n->at.line > 0)
			json_number(j, "line", n->at.line);
		else
			json_null(j, "line");
		json_string(j, "reason", n->reason);
		json_end(j);
	}
	json_end(j);
}

static void
put_spool(struct json *j, const struct report_spool *s, bool canonical)
{
	if (s == NULL) {
		json_null(j, "spool");
		json_null(j, "digest");
		return;
	}
	json_object(j, "spool");
	json_number(j, "rejected", s->rejected);
	/* These would make a change of every heartbeat in a long outage. */
	if (!canonical) {
		json_number(j, "dropped", s->dropped);
		json_number(j, "lost", s->lost);
	}
	json_end(j);
	if (!canonical)
		json_string(j, "digest", s->digest);
}

static void
put_head(struct json *j, const struct report *r)
{
	json_string(j, "schema", "hardenmail/1");
	json_string(j, "program", r->program);
	if (r->canonical)
		return;
	json_string(j, "run", r->run);
	json_null(j, "epoch");
	if (r->spool != NULL)
		json_number(j, "sequence", r->spool->sequence);
	else
		json_null(j, "sequence");
	report_time(j, "time", r->time);
}

void
report_json(const struct report *r, struct buf *out)
{
	const struct facts *f = r->facts;
	struct json j;

	json_init(&j, out);
	json_object(&j, NULL);
	put_head(&j, r);
	put_host(&j, f);
	put_platform(&j, r);
	put_policy(&j, r);
	json_string(&j, "verdict", run_verdict_name(r->findings->worst));
	put_mtas(&j, f->mtas);
	put_starters(&j, f->starters);
	put_processes(&j, r);
	put_listeners(&j, r);
	put_mail(&j, r);
	put_findings(&j, r);
	report_plan(&j, r->plan);
	report_since(&j, r->canonical ? NULL : r->since);
	put_notes(&j, f);
	if (!r->canonical) {
		report_recipients(&j, f);
		report_clients(&j, f->clients);
	}
	json_object(&j, "seen");
	json_bool(&j, "processes", f->running_seen);
	json_bool(&j, "sockets", f->sockets_seen);
	/* A check that watches nothing says the same of the host. */
	if (f->changes_seen == TRI_NO)
		json_bool(&j, "changes", false);
	else if (f->changes_seen == TRI_YES && !r->canonical)
		json_bool(&j, "changes", true);
	else
		json_null(&j, "changes");
	json_end(&j);
	put_spool(&j, r->spool, r->canonical);
	json_end(&j);
}
