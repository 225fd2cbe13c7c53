/* The list of processes that ps prints, whichever it is. */
#include "agent/port/ps_table.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "agent/base/lines.h"
#include "agent/base/num.h"

#define MAX_COLUMNS 24
#define MAX_ARGS ((size_t)4096)	/* more is no MTA's */
#define PID_MAX 0x7fffffffLL

struct span {
	const char *p;
	size_t len;
};

enum kind { KIND_OTHER = 0, KIND_PID, KIND_PPID, KIND_USER, KIND_NAME,
	KIND_STARTED, KIND_TIME, KIND_OPTIONAL, KIND_ARGS };

struct column {
	enum kind kind;
	size_t at;		/* where its heading begins */
};

struct table {
	struct column columns[MAX_COLUMNS];
	size_t n;
	size_t name_width;	/* from the name's heading to the next; 0:
				 * no name */
};

struct row {
	pid_t pid, ppid;
	struct span user, name, args;
};

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t';
}

static bool
is(struct span s, const char *text)
{
	return s.len == strlen(text) && memcmp(s.p, text, s.len) == 0;
}

static bool
begins(struct span s, const char *text)
{
	size_t n = strlen(text);

	return s.len >= n && memcmp(s.p, text, n) == 0;
}

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static struct span
skip_blanks(struct span s)
{
	while (s.len > 0 && is_blank(*s.p)) {
		s.p++;
		s.len--;
	}
	return s;
}

static struct span
trim_end(struct span s)
{
	while (s.len > 0 && is_blank(s.p[s.len - 1]))
		s.len--;
	return s;
}

/* The next word of *rest, which moves behind it; len 0: none. */
static struct span
take(struct span *rest)
{
	struct span s = skip_blanks(*rest), word = { s.p, 0 };

	while (word.len < s.len && !is_blank(s.p[word.len]))
		word.len++;
	*rest = (struct span){ s.p + word.len, s.len - word.len };
	return word;
}

static struct span
peek(struct span rest)
{
	return take(&rest);
}

static enum kind
kind_of(struct span heading)
{
	static const struct { const char *name; enum kind kind; } known[] = {
		{ "PID", KIND_PID }, { "PPID", KIND_PPID },
		{ "USER", KIND_USER }, { "UID", KIND_USER },
		{ "STIME", KIND_STARTED }, { "TIME", KIND_TIME },
		{ "STARTED", KIND_STARTED }, { "WCHAN", KIND_OPTIONAL },
		{ "COMMAND", KIND_NAME }, { "CMD", KIND_NAME },
		{ "COMM", KIND_NAME }, { "COMD", KIND_NAME },
		{ "ARGS", KIND_NAME },
	};
	size_t i;

	for (i = 0; i < sizeof(known) / sizeof(known[0]); i++)
		if (is(heading, known[i].name))
			return known[i].kind;
	return KIND_OTHER;
}

static bool
read_header(struct span line, struct table *t)
{
	struct span rest = line, word;
	struct column *c = NULL;
	bool pid = false;
	size_t i;

	while (t->n < MAX_COLUMNS && (word = take(&rest)).len > 0) {
		c = &t->columns[t->n++];
		c->kind = kind_of(word);
		c->at = (size_t)(word.p - line.p);
		pid = pid || c->kind == KIND_PID;
	}
	if (!pid || c->kind != KIND_NAME || skip_blanks(rest).len > 0)
		return false;
	c->kind = KIND_ARGS;
	for (i = 0; i + 1 < t->n; i++)
		if (t->columns[i].kind == KIND_NAME)
			t->name_width = t->columns[i + 1].at -
			    t->columns[i].at;
	return true;
}

/* "0:02", "20:18:32", "1-02:03:04", "0:00.42": digits around a colon. */
static bool
is_time(struct span s)
{
	size_t i, colons = 0;

	for (i = 0; i < s.len; i++) {
		if (s.p[i] == ':')
			colons++;
		else if (!is_digit(s.p[i]) && s.p[i] != '-' && s.p[i] != '.')
			return false;
	}
	return colons > 0 && is_digit(s.p[0]) && is_digit(s.p[s.len - 1]);
}

static bool
is_month(struct span s)
{
	static const char months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
	size_t i;

	for (i = 0; s.len == 3 && months[i] != '\0'; i += 3)
		if (memcmp(s.p, months + i, 3) == 0)
			return true;
	return false;
}

static bool
is_day(struct span s)
{
	return (s.len == 1 || s.len == 2) && is_digit(s.p[0]) &&
	    is_digit(s.p[s.len - 1]);
}

/* "20:18:32" of today, else "May 27", "May27", "27May98", "2019". */
static bool
take_started(struct span *rest)
{
	struct span word = take(rest);

	if (is_month(word) && is_day(peek(*rest)))
		take(rest);
	return word.len > 0;
}

/* A column that may be empty, before a start time or another such. */
static void
take_optional(const struct column *c, struct span *rest)
{
	const struct span word = peek(*rest);

	if (c[1].kind == KIND_STARTED && (is_time(word) || is_month(word)))
		return;
	take(rest);
}

/* The name of a program may hold blanks; where its column is as wide as its
 * heading says, that tells where it ends. */
static void
take_name(const struct table *t, struct span *rest, struct span *name)
{
	struct span s = skip_blanks(*rest);
	const size_t w = t->name_width;

	if (s.len < w || !is_blank(s.p[w - 1])) {
		*name = take(rest);
		return;
	}
	*name = trim_end((struct span){ s.p, w });
	*rest = (struct span){ s.p + w, s.len - w };
}

static bool
take_pid(struct span *rest, pid_t *ret)
{
	struct span word = take(rest);
	long long n;

	if (num_parse(word.p, word.len, 0, PID_MAX, &n) != 0)
		return false;
	*ret = (pid_t)n;
	return true;
}

static bool
take_column(const struct table *t, const struct column *c, struct span *rest,
    struct row *r)
{
	switch (c->kind) {
	case KIND_PID:
		return take_pid(rest, &r->pid);
	case KIND_PPID:
		return take_pid(rest, &r->ppid);
	case KIND_USER:
		r->user = take(rest);
		return r->user.len > 0;
	case KIND_NAME:
		take_name(t, rest, &r->name);
		return r->name.len > 0;
	case KIND_STARTED:
		return take_started(rest);
	case KIND_TIME:
		return is_time(take(rest));
	case KIND_OPTIONAL:
		take_optional(c, rest);
		return true;
	case KIND_ARGS:
		/* Blanks at the end may be where it was cut. */
		r->args = skip_blanks(*rest);
		return true;
	default:
		return take(rest).len > 0;
	}
}

static bool
read_row(const struct table *t, struct span line, struct row *r)
{
	size_t i;

	*r = (struct row){ .pid = 0 };
	for (i = 0; i < t->n; i++)
		if (!take_column(t, &t->columns[i], &line, r))
			return false;
	return true;
}

/* A zombie has neither command line nor, on SVR4, times. */
static bool
has_ended(struct span line)
{
	static const char mark[] = "<defunct>";
	const size_t n = sizeof(mark) - 1;
	struct span s = trim_end(line);

	return s.len >= n && memcmp(s.p + s.len - n, mark, n) == 0;
}

/* "[sendmail]", "(sendmail)": only the name could be read. */
static bool
is_bare(struct span s)
{
	s = trim_end(s);
	return s.len > 2 && ((s.p[0] == '[' && s.p[s.len - 1] == ']') ||
	    (s.p[0] == '(' && s.p[s.len - 1] == ')'));
}

/* "... (sendmail)": what the BSDs and OSF/1 put behind a title. */
static struct span
in_parentheses(struct span s)
{
	size_t n;

	s = trim_end(s);
	if (s.len == 0 || s.p[s.len - 1] != ')')
		return (struct span){ s.p, 0 };
	for (n = s.len - 1; n > 0 && s.p[n - 1] != '(' &&
	    !is_blank(s.p[n - 1]); n--)
		;
	if (n < 2 || s.p[n - 1] != '(' || !is_blank(s.p[n - 2]))
		return (struct span){ s.p, 0 };
	return (struct span){ s.p + n, s.len - 1 - n };
}

/* The program's name out of its command line. */
static struct span
name_in(struct span args)
{
	struct span word = peek(args), behind;

	if (is_bare(args)) {
		args = trim_end(args);
		return (struct span){ args.p + 1, args.len - 2 };
	}
	if (begins(args, "-")) {
		/* A title of SVR4's sendmail, or a login shell. */
		behind = in_parentheses(args);
		if (behind.len > 0)
			return behind;
		if (begins(args, "-accepting connections"))
			return (struct span){ "sendmail", 8 };
		return (struct span){ word.p + 1, word.len - 1 };
	}
	if (word.len > 1 && word.p[word.len - 1] == ':')
		word.len--;
	return word;
}

static struct span
last_component(struct span s)
{
	size_t n = s.len;

	while (n > 0 && s.p[n - 1] != '/')
		n--;
	return (struct span){ s.p + n, s.len - n };
}

/*
 * SVR4 keeps 80 bytes (PRARGSZ), HP-UX 64 (PST_CLEN), with or without a NUL
 * among them; where a blank came last, ps may have dropped it.
 */
static bool
may_be_cut(size_t len)
{
	return (len >= 62 && len <= 64) || (len >= 78 && len <= 80);
}

static long
uid_of(const struct ps_text *in, struct span user)
{
	long long n;
	struct lines l;
	const char *p, *end;
	int field;

	if (num_parse(user.p, user.len, 0, 0xffffffffLL, &n) == 0)
		return (long)n;
	if (is(user, "root"))
		return 0;
	lines_init(&l, in->passwd != NULL ? in->passwd : "",
	    in->passwd != NULL ? in->passwd_len : 0);
	while (user.len > 0 && lines_next(&l)) {
		end = l.line + l.len;
		if (l.len <= user.len || l.line[user.len] != ':' ||
		    memcmp(l.line, user.p, user.len) != 0)
			continue;
		p = l.line + user.len + 1;
		for (field = 0; field < 1 && p < end; p++)
			field += *p == ':';
		for (end = p; end < l.line + l.len && *end != ':'; end++)
			;
		if (num_parse(p, (size_t)(end - p), 0, 0xffffffffLL, &n) == 0)
			return (long)n;
	}
	return -1;
}

static int
add(const struct ps_text *in, const struct row *r, const char *comm,
    struct pool *pool, struct proc **head)
{
	struct proc *p = pool_alloc(pool, sizeof(*p));
	struct span args = r->args;

	if (p == NULL)
		return -ENOMEM;
	p->pid = r->pid;
	p->ppid = r->ppid;
	p->uid = uid_of(in, r->user);
	p->comm = comm;
	p->cmdline_plain = true;
	p->cmdline_cut = may_be_cut(args.len) || args.len > MAX_ARGS;
	if (args.len > MAX_ARGS)
		args.len = MAX_ARGS;
	args = trim_end(args);
	if (args.len > 0 && !is_bare(args)) {
		p->cmdline = pool_strndup(pool, args.p, args.len);
		p->cmdline_len = args.len;
		if (p->cmdline == NULL)
			return -ENOMEM;
	}
	/* By rising pid; most lists come so, and few are wanted. */
	while (*head != NULL && (*head)->pid < p->pid)
		head = &(*head)->next;
	p->next = *head;
	*head = p;
	return 0;
}

static int
take_row(const struct ps_text *in, const struct row *r,
    proc_wanted_fn *wanted, const void *arg, struct pool *pool,
    struct proc **head)
{
	struct span name = r->name.len > 0 ? r->name : name_in(r->args);
	const char *comm;

	/* What is only a folder's name, "/", has no last component. */
	name = last_component(name);
	comm = pool_strndup(pool, name.p, name.len);
	if (comm == NULL)
		return -ENOMEM;
	return wanted(arg, NULL, comm) ? add(in, r, comm, pool, head) : 0;
}

static int
by_pid(const void *a, const void *b)
{
	const pid_t x = *(const pid_t *)a, y = *(const pid_t *)b;

	return x < y ? -1 : x > y;
}

static bool
is_twice(pid_t *pids, size_t n)
{
	size_t i;

	qsort(pids, n, sizeof(*pids), by_pid);
	for (i = 1; i < n; i++)
		if (pids[i] == pids[i - 1])
			return true;
	return false;
}

int
ps_parse(const struct ps_text *in, proc_wanted_fn *wanted, const void *arg,
    struct pool *pool, struct proc **ret, struct ps_seen *ret_seen)
{
	struct ps_seen seen = { .rows = 0 };
	struct table table = { .n = 0 };
	struct proc *head = NULL;
	struct span line = { "", 0 };
	struct lines l;
	struct row r;
	pid_t *pids;
	size_t n = 0;
	int rc = 0;

	lines_init(&l, in->text, in->len);
	while (skip_blanks(line).len == 0 && lines_next(&l))
		line = (struct span){ l.line, l.len };
	if (!read_header(line, &table))
		return -EINVAL;
	pids = calloc(in->len / 2 + 1, sizeof(*pids));
	if (pids == NULL)
		return -ENOMEM;
	while (rc == 0 && lines_next(&l)) {
		line = (struct span){ l.line, l.len };
		if (trim_end(line).len == 0 || has_ended(line))
			continue;
		seen.rows++;
		if (!read_row(&table, line, &r)) {
			seen.unread++;
			continue;
		}
		pids[n++] = r.pid;
		seen.init = seen.init || r.pid == 1;
		rc = take_row(in, &r, wanted, arg, pool, &head);
	}
	if (rc == 0 && is_twice(pids, n))
		rc = -EEXIST;
	free(pids);
	if (rc == 0) {
		*ret = head;
		*ret_seen = seen;
	}
	return rc;
}
