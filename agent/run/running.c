/* Processes of MTAs and their roles. */
#include "agent/run/running.h"

#include <errno.h>
#include <string.h>

#include "agent/run/listeners.h"
#include "agent/run/mailproc.h"

/* How many sockets a process and its children hold. */
struct held {
	unsigned all, beyond, own;	/* beyond: not on loopback */
};

static struct held
held_by(const struct facts *f, const struct proc *list, const struct proc *p,
    const char *mta)
{
	struct held n = { .all = 0 };
	const struct listener *l;
	const struct proc *holder;

	for (l = f->listeners; l != NULL; l = l->next) {
		if (l->pid == 0 || l->mta == NULL || strcmp(l->mta, mta) != 0)
			continue;
		holder = mailproc_find(list, l->pid);
		if (l->pid != p->pid &&
		    (holder == NULL || holder->ppid != p->pid))
			continue;
		n.own += l->pid == p->pid;
		n.all++;
		n.beyond += l->bound != BOUND_LOOPBACK;
	}
	return n;
}

/* What it says of itself, weighed against its parent and its sockets. */
static void
weigh(const struct facts *f, const struct proc *list, const struct proc *p,
    const char *mta, struct mailproc *m)
{
	const struct held n = held_by(f, list, p, mta);
	/* Whose program cannot be read, his descriptors cannot either. */
	const bool seen = f->sockets_seen && p->exe != NULL;
	const struct proc *parent = mailproc_find(list, p->ppid);
	const char *parents = parent == NULL ? NULL : mailproc_mta(parent);

	if (n.own == 0 && parents != NULL && strcmp(parents, mta) == 0) {
		m->role = ROLE_SESSION;
		m->reason = NULL;
	} else if (n.all > 0) {
		m->role = n.beyond > 0 ? ROLE_DAEMON : ROLE_LOOPBACK_DAEMON;
		m->reason = NULL;
	} else if (seen && (m->role == ROLE_DAEMON ||
	    m->role == ROLE_LOOPBACK_DAEMON)) {
		/* Postfix without inet services only runs queues. */
		if (strcmp(mta, "postfix") == 0)
			m->role = ROLE_QUEUE_RUNNER;
		/* Without a title it is still on its way: sendmail sleeps a
		 * minute over an unqualified host name. */
		else if (m->title == NULL)
			m->accepting = false;
	}
}

static int
add(const struct host *h, const char *const *pid_files, struct facts *f,
    const struct proc *list, const struct proc *p, const char *mta)
{
	struct mailproc m;
	struct process *out;

	if (mailproc_read(h, pid_files, p, mta, &f->pool, &m) != 0)
		return -ENOMEM;
	weigh(f, list, p, mta, &m);
	out = facts_process(f);
	if (out == NULL)
		return -ENOMEM;
	out->pid = p->pid;
	out->ppid = p->ppid;
	out->start = p->start;
	out->started = p->started;
	out->uid = p->uid;
	out->mta = mta;
	out->exe = pool_strdup(&f->pool, p->exe);
	out->exe_deleted = p->deleted;
	out->words = m.words;
	out->command = m.words.n > 0 ? words_text(&f->pool, &m.words) :
	    m.title;
	out->command_source = m.source;
	out->title = m.title;
	out->unit = pool_strdup(&f->pool, p->unit);
	out->role = m.role;
	out->accepting = m.accepting;
	out->queue_interval = m.queue_interval;
	out->reason = m.reason;
	return f->pool.failed ? -ENOMEM : 0;
}

static int
note_blind(struct facts *f, const struct proc_blind *blind)
{
	int rc = 0;

	/* An MTA may be among them: nothing can be said without root. */
	if (blind->mounted_hidden || blind->nameless > 0)
		rc = facts_doubt(f, "processes", NULL, 0,
		    "/proc hides the processes of other users");
	if (rc == 0 && blind->unread > 0)
		rc = facts_doubt(f, "processes", NULL, 0, "%u line%s of the "
		    "list of processes not understood", blind->unread,
		    blind->unread == 1 ? "" : "s");
	if (rc == 0 && blind->limits != NULL)
		rc = facts_unseen(f, "processes", "%s", blind->limits);
	if (rc == 0 && blind->hidden > 0)
		rc = facts_unseen(f, "processes", "the program of %u "
		    "process%s could not be read", blind->hidden,
		    blind->hidden == 1 ? "" : "es");
	if (rc == 0 && blind->foreign > 0)
		rc = facts_unseen(f, "processes", "%u mail or super-server "
		    "process%s of other namespaces (containers)",
		    blind->foreign, blind->foreign == 1 ? "" : "es");
	return rc;
}

int
running_gather(const struct host *h, const char *const *pid_files,
    struct facts *f, struct err *e)
{
	struct proc_blind blind = { .foreign = 0 };
	struct pool pool = { .blocks = NULL };
	struct err why = { .code = 0 };
	struct proc *list = NULL, *p;
	const char *mta;
	int rc = 0;

	if (h->proc == NULL)
		rc = facts_unseen(f, "processes",
		    "processes cannot be observed in a tree");
	else if (h->proc->list(h, mailproc_wanted, NULL, &pool, &list,
	    &blind, &why) != 0)
		rc = facts_doubt(f, "processes", NULL, 0, "%s", why.text);
	else {
		f->running_seen = true;
		rc = note_blind(f, &blind);
	}
	if (rc == 0)
		rc = listeners_gather(h, list, f, e);
	for (p = list; rc == 0 && p != NULL; p = p->next) {
		mta = mailproc_mta(p);
		if (mta != NULL)
			rc = add(h, pid_files, f, list, p, mta);
	}
	pool_release(&pool);
	return rc == 0 ? 0 : err_set(e, -rc, "processes: out of memory");
}
