/* How long a host has failed a check, and when its time is up. */
#include "collector/violation.h"

enum violation_step
violation_judge(struct violation *v, enum verdict verdict, int64_t now,
    int64_t grace)
{
	bool open = v->first_failed != 0 && v->ended_at == 0;

	switch (verdict) {
	case VERDICT_FAIL:
		if (open) {
			v->last_failed = now;
			return VIOLATION_GO_ON;
		}
		if (v->first_failed != 0 && now - v->ended_at < grace) {
			v->ended_at = 0;
			v->last_failed = now;
			return VIOLATION_REOPEN;
		}
		*v = (struct violation){
			.first_failed = now,
			.last_failed = now,
		};
		return VIOLATION_BEGIN;
	case VERDICT_PASS:
	case VERDICT_WARN:
	case VERDICT_EXEMPT:
		if (!open)
			return VIOLATION_NONE;
		v->ended_at = now;
		return VIOLATION_END;
	default:
		return VIOLATION_NONE;
	}
}

int64_t
violation_deadline(const struct violation *v, int64_t grace)
{
	if (v->first_failed == 0 || v->ended_at != 0 || v->notified_at == 0)
		return 0;
	return (v->first_failed > v->notified_at ? v->first_failed :
	    v->notified_at) + grace + v->credit;
}

void
violation_credit(struct violation *v, int64_t began, int64_t ended)
{
	if (began < v->first_failed)
		began = v->first_failed;
	if (v->ended_at == 0 && ended > began)
		v->credit += ended - began;
}
