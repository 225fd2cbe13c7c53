/* Sockets and addresses of a Linux host. */
#define _GNU_SOURCE
#include "agent/port/host.h"

#include <arpa/inet.h>
#include <errno.h>
#include <ifaddrs.h>
#include <net/if.h>
#include <net/if_arp.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include <linux/if_packet.h>

#include "agent/port/hostname.h"
#include "agent/port/netlinux.h"

static int
listeners(const struct host *h, struct pool *pool, struct sock **ret,
    struct err *e)
{
	int rc = netlink_listeners(pool, ret, e);

	if (rc == 0 || rc == -ENOMEM)
		return rc;
	/* A kernel without inet_diag, or a sandbox without netlink. */
	return procnet_listeners(pool, ret, e);
}

static int
connections(const struct host *h, struct pool *pool, struct conn **ret,
    struct err *e)
{
	int rc = netlink_connections(pool, ret, e);

	if (rc == 0 || rc == -ENOMEM)
		return rc;
	return procnet_connections(pool, ret, e);
}

/* Loopback and link-local addresses tell no host from another. */
static bool
is_told(const struct sockaddr *a, char text[INET6_ADDRSTRLEN])
{
	const struct sockaddr_in *in = (const void *)a;
	const struct sockaddr_in6 *in6 = (const void *)a;
	uint32_t v4;

	if (a->sa_family == AF_INET) {
		v4 = ntohl(in->sin_addr.s_addr);
		return v4 >> 24 != 127 && v4 >> 16 != 0xa9fe && v4 != 0 &&
		    inet_ntop(AF_INET, &in->sin_addr, text,
		    INET6_ADDRSTRLEN) != NULL;
	}
	if (a->sa_family != AF_INET6)
		return false;
	return !IN6_IS_ADDR_LOOPBACK(&in6->sin6_addr) &&
	    !IN6_IS_ADDR_LINKLOCAL(&in6->sin6_addr) &&
	    inet_ntop(AF_INET6, &in6->sin6_addr, text,
	    INET6_ADDRSTRLEN) != NULL;
}

/* Bridges, tunnels and veths invent their address at each boot; what stands
 * on a device does not. */
static bool
is_device(const char *name)
{
	char path[64 + IF_NAMESIZE];

	snprintf(path, sizeof(path), "/sys/class/net/%s/device", name);
	return access(path, F_OK) == 0;
}

static bool
is_mac(const struct ifaddrs *i, char text[18])
{
	const struct sockaddr_ll *ll = (const void *)i->ifa_addr;
	const unsigned char *a = ll->sll_addr;

	if (ll->sll_family != AF_PACKET || ll->sll_hatype != ARPHRD_ETHER ||
	    ll->sll_halen != 6 || !is_device(i->ifa_name))
		return false;
	snprintf(text, 18, "%02x:%02x:%02x:%02x:%02x:%02x", a[0], a[1], a[2],
	    a[3], a[4], a[5]);
	return true;
}

static int
add_once(struct pool *pool, struct strv *list, const char *text)
{
	size_t i;

	for (i = 0; i < list->n; i++)
		if (strcmp(list->v[i], text) == 0)
			return 0;
	return strv_push(pool, list, text);
}

static int
by_text(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void
sort(struct strv *list)
{
	if (list->n > 1)
		qsort(list->v, list->n, sizeof(*list->v), by_text);
}

static int
addresses(const struct host *h, struct pool *pool, struct strv *ret,
    struct strv *macs, struct err *e)
{
	char text[INET6_ADDRSTRLEN];
	struct ifaddrs *all, *i;
	int rc = 0;

	if (getifaddrs(&all) != 0)
		return err_set(e, errno, "interfaces: %s", strerror(errno));
	for (i = all; rc == 0 && i != NULL; i = i->ifa_next) {
		if (i->ifa_addr == NULL)
			continue;
		if (is_told(i->ifa_addr, text))
			rc = add_once(pool, ret, text);
		else if (is_mac(i, text))
			rc = add_once(pool, macs, text);
	}
	freeifaddrs(all);
	if (rc != 0)
		return err_set(e, -rc, "interfaces: out of memory");
	sort(ret);
	sort(macs);
	return 0;
}

const struct sock_ops sock_port = {
	.listeners = listeners,
	.addresses = addresses,
	.name = hostname_read,
	.connections = connections,
};
