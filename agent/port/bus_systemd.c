/*
 * systemd by its D-Bus interface (org.freedesktop.systemd1(5)), through
 * libsystemd's sd-bus. The library is loaded when it is first needed: a
 * check, which starts and stops nothing, does not pay for it.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <systemd/sd-bus.h>
#include <time.h>

#include "agent/port/service.h"

#define LIBRARY "libsystemd.so.0"
#define NAME "org.freedesktop.systemd1"
#define PATH "/org/freedesktop/systemd1"
#define MANAGER NAME ".Manager"
#define ASK_LIMIT 25000		/* milliseconds for a question */

#define FUNCTIONS(f)		\
	f(sd_bus_open_system)	\
	f(sd_bus_flush_close_unref)	\
	f(sd_bus_add_match)	\
	f(sd_bus_message_new_method_call)	\
	f(sd_bus_message_append)	\
	f(sd_bus_message_read)	\
	f(sd_bus_message_unref)	\
	f(sd_bus_call)	\
	f(sd_bus_process)	\
	f(sd_bus_wait)	\
	f(sd_bus_error_free)	\
	f(sd_bus_get_property_string)

#define DECLARE(name) __typeof__(&name) name;
#define LOAD(name_) { #name_, offsetof(struct library, name_) },

struct library {
	FUNCTIONS(DECLARE)
};

static const struct { const char *name; size_t offset; } symbols[] = {
	FUNCTIONS(LOAD)
};

/* One connection, and the job that is waited for. */
struct bus {
	void *handle;
	struct library f;
	sd_bus *bus;
	char job[256];		/* its path; "" before it is known */
	char result[32];	/* of that job, once it is removed */
};

static int
load(struct bus *b, struct err *e)
{
	size_t i;
	void *at;

	b->handle = dlopen(LIBRARY, RTLD_NOW | RTLD_LOCAL);
	if (b->handle == NULL)
		return err_set(e, ENOTSUP, "systemd cannot be asked: %s",
		    dlerror());
	for (i = 0; i < sizeof(symbols) / sizeof(symbols[0]); i++) {
		at = dlsym(b->handle, symbols[i].name);
		if (at == NULL)
			return err_set(e, ENOTSUP, "systemd cannot be asked: "
			    "%s has no %s", LIBRARY, symbols[i].name);
		memcpy((char *)&b->f + symbols[i].offset, &at, sizeof(at));
	}
	return 0;
}

static void
bus_close(struct bus *b)
{
	if (b->bus != NULL)
		b->f.sd_bus_flush_close_unref(b->bus);
	/* Not unloaded: it has destructors of threads. */
	b->bus = NULL;
}

static int
bus_open(struct bus *b, struct err *e)
{
	int r;

	*b = (struct bus){ .bus = NULL };
	r = load(b, e);
	if (r < 0)
		return r;
	/* Honours DBUS_SYSTEM_BUS_ADDRESS: sd_bus_open_system(3). */
	r = b->f.sd_bus_open_system(&b->bus);
	return r < 0 ? err_set(e, -r, "the system bus: %s", strerror(-r)) : 0;
}

/* reply may be NULL; the words of the error go into e. */
static int
call(struct bus *b, sd_bus_message *m, long limit, sd_bus_message **reply,
    const char *what, struct err *e)
{
	sd_bus_error error = SD_BUS_ERROR_NULL;
	sd_bus_message *answer = NULL;
	int r;

	r = b->f.sd_bus_call(b->bus, m, (uint64_t)limit * 1000, &error,
	    &answer);
	if (r < 0 && error.name != NULL &&
	    strcmp(error.name, NAME ".NoSuchUnit") == 0)
		r = -ENOENT;
	if (r < 0)
		err_set(e, -r, "%s: %s", what, error.message != NULL ?
		    error.message : strerror(-r));
	b->f.sd_bus_error_free(&error);
	if (r >= 0 && reply != NULL)
		*reply = answer;
	else
		b->f.sd_bus_message_unref(answer);
	return r < 0 ? r : 0;
}

static int
manager_call(struct bus *b, const char *verb, const char *unit, bool job,
    long limit, sd_bus_message **reply, struct err *e)
{
	sd_bus_message *m = NULL;
	int r;

	r = b->f.sd_bus_message_new_method_call(b->bus, &m, NAME, PATH,
	    MANAGER, verb);
	if (r >= 0 && unit != NULL)
		r = job ? b->f.sd_bus_message_append(m, "ss", unit,
		    "replace") : b->f.sd_bus_message_append(m, "s", unit);
	if (r < 0)
		err_set(e, -r, "%s: %s", verb, strerror(-r));
	else
		r = call(b, m, limit, reply, unit != NULL ? unit : verb, e);
	b->f.sd_bus_message_unref(m);
	return r < 0 ? r : 0;
}

static void
keep(char *to, size_t size, const char *text)
{
	size_t len = strlen(text);

	if (len >= size)
		len = size - 1;
	memcpy(to, text, len);
	to[len] = '\0';
}

/* JobRemoved(u id, o job, s unit, s result). */
static int
on_removed(sd_bus_message *m, void *arg, sd_bus_error *error)
{
	struct bus *b = arg;
	const char *job, *unit, *result;
	uint32_t id;

	if (b->f.sd_bus_message_read(m, "uoss", &id, &job, &unit,
	    &result) < 0)
		return 0;
	if (strcmp(job, b->job) == 0)
		keep(b->result, sizeof(b->result), result);
	return 0;
}

static int64_t
now_ms(void)
{
	struct timespec t = { .tv_sec = 0 };

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static int
wait_job(struct bus *b, const char *unit, long limit, struct err *e)
{
	const int64_t until = now_ms() + limit;
	int64_t left;
	int r;

	while (b->result[0] == '\0') {
		r = b->f.sd_bus_process(b->bus, NULL);
		if (r > 0)
			continue;
		left = until - now_ms();
		if (r == 0 && left <= 0)
			return err_set(e, ETIMEDOUT, "%s: systemd was not "
			    "done with it within %ld seconds", unit,
			    limit / 1000);
		if (r == 0)
			r = b->f.sd_bus_wait(b->bus, (uint64_t)left * 1000);
		if (r < 0 && r != -EINTR)
			return err_set(e, -r, "the system bus: %s",
			    strerror(-r));
	}
	if (strcmp(b->result, "done") != 0)
		return err_set(e, EIO, "%s: systemd's job ended as \"%s\"",
		    unit, b->result);
	return 0;
}

/* Listening begins before the call, as jobs may end before its answer;
 * sd_bus_call(3) queues what comes meanwhile. */
static int
run_job(struct bus *b, const char *verb, const char *unit, long limit,
    struct err *e)
{
	sd_bus_message *reply = NULL;
	const char *job;
	int r;

	r = b->f.sd_bus_add_match(b->bus, NULL, "type='signal',sender='" NAME
	    "',interface='" MANAGER "',member='JobRemoved',path='" PATH "'",
	    on_removed, b);
	if (r < 0)
		return err_set(e, -r, "the system bus: %s", strerror(-r));
	r = manager_call(b, "Subscribe", NULL, false, ASK_LIMIT, NULL, e);
	if (r == 0)
		r = manager_call(b, verb, unit, true, limit, &reply, e);
	if (r < 0)
		return r;
	r = b->f.sd_bus_message_read(reply, "o", &job);
	if (r >= 0) {
		keep(b->job, sizeof(b->job), job);
		r = wait_job(b, unit, limit, e);
	} else {
		err_set(e, -r, "%s: %s", verb, strerror(-r));
	}
	b->f.sd_bus_message_unref(reply);
	return r < 0 ? r : 0;
}

static int
systemd_act(const struct host *h, const char *verb, const char *unit,
    long limit, struct err *e)
{
	struct bus b;
	int r = bus_open(&b, e);

	/* Reload has no job: its answer comes when it is done, which takes
	 * seconds on a busy host. */
	if (r == 0)
		r = unit == NULL ? manager_call(&b, verb, NULL, false, limit,
		    NULL, e) : run_job(&b, verb, unit, limit, e);
	bus_close(&b);
	return r;
}

/* Of the unit's object; *ret is from malloc. */
static int
property(struct bus *b, const char *path, const char *interface,
    const char *name, char **ret)
{
	sd_bus_error error = SD_BUS_ERROR_NULL;
	int r;

	*ret = NULL;
	r = b->f.sd_bus_get_property_string(b->bus, NAME, path, interface,
	    name, &error, ret);
	b->f.sd_bus_error_free(&error);
	return r < 0 ? r : 0;
}

static bool
is(const char *text, const char *wanted)
{
	return text != NULL && strcmp(text, wanted) == 0;
}

static int
read_state(struct bus *b, const char *path, struct unit_state *s)
{
	char *loaded = NULL, *active = NULL, *kill_mode = NULL;
	int r;

	r = property(b, path, NAME ".Unit", "LoadState", &loaded);
	if (r == 0)
		r = property(b, path, NAME ".Unit", "ActiveState", &active);
	/* Sockets and timers have none. */
	if (r == 0)
		(void)property(b, path, NAME ".Service", "KillMode",
		    &kill_mode);
	*s = (struct unit_state){
		.known = !is(loaded, "not-found"),
		.active = !is(active, "inactive") && !is(active, "failed"),
		.failed = is(active, "failed"),
		.kills_all = kill_mode == NULL || is(kill_mode,
		    "control-group"),
	};
	/* Still running though its file is gone. */
	s->known = s->known || s->active;
	free(loaded);
	free(active);
	free(kill_mode);
	return r;
}

static int
systemd_state(const struct host *h, const char *unit,
    struct unit_state *ret, struct err *e)
{
	sd_bus_message *reply = NULL;
	const char *path;
	struct bus b;
	int r = bus_open(&b, e);

	if (r == 0)
		r = manager_call(&b, "LoadUnit", unit, false, ASK_LIMIT,
		    &reply, e);
	if (r == 0) {
		r = b.f.sd_bus_message_read(reply, "o", &path);
		if (r >= 0)
			r = read_state(&b, path, ret);
		if (r < 0)
			err_set(e, -r, "%s: %s", unit, strerror(-r));
	}
	if (reply != NULL)
		b.f.sd_bus_message_unref(reply);
	bus_close(&b);
	return r < 0 ? r : 0;
}

const struct service_ops service_port = {
	.state = systemd_state,
	.act = systemd_act,
	.run = service_run,
	.signal = service_signal,
};
