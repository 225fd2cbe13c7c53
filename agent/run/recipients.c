/* Who gets mail on this host, and where it goes from here. */
#include "agent/run/recipients.h"

#include <errno.h>
#include <string.h>
#include <strings.h>

#include "agent/base/buf.h"
#include "agent/base/lines.h"
#include "agent/model/aliases.h"
#include "agent/model/smcf.h"
#include "agent/run/homes.h"
#include "agent/run/letters.h"
#include "agent/run/postfix_mail.h"
#include "platforms/start_role.h"

#define INCLUDES 8

/* Where systems keep aliases that no cf names (unix.md 9, linux-bsd.md). */
static const char *const alias_files[] = { "/etc/mail/aliases",
	"/etc/aliases", "/usr/lib/aliases", "/usr/lib/mail/aliases",
	"/usr/ucblib/aliases", "/usr/adm/sendmail/aliases",
	"/var/adm/sendmail/aliases" };

struct survey {
	const struct host *host;
	struct facts *facts;
	struct pool pool;
	struct smcf cf;
	const char *cf_path;
	struct strv own;	/* names of this host */
	struct strv read;	/* files that were read, resolved */
};

/* -E2BIG is no error: the note of it was made. */
static int
settle(int r)
{
	return r == -ENOMEM ? r : 0;
}

static int
unreadable(struct facts *f, const char *path, int r)
{
	if (r == -ENOMEM)
		return r;
	if (r == -ENOENT || r == -ENOTDIR)
		return 0;
	return facts_doubt(f, "recipients", path, 0, "%s", strerror(-r));
}

static int
add_include(const struct host *h, struct facts *f, const char *name,
    const char *path, const struct strv *own, int depth);

static int
add_all(const struct host *h, struct facts *f, enum recipient_kind kind,
    const char *name, const char *path, const struct alias *a,
    const struct strv *own, int depth)
{
	struct recipient one = { .kind = kind };
	const char *file;
	int r = 0;

	for (; r == 0 && a != NULL; a = a->next) {
		file = aliases_include(a->target);
		one.kind = file != NULL ? RECIPIENT_LIST : kind;
		one.name = a->name != NULL ? a->name : name;
		one.target = file != NULL ? file : a->target;
		one.end = aliases_end(a->target, own);
		one.at = (struct place){ .path = path, .line = a->line };
		r = facts_recipient(f, &one);
		if (r == 0 && file != NULL && depth < INCLUDES)
			r = add_include(h, f, one.name, file, own, depth + 1);
	}
	return r;
}

/* Members of a list: its name gets their mail sent on. */
static int
add_include(const struct host *h, struct facts *f, const char *name,
    const char *path, const struct strv *own, int depth)
{
	struct pool p = { 0 };
	struct buf b = BUF_INIT(ROOT_MAX_FILE);
	struct alias *list = NULL;
	int r;

	r = root_read(&h->root, path, &b, NULL, NULL);
	if (r < 0)
		r = unreadable(f, path, r);
	else if (b.len > 0)
		r = aliases_list(&p, b.p, b.len, &list);
	if (r == 0)
		r = add_all(h, f, RECIPIENT_ALIAS, name, path, list, own,
		    depth);
	buf_release(&b);
	pool_release(&p);
	return r;
}

int
recipients_add(const struct host *h, struct facts *f,
    enum recipient_kind kind, const char *name, const char *path,
    const struct alias *a, const struct strv *own)
{
	return settle(add_all(h, f, kind, name, path, a, own, 0));
}

/* One path under several names is read once (Solaris links them). */
static bool
is_read(struct survey *s, const char *path)
{
	struct buf b = BUF_INIT(4096);
	bool known = false;
	size_t i;

	if (root_resolve(&s->host->root, path, &b) == 0 && b.len > 0) {
		for (i = 0; !known && i < s->read.n; i++)
			known = strcmp(s->read.v[i], b.p) == 0;
		if (!known && strv_push(&s->pool, &s->read, b.p) < 0)
			known = true;	/* pool.failed says why */
	}
	buf_release(&b);
	return known;
}

static int
read_aliases(struct survey *s, const char *path)
{
	struct pool p = { 0 };
	struct buf b = BUF_INIT(ROOT_MAX_FILE);
	struct alias *list = NULL;
	int r;

	if (is_read(s, path))
		return s->pool.failed ? -ENOMEM : 0;
	r = root_read(&s->host->root, path, &b, NULL, NULL);
	if (r < 0)
		r = unreadable(s->facts, path, r);
	else if (b.len > 0 && memchr(b.p, '\0', b.len) != NULL)
		r = facts_doubt(s->facts, "recipients", path, 0,
		    "is no text");
	else if (b.len > 0)
		r = aliases_parse(&p, b.p, b.len, &list);
	if (r == 0)
		r = recipients_add(s->host, s->facts, RECIPIENT_ALIAS, NULL,
		    path, list, &s->own);
	buf_release(&b);
	pool_release(&p);
	return r;
}

/* "hash:-o /etc/mail/aliases, nis:mail.aliases, /etc/aliases": maps over the
 * network are not seen from here. */
static int
read_alias_option(struct survey *s, const char *value)
{
	const char *colon, *path;
	size_t n;
	int r = 0;

	for (; r == 0 && *value != '\0'; value += n) {
		value += strspn(value, ", \t");
		n = strcspn(value, ",");
		if (n == 0)
			break;
		path = memchr(value, '/', n);
		colon = memchr(value, ':', n);
		if (path != NULL && (colon == NULL || colon < path)) {
			path = pool_strndup(&s->pool, path,
			    strcspn(path, ", \t"));
			r = path == NULL ? -ENOMEM : read_aliases(s, path);
		} else {
			r = facts_unseen(s->facts, "recipients",
			    "aliases in %.*s", (int)n, value);
		}
	}
	return r;
}

static int
gather_aliases(struct survey *s)
{
	const char *option = smcf_option(&s->cf, "AliasFile");
	size_t i;
	int r = 0;

	if (option != NULL)
		return read_alias_option(s, option);
	for (i = 0; r == 0 &&
	    i < sizeof(alias_files) / sizeof(alias_files[0]); i++)
		if (root_is_file(&s->host->root, alias_files[i]))
			r = read_aliases(s, alias_files[i]);
	return r;
}

/* The parts of ForwardPath with $z, $u and $w written out; those that need
 * more of a message than its user ("+$h") have no such file at rest. */
static const char *
forward_path(struct survey *s, const struct home *u, const char *p, size_t n)
{
	struct buf b = BUF_INIT(4096);
	const char *name = s->facts->name, *text = NULL;
	size_t i;

	for (i = 0; i < n; i++) {
		if (p[i] != '$' || i + 1 == n)
			buf_addc(&b, p[i]);
		else if (p[++i] == 'z')
			buf_adds(&b, u->path);
		else if (p[i] == 'u')
			buf_adds(&b, u->user);
		else if (p[i] == 'w' && name != NULL)
			buf_add(&b, name, strcspn(name, "."));
		else
			b.failed = true;
	}
	if (!b.failed && b.len > 0 && b.p[0] == '/')
		text = pool_strdup(&s->pool, b.p);
	buf_release(&b);
	return text;
}

static int
read_forward(struct survey *s, const struct home *u, const char *path)
{
	struct pool p = { 0 };
	struct buf b = BUF_INIT(ROOT_MAX_FILE);
	struct alias *list = NULL;
	int r = root_read(&s->host->root, path, &b, NULL, NULL);

	if (r == -ENOENT || r == -ENOTDIR)
		r = 0;
	else if (r < 0 && r != -ENOMEM)
		r = facts_unseen(s->facts, "recipients", "whether users of "
		    "this host have their mail forwarded: %s", strerror(-r));
	else if (b.len > 0)
		r = aliases_list(&p, b.p, b.len, &list);
	if (r == 0)
		r = recipients_add(s->host, s->facts, RECIPIENT_FORWARD,
		    u->user, path, list, &s->own);
	buf_release(&b);
	pool_release(&p);
	return r;
}

static int
gather_forwards(struct survey *s)
{
	const char *option = smcf_option(&s->cf, "ForwardPath"), *at, *path;
	struct home *u = NULL;
	bool more = false;
	size_t n;
	int r = homes_read(s->host, &s->pool, &u, &more);

	for (; r == 0 && u != NULL; u = u->next)
		for (at = option != NULL ? option : "$z/.forward";
		    r == 0 && *at != '\0'; at += n + (at[n] == ':')) {
			n = strcspn(at, ":");
			path = forward_path(s, u, at, n);
			if (path != NULL)
				r = read_forward(s, u, path);
		}
	if (r == 0 && more)
		r = facts_unseen(s->facts, "recipients", "users that are not "
		    "in /etc/passwd");
	return r < 0 ? r : s->pool.failed ? -ENOMEM : 0;
}

/* A name of class w or R that says something: no macro, no class. */
static int
add_domain(struct survey *s, bool local, const char *name,
    const struct place *at)
{
	struct recipient one = { .kind = local ? RECIPIENT_DOMAIN :
		RECIPIENT_RELAYED, .name = name, .at = *at,
		.end = local ? MAIL_END_LOCAL : MAIL_END_AWAY };
	size_t i;

	if (*name == '\0' || *name == '$' || *name == '[')
		return 0;
	for (i = 0; local && i < s->own.n; i++)
		if (strcasecmp(s->own.v[i], name) == 0)
			return 0;
	if (local && strv_push(&s->pool, &s->own, name) < 0)
		return -ENOMEM;
	return settle(facts_recipient(s->facts, &one));
}

/* F lines: the first word of each line; '#' begins a comment. */
static int
read_class(struct survey *s, const struct smcf_class *c, bool local)
{
	struct buf b = BUF_INIT(ROOT_MAX_FILE);
	struct place at = { .path = c->file };
	const char *name;
	struct lines l;
	int r;

	if (c->file[0] != '/')
		return facts_unseen(s->facts, "recipients", "names of class "
		    "%s in %s", c->name, c->file);
	r = root_read(&s->host->root, c->file, &b, NULL, NULL);
	if (r < 0)
		return unreadable(s->facts, c->file, r);
	lines_init(&l, b.p == NULL ? "" : b.p, b.len);
	while (r == 0 && lines_next(&l)) {
		name = pool_strndup(&s->pool, l.line, l.len);
		if (name == NULL)
			r = -ENOMEM;
		at.line = l.number;
		if (r == 0 && *name != '#') {
			name += strspn(name, " \t");
			name = pool_strndup(&s->pool, name,
			    strcspn(name, " \t#"));
			r = name == NULL ? -ENOMEM :
			    add_domain(s, local, name, &at);
		}
	}
	buf_release(&b);
	return r;
}

static int
gather_domains(struct survey *s)
{
	const struct smcf_class *c;
	struct place at = { .path = s->cf_path };
	bool local;
	size_t i;
	int r = 0;

	for (c = s->cf.classes; r == 0 && c != NULL; c = c->next) {
		local = strcmp(c->name, "w") == 0 ||
		    strcmp(c->name, "VirtHost") == 0;
		if (!local && strcmp(c->name, "R") != 0)
			continue;
		at.line = c->line;
		for (i = 0; r == 0 && i < c->members.n; i++)
			r = add_domain(s, local, c->members.v[i], &at);
		if (r == 0 && c->file != NULL)
			r = read_class(s, c, local);
	}
	return r;
}

static int
read_cf(struct survey *s)
{
	struct submission *sub = &s->facts->submission;
	struct buf b = BUF_INIT(ROOT_MAX_FILE);
	int r;

	s->cf_path = start_cf(s->host, s->facts, false, &s->pool);
	if (s->cf_path == NULL)
		return s->pool.failed ? -ENOMEM : 0;
	r = root_read(&s->host->root, s->cf_path, &b, NULL, NULL);
	if (r < 0)
		r = unreadable(s->facts, s->cf_path, r);
	else if (b.len > 0 && smcf_parse(&s->pool, b.p, b.len, &s->cf,
	    NULL) == -ENOMEM)
		r = -ENOMEM;
	sub->smart_host = smcf_relay_host(&s->facts->pool,
	    smcf_macro(&s->cf, "S"));
	sub->mail_hub = smcf_relay_host(&s->facts->pool,
	    smcf_macro(&s->cf, "H"));
	sub->delivery = pool_strdup(&s->facts->pool,
	    smcf_option(&s->cf, "DeliveryMode"));
	buf_release(&b);
	return r;
}

static int
own_names(struct survey *s)
{
	const char *name = s->facts->name;
	int r = strv_push(&s->pool, &s->own, "localhost");

	if (r == 0)
		r = strv_push(&s->pool, &s->own, "localhost.localdomain");
	if (r == 0 && name != NULL)
		r = strv_push(&s->pool, &s->own, name);
	if (r == 0 && name != NULL)
		r = strv_pushn(&s->pool, &s->own, name, strcspn(name, "."));
	return r;
}

int
recipients_gather(const struct host *h, struct facts *f, struct err *e)
{
	struct survey s = { .host = h, .facts = f };
	int r = 0;

	if (f->mtas == NULL)
		return 0;
	r = own_names(&s);
	if (r == 0)
		r = read_cf(&s);
	if (r == 0)
		r = gather_domains(&s);
	if (r == 0)
		r = postfix_mail_gather(h, f, &s.own, e);
	if (r == 0)
		r = gather_aliases(&s);
	if (r == 0)
		r = gather_forwards(&s);
	if (r == 0)
		r = letters_gather(h, f, &s.own, e);
	if (r == 0)
		r = facts_unseen(f, "recipients", "whether other hosts send "
		    "mail here by an MX record: hardenmail-probe --mx NAME "
		    "tells");
	pool_release(&s.pool);
	return r == 0 && !f->pool.failed ? 0 :
	    err_set(e, ENOMEM, "recipients: out of memory");
}
