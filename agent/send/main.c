/* hardenmail-send: what lies in the spool goes to the collector. */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "agent/base/absolute.h"
#include "agent/base/compat.h"
#include "agent/base/log.h"
#include "agent/base/root_lock.h"
#include "agent/base/rootwrite.h"
#include "agent/send/export.h"
#include "agent/send/https.h"
#include "agent/send/outbox.h"
#include "agent/send/send_settings.h"
#include "agent/send/sender.h"
#include "agent/send/signing.h"
#include "agent/send/token_file.h"

/* sysexits.h is no part of POSIX; these are its values. */
enum { EXIT_USAGE = 64, EXIT_NO_INPUT = 66, EXIT_SYSTEM = 71, EXIT_IO = 74,
	EXIT_LATER = 75, EXIT_REFUSED = 77, EXIT_CONFIG = 78 };

/* One question, and what a run may take beyond its limit. */
#define POST_SECONDS 60
#define GRACE 90
/* More than the spool may hold. */
#define MAX_EXPORT ((size_t)96 << 20)

static int64_t
now(void *arg)
{
	return (int64_t)time(NULL);
}

static int64_t
tick(void *arg)
{
	struct timespec t = { .tv_sec = 0 };

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec;
}

static void
wait_seconds(void *arg, int64_t seconds)
{
	struct timespec t = { .tv_sec = (time_t)seconds };

	while (nanosleep(&t, &t) < 0 && errno == EINTR)
		;
}

/* The resolver has no deadline of its own: this one is hard. */
static void
too_late(int signal)
{
	static const char text[] = "hardenmail-send: over its time limit\n";
	ssize_t n = write(STDERR_FILENO, text, sizeof(text) - 1);

	(void)n;
	_exit(EXIT_LATER);
}

static void
set_limit(unsigned seconds)
{
	struct sigaction a = { .sa_handler = too_late };

	sigemptyset(&a.sa_mask);
	sigaction(SIGALRM, &a, NULL);
	a.sa_handler = SIG_IGN;
	sigaction(SIGPIPE, &a, NULL);
	alarm(seconds);
}

static int
help(void)
{
	struct buf b = BUF_INIT(65536);
	int status = 0;

	buf_adds(&b, "usage: hardenmail-send [--time-limit SECONDS]\n"
	    "       hardenmail-send --enroll URL --token-file FILE\n"
	    "       hardenmail-send --export FILE|-\n"
	    "       hardenmail-send --acknowledge SEQUENCE\n\n"
	    "Sends the reports of this host to its collector.\n\n");
	opt_help(send_options, &b);
	buf_adds(&b, "\nexit status:\n"
	    "  0 all is sent\n"
	    "  64 usage, 66 no spool, 71 system error, 74 its own files\n"
	    "  75 not now: kept, and sent by a later run\n"
	    "  77 the collector refuses this host\n"
	    "  78 not enrolled\n");
	if (b.failed || fwrite(b.p, 1, b.len, stdout) != b.len ||
	    fflush(stdout) != 0)
		status = EXIT_IO;
	buf_release(&b);
	return status;
}

/* As root we become whoever the state folder belongs to: what we write there
 * must be his, and no root's power goes to the network. */
static int
become_owner(const char *folder, const struct root *state, struct err *e)
{
	struct stat st;
	int r;

	if (geteuid() != 0)
		return 0;
	r = root_stat(state, "/", &st);
	if (r < 0 || st.st_uid == 0)
		return r;
	if (compat_no_groups() < 0 || setgid(st.st_gid) < 0 ||
	    setuid(st.st_uid) < 0)
		return err_set(e, errno, "%s: cannot become its owner: %s",
		    folder, strerror(errno));
	return 0;
}

static void
fill(char to[ENROLLED_TEXT], const char *from)
{
	snprintf(to, ENROLLED_TEXT, "%s", from != NULL ? from : "");
}

/* An enrolment replaces all that was; what a new one is given is new too. */
static int
start_enrolment(struct sender *s, const struct send_settings *set,
    const char *campus, struct err *e)
{
	struct enrolled n = { .epoch = 0 };

	fill(n.url, set->enroll);
	fill(n.ca, set->ca);
	fill(n.cert, set->cert);
	fill(n.key, set->key);
	fill(n.campus, campus);
	if (signing_make(n.sign, e) < 0)
		return EXIT_SYSTEM;
	s->self = n;
	s->backoff = (struct backoff){ .failures = 0 };
	if (sender_save_self(s, e) < 0 || sender_save_backoff(s, e) < 0)
		return EXIT_IO;
	return 0;
}

static void
say_notes(struct buf *notes)
{
	char *line = notes->p, *end;

	for (; line != NULL && (end = strchr(line, '\n')) != NULL;
	    line = end + 1) {
		*end = '\0';
		log_warning("%s", line);
	}
}

static int
run(struct sender *s, const struct send_settings *set, struct err *e)
{
	static const int statuses[] = {
		[SENDER_DONE] = 0,
		[SENDER_LATER] = EXIT_LATER,
		[SENDER_STOPPED] = EXIT_REFUSED,
		[SENDER_FAILED] = EXIT_IO,
	};
	struct https_settings hs = {
		.url = s->self.url,
		.ca = s->self.ca,
		.cert = s->self.cert,
		.key = s->self.key,
		.seconds = set->time_limit < POST_SECONDS ? set->time_limit :
		    POST_SECONDS,
	};
	struct https *h;
	enum sender_end end;

	if (!https_url_ok(s->self.url, true)) {
		err_set(e, ENOENT, "not enrolled: --enroll URL --token-file "
		    "FILE");
		return EXIT_CONFIG;
	}
	h = https_open(&hs, e);
	if (h == NULL)
		return EXIT_SYSTEM;
	s->post = https_ops(h);
	end = sender_run(s, e);
	https_close(h);
	say_notes(&s->notes);
	return statuses[end];
}

/* Everything up to there has arrived in a file. */
static int
acknowledge(struct sender *s, const struct send_settings *set, struct err *e)
{
	struct outbox o;
	int r;

	if (root_open(&s->spool, set->spool, e) < 0 ||
	    outbox_read(&s->spool, &s->ack, &o, e) < 0)
		return EXIT_NO_INPUT;
	r = set->acknowledge > o.newest.sequence && set->acknowledge >
	    s->ack.done ? -ENOENT : 0;
	outbox_release(&o);
	if (r < 0) {
		err_set(e, ENOENT, "--acknowledge %lld: no report has come "
		    "so far", set->acknowledge);
		return EXIT_USAGE;
	}
	if (set->acknowledge <= s->ack.done)
		return 0;
	s->ack.done = set->acknowledge;
	return sender_save_ack(s, e) < 0 ? EXIT_IO : 0;
}

static int
write_export(const char *file, const struct buf *b, struct err *e)
{
	struct buf path = BUF_INIT(8192);
	struct root root = ROOT_INIT;
	int r = 0;

	if (strcmp(file, "-") == 0) {
		if ((b->len > 0 && fwrite(b->p, 1, b->len, stdout) !=
		    b->len) || fflush(stdout) != 0)
			r = err_set(e, EIO, "standard output: %s",
			    strerror(errno));
	} else {
		r = path_absolute(file, &path, e);
		if (r == 0)
			r = root_open(&root, "/", e);
		if (r == 0)
			r = rootwrite_file(&root, path.p, b->len > 0 ? b->p :
			    "", b->len, 0600, e);
		if (r < 0 && e->text[0] == '\0')
			err_set(e, -r, "%s: %s", file, strerror(-r));
	}
	root_release(&root);
	buf_release(&path);
	return r < 0 ? EXIT_IO : 0;
}

/* No network, and nothing of ours is written: whoever may read the spool and
 * the key can do it, and the file is his. */
static int
export(struct sender *s, const struct send_settings *set, struct err *e)
{
	struct buf b = BUF_INIT(MAX_EXPORT);
	int status = 0, r;
	size_t n = 0;

	if (root_open(&s->state, set->state, e) < 0)
		return EXIT_IO;
	sender_load(s);
	if (root_open(&s->spool, set->spool, e) < 0)
		return EXIT_NO_INPUT;
	r = export_spool(&s->spool, &s->ack, &s->self, &b, &n, e);
	if (r < 0)
		status = r == -ENOENT ? EXIT_CONFIG : EXIT_IO;
	else
		status = write_export(set->export, &b, e);
	if (status == 0)
		log_warning("%zu %s exported", n, n == 1 ? "report" :
		    "reports");
	buf_release(&b);
	return status;
}

static int
with_state(struct sender *s, const struct send_settings *set,
    const char *campus, struct err *e)
{
	pid_t holder = 0;
	int lock, status = 0;

	if (root_open(&s->state, set->state, e) < 0)
		return EXIT_IO;
	if (become_owner(set->state, &s->state, e) < 0)
		return EXIT_SYSTEM;
	lock = root_lock(&s->state, "/lock", &holder, e);
	if (lock == -EAGAIN) {
		err_set(e, EAGAIN, "process %ld is at it", (long)holder);
		return EXIT_LATER;
	}
	if (lock < 0)
		return EXIT_IO;
	sender_load(s);
	if (set->command == SEND_ACKNOWLEDGE) {
		status = acknowledge(s, set, e);
		close(lock);
		return status;
	}
	if (set->enroll != NULL)
		status = start_enrolment(s, set, campus, e);
	if (status == 0 && root_open(&s->spool, set->spool, e) < 0)
		status = EXIT_NO_INPUT;
	if (status == 0)
		status = run(s, set, e);
	close(lock);
	return status;
}

int
main(int argc, char *argv[])
{
	struct sender s = {
		.spool = ROOT_INIT,
		.state = ROOT_INIT,
		.notes = BUF_INIT(65536),
		.clock = { .now = now, .tick = tick, .wait = wait_seconds },
	};
	char campus[ENROLLED_TEXT] = "";
	struct send_settings set;
	struct err e = { .code = 0 };
	int status;

	log_program("hardenmail-send");
	if (send_settings_parse(argc, argv, &set, &e) < 0) {
		log_error("%s (see --help)", e.text);
		return EXIT_USAGE;
	}
	if (set.command == SEND_HELP)
		return help();
	if (set.command == SEND_VERSION)
		return puts("hardenmail-send " HM_VERSION) < 0 ? EXIT_IO : 0;
	if (set.token_file != NULL && token_file_read(set.token_file, campus,
	    &e) < 0) {
		log_error("--token-file %s", e.text);
		return EXIT_NO_INPUT;
	}
	set_limit(set.time_limit + GRACE);
	s.end = tick(NULL) + (int64_t)set.time_limit;
	status = set.command == SEND_EXPORT ? export(&s, &set, &e) :
	    with_state(&s, &set, campus, &e);
	if (status != 0 && e.text[0] != '\0')
		log_error("%s", e.text);
	buf_release(&s.notes);
	root_release(&s.spool);
	root_release(&s.state);
	return status;
}
