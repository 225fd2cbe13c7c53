/* --watch: stay, and report every change of the verdict. */
#include "agent/commands.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "agent/base/log.h"
#include "agent/base/num.h"
#include "agent/output.h"
#include "agent/port/execs.h"
#include "agent/port/supervisor.h"
#include "agent/port/writers.h"
#include "agent/run/mailproc.h"
#include "agent/watch_event.h"
#include "agent/watching.h"

/* What could not be looked at is looked at again: milliseconds. */
#define RETRY (60 * 1000)

/* What came as signals, and the pipe that wakes the loop. */
static volatile sig_atomic_t ended, asked;
static int wake[2] = { -1, -1 };

static void
take_signal(int number)
{
	int keep = errno;
	ssize_t n;

	if (number == SIGHUP)
		asked = 1;
	else
		ended = 1;
	n = write(wake[1], "", 1);
	(void)n;
	errno = keep;
}

/* Both ends do not block and are not inherited. */
static int
prepare(struct err *e)
{
	static const int numbers[] = { SIGHUP, SIGINT, SIGTERM };
	struct sigaction a = { .sa_handler = take_signal };
	size_t i;

	ended = asked = 0;
	if (pipe(wake) != 0)
		return err_set(e, errno, "pipe: %s", strerror(errno));
	for (i = 0; i < 2; i++) {
		(void)fcntl(wake[i], F_SETFD, FD_CLOEXEC);
		(void)fcntl(wake[i], F_SETFL, O_NONBLOCK);
	}
	sigemptyset(&a.sa_mask);
	for (i = 0; i < sizeof(numbers) / sizeof(numbers[0]); i++)
		(void)sigaction(numbers[i], &a, NULL);
	/* Where it was ignored, pids of children would not stay theirs. */
	a.sa_handler = SIG_DFL;
	(void)sigaction(SIGCHLD, &a, NULL);
	/* A reader that went away is an error of writing. */
	a.sa_handler = SIG_IGN;
	(void)sigaction(SIGPIPE, &a, NULL);
	return 0;
}

static void
finish(void)
{
	static const int numbers[] = { SIGHUP, SIGINT, SIGTERM, SIGPIPE };
	struct sigaction a = { .sa_handler = SIG_DFL };
	size_t i;

	sigemptyset(&a.sa_mask);
	for (i = 0; i < sizeof(numbers) / sizeof(numbers[0]); i++)
		(void)sigaction(numbers[i], &a, NULL);
	close(wake[0]);
	close(wake[1]);
}

/* The service manager's watchdog: milliseconds between two signs of life,
 * half of what it waits; 0: none. */
static int64_t
watchdog(void)
{
	const char *text = getenv("WATCHDOG_USEC");
	long long usec;

	return text == NULL || num_parse(text, strlen(text), 2000, INT64_MAX,
	    &usec) < 0 ? 0 : usec / 2000;
}

static void
tell(const char *lines)
{
	struct err e = { .code = 0 };

	if (supervisor_tell(getenv("NOTIFY_SOCKET"), lines, &e) < 0)
		log_warning("%s", e.text);
}

/* Behind what watches: is it known who changes something? */
static void
who_words(const struct watching *w, char *ret, size_t size)
{
	if (w->good.port != NULL)
		(void)snprintf(ret, size, ", with who changes them");
	else if (w->untold != NULL)
		(void)snprintf(ret, size, ", without who changes them (%s)",
		    w->untold);
	else
		ret[0] = '\0';
}

static void
say(const struct watching *w, const struct watched *d, bool first)
{
	const struct watch_event_words words = { .verdict = d->verdict,
		.was = d->before, .by = d->by[0] != '\0' ? d->by : NULL };
	const bool live = w->settings->root == NULL;
	char lines[1024], who[256];

	who_words(w, who, sizeof(who));
	if (d->answer.report && d->before == NULL)
		watch_event(WATCH_EVENT_FIRST, live, &words,
		    "verdict %s; watching %zu folders by %s%s", d->verdict,
		    spots_folders(&w->spots), w->port->how(w->watch), who);
	else if (d->answer.report)
		watch_event(WATCH_EVENT_CHANGED, live, &words,
		    "verdict %s, was %s%s%s", d->verdict, d->before,
		    d->by[0] != '\0' ? "; re-enabled by: " : "", d->by);
	if (d->answer.gave_up)
		watch_event(WATCH_EVENT_LEFT_OFF, live, &words, "this host "
		    "is re-enabled again and again: nothing is enforced "
		    "until it stayed in its mode for an hour");
	if (d->enforced)
		watch_event(WATCH_EVENT_ENFORCED, live, &words,
		    "enforced: the mode is %sreached",
		    d->reached ? "" : "not ");
	if (w->spots.full)
		log_warning("too many folders: not all are watched");
	(void)snprintf(lines, sizeof(lines), "%sSTATUS=%s; %zu folders "
	    "watched by %s%s%s\nWATCHDOG=1\n", first ? "READY=1\n" : "",
	    d->verdict, spots_folders(&w->spots), w->port->how(w->watch),
	    who, w->turn.gave_up ? "; enforcing is left off" : "");
	tell(lines);
}

/* One look with all that is to be said of it. An exit status: to be ended. */
static int
look(struct watching *w, bool *ready)
{
	struct err e = { .code = 0 };
	struct watched d;
	int status = watching_look(w, &d, &e);

	if (e.text[0] != '\0')
		log_error("%s", e.text);
	if (d.verdict != NULL)
		say(w, &d, !*ready);
	/* Nobody reads what is written, or nothing was ever seen. What is
	 * wrong with a policy later, or with a spool, may be mended. */
	if (status == EXIT_IO || (!*ready && d.verdict == NULL))
		return status;
	*ready = true;
	if (status != 0)
		w->turn.whole_at = clock_port.tick(NULL) + RETRY;
	return 0;
}

static void
touch(struct watching *w)
{
	struct err e = { .code = 0 };

	if (watching_touch(w, &e) < 0)
		log_warning("whether changes are noticed is not tested: %s",
		    e.text);
}

/* The watch is lost: the next look opens another. */
static void
lose(struct watching *w, int64_t now, struct err *e)
{
	log_warning("%s", e->text);
	w->port->close(w->watch);
	w->watch = NULL;
	watch_turn_changed(&w->turn, now);
}

static void
await(struct watching *w, int64_t ms)
{
	struct pollfd p = { .fd = wake[0], .events = POLLIN };
	struct err e = { .code = 0 };
	char text[64];
	int64_t now;
	bool started = false;
	ssize_t n;
	int r = 0;

	/* Without a watch, after an error, only time and signals. */
	if (w->watch != NULL)
		r = w->port->wait(w->watch, (long)ms, wake[0], &e);
	else
		(void)poll(&p, 1, (int)ms);
	now = clock_port.tick(NULL);
	while ((n = read(wake[0], text, sizeof(text))) > 0)
		started = started || memchr(text, EXECS_BYTE, (size_t)n) !=
		    NULL;
	if (started)
		watch_turn_started(&w->turn, now);
	if (r > 0)
		watch_turn_changed(&w->turn, now);
	else if (r < 0)
		lose(w, now, &e);
	if (asked) {
		asked = 0;
		watch_turn_ask(&w->turn, now);
	}
}

static int
run(struct watching *w)
{
	const int64_t every = watchdog();
	bool ready = false;
	int status = 0;
	int64_t ms;

	while (!ended && status == 0) {
		ms = 0;
		switch (watch_turn_next(&w->turn, clock_port.tick(NULL),
		    &ms)) {
		case WATCH_LOOK:
			status = look(w, &ready);
			break;
		case WATCH_DECOY:
			touch(w);
			break;
		case WATCH_BLIND:
			watch_event(WATCH_EVENT_BLIND, true,
			    &(struct watch_event_words){ .verdict = NULL },
			    "the change of %s was not noticed",
			    WATCH_DECOY_FILE);
			break;
		case WATCH_SOCKETS:
			watching_sockets(w);
			break;
		default:
			await(w, every > 0 && ms > every ? every : ms);
			break;
		}
		if (every > 0 && ready)
			tell("WATCHDOG=1\n");
	}
	return status;
}

/* A proc_wanted_fn. */
static bool
is_mta(const void *arg, const char *exe, const char *comm)
{
	const struct proc p = { .exe = exe, .comm = comm };

	(void)arg;
	return mailproc_mta(&p) != NULL;
}

int
cmd_watch(const struct settings *s)
{
	struct err e = { .code = 0 };
	struct execs *execs = NULL;
	struct writers *writers = NULL;
	struct watching w;
	int status, r = 0;

	if (prepare(&e) < 0) {
		log_error("%s", e.text);
		return EXIT_SYSTEM;
	}
	/* Where nobody tells, the sockets are looked at every few seconds. */
	if (s->root == NULL)
		(void)execs_open(wake[1], is_mta, NULL, &execs, NULL);
	if (s->root == NULL)
		r = writers_port.open(&writers, &e);
	watching_init(&w, s, &watch_port, s->root == NULL ? &service_port :
	    NULL, clock_port.tick(NULL));
	if (writers != NULL) {
		w.good.port = &writers_port;
		w.good.writers = writers;
	}
	w.untold = r < 0 ? e.text : NULL;
	status = run(&w);
	tell("STOPPING=1\n");
	watching_release(&w);
	writers_port.close(writers);
	execs_close(execs);
	finish();
	return status;
}
