/* What the commands that change a host begin with. */
#include "agent/changing.h"

#include <errno.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

#include "agent/base/log.h"
#include "agent/output.h"
#include "agent/run/permit.h"
#include "agent/run/runs.h"

void
changing_init(struct changing *c)
{
	*c = (struct changing){ .host = { .root = ROOT_INIT }, .lock = -1 };
}

void
changing_release(struct changing *c)
{
	if (c->lock >= 0)
		close(c->lock);
	root_release(&c->host.root);
	changing_init(c);
}

int
changing_open(const struct settings *s, struct changing *c, struct err *e)
{
	const bool live = s->root == NULL;
	int r;

	c->host = (struct host){
		.root = ROOT_INIT,
		.source = live ? SOURCE_LIVE : SOURCE_ROOT,
		.platform = s->platform,
		.proc = live ? &proc_port : NULL,
		.sock = live ? &sock_port : NULL,
		.clock = &clock_port,
		.service = live ? &service_port : NULL,
		.tool = live ? &tool_port : NULL,
	};
	r = root_open(&c->host.root, live ? "/" : s->root, e);
	if (r < 0 && e->text[0] == '\0')
		err_set(e, -r, "%s: %s", live ? "/" : s->root, strerror(-r));
	return r == 0 ? 0 : live ? EXIT_SYSTEM : EXIT_NO_INPUT;
}

static const int signals[] = { SIGHUP, SIGINT, SIGTERM, SIGPIPE };

static void
handle(void (*how)(int))
{
	struct sigaction a = { .sa_handler = how };
	size_t i;

	sigemptyset(&a.sa_mask);
	for (i = 0; i < sizeof(signals) / sizeof(signals[0]); i++)
		(void)sigaction(signals[i], &a, NULL);
}

void
changing_uninterrupted(void)
{
	handle(SIG_IGN);
}

void
changing_interruptible(void)
{
	handle(SIG_DFL);
}

int
changing_status(int r)
{
	switch (-r) {
	case EROFS:
	case ENOSPC:
	case EDQUOT:
	case ENOTDIR:
	case ENOENT:
		return EXIT_CANNOT_CREATE;
	case EACCES:
	case EPERM:
		return EXIT_NO_PERMISSION;
	case EIO:
		return EXIT_IO;
	default:
		return EXIT_SYSTEM;
	}
}

int
changing_begin(struct changing *c, struct err *e)
{
	int r;

	if (permit_hold(&c->host, e) < 0)
		return 1;
	r = permit_lock(&c->host, &c->lock, e);
	if (r == -EAGAIN)
		return EXIT_TEMPORARY;
	if (r < 0 && e->text[0] == '\0')
		err_set(e, -r, "the state folder: %s", strerror(-r));
	return r < 0 ? changing_status(r) : 0;
}

void
changing_tidy(const struct host *h)
{
	struct err why = { .code = 0 };
	int r = runs_prune(h, &why);

	if (r < 0)
		log_warning("old runs: %s", why.text[0] != '\0' ? why.text :
		    strerror(-r));
}
