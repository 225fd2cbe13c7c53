/* What SMF's repository says of an instance, as far as files tell. */
#ifndef HM_SMF_STATE_H
#define HM_SMF_STATE_H

#include "agent/base/err.h"
#include "agent/base/pool.h"
#include "agent/model/facts.h"
#include "agent/port/host.h"

/* The repository is a database that nothing but SMF reads: SQLite 2. */
#define SMF_REPOSITORY "/etc/svc/repository.db"
/* svcprop(1), as packaging/capture.sh asks it. */
#define SMF_RECORDED "/.hardenmail/svcprop"
/* Run once by the next boot (smf_bootstrap(5)). */
#define SMF_UPGRADE "/var/svc/profile/upgrade"

/* Does an operand of svcadm(1M) mean this instance? The full FMRI, each of
 * its abbreviations (smf(5)), or a pattern. */
bool smf_names(const char *operand, const char *fmri);

/*
 * A property ("config/local_only"). YES: *value is in the pool. NO: it was
 * asked for, and is not there. UNKNOWN: nobody asked. at may be NULL.
 */
enum tri smf_property(const struct host *, struct pool *, const char *fmri,
    const char *name, const char **value, struct place *at);

struct smf_state {
	enum tri enabled;
	const char *reason;		/* why that is unknown */
	struct place *because;
};

/* Will the next boot start it? In the pool. 0 or -ENOMEM. */
int smf_enabled(const struct host *, struct pool *, const char *fmri,
    struct smf_state *ret, struct err *);

#endif
