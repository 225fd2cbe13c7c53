/* A service port that writes down what it is asked to do. */
#ifndef HM_FAKESERVICE_TEST_H
#define HM_FAKESERVICE_TEST_H

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "agent/port/host.h"

static char fakeservice_log[4096];
static const char *fakeservice_fail;	/* this entry fails */
static struct unit_state fakeservice_state = { .known = true,
	.active = true };

static inline void
fakeservice_reset(void)
{
	fakeservice_log[0] = '\0';
}

static inline int
fakeservice_note(const char *a, const char *b, struct err *e)
{
	char entry[256];

	(void)snprintf(entry, sizeof(entry), "%s%s%s", a,
	    b != NULL ? " " : "", b != NULL ? b : "");
	(void)snprintf(fakeservice_log + strlen(fakeservice_log),
	    sizeof(fakeservice_log) - strlen(fakeservice_log), "%s;", entry);
	if (fakeservice_fail != NULL && strcmp(entry, fakeservice_fail) == 0)
		return err_set(e, EIO, "%s: failed", entry);
	return 0;
}

static inline int
fakeservice_query(const struct host *h, const char *unit,
    struct unit_state *ret, struct err *e)
{
	(void)h;
	(void)unit;
	(void)e;
	*ret = fakeservice_state;
	return 0;
}

static inline int
fakeservice_act(const struct host *h, const char *verb, const char *unit,
    long limit, struct err *e)
{
	(void)h;
	(void)limit;
	return fakeservice_note(verb, unit, e);
}

static inline int
fakeservice_run(const struct host *h, const char *const *argv, long limit,
    int *status, struct err *e)
{
	(void)h;
	(void)limit;
	*status = fakeservice_note(argv[0], argv[1], e) < 0 ? 1 : 0;
	return 0;
}

static inline int
fakeservice_signal(const struct host *h, pid_t pid, uint64_t start,
    int number, long limit, struct err *e)
{
	char text[64];

	(void)h;
	(void)limit;
	(void)snprintf(text, sizeof(text), "%ld@%lu", (long)pid,
	    (unsigned long)start);
	return fakeservice_note(number == 15 ? "TERM" : "signal", text, e);
}

static const struct service_ops fakeservice = {
	.state = fakeservice_query,
	.act = fakeservice_act,
	.run = fakeservice_run,
	.signal = fakeservice_signal,
};

#endif
