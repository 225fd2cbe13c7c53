/* The question whether hosts relay: from the command line to the answer. */
#include "probe/relay_command.h"

#include <errno.h>
#include <string.h>
#include <time.h>

#include "agent/base/absolute.h"
#include "agent/base/root.h"
#include "agent/base/rootwrite.h"
#include "probe/observation_text.h"
#include "probe/reporting.h"
#include "probe/sweep.h"

#define MAX_LIST ((size_t)64 << 20)
#define MAX_OUTPUT ((size_t)16 << 20)	/* of one host, with what was said */
#define FLUSH 65536
/* A mailbox that nobody has, and that says what it is for. */
#define USER "hardenmail-relay-test"

struct run {
	const struct probe_settings *settings;
	struct sweep_settings sweep;
	struct observation_totals totals;
	struct blacklists lists;
	struct root root;
	struct buf folder;	/* for transcripts */
	struct buf out;
	struct json json;
	relay_output *output;
	struct reporting *reporting;
	void *arg;
	struct err *e;
};

static void
now_text(char text[32])
{
	time_t now = time(NULL);
	struct tm tm;

	text[0] = '\0';
	if (gmtime_r(&now, &tm) != NULL)
		strftime(text, 32, "%Y-%m-%dT%H:%M:%SZ", &tm);
}

/* 1: it is a file, and was read; 0: there is none of that name. */
static int
read_file(struct run *run, const char *word, struct buf *b)
{
	struct buf path = BUF_INIT(8192);
	int r = path_absolute(word, &path, run->e);

	if (r == 0 && root_is_file(&run->root, path.p)) {
		r = root_read(&run->root, path.p, b, NULL, run->e);
		r = r < 0 ? r : 1;
	}
	buf_release(&path);
	return r;
}

static int
read_networks(struct run *run, struct pool *p, struct networks *ret)
{
	const char *word = run->settings->relay.authorised;
	struct buf b = BUF_INIT(MAX_LIST);
	int r = read_file(run, word, &b);

	if (r == 1)
		r = networks_add(p, ret, b.p, b.len, run->e);
	else if (r == 0)
		r = networks_add(p, ret, word, strlen(word), run->e);
	if (r < 0)
		err_prefix(run->e, "--authorised-networks");
	buf_release(&b);
	return r;
}

static int
read_targets(struct run *run, struct targets *t, int argc,
    char *const argv[])
{
	const char *word;
	struct buf b = BUF_INIT(MAX_LIST);
	unsigned n;
	int r = 0;

	for (n = 0; r >= 0; n++) {
		word = probe_settings_word(argc, argv, n);
		if (word == NULL)
			break;
		r = read_file(run, word, &b);
		if (r == 0) {
			r = targets_add(t, word, run->e);
		} else if (r == 1) {
			r = targets_add_text(t, b.p, b.len, run->e);
			if (r < 0)
				err_prefix(run->e, "%s", word);
		}
	}
	buf_release(&b);
	return r;
}

static int
put_out(struct run *run, size_t least)
{
	int r = 0;

	if (run->out.failed)
		return err_set(run->e, ENOMEM, "out of memory");
	if (run->out.len > least) {
		r = run->output(run->arg, &run->out);
		buf_clear(&run->out);
	}
	return r;
}

static int
keep_transcript(struct run *run, const struct observation *o,
    const char *time)
{
	struct buf b = BUF_INIT(MAX_OUTPUT), path = BUF_INIT(8192);
	char text[ADDRESS_TEXT];
	int r;

	address_print(&o->target->address, text);
	buf_addf(&path, "%s/%s-%u.txt", run->folder.p, text,
	    o->target->port);
	observation_transcript(&b, o, time);
	r = path.failed || b.failed ? err_set(run->e, ENOMEM,
	    "out of memory") : rootwrite_file(&run->root, path.p, b.p, b.len,
	    0600, run->e);
	buf_release(&b);
	buf_release(&path);
	return r;
}

static int
on_observation(void *arg, const struct observation *o)
{
	struct run *run = arg;
	char time[32];
	int r = 0;

	now_text(time);
	observation_count(&run->totals, o);
	if (run->reporting != NULL)
		reporting_add(run->reporting, o, time);
	if (run->lists.n > 0 && o->connected)
		r = blacklists_add(&run->lists, &o->target->address,
		    run->reporting != NULL ? run->reporting->last : NULL);
	if (run->settings->json)
		observation_json(&run->json, o, time);
	else
		observation_print(&run->out, o);
	if (r == 0 && run->folder.len > 0 && o->connections > 0 &&
	    (o->connected || !o->target->swept))
		r = keep_transcript(run, o, time);
	return r < 0 ? r : put_out(run, FLUSH);
}

static int
set_up(struct run *run, struct pool *p, const char *own)
{
	const struct relay_options *o = &run->settings->relay;
	const char *from = run->settings->from;
	int r = 0;

	run->sweep = (struct sweep_settings){
		.helo = run->settings->helo != NULL ? run->settings->helo :
		    own,
		.offsite = o->offsite,
		.user = USER,
		.friend = o->friend,
		.pointed = o->pointed,
		.known = o->known,
		.which = o->which,
		.concurrency = o->concurrency,
		.rate = o->rate,
		.seconds = run->settings->timeout,
		.retries = o->retries,
		.retry_wait = o->retry_wait,
		.tls = !o->no_tls,
	};
	/* RFC 5321, 4.5.1: that mailbox is there, and reads it. */
	run->sweep.from = from != NULL ? from :
	    pool_printf(p, "postmaster@%s", run->sweep.helo);
	if (run->sweep.from == NULL)
		return err_set(run->e, ENOMEM, "out of memory");
	r = root_open(&run->root, "/", run->e);
	if (r == 0 && o->transcripts != NULL) {
		r = path_absolute(o->transcripts, &run->folder,
		    run->e);
		if (r == 0)
			r = rootwrite_mkdir(&run->root, run->folder.p, 0700,
			    run->e);
	}
	return r;
}

static int
ask(struct run *run, const struct targets *t)
{
	char time[32];
	int r;

	now_text(time);
	if (run->reporting != NULL)
		run->reporting->sweep = &run->sweep;
	json_init(&run->json, &run->out);
	if (run->settings->json)
		observation_open(&run->json, &run->sweep, time);
	r = sweep(&run->sweep, t, on_observation, run, run->e);
	if (r < 0)
		return r;
	/* Now that no connection waits for us. */
	if (blacklists_ask(&run->lists) < 0)
		return err_set(run->e, ENOMEM, "out of memory");
	if (run->reporting != NULL)
		reporting_close(run->reporting, &run->lists);
	if (run->settings->json) {
		observation_close(&run->json, &run->totals, &run->lists);
	} else {
		blacklists_print(&run->out, &run->lists);
		if (t->n != 1)
			observation_totals_print(&run->out, &run->totals);
	}
	r = put_out(run, 0);
	return r < 0 ? r : observation_status(&run->totals);
}

int
relay_command(const struct probe_settings *settings, int argc,
    char *const argv[], const char *own, relay_output *output, void *arg,
    struct reporting *reporting, struct err *e)
{
	struct run run = { .settings = settings, .output = output,
	    .reporting = reporting, .arg = arg, .e = e, .root = ROOT_INIT,
	    .out = BUF_INIT(MAX_OUTPUT), .folder = BUF_INIT(8192) };
	struct networks authorised = { .n = 0 };
	struct targets t;
	struct pool p = { .blocks = NULL };
	int r = set_up(&run, &p, own);

	run.lists = (struct blacklists){ .pool = &p, .zones =
	    settings->relay.zones, .n = settings->relay.n_zones };

	if (r == 0)
		r = read_networks(&run, &p, &authorised);
	if (r == 0) {
		run.sweep.authorised = &authorised;
		targets_init(&t, &p, &authorised, targets_ask_resolver,
		    settings->relay.port);
		r = read_targets(&run, &t, argc, argv);
	}
	if (r >= 0)
		r = ask(&run, &t);
	root_release(&run.root);
	buf_release(&run.folder);
	buf_release(&run.out);
	pool_release(&p);
	return r;
}
