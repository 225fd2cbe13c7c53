/* How often somebody may ask: a bucket for each, filled over time. */
#ifndef HM_LIMITER_H
#define HM_LIMITER_H

#include <stdint.h>

struct limiter;

/* Of a fixed size: where two who ask fall into one place the later one
 * begins anew, so that nobody is refused for another. NULL: no memory. */
struct limiter *limiter_new(void);
void limiter_free(struct limiter *);

/*
 * One request of `who`, of which a sixth of per_hour (at least 60) may come
 * at once. 0, or how many seconds to wait: then nothing was taken.
 * limiter_wait() only looks. per_hour 0: no limit; a NULL limiter has none.
 */
int64_t limiter_take(struct limiter *, const char *who, int64_t per_hour,
    int64_t now);
int64_t limiter_wait(struct limiter *, const char *who, int64_t per_hour,
    int64_t now);

#endif
