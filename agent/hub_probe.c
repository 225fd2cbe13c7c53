/* Asks a mail hub through hardenmail-probe, a program without privilege. */
#include "agent/hub_probe.h"

#include <errno.h>
#include <string.h>

#include "agent/port/run.h"

/* A server may make clients wait before it greets them. */
#define SECONDS "60"
#define LIMIT_MS 70000
#define MAX_ANSWER 8192

static const char *const installed[] = { "/usr/sbin/hardenmail-probe",
	"/usr/local/sbin/hardenmail-probe", NULL };

/* The answer in one line, without what a terminal would act on. */
static void
say(struct err *e, const char *hub, const struct buf *out)
{
	char text[256];
	size_t i, n = 0;

	for (i = 0; i < out->len && n + 1 < sizeof(text); i++)
		text[n++] = out->p[i] >= ' ' && out->p[i] < 0x7f ?
		    out->p[i] : ' ';
	while (n > 0 && text[n - 1] == ' ')
		n--;
	text[n] = '\0';
	err_set(e, EACCES, "%s was asked: %s", hub, n > 0 ? text :
	    "no answer");
}

static int
ask(const struct hub_ask *a, const char *hub, const char *from,
    const char *to, struct err *e)
{
	const struct hub_probe *p = (const struct hub_probe *)
	    (const void *)a;
	const char *const argv[] = { "/usr/sbin/hardenmail-probe", "--hub",
		hub, "--from", from, "--to", to, "--timeout", SECONDS, NULL };
	struct buf out = BUF_INIT(MAX_ANSWER);
	struct run_result result = { .end = RUN_EXITED };
	struct err why = { .code = 0 };
	int r;

	r = run_first(&(struct program){ .argv = argv, .user = "nobody",
	    .limit_ms = LIMIT_MS, .out = &out }, p->paths, &result, &why);
	if (r < 0) {
		err_set(e, -r, "hardenmail-probe cannot be run: %s",
		    why.text[0] != '\0' ? why.text : strerror(-r));
		r = r == -ENOMEM ? r : 0;
	} else {
		r = result.end == RUN_EXITED && result.number == 0;
		if (r == 0)
			say(e, hub, &out);
	}
	buf_release(&out);
	return r;
}

void
hub_probe_init(struct hub_probe *p, const char *const *paths)
{
	*p = (struct hub_probe){ .ask = { .ask = ask },
		.paths = paths != NULL ? paths : installed };
}
