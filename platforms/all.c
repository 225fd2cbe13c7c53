/* The platforms that are known. */
#include <string.h>

#include "platforms/platform.h"

extern const struct platform platform_aix, platform_alpine, platform_arch,
    platform_debian, platform_dragonfly, platform_freebsd, platform_generic,
    platform_gentoo, platform_hpux, platform_irix, platform_macos,
    platform_mandriva, platform_netbsd, platform_openbsd, platform_openserver,
    platform_photon, platform_redhat, platform_riscos, platform_slackware,
    platform_solaris, platform_sunos4, platform_suse, platform_tru64,
    platform_ultrix, platform_unixware;

const struct platform *const platforms[] = {
	&platform_aix,
	&platform_alpine,
	&platform_arch,
	&platform_debian,
	&platform_dragonfly,
	&platform_freebsd,
	&platform_gentoo,
	&platform_hpux,
	&platform_irix,
	&platform_macos,
	&platform_mandriva,
	&platform_netbsd,
	&platform_openbsd,
	&platform_openserver,
	&platform_photon,
	&platform_redhat,
	&platform_riscos,
	&platform_slackware,
	&platform_solaris,
	&platform_sunos4,
	&platform_suse,
	&platform_tru64,
	&platform_ultrix,
	&platform_unixware,
	&platform_generic,
	NULL
};

const struct support support_others[] = {
	{ .systems = "Windows",
	    .verified = "-",
	    .evidence = "-",
	    .agent = AGENT_NOT },
	{ .systems = NULL }
};

const char *
agent_there_name(enum agent_there agent)
{
	static const char *const names[] = {
		[AGENT_CAPTURE] = "trees, captures and scripts",
		[AGENT_RUNS] = "the Linux agent",
		[AGENT_NOT] = "the outside probe answers",
	};

	return names[agent];
}

const char *
evidence_name(enum evidence evidence)
{
	static const char *const names[] = {
		[EVIDENCE_RECALLED] = "recalled",
		[EVIDENCE_DOCUMENTED] = "documented",
		[EVIDENCE_VENDOR_SOURCE] = "vendor source",
		[EVIDENCE_REAL_HOST] = "real host",
	};

	return names[evidence];
}

const struct platform *
platform_find(const char *name)
{
	const struct platform *const *p;

	for (p = platforms; *p != NULL; p++)
		if (strcmp((*p)->name, name) == 0)
			return *p;
	return NULL;
}

const struct platform *
platform_match(const struct os_id *id)
{
	const struct platform *best = &platform_generic;
	const struct platform *const *p;
	int score, highest = 0;

	for (p = platforms; *p != NULL; p++) {
		score = (*p)->match(id);
		if (score > highest) {
			highest = score;
			best = *p;
		}
	}
	return best;
}
