/* --plan: what would bring this host into the mode of its policy. */
#include "agent/commands.h"

#include "agent/base/log.h"
#include "agent/check_run.h"
#include "agent/hub_probe.h"
#include "agent/output.h"
#include "agent/run/make_plan.h"

int
cmd_plan(const struct settings *s)
{
	struct check_run run;
	struct hub_probe probe;
	struct err e = { .code = 0 };
	int status;

	hub_probe_init(&probe, NULL);
	check_run_init(&run);
	status = check_run_open(s, &run, &e);
	if (status == 0)
		status = check_run_look(&run, &e);
	if (status == 0 && make_plan(&run.host, &run.facts, &run.findings,
	    &run.policy, run.host.source == SOURCE_LIVE ? &probe.ask : NULL,
	    &run.plan, &e) < 0)
		status = EXIT_SYSTEM;
	if (status == 0) {
		run.planned = true;
		status = check_run_show(s, &run, &e);
	}
	if (status == 0)
		status = run.plan.refusals != NULL ? 1 : 0;
	if (e.text[0] != '\0')
		log_error("%s", e.text);
	check_run_release(&run);
	return status;
}
