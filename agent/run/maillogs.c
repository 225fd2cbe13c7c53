/* Seven days of the mail log: who handed mail to this host's listener. */
#include "agent/run/maillogs.h"

#include <ctype.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "agent/base/root_scan.h"
#include "agent/model/maillog.h"
#include "agent/run/clients.h"

#define BUDGET ((unsigned long long)32 << 20)
#define MAX_LOGS 64
#define MAX_MESSAGES 65536
#define MAX_REMOTE 64

static const char *const confs[] = { "/etc/syslog.conf", "/etc/rsyslog.conf",
	"/etc/rsyslog.d/*.conf" };
struct log {
	const char *path;
	int64_t written;	/* its last change */
	bool packed;		/* and so not read */
};

struct remote {
	char address[46];
	unsigned long messages;
	const char *path;
};

struct search {
	struct facts *facts;
	struct log logs[MAX_LOGS];
	size_t n_logs;
	int64_t today, since, first;
	uint64_t *commands, *programs;	/* messages; of MAX_MESSAGES */
	size_t n_commands, n_programs;
	unsigned long nameless;		/* local ones without a Message-Id */
	struct remote remotes[MAX_REMOTE];
	size_t n_remotes;
	unsigned long others;		/* messages of more remote hosts */
	long delivered;
	const char *path, *local;	/* being read; newest with a program */
	bool full;
};

/* "", ".0", ".12", "-20261122": rotations that are still text. packed: one
 * that is not. */
static bool
is_rotation(const char *tail, bool *packed)
{
	size_t n;

	*packed = false;
	if (*tail == '\0')
		return true;
	if (*tail != '.' && *tail != '-')
		return false;
	n = strspn(tail + 1, "0123456789");
	if (n == 0)
		return false;
	tail += 1 + n;
	*packed = strcmp(tail, ".gz") == 0 || strcmp(tail, ".bz2") == 0 ||
	    strcmp(tail, ".xz") == 0 || strcmp(tail, ".Z") == 0 ||
	    strcmp(tail, ".zst") == 0;
	return *tail == '\0' || *packed;
}

static int
add_log(const struct host *h, struct search *s, const char *path,
    bool packed)
{
	struct stat st;
	size_t i;
	int r = root_stat(&h->root, path, &st);

	if (r < 0 || !S_ISREG(st.st_mode))
		return 0;
	for (i = 0; i < s->n_logs; i++)
		if (strcmp(s->logs[i].path, path) == 0)
			return 0;
	if (s->today < st.st_mtime && !s->facts->live)
		s->today = st.st_mtime;
	if (s->n_logs < MAX_LOGS)
		s->logs[s->n_logs++] = (struct log){ .path = path,
			.written = st.st_mtime, .packed = packed };
	return 0;
}

/* A log and what it was rotated to, in its folder. */
static int
add_rotations(const struct host *h, struct search *s, const char *path,
    struct pool *p)
{
	struct strv names = { 0 };
	const char *slash = strrchr(path, '/'), *base, *folder;
	bool packed;
	size_t i, n;
	int r;

	if (slash == NULL || slash == path || slash[1] == '\0')
		return 0;
	base = slash + 1;
	n = strlen(base);
	folder = pool_strndup(p, path, (size_t)(slash - path));
	if (folder == NULL)
		return -ENOMEM;
	if (!root_may_hold(&h->root, folder, base))
		return 0;
	r = root_list(&h->root, folder, p, &names, NULL);
	if (r < 0)
		return r == -ENOMEM ? r : 0;
	for (i = 0; r == 0 && i < names.n; i++) {
		if (strncmp(names.v[i], base, n) != 0 ||
		    !is_rotation(names.v[i] + n, &packed))
			continue;
		path = pool_printf(p, "%s/%s", folder, names.v[i]);
		r = path == NULL ? -ENOMEM : add_log(h, s, path, packed);
	}
	return r;
}

/* What the syslog daemons are told about mail. */
static int
configured(const struct host *h, struct pool *p, struct strv *files)
{
	struct buf b = BUF_INIT(ROOT_MAX_FILE);
	struct strv found = { 0 };
	size_t i;
	int r = 0;

	for (i = 0; r >= 0 && i < sizeof(confs) / sizeof(confs[0]); i++)
		r = strchr(confs[i], '*') == NULL ?
		    strv_push(p, &found, confs[i]) :
		    root_glob(&h->root, confs[i], p, &found);
	for (i = 0; r >= 0 && i < found.n; i++)
		if (root_read(&h->root, found.v[i], &b, NULL, NULL) == 0 &&
		    b.len > 0)
			r = maillog_files(p, b.p, b.len, files);
	buf_release(&b);
	return r == -ENOMEM ? r : 0;
}

static int
find_logs(const struct host *h, struct search *s, struct pool *p)
{
	struct strv files = { 0 };
	size_t i;
	int r = configured(h, p, &files);

	for (i = 0; r == 0 && i < files.n; i++)
		if (strncmp(files.v[i], "/dev/", 5) != 0)
			r = add_rotations(h, s, files.v[i], p);
	for (i = 0; r == 0 && s->n_logs == 0 &&
	    maillog_usual[i] != NULL; i++)
		r = add_rotations(h, s, maillog_usual[i], p);
	return r;
}

int
maillogs_current(const struct host *h, struct pool *p, struct strv *ret)
{
	static const char *const exims[] = { "/var/log/exim4/mainlog",
		"/var/log/exim/main.log", "/var/log/exim/mainlog",
		"/var/spool/exim/log/mainlog", NULL };
	static const char *const *const lists[] = { maillog_usual, exims };
	const char *const *path;
	size_t i;
	int r = configured(h, p, ret);

	for (i = 0; i < sizeof(lists) / sizeof(lists[0]); i++)
		for (path = lists[i]; r == 0 && *path != NULL; path++)
			r = strv_push(p, ret, *path);
	return r;
}

static void
add_remote(struct search *s, const char *address)
{
	struct remote *r;
	size_t i;

	for (i = 0; i < s->n_remotes; i++)
		if (strcmp(s->remotes[i].address, address) == 0)
			break;
	if (i == MAX_REMOTE) {
		s->others++;
		return;
	}
	r = &s->remotes[i];
	if (i == s->n_remotes) {
		s->n_remotes++;
		memcpy(r->address, address, strlen(address) + 1);
		r->path = s->path;
	}
	r->messages++;
}

static bool
take(void *arg, const char *line, size_t len)
{
	struct search *s = arg;
	struct maillog_line l;
	bool good = maillog_parse(line, len, s->today, &l);

	if (l.when != 0 && l.when < s->since)
		return true;
	if (l.when != 0 && (s->first == 0 || l.when < s->first))
		s->first = l.when;
	if (!good)
		return true;
	if (l.kind == MAILLOG_DELIVERED) {
		s->delivered++;
	} else if (l.kind == MAILLOG_COMMAND) {
		if (l.message != 0 && s->n_commands < MAX_MESSAGES)
			s->commands[s->n_commands++] = l.message;
		else if (l.message != 0)
			s->full = true;
	} else if (!clients_is_self(s->facts, l.address)) {
		add_remote(s, l.address);
	} else {
		if (s->local == NULL)
			s->local = s->path;
		if (l.message == 0 || s->n_programs == MAX_MESSAGES)
			s->nameless++;
		else
			s->programs[s->n_programs++] = l.message;
	}
	return true;
}

static int
newest_first(const void *a, const void *b)
{
	const struct log *x = a, *y = b;

	return x->written > y->written ? -1 : x->written < y->written;
}

static int
by_number(const void *a, const void *b)
{
	const uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

	return x < y ? -1 : x > y;
}

static int
read_logs(const struct host *h, struct search *s)
{
	unsigned long long left = BUDGET;
	long long n;
	size_t i;
	int r = 0;

	qsort(s->logs, s->n_logs, sizeof(s->logs[0]), newest_first);
	s->since = s->today - MAILLOGS_DAYS * 86400;
	for (i = 0; r == 0 && i < s->n_logs; i++) {
		if (s->logs[i].written < s->since)
			break;
		s->path = s->logs[i].path;
		if (s->logs[i].packed) {
			r = facts_unseen(s->facts, "clients", "%s is packed, "
			    "and was not read", s->path);
			continue;
		}
		if (left == 0) {
			r = facts_unseen(s->facts, "clients", "%s: the mail "
			    "log is longer than what is read of it", s->path);
			break;
		}
		n = root_scan(&h->root, s->path, left, take, s);
		if (n == -ENOMEM)
			r = -ENOMEM;
		else if (n < 0)
			r = facts_unseen(s->facts, "clients", "%s: %s",
			    s->path, strerror((int)-n));
		else
			left -= (unsigned long long)n < left ?
			    (unsigned long long)n : left;
		if (n >= 0 && s->facts->submission.delivered < 0)
			s->facts->submission.delivered = 0;
	}
	return r;
}

/* Messages over loopback that no command handed in. */
static unsigned long
count_programs(struct search *s)
{
	unsigned long n = s->nameless;
	size_t i;

	qsort(s->commands, s->n_commands, sizeof(*s->commands), by_number);
	for (i = 0; i < s->n_programs; i++)
		if (bsearch(&s->programs[i], s->commands, s->n_commands,
		    sizeof(*s->commands), by_number) == NULL)
			n++;
	return n;
}

static int
add_client(struct facts *f, const char *name, bool remote,
    const char *address, unsigned long messages, const char *path)
{
	struct client *c;

	if (messages == 0)
		return 0;
	c = facts_client(f);
	if (c == NULL)
		return -ENOMEM;
	c->kind = CLIENT_LOGGED;
	c->remote = remote;
	c->name = pool_strdup(&f->pool, name);
	c->address = pool_strdup(&f->pool, address);
	c->messages = messages;
	c->at.path = pool_strdup(&f->pool, path);
	return facts_client_done(f, c);
}

static int
add_clients(struct search *s)
{
	struct facts *f = s->facts;
	size_t i;
	int r;

	r = add_client(f, "a program seen in the mail log", false, NULL,
	    s->full ? 0 : count_programs(s), s->local);
	if (r == 0 && s->full)
		r = facts_unseen(f, "clients", "which of the messages over "
		    "loopback came from programs: the mail log has too many");
	for (i = 0; r == 0 && i < s->n_remotes; i++)
		r = add_client(f, s->remotes[i].address, true,
		    s->remotes[i].address, s->remotes[i].messages,
		    s->remotes[i].path);
	if (r == 0)
		r = add_client(f, "other hosts", true, NULL, s->others, NULL);
	return r;
}

int
maillogs_gather(const struct host *h, struct facts *f, struct err *e)
{
	struct search *s = calloc(1, sizeof(*s));
	struct pool p = { 0 };
	int r;

	if (s == NULL)
		return -ENOMEM;
	s->facts = f;
	if (f->live && h->clock != NULL)
		s->today = h->clock->now(h);
	r = find_logs(h, s, &p);
	if (r == 0 && s->n_logs == 0) {
		r = facts_unseen(f, "clients", "no mail log was found%s, so "
		    "who spoke to the listener before is not known",
		    root_is_dir(&h->root, "/var/log/journal") ?
		    " (the journal is not read)" : "");
	} else if (r == 0) {
		s->commands = calloc(MAX_MESSAGES, sizeof(*s->commands));
		s->programs = calloc(MAX_MESSAGES, sizeof(*s->programs));
		r = s->commands == NULL || s->programs == NULL ? -ENOMEM :
		    read_logs(h, s);
	}
	if (r == 0 && s->commands != NULL) {
		f->submission.log_from = s->first;
		if (f->submission.delivered >= 0)
			f->submission.delivered = s->delivered;
		r = add_clients(s);
	}
	free(s->commands);
	free(s->programs);
	free(s);
	pool_release(&p);
	return r;
}
