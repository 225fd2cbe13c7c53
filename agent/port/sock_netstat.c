/* Sockets of systems with nothing but POSIX: what netstat -an prints. */
#include "agent/port/host.h"

#include <errno.h>
#include <string.h>

#include "agent/base/buf.h"
#include "agent/port/hostname.h"
#include "agent/port/netstat_table.h"
#include "agent/port/run.h"

#define LIMIT_MS 20000
#define OUTPUT_MAX ((size_t)64 << 20)	/* 400,000 connections */

/* SVR4 and Linux; macOS; IRIX; SunOS 4; Linux before its /usr merge. */
static const char *const paths[] = { "/usr/bin/netstat", "/usr/sbin/netstat",
	"/usr/etc/netstat", "/usr/ucb/netstat", "/bin/netstat",
	"/sbin/netstat", NULL };

static int
listeners(const struct host *h, struct pool *pool, struct sock **ret,
    struct err *e)
{
	static const char *const argv[] = { "netstat", "-an", NULL };
	struct buf out = BUF_INIT(OUTPUT_MAX);
	const struct program run = { .argv = argv, .limit_ms = LIMIT_MS,
		.out = &out };
	struct sock *head = NULL;
	struct run_result r;
	char text[64];
	int rc = run_first(&run, paths, &r, e);

	if (rc == -ENOENT)
		err_set(e, ENOENT, "this host has no netstat");
	if (rc != 0)
		goto out;
	if (r.end != RUN_EXITED || r.number != 0) {
		rc = err_set(e, EIO, "netstat -an: %s",
		    run_words(&r, text, sizeof(text)));
		goto out;
	}
	rc = netstat_parse(pool, out.p, out.len, &head);
	if (rc == 0)
		*ret = head;
	else if (rc == -ENOMEM)
		err_set(e, ENOMEM, "sockets: out of memory");
	else
		err_set(e, -rc, "what netstat -an prints is not understood");
out:
	buf_release(&out);
	return rc;
}

/* POSIX has no way to list a host's own addresses. */
static int
addresses(const struct host *h, struct pool *pool, struct strv *ret,
    struct strv *macs, struct err *e)
{
	return err_set(e, ENOSYS, "this build cannot read interfaces");
}

const struct sock_ops sock_port = {
	.listeners = listeners,
	.addresses = addresses,
	.name = hostname_read,
};
