/* Where one letter went, by what the mail log says of it. */
#include "agent/model/mailtrace.h"

#include <ctype.h>
#include <string.h>

/* A piece of a line. */
struct piece {
	const char *p;
	size_t len;
};

static struct piece
behind(struct piece s, size_t n)
{
	return (struct piece){ .p = s.p + n, .len = s.len - n };
}

static bool
begins(struct piece s, const char *word)
{
	const size_t n = strlen(word);

	return s.len >= n && memcmp(s.p, word, n) == 0;
}

/* What stands behind the last of these words; false: it is not there. */
static bool
behind_last(struct piece s, const char *word, struct piece *ret)
{
	bool found = false;

	for (; s.len > 0; s = behind(s, 1))
		if (begins(s, word)) {
			*ret = behind(s, strlen(word));
			found = true;
		}
	return found;
}

static struct piece
until(struct piece s, const char *ends)
{
	size_t n = 0;

	while (n < s.len && strchr(ends, s.p[n]) == NULL)
		n++;
	return (struct piece){ .p = s.p, .len = n };
}

static bool
is_exim_time(struct piece s)
{
	static const char form[] = "0000-00-00 00:00:00";
	size_t i;

	if (s.len < sizeof(form))
		return false;
	for (i = 0; i + 1 < sizeof(form); i++)
		if (form[i] == '0' ? !isdigit((unsigned char)s.p[i]) :
		    s.p[i] != form[i])
			return false;
	return true;
}

/* The queue id and what follows it. */
static bool
split(struct piece s, bool *exim, struct piece *id, struct piece *rest)
{
	struct piece in;
	size_t n;

	*exim = is_exim_time(s);
	if (*exim) {
		s = behind(s, sizeof("0000-00-00 00:00:00"));
		while (s.len > 0 && (*s.p == '[' || *s.p == '+')) {
			n = until(s, " ").len;	/* a pid, a time zone */
			s = behind(s, n < s.len ? n + 1 : n);
		}
	} else {
		/* program[pid]: and Solaris' [ID number mail.info]. */
		in = s;
		while (in.len > 0 && !begins(in, "]: "))
			in = behind(in, 1);
		if (in.len == 0)
			return false;
		s = behind(in, 3);
		if (begins(s, "[ID ")) {
			n = until(s, "]").len;
			s = behind(s, n + 2 <= s.len ? n + 2 : s.len);
		}
	}
	*id = until(s, *exim ? " " : ":");
	if (id->len < 4 || id->len + 2 > s.len ||
	    id->len >= sizeof(((struct mailtrace *)NULL)->ids[0]))
		return false;
	for (n = 0; n < id->len; n++)
		if (!isalnum((unsigned char)id->p[n]) &&
		    !(*exim && id->p[n] == '-'))
			return false;
	*rest = behind(s, id->len + (*exim ? 1 : 2));
	return true;
}

static bool
is_known(const struct mailtrace *t, struct piece id)
{
	unsigned i;

	for (i = 0; i < t->n_ids; i++)
		if (strlen(t->ids[i]) == id.len &&
		    memcmp(t->ids[i], id.p, id.len) == 0)
			return true;
	return false;
}

/* "msgid=<M>" of sendmail, "message-id=<M>" of Postfix, " id=M" of Exim. */
static bool
names_message(const struct mailtrace *t, bool exim, struct piece rest)
{
	const size_t n = strlen(t->message);
	struct piece m;

	if (exim)
		return begins(rest, "<= ") && behind_last(rest, " id=", &m) &&
		    begins(m, t->message) && (m.len == n || m.p[n] == ' ');
	return (begins(rest, "from=") || begins(rest, "message-id=")) &&
	    (behind_last(rest, ", msgid=<", &m) ||
	    (begins(rest, "message-id=<") && behind_last(rest,
	    "message-id=<", &m))) && begins(m, t->message) && m.len > n &&
	    m.p[n] == '>';
}

static void
say(struct mailtrace *t, struct piece s)
{
	size_t i;

	for (i = 0; i < s.len && i + 1 < sizeof(t->last); i++)
		t->last[i] = s.p[i] >= ' ' && s.p[i] < 0x7f ? s.p[i] : '?';
	t->last[i] = '\0';
}

/* "localhost [127.0.0.1]", "[IPv6:::1]", "127.0.0.1[127.0.0.1]:25". */
static bool
is_loopback(struct piece relay)
{
	struct piece address;

	if (!behind_last(relay, "[", &address))
		return false;
	if (begins(address, "IPv6:"))
		address = behind(address, 5);
	return begins(address, "127.") || begins(address, "::1]") ||
	    begins(address, "0:0:0:0:0:0:0:1]");
}

/* to=..., relay=..., stat=Sent (...) */
static void
take_syslog(struct mailtrace *t, struct piece rest)
{
	struct piece relay = { .p = "", .len = 0 }, s;

	if (!behind_last(rest, ", stat=", &s) &&
	    !behind_last(rest, ", status=", &s))
		return;
	if (behind_last((struct piece){ .p = rest.p,
	    .len = (size_t)(s.p - rest.p) }, ", relay=", &relay))
		relay = until(relay, ",");
	say(t, s);
	/* An alias of Postfix's: the copy has an id of its own. */
	if (begins(s, "sent (forwarded as "))
		return;
	if (begins(s, "Sent") || begins(s, "sent"))
		t->ended += !is_loopback(relay);
	else if (!begins(s, "Deferred") && !begins(s, "deferred") &&
	    !begins(s, "queued"))
		t->failed = true;
}

/* "=> address R=router T=transport H=host [address] ...", also "->" for
 * further ones, "==" for what is put off, "**" for what failed. */
static void
take_exim(struct mailtrace *t, struct piece rest)
{
	struct piece host;
	const bool away = behind_last(rest, " H=", &host);

	if (begins(rest, "=> ") || begins(rest, "-> "))
		t->ended += !away || !is_loopback(until(host, "]"));
	else if (begins(rest, "** "))
		t->failed = true;
	else if (!begins(rest, "== "))
		return;
	say(t, rest);
}

void
mailtrace_line(struct mailtrace *t, const char *line, size_t len)
{
	struct piece id, rest;
	bool exim;

	if (!split((struct piece){ .p = line, .len = len }, &exim, &id, &rest))
		return;
	if (names_message(t, exim, rest)) {
		if (is_known(t, id) || t->n_ids == MAILTRACE_IDS)
			return;
		memcpy(t->ids[t->n_ids], id.p, id.len);
		t->ids[t->n_ids++][id.len] = '\0';
	} else if (is_known(t, id)) {
		if (exim)
			take_exim(t, rest);
		else if (begins(rest, "to="))
			take_syslog(t, rest);
	}
}
