/* --undo, --confirm and --history: what became of earlier runs. */
#include "agent/commands.h"

#include <errno.h>
#include <string.h>
#include <time.h>

#include "agent/base/log.h"
#include "agent/base/num.h"
#include "agent/changing.h"
#include "agent/check_run.h"
#include "agent/output.h"
#include "agent/run/undo.h"

#define MAX_HISTORY ((size_t)4 << 20)

static bool
awaits_confirmation(const struct journal *j)
{
	return j->state == RUN_APPLIED && j->deadline != 0 && !j->confirmed;
}

static bool
can_be_undone(const struct journal *j)
{
	return j->state != RUN_PREPARING && j->state != RUN_UNDONE;
}

/* The newest run that fits. 1: found, and open; 0: none; -errno. */
static int
open_newest(const struct host *h, bool (*fits)(const struct journal *),
    struct run *run, struct err *e)
{
	struct pool p = { .blocks = NULL };
	unsigned *v;
	size_t n;
	int found = 0, r;

	r = runs_list(h, &p, &v, &n, e);
	while (r == 0 && found == 0 && n > 0) {
		r = run_open(h, v[--n], run, e);
		found = r == 0 && fits(&run->j);
		if (!found)
			run_close(run);
	}
	pool_release(&p);
	return r < 0 ? r : found;
}

/* 1: open; 0: there is none; -errno. */
static int
open_wanted(const struct settings *s, const struct host *h, struct run *run,
    struct err *e)
{
	long long number;
	int r;

	if (s->if_unconfirmed)
		return open_newest(h, awaits_confirmation, run, e);
	if (s->argument == NULL)
		return open_newest(h, can_be_undone, run, e);
	if (num_parse(s->argument, strlen(s->argument), 1, 999999999,
	    &number) < 0)
		return err_set(e, EINVAL, "--undo %s: not the number of a "
		    "run", s->argument);
	r = run_open(h, (unsigned)number, run, e);
	if (r == 0 && !can_be_undone(&run->j)) {
		run_close(run);
		return 0;
	}
	if (r == -ENOENT) {
		*e = (struct err){ .code = 0 };
		return 0;
	}
	return r < 0 ? r : 1;
}

static int
say(const struct settings *s, struct buf *b, struct err *e)
{
	int status = output_write(s->output, b, e);

	buf_release(b);
	return status;
}

static int
undo(const struct settings *s, struct run *run, struct err *e)
{
	struct buf b = BUF_INIT(MAX_HISTORY);
	struct strv edited = { .n = 0 };
	size_t i;
	int r;

	changing_uninterrupted();
	r = undo_run(run, &(struct undo_how){ .force = s->force }, &edited,
	    e);
	changing_interruptible();
	for (i = 0; r == -EBUSY && i < edited.n; i++)
		log_error("%s: was edited since run %u; nothing is undone "
		    "without --force", edited.v[i], run->j.run);
	if (r == -EBUSY && edited.n > 0) {
		*e = (struct err){ .code = 0 };
		return 1;
	}
	if (r < 0)
		return changing_status(r);
	buf_addf(&b, "run %u is undone\n", run->j.run);
	return say(s, &b, e);
}

int
cmd_undo(const struct settings *s)
{
	struct err e = { .code = 0 }, why = { .code = 0 };
	struct changing c;
	struct run run;
	int r, status;

	changing_init(&c);
	status = changing_open(s, &c, &e);
	if (status == 0)
		status = changing_begin(&c, &e);
	if (status != 0)
		goto out;
	r = open_wanted(s, &c.host, &run, &e);
	if (r > 0) {
		status = undo(s, &run, &e);
		run_close(&run);
		if (status == 0)
			changing_tidy(&c.host);
		check_run_after(s, &why);
	} else if (r == -EINVAL && s->argument != NULL) {
		status = EXIT_USAGE;
	} else if (r < 0) {
		status = EXIT_DATA;
	} else if (!s->if_unconfirmed) {
		err_set(&e, ENOENT, "there is no run to undo");
		status = 1;
	}
out:
	if (e.text[0] != '\0')
		log_error("%s", e.text);
	if (why.text[0] != '\0')
		log_warning("%s", why.text);
	changing_release(&c);
	return status;
}

int
cmd_confirm(const struct settings *s)
{
	struct buf b = BUF_INIT(4096);
	struct err e = { .code = 0 };
	struct changing c;
	struct run run;
	int r, status;

	changing_init(&c);
	status = changing_open(s, &c, &e);
	if (status == 0)
		status = changing_begin(&c, &e);
	if (status != 0)
		goto out;
	r = open_newest(&c.host, awaits_confirmation, &run, &e);
	if (r == 0) {
		err_set(&e, ENOENT, "no run waits to be confirmed");
		status = 1;
	}
	if (r > 0) {
		changing_uninterrupted();
		r = run_confirm(&run, &e);
		if (r == 0)
			r = undo_run(&run, &(struct undo_how){
			    .reverter_only = true }, NULL, &e);
		if (r == 0) {
			buf_addf(&b, "run %u is confirmed\n", run.j.run);
			status = say(s, &b, &e);
		}
		run_close(&run);
	}
	if (r < 0)
		status = changing_status(r);
out:
	if (e.text[0] != '\0')
		log_error("%s", e.text);
	changing_release(&c);
	return status;
}

static void
write_run(struct buf *b, const struct journal *j)
{
	const time_t t = (time_t)j->time;
	char when[32] = "?";
	struct tm tm;

	if (gmtime_r(&t, &tm) != NULL)
		(void)strftime(when, sizeof(when), "%Y-%m-%dT%H:%M:%SZ", &tm);
	buf_addf(b, "%5u  %s  %-10s  %2u step%s%s%s\n", j->run, when,
	    mode_name((enum mode)j->mode), j->n, j->n == 1 ? "   " : "s  ",
	    j->state == RUN_APPLYING ? "interrupted" :
	    j->state == RUN_UNDONE && j->rolled_back ? "rolled back" :
	    run_state_name(j->state),
	    awaits_confirmation(j) ? ", not confirmed" : "");
}

int
cmd_history(const struct settings *s)
{
	struct buf b = BUF_INIT(MAX_HISTORY);
	struct pool p = { .blocks = NULL };
	struct err e = { .code = 0 };
	struct changing c;
	struct run run;
	unsigned *v = NULL;
	size_t i, n = 0;
	int r, status;

	changing_init(&c);
	status = changing_open(s, &c, &e);
	r = status != 0 ? 0 : runs_list(&c.host, &p, &v, &n, &e);
	for (i = 0; status == 0 && r == 0 && i < n; i++) {
		r = run_open(&c.host, v[i], &run, &e);
		if (r == 0 && run.j.state != RUN_PREPARING)
			write_run(&b, &run.j);
		run_close(&run);
	}
	if (r < 0)
		status = r == -EACCES || r == -EPERM ? EXIT_NO_PERMISSION :
		    EXIT_DATA;
	if (status == 0)
		status = output_write(s->output, &b, &e);
	if (e.text[0] != '\0')
		log_error("%s", e.text);
	buf_release(&b);
	pool_release(&p);
	changing_release(&c);
	return status;
}
