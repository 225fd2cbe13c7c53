/* What the collector makes of a host's facts: verdicts, violations,
 * condition. */
#include "collector/judgement.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "agent/base/buf.h"
#include "checks/check.h"
#include "collector/change.h"
#include "collector/observation_store.h"
#include "collector/violation.h"

#define MAX_CHECKS 64
/* last_failed of a violation that goes on may be as old as this: the host's
 * row says when it was seen, and a write for each report costs a third. */
#define FRESH_SECONDS 3600

struct kept {
	char check[64];
	struct violation v;
};

struct kept_list {
	struct kept v[MAX_CHECKS];
	size_t n;
};

int
judgement_evaluate(const struct facts *f, enum mode mode, int64_t now,
    struct findings *ret)
{
	struct policy p;
	int r;

	policy_init(&p);
	p.mode = mode;
	r = checks_run(f, &p, now, ret);
	policy_release(&p);
	return r;
}

void
judgement_name(enum mode mode, char text[64])
{
	snprintf(text, 64, "%s %s", mode_name(mode), HM_VERSION);
}

/* Sorted by time: the latest of each check is what stays. */
static int
keep(void *arg, const struct value *v, size_t n)
{
	struct kept_list *list = arg;
	const char *check = row_text(&v[0]);
	struct kept *k;
	size_t i;

	for (i = 0; i < list->n; i++)
		if (strcmp(list->v[i].check, check) == 0)
			break;
	if (i == MAX_CHECKS)
		return 0;
	k = &list->v[i];
	if (i == list->n)
		list->n++;
	snprintf(k->check, sizeof(k->check), "%s", check);
	k->v = (struct violation){
		.first_failed = row_number(&v[1]),
		.last_failed = row_number(&v[2]),
		.ended_at = row_number(&v[3]),
		.notified_at = row_number(&v[4]),
		.credit = row_number(&v[5]),
	};
	return 0;
}

static int
load(struct store *s, int64_t host, struct kept_list *list, struct err *e)
{
	static const char sql[] = "SELECT chk, first_failed, last_failed,"
	    " ended_at, notified_at, credit FROM violation WHERE host = $1"
	    " ORDER BY first_failed";

	list->n = 0;
	return store_run(s, &(struct query){ .sql = sql, .row = keep,
	    .arg = list, QUERY_VALUES(value_number(host)) }, e);
}

static int
save(struct store *s, int64_t host, const struct kept *k, struct err *e)
{
	static const char sql[] = "INSERT INTO violation (host, chk,"
	    " first_failed, last_failed, ended_at, notified_at, credit)"
	    " VALUES ($1, $2, $3, $4, $5, $6, $7)"
	    " ON CONFLICT (host, chk, first_failed) DO UPDATE SET"
	    " last_failed = excluded.last_failed,"
	    " ended_at = excluded.ended_at";

	return store_run(s, &(struct query){ .sql = sql, .later = true,
	    QUERY_VALUES(value_number(host), value_text(k->check),
	    value_number(k->v.first_failed), value_number(k->v.last_failed),
	    value_time(k->v.ended_at), value_time(k->v.notified_at),
	    value_number(k->v.credit)) }, e);
}

/* The verdict that "check=verdict check=verdict" has for a check. */
static void
verdict_before(const char *verdicts, const char *check, char text[32])
{
	size_t len = strlen(check), n;
	const char *p = verdicts;

	text[0] = '\0';
	while (p != NULL && *p != '\0') {
		if (strncmp(p, check, len) == 0 && p[len] == '=') {
			p += len + 1;
			n = strcspn(p, " ");
			snprintf(text, 32, "%.*s", (int)n, p);
			return;
		}
		p = strchr(p, ' ');
		p = p != NULL ? p + 1 : NULL;
	}
}

static int
judge_one(struct store *s, const struct config *c, struct host_state *h,
    struct kept_list *list, const struct finding *f, int64_t now,
    struct err *e)
{
	char before[32];
	struct kept fresh = { .check = "" }, *k = &fresh;
	enum violation_step step;
	int64_t last;
	size_t i;
	int r = 0;

	for (i = 0; i < list->n; i++)
		if (strcmp(list->v[i].check, f->check) == 0)
			k = &list->v[i];
	snprintf(fresh.check, sizeof(fresh.check), "%s", f->check);
	last = k->v.last_failed;
	step = violation_judge(&k->v, f->verdict, now, config_grace(c,
	    f->check, h->department));
	if (step != VIOLATION_NONE && (step != VIOLATION_GO_ON ||
	    now - last >= FRESH_SECONDS))
		r = save(s, h->host, k, e);
	verdict_before(h->verdicts, f->check, before);
	if (r >= 0 && strcmp(before, verdict_name(f->verdict)) != 0)
		r = change_add(s, &(struct change){ .at = now,
		    .host = h->host, .epoch = h->run_epoch,
		    .sequence = h->last_seq, .kind = "verdict",
		    .subject = f->check, .before = before[0] != '\0' ?
		    before : NULL, .after = verdict_name(f->verdict) }, e);
	return r;
}

int
judge_violations(struct store *s, const struct config *c,
    struct host_state *h, const char *otherwise, struct err *e)
{
	struct kept_list list;
	const struct violation *v;
	bool open = false;
	int64_t deadline;
	size_t i;
	int r = load(s, h->host, &list, e);

	if (r < 0)
		return r;
	h->first_failed = h->notified_at = h->deadline = 0;
	for (i = 0; i < list.n; i++) {
		v = &list.v[i].v;
		if (v->ended_at != 0)
			continue;
		open = true;
		if (h->first_failed == 0 || v->first_failed < h->first_failed)
			h->first_failed = v->first_failed;
		if (v->notified_at != 0 && (h->notified_at == 0 ||
		    v->notified_at < h->notified_at))
			h->notified_at = v->notified_at;
		deadline = violation_deadline(v, config_grace(c,
		    list.v[i].check, h->department));
		if (deadline != 0 && (h->deadline == 0 ||
		    deadline < h->deadline))
			h->deadline = deadline;
	}
	/* `otherwise` may be what is there: snprintf() may not overlap. */
	if (open || otherwise != h->condition)
		snprintf(h->condition, sizeof(h->condition), "%s", open ?
		    "failing" : otherwise);
	return 0;
}

static const char *
condition_of(enum verdict worst)
{
	switch (worst) {
	case VERDICT_FAIL:
		return "failing";
	case VERDICT_WARN:
		return "warning";
	case VERDICT_UNKNOWN:
		return "unknown";
	default:
		return "compliant";
	}
}

static int
note_condition(struct store *s, const struct host_state *h,
    const char *before, int64_t now, struct err *e)
{
	if (strcmp(before, h->condition) == 0)
		return 0;
	return change_add(s, &(struct change){ .at = now, .host = h->host,
	    .epoch = h->run_epoch, .sequence = h->last_seq,
	    .kind = "condition", .before = before[0] != '\0' ? before : NULL,
	    .after = h->condition }, e);
}

/* f: NULL where the host never reported. */
static int
judge(struct store *s, const struct config *c, struct host_state *h,
    const struct facts *f, int64_t now, struct err *e)
{
	struct buf text = BUF_INIT(sizeof(h->verdicts) - 1);
	struct kept_list list;
	struct findings found;
	const struct finding *n;
	char before[16];
	int r;

	findings_init(&found);
	r = f != NULL ? judgement_evaluate(f, h->mode, now, &found) : 0;
	if (r == 0)
		r = observation_finding(s, h->host, &found, e);
	if (r == 0)
		r = load(s, h->host, &list, e);
	for (n = found.first; r >= 0 && n != NULL; n = n->next) {
		r = judge_one(s, c, h, &list, n, now, e);
		buf_addf(&text, "%s%s=%s", text.len > 0 ? " " : "", n->check,
		    verdict_name(n->verdict));
	}
	memcpy(before, h->condition, sizeof(before));
	if (r >= 0)
		r = judge_violations(s, c, h, f != NULL ? condition_of(
		    found.worst) : "unknown", e);
	if (r >= 0)
		r = note_condition(s, h, before, now, e);
	snprintf(h->verdicts, sizeof(h->verdicts), "%s",
	    text.p != NULL ? text.p : "");
	buf_release(&text);
	findings_release(&found);
	return r < 0 ? r : 0;
}

int
judge_host(struct store *s, const struct config *c, struct host_state *h,
    const struct facts *f, int64_t now, struct err *e)
{
	int r = judge(s, c, h, f, now, e);

	judgement_name(h->mode, h->judged);
	return r;
}

int
judge_unheard(struct store *s, const struct config *c, struct host_state *h,
    int64_t now, struct err *e)
{
	return judge(s, c, h, NULL, now, e);
}
