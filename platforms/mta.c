/* Which program belongs to which mail system. */
#include "platforms/mta.h"

#include <ctype.h>
#include <string.h>

#include "agent/base/buf.h"
#include "agent/base/lines.h"
#include "agent/base/root_seen.h"
#include "platforms/mta_piece.h"

#define PROGRAM_MAX ((size_t)8 << 20)

#define NAME(text, of) { .name = (text), .len = sizeof(text) - 1, .mta = (of) }

/* A name without folder, or "folder/name" where the name alone is common
 * (Postfix's master). The first that fits counts. */
static const struct { const char *name; size_t len; const char *mta; }
names[] = {
	NAME("sendmail", "sendmail"),
	NAME("sendmail-mta", "sendmail"),
	NAME("sendmail-msp", "sendmail"),
	NAME("sendmail.sendmail", "sendmail"),
	NAME("mail/smtpd", "sendmail"),		/* UnixWare 7 */
	NAME("etc/smtpd", "sendmail"),		/* HP-UX 9 */
	NAME("surrcmd/smtpd", "mailsurr"),	/* UnixWare 2, SVR4's mail */
	NAME("postfix", "postfix"),
	NAME("postmulti", "postfix"),
	NAME("postfix-script", "postfix"),
	NAME("sendmail.postfix", "postfix"),
	NAME("postfix/master", "postfix"),
	NAME("postfix/smtpd", "postfix"),
	NAME("postfix/sbin/master", "postfix"),
	NAME("postfix/sbin/smtpd", "postfix"),
	NAME("postfix/bin/master", "postfix"),
	NAME("exim", "exim"),
	NAME("exim3", "exim"),
	NAME("exim4", "exim"),
	NAME("sendmail.exim", "exim"),
	NAME("smtpd", "opensmtpd"),
	NAME("opensmtpd", "opensmtpd"),
	NAME("smtpctl", "opensmtpd"),
	NAME("sendmail.opensmtpd", "opensmtpd"),
	NAME("qmail-smtpd", "qmail"),
	NAME("qmail-send", "qmail"),
	NAME("qmail-start", "qmail"),
	NAME("qmail-qmtpd", "qmail"),
	NAME("qmail-lspawn", "qmail"),
	NAME("qmail-rspawn", "qmail"),
	NAME("qmail/bin/sendmail", "qmail"),
	NAME("nullmailer-send", "nullmailer"),
	NAME("nullmailer-queue", "nullmailer"),
	NAME("dma", "dma"),
	NAME("msmtpd", "msmtpd"),
	NAME("msmtp", "msmtp"),
	NAME("ssmtp", "ssmtp"),
	NAME("sendmail.ssmtp", "ssmtp"),
	NAME("smail", "smail"),
	NAME("masqmail", "masqmail"),
	NAME("courierd", "courier"),
	NAME("courieresmtpd", "courier"),
	NAME("courier/sendmail", "courier"),
	NAME("mmdf", "mmdf"),
	NAME("mmdf/deliver", "mmdf"),
	NAME("smtpsrvr", "mmdf"),
	NAME("citserver", "citadel"),
	NAME("XMail", "xmail"),
};

/* Does path end in name, at the beginning of a component? */
static bool
ends_in(const char *path, const char *name)
{
	size_t n = strlen(path), m = strlen(name);

	return n >= m && strcmp(path + n - m, name) == 0 &&
	    (n == m || path[n - m - 1] == '/');
}

/* Cheap: most words of a text begin with none of these. */
static bool
may_be_named(const char *base)
{
	return base[0] != '\0' && strchr("smpeoqndcX", base[0]) != NULL;
}

static const char *
named(const char *path)
{
	const char *slash = strrchr(path, '/'), *found = NULL, *at;
	const char *base = slash == NULL ? path : slash + 1;
	size_t i, n, len, best = 0;

	if (!may_be_named(base))
		return NULL;
	n = (size_t)(base - path) + strlen(base);
	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		len = names[i].len;
		if (len > n || len <= best)
			continue;
		/* Most names differ in their first letter. */
		at = path + n - len;
		if (at[0] == names[i].name[0] && (at == path ||
		    at[-1] == '/') && memcmp(at, names[i].name, len) == 0) {
			best = len;
			found = names[i].mta;
		}
	}
	return found;
}

const char *
mta_of_name(const char *name)
{
	/* A login shell's or rewritten argv[0] may begin so. */
	if (name[0] == '-')
		name++;
	return named(name);
}

const char *
mta_name(size_t n)
{
	return n < sizeof(names) / sizeof(names[0]) ? names[n].name : NULL;
}

static bool
is_word_char(int c)
{
	return isalnum((unsigned char)c) || c == '_' || c == '-' || c == '.' ||
	    c == '/';
}

/* The word around a piece; the name stands at its end. */
static bool
names_mta(const char *text, size_t from, size_t to)
{
	char word[128];
	size_t n = to - from;

	if (n > sizeof(word) - 1)
		n = sizeof(word) - 1;
	memcpy(word, text + to - n, n);
	word[n] = '\0';
	if (n > 8 && strcmp(word + n - 8, ".service") == 0) {
		n -= 8;
		word[n] = '\0';
	}
	return mta_piece(word, n) && named(word) != NULL;
}

bool
mta_mentioned(const char *text, size_t len)
{
	size_t at, from, to = 0;

	if (!mta_piece(text, len))
		return false;
	while ((at = mta_piece_at(text, len, to)) < len) {
		for (from = at; from > to && is_word_char(text[from - 1]);
		    from--)
			;
		for (to = at; to < len && is_word_char(text[to]); to++)
			;
		if (names_mta(text, from, to))
			return true;
	}
	return false;
}

static bool
contains(const struct buf *b, const char *text)
{
	size_t n = strlen(text), i;
	const char *p;

	for (i = 0; i + n <= b->len; i++) {
		p = memchr(b->p + i, text[0], b->len - n - i + 1);
		if (p == NULL)
			return false;
		if (p[1] == text[1] && memcmp(p, text, n) == 0)
			return true;
		i = (size_t)(p - b->p);
	}
	return false;
}

/* Every mail system has a program named sendmail, and many packages have no
 * link but a file of that name: only its contents tell. */
static const struct { const char *text, *mta; } marks[] = {
	{ "postdrop", "postfix" },
	{ "nullmailer", "nullmailer" },
	{ "qmail-inject", "qmail" },
	{ "bin/qmail-queue", "qmail" },
	{ "ssmtp.conf", "ssmtp" },
	{ "msmtprc", "msmtp" },
};

/* sendmail's own since 8.7, which no other has a reason to know; found, there
 * is nothing else to be looked for in a megabyte. */
#define OWN_MARK "DaemonPortOptions"

/* A script in one of the folders of programs may stand for an MTA; one
 * elsewhere (/etc/init.d/sendmail, Debian's /usr/share/sendmail/sendmail)
 * starts it, and is evaluated as what it is. */
static bool
is_program_folder(const char *path)
{
	static const char *const folders[] = { "bin/", "sbin/", "lib/",
		"libexec/", "local/" };
	const char *base = strrchr(path, '/');
	size_t i, n;

	for (i = 0; base != NULL && i < sizeof(folders) / sizeof(*folders);
	    i++) {
		n = strlen(folders[i]);
		if ((size_t)(base + 1 - path) >= n &&
		    memcmp(base + 1 - n, folders[i], n) == 0 &&
		    strncmp(path, "/sbin/init.d/", 13) != 0)
			return true;
	}
	return false;
}

static const char *
by_contents(const struct host *h, const char *path, const char *mta)
{
	struct buf b = BUF_INIT(PROGRAM_MAX);
	size_t i;

	if (root_read(&h->root, path, &b, NULL, NULL) == 0 && b.len > 2) {
		if (memcmp(b.p, "#!", 2) == 0 && !is_program_folder(path))
			mta = NULL;
		else if (mta != NULL && ends_in(path, "sendmail") &&
		    !contains(&b, OWN_MARK))
			for (i = 0; i < sizeof(marks) / sizeof(*marks); i++)
				if (contains(&b, marks[i].text)) {
					mta = marks[i].mta;
					break;
				}
	}
	buf_release(&b);
	return mta;
}

/* The second word of mailer.conf's line for this name (mailer.conf(5)). */
static bool
mailer_conf(const struct host *h, const char *name, struct buf *ret)
{
	static const char *const paths[] = { "/etc/mail/mailer.conf",
		"/etc/mailer.conf", "/usr/local/etc/mail/mailer.conf" };
	struct buf b = BUF_INIT(ROOT_MAX_FILE);
	struct lines l;
	size_t i, n = strlen(name), k;
	bool found = false;

	for (i = 0; !found && i < sizeof(paths) / sizeof(paths[0]); i++) {
		if (root_read(&h->root, paths[i], &b, NULL, NULL) < 0)
			continue;
		lines_init(&l, b.p, b.len);
		while (!found && lines_next(&l)) {
			while (l.len > 0 && isspace((unsigned char)*l.line))
				l.line++, l.len--;
			if (l.len <= n || memcmp(l.line, name, n) != 0 ||
			    !isspace((unsigned char)l.line[n]))
				continue;
			for (k = n; k < l.len &&
			    isspace((unsigned char)l.line[k]); k++)
				;
			l.line += k;
			l.len -= k;
			for (k = 0; k < l.len &&
			    !isspace((unsigned char)l.line[k]); k++)
				;
			buf_clear(ret);
			found = k > 0 && buf_add(ret, l.line, k) == 0;
		}
	}
	buf_release(&b);
	return found;
}

/* Where a shell at boot would find a name without a slash. */
static const char *
search(const struct host *h, const char *name, struct buf *ret)
{
	static const char *const folders[] = { "/usr/sbin/", "/usr/bin/",
		"/sbin/", "/bin/", "/usr/lib/", "/etc/" };
	size_t i;

	for (i = 0; i < sizeof(folders) / sizeof(folders[0]); i++) {
		buf_clear(ret);
		buf_adds(ret, folders[i]);
		buf_adds(ret, name);
		if (!ret->failed && root_is_file(&h->root, ret->p))
			return ret->p;
	}
	return NULL;
}

static const char *
of_program(const struct host *h, const char *path, unsigned depth)
{
	struct buf found = BUF_INIT(65536), real = BUF_INIT(65536);
	const char *mta = named(path), *base, *at = path, *of_real;

	if (strchr(path, '/') == NULL)
		at = mta == NULL ? NULL : search(h, path, &found);
	if (at != NULL && at[0] == '/' &&
	    root_resolve(&h->root, at, &real) == 0) {
		base = strrchr(real.p, '/') + 1;
		if (strcmp(base, "mailwrapper") == 0 && depth < 4) {
			base = strrchr(path, '/');
			base = base == NULL ? path : base + 1;
			buf_clear(&found);
			if (mailer_conf(h, base, &found))
				mta = of_program(h, found.p, depth + 1);
		} else if (mta != NULL && strcmp(base, "busybox") == 0) {
			mta = "busybox";
		} else {
			of_real = named(real.p);
			if (of_real != NULL)
				mta = of_real;
			if (mta != NULL)
				mta = by_contents(h, real.p, mta);
		}
	}
	buf_release(&found);
	buf_release(&real);
	return mta;
}

const char *
mta_of_program(const struct host *h, const char *path)
{
	return of_program(h, path, 0);
}

/* A copy of sendmail under another name, by names of options in its readcf.c;
 * scripts only mention them. */
static bool
is_copy(const struct host *h, const char *path)
{
	struct buf b = BUF_INIT(PROGRAM_MAX), key = BUF_INIT(65536);
	const struct root_answer *known = NULL;
	struct root_answer a = { .r = 0 };
	char head[ROOT_HEAD];

	if (buf_adds(&key, "copy ") == 0 && buf_adds(&key, path) == 0)
		known = root_seen_get(h->root.seen, ROOT_KEPT_VERDICT, key.p);
	if (known != NULL) {
		a = *known;
		goto out;
	}
	a.r = root_head(&h->root, path, head) > 2 &&
	    memcmp(head, "#!", 2) != 0 &&
	    root_read(&h->root, path, &b, NULL, NULL) == 0 &&
	    b.len > 2 && memcmp(b.p, "#!", 2) != 0 &&
	    contains(&b, OWN_MARK) &&
	    contains(&b, "QueueDirectory");
	if (!key.failed)
		root_seen_put(h->root.seen, ROOT_KEPT_VERDICT, key.p, &a);
out:
	buf_release(&b);
	buf_release(&key);
	return a.r != 0;
}

const char *
mta_of_command(const struct host *h, const struct words *w)
{
	const char *mta;
	bool asks = false;
	size_t i;

	if (w->n == 0 || w->v[0].gap != WORD_KNOWN || *w->v[0].text == '\0')
		return NULL;
	mta = mta_of_program(h, w->v[0].text);
	for (i = 1; i < w->n; i++)
		asks = asks || strncmp(w->v[i].text, "-b", 2) == 0 ||
		    strncmp(w->v[i].text, "-q", 2) == 0;
	if (mta != NULL || !asks || w->v[0].text[0] != '/')
		return mta;
	if (is_copy(h, w->v[0].text))
		mta = "sendmail";
	return mta;
}
