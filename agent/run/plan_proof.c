/* Whether the steps of a plan would do what they should. */
#include "agent/run/plan_proof.h"

#include <errno.h>
#include <limits.h>
#include <string.h>

#include "agent/base/overlay.h"
#include "agent/model/smcmd.h"
#include "agent/run/gather.h"
#include "checks/judge.h"

/* A file or link stands at another name. */
static int
lay_move(struct root *root, const struct step *s, struct err *e)
{
	struct buf b = BUF_INIT(ROOT_MAX_FILE);
	struct stat st;
	int r = root_lstat(root, s->path, &st);

	if (r == 0 && S_ISLNK(st.st_mode)) {
		r = root_readlink(root, s->path, &b);
		if (r == 0)
			r = root_overlay_link(root, s->to, b.p);
	} else if (r == 0) {
		r = root_read(root, s->path, &b, NULL, e);
		if (r == 0)
			r = root_overlay_put(root, s->to, b.p == NULL ? "" :
			    b.p, b.len);
		if (r == 0)
			r = root_overlay_mode(root, s->to, st.st_mode & 07777);
	}
	if (r == 0)
		r = root_overlay_remove(root, s->path);
	buf_release(&b);
	return r;
}

/* Where start scripts have their names: the others of a file that is
 * written in place change with it. */
static const char *const link_folders[] = { "/etc/rc?.d/*", "/etc/init.d/*",
	"/etc/rc.d/rc?.d/*", "/etc/rc.d/init.d/*", "/sbin/rc?.d/*",
	"/sbin/init.d/*", NULL };

static int
lay_put(struct root *root, const struct step *s)
{
	struct pool p = { .blocks = NULL };
	struct strv names = { .n = 0 };
	struct stat st;
	size_t i;
	int r = 0;

	for (i = 0; r >= 0 && s->was.nlink > 1 && link_folders[i] != NULL;
	    i++)
		r = root_glob(root, link_folders[i], &p, &names);
	for (i = 0; r >= 0 && i < names.n; i++)
		if (root_lstat(root, names.v[i], &st) == 0 &&
		    S_ISREG(st.st_mode) && (uint64_t)st.st_dev == s->was.dev &&
		    (uint64_t)st.st_ino == s->was.ino)
			r = root_overlay_put(root, names.v[i], s->data,
			    s->len);
	if (r >= 0)
		r = root_overlay_put(root, s->path, s->data, s->len);
	pool_release(&p);
	return r;
}

static int
lay_step(struct root *root, const struct step *s, struct err *e)
{
	switch (s->kind) {
	case STEP_PUT:
		return lay_put(root, s);
	case STEP_LINK:
		return root_overlay_link(root, s->path, s->to);
	case STEP_MOVE:
		return lay_move(root, s, e);
	case STEP_REMOVE:
		return root_overlay_remove(root, s->path);
	case STEP_MODE:
		return root_overlay_mode(root, s->path, s->mode);
	default:
		return 0;
	}
}

int
proof_lay(struct root *root, const struct plan *p, unsigned first,
    struct err *e)
{
	const struct step *s;
	int r = 0;

	for (s = p->first; r == 0 && s != NULL && first > 0; s = s->next) {
		r = lay_step(root, s, e);
		if (first != UINT_MAX)
			first--;
	}
	if (r < 0 && e != NULL && e->code == 0)
		err_set(e, -r, "the plan cannot be laid over the host: %s",
		    strerror(-r));
	return r;
}

int
proof_gather(const struct host *given, const struct plan *p, unsigned first,
    struct facts *ret, struct err *e)
{
	struct host h = *given;
	int r;

	h.root.overlay = NULL;
	h.root.seen = NULL;
	h.proc = NULL;
	r = proof_lay(&h.root, p, first, e);
	if (r == 0)
		r = gather(&h, ret, e);
	overlay_free(h.root.overlay);
	return r;
}

static enum mode
mode_of(enum aim aim)
{
	return aim == AIM_OFF ? MODE_DISABLED :
	    aim == AIM_QUEUE ? MODE_QUEUE_ONLY : MODE_LOCAL_ONLY;
}

bool
proof_offends(const struct starter *s, const struct policy *p, enum aim aim)
{
	if (s->role == ROLE_DAEMON && policy_allows_all(p, &s->exposed))
		return false;
	return judge_start(mode_of(aim), stance_of_starter(s), false,
	    s->at_boot) != VERDICT_PASS;
}

unsigned
proof_count(const struct facts *f, const struct policy *p, enum aim aim)
{
	const struct starter *s;
	unsigned n = 0;

	for (s = f->starters; s != NULL; s = s->next)
		n += proof_offends(s, p, aim);
	return n;
}

static bool
runs_queue(const struct starter *s, bool submission)
{
	struct smcmd cmd = { .mode = 'm' };
	struct pool p = { .blocks = NULL };
	bool ret = false;

	switch (s->role) {
	case ROLE_SUBMISSION_RUNNER:
		return submission;
	case ROLE_QUEUE_RUNNER:
		return !submission;
	case ROLE_DAEMON:
	case ROLE_LOOPBACK_DAEMON:
		return !submission && s->queue_interval > 0;
	case ROLE_ONE_SHOT:
		if (s->activation == ACTIVATION_BOOT && s->unit == NULL)
			return false;
		if (smcmd_parse(&p, &s->words, false, &cmd) == 0)
			ret = cmd.runs_queue && cmd.submission == submission;
		pool_release(&p);
		return ret;
	default:
		return false;
	}
}

bool
proof_runs_queue(const struct facts *f, bool submission)
{
	const struct starter *s;

	for (s = f->starters; s != NULL; s = s->next)
		if (s->at_boot == TRI_YES && is_sendmail(s->mta) &&
		    runs_queue(s, submission))
			return true;
	return false;
}

static bool
same_text(const char *a, const char *b)
{
	return a == NULL || b == NULL ? a == b : strcmp(a, b) == 0;
}

/* What stands in the script or unit of something that is to go goes too. */
static bool
goes_with(const struct facts *f, const struct starter *one,
    const struct policy *p, enum aim aim)
{
	const struct starter *s;

	if (aim != AIM_OFF)
		return false;
	for (s = f->starters; s != NULL; s = s->next)
		if (proof_offends(s, p, aim) && (same_text(s->at.path,
		    one->at.path) || (s->unit != NULL &&
		    same_text(s->unit, one->unit))))
			return true;
	return false;
}

/* Everything that was in order starts as before. */
static bool
is_kept(const struct facts *before, const struct facts *after,
    const struct policy *p, enum aim aim)
{
	const struct starter *s, *t;

	for (s = before->starters; s != NULL; s = s->next) {
		if (s->at_boot != TRI_YES || proof_offends(s, p, aim))
			continue;
		for (t = after->starters; t != NULL; t = t->next)
			if (t->at_boot == TRI_YES && t->role == s->role &&
			    t->activation == s->activation &&
			    same_text(t->mta, s->mta) &&
			    same_text(t->unit, s->unit) &&
			    (s->unit != NULL ||
			    same_text(t->at.path, s->at.path)))
				break;
		if (t == NULL && !goes_with(before, s, p, aim))
			return false;
	}
	return true;
}

static unsigned
doubts(const struct facts *f)
{
	const struct note *d;
	unsigned n = 0;

	for (d = f->doubts; d != NULL; d = d->next)
		n += strcmp(d->about, "boot") == 0 ||
		    strcmp(d->about, "submission") == 0;
	return n;
}

/* Another MTA that does not start any more leaves mail in its queue. */
static bool
others_run(const struct facts *before, const struct facts *after)
{
	const struct starter *s, *t;

	for (s = before->starters; s != NULL; s = s->next) {
		if (s->at_boot != TRI_YES || s->mta == NULL ||
		    is_sendmail(s->mta) || (s->role != ROLE_DAEMON &&
		    s->role != ROLE_LOOPBACK_DAEMON &&
		    s->role != ROLE_QUEUE_RUNNER))
			continue;
		for (t = after->starters; t != NULL; t = t->next)
			if (t->at_boot == TRI_YES &&
			    same_text(t->mta, s->mta) &&
			    (t->role == ROLE_DAEMON ||
			    t->role == ROLE_LOOPBACK_DAEMON ||
			    t->role == ROLE_QUEUE_RUNNER))
				break;
		if (t == NULL)
			return false;
	}
	return true;
}

/* Does anything that listens start for certain? */
static bool
listens(const struct facts *f)
{
	const struct starter *s;

	for (s = f->starters; s != NULL; s = s->next)
		if (s->at_boot == TRI_YES &&
		    stance_of_starter(s) != STANCE_RUNNER &&
		    stance_of_starter(s) != STANCE_NONE)
			return true;
	return false;
}

/* Where nobody knows whether the listener starts, as with a disk whose
 * repository only SMF reads, nobody knows it of the one on loopback. */
static bool
has_loopback(const struct facts *before, const struct facts *f)
{
	const bool certain = listens(before);
	const struct starter *s;

	for (s = f->starters; s != NULL; s = s->next)
		if ((s->at_boot == TRI_YES || (s->at_boot == TRI_UNKNOWN &&
		    !certain)) && stance_of_starter(s) == STANCE_LOOPBACK)
			return true;
	return false;
}

const char *
proof_flaw(const struct facts *before, const struct facts *after,
    const struct policy *p, enum aim aim)
{
	if (doubts(after) > doubts(before))
		return "what the boot does would be less clear";
	if (proof_count(after, p, aim) >= proof_count(before, p, aim))
		return "the listener would still start";
	if (!is_kept(before, after, p, aim))
		return "something else would not start any more";
	if (aim == AIM_OFF)
		return NULL;
	if (proof_runs_queue(before, false) && !proof_runs_queue(after, false))
		return "nothing would run the queue";
	if (proof_runs_queue(before, true) && !proof_runs_queue(after, true))
		return "nothing would run the client queue";
	if (!others_run(before, after))
		return "nothing would run the queue of another mail program";
	if (aim == AIM_LOOPBACK && !has_loopback(before, after))
		return "nothing would listen on loopback";
	return NULL;
}
