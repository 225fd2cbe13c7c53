/* What speaks to the listeners of this host, besides the MSP. */
#include "agent/run/clients.h"

#include <arpa/inet.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>

#include "agent/base/buf.h"
#include "agent/model/fetchmailrc.h"
#include "agent/model/smcf.h"
#include "agent/run/homes.h"
#include "agent/run/listeners.h"
#include "agent/run/mailproc.h"
#include "agent/run/maillogs.h"

bool
clients_is_self(const struct facts *f, const char *target)
{
	size_t i, n;

	if (smcf_is_loopback(target))
		return true;
	if (f->name != NULL) {
		n = strcspn(f->name, ".");
		if (strcasecmp(f->name, target) == 0 ||
		    (strncasecmp(f->name, target, n) == 0 &&
		    target[n] == '\0'))
			return true;
	}
	for (i = 0; i < f->addresses.n; i++)
		if (strcmp(f->addresses.v[i], target) == 0)
			return true;
	return false;
}

/* The first of the hosts that fetchmail hands to which is this one. */
static int
fetchmail_host(struct facts *f, const struct fetchmail_poll *p,
    const char **address, unsigned *port)
{
	size_t i, len;

	*address = NULL;
	if (p->hosts.n == 0) {
		*address = "localhost";
		*port = 25;
	}
	for (i = 0; *address == NULL && i < p->hosts.n; i++) {
		*port = fetchmailrc_port(p->hosts.v[i], &len);
		*address = pool_strndup(&f->pool, p->hosts.v[i], len);
		if (*address == NULL)
			return -ENOMEM;
		if (*port == 0 || !clients_is_self(f, *address))
			*address = NULL;
	}
	return 0;
}

static int
add_fetchmail(struct facts *f, const struct fetchmail_poll *p,
    const char *path, const char *user)
{
	struct client *c;
	const char *address = NULL;
	unsigned port = 0;
	int r;

	if (p->to_program)
		return 0;
	r = fetchmail_host(f, p, &address, &port);
	if (r < 0 || address == NULL)
		return r;
	c = facts_client(f);
	if (c == NULL)
		return -ENOMEM;
	c->kind = CLIENT_FETCHMAIL;
	c->name = "fetchmail";
	c->address = pool_strdup(&f->pool, address);
	c->port = port;
	c->user = pool_strdup(&f->pool, user);
	c->at.path = pool_strdup(&f->pool, path);
	c->at.line = p->line;
	return facts_client_done(f, c);
}

static int
read_fetchmailrc(const struct host *h, struct facts *f, const char *path,
    const char *user)
{
	struct pool p = { 0 };
	struct buf b = BUF_INIT(ROOT_MAX_FILE);
	struct fetchmail_poll *list = NULL;
	int r = root_read(&h->root, path, &b, NULL, NULL);

	if (r < 0 && r != -ENOMEM && r != -ENOENT && r != -ENOTDIR)
		/* Users have no name in reports. */
		r = user == NULL ? facts_doubt(f, "clients", path, 0, "%s",
		    strerror(-r)) : facts_unseen(f, "clients", "what "
		    "fetchmail is told in homes of users: %s", strerror(-r));
	else if (r == 0 && b.len > 0)
		r = fetchmailrc_parse(&p, b.p, b.len, &list);
	if (r == -ENOENT || r == -ENOTDIR)
		r = 0;
	for (; r == 0 && list != NULL; list = list->next)
		r = add_fetchmail(f, list, path, user);
	buf_release(&b);
	pool_release(&p);
	return r;
}

static int
gather_fetchmail(const struct host *h, struct facts *f)
{
	struct pool p = { 0 };
	struct home *home = NULL;
	const char *path;
	bool more = false;
	int r;

	r = read_fetchmailrc(h, f, "/etc/fetchmailrc", NULL);
	if (r == 0)
		r = homes_read(h, &p, &home, &more);
	for (; r == 0 && home != NULL; home = home->next) {
		path = pool_printf(&p, "%s/.fetchmailrc", home->path);
		r = path == NULL ? -ENOMEM :
		    read_fetchmailrc(h, f, path, home->user);
	}
	if (r == 0 && more)
		r = facts_unseen(f, "clients", "users that are not in "
		    "/etc/passwd, and what fetchmail is told in their homes");
	pool_release(&p);
	return r;
}

/* The end of a connection in words; of IPv4 inside of IPv6 too. */
static bool
address_words(bool inet6, const unsigned char *a, char text[INET6_ADDRSTRLEN])
{
	static const unsigned char mapped[12] = { [10] = 0xff, [11] = 0xff };

	if (inet6 && memcmp(a, mapped, sizeof(mapped)) == 0) {
		a += sizeof(mapped);
		inet6 = false;
	}
	return inet_ntop(inet6 ? AF_INET6 : AF_INET, a, text,
	    INET6_ADDRSTRLEN) != NULL;
}

static bool
is_mail(unsigned port)
{
	return port == 25 || port == 465 || port == 587;
}

static bool
is_known(const struct facts *f, const struct client *new)
{
	const struct client *c;

	for (c = f->clients; c != NULL; c = c->next)
		if (c->kind == new->kind && c->remote == new->remote &&
		    c->port == new->port && strcmp(c->name, new->name) == 0 &&
		    strcmp(c->address, new->address) == 0)
			return true;
	return false;
}

/* A connection of which pid (0: not known) is our end of it. */
static int
add_connection(const struct host *h, struct facts *f, const struct conn *n,
    pid_t pid)
{
	char local[INET6_ADDRSTRLEN], remote[INET6_ADDRSTRLEN];
	struct client c = { .kind = CLIENT_CONNECTED }, *new;
	struct proc *p = NULL;
	const char *slash;

	if (!address_words(n->inet6, n->local, local) ||
	    !address_words(n->inet6, n->remote, remote))
		return 0;
	c.remote = !clients_is_self(f, remote);
	/* The listener's end of a connection of our own is no client, nor
	 * is what this host sends to others. */
	if (is_mail(c.remote ? n->local_port : n->remote_port) == false)
		return 0;
	c.name = c.address = c.remote ? remote : local;
	c.port = c.remote ? n->local_port : n->remote_port;
	if (!c.remote && pid != 0 && h->proc->get(h, pid, &f->pool, &p,
	    NULL) == -ENOMEM)
		return -ENOMEM;
	if (p != NULL) {
		if (mailproc_mta(p) != NULL)
			return 0;	/* the MSP, or the MTA itself */
		c.pid = pid;
		c.exe = p->exe;
		c.unit = p->unit;
		slash = p->exe == NULL ? NULL : strrchr(p->exe, '/');
		c.name = slash != NULL ? slash + 1 : p->comm != NULL ?
		    p->comm : c.name;
	} else if (!c.remote) {
		c.name = "a program that could not be seen";
	}
	if (is_known(f, &c))
		return 0;
	new = facts_client(f);
	if (new == NULL)
		return -ENOMEM;
	c.name = pool_strdup(&f->pool, c.name);
	c.address = pool_strdup(&f->pool, c.address);
	*new = c;
	return facts_client_done(f, new);
}

static bool
has_listener(const struct facts *f)
{
	const struct listener *l;

	for (l = f->listeners; l != NULL; l = l->next)
		if (is_mail(l->port))
			return true;
	return false;
}

static int
holders(const struct host *h, const struct conn *list, pid_t **ret)
{
	const struct conn *c;
	unsigned long *inodes;
	bool blind = false;
	size_t n = 0, i = 0;
	int r = 0;

	for (c = list; c != NULL; c = c->next)
		n++;
	inodes = calloc(n + 1, sizeof(*inodes));
	*ret = calloc(n + 1, sizeof(**ret));
	if (inodes == NULL || *ret == NULL) {
		free(inodes);
		return -ENOMEM;
	}
	for (c = list; c != NULL; c = c->next)
		inodes[i++] = c->inode;
	if (h->proc != NULL && n > 0)
		r = h->proc->holders(h, inodes, n, n, NULL, *ret, &blind,
		    NULL);
	free(inodes);
	return r == -ENOMEM ? r : 0;
}

static int
gather_connections(const struct host *h, struct facts *f)
{
	struct pool p = { 0 };
	struct err why = { 0 };
	struct conn *list = NULL, *c;
	pid_t *pids = NULL;
	size_t i = 0;
	int r;

	if (h->source != SOURCE_LIVE || h->sock == NULL ||
	    h->sock->connections == NULL)
		return facts_unseen(f, "clients", "programs that are "
		    "connected now");
	if (!has_listener(f))
		return 0;
	r = h->sock->connections(h, &p, &list, &why);
	if (r < 0 && r != -ENOMEM) {
		r = facts_unseen(f, "clients", "programs that are connected "
		    "now: %s", why.text);
		list = NULL;
	}
	if (r == 0 && list != NULL)
		r = holders(h, list, &pids);
	for (c = list; r == 0 && c != NULL; c = c->next)
		r = add_connection(h, f, c, pids[i++]);
	free(pids);
	pool_release(&p);
	return r;
}

int
clients_gather(const struct host *h, struct facts *f, struct err *e)
{
	int r;

	if (f->mtas == NULL && f->listeners == NULL)
		return 0;
	r = gather_fetchmail(h, f);
	if (r == 0)
		r = gather_connections(h, f);
	if (r == 0)
		r = maillogs_gather(h, f, e);
	return r == 0 ? 0 : err_set(e, ENOMEM, "clients: out of memory");
}
