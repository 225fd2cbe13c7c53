/* What a sendmail.cf says itself of whom it relays for. */
#include "agent/model/cf_flaw.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "agent/model/relay_entry.h"

/* The rule that m4 makes of a feature, without its blanks. */
static const struct shape {
	const char *feature;
	const char *set;	/* its ruleset; NULL: any */
	const char *left, *right;	/* right: its beginning */
} shapes[] = {
	{ "relay_based_on_MX", NULL, "<$*:$=w.:$*>$*", "$@RELAY" },
	{ "relay_local_from", NULL, "<?>$+<@$=w>", "$@RELAY" },
	{ "relay_mail_from", NULL, "<?>$+<@$+>",
	    "$:<@>$>SearchList<!From>$|<F:" },
	{ "loose_relay_check", "Rcpt_ok", "$*", "$:$>CanonAddr$1" },
	{ "accept_unresolvable_domains", NULL, "<?>$*<@$+>",
	    "$:<OKR>$1<@$2>" },
};
#define N_SHAPES (sizeof(shapes) / sizeof(shapes[0]))

struct cf_text {
	struct pool *pool;
	const char *path, *text;
	size_t len;
	struct relay_flaw **list;
};

static int
add(const struct cf_text *t, unsigned line, enum relay_flaw_kind kind,
    const char *why)
{
	struct lines l;

	if (why == NULL)
		return -ENOMEM;
	if (!lines_find(t->text, t->len, line, &l))
		return 0;
	return relay_flaw_line(t->pool, t->path, &l, kind, why, t->list);
}

/* One side of a rule: up to the tab, without blanks. */
static const char *
side(const char *p, const char *end, char *ret, size_t size)
{
	size_t n = 0;

	for (; p < end && *p != '\t'; p++)
		if (*p != ' ' && n + 1 < size)
			ret[n++] = *p;
	ret[n] = '\0';
	while (p < end && *p == '\t')
		p++;
	return p;
}

static const struct shape *
find_shape(const struct lines *l, const char *set)
{
	char left[64], right[64];
	const char *p;
	size_t i;

	if (l->len == 0 || l->line[0] != 'R')
		return NULL;
	p = side(l->line + 1, l->line + l->len, left, sizeof(left));
	side(p, l->line + l->len, right, sizeof(right));
	for (i = 0; i < N_SHAPES; i++)
		if (strcmp(shapes[i].left, left) == 0 &&
		    strncmp(shapes[i].right, right,
		    strlen(shapes[i].right)) == 0 &&
		    (shapes[i].set == NULL || strcmp(shapes[i].set,
		    set) == 0))
			return &shapes[i];
	return NULL;
}

/* Of "SRcpt_ok" and "SRcpt_ok=30". */
static void
read_set(const struct lines *l, char *ret, size_t size)
{
	size_t n;

	for (n = 0; n + 1 < size && n + 1 < l->len &&
	    strchr("= \t", l->line[n + 1]) == NULL; n++)
		ret[n] = l->line[n + 1];
	ret[n] = '\0';
}

/* The lines of the features: of the rule, and of the comment. */
struct found {
	struct relay_feature {
		unsigned rule, comment;
	} of[RELAY_FEATURES];
};

static void
find_features(const struct cf_text *t, struct found *f)
{
	const struct shape *shape;
	unsigned rcpt_ok = 0, *at;
	bool relay_ok = false;
	char set[64] = "";
	struct lines l;
	int i;

	lines_init(&l, t->text, t->len);
	while (lines_next(&l)) {
		if (l.len > 0 && l.line[0] == 'S') {
			read_set(&l, set, sizeof(set));
			relay_ok = relay_ok || strcmp(set, "Relay_ok") == 0;
			if (rcpt_ok == 0 && strcmp(set, "Rcpt_ok") == 0)
				rcpt_ok = l.number;
		}
		shape = find_shape(&l, set);
		i = relay_feature_in_comment(&l);
		at = i >= 0 ? &f->of[i].comment : NULL;
		if (shape != NULL)
			at = &f->of[relay_feature_find(shape->feature,
			    strlen(shape->feature))].rule;
		if (at != NULL && *at == 0)
			*at = l.number;
	}
	/* Since 8.12.0 the one asks the other, but for promiscuous_relay. */
	i = relay_feature_find("promiscuous_relay", 17);
	if (rcpt_ok != 0 && !relay_ok)
		f->of[i].rule = rcpt_ok;
}

static int
look_for_features(const struct cf_text *t)
{
	struct found found = { .of = { { 0, 0 } } };
	enum relay_flaw_kind kind;
	unsigned line, last = 0, next, i, best;
	const char *why;
	int r = 0;

	find_features(t, &found);
	/* In the order of the lines. */
	while (r == 0) {
		next = 0;
		best = 0;
		for (i = 0; i < RELAY_FEATURES; i++) {
			line = found.of[i].rule != 0 ? found.of[i].rule :
			    found.of[i].comment;
			if (line > last && (next == 0 || line < next)) {
				next = line;
				best = i;
			}
		}
		if (next == 0)
			break;
		why = relay_feature_words(best, &kind);
		r = add(t, next, kind, why);
		last = next;
	}
	return r;
}

static int
look_at_words(const struct cf_text *t, const struct smcf *cf)
{
	const struct smcf_class *c;
	enum relay_flaw_kind kind;
	const char *word, *why;
	size_t i;
	int r = 0;

	for (c = cf->classes; r == 0 && c != NULL; c = c->next) {
		if (strcmp(c->name, "R") != 0)
			continue;
		for (i = 0; r == 0 && i < c->members.n; i++) {
			word = c->members.v[i];
			why = *word == '\0' || strchr(word, '$') != NULL ?
			    NULL : relay_entry_flaw(word, strlen(word),
			    &kind);
			if (why != NULL)
				r = add(t, c->line, kind, why);
		}
	}
	return r;
}

/* Where the map of trusted hosts of SCO's cf is; 0: there is none. */
static bool
has_trusted(const struct cf_text *t)
{
	struct lines l;

	lines_init(&l, t->text, t->len);
	while (lines_next(&l))
		if (l.len > 8 && memcmp(l.line, "Ktrusted", 8) == 0 &&
		    (l.line[8] == ' ' || l.line[8] == '\t'))
			return true;
	return false;
}

static bool
is_blank(const char *value)
{
	return value[strspn(value, " \t")] == '\0';
}

/* The last definition of each macro counts. */
static int
look_at_macros(const struct cf_text *t, const struct smcf *cf)
{
	const struct smcf_macro *m, *check = NULL, *old = NULL, *hub = NULL;
	const struct smcf_macro *msp = NULL;
	const char *host;
	int r = 0;

	for (m = cf->macros; m != NULL; m = m->next) {
		check = strcmp(m->name, "Check_Rcpt") == 0 ? m : check;
		old = strcmp(m->name, "C") == 0 ? m : old;
		hub = strcmp(m->name, "S") == 0 ? m : hub;
		msp = strcmp(m->name, "MTAHost") == 0 ? m : msp;
	}
	if (check == NULL && has_trusted(t))
		check = old;
	if (check != NULL && is_blank(check->value))
		r = add(t, check->line, FLAW_FEATURE, "switches the check of "
		    "recipients off");
	if (r == 0 && hub != NULL && !is_blank(hub->value)) {
		host = smcf_relay_host(t->pool, hub->value);
		r = host == NULL && !t->pool->failed ? 0 :
		    add(t, hub->line, FLAW_ROUTE, host);
	}
	if (r == 0 && msp != NULL && !is_blank(msp->value)) {
		host = smcf_relay_host(t->pool, msp->value);
		if (host != NULL && !smcf_is_loopback(host))
			r = add(t, msp->line, FLAW_ROUTE, host);
	}
	return r < 0 || t->pool->failed ? -ENOMEM : 0;
}

/* One of the words of a list, without case. */
static bool
lists(const char *text, const char *word)
{
	const size_t len = strlen(word);
	size_t n;

	for (; text != NULL && *text != '\0'; text += n) {
		text += strspn(text, " \t,");
		n = strcspn(text, " \t,");
		if (n == len && strncasecmp(text, word, len) == 0)
			return true;
	}
	return false;
}

static bool
is_set(const struct smcf *cf, const char *option)
{
	const char *value = smcf_option(cf, option);

	return value != NULL && !is_blank(value);
}

static int
look_at_passwords(const struct cf_text *t, const struct smcf *cf)
{
	const struct smcf_option *o, *mechs = NULL;
	const char *how = smcf_option(cf, "AuthOptions");
	bool tls = is_set(cf, "ServerCertFile") &&
	    is_set(cf, "ServerKeyFile");

	for (o = cf->options; o != NULL; o = o->next)
		if (strcmp(o->name, "AuthMechanisms") == 0)
			mechs = o;
	if (mechs == NULL || (!lists(mechs->value, "PLAIN") &&
	    !lists(mechs->value, "LOGIN")) ||
	    (how != NULL && strchr(how, 'p') != NULL))
		return 0;
	return add(t, mechs->line, tls ? FLAW_LAX : FLAW_FEATURE, tls ?
	    "takes passwords before TLS too (AuthOptions has no p)" :
	    "takes passwords, and there is no TLS (ServerCertFile and "
	    "ServerKeyFile)");
}

int
cf_level_of(const char *version)
{
	/* That came first with each level. */
	static const struct {
		long minor;
		int level;
	} kits[] = { { 12, 10 }, { 10, 9 }, { 9, 8 }, { 8, 7 }, { 7, 6 },
		{ 6, 5 }, { 1, 4 } };
	char *end;
	long minor;
	size_t i;

	if (strncmp(version, "8.", 2) != 0 || version[2] < '0' ||
	    version[2] > '9')
		return 0;
	errno = 0;
	minor = strtol(version + 2, &end, 10);
	for (i = 0; errno == 0 && i < sizeof(kits) / sizeof(kits[0]); i++)
		if (minor >= kits[i].minor)
			return kits[i].level;
	return 0;
}

static int
look_at_level(const struct cf_text *t, const struct smcf *cf,
    const char *version)
{
	const int level = version == NULL ? 0 : cf_level_of(version);
	struct lines l;

	if (level == 0 || cf->level == 0 || cf->level == level)
		return 0;
	lines_init(&l, t->text, t->len);
	while (lines_next(&l))
		if (l.len > 1 && l.line[0] == 'V' && l.line[1] >= '0' &&
		    l.line[1] <= '9')
			return relay_flaw_line(t->pool, t->path, &l,
			    FLAW_LAX, pool_printf(t->pool, "is level %d, and "
			    "sendmail %s came with level %d%s", cf->level,
			    version, level, cf->level < 8 && level >= 8 ?
			    ": what it refuses is up to this file" : ""),
			    t->list);
	return 0;
}

int
cf_flaws(struct pool *pool, const char *path, const char *text, size_t len,
    const struct smcf *cf, const char *version, struct relay_flaw **list)
{
	const struct cf_text t = { pool, path, text, len, list };
	int r = look_for_features(&t);

	if (r == 0)
		r = look_at_words(&t, cf);
	if (r == 0)
		r = look_at_macros(&t, cf);
	if (r == 0)
		r = look_at_passwords(&t, cf);
	return r == 0 ? look_at_level(&t, cf, version) : r;
}
