/* Service bundles of SMF: manifests and profiles (service_bundle(4)). */
#ifndef HM_SMF_BUNDLE_H
#define HM_SMF_BUNDLE_H

#include "agent/base/err.h"
#include "agent/base/pool.h"
#include "agent/model/role.h"
#include "agent/port/host.h"

/* One instance of a service, as a bundle has it. */
struct smf_instance {
	struct smf_instance *next;
	const char *fmri;		/* "svc:/network/smtp:sendmail" */
	enum tri enabled;		/* UNKNOWN: the bundle does not say */
	const char *start;		/* its start method's command, %tokens
					 * and all; NULL: none */
	bool inetd;			/* it is one that inetd runs */
	unsigned line;			/* of that method, or the instance */
	struct strv environment;	/* "NAME=value" of its methods */
};

/*
 * The instances of a bundle, in the pool. A service's own methods are those
 * of all its instances. 0, -EINVAL with its line in *line: it is no bundle
 * that is understood; what root_read() says.
 */
int smf_bundle_read(const struct host *, const char *path, struct pool *,
    struct smf_instance **ret, unsigned *line);

/*
 * The command with its tokens replaced as the restarter does (smf_method(5)):
 * %f %i %m %s %%. NULL: a token that only the repository can replace, or
 * pool->failed.
 */
const char *smf_command(struct pool *, const struct smf_instance *);

#endif
