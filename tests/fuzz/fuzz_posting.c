/* Bodies of reports, heartbeats and enrolments, judged where they are
 * sound. */
#include "collector/posting.h"

#include <stdlib.h>

#include "collector/enroll.h"
#include "collector/judgement.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
	const char *text = (const char *)data;
	struct err e = { .code = 0 };
	struct findings found;
	struct enrolment n;
	struct posting p;

	if (posting_read(&p, true, text, len, &e) == 0) {
		findings_init(&found);
		judgement_evaluate(&p.facts, MODE_QUEUE_ONLY, 1800000000,
		    &found);
		findings_release(&found);
	}
	posting_release(&p);
	posting_read(&p, false, text, len, &e);
	posting_release(&p);
	enrolment_read(&n, text, len, &e);
	enrolment_release(&n);
	return 0;
}
