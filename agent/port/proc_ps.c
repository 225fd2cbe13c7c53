/* The process table of systems with nothing but POSIX: what ps prints. */
#include "agent/port/host.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "agent/base/buf.h"
#include "agent/port/ps_table.h"
#include "agent/port/run.h"

#define LIMIT_MS 20000
#define OUTPUT_MAX ((size_t)16 << 20)
#define PASSWD_MAX ((size_t)4 << 20)

static const char *const paths[] = { "/usr/bin/ps", "/bin/ps", "/sbin/ps",
	"/usr/sbin/ps", NULL };

/* HP-UX's ps knows -o only with UNIX95 set (standards(5)); AIX's and some
 * BSDs' lines are as long as COLUMNS says. */
static const char *const env[] = { "UNIX95=1", "COLUMNS=8192", NULL };

/* POSIX's own, SVR4's, the BSDs': the first that answers as it should. */
static const char *const forms[][5] = {
	{ "ps", "-A", "-o", "pid,ppid,user,comm,args", NULL },
	{ "ps", "-ef", NULL },
	{ "ps", "axww", NULL },
};
#define N_FORMS (sizeof(forms) / sizeof(forms[0]))

static const char limits[] = "ps does not tell what file a process runs, "
    "its unit, its sockets, and whether it is of a container or zone";

/* One form: 0, -ENOENT (no ps), -errno. */
static int
ask(const char *const *argv, struct ps_text *in, struct buf *out,
    struct err *e)
{
	const struct program run = { .argv = argv, .env = env,
		.limit_ms = LIMIT_MS, .out = out };
	struct run_result r;
	char text[64];
	int rc;

	buf_release(out);
	*out = BUF_INIT(OUTPUT_MAX);
	rc = run_first(&run, paths, &r, e);
	if (rc == -ENOENT)
		return err_set(e, ENOENT, "this host has no ps");
	if (rc != 0)
		return rc;
	if (r.end != RUN_EXITED || r.number != 0)
		return err_set(e, EIO, "ps %s: %s", argv[1],
		    run_words(&r, text, sizeof(text)));
	in->text = out->p;
	in->len = out->len;
	return 0;
}

static int
parse(const struct ps_text *in, const char *form, proc_wanted_fn *wanted,
    const void *arg, struct pool *pool, struct proc **ret,
    struct ps_seen *seen, struct err *e)
{
	int rc = ps_parse(in, wanted, arg, pool, ret, seen);

	if (rc == -EEXIST)
		err_set(e, EEXIST, "ps %s shows one pid twice: somebody's "
		    "command line has lines of its own", form);
	else if (rc == 0 && seen->rows == 0)
		rc = err_set(e, EINVAL, "ps %s shows no process", form);
	else if (rc == 0 && seen->rows == seen->unread)
		rc = err_set(e, EINVAL, "what ps %s prints is not understood",
		    form);
	else if (rc == -EINVAL)
		err_set(e, EINVAL, "what ps %s prints is not understood",
		    form);
	else if (rc != 0)
		err_set(e, -rc, "processes: %s", strerror(-rc));
	return rc;
}

static int
list(const struct host *h, proc_wanted_fn *wanted, const void *arg,
    struct pool *pool, struct proc **ret, struct proc_blind *blind,
    struct err *e)
{
	struct buf out = BUF_INIT(OUTPUT_MAX), passwd = BUF_INIT(PASSWD_MAX);
	struct ps_seen seen = { .rows = 0 };
	struct ps_text in = { .len = 0 };
	size_t i;
	int rc = -EINVAL;

	if (root_read(&h->root, "/etc/passwd", &passwd, NULL, NULL) == 0) {
		in.passwd = passwd.p;
		in.passwd_len = passwd.len;
	}
	for (i = 0; i < N_FORMS; i++) {
		rc = ask(forms[i], &in, &out, e);
		if (rc == 0)
			rc = parse(&in, forms[i][1], wanted, arg, pool, ret,
			    &seen, e);
		if (rc == 0 || rc == -ENOENT || rc == -ENOMEM ||
		    rc == -EEXIST)
			break;
	}
	buf_release(&out);
	buf_release(&passwd);
	if (rc != 0)
		return rc;
	if (e != NULL)
		*e = (struct err){ .code = 0 };
	blind->unread = seen.unread;
	/* Root sees all but in a jail, whose init has another number. */
	blind->mounted_hidden = !seen.init && geteuid() != 0;
	blind->limits = limits;
	return 0;
}

/* ps tells of no descriptors. */
static int
holders(const struct host *h, const unsigned long *inodes, size_t n,
    size_t n_all, const struct proc *first, pid_t *pids, bool *blind,
    struct err *e)
{
	size_t i;

	for (i = 0; i < n; i++)
		pids[i] = 0;
	*blind = true;
	return 0;
}

/* Who holds a socket is never known, so nobody is asked for. */
static int
get(const struct host *h, pid_t pid, struct pool *pool, struct proc **ret,
    struct err *e)
{
	return err_set(e, ENOSYS, "ps is not asked for single processes");
}

const struct proc_ops proc_port = {
	.list = list,
	.holders = holders,
	.get = get,
};
