/* One look at a host, which the commands share. */
#include "agent/check_run.h"

#include <errno.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "agent/base/memory.h"
#include "agent/base/spoolname.h"
#include "agent/output.h"
#include "agent/port/recorded.h"
#include "agent/port/unpack.h"
#include "agent/port/unpack_place.h"
#include "agent/run/gather.h"
#include "agent/run/second_opinion.h"
#include "agent/run/spool.h"
#include "checks/check.h"
#include "platforms/platform.h"

void
check_run_init(struct check_run *run)
{
	*run = (struct check_run){ .host = { .root = ROOT_INIT } };
	policy_init(&run->policy);
	facts_init(&run->facts);
	findings_init(&run->findings);
	plan_init(&run->plan);
}

void
check_run_release(struct check_run *run)
{
	since_release(&run->since);
	plan_release(&run->plan);
	findings_release(&run->findings);
	facts_release(&run->facts);
	policy_release(&run->policy);
	root_release(&run->host.root);
	if (run->unpacked.len > 0)
		unpack_remove(run->unpacked.p);
	buf_release(&run->unpacked);
}

/* 0 or an exit status, and the words. */
static int
open_capture(const struct settings *s, struct check_run *run, struct err *e)
{
	int r = unpack_tar(s->capture, &run->unpacked, e);

	if (r == -EBADMSG)
		return EXIT_DATA;
	if (r == -ENOENT || r == -EACCES || r == -ENOTDIR || r == -EISDIR)
		return EXIT_NO_INPUT;
	return r < 0 ? EXIT_SYSTEM : 0;
}

static int
open_host(const struct settings *s, const char *root, struct host *h,
    struct err *e)
{
	bool live = root == NULL;
	int r;

	*h = (struct host){
		.root = ROOT_INIT,
		.source = live ? SOURCE_LIVE : SOURCE_ROOT,
		.platform = s->platform,
		.proc = live ? &proc_port : NULL,
		.sock = live ? &sock_port : NULL,
		.clock = &clock_port,
		.tool = live ? &tool_port : NULL,
	};
	r = root_open(&h->root, live ? "/" : root, e);
	if (r == 0 && !live && recorded_is_capture(&h->root))
		recorded_use(h);
	else if (r == 0 && s->capture != NULL)
		return err_set(e, EBADMSG, "%s: no capture, or not all of it: "
		    "it has no .hardenmail/capture", s->capture);
	return r;
}

int
check_run_open(const struct settings *s, struct check_run *run,
    struct err *e)
{
	const char *root = s->root;
	int r;

	if (s->platform != NULL && platform_find(s->platform) == NULL) {
		err_set(e, EINVAL, "--platform %s: no such platform",
		    s->platform);
		return EXIT_USAGE;
	}
	if (!s->policy_from_root &&
	    settings_policy(s, NULL, &run->policy, e) < 0)
		return memory_refused() ? EXIT_SYSTEM : EXIT_CONFIG;
	if (s->capture != NULL) {
		r = open_capture(s, run, e);
		if (r != 0)
			return r;
		root = run->unpacked.p;
	}
	r = open_host(s, root, &run->host, e);
	if (r == -EBADMSG)
		return EXIT_DATA;
	if (r < 0) {
		if (e->text[0] == '\0')
			err_set(e, -r, "%s: %s", s->root != NULL ? s->root :
			    "/", strerror(-r));
		return s->root != NULL ? EXIT_NO_INPUT : EXIT_SYSTEM;
	}
	if (s->policy_from_root && settings_policy(s, &run->host.root,
	    &run->policy, e) < 0)
		return memory_refused() ? EXIT_SYSTEM : EXIT_CONFIG;
	run->now = run->host.clock->now(&run->host);
	return 0;
}

int
check_run_look(struct check_run *run, struct err *e)
{
	int r = gather(&run->host, &run->facts, e);

	if (r == 0 && run->second_opinion)
		r = second_opinion(&run->host, &run->facts, e);
	if (r == 0)
		r = checks_run(&run->facts, &run->policy, run->now,
		    &run->findings);
	if (r < 0 && e->text[0] == '\0')
		err_set(e, -r, "%s", strerror(-r));
	return r < 0 ? EXIT_SYSTEM : 0;
}

/* All of it but what spooling adds; id is what .run points to. */
static struct report
make_report(struct check_run *run, char id[33])
{
	static const char *const sources[] = {
		[SOURCE_LIVE] = "live",
		[SOURCE_ROOT] = "root",
		[SOURCE_CAPTURE] = "capture",
	};
	struct timespec t = { .tv_nsec = 0 };

	clock_gettime(CLOCK_REALTIME, &t);
	run_identity(run->facts.name, run->now, t.tv_nsec, (long)getpid(),
	    id);
	return (struct report){
		.program = HM_VERSION,
		.run = id,
		.time = run->now,
		.source = sources[run->host.source],
		.facts = &run->facts,
		.policy = &run->policy,
		.findings = &run->findings,
		.plan = run->planned ? &run->plan : NULL,
		.since = run->changed ? &run->since : NULL,
	};
}

void
check_run_write(const struct settings *s, struct check_run *run,
    struct buf *out)
{
	struct report r;
	struct look how;
	char id[33];

	r = make_report(run, id);
	output_look(s->output, &how);
	s->format->write(&r, &how, out);
}

int
check_run_show(const struct settings *s, struct check_run *run,
    struct err *e)
{
	struct buf out = BUF_INIT(CHECK_RUN_MAX);
	int status;

	check_run_write(s, run, &out);
	status = output_write(s->output, &out, e);
	buf_release(&out);
	return status;
}

int
check_run_spool(struct check_run *run, struct err *e)
{
	struct spooled done;
	struct report r;
	char id[33];
	int rc;

	r = make_report(run, id);
	rc = spool_report(&run->host.root, &r, run->now, &done, e);
	if (rc == 0 && done.no_group)
		err_set(e, ENOENT, "there is no group %s: only root can read "
		    "the spool (said once)", SPOOL_GROUP);
	return rc < 0 ? EXIT_CANNOT_CREATE : 0;
}

/* The package of the sender makes one of the two, a first --report the
 * other. */
static bool
has_spool(const struct root *root)
{
	return root_exists(root, SPOOL_FOLDER) ||
	    root_exists(root, SPOOL_SENDER);
}

void
check_run_after(const struct settings *s, struct err *e)
{
	struct err why = { .code = 0 };
	struct check_run run;
	int status;

	check_run_init(&run);
	status = check_run_open(s, &run, &why);
	if (status == 0 && !has_spool(&run.host.root))
		goto out;
	if (status == 0)
		status = check_run_look(&run, &why);
	if (status == 0)
		status = check_run_spool(&run, &why);
	if (status != 0)
		err_set(e, EIO, "nothing is reported of that: %s", why.text);
	else if (why.text[0] != '\0')
		*e = why;
out:
	check_run_release(&run);
}
