/* Where sendmail listens: the values of DaemonPortOptions. */
#include "agent/model/smcf.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <string.h>
#include <strings.h>

/* sendmail's isspace(): a folded line keeps its newline. */
static bool
is_blank(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

/* sendmail numbers the daemons that have no name. */
static const char nameless[] = "Daemon0";

static char *
copy_trimmed(struct pool *p, const char *text, size_t len)
{
	while (len > 0 && is_blank(text[0])) {
		text++;
		len--;
	}
	while (len > 0 && is_blank(text[len - 1]))
		len--;
	return pool_strndup(p, text, len);
}

/* M=: every printing letter counts, whatever stands between them. */
static char *
copy_letters(struct pool *p, const char *text, size_t len)
{
	char *copy = pool_strndup(p, text, len);
	size_t i, n = 0;

	if (copy == NULL)
		return NULL;
	for (i = 0; i < len; i++)
		if (!is_blank(text[i]))
			copy[n++] = text[i];
	copy[n] = '\0';
	return copy;
}

/* A number is the system's own; these are the same everywhere. */
static const char *
family_name(const char *text)
{
	if (strcmp(text, "0") == 0 || strcmp(text, "2") == 0)
		return "inet";
	if (strcmp(text, "1") == 0 || strcasecmp(text, "unix") == 0 ||
	    strcasecmp(text, "local") == 0)
		return "unix";
	if (strcasecmp(text, "inet") == 0)
		return "inet";
	if (strcasecmp(text, "inet6") == 0)
		return "inet6";
	return text;
}

/* One "Key=value". -EINVAL: a key that sendmail does not know. What has no
 * '=' it passes over. */
static int
take_key(struct pool *p, struct smcf_listener *l, const char *key, size_t len,
    struct err *err)
{
	const char *equals = memchr(key, '=', len);
	const char *value;
	char *text;

	if (equals == NULL)
		return 0;
	value = equals + 1;
	len -= (size_t)(value - key);
	/* Case counts where sendmail has another option for the other. */
	if (strchr("cDdIiLlqRrSsT", key[0]) != NULL)
		return 0;
	if (strchr("AaFfMmNnPp", key[0]) == NULL)
		return err_set(err, EINVAL, "\"%c\": unknown key", key[0]);
	text = strchr("Mm", key[0]) != NULL ? copy_letters(p, value, len) :
	    copy_trimmed(p, value, len);
	if (text == NULL)
		return -ENOMEM;
	switch (key[0]) {
	case 'A': case 'a':
		l->address = text;
		break;
	case 'F': case 'f':
		l->family = family_name(text);
		break;
	case 'M': case 'm':
		l->modifiers = text;
		break;
	case 'N': case 'n':
		l->name = text;
		break;
	default:
		l->port = text;
	}
	return 0;
}

int
smcf_listener_parse(struct pool *p, const char *value,
    struct smcf_listener *ret, struct err *err)
{
	struct smcf_listener l = { .name = nameless, .family = "inet",
		.port = "smtp", .modifiers = "" };
	size_t len;
	int e, bad = 0;

	for (;;) {
		while (is_blank(*value))
			value++;
		if (*value == '\0')
			break;
		len = strcspn(value, ",");
		e = take_key(p, &l, value, len, bad == 0 ? err : NULL);
		if (e == -ENOMEM)
			return e;
		if (e < 0)
			bad = e;
		value += len;
		if (*value == ',')
			value++;
	}
	*ret = l;
	return bad;
}

static int
append(struct pool *p, struct smcf_listener ***end,
    const struct smcf_listener *l, unsigned number)
{
	struct smcf_listener *copy = pool_alloc(p, sizeof(*copy));

	if (copy == NULL)
		return -ENOMEM;
	*copy = *l;
	copy->next = NULL;
	if (number > 0 && l->name == nameless) {
		copy->name = pool_printf(p, "Daemon%u", number);
		if (copy->name == NULL)
			return -ENOMEM;
	}
	**end = copy;
	*end = &copy->next;
	return 0;
}

/* setupdaemon() of daemon.c with _FFR_LOCAL_DAEMON: what is bound to any
 * address goes to loopback, written out or not. */
static void
bind_local(struct smcf_listener *l)
{
	bool inet6 = strcmp(l->family, "inet6") == 0;

	if (l->address != NULL && strcmp(l->address, "0.0.0.0") != 0 &&
	    strcmp(l->address, "::") != 0)
		return;
	if (inet6 || strcmp(l->family, "inet") == 0)
		l->address = inet6 ? "::1" : "127.0.0.1";
}

int
smcf_listeners(struct pool *p, const struct smcf *cf,
    const struct strv *options, bool local_daemon,
    struct smcf_listener **ret)
{
	static const char key[] = "DaemonPortOptions=";
	struct smcf_listener *list = NULL, **end = &list, *each, l;
	const struct smcf_listener *from;
	size_t i;
	unsigned n = 0;
	int e;

	for (i = 0; options != NULL && i < options->n; i++) {
		if (strncmp(options->v[i], key, sizeof(key) - 1) != 0)
			continue;
		e = smcf_listener_parse(p, options->v[i] + sizeof(key) - 1,
		    &l, NULL);
		if (e == -ENOMEM || append(p, &end, &l, n++) < 0)
			return -ENOMEM;
	}
	/* What the command line sets, readcf.c leaves alone ("sticky"). */
	for (from = n > 0 ? NULL : cf->listeners; from != NULL;
	    from = from->next)
		if (append(p, &end, from, n++) < 0)
			return -ENOMEM;
	if (n == 0) {
		e = smcf_listener_parse(p, "", &l, NULL);
		if (e < 0 || append(p, &end, &l, 0) < 0)
			return -ENOMEM;
	}
	for (each = list; local_daemon && each != NULL; each = each->next)
		bind_local(each);
	*ret = list;
	return 0;
}

/* Names that no hosts file gives to another machine. */
static bool
is_local_name(const char *name)
{
	static const char *const names[] = { "localhost", "localhost.",
		"localhost.localdomain", "localhost4", "localhost6",
		"localhost6.localdomain6", "loopback", "ip6-localhost",
		"ip6-loopback" };
	size_t i;

	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (strcasecmp(name, names[i]) == 0)
			return true;
	return false;
}

static bool
is_loopback6(const char *text)
{
	static const unsigned char one[16] = { [15] = 1 };
	static const unsigned char mapped[13] = { [10] = 0xff, [11] = 0xff,
		[12] = 127 };
	unsigned char a[16];

	if (strncasecmp(text, "IPv6:", 5) == 0)
		text += 5;
	if (inet_pton(AF_INET6, text, a) != 1)
		return false;
	return memcmp(a, one, sizeof(one)) == 0 ||
	    memcmp(a, mapped, sizeof(mapped)) == 0;
}

bool
smcf_is_loopback(const char *address)
{
	char text[128];
	size_t len;
	in_addr_t a;

	if (address == NULL)
		return false;
	len = strlen(address);
	if (len >= 2 && address[0] == '[' && address[len - 1] == ']') {
		address++;
		len -= 2;
	}
	if (len == 0 || len >= sizeof(text))
		return false;
	memcpy(text, address, len);
	text[len] = '\0';
	if (strchr(text, ':') != NULL)
		return is_loopback6(text);
	if (text[0] < '0' || text[0] > '9')
		return is_local_name(text);
	/* sendmail asks inet_addr(), to which 127.1 is an address too. */
	a = inet_addr(text);
	return a != (in_addr_t)-1 && ntohl(a) >> 24 == 127;
}

bool
smcf_all_loopback(const struct smcf_listener *l)
{
	if (l == NULL)
		return false;
	for (; l != NULL; l = l->next)
		if (strcmp(l->family, "unix") != 0 &&
		    !smcf_is_loopback(l->address))
			return false;
	return true;
}
