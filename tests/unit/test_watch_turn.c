/* When --watch looks, and when it stops enforcing: tables. */
#include "agent/run/watch_turn.h"

#include <stdio.h>
#include <string.h>

#include "tests/unit/unit.h"

/* Round numbers: quiet 200, burst 5,000, whole 3,600,000, sockets 5,000. */
static const struct watch_pace pace = { .quiet = 200, .burst = 5000,
	.whole = 3600000, .sockets = 5000, .load = 4, .rest = 10000,
	.retry = 30000, .hour = 3600000, .fights = 3 };

/* c: something changed. n: what is to be done, expected act and wait. l: a
 * look that found key, and took `wait` ms; failing where the key begins with
 * an F; expected letters r(eport) e(nforce) g(ave up). d, u: enforcing
 * reached the mode, or did not. a: a look is asked for. */
struct step {
	int64_t at;
	char what;
	enum watch_act act;
	int64_t wait;
	const char *key, *answer;
};

static void
answer_words(struct watch_answer a, char text[4])
{
	snprintf(text, 4, "%s%s%s", a.report ? "r" : "", a.enforce ? "e" : "",
	    a.gave_up ? "g" : "");
}

static void
play_with(const char *name, const struct watch_pace *p, bool enforce,
    const struct step *s)
{
	struct watch_turn t;
	enum watch_act act;
	int64_t wait;
	char got[4];
	int i;

	watch_turn_init(&t, p, s->at);
	for (i = 0; s[i].what != '\0'; i++) {
		switch (s[i].what) {
		case 'c':
			watch_turn_changed(&t, s[i].at);
			break;
		case 'a':
			watch_turn_ask(&t, s[i].at);
			break;
		case 'n':
			wait = 0;
			act = watch_turn_next(&t, s[i].at, &wait);
			if (act != s[i].act || (act == WATCH_WAIT &&
			    wait != s[i].wait))
				fail_msg("%s, step %d: act %d, wait %lld",
				    name, i, (int)act, (long long)wait);
			break;
		case 'l':
			answer_words(watch_turn_judge(&t, &(struct watch_seen){
			    .key = s[i].key, .fails = s[i].key[0] == 'F',
			    .enforce = enforce }, s[i].at,
			    s[i].at + s[i].wait), got);
			if (strcmp(got, s[i].answer) != 0)
				fail_msg("%s, step %d: answer %s", name, i,
				    got);
			break;
		case 't':
			watch_turn_touched(&t, s[i].wait != 0, s[i].at);
			break;
		case '?':
			if (t.sees != (enum tri)s[i].wait)
				fail_msg("%s, step %d: %s", name, i,
				    tri_name(t.sees));
			break;
		case 'p':
			watch_turn_started(&t, s[i].at);
			break;
		case 's':
			watch_turn_unsaid(&t);
			break;
		default:
			watch_turn_enforced(&t, s[i].what == 'd', s[i].at);
			break;
		}
	}
}

#define N(t, a, w) { .at = (t), .what = 'n', .act = (a), .wait = (w) }
#define C(t) { .at = (t), .what = 'c' }
#define L(t, w, k, x) { .at = (t), .what = 'l', .wait = (w), .key = (k), \
	.answer = (x) }
#define END { .what = '\0' }

/* A first look, then the sockets every five seconds. */
static void
idle(void **state)
{
	static const struct step s[] = {
		N(1000, WATCH_LOOK, 0), L(1000, 0, "P1", "r"),
		N(1000, WATCH_WAIT, 5000), N(5999, WATCH_WAIT, 1),
		N(6000, WATCH_SOCKETS, 0), N(6000, WATCH_WAIT, 5000), END };

	play_with("idle", &pace, false, s);
}

/* Without sockets nothing wakes it but the hour. */
static void
an_hour(void **state)
{
	static const struct step s[] = {
		N(0, WATCH_LOOK, 0), L(0, 100, "P1", "r"),
		N(100, WATCH_WAIT, 3600000), N(3600099, WATCH_WAIT, 1),
		N(3600100, WATCH_LOOK, 0), L(3600100, 100, "P1", ""),
		N(3600200, WATCH_WAIT, 3600000),
		{ .at = 3600300, .what = 'a' },
		N(3600300, WATCH_WAIT, 300),	/* the look took 100 */
		N(3600600, WATCH_LOOK, 0), L(3600600, 0, "F1", "r"), END };
	struct watch_pace p = pace;

	p.sockets = 0;
	play_with("an hour", &p, false, s);
}

/* Twenty files of a package are one look; a stream without a pause is looked
 * at after five seconds. */
static void
bursts(void **state)
{
	static const struct step s[] = {
		N(0, WATCH_LOOK, 0), L(0, 0, "P1", "r"),
		C(1000), N(1000, WATCH_WAIT, 200), C(1150),
		N(1150, WATCH_WAIT, 200), C(1300), N(1499, WATCH_WAIT, 1),
		N(1500, WATCH_LOOK, 0), L(1500, 0, "P1", ""),
		/* taken as done: nothing is left of it */
		N(1500, WATCH_WAIT, 3500),
		N(5000, WATCH_SOCKETS, 0),
		C(6000), C(6190), C(10990), N(10990, WATCH_SOCKETS, 0),
		N(10990, WATCH_WAIT, 10), N(11000, WATCH_LOOK, 0),
		/* what changes while it looks is looked at again */
		C(11001), L(11000, 2, "P1", ""), N(11002, WATCH_WAIT, 199),
		N(11201, WATCH_LOOK, 0), END };

	play_with("bursts", &pace, false, s);
}

/* A fifth of the time at most, and never more than ten seconds late. */
static void
load(void **state)
{
	static const struct step s[] = {
		N(0, WATCH_LOOK, 0), L(0, 1000, "P1", "r"), C(1000),
		N(1200, WATCH_WAIT, 3800), N(5000, WATCH_LOOK, 0),
		L(5000, 60000, "P1", ""), C(65000), N(65200, WATCH_SOCKETS, 0),
		N(65200, WATCH_WAIT, 5000), N(70200, WATCH_SOCKETS, 0),
		N(70200, WATCH_WAIT, 4800), N(75000, WATCH_LOOK, 0), END };

	play_with("load", &pace, false, s);
}

static void
verdicts(void **state)
{
	static const struct step s[] = {
		L(0, 0, "P1", "r"), L(10, 0, "P1", ""), L(20, 0, "F1", "r"),
		L(30, 0, "F2", "r"), L(40, 0, "F2", ""), L(50, 0, "P1", "r"),
		END };

	play_with("verdicts", &pace, false, s);
}

#define D(t) { .at = (t), .what = 'd' }
#define U(t) { .at = (t), .what = 'u' }

/* The third time that somebody re-enables it within an hour it is left to
 * them, until the host has been in order for an hour. */
static void
fights(void **state)
{
	static const struct step s[] = {
		L(0, 0, "F1", "re"), D(10), L(20, 0, "P1", "r"),
		L(1000, 0, "F1", "re"), D(1010), L(1020, 0, "P1", "r"),
		L(2000, 0, "F1", "re"), D(2010), L(2020, 0, "P1", "r"),
		L(3000, 0, "F1", "rg"), L(4000, 0, "F1", ""),
		L(5000, 0, "F2", "r"), L(6000, 0, "P1", "r"),
		L(7000, 0, "F1", "r"), L(8000, 0, "P1", "r"),
		L(3607999, 0, "F1", "r"), L(3608000, 0, "P1", "r"),
		L(7208000, 0, "P1", "r"),	/* given up no more */
		L(7208001, 0, "F1", "re"), END };

	play_with("fights", &pace, true, s);
}

/* Three in more than an hour are none. */
static void
no_fights(void **state)
{
	static const struct step s[] = {
		L(0, 0, "F1", "re"), D(1), L(2, 0, "P1", "r"),
		L(1000, 0, "F1", "re"), D(1001), L(1002, 0, "P1", "r"),
		L(2000, 0, "F1", "re"), D(2001), L(2002, 0, "P1", "r"),
		L(3601000, 0, "F1", "re"), D(3601001),
		L(3601002, 0, "P1", "r"), END };

	play_with("no fights", &pace, true, s);
}

/* What was refused is not tried at every look: when something is otherwise,
 * once more when somebody may have ended what he was doing, for which there
 * is a look, and then once an hour. What failed counts as a fight, once. */
static void
in_vain(void **state)
{
	static const struct step s[] = {
		L(0, 0, "F1", "re"), U(10), L(20, 0, "F1", ""),
		L(30, 0, "F1", ""), L(40, 0, "F2", "re"), U(50),
		L(60, 0, "F2", ""), N(5060, WATCH_SOCKETS, 0),
		N(30049, WATCH_SOCKETS, 0), N(30049, WATCH_WAIT, 1),
		N(30050, WATCH_LOOK, 0), L(30050, 0, "F2", "e"), U(30060),
		L(30070, 0, "F2", ""), L(3630059, 0, "F2", ""),
		L(3630060, 0, "F2", "e"), U(3630070), END };

	play_with("in vain", &pace, true, s);
}

/* Whoever asks for reports only gets nothing else, and may change that. */
static void
the_policy_decides(void **state)
{
	struct watch_turn t;
	struct watch_seen f = { .key = "F1", .fails = true };
	struct watch_answer a;

	watch_turn_init(&t, &pace, 0);
	a = watch_turn_judge(&t, &f, 0, 0);
	assert_true(a.report && !a.enforce);
	f.enforce = true;
	a = watch_turn_judge(&t, &f, 10, 10);
	assert_true(!a.report && a.enforce);
}

static void
keys(void **state)
{
	char a[DIGEST_HEX], b[DIGEST_HEX];
	struct findings fs;
	struct finding *n;

	findings_init(&fs);
	n = findings_add(&fs, "smtp-listener");
	n->verdict = VERDICT_PASS;
	watch_key(&fs, a);
	n->summary = "other words";
	watch_key(&fs, b);
	assert_string_equal(a, b);
	n->verdict = VERDICT_FAIL;
	watch_key(&fs, b);
	assert_string_not_equal(a, b);
	n->verdict = VERDICT_PASS;
	fs.worst = VERDICT_WARN;
	watch_key(&fs, b);
	assert_string_not_equal(a, b);
	findings_release(&fs);
}

static void
what_is_used(void **state)
{
	assert_int_equal(watch_pace.whole, 3600 * 1000);
	assert_int_equal(watch_pace.hour, 3600 * 1000);
	assert_int_equal(watch_pace.fights, 3);
	assert_true(watch_pace.fights <= WATCH_FIGHTS);
	assert_true(watch_pace.sockets >= 1000 && watch_pace.sockets <= 10000);
}

#define T(t, ok) { .at = (t), .what = 't', .wait = (ok) }
#define SEES(x) { .what = '?', .wait = (x) }

/* A minute after the start, and once a day; a minute to notice it. */
static void
decoy(void **state)
{
	struct watch_pace p = watch_pace;
	static const struct step seen[] = {
		L(0, 0, "P", "r"), SEES(TRI_UNKNOWN),
		N(1, WATCH_WAIT, 59999),
		N(60000, WATCH_DECOY, 0), T(60001, 1),
		N(60002, WATCH_WAIT, 59999),
		C(60100), SEES(TRI_YES),
		N(60300, WATCH_LOOK, 0), L(60300, 0, "P", ""),
		N(60301, WATCH_WAIT, 86460000 - 60301),
		N(86460000, WATCH_DECOY, 0), T(86460000, 1),
		C(86460001), SEES(TRI_YES), END,
	}, blind[] = {
		L(0, 0, "P", "r"),
		N(60000, WATCH_DECOY, 0), T(60000, 1),
		N(119999, WATCH_WAIT, 1),
		N(120000, WATCH_BLIND, 0), SEES(TRI_NO),
		N(120000, WATCH_LOOK, 0), L(120000, 0, "W", "r"),
		/* The other watch that was opened is tested soon. */
		N(120001, WATCH_WAIT, 59999),
		N(180000, WATCH_DECOY, 0), T(180000, 1),
		C(180001), SEES(TRI_YES), END,
	}, other[] = {
		/* A look in between opens another watch. */
		L(0, 0, "P", "r"),
		N(60000, WATCH_DECOY, 0), T(60000, 1),
		{ .at = 60001, .what = 'a' },
		N(60001, WATCH_LOOK, 0), L(60001, 0, "P", ""),
		SEES(TRI_UNKNOWN),
		N(60002, WATCH_WAIT, 59999),
		N(120001, WATCH_DECOY, 0),
		/* It could not be touched. */
		T(120001, 0),
		N(200000, WATCH_WAIT, 120001 + 86400000 - 200000),
		SEES(TRI_UNKNOWN), END,
	}, none[] = {
		L(0, 0, "P", "r"),
		N(1, WATCH_WAIT, 90000000 - 1), END,
	};

	p.sockets = 0;
	p.whole = 90000000;
	play_with("seen", &p, false, seen);
	play_with("blind", &p, false, blind);
	play_with("other", &p, false, other);
	p.decoy = 0;
	play_with("none", &p, false, none);
}

/* A cheap look at once, a whole one every half minute. */
static void
started(void **state)
{
	static const struct step s[] = {
		L(0, 0, "P", "r"),
		{ .at = 1000, .what = 'p' },
		N(1000, WATCH_SOCKETS, 0),
		N(1001, WATCH_WAIT, 4999),
		{ .at = 2000, .what = 'p' },
		N(2000, WATCH_SOCKETS, 0),
		N(29999, WATCH_SOCKETS, 0),
		N(30000, WATCH_LOOK, 0), L(30000, 0, "P", ""),
		{ .at = 90000, .what = 'p' },
		N(90000, WATCH_LOOK, 0), L(90000, 0, "P", ""),
		END,
	};
	struct watch_pace p = watch_pace;

	p.decoy = 0;
	play_with("started", &p, false, s);
}

/* The spool was full: the same verdict is reported once more. */
static void
said_again(void **state)
{
	static const struct step s[] = {
		L(0, 10, "P", "r"),
		L(1000, 10, "F", "r"),
		{ .at = 1010, .what = 's' },
		L(2000, 10, "F", "r"),
		L(3000, 10, "F", ""),
		END,
	};

	play_with("said again", &watch_pace, false, s);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(idle),
		cmocka_unit_test(an_hour),
		cmocka_unit_test(bursts),
		cmocka_unit_test(load),
		cmocka_unit_test(verdicts),
		cmocka_unit_test(fights),
		cmocka_unit_test(no_fights),
		cmocka_unit_test(in_vain),
		cmocka_unit_test(the_policy_decides),
		cmocka_unit_test(said_again),
		cmocka_unit_test(started),
		cmocka_unit_test(decoy),
		cmocka_unit_test(keys),
		cmocka_unit_test(what_is_used),
	};

	return cmocka_run_group_tests_name("watch_turn", tests, NULL, NULL);
}
