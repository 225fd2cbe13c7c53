/* Lines of sendmail's log: who handed it mail, and where that went. */
#include "agent/model/maillog.h"

#include <errno.h>
#include <string.h>

#include "agent/base/lines.h"
#include "agent/model/logtime.h"

/* Debian, Red Hat and the BSDs, SUSE, HP-UX, Solaris, IRIX, Tru64. */
const char *const maillog_usual[] = { "/var/log/mail.log",
	"/var/log/maillog", "/var/log/mail", "/var/adm/syslog/mail.log",
	"/var/log/syslog", "/var/adm/SYSLOG",
	"/var/adm/syslog.dated/current/mail.log", NULL };

/* The first place of a word in len bytes, or NULL. */
static const char *
find(const char *p, size_t len, const char *word)
{
	size_t n = strlen(word);
	const char *end = p + len;

	while (len >= n && (p = memchr(p, word[0], len - n + 1)) != NULL) {
		if (memcmp(p, word, n) == 0)
			return p;
		p++;
		len = (size_t)(end - p);
	}
	return NULL;
}

static const char *
find_last(const char *p, size_t len, const char *word)
{
	const char *found = NULL, *end = p + len;

	while ((p = find(p, (size_t)(end - p), word)) != NULL)
		found = p++;
	return found;
}

/* FNV-1a: to hold two lines of one message together, not against forgery. */
static uint64_t
hash(const char *p, size_t len)
{
	uint64_t h = UINT64_C(14695981039346656037);

	for (; len > 0; len--)
		h = (h ^ (unsigned char)*p++) * UINT64_C(1099511628211);
	return h == 0 ? 1 : h;
}

static uint64_t
message_of(const char *p, size_t len)
{
	const char *id = find(p, len, ", msgid=<"), *end;

	if (id == NULL)
		return 0;
	id += sizeof(", msgid=<") - 1;
	end = find(id, len - (size_t)(id - p), ">, ");
	return end == NULL || end == id ? 0 : hash(id, (size_t)(end - id));
}

/* "name [address]", "[address]", "name [address] (may be forged)", with an
 * ident's "user@" before it; or "user@host". */
static bool
read_relay(const char *p, size_t len, struct maillog_line *ret)
{
	const char *open = memchr(p, '[', len), *close;
	size_t n;

	if (open == NULL) {
		ret->kind = MAILLOG_COMMAND;
		return memchr(p, '@', len) != NULL;
	}
	open++;
	close = memchr(open, ']', len - (size_t)(open - p));
	if (close == NULL)
		return false;
	n = (size_t)(close - open);
	if (n > 5 && memcmp(open, "IPv6:", 5) == 0) {
		open += 5;
		n -= 5;
	}
	if (n == 0 || n >= sizeof(ret->address) ||
	    memchr(open, '\0', n) != NULL)
		return false;
	memcpy(ret->address, open, n);
	ret->address[n] = '\0';
	ret->kind = MAILLOG_SMTP;
	return true;
}

/* The first field of a record, behind the queue id, is this one. */
static bool
begins(const char *line, size_t len, const char *field)
{
	const char *equals = len == 0 ? NULL : memchr(line, '=', len);
	size_t n = strlen(field);

	return equals != NULL && (size_t)(equals - line) >= n &&
	    memcmp(equals - n, field, n) == 0;
}

bool
maillog_parse(const char *line, size_t len, int64_t today,
    struct maillog_line *ret)
{
	const bool from = begins(line, len, ": from");
	const char *relay;
	bool good = false;

	*ret = (struct maillog_line){ .when = logtime_parse(line, len, today) };
	if (!from && !begins(line, len, ": to"))
		return false;
	relay = from ? find_last(line, len, ", relay=") : NULL;
	if (from && find(line, len, ", nrcpts=0, ") != NULL) {
		good = false;	/* a session that handed nothing over */
	} else if (relay != NULL) {
		relay += sizeof(", relay=") - 1;
		good = read_relay(relay, len - (size_t)(relay - line), ret);
		ret->message = message_of(line, len);
	} else if (!from && find(line, len, ", mailer=local, ") != NULL &&
	    find_last(line, len, ", stat=Sent") != NULL) {
		ret->kind = MAILLOG_DELIVERED;
		good = true;
	}
	if (!good)
		ret->kind = MAILLOG_OTHER;
	return good;
}

/* Does a selector take facility mail ("mail.info;news.none")? all: those of
 * every facility count as well. */
static bool
selects(const char *p, size_t len, bool all)
{
	const char *end = p + len, *mail = find(p, len, "mail");
	const char *dot;

	if (mail == NULL)
		return all && len > 1 && p[0] == '*' && p[1] == '.' &&
		    find(p, len, "*.none") != p;
	dot = memchr(mail, '.', (size_t)(end - mail));
	return dot != NULL && !(end - dot >= 5 &&
	    memcmp(dot, ".none", 5) == 0);
}

static int
add_files(struct pool *pool, const char *text, size_t len, bool all,
    struct strv *ret)
{
	struct lines l;
	const char *path;
	size_t n, left;
	int r = 0;

	lines_init(&l, text, len);
	while (r == 0 && lines_next(&l)) {
		for (n = 0; n < l.len && l.line[n] != ' ' &&
		    l.line[n] != '\t'; n++)
			;
		if (n == 0 || l.line[0] == '#' || !selects(l.line, n, all))
			continue;
		left = l.len - n;
		path = memchr(l.line + n, '/', left);
		if (path == NULL)
			continue;
		left -= (size_t)(path - (l.line + n));
		for (n = 0; n < left && strchr(" \t,;)\"'", path[n]) == NULL;
		    n++)
			;
		r = strv_pushn(pool, ret, path, n);
	}
	return r;
}

int
maillog_files(struct pool *pool, const char *text, size_t len,
    struct strv *ret)
{
	size_t before = ret->n;
	int r = add_files(pool, text, len, false, ret);

	if (r == 0 && ret->n == before)
		r = add_files(pool, text, len, true, ret);
	return r;
}
