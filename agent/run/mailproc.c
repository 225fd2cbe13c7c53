/* Program, command line and title of one process of an MTA. */
#include "agent/run/mailproc.h"

#include <errno.h>
#include <string.h>

#include "agent/base/name.h"
#include "agent/model/smcmd.h"
#include "agent/model/title.h"
#include "agent/run/pidfile.h"
#include "platforms/mta.h"

/* Names that are too common to mean one MTA without their folder. */
static bool
is_common(const char *name)
{
	return strcmp(name, "master") == 0 || strcmp(name, "smtpd") == 0;
}

static const char *
mta_of(const char *program)
{
	const char *mta = mta_of_name(program);

	/* Postfix: master has the sockets, and the others come and go. */
	if (mta != NULL && strcmp(mta, "postfix") == 0 &&
	    strcmp(name_of(program), "master") != 0)
		return NULL;
	return mta;
}

static bool
is_super(const char *program)
{
	static const char *const names[] = { "systemd", "inetd", "xinetd",
		"inetutils-inetd", "rlinetd", "tcpserver", "tcpsvd",
		"couriertcpd", "launchd", "systemd-socket-activate" };
	size_t i;

	program = name_of(program);
	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (strcmp(program, names[i]) == 0)
			return true;
	return false;
}

bool
mailproc_is_super(const struct proc *p)
{
	if (p->exe != NULL && is_super(p->exe))
		return true;
	/* busybox inetd, and what cannot be read */
	return p->comm != NULL && is_super(p->comm) && (p->exe == NULL ||
	    strcmp(name_of(p->exe), "busybox") == 0);
}

const struct proc *
mailproc_find(const struct proc *list, pid_t pid)
{
	for (; list != NULL; list = list->next)
		if (list->pid == pid)
			return list;
	return NULL;
}

/* The first word of a command line; "" where it is longer than any path of
 * an MTA. */
static void
first_word(const struct proc *p, char *word, size_t size)
{
	size_t n = 0;

	while (n < p->cmdline_len && p->cmdline[n] != '\0' &&
	    (!p->cmdline_plain || p->cmdline[n] != ' '))
		n++;
	if (n >= size)
		n = 0;
	if (n > 0)
		memcpy(word, p->cmdline, n);
	word[n] = '\0';
}

const char *
mailproc_mta(const struct proc *p)
{
	static const char title[] = "smtpd: ";
	const size_t n = sizeof(title) - 1;
	char argv0[256];

	if (p->exe != NULL)
		return mta_of(p->exe);
	if (p->comm == NULL)
		return NULL;
	if (!is_common(p->comm))
		return mta_of(p->comm);
	if (p->cmdline_len >= n && memcmp(p->cmdline, title, n) == 0)
		return "opensmtpd";
	first_word(p, argv0, sizeof(argv0));
	return argv0[0] == '/' ? mta_of(argv0) : NULL;
}

bool
mailproc_wanted(const void *arg, const char *exe, const char *comm)
{
	const char *name = exe != NULL ? exe : comm;

	return (exe == NULL && is_common(comm)) || mta_of(name) != NULL ||
	    is_super(name);
}

/* A line of ps: what has blanks in it cannot be told from two words. */
static int
split_plain(struct pool *pool, const struct proc *proc, struct words *ret)
{
	const char *p = proc->cmdline;
	const char *const end = p + proc->cmdline_len;
	const char *start, *word;

	while (p < end) {
		for (start = p; p < end && *p != ' '; p++)
			;
		if (p > start) {
			word = pool_strndup(pool, start, (size_t)(p - start));
			if (word == NULL || words_push(pool, ret, word,
			    proc->cmdline_cut && p == end ? WORD_MANY :
			    WORD_KNOWN) != 0)
				return -ENOMEM;
		}
		while (p < end && *p == ' ')
			p++;
	}
	return 0;
}

/* Each argument ends with a NUL, the last one perhaps not. */
static int
split(struct pool *pool, const struct proc *proc, struct words *ret)
{
	const char *p = proc->cmdline, *nul;
	const char *const end = p + proc->cmdline_len;
	enum word_gap gap;
	char *word;

	if (proc->cmdline_plain)
		return proc->cmdline_len == 0 ? 0 :
		    split_plain(pool, proc, ret);
	for (; p < end; p = nul + 1) {
		nul = memchr(p, '\0', (size_t)(end - p));
		gap = proc->cmdline_cut && nul == NULL ? WORD_MANY :
		    WORD_KNOWN;
		if (nul == NULL)
			nul = end;
		word = pool_strndup(pool, p, (size_t)(nul - p));
		if (word == NULL || words_push(pool, ret, word, gap) != 0)
			return -ENOMEM;
		if (nul == end)
			break;
	}
	return 0;
}

static const char *
title_text(struct pool *pool, const char *p, size_t len)
{
	const char *nul = memchr(p, '\0', len);

	if (nul != NULL)
		len = (size_t)(nul - p);
	while (len > 0 && p[len - 1] == ' ')
		len--;
	return pool_strndup(pool, p, len);
}

static bool
is_daemon(enum role r)
{
	return r == ROLE_DAEMON || r == ROLE_LOOPBACK_DAEMON;
}

static bool
is_runner(enum role r)
{
	return r == ROLE_QUEUE_RUNNER || r == ROLE_SUBMISSION_RUNNER;
}

/* Can a process that was started so show this title? */
static bool
agree(enum role words, enum role title)
{
	switch (title) {
	case ROLE_DAEMON:
	case ROLE_LOOPBACK_DAEMON:
		return is_daemon(words);
	case ROLE_QUEUE_RUNNER:
		return is_runner(words);
	case ROLE_SUBMISSION_RUNNER:
		return words == ROLE_SUBMISSION_RUNNER;
	default:
		return true;
	}
}

static enum role
sendmail_role(const struct smcmd *cmd, const struct proc *p)
{
	enum role r = smcmd_role(cmd);

	if (cmd->certain != TRI_YES)
		return ROLE_UNKNOWN;
	if (r == ROLE_INETD)	/* on a pipe it serves a local program */
		return p->stdin_socket ? ROLE_SESSION : ROLE_ONE_SHOT;
	return r == ROLE_NONE ? ROLE_UNKNOWN : r;
}

/* Do these words begin as the line does that ps cut? */
static bool
continues(const struct words *w, const struct proc *p)
{
	const char *shown = p->cmdline;
	size_t left = p->cmdline_len, i, n;

	for (i = 0; i < w->n && left > 0; i++) {
		if (i > 0 && *shown == ' ') {
			shown++;
			left--;
		} else if (i > 0) {
			return false;
		}
		n = strlen(w->v[i].text);
		n = n < left ? n : left;
		if (memcmp(w->v[i].text, shown, n) != 0)
			return false;
		shown += n;
		left -= n;
	}
	return left == 0;
}

/* The command line in a pid file, where one speaks of this process and is
 * not contradicted by what the process shows. */
static int
from_pid_files(const struct host *h, const char *const *files,
    const struct proc *p, const struct title *t, struct pool *pool,
    struct mailproc *m, struct smcmd *ret)
{
	struct smcmd cmd;
	struct words w;
	size_t i;

	for (i = 0; files != NULL && files[i] != NULL; i++) {
		w = (struct words){ .v = NULL };
		if (!pidfile_words(h, files[i], p, pool, &w))
			continue;
		if (smcmd_parse(pool, &w, true, &cmd) != 0)
			return -ENOMEM;
		if (t->is_title ? !agree(sendmail_role(&cmd, p), t->role) :
		    !continues(&w, p))
			continue;
		m->words = w;
		m->source = "pid-file";
		*ret = cmd;
		return 0;
	}
	return pool->failed ? -ENOMEM : 0;
}

static int
read_sendmail(const struct host *h, const char *const *files,
    const struct proc *p, struct pool *pool, struct mailproc *m)
{
	struct title t = { .role = ROLE_UNKNOWN, .queue_interval = -1 };
	struct smcmd cmd = { .queue_interval = -1 };
	int rc = title_parse(pool, p->cmdline, p->cmdline_len, &t);

	if (rc == 0 && t.is_title) {
		m->title = title_text(pool, p->cmdline, p->cmdline_len);
		m->source = "title";
		if (t.role == ROLE_DAEMON)
			m->accepting = t.accepting;
		rc = from_pid_files(h, files, p, &t, pool, m, &cmd);
	} else if (rc == 0) {
		if (p->cmdline_plain && p->cmdline_cut)
			rc = from_pid_files(h, files, p, &t, pool, m, &cmd);
		if (rc == 0 && m->words.n == 0) {
			rc = split(pool, p, &m->words);
			if (rc == 0 && m->words.n > 0)
				rc = smcmd_parse(pool, &m->words, true, &cmd);
		}
	}
	if (rc != 0)
		return -ENOMEM;
	m->role = t.is_title ? t.role : ROLE_UNKNOWN;
	m->queue_interval = t.is_title ? t.queue_interval : -1;
	if (m->words.n > 0) {
		m->queue_interval = cmd.queue_interval;
		/* A child shows a session where its file says daemon. */
		if (m->role == ROLE_UNKNOWN || is_daemon(m->role) ||
		    is_runner(m->role))
			m->role = sendmail_role(&cmd, p);
		m->reason = cmd.error;
	}
	if (m->role != ROLE_UNKNOWN)
		m->reason = NULL;
	else if (m->reason == NULL && p->cmdline_cut)
		m->reason = "its command line was cut, and no pid file has "
		    "the rest";
	else if (m->reason == NULL)
		m->reason = t.is_title ? "its title does not tell its work" :
		    "its command line is not understood";
	return 0;
}

/* Exim's arguments stay as they were, see its specification, chapter 5. */
static void
read_exim(const struct proc *p, struct mailproc *m)
{
	bool runner = false;
	const char *w, *next;
	size_t i;

	m->role = ROLE_ONE_SHOT;
	for (i = 1; i < m->words.n; i++) {
		w = m->words.v[i].text;
		next = i + 1 < m->words.n ? m->words.v[i + 1].text : "";
		if (strcmp(w, "-bd") == 0 || strcmp(w, "-bdf") == 0 ||
		    strncmp(w, "-bw", 3) == 0)
			m->role = ROLE_DAEMON;
		else if (strcmp(w, "-bs") == 0 || strcmp(w, "-bS") == 0)
			m->role = p->stdin_socket ? ROLE_SESSION :
			    ROLE_ONE_SHOT;
		else if (strncmp(w, "-q", 2) == 0) {
			w += 2 + strspn(w + 2, "qifl");
			if (*w == '\0' && *next >= '0' && *next <= '9')
				w = next;
			if (*w < '0' || *w > '9')
				continue;
			runner = true;
			m->queue_interval = smcmd_interval(w);
		}
	}
	if (runner && m->role == ROLE_ONE_SHOT)
		m->role = ROLE_QUEUE_RUNNER;
}

static const struct { const char *name; enum role role; } programs[] = {
	{ "master", ROLE_DAEMON },
	{ "smtpd", ROLE_DAEMON },
	{ "msmtpd", ROLE_DAEMON },
	{ "qmail-smtpd", ROLE_SESSION },
	{ "qmail-qmtpd", ROLE_SESSION },
	{ "qmail-send", ROLE_QUEUE_RUNNER },
	{ "qmail-lspawn", ROLE_SESSION },
	{ "qmail-rspawn", ROLE_SESSION },
	{ "nullmailer-send", ROLE_QUEUE_RUNNER },
	{ "nullmailer-queue", ROLE_ONE_SHOT },
	{ "dma", ROLE_ONE_SHOT },
	{ "msmtp", ROLE_ONE_SHOT },
	{ "ssmtp", ROLE_ONE_SHOT },
};

static void
read_other(const struct proc *p, struct mailproc *m)
{
	const char *name = name_of(p->exe != NULL ? p->exe : p->comm);
	size_t i;

	for (i = 0; i < sizeof(programs) / sizeof(programs[0]); i++) {
		if (strcmp(name, programs[i].name) == 0) {
			m->role = programs[i].role;
			return;
		}
	}
	m->reason = "what this program does is not known";
}

int
mailproc_read(const struct host *h, const char *const *pid_files,
    const struct proc *p, const char *mta, struct pool *pool,
    struct mailproc *ret)
{
	struct mailproc m = { .source = "cmdline", .accepting = true,
		.queue_interval = -1 };
	int rc;

	if (strcmp(mta, "sendmail") == 0)
		rc = read_sendmail(h, pid_files, p, pool, &m);
	else {
		rc = split(pool, p, &m.words);
		if (strcmp(mta, "exim") == 0)
			read_exim(p, &m);
		else
			read_other(p, &m);
	}
	if (rc == 0)
		*ret = m;
	return rc;
}
