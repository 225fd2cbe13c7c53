/* What sendmail itself says of the questions that decide our verdict. */
#ifndef HM_SECOND_OPINION_H
#define HM_SECOND_OPINION_H

#include "agent/model/facts.h"
#include "agent/port/host.h"

/*
 * Ask the host's sendmail -bt with the cf on disk, by way of host->tool, under
 * a time limit and without a network where that can be had: the mail that is
 * relayed by our own evaluation, mail of strangers in the usual shapes, and
 * the host's own as a control. Fills facts->relaying.second; where an answer
 * differs from ours, the verdict on disk becomes unknown and tells both. 0 or
 * -ENOMEM.
 */
int second_opinion(const struct host *, struct facts *, struct err *);

/* The same of a cf that is not there yet: the host's root has it laid over.
 * Other files are asked as they are there now. */
int second_opinion_planned(const struct host *, struct facts *,
    struct err *);

#endif
