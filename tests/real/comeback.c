/* 100,000 hosts whose collector was away: when they come back, by the second.
 * The splay and the back-off are the programs' own; see tests/send/comeback. */
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "agent/base/splay.h"
#include "agent/send/backoff.h"

#define HOSTS 100000
#define SPLAY 3000		/* of hardenmail-check.service */
#define RUN 300			/* the sender's time limit */
#define HOUR 3600
#define DAYS 2
#define SECONDS (DAYS * 86400)

struct outage {
	const char *name;
	int64_t from, to;	/* seconds */
	int64_t told;		/* Retry-After of every refusal; -1: none */
};

static unsigned asked[SECONDS + HOUR], taken[SECONDS + HOUR];

/* xorshift64*: Marsaglia 2003, Vigna 2016; any even source serves. */
static uint32_t
draw(void)
{
	static uint64_t x = UINT64_C(88172645463325252);

	x ^= x >> 12;
	x ^= x << 25;
	x ^= x >> 27;
	return (uint32_t)(x * UINT64_C(2685821657736338717) >> 32);
}

/* One run of the sender, as sender_run() goes: true when all was taken. */
static bool
run(struct backoff *b, const struct outage *o, int64_t start)
{
	int64_t t = start, left;

	for (;;) {
		left = backoff_left(b, t);
		if (t + left >= start + RUN)
			return false;
		t += left;
		asked[t]++;
		if (t < o->from || t >= o->to) {
			taken[t]++;
			*b = (struct backoff){ .failures = 0 };
			return true;
		}
		backoff_fail(b, t, o->told, draw());
	}
}

static void
host(unsigned number, const struct outage *o)
{
	struct backoff b = { .failures = 0 };
	char name[32];
	int64_t hour, turn;

	snprintf(name, sizeof(name), "host%u.example.edu", number);
	turn = splay_offset(NULL, name, SPLAY);
	for (hour = 0; hour < SECONDS; hour += HOUR)
		run(&b, o, hour + turn);
}

static unsigned
most(const unsigned *v, int64_t from, int64_t to)
{
	unsigned n = 0;
	int64_t i;

	for (i = from; i < to; i++)
		n = v[i] > n ? v[i] : n;
	return n;
}

/* Evenly spread over the splay, 33.3 come in a second; the bound is what a
 * Poisson distribution of that mean passes once in 10^12 seconds or so. */
static int
try(const struct outage *o)
{
	const unsigned bound = 100;
	unsigned i, down, back, total = 0;
	int64_t minute;
	bool good;

	memset(asked, 0, sizeof(asked));
	memset(taken, 0, sizeof(taken));
	for (i = 0; i < HOSTS; i++)
		host(i, o);
	down = most(asked, o->from, o->to);
	back = most(taken, o->to, SECONDS);
	printf("# %s: at most %u a second while it is away, at most %u a "
	    "second afterwards\n", o->name, down, back);
	for (minute = 0; minute < 60; minute += 10) {
		for (i = 0, total = 0; i < 600; i++)
			total += taken[o->to + minute * 60 + i];
		printf("# minutes %2d to %2d: %5.1f arrivals a second, at "
		    "most %u\n", (int)minute, (int)minute + 10, total / 600.0,
		    most(taken, o->to + minute * 60, o->to + minute * 60 +
		    600));
	}
	good = back <= bound;
	printf("%s - comeback: %s: at most %u arrivals a second\n", good ?
	    "ok" : "not ok", o->name, bound);
	return good ? 0 : 1;
}

int
main(void)
{
	static const struct outage outages[] = {
		{ "a day", 3600, 90000, -1 },
		{ "a day, Retry-After 600", 3600, 90000, 600 },
		{ "seven minutes", 7200, 7620, -1 },
		{ "three hours, to the full hour", 7200, 18000, -1 },
	};
	int status = 0;
	size_t i;

	for (i = 0; i < sizeof(outages) / sizeof(outages[0]); i++)
		status |= try(&outages[i]);
	return status;
}
