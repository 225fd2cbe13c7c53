/* What SMF's repository says of an instance, as far as files tell. */
#include "platforms/smf_state.h"

#include <errno.h>
#include <string.h>

#include "agent/base/buf.h"
#include "agent/base/lines.h"
#include "agent/base/name.h"
#include "agent/base/pattern.h"
#include "platforms/shell.h"
#include "platforms/smf_bundle.h"

#define SITE "/var/svc/profile/site.xml"

bool
smf_names(const char *operand, const char *fmri)
{
	static const char scheme[] = "svc:/";
	const char *name = fmri + sizeof(scheme) - 1, *colon, *part;
	size_t n;

	if (strpbrk(operand, "*?[") != NULL)
		return pattern_match(operand, strlen(operand), fmri,
		    strlen(fmri));
	if (strncmp(operand, scheme, sizeof(scheme) - 1) == 0)
		return strcmp(operand, fmri) == 0 || (strncmp(operand, fmri,
		    n = strlen(operand)) == 0 && fmri[n] == ':');
	colon = strrchr(name, ':');
	if (strcmp(operand, colon) == 0 || strcmp(operand, colon + 1) == 0)
		return true;
	/* "network/smtp", "smtp", and both with the instance. */
	for (part = name; part != NULL && part < colon; part++) {
		n = (size_t)(colon - part);
		if (strcmp(operand, part) == 0 ||
		    (strlen(operand) == n && memcmp(operand, part, n) == 0))
			return true;
		part = memchr(part, '/', n);
		if (part == NULL)
			break;
	}
	return false;
}

/* "FMRI/:properties/NAME TYPE VALUE": what stands behind the type. */
static bool
property_of(const struct lines *l, const char *fmri, const char *name,
    const char **value, size_t *len)
{
	static const char between[] = "/:properties/";
	const size_t n = strlen(fmri), m = sizeof(between) - 1;
	const size_t k = name == NULL ? 0 : strlen(name);
	const char *at = l->line, *end = l->line + l->len;

	if (l->len <= n + m + k || memcmp(at, fmri, n) != 0 ||
	    memcmp(at + n, between, m) != 0)
		return false;
	if (name == NULL)
		return true;
	at += n + m;
	if (memcmp(at, name, k) != 0 || at[k] != ' ')
		return false;
	at = memchr(at + k + 1, ' ', (size_t)(end - at - k - 1));
	*value = at == NULL ? end : at + 1;
	*len = (size_t)(end - *value);
	return true;
}

/* Those that capture.sh asks for: what it has not is not there. */
static bool
is_asked(const char *name)
{
	static const char *const names[] = { "general/enabled",
		"config/local_only", "config/path_to_sendmail_mc",
		"config/path_to_submit_mc", NULL };

	return name_in(names, name);
}

enum tri
smf_property(const struct host *h, struct pool *p, const char *fmri,
    const char *name, const char **value, struct place *at)
{
	struct buf b = BUF_INIT(ROOT_MAX_FILE);
	enum tri ret = TRI_UNKNOWN;
	struct lines l;
	const char *text;
	size_t len;

	if (h->source != SOURCE_CAPTURE || root_read(&h->root, SMF_RECORDED,
	    &b, NULL, NULL) < 0 || b.len == 0)
		goto out;
	lines_init(&l, b.p, b.len);
	while (ret != TRI_YES && lines_next(&l)) {
		if (property_of(&l, fmri, name, &text, &len)) {
			*value = len == 2 && memcmp(text, "\"\"", 2) == 0 ?
			    "" : pool_strndup(p, text, len);
			if (at != NULL)
				*at = (struct place){ .path = SMF_RECORDED,
					.line = l.number, .text =
					pool_strndup(p, l.line, l.len) };
			ret = TRI_YES;
		} else if (is_asked(name) && property_of(&l, fmri, NULL,
		    &text, &len)) {
			ret = TRI_NO;
		}
	}
out:
	buf_release(&b);
	return ret;
}

/* What svcs(1) said of it, which may be for this boot only. */
static const char *
seen_state(const struct host *h, struct pool *p, const char *fmri)
{
	struct buf b = BUF_INIT(ROOT_MAX_FILE);
	const size_t n = strlen(fmri);
	const char *ret = NULL;
	struct lines l;

	if (h->source == SOURCE_CAPTURE && root_read(&h->root,
	    "/.hardenmail/svcs", &b, NULL, NULL) == 0 && b.len > 0)
		for (lines_init(&l, b.p, b.len); ret == NULL &&
		    lines_next(&l);)
			if (l.len > n && memcmp(l.line + l.len - n, fmri,
			    n) == 0 && l.line[l.len - n - 1] == ' ')
				ret = pool_strndup(p, l.line, strcspn(l.line,
				    " \n"));
	buf_release(&b);
	return ret;
}

static bool
is_svcadm(const struct host *h, const struct words *w)
{
	const char *name = w->n == 0 ? "" : name_of(w->v[0].text);

	return strcmp(name, "svcadm") == 0 || strcmp(name, "svccfg") == 0;
}

static void
unknown(struct smf_state *s, const char *reason)
{
	s->enabled = TRI_UNKNOWN;
	s->reason = reason;
}

/* One command of the fragment: svcadm(1M), svccfg(1M). True: it is about
 * this instance, or may be. */
static bool
take_command(const struct sh_command *c, const char *fmri,
    struct smf_state *s)
{
	const struct words *w = &c->words;
	const bool off = w->n > 1 && strcmp(w->v[1].text, "disable") == 0;
	const bool on = w->n > 1 && strcmp(w->v[1].text, "enable") == 0;
	bool named = false, clear = true;
	size_t i;

	if (c->runs == TRI_NO)
		return false;
	for (i = 1; i < w->n; i++) {
		clear = clear && w->v[i].gap == WORD_KNOWN;
		named = named || (w->v[i].text[0] != '-' &&
		    smf_names(w->v[i].text, fmri));
	}
	if (clear && !named)
		return false;
	if (strcmp(name_of(w->v[0].text), "svccfg") == 0 && clear)
		unknown(s, SMF_UPGRADE " changes its properties");
	else if (!clear || c->runs == TRI_UNKNOWN)
		unknown(s, "what " SMF_UPGRADE " does is not known");
	else if (on || off)
		s->enabled = on ? TRI_YES : TRI_NO;
	else
		return false;
	return true;
}

/* The profile that is applied behind the fragment says otherwise. */
static int
read_site(const struct host *h, struct pool *p, const char *fmri,
    struct smf_state *s)
{
	struct smf_instance *i = NULL;
	unsigned line;
	int r = smf_bundle_read(h, SITE, p, &i, &line);

	if (r == -EINVAL)
		unknown(s, SITE " is not understood");
	for (; r == 0 && i != NULL; i = i->next)
		if (strcmp(i->fmri, fmri) == 0 && i->enabled != TRI_UNKNOWN &&
		    i->enabled != s->enabled)
			unknown(s, SITE " is applied behind " SMF_UPGRADE
			    ", and says otherwise");
	return r == -ENOMEM ? r : 0;
}

static int
read_upgrade(const struct host *h, struct pool *p, const char *fmri,
    struct smf_state *s, struct err *e)
{
	const struct sh_options o = { .wanted = is_svcadm };
	struct sh_result result = { 0 };
	const struct sh_command *c;
	bool told = false;
	int r;

	if (!root_is_file(&h->root, SMF_UPGRADE))
		return 0;
	r = sh_run(h, SMF_UPGRADE, &o, p, &result, e);
	if (r < 0)
		return r;
	for (c = result.commands; r == 0 && c != NULL; c = c->next)
		if (take_command(c, fmri, s)) {
			told = true;
			r = place_add(p, &s->because, c->at.path, c->at.line,
			    c->at.text);
		}
	if (result.doubts != NULL)
		unknown(s, SMF_UPGRADE " is not understood");
	if (r == 0 && told && s->enabled != TRI_UNKNOWN)
		r = read_site(h, p, fmri, s);
	return r;
}

int
smf_enabled(const struct host *h, struct pool *p, const char *fmri,
    struct smf_state *ret, struct err *e)
{
	const char *value = NULL, *seen;
	struct place at;
	int r = 0;

	*ret = (struct smf_state){ .enabled = TRI_UNKNOWN };
	if (smf_property(h, p, fmri, "general/enabled", &value, &at) ==
	    TRI_YES && value != NULL && (strcmp(value, "true") == 0 ||
	    strcmp(value, "false") == 0)) {
		ret->enabled = value[0] == 't' ? TRI_YES : TRI_NO;
		r = place_add(p, &ret->because, at.path, at.line, at.text);
	} else {
		seen = seen_state(h, p, fmri);
		ret->reason = pool_join(p, "SMF keeps it in " SMF_REPOSITORY
		    ", ", seen == NULL ? "" : "where it was ", seen == NULL ?
		    "" : seen, seen == NULL ? "" : ", perhaps for one boot, ",
		    "and `svcs -l ", fmri, "` tells", NULL);
	}
	if (r == 0)
		r = read_upgrade(h, p, fmri, ret, e);
	return r < 0 ? r : p->failed ? -ENOMEM : 0;
}
