/* What a starter would do: its role, by its command line and its cf. */
#include "platforms/start_role.h"

#include <errno.h>
#include <string.h>

#include "agent/base/buf.h"
#include "agent/model/policy_value.h"
#include "agent/model/smcf.h"
#include "agent/model/smcmd.h"
#include "platforms/exim_role.h"
#include "platforms/platform.h"
#include "platforms/postfix_role.h"
#include "platforms/smtp_port.h"

bool
start_local_daemon(const struct facts *f)
{
	return f->local_daemon;
}

const char *
start_cf(const struct host *h, const struct facts *f, bool submission,
    struct pool *p)
{
	const struct platform *os = platform_find(f->platform == NULL ?
	    "generic" : f->platform);
	const char *const *path = os == NULL ? NULL : os->cf_paths;
	const char *cf = path == NULL ? NULL : *path, *slash, *submit;

	for (; path != NULL && *path != NULL; path++) {
		if (root_exists(&h->root, *path)) {
			cf = *path;
			break;
		}
	}
	if (!submission || cf == NULL)
		return cf;
	/* sendmail looks for it in the folder of sendmail.cf. */
	slash = strrchr(cf, '/');
	submit = pool_printf(p, "%.*s/submit.cf", (int)(slash - cf), cf);
	if (submit != NULL && root_exists(&h->root, submit))
		return submit;
	return root_exists(&h->root, "/etc/mail/submit.cf") ?
	    "/etc/mail/submit.cf" : cf;
}

static bool
has_gap(const struct words *w)
{
	size_t i;

	for (i = 0; i < w->n; i++)
		if (w->v[i].gap != WORD_KNOWN)
			return true;
	return false;
}

int
start_unknown(struct facts *f, struct starter *t, const char *why)
{
	t->role = ROLE_UNKNOWN;
	t->reason = pool_strdup(&f->pool, why);
	return t->reason == NULL ? -ENOMEM : 0;
}

int
start_exposed(const struct host *h, struct facts *f, struct starter *t,
    const struct smcf_listener *l)
{
	const char *any, *words;
	unsigned port;

	for (; l != NULL; l = l->next) {
		if (smcf_all_loopback(&(struct smcf_listener){
		    .family = l->family, .address = l->address }))
			continue;
		any = strcmp(l->family, "inet6") == 0 ? "::" : "0.0.0.0";
		port = smtp_port(h, l->port);
		words = port == 0 ? NULL : endpoint_words(&f->pool,
		    l->address == NULL ? any : l->address, port);
		if (strv_push(&f->pool, &t->exposed,
		    words == NULL ? "?" : words) < 0)
			return -ENOMEM;
	}
	return f->pool.failed ? -ENOMEM : 0;
}

/* Does a daemon with this command line listen on loopback alone? */
static int
look_at_cf(const struct host *h, struct facts *f, struct starter *t,
    const struct smcmd *cmd, const char *cf, struct err *e)
{
	struct pool scratch = { 0 };
	struct buf b = BUF_INIT(ROOT_MAX_FILE);
	struct smcf parsed = { 0 };
	struct smcf_listener *listeners = NULL;
	int r;

	r = root_read(&h->root, cf, &b, NULL, NULL);
	if (r == 0)
		r = smcf_parse(&scratch, b.p == NULL ? "" : b.p, b.len,
		    &parsed, NULL);
	if (r == 0)
		r = smcf_listeners(&scratch, &parsed, &cmd->options,
		    cmd->mode == 'l', &listeners);
	if (r == 0) {
		t->loopback = smcf_all_loopback(listeners);
		t->role = t->loopback ? ROLE_LOOPBACK_DAEMON : ROLE_DAEMON;
		r = start_exposed(h, f, t, listeners);
	} else if (r == -ENOENT) {
		/* It would not start; but a file is soon put back, and then
		 * nothing binds it to loopback. */
		t->role = ROLE_DAEMON;
		r = 0;
	} else if (r != -ENOMEM) {
		r = facts_doubt(f, "boot", cf, 0, "%s", r == -EINVAL ?
		    "is no sendmail configuration" : strerror(-r));
		if (r == 0)
			r = start_unknown(f, t, "the addresses on which it "
			    "listens stand in a file that cannot be read");
	}
	buf_release(&b);
	pool_release(&scratch);
	return r;
}

static int
sendmail_role(const struct host *h, struct facts *f, struct starter *t,
    struct err *e)
{
	struct smcmd cmd = { 0 };
	const char *cf;
	int r;

	r = smcmd_parse(&f->pool, &t->words, start_local_daemon(f), &cmd);
	if (r < 0)
		return r;
	t->queue_interval = cmd.queue_interval;
	if (cmd.certain != TRI_YES)
		return start_unknown(f, t,
		    "part of its command line is not known");
	t->role = smcmd_role(&cmd);
	/* -bs talks to its standard input, which is a connection only where
	 * a super-server made it one. */
	if (t->role == ROLE_INETD && t->activation != ACTIVATION_INETD &&
	    t->activation != ACTIVATION_SOCKET)
		t->role = ROLE_SESSION;
	cf = cmd.config != NULL ? pool_strdup(&f->pool, cmd.config) :
	    start_cf(h, f, cmd.submission, &f->pool);
	if (f->pool.failed)
		return -ENOMEM;
	if (cf != NULL && t->role != ROLE_NONE &&
	    strv_push(&f->pool, &t->needs, cf) < 0)
		return -ENOMEM;
	if (t->role != ROLE_DAEMON && t->role != ROLE_LOOPBACK_DAEMON)
		return 0;
	if (cf == NULL || cf[0] != '/') {
		t->role = ROLE_DAEMON;
		return 0;
	}
	return look_at_cf(h, f, t, &cmd, cf, e);
}

/* One word that has this text, or that may have it. */
static bool
says(const struct words *w, const char *text)
{
	size_t i;

	for (i = 1; i < w->n; i++)
		if (strcmp(w->v[i].text, text) == 0)
			return true;
	return false;
}

static const char *
program_of(const struct words *w)
{
	const char *base = strrchr(w->v[0].text, '/');

	return base == NULL ? w->v[0].text : base + 1;
}

static enum role
postfix_role(const struct words *w)
{
	const char *name = program_of(w);

	if (strcmp(name, "master") == 0 || strcmp(name, "smtpd") == 0)
		return ROLE_DAEMON;
	if (strcmp(name, "postfix") == 0 || strcmp(name, "postmulti") == 0 ||
	    strcmp(name, "postfix-script") == 0)
		return says(w, "start") || says(w, "start-fg") ||
		    says(w, "debian-systemd-start") ? ROLE_DAEMON :
		    ROLE_ONE_SHOT;
	/* Its sendmail executes "postfix start" for these. */
	return says(w, "-bd") || says(w, "-bl") ? ROLE_DAEMON :
	    says(w, "-bs") ? ROLE_SESSION : ROLE_ONE_SHOT;
}

/* The names under which every MTA does one small thing. */
static bool
is_errand(const char *name)
{
	static const char *const names[] = { "newaliases", "mailq", "rmail",
		"runq", "hoststat", "purgestat", "smtpctl" };
	size_t i;

	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (strcmp(names[i], name) == 0)
			return true;
	return false;
}

/* What is clear from the words; DAEMON: it may listen, somewhere. */
static enum role
other_role(const struct starter *t)
{
	const struct words *w = &t->words;
	const char *name = program_of(w);

	if (is_errand(name))
		return ROLE_ONE_SHOT;
	if (strcmp(t->mta, "postfix") == 0)
		return postfix_role(w);
	if (strcmp(t->mta, "nullmailer") == 0 ||
	    strcmp(name, "qmail-send") == 0 ||
	    strcmp(name, "qmail-start") == 0)
		return ROLE_QUEUE_RUNNER;
	if (strcmp(t->mta, "dma") == 0 || strcmp(t->mta, "ssmtp") == 0 ||
	    strcmp(t->mta, "msmtp") == 0 || strcmp(t->mta, "busybox") == 0)
		return ROLE_ONE_SHOT;
	return ROLE_DAEMON;
}

static int
foreign_role(const struct host *h, struct facts *f, struct starter *t,
    struct err *e)
{
	if (t->activation == ACTIVATION_INETD ||
	    t->activation == ACTIVATION_SOCKET) {
		t->role = ROLE_INETD;
		return 0;
	}
	t->role = other_role(t);
	if (t->role == ROLE_DAEMON && strcmp(t->mta, "postfix") == 0)
		return postfix_role_read(h, f, t, e);
	if (t->role == ROLE_DAEMON && strcmp(t->mta, "exim") == 0)
		return exim_role_read(h, f, t, e);
	if (t->role != ROLE_DAEMON && has_gap(&t->words))
		return start_unknown(f, t,
		    "part of its command line is not known");
	if (t->role == ROLE_DAEMON) {
		t->role = ROLE_UNKNOWN;
		t->reason = pool_printf(&f->pool,
		    "listening addresses of %s are not evaluated yet",
		    t->mta);
		if (t->reason == NULL)
			return -ENOMEM;
	}
	return 0;
}

int
start_role(const struct host *h, struct facts *f, struct starter *t,
    struct err *e)
{
	if (strcmp(t->mta, "sendmail") == 0)
		return sendmail_role(h, f, t, e);
	return foreign_role(h, f, t, e);
}
