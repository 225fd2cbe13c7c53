/* Names and addresses of a super-server's sockets. */
#include "platforms/smtp_port.h"

#include <ctype.h>
#include <string.h>

#include "agent/base/buf.h"
#include "agent/base/lines.h"
#include "agent/base/num.h"
#include "agent/model/smcf.h"

static const struct { const char *name; unsigned port; } known[] = {
	{ "smtp", 25 },
	{ "mail", 25 },			/* its alias in services(5) */
	{ "smtps", 465 },
	{ "ssmtp", 465 },
	{ "urd", 465 },
	{ "submissions", 465 },
	{ "submission", 587 },
	{ "msa", 587 },
};

/* A word of one line up to its comment; moves on. */
static bool
next_word(const char **at, const char *end, const char **word, size_t *len)
{
	const char *p = *at;

	while (p < end && isspace((unsigned char)*p))
		p++;
	if (p == end || *p == '#')
		return false;
	*word = p;
	while (p < end && !isspace((unsigned char)*p) && *p != '#')
		p++;
	*len = (size_t)(p - *word);
	*at = p;
	return true;
}

static unsigned
line_port(const struct lines *l, const char *service)
{
	const char *at = l->line, *end = l->line + l->len, *word, *slash;
	size_t len, n = strlen(service);
	long long port = 0;
	unsigned i;
	bool named = false;

	for (i = 0; next_word(&at, end, &word, &len); i++) {
		if (i == 1) {
			slash = memchr(word, '/', len);
			if (slash == NULL || end - slash < 4 ||
			    memcmp(slash, "/tcp", 4) != 0 ||
			    num_parse(word, (size_t)(slash - word), 1, 65535,
			    &port) < 0)
				return 0;
		} else if (len == n && memcmp(word, service, n) == 0) {
			named = true;
		}
	}
	return named ? (unsigned)port : 0;
}

/* The next line that has this name somewhere in it. */
static bool
next_line(struct lines *l, const char *text, const char *name)
{
	const char *at;

	for (; l->next < l->end; l->next += strlen(l->next) + 1) {
		at = strstr(l->next, name);
		if (at == NULL)
			continue;	/* a NUL may be in the text */
		while (at > text && at[-1] != '\n')
			at--;
		l->next = at;
		return lines_next(l);
	}
	return false;
}

static unsigned
from_services(const struct host *h, const char *service)
{
	struct buf b = BUF_INIT(ROOT_MAX_FILE);
	struct lines l;
	unsigned port = 0;

	if (*service != '\0' &&
	    root_read(&h->root, "/etc/services", &b, NULL, NULL) == 0 &&
	    b.len > 0) {
		lines_init(&l, b.p, b.len);
		while (port == 0 && next_line(&l, b.p, service))
			port = line_port(&l, service);
	}
	buf_release(&b);
	return port;
}

unsigned
smtp_port(const struct host *h, const char *service)
{
	long long port = 0;
	size_t i;

	if (num_parse(service, strlen(service), 1, 65535, &port) < 0) {
		for (i = 0; i < sizeof(known) / sizeof(known[0]); i++)
			if (strcmp(known[i].name, service) == 0)
				return known[i].port;
		port = from_services(h, service);
	}
	return port == 25 || port == 465 || port == 587 ? (unsigned)port : 0;
}

bool
smtp_host_is_loopback(const char *host)
{
	return strcmp(host, "ip6-localhost") == 0 ||
	    strcmp(host, "loopback") == 0 || smcf_is_loopback(host);
}
