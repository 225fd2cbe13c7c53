/* What the gatherer sees of this host's processes and sockets, one fact a
 * line, for tests.
 *
 *	seen [PID-FILE...]
 */
#include <stdio.h>

#include "agent/run/running.h"

static const char *
text(const char *s)
{
	return s == NULL ? "-" : s;
}

static const char *
holder_name(enum holder h)
{
	static const char *const names[] = { [HOLDER_UNKNOWN] = "unknown",
		[HOLDER_MTA] = "mta", [HOLDER_SUPER] = "super",
		[HOLDER_OTHER] = "other" };

	return names[h];
}

static void
print(const struct facts *f)
{
	const struct process *p;
	const struct listener *l;
	const struct note *n;

	for (p = f->processes; p != NULL; p = p->next)
		printf("process %d %s %s %s %s %s %s [%s]\n", (int)p->pid,
		    p->mta, role_name(p->role), p->accepting ? "accepting" :
		    "closed", text(p->exe), text(p->unit), p->command_source,
		    text(p->command));
	for (l = f->listeners; l != NULL; l = l->next)
		printf("listener %s %u %s %s %s %d %s %s\n", l->address,
		    l->port, text(l->interface), bound_name(l->bound),
		    holder_name(l->holder), (int)l->pid, text(l->exe),
		    text(l->unit));
	for (n = f->unseen; n != NULL; n = n->next)
		printf("unseen %s: %s\n", n->about, n->reason);
	for (n = f->doubts; n != NULL; n = n->next)
		printf("doubt %s: %s\n", n->about, n->reason);
}

int
main(int argc, char **argv)
{
	struct host h = { .root = ROOT_INIT, .source = SOURCE_LIVE,
		.proc = &proc_port, .sock = &sock_port,
		.clock = &clock_port };
	struct err e = { .code = 0 };
	struct facts f;
	int rc = root_open(&h.root, "/", &e);

	facts_init(&f);
	if (rc == 0)
		rc = running_gather(&h, (const char *const *)(argv + 1), &f,
		    &e);
	if (rc == 0)
		print(&f);
	else
		fprintf(stderr, "seen: %s\n", e.text);
	facts_release(&f);
	root_release(&h.root);
	return rc == 0 ? 0 : 1;
}
