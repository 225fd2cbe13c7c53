/* How often somebody may ask: a bucket for each, filled over time. */
#include "collector/limiter.h"

#include <stdbool.h>
#include <stdlib.h>

#include "collector/secret.h"

#define PLACES 65536
#define HOUR 3600
#define MIN_BURST 60

/* What is left is counted in parts of a request: 1/3600 each. */
struct bucket {
	uint64_t who;		/* 0: free */
	int64_t left, at;
};

struct limiter {
	uint64_t seed;
	struct bucket places[PLACES];
};

struct limiter *
limiter_new(void)
{
	struct limiter *l = calloc(1, sizeof(*l));
	char id[SECRET_ID];
	size_t i;

	if (l == NULL || secret_id(id) < 0) {
		free(l);
		return NULL;
	}
	for (i = 0; id[i] != '\0'; i++)
		l->seed = l->seed * 31 + (unsigned char)id[i];
	return l;
}

void
limiter_free(struct limiter *l)
{
	free(l);
}

/* FNV-1a, from a beginning that nobody knows. */
static uint64_t
hash(const struct limiter *l, const char *who)
{
	uint64_t h = UINT64_C(0xcbf29ce484222325) ^ l->seed;

	for (; *who != '\0'; who++)
		h = (h ^ (unsigned char)*who) * UINT64_C(0x100000001b3);
	return h != 0 ? h : 1;
}

static int64_t
ask(struct limiter *l, const char *who, int64_t per_hour, int64_t now,
    bool take)
{
	int64_t burst = per_hour / 6 > MIN_BURST ? per_hour / 6 : MIN_BURST;
	struct bucket *b;
	uint64_t h;

	if (l == NULL || per_hour <= 0)
		return 0;
	h = hash(l, who);
	b = &l->places[h % PLACES];
	if (b->who != h)
		*b = (struct bucket){ .who = h, .left = burst * HOUR,
		    .at = now };
	if (now > b->at) {
		/* Longer than an hour fills it in any case. */
		b->left += (now - b->at > HOUR ? HOUR : now - b->at) *
		    per_hour;
		if (b->left > burst * HOUR)
			b->left = burst * HOUR;
	}
	b->at = now;
	if (b->left < HOUR)
		return (HOUR - b->left + per_hour - 1) / per_hour;
	if (take)
		b->left -= HOUR;
	return 0;
}

int64_t
limiter_take(struct limiter *l, const char *who, int64_t per_hour,
    int64_t now)
{
	return ask(l, who, per_hour, now, true);
}

int64_t
limiter_wait(struct limiter *l, const char *who, int64_t per_hour,
    int64_t now)
{
	return ask(l, who, per_hour, now, false);
}
