/* Queue runs by cron, where the vendor's switch leaves no queue runner. */
#include <errno.h>
#include <string.h>

#include "agent/model/smcmd.h"
#include "platforms/edit_file.h"
#include "platforms/mechs.h"

/* "0,15,30,45": cron(1M) of System V knows no steps. */
static void
add_minutes(struct buf *b, long seconds)
{
	static const int steps[] = { 1, 2, 3, 4, 5, 6, 10, 12, 15, 20, 30 };
	int step = 60, at;
	size_t i;

	for (i = 0; i < sizeof(steps) / sizeof(steps[0]); i++)
		if (seconds > 0 && steps[i] * 60L <= seconds &&
		    seconds < 3600)
			step = steps[i];
	for (at = 0; at < 60; at += step)
		buf_addf(b, "%s%d", at > 0 ? "," : "", at);
}

/* Does cron run this queue already? */
static bool
is_run(struct edit_job *j, bool submission)
{
	struct smcmd cmd = { .mode = 'm' };
	const struct starter *s;

	for (s = j->facts->starters; s != NULL; s = s->next)
		if (s->activation == ACTIVATION_CRON &&
		    s->at_boot == TRI_YES && s->role == ROLE_ONE_SHOT &&
		    smcmd_parse(&j->plan->pool, &s->words, false, &cmd) == 0 &&
		    cmd.runs_queue && cmd.submission == submission)
			return true;
	return false;
}

static const char *
program_of(struct edit_job *j)
{
	const struct mta *m;
	const char *word = j->starter->words.n > 0 ?
	    j->starter->words.v[0].text : "";

	if (word[0] == '/')
		return word;
	for (m = j->facts->mtas; m != NULL; m = m->next)
		if (strcmp(m->kind, "sendmail") == 0)
			return m->path;
	return NULL;
}

static void
add_job(struct edit_job *j, struct buf *b, const char *user,
    const char *program, bool submission)
{
	if (is_run(j, submission))
		return;
	add_minutes(b, j->policy->queue_interval);
	buf_addf(b, " * * * *%s%s %s%s -q\n", user != NULL ? " " : "",
	    user != NULL ? user : "", program, submission ? " -Ac" : "");
}

/* Root's crontab: in the first of the platform's folders that this host has,
 * or one table for all (Ultrix). NULL: without memory. */
static const char *
root_table(struct edit_job *j)
{
	const struct platform *os = j->facts->platform == NULL ? NULL :
	    platform_find(j->facts->platform);
	const struct entry *e;
	const char *const *path;
	const char *folder, *first = NULL;
	size_t n;

	for (e = os == NULL ? NULL : os->entries; e != NULL &&
	    e->mech != NULL; e++)
		for (path = e->paths; e->mech == &mech_cron &&
		    (e->flags & ENTRY_USER_FIELD) == 0 && *path != NULL;
		    path++) {
			n = strlen(*path);
			if (strpbrk(*path, "*?[") == NULL)
				return *path;
			folder = pool_strndup(&j->plan->pool, *path, n - 2);
			if (folder == NULL)
				return NULL;
			if (first == NULL)
				first = folder;
			if (root_is_dir(&j->host->root, folder))
				return pool_join(&j->plan->pool, folder,
				    "/root", NULL);
		}
	return pool_join(&j->plan->pool, first != NULL ? first :
	    "/var/spool/cron/crontabs", "/root", NULL);
}

/* Linux has a folder for such jobs; elsewhere it is root's own crontab
 * (Bastille for HP-UX does the same). */
int
edit_cron_queue(struct edit_job *j, struct err *e)
{
	const struct host *h = j->host;
	const bool folder = root_is_dir(&h->root, "/etc/cron.d");
	const char *program = program_of(j), *text, *path;
	struct buf b = BUF_INIT(4096);
	struct edit_file f;
	int r;

	if (program == NULL)
		return 0;
	path = folder ? "/etc/cron.d/hardenmail" : root_table(j);
	r = path == NULL ? -ENOMEM : edit_open(j, path, &f, e);
	if (r <= 0)
		return r;
	if (!f.was.there && !folder)
		f.was.mode = 0600;
	buf_adds(&b, edit_gap(&f));
	add_job(j, &b, folder ? "root" : NULL, program, false);
	if (j->facts->submission.path != NULL &&
	    strcmp(j->facts->submission.path, "msp") == 0)
		add_job(j, &b, folder ? "smmsp" : NULL, program, true);
	text = b.failed || b.p == NULL ? NULL :
	    pool_strndup(&j->plan->pool, b.p, b.len);
	r = b.failed || (b.p != NULL && text == NULL) ? -ENOMEM : 1;
	if (r > 0 && b.len > strlen(edit_gap(&f)))
		r = plan_edit(j->plan, PHASE_RUNNER, f.path, &f.was, f.text,
		    f.len, f.len, f.len, text, "queue runs by cron", e);
	buf_release(&b);
	return r == -EEXIST ? 0 : r < 0 ? r : 1;
}
