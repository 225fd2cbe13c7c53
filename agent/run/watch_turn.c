/* When --watch looks at its host, and what it then does: no I/O, no clock. */
#include "agent/run/watch_turn.h"

#include <string.h>

const struct watch_pace watch_pace = {
	.quiet = 200,
	.burst = 5000,
	.whole = 3600 * 1000,
	.sockets = 5000,
	.starts = 30 * 1000,
	.load = 4,
	.rest = 10000,
	.decoy = 24 * 3600 * 1000,
	.decoy_first = 60 * 1000,
	.notice = 60 * 1000,
	.retry = 30 * 1000,
	.hour = 3600 * 1000,
	.fights = 3,
};

static int64_t
lesser(int64_t a, int64_t b)
{
	return a < b ? a : b;
}

void
watch_turn_init(struct watch_turn *t, const struct watch_pace *pace,
    int64_t now)
{
	*t = (struct watch_turn){
		.pace = *pace,
		.not_before = now,
		.whole_at = now,
		.sockets_at = now + pace->sockets,
		.decoy_at = now + pace->decoy_first,
	};
}

void
watch_turn_changed(struct watch_turn *t, int64_t now)
{
	if (!t->burst)
		t->began = now;
	t->burst = true;
	t->latest = now;
	/* Late is better than never; the look that follows says it. */
	if (t->waits || t->sees == TRI_NO)
		t->sees = TRI_YES;
	t->waits = false;
}

void
watch_turn_touched(struct watch_turn *t, bool touched, int64_t now)
{
	t->waits = touched;
	t->blind_at = now + t->pace.notice;
	if (!touched)
		t->sees = TRI_UNKNOWN;
}

void
watch_turn_started(struct watch_turn *t, int64_t now)
{
	int64_t at = t->started_at > now ? t->started_at : now;

	t->sockets_at = now;
	t->whole_at = lesser(t->whole_at, at);
}

void
watch_turn_ask(struct watch_turn *t, int64_t now)
{
	t->whole_at = now;
}

/* When the next look is due. */
static int64_t
look_at(const struct watch_turn *t)
{
	int64_t at = t->whole_at;

	if (t->burst)
		at = lesser(at, lesser(t->latest + t->pace.quiet,
		    t->began + t->pace.burst));
	return at > t->not_before ? at : t->not_before;
}

/* Of the decoy: what is due, or WATCH_WAIT and until when. */
static enum watch_act
decoy_next(struct watch_turn *t, int64_t now, int64_t *until)
{
	*until = t->waits ? t->blind_at : t->decoy_at;
	if (t->pace.decoy == 0) {
		*until = INT64_MAX;
		return WATCH_WAIT;
	}
	if (now < *until)
		return WATCH_WAIT;
	if (!t->waits) {
		t->decoy_at = now + t->pace.decoy;
		return WATCH_DECOY;
	}
	t->waits = false;
	t->sees = TRI_NO;
	t->decoy_at = now + t->pace.decoy_first;
	t->whole_at = now;
	return WATCH_BLIND;
}

enum watch_act
watch_turn_next(struct watch_turn *t, int64_t now, int64_t *wait)
{
	int64_t look = look_at(t), until;
	enum watch_act act;

	if (now >= look) {
		t->burst = false;
		/* It opens another watch, which knows nothing of that. */
		if (t->waits)
			t->decoy_at = now + t->pace.decoy_first;
		t->waits = false;
		/* Until the look has ended, and says better. */
		t->whole_at = now + t->pace.whole;
		return WATCH_LOOK;
	}
	if (t->pace.sockets > 0 && now >= t->sockets_at) {
		t->sockets_at = now + t->pace.sockets;
		return WATCH_SOCKETS;
	}
	act = decoy_next(t, now, &until);
	if (act != WATCH_WAIT)
		return act;
	if (t->pace.sockets > 0)
		until = lesser(until, t->sockets_at);
	*wait = lesser(look, until) - now;
	return WATCH_WAIT;
}

static void
add_fight(struct watch_turn *t, int64_t now)
{
	t->fights[t->n_fights++ % WATCH_FIGHTS] = now;
}

/* Those of the last hour. */
static unsigned
count_fights(const struct watch_turn *t, int64_t now)
{
	unsigned i, n = 0;

	for (i = 0; i < t->n_fights && i < WATCH_FIGHTS; i++)
		if (now - t->fights[i] < t->pace.hour)
			n++;
	return n;
}

/* The host is not in its mode; may it be brought there? */
static bool
may_enforce(struct watch_turn *t, const struct watch_seen *seen, int64_t now)
{
	if (!seen->enforce || t->gave_up)
		return false;
	if (t->kept) {
		add_fight(t, now);
		t->kept = false;
	}
	if (count_fights(t, now) >= t->pace.fights) {
		t->gave_up = true;
		return false;
	}
	if (strcmp(t->tried, seen->key) != 0) {
		t->retried = false;
		return true;
	}
	if (now < t->again_at) {
		t->whole_at = lesser(t->whole_at, t->again_at);
		return false;
	}
	return true;
}

/* The host is in its mode: after an hour of that all is forgotten. */
static void
note_good(struct watch_turn *t, int64_t now)
{
	if (!t->good)
		t->good_since = now;
	t->good = true;
	t->tried[0] = '\0';
	if (t->gave_up && now - t->good_since >= t->pace.hour) {
		t->gave_up = false;
		t->kept = false;
		t->n_fights = 0;
	}
}

static void
keep_key(char to[DIGEST_HEX], const char *key)
{
	size_t len = strlen(key);

	if (len > DIGEST_HEX - 1)
		len = DIGEST_HEX - 1;
	memcpy(to, key, len);
	to[len] = '\0';
}

struct watch_answer
watch_turn_judge(struct watch_turn *t, const struct watch_seen *seen,
    int64_t began, int64_t ended)
{
	struct watch_answer a = { .report = !t->judged ||
	    strcmp(t->key, seen->key) != 0 };
	const bool given_up = t->gave_up;

	t->judged = true;
	t->whole_at = ended + t->pace.whole;
	t->started_at = ended + t->pace.starts;
	t->not_before = ended + lesser((ended - began) * t->pace.load,
	    t->pace.rest);
	keep_key(t->key, seen->key);
	if (seen->fails) {
		t->good = false;
		a.enforce = may_enforce(t, seen, ended);
		if (a.enforce)
			keep_key(t->tried, seen->key);
	} else {
		note_good(t, ended);
	}
	a.gave_up = t->gave_up && !given_up;
	a.report = a.report || t->gave_up != given_up;
	return a;
}

void
watch_turn_unsaid(struct watch_turn *t)
{
	t->judged = false;
}

void
watch_turn_enforced(struct watch_turn *t, bool reached, int64_t now)
{
	/* What it did to the host is looked at, and at once. */
	t->whole_at = now;
	t->not_before = now;
	t->kept = reached;
	if (reached) {
		t->tried[0] = '\0';
		return;
	}
	t->again_at = now + (t->retried ? t->pace.hour : t->pace.retry);
	if (!t->retried)
		add_fight(t, now);
	t->retried = true;
}

void
watch_key(const struct findings *fs, char ret[DIGEST_HEX])
{
	const struct finding *n;
	const char *words;
	struct digest d;

	digest_init(&d);
	words = run_verdict_name(fs->worst);
	digest_add(&d, words, strlen(words) + 1);
	for (n = fs->first; n != NULL; n = n->next) {
		words = verdict_name(n->verdict);
		digest_add(&d, n->check, strlen(n->check) + 1);
		digest_add(&d, words, strlen(words) + 1);
	}
	digest_hex(&d, ret);
}
