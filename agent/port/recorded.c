/* What packaging/capture.sh had the commands of a host say. */
#include "agent/port/recorded.h"

#include <errno.h>
#include <string.h>

#include "agent/base/lines.h"
#include "agent/port/netstat_table.h"
#include "agent/port/ps_table.h"

#define MARK "hardenmail capture 1\n"
#define UNAME "/.hardenmail/uname"
#define OUTPUT_MAX ((size_t)16 << 20)

static const char limits[] = "ps did not tell what file a process runs, its "
    "unit, its sockets, and whether it is of a container or zone";

/* Two lines with one pid are somebody's command line with a line of its
 * own (ps_table.h). */
static int
list(const struct host *h, proc_wanted_fn *wanted, const void *arg,
    struct pool *pool, struct proc **ret, struct proc_blind *blind,
    struct err *e)
{
	struct buf out = BUF_INIT(OUTPUT_MAX), passwd = BUF_INIT(OUTPUT_MAX);
	struct ps_seen seen = { .rows = 0 };
	struct ps_text in = { .len = 0 };
	struct proc *head = NULL;
	int rc;

	if (root_read(&h->root, "/etc/passwd", &passwd, NULL, NULL) == 0) {
		in.passwd = passwd.p;
		in.passwd_len = passwd.len;
	}
	rc = root_read(&h->root, RECORDED_PS, &out, NULL, e);
	if (rc == 0) {
		in.text = out.p;
		in.len = out.len;
		rc = out.len == 0 ? -EINVAL : ps_parse(&in, wanted, arg, pool,
		    &head, &seen);
		if (rc == 0 && seen.rows == seen.unread)
			rc = -EINVAL;
		if (rc == -EEXIST)
			err_set(e, EEXIST, "%s shows one pid twice: "
			    "somebody's command line has lines of its own",
			    RECORDED_PS);
		else if (rc == -EINVAL)
			err_set(e, EINVAL, "%s is not understood",
			    RECORDED_PS);
		else if (rc < 0)
			err_set(e, -rc, "processes: %s", strerror(-rc));
	}
	buf_release(&out);
	buf_release(&passwd);
	if (rc < 0)
		return rc;
	*ret = head;
	*blind = (struct proc_blind){ .unread = seen.unread,
		.mounted_hidden = !seen.init, .limits = limits };
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

static int
get(const struct host *h, pid_t pid, struct pool *pool, struct proc **ret,
    struct err *e)
{
	return err_set(e, ENOSYS, "a capture is not asked for single "
	    "processes");
}

static int
listeners(const struct host *h, struct pool *pool, struct sock **ret,
    struct err *e)
{
	struct buf out = BUF_INIT(OUTPUT_MAX);
	struct sock *head = NULL;
	int rc = root_read(&h->root, RECORDED_NETSTAT, &out, NULL, e);

	if (rc == 0) {
		rc = out.len == 0 ? -EINVAL : netstat_parse(pool, out.p,
		    out.len, &head);
		if (rc < 0)
			err_set(e, -rc, rc == -ENOMEM ? "sockets: out of "
			    "memory" : RECORDED_NETSTAT " is not understood");
	}
	buf_release(&out);
	if (rc == 0)
		*ret = head;
	return rc < 0 ? rc : 0;
}

static int
addresses(const struct host *h, struct pool *pool, struct strv *ret,
    struct strv *macs, struct err *e)
{
	return err_set(e, ENOSYS, "the addresses of a capture are not read");
}

/* The third line of uname -s, -r, -n. */
static int
name(const struct host *h, struct pool *pool, const char **ret,
    struct err *e)
{
	struct buf out = BUF_INIT(65536);
	struct lines l;
	const char *found = NULL;
	int n = 0;

	if (root_read(&h->root, UNAME, &out, NULL, NULL) == 0 &&
	    out.len > 0) {
		lines_init(&l, out.p, out.len);
		while (lines_next(&l))
			if (++n == 3 && l.len > 0)
				found = pool_strndup(pool, l.line, l.len);
	}
	buf_release(&out);
	if (found == NULL)
		return err_set(e, ENOENT, "%s has no name", UNAME);
	*ret = found;
	return 0;
}

static const struct proc_ops recorded_proc = {
	.list = list,
	.holders = holders,
	.get = get,
};

static const struct sock_ops recorded_sock = {
	.listeners = listeners,
	.addresses = addresses,
	.name = name,
};

bool
recorded_is_capture(const struct root *root)
{
	struct buf b = BUF_INIT(256);
	bool is;

	is = root_read(root, RECORDED_MARK, &b, NULL, NULL) == 0 &&
	    b.len == strlen(MARK) && memcmp(b.p, MARK, b.len) == 0;
	buf_release(&b);
	return is;
}

void
recorded_use(struct host *h)
{
	h->source = SOURCE_CAPTURE;
	if (root_is_file(&h->root, RECORDED_PS))
		h->proc = &recorded_proc;
	if (root_is_file(&h->root, RECORDED_NETSTAT))
		h->sock = &recorded_sock;
}
