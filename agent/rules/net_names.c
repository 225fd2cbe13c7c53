/* Names of hosts: their canonical form, by /etc/hosts and the name server. */
#include "agent/rules/net_names.h"

#include <arpa/inet.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "agent/base/lines.h"

#define MAX_CHAIN 10		/* of CNAME records: MAXCNAMEDEPTH */

enum dns_answer
net_records(struct run *r, const char *name, const char *type,
    struct strv *ret)
{
	char copy[MAX_KEY];
	size_t n;

	if (!run_works(r, 1000))
		return DNS_NO_NAME;
	snprintf(copy, sizeof(copy), "%s", name);
	n = strlen(copy);
	if (n > 0 && copy[n - 1] == '.')
		copy[n - 1] = '\0';
	return r->cf->world->dns(r->cf->world->context, copy, type, r->pool,
	    ret);
}

/* One line of a hosts file: its address and names. */
struct host_line {
	const char *words[32];
	size_t n;
	char text[MAX_LINE_TEXT];
};

static void
split(struct host_line *h, const char *line, size_t len)
{
	const char *const blanks = " \t\r\v\f";
	char *p = h->text;

	if (len > sizeof(h->text) - 1)
		len = sizeof(h->text) - 1;
	memcpy(p, line, len);
	p[len] = '\0';
	p[strcspn(p, "#")] = '\0';
	h->n = 0;
	for (p += strspn(p, blanks); *p != '\0' && h->n < 32;
	    p += strspn(p, blanks)) {
		h->words[h->n++] = p;
		p += strcspn(p, blanks);
		if (*p != '\0')
			*p++ = '\0';
	}
}

/* The first name with a dot, else the first. */
static const char *
best_name(const struct host_line *h)
{
	size_t i;

	for (i = 1; i < h->n; i++)
		if (strchr(h->words[i], '.') != NULL)
			return h->words[i];
	return h->words[1];
}

static const char *
domain_of(const struct run *r)
{
	return r->macros['m'] != NULL ? r->macros['m'] : "";
}

/* In the hosts file, by name (text_getcanonname()) or by address. */
static bool
in_hosts(struct run *r, const char *name, bool address, char *ret,
    size_t size)
{
	const struct file_text *file = rules_file(r->cf, r->cf->hosts_file);
	const char *domain = domain_of(r), *dot = strchr(name, '.');
	bool ours = dot != NULL && strcasecmp(dot + 1, domain) == 0, found;
	struct host_line h;
	struct lines l;
	size_t i;

	if (file == NULL || file->status != 0)
		return false;
	lines_init(&l, file->text, file->len);
	while (lines_next(&l)) {
		split(&h, l.line, l.len);
		if (h.n < 2)
			continue;
		found = address && strcasecmp(h.words[0], name) == 0;
		for (i = 1; !address && i < h.n && !found; i++)
			found = strcasecmp(h.words[i], name) == 0 ||
			    (ours && strlen(h.words[i]) == (size_t)
			    (dot - name) && strncasecmp(h.words[i], name,
			    (size_t)(dot - name)) == 0);
		if (!found)
			continue;
		/* An address is answered by the C library: its first. */
		snprintf(ret, size, "%s", address ? h.words[1] :
		    best_name(&h));
		if (!address && strchr(ret, '.') == NULL && *domain != '\0')
			snprintf(ret + strlen(ret), size - strlen(ret),
			    ".%s", domain);
		return true;
	}
	return false;
}

/* dns_getcanonname(): A, then MX; a CNAME leads on. The search list of the
 * resolver is not known here: names are taken as they are. */
static enum dns_answer
in_dns(struct run *r, char *name, size_t size)
{
	enum dns_answer answer;
	bool again = false;
	struct strv v;
	int i;

	for (i = 0; i < MAX_CHAIN; i++) {
		v = (struct strv){ .n = 0 };
		if (net_records(r, name, "CNAME", &v) == DNS_FOUND &&
		    v.n > 0) {
			snprintf(name, size, "%s", v.v[0]);
			continue;
		}
		v = (struct strv){ .n = 0 };
		answer = net_records(r, name, "A", &v);
		if (answer == DNS_EMPTY)
			answer = net_records(r, name, "AAAA", &v);
		again = answer == DNS_AGAIN;
		if (answer == DNS_FOUND || answer == DNS_NO_NAME)
			return answer;
		v = (struct strv){ .n = 0 };
		answer = net_records(r, name, "MX", &v);
		if (answer == DNS_EMPTY && again)
			return DNS_AGAIN;
		return answer;
	}
	return DNS_NO_NAME;
}

/* "1.2.3.4" as the name that its PTR record hangs on. */
static bool
reverse_name(const char *address, char *ret, size_t size)
{
	static const char hex[] = "0123456789abcdef";
	unsigned char b[16];
	size_t at = 0;
	int i;

	if (inet_pton(AF_INET, address, b) == 1) {
		snprintf(ret, size, "%d.%d.%d.%d.in-addr.arpa", b[3], b[2],
		    b[1], b[0]);
		return true;
	}
	if (strncasecmp(address, "IPv6:", 5) == 0)
		address += 5;
	if (inet_pton(AF_INET6, address, b) != 1 || size < 80)
		return false;
	for (i = 15; i >= 0; i--) {
		ret[at++] = hex[b[i] & 15];
		ret[at++] = '.';
		ret[at++] = hex[b[i] >> 4];
		ret[at++] = '.';
	}
	snprintf(ret + at, size - at, "ip6.arpa");
	return true;
}

/* The name of an address, from the text between its brackets. */
static enum dns_answer
of_address(struct run *r, const char *name, char *ret, size_t size)
{
	char address[MAX_NAME], reverse[128];
	struct strv v = { .n = 0 };
	enum dns_answer answer;

	snprintf(address, sizeof(address), "%s", name + 1);
	address[strcspn(address, "]")] = '\0';
	if (in_hosts(r, address, true, ret, size))
		return DNS_FOUND;
	if (!reverse_name(address, reverse, sizeof(reverse)))
		return DNS_NO_NAME;
	answer = net_records(r, reverse, "PTR", &v);
	if (answer == DNS_FOUND && v.n > 0)
		snprintf(ret, size, "%s", v.v[0]);
	return answer == DNS_FOUND && v.n == 0 ? DNS_EMPTY : answer;
}

/* The n-th service that knows hosts: of the service switch file, else what
 * sendmail asks by itself (switch_map_find() of conf.c). */
static const char *
service(struct run *r, size_t n, char *word, size_t size)
{
	static const char *const usual[] = { "dns", "files" };
	const struct file_text *file = rules_file(r->cf,
	    r->cf->switch_file != NULL ? r->cf->switch_file :
	    "/etc/mail/service.switch");
	struct host_line h;
	struct lines l;

	if (file == NULL || file->status != 0)
		return n < 2 ? usual[n] : NULL;
	lines_init(&l, file->text, file->len);
	while (lines_next(&l)) {
		split(&h, l.line, l.len);
		if (h.n == 0 || strcmp(h.words[0], "hosts") != 0)
			continue;
		if (n + 1 >= h.n)
			return NULL;
		snprintf(word, size, "%s", h.words[n + 1]);
		return word;
	}
	return n < 2 ? usual[n] : NULL;
}

/* getcanonname(): each service in turn; one that fails for now is passed
 * over, but remembered. */
static enum dns_answer
of_services(struct run *r, const char *name, char *ret, size_t size)
{
	enum dns_answer answer, all = DNS_NO_NAME;
	const char *which;
	char word[32];
	size_t i;

	for (i = 0; (which = service(r, i, word, sizeof(word))) != NULL;
	    i++) {
		answer = DNS_NO_NAME;
		snprintf(ret, size, "%s", name);
		if (strcmp(which, "files") == 0 &&
		    in_hosts(r, name, false, ret, size))
			answer = DNS_FOUND;
		else if (strcmp(which, "dns") == 0)
			answer = in_dns(r, ret, size);
		if (answer == DNS_FOUND)
			return answer;
		if (answer == DNS_AGAIN)
			all = answer;
	}
	return all;
}

/* A name without a dot gets $m. */
static enum dns_answer
of_name(struct run *r, const char *name, char *ret, size_t size)
{
	enum dns_answer answer = of_services(r, name, ret, size);

	if (answer != DNS_FOUND)
		return answer;
	/* sendmail takes the dot of a full name away, to add -a. */
	if (ret[0] != '\0' && ret[strlen(ret) - 1] == '.')
		ret[strlen(ret) - 1] = '\0';
	if (strchr(ret, '.') != NULL)
		return answer;
	if (*domain_of(r) == '\0')
		return DNS_NO_NAME;
	snprintf(ret + strlen(ret), size - strlen(ret), ".%s", domain_of(r));
	return answer;
}

const struct host_answer *
net_canon(struct run *r, const char *name)
{
	struct pool *pool = &r->cf->pool;
	char text[2 * MAX_KEY];
	struct host_answer *a;
	enum dns_answer answer;

	for (a = r->cf->hosts; a != NULL; a = a->next)
		if (strcmp(a->name, name) == 0)
			return a;
	a = pool_alloc(pool, sizeof(*a));
	if (a == NULL || (a->name = pool_strdup(pool, name)) == NULL)
		return NULL;
	if (name[0] != '[')
		answer = of_name(r, name, text, sizeof(text));
	else if (strchr(name, ']') != NULL)
		answer = of_address(r, name, text, sizeof(text));
	else
		answer = DNS_NO_NAME;
	a->again = answer == DNS_AGAIN;
	if (answer == DNS_FOUND && (a->canon = pool_strdup(pool, text)) ==
	    NULL)
		return NULL;
	a->next = r->cf->hosts;
	r->cf->hosts = a;
	return a;
}
