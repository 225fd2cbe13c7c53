/* Two letters that show that mail of a changed host still arrives. */
#include "agent/run/canary.h"

#include <errno.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "agent/base/buf.h"
#include "agent/base/lines.h"
#include "agent/base/root_scan.h"
#include "agent/model/mailtrace.h"
#include "agent/run/maillogs.h"

/* What a log gets while we wait is at its end. */
#define LOOKED_AT ((unsigned long long)4 << 20)
#define MAX_JOURNAL ((size_t)4 << 20)
#define NO_USER 67	/* sysexits(3): EX_NOUSER */
#define SEND_MS 60000
#define JOURNAL_MS 10000

static const char *const commands[] = { "/usr/sbin/sendmail",
	"/usr/lib/sendmail", NULL };
static const char *const journals[] = { "/usr/bin/journalctl",
	"/bin/journalctl", NULL };

struct letter {
	const char *to, *message;
	struct mailtrace seen;
};

struct birds {
	const struct host *host;
	struct pool pool;
	struct strv logs;
	struct letter letters[2];
	int64_t sent;		/* seconds since 1970 */
	int64_t begun;		/* of clock->tick */
	const char *secret;	/* that nobody could guess beforehand */
};

static int
send_one(struct birds *b, const struct facts *f, struct letter *l,
    struct err *e)
{
	static const char *const argv[] = { "/usr/sbin/sendmail", "-t", "-i",
		NULL };
	const char *name = f->name != NULL && f->name[0] != '\0' ? f->name :
	    "localhost";
	struct buf said = BUF_INIT(4096);
	struct err why = { .code = 0 };
	struct tool_file file = { .name = "letter" };
	int r;

	l->message = pool_printf(&b->pool, "hardenmail.%s.%d@%s", b->secret,
	    (int)(l - b->letters), name);
	l->seen.message = l->message;
	file.data = pool_printf(&b->pool, "To: %s\nSubject: hardenmail: does "
	    "mail of %s arrive?\nMessage-ID: <%s>\n"
	    "Auto-Submitted: auto-generated\n\n"
	    "hardenmail changed how %s handles mail. This letter shows that "
	    "its mail still\narrives. Nothing has to be done.\n",
	    l->to, name, l->message, name);
	if (b->pool.failed)
		return -ENOMEM;
	file.len = strlen(file.data);
	r = b->host->tool->run(&(struct tool_job){ .paths = commands,
	    .argv = argv, .files = &file, .n_files = 1, .input = file.name,
	    .limit = SEND_MS, .out = &said, .errors = &said }, &why);
	if (said.len > 0)
		said.len = strcspn(said.p, "\n");
	if (r < 0 && r != -ENOMEM)
		r = err_set(e, EIO, "a letter to %s could not be handed in: "
		    "%s", l->to, why.text[0] != '\0' ? why.text :
		    strerror(-r));
	else if (r == NO_USER)
		r = err_set(e, EIO, "a letter to %s did not arrive: unknown "
		    "there", l->to);
	else if (r > 0)
		r = err_set(e, EIO, "a letter to %s could not be handed in: "
		    "exit status %d%s%.*s", l->to, r,
		    said.len > 0 ? ": " : "", (int)said.len,
		    said.len > 0 ? said.p : "");
	buf_release(&said);
	return r;
}

static void
take_line(struct birds *b, const char *line, size_t len)
{
	mailtrace_line(&b->letters[0].seen, line, len);
	mailtrace_line(&b->letters[1].seen, line, len);
}

static bool
take(void *arg, const char *line, size_t len)
{
	take_line(arg, line, len);
	return true;
}

/* Where no syslog daemon writes files. */
static int
read_journal(struct birds *b)
{
	const char *since = pool_printf(&b->pool, "--since=@%lld",
	    (long long)b->sent);
	const char *const argv[] = { "journalctl", "--quiet", "--no-pager",
		"--output=short", since, "SYSLOG_FACILITY=2", NULL };
	struct buf out = BUF_INIT(MAX_JOURNAL);
	struct lines l;
	int r;

	if (since == NULL)
		return -ENOMEM;
	r = b->host->tool->run(&(struct tool_job){ .paths = journals,
	    .argv = argv, .limit = JOURNAL_MS, .out = &out }, NULL);
	/* Of too much the beginning is there, and the letters were first. */
	if ((r == 0 || r == -E2BIG) && out.len > 0) {
		lines_init(&l, out.p, out.len);
		while (lines_next(&l))
			take_line(b, l.line, l.len);
	}
	buf_release(&out);
	return r == -ENOMEM ? r : 0;
}

/* All that is logged up to now: 0 or -ENOMEM. */
static int
look(struct birds *b)
{
	struct letter *l;
	size_t i;
	int r = 0;

	for (l = b->letters; l < b->letters + 2; l++)
		l->seen = (struct mailtrace){ .message = l->message };
	for (i = 0; i < b->logs.n && r != -ENOMEM; i++)
		r = (int)root_scan(&b->host->root, b->logs.v[i], LOOKED_AT,
		    take, b);
	if (r == -ENOMEM)
		return r;
	return b->letters[0].seen.n_ids > 0 ? 0 : read_journal(b);
}

static bool
arrived(const struct letter *l)
{
	return l->seen.ended > 0 && !l->seen.failed;
}

/* A look may take longer than a second. */
static bool
is_late(const struct birds *b, unsigned seconds)
{
	const struct clock_ops *c = b->host->clock;

	return c->tick != NULL && c->tick(b->host) - b->begun >=
	    (int64_t)seconds * 1000;
}

static int
wait_for(struct birds *b, unsigned seconds, struct err *e)
{
	const struct timespec second = { .tv_sec = 1 };
	const struct letter *l = b->letters;
	unsigned i, good = 0;
	int r = 0;

	/* What an alias makes of it may end a moment later than the first. */
	for (i = 0; r == 0 && good < 2 && i <= seconds && (i < 2 ||
	    !is_late(b, seconds)); i++) {
		if (i > 0)
			nanosleep(&second, NULL);
		r = look(b);
		if (l[0].seen.failed || l[1].seen.failed)
			break;
		good += arrived(&l[0]) && arrived(&l[1]);
	}
	if (r == 0 && arrived(l))
		l++;
	if (r == 0 && !arrived(l))
		r = err_set(e, EIO, "a letter to %s did not arrive: %s",
		    l->to, l->seen.last[0] != '\0' ? l->seen.last :
		    l->seen.n_ids > 0 ? "nothing more is logged of it" :
		    "no mail log and no journal tells of it");
	return r;
}

/* A letter that an ordinary user sent beforehand is not taken for ours:
 * random(4), and where that does not exist what is hard to guess. */
static int
draw_secret(struct birds *b)
{
	struct buf uuid = BUF_INIT(256);
	int r = root_read(&b->host->root, "/proc/sys/kernel/random/uuid",
	    &uuid, NULL, NULL);

	if (r == 0 && uuid.len > 0)
		b->secret = pool_strndup(&b->pool, uuid.p, strcspn(uuid.p,
		    "\n"));
	else
		b->secret = pool_printf(&b->pool, "%lld.%lld.%ld",
		    (long long)b->sent, (long long)b->begun, (long)getpid());
	buf_release(&uuid);
	return b->secret == NULL || r == -ENOMEM ? -ENOMEM : 0;
}

int
canary_sing(const struct host *h, const struct facts *f, const char *to,
    unsigned seconds, struct err *e)
{
	struct birds b = { .host = h, .letters = { { .to = to },
	    { .to = "root" } } };
	int r;

	b.sent = h->clock->now(h);
	b.begun = h->clock->tick != NULL ? h->clock->tick(h) : 0;
	r = draw_secret(&b);
	if (r == 0)
		r = maillogs_current(h, &b.pool, &b.logs);
	if (r == 0)
		r = send_one(&b, f, &b.letters[0], e);
	if (r == 0)
		r = send_one(&b, f, &b.letters[1], e);
	if (r == 0)
		r = wait_for(&b, seconds, e);
	pool_release(&b.pool);
	return r;
}
