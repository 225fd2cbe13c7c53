/* The process title that sendmail writes over its command line. */
#include "agent/model/title.h"

#include <errno.h>
#include <string.h>

#include "agent/base/num.h"

struct span {
	const char *p;
	size_t len;
};

/* How a title begins, and what it says of the process. */
struct form {
	const char *text;
	enum role role;
	bool accepting;
};

/* sendmail 8.17 daemon.c, conf.c, main.c, queue.c, srvrsmtp.c, control.c.
 * 8.8 and 8.9 have "on port 25" behind "accepting connections", and no
 * "on daemon" behind "rejecting connections". While it delays or defers,
 * sendmail sleeps for a second and then takes the connection. */
static const struct form forms[] = {
	{ "accepting connections", ROLE_DAEMON, true },
	{ "rejecting connections", ROLE_DAEMON, false },
	{ "rejecting new messages: ", ROLE_DAEMON, true },
	{ "deferring connections on daemon ", ROLE_DAEMON, true },
	{ "delaying connections on daemon ", ROLE_DAEMON, true },
	{ "Queue runner@", ROLE_QUEUE_RUNNER, false },
	{ "Queue control", ROLE_QUEUE_RUNNER, false },
	{ "running queue: ", ROLE_QUEUE_RUNNER, false },
	{ "startup with ", ROLE_SESSION, false },
	{ "server ", ROLE_SESSION, false },
	{ "control cmd read", ROLE_SESSION, false },
	{ "control: ", ROLE_SESSION, false },
};
#define N_FORMS (sizeof(forms) / sizeof(forms[0]))

/* A title that begins with '-' may as well be a login shell ("-sh"). */
#define MIN_SVR4 4

static bool
begins(struct span s, const char *text)
{
	size_t n = strlen(text);

	return s.len >= n && memcmp(s.p, text, n) == 0;
}

static struct span
behind(struct span s, size_t n)
{
	return (struct span){ s.p + n, s.len - n };
}

/* Where text begins in s; s.len without it. */
static size_t
find(struct span s, const char *text)
{
	size_t n = strlen(text), i;

	for (i = 0; i + n <= s.len; i++)
		if (memcmp(s.p + i, text, n) == 0)
			return i;
	return s.len;
}

static struct span
trim(struct span s)
{
	while (s.len > 0 && (s.p[s.len - 1] == '\0' ||
	    s.p[s.len - 1] == ' ' || s.p[s.len - 1] == '\n'))
		s.len--;
	return s;
}

/* A whole form at the beginning of s, or NULL. */
static const struct form *
find_form(struct span s)
{
	size_t i;

	for (i = 0; i < N_FORMS; i++)
		if (begins(s, forms[i].text))
			return &forms[i];
	return NULL;
}

/* Forms of which s is the beginning: what they have in common. */
static bool
find_cut_form(struct span s, struct form *ret)
{
	size_t i, n = 0;

	for (i = 0; i < N_FORMS; i++) {
		if (s.len == 0 || strncmp(forms[i].text, s.p, s.len) != 0)
			continue;
		if (n++ == 0) {
			*ret = forms[i];
			continue;
		}
		if (ret->role != forms[i].role)
			ret->role = ROLE_UNKNOWN;
		ret->accepting = ret->accepting && forms[i].accepting;
	}
	return n > 0;
}

/* "00:15:00", "1+00:00:00" at the beginning of *s, which moves behind it.
 * -1: something else, or cut. */
static long
take_interval(struct span *s)
{
	static const long factors[] = { 3600, 60, 1 };
	size_t end = find(*s, " "), plus = find(*s, "+"), i;
	struct span t = { s->p, end };
	long long n, total = 0;

	*s = behind(*s, end);
	if (plus < end) {
		if (num_parse(t.p, plus, 0, 100000, &n) < 0)
			return -1;
		total = n * 86400;
		t = behind(t, plus + 1);
	}
	if (t.len != 8 || t.p[2] != ':' || t.p[5] != ':')
		return -1;
	for (i = 0; i < 3; i++) {
		if (num_parse(t.p + 3 * i, 2, 0, 59, &n) < 0)
			return -1;
		total += n * factors[i];
	}
	return (long)total;
}

/* The name is a client queue's, as far as it goes. */
static bool
is_client_queue(struct span dir)
{
	static const char *const names[] = { "/clientmqueue",
		"/mqueue-client" };
	/* So much of a cut name tells it from "/mqueue". */
	static const size_t telling[] = { 2, sizeof("/mqueue-") - 1 };
	size_t i, n;

	for (n = dir.len; n > 0 && dir.p[n - 1] != '/'; n--)
		continue;
	n = n > 0 ? dir.len - n + 1 : 0;
	for (i = 0; i < 2; i++)
		if (find(dir, names[i]) < dir.len ||
		    (n >= telling[i] && n < strlen(names[i]) &&
		    memcmp(dir.p + dir.len - n, names[i], n) == 0))
			return true;
	return false;
}

/* The directory ends in the midst of a name that we know. */
static bool
is_cut_queue(struct span dir)
{
	static const char *const names[] = { "/mqueue", "/clientmqueue",
		"/mqueue-client" };
	size_t i, n;

	if (dir.len == 0)
		return true;
	for (n = dir.len - 1; n > 0 && dir.p[n] != '/'; n--)
		continue;
	dir = behind(dir, n);
	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		if (dir.len == strlen(names[i]) &&
		    memcmp(dir.p, names[i], dir.len) == 0)
			return false;
	}
	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		if (dir.len < strlen(names[i]) &&
		    memcmp(dir.p, names[i], dir.len) == 0)
			return true;
	}
	return false;
}

/* "[192.0.2.1]", "[IPv6:...]": a peer's address, never ours to choose. */
static bool
has_peer(struct span s)
{
	size_t i;

	for (i = 0; i + 1 < s.len; i++)
		if (s.p[i] == '[' && ((s.p[i + 1] >= '0' &&
		    s.p[i + 1] <= '9') || s.p[i + 1] == 'I'))
			return true;
	return false;
}

/* "2AAAbcde012345 " or "AA12345 ": a queue id. */
static bool
has_queue_id(struct span s)
{
	size_t n = find(s, " "), i, digits = 0;

	if (n < 7 || n > 20 || n == s.len)
		return false;
	for (i = 0; i < n; i++) {
		if (s.p[i] >= '0' && s.p[i] <= '9')
			digits++;
		else if ((s.p[i] < 'A' || s.p[i] > 'Z') &&
		    (s.p[i] < 'a' || s.p[i] > 'z'))
			return false;
	}
	return digits > 0;
}

/* "QID HOST: PHASE", "QID from queue", "CLIENT: COMMAND", "HOST: client
 * QUIT": a child at one message. */
static bool
is_session(struct span s)
{
	size_t colon = find(s, ": ");

	if (has_queue_id(s))
		return true;
	if (colon == s.len)
		return begins(s, "NOQUEUE ");
	return has_peer((struct span){ s.p, colon }) ||
	    begins(s, "NOQUEUE ") ||
	    begins(behind(s, colon + 2), "client ") ||
	    begins(behind(s, colon + 2), "user open");
}

static void
read_queue(struct pool *p, struct span s, struct title *t)
{
	t->cut = is_cut_queue(s);
	if (s.len == 0)
		return;
	t->queue = pool_strndup(p, s.p, s.len);
	if (is_client_queue(s))
		t->role = ROLE_SUBMISSION_RUNNER;
}

/* "Queue runner@INTERVAL for DIRECTORY", `s` behind the '@'. */
static void
read_runner(struct pool *p, struct span s, struct title *t)
{
	static const char infix[] = " for ";

	t->queue_interval = take_interval(&s);
	if (begins(s, infix))
		read_queue(p, behind(s, sizeof(infix) - 1), t);
	else
		t->cut = true;
}

static void
set_form(struct pool *p, const struct form *f, struct span s, struct title *t)
{
	struct span rest;

	t->role = f->role;
	t->accepting = f->accepting;
	if (f->role != ROLE_QUEUE_RUNNER || !begins(s, f->text))
		return;
	rest = behind(s, strlen(f->text));
	if (begins(s, "Queue runner@"))
		read_runner(p, rest, t);
	else if (begins(s, "running queue: "))
		read_queue(p, rest, t);
}

static void
set_prefix(struct pool *p, struct span s, size_t len, struct title *t)
{
	t->prefix = pool_strndup(p, s.p, len);
	/* Debian's submit.cf has ProcessTitlePrefix=MSP. */
	if (t->role == ROLE_QUEUE_RUNNER && len == 3 &&
	    memcmp(s.p, "MSP", 3) == 0)
		t->role = ROLE_SUBMISSION_RUNNER;
}

/* The text behind a prefix. A client may send what looks like a title; it
 * then stands behind its own address. */
static bool
read_prefixed(struct pool *p, struct span s, struct title *t)
{
	size_t at = 0, next;
	const struct form *f;

	while ((next = find(behind(s, at), ": ")) < s.len - at) {
		at += next;
		if (has_peer((struct span){ s.p, at }))
			return false;
		f = find_form(behind(s, at + 2));
		if (f != NULL) {
			set_form(p, f, behind(s, at + 2), t);
			set_prefix(p, s, at, t);
			return true;
		}
		at += 2;
	}
	return false;
}

/* What stands behind "sendmail: ". */
static void
read_text(struct pool *p, struct span s, struct title *t)
{
	const struct form *f = find_form(s);
	struct form common;
	size_t colon = find(s, ": ");
	struct span rest = s;

	if (f != NULL) {
		set_form(p, f, s, t);
		return;
	}
	if (read_prefixed(p, s, t))
		return;
	if (is_session(s)) {
		t->role = ROLE_SESSION;
		return;
	}
	if (colon < s.len)
		rest = behind(s, colon + 2);
	if (find_cut_form(rest, &common)) {
		t->cut = true;
		set_form(p, &common, rest, t);
	} else if (colon < s.len && is_session(rest)) {
		t->role = ROLE_SESSION;
	} else {
		/* One word could be a prefix, or a queue id. */
		t->cut = find(rest, " ") == rest.len;
	}
	if (colon < s.len)
		set_prefix(p, s, colon, t);
}

/* SVR4 titles, "-accepting connections": alone, or behind the arguments. */
static bool
read_svr4(struct pool *p, struct span s, struct title *t)
{
	struct form common;
	size_t dash = s.len > 0 && s.p[0] == '-' ? 0 : find(s, " -acce");
	struct span rest;

	if (dash == s.len)
		return false;
	rest = behind(s, dash == 0 ? 1 : dash + 2);
	if (rest.len < MIN_SVR4)
		return false;
	if (find_form(rest) != NULL) {
		set_form(p, find_form(rest), rest, t);
	} else if (find_cut_form(rest, &common)) {
		set_form(p, &common, rest, t);
		t->cut = true;
	} else {
		return false;
	}
	return true;
}

/* Behind "sendmail:" or "/usr/lib/sendmail:"; false: no such name. */
static bool
skip_name(struct span *s)
{
	static const char name[] = "sendmail";
	size_t colon = find(*s, ":"), i;

	if (colon == s->len)
		return false;
	for (i = colon; i > 0 && s->p[i - 1] != '/'; i--)
		if (s->p[i - 1] == ' ')
			return false;
	if (!begins((struct span){ s->p + i, colon - i }, name))
		return false;
	*s = behind(*s, colon + 1);
	if (s->len == 0)
		return true;
	if (s->p[0] != ' ')
		return false;
	*s = behind(*s, 1);
	return true;
}

/* ps of the BSDs and of OSF/1 appends the name of the program. */
static struct span
drop_program(struct span s)
{
	size_t n;

	if (s.len == 0 || s.p[s.len - 1] != ')')
		return s;
	for (n = s.len; n > 1; n--)
		if (s.p[n - 1] == '(' && s.p[n - 2] == ' ')
			break;
	if (n > 1 && find(behind(s, n), " ") == s.len - n &&
	    find(behind(s, n), "sendmail") < s.len - n)
		s = trim((struct span){ s.p, n - 2 });
	return s;
}

int
title_parse(struct pool *p, const char *cmdline, size_t len,
    struct title *ret)
{
	struct title t = { .queue_interval = -1 };
	struct span s = { cmdline, len };
	const char *nul;

	/* Behind a title's first NUL there are pads or the environment. */
	nul = len == 0 ? NULL : memchr(cmdline, '\0', len);
	if (nul != NULL)
		s.len = (size_t)(nul - cmdline);
	s = drop_program(trim(s));
	if (skip_name(&s)) {
		t.is_title = true;
		if (s.len == 0)
			t.cut = true;
		else
			read_text(p, s, &t);
	} else {
		t.is_title = read_svr4(p, s, &t);
	}
	if (p->failed)
		return -ENOMEM;
	*ret = t;
	return 0;
}
