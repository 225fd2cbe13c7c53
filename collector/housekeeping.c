/* What the collector does by itself: signs of life, totals, pruning. */
#include "collector/housekeeping.h"

#include <stdlib.h>
#include <time.h>

#include "collector/outage.h"

#define SIGN_SECONDS 60
#define DAY 86400
/* Rows of one go, so that reports do not wait for long. */
#define PIECE "2000"

struct chore {
	struct job job;
	struct collector *c;
	int64_t outage_end;
};

int
housekeeping_totals(struct store *s, int64_t now, int64_t stale_before,
    struct err *e)
{
	static const char clear[] = "DELETE FROM daily WHERE day = $1";
	static const char sql[] = "INSERT INTO daily (day, condition,"
	    " contact, department, platform, hosts, overdue) SELECT $1,"
	    " s.condition, CASE WHEN s.seen IS NULL THEN 'never-seen'"
	    " WHEN s.seen < $2 THEN 'stale' ELSE 'fresh' END AS contact,"
	    " COALESCE(h.department, ''), COALESCE(h.platform, ''),"
	    " COUNT(*), SUM(CASE WHEN s.condition = 'failing' AND"
	    " s.deadline <= $3 THEN 1 ELSE 0 END) FROM state s JOIN host h"
	    " ON h.n = s.host WHERE h.gone_at IS NULL GROUP BY 2, 3, 4, 5";
	static const char clear_sums[] = "DELETE FROM trend WHERE day = $1";
	static const char sums[] = "INSERT INTO trend (day, condition, hosts,"
	    " overdue) SELECT day, condition, SUM(hosts), SUM(overdue)"
	    " FROM daily WHERE day = $1 GROUP BY 1, 2";
	struct value day = value_number(now - now % DAY);
	int r;

	r = store_alone(s, e);
	if (r >= 0)
		r = store_run(s, &(struct query){ .sql = clear,
		    QUERY_VALUES(day) }, e);
	if (r >= 0)
		r = store_run(s, &(struct query){ .sql = sql, QUERY_VALUES(
		    day, value_number(stale_before), value_number(now)) }, e);
	if (r >= 0)
		r = store_run(s, &(struct query){ .sql = clear_sums,
		    QUERY_VALUES(day) }, e);
	if (r >= 0)
		r = store_run(s, &(struct query){ .sql = sums,
		    QUERY_VALUES(day) }, e);
	return r < 0 ? r : 0;
}

int
housekeeping_prune(struct store *s, int64_t before, struct err *e)
{
	static const char *const steps[] = {
		"DELETE FROM change WHERE (host, n) IN (SELECT host, n FROM"
		" change WHERE at < $1 ORDER BY at LIMIT " PIECE ")",
		"INSERT INTO mark (host, epoch, pruned) SELECT host, epoch,"
		" MAX(last_seq) FROM receipt WHERE seen < $1 GROUP BY host,"
		" epoch ON CONFLICT (host, epoch) DO UPDATE SET"
		" pruned = excluded.pruned"
		" WHERE excluded.pruned > mark.pruned",
		/* Not what came meanwhile. */
		"DELETE FROM receipt WHERE seen < $1 AND EXISTS (SELECT 1"
		" FROM mark m WHERE m.host = receipt.host AND"
		" m.epoch = receipt.epoch AND m.pruned >= receipt.last_seq)",
		"DELETE FROM outage WHERE ended < $1",
		"DELETE FROM pending WHERE decided_at < $1",
		"DELETE FROM credential WHERE revoked_at < $1",
		"DELETE FROM daily WHERE day < $1",
		"DELETE FROM trend WHERE day < $1",
		/* What a host fails by is never dropped. */
		"DELETE FROM observation WHERE received < $1 AND"
		" (verdict <> 'fail' OR NOT EXISTS (SELECT 1 FROM host h"
		" WHERE h.probed = observation.address AND"
		" h.gone_at IS NULL))",
		NULL,
	};
	int i, r = store_alone(s, e), rows = 0;

	for (i = 0; r >= 0 && steps[i] != NULL; i++) {
		r = store_run(s, &(struct query){ .sql = steps[i],
		    QUERY_VALUES(value_number(before)) }, e);
		rows += r > 0 ? r : 0;
	}
	return r < 0 ? r : rows;
}

static void
forget(struct job *j)
{
	free(j);
}

static int
sign(struct job *j, struct store *s, struct err *e)
{
	struct chore *chore = (struct chore *)j;
	struct collector *c = chore->c;

	chore->outage_end = 0;
	return outage_sign(&c->config, s, collector_now(c),
	    &chore->outage_end, e);
}

static void
signed_off(struct job *j)
{
	struct chore *chore = (struct chore *)j;

	if (j->failed == 0)
		chore->c->outage_end = chore->outage_end;
	free(chore);
}

static int
total(struct job *j, struct store *s, struct err *e)
{
	struct collector *c = ((struct chore *)j)->c;

	return housekeeping_totals(s, collector_now(c),
	    collector_stale_before(c), e);
}

static int
prune(struct job *j, struct store *s, struct err *e)
{
	struct collector *c = ((struct chore *)j)->c;
	int r = housekeeping_prune(s, collector_now(c) - c->config.keep, e);

	return r < 0 ? r : 0;
}

static void
give(struct collector *c, int (*run)(struct job *, struct store *,
    struct err *), void (*finish)(struct job *))
{
	struct chore *chore = calloc(1, sizeof(*chore));

	if (chore == NULL)
		return;
	chore->c = c;
	chore->job.run = run;
	chore->job.finish = finish;
	if (worker_give(c->writer, &chore->job,
	    (size_t)c->config.waiting) < 0)
		free(chore);
}

void
housekeeping_tick(void *arg)
{
	struct collector *c = arg;
	int64_t now = (int64_t)time(NULL);

	if (now - c->signed_at >= SIGN_SECONDS) {
		c->signed_at = now;
		give(c, sign, signed_off);
	}
	/* The first one at once: trends begin on the first day. */
	if (now - c->totalled_at >= 3600) {
		c->totalled_at = now;
		give(c, total, forget);
		give(c, prune, forget);
	}
}
