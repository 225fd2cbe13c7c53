/* SMF of Solaris 10 and later: instances, and what their methods run. */
#include <errno.h>
#include <string.h>

#include "agent/base/buf.h"
#include "agent/base/lines.h"
#include "platforms/mechs.h"
#include "platforms/mta.h"
#include "platforms/script.h"
#include "platforms/smf_bundle.h"
#include "platforms/smf_state.h"

#define MAX_WORDS 16
#define MAX_LIVE 64

struct look {
	const struct host *host;
	struct facts *facts;
	struct pool pool;
	const struct smf_instance *instance;
	const char *manifest;
	struct smf_state state;
	const char *env[MAX_WORDS + 4];
	struct strv words;		/* of the method's command */
	struct strv read;		/* instances that were looked at */
};

/* A method that is a script with plain words is run as one, so that what it
 * starts stands where it stands in it. */
static int
split(struct look *k, const char *command)
{
	size_t n;
	int r = 0;

	k->words = (struct strv){ .n = 0 };
	if (strpbrk(command, "\"'\\$`;&|()<>*?[#~{") != NULL)
		return 0;
	while (r == 0 && *command != '\0') {
		command += strspn(command, " \t\n");
		n = strcspn(command, " \t\n");
		if (n > 0)
			r = strv_pushn(&k->pool, &k->words, command, n);
		command += n;
	}
	return r;
}

static bool
is_script(const struct look *k)
{
	char head[ROOT_HEAD];

	return k->words.n > 0 && k->words.v[0][0] == '/' &&
	    root_head(&k->host->root, k->words.v[0], head) > 2 &&
	    memcmp(head, "#!", 2) == 0;
}

static int
run(struct look *k, const char *command, const char *local_only,
    struct err *e)
{
	const struct place at = { .path = k->manifest,
		.line = k->instance->line, .text = k->instance->start };
	const bool script = is_script(k);
	struct sh_options o = {
		.env = k->env,
		.local_only = local_only,
		.text_is_command = !script,
	};
	struct script_way way = {
		.mechanism = mech_smf.name,
		.activation = k->instance->inetd ? ACTIVATION_INETD :
		    ACTIVATION_BOOT,
		.at_boot = k->state.enabled,
		.reason = k->state.reason,
		.because = k->state.because,
		.at = &at,
		.unit = k->instance->fmri,
	};

	if (script)
		o.args = k->words.v + 1;
	return script_start(k->host, k->facts, script ? k->words.v[0] :
	    command, &o, &way, e);
}

/* Those of this instance that would start, or may. */
static size_t
live(const struct look *k, struct starter **ret)
{
	struct starter *s;
	size_t n = 0;

	for (s = k->facts->starters; s != NULL && n < MAX_LIVE; s = s->next)
		if (s->unit != NULL && s->at_boot != TRI_NO &&
		    strcmp(s->mechanism, mech_smf.name) == 0 &&
		    strcmp(s->unit, k->instance->fmri) == 0)
			ret[n++] = s;
	return n;
}

static void
set(struct starter *s, enum tri at_boot, const char *reason)
{
	s->at_boot = at_boot;
	if (s->role != ROLE_UNKNOWN)
		s->reason = at_boot == TRI_UNKNOWN ? reason : NULL;
}

/*
 * Where nobody knows the property, the method is run for both of its values.
 * What it starts with either is what the state says of the instance; what it
 * starts with one of them only may start or not.
 */
static int
run_both(struct look *k, const char *command, struct err *e)
{
	const struct smf_state state = k->state;
	struct starter *with[MAX_LIVE], *after[MAX_LIVE];
	const char *reason = pool_join(&k->facts->pool, "SMF keeps "
	    "config/local_only in " SMF_REPOSITORY ", and `svcprop -p "
	    "config/local_only ", k->instance->fmri, "` tells", NULL);
	const char *own = pool_strdup(&k->facts->pool, state.reason);
	size_t n, m, i, j;
	int r;

	if (reason == NULL)
		return -ENOMEM;
	if (state.enabled == TRI_UNKNOWN)
		reason = own;
	else if (state.enabled == TRI_YES)
		k->state.enabled = TRI_UNKNOWN;
	k->state.reason = reason;
	r = run(k, command, "true", e);
	n = live(k, with);
	for (i = 0; i < n; i++)
		with[i]->at_boot = TRI_NO;
	if (r == 0)
		r = run(k, command, "false", e);
	m = live(k, after);
	for (i = 0; i < n; i++) {
		for (j = 0; j < m && after[j] != with[i]; j++)
			;
		if (j == m)
			set(with[i], TRI_UNKNOWN, reason);
		else
			set(with[i], state.enabled, own);
	}
	k->state = state;
	return r;
}

static bool
asks_local_only(const struct look *k)
{
	struct buf b = BUF_INIT(ROOT_MAX_FILE);
	bool ret = is_script(k) && root_read(&k->host->root, k->words.v[0],
	    &b, NULL, NULL) == 0 && b.len > 0 &&
	    strstr(b.p, "local_only") != NULL;

	buf_release(&b);
	return ret;
}

static int
set_env(struct look *k)
{
	const struct smf_instance *i = k->instance;
	size_t n = 0, j;

	k->env[n++] = pool_join(&k->pool, "SMF_FMRI=", i->fmri, NULL);
	k->env[n++] = "SMF_METHOD=start";
	k->env[n++] = "SMF_RESTARTER=svc:/system/svc/restarter:default";
	for (j = 0; j < i->environment.n && j < MAX_WORDS; j++)
		k->env[n++] = i->environment.v[j];
	k->env[n] = NULL;
	return k->pool.failed ? -ENOMEM : 0;
}

/* sendmail_include.sh makes sendmail.cf from the property's file at each
 * start: what is newer than the cf has not come into it yet. */
static int
doubt_mc(struct look *k)
{
	static const char cf[] = "/etc/mail/sendmail.cf";
	const char *value = NULL;
	struct stat mc, st;

	if (smf_property(k->host, &k->pool, k->instance->fmri,
	    "config/path_to_sendmail_mc", &value, NULL) != TRI_YES ||
	    value == NULL || value[0] != '/' ||
	    root_stat(&k->host->root, value, &mc) < 0 ||
	    (root_stat(&k->host->root, cf, &st) == 0 &&
	    st.st_mtime >= mc.st_mtime))
		return 0;
	return facts_doubt(k->facts, "boot", value, 0, "newer than %s, which "
	    "is made from it when the service starts", cf);
}

static int
read_instance(struct look *k, struct err *e)
{
	const struct smf_instance *i = k->instance;
	const char *command, *value;
	int r = 0;

	if (i->start == NULL || i->start[0] == ':' ||
	    strv_has(&k->read, i->fmri))
		return 0;
	command = smf_command(&k->pool, i);
	if (command == NULL)
		return k->pool.failed ? -ENOMEM : !mta_mentioned(i->start,
		    strlen(i->start)) ? 0 : facts_doubt(k->facts, "boot",
		    k->manifest, i->line, "a part of its method stands in "
		    "the repository alone");
	r = strv_push(&k->pool, &k->read, i->fmri);
	if (r == 0)
		r = split(k, command);
	if (r == 0)
		r = set_env(k);
	if (r == 0)
		r = smf_enabled(k->host, &k->pool, i->fmri, &k->state, e);
	if (r == 0)
		r = place_add(&k->pool, &k->state.because, k->manifest,
		    i->line, i->start);
	if (r < 0)
		return r;
	if (asks_local_only(k) && smf_property(k->host, &k->pool, i->fmri,
	    "config/local_only", &value, NULL) == TRI_UNKNOWN)
		r = run_both(k, command, e);
	else
		r = run(k, command, NULL, e);
	return r == 0 && k->state.enabled != TRI_NO ? doubt_mc(k) : r;
}

/* What is not understood is a doubt where it names an MTA: hosts have some
 * hundred manifests. */
static int
read_manifest(struct look *k, const char *path, struct err *e)
{
	struct smf_instance *all = NULL;
	struct buf b = BUF_INIT(ROOT_MAX_FILE);
	unsigned line = 0;
	int r = smf_bundle_read(k->host, path, &k->pool, &all, &line);

	if (r == -ENOMEM)
		return r;
	if (r < 0) {
		r = root_read(&k->host->root, path, &b, NULL, NULL);
		if (r < 0 ? r != -ENOENT : b.len > 0 &&
		    mta_mentioned(b.p, b.len))
			r = facts_doubt(k->facts, "boot", path, line, "%s",
			    r < 0 ? strerror(-r) :
			    "is no manifest that is understood");
		else
			r = 0;
		buf_release(&b);
		return r;
	}
	k->manifest = path;
	for (k->instance = all; r == 0 && k->instance != NULL;
	    k->instance = k->instance->next)
		r = read_instance(k, e);
	return r;
}

static int
smf_read(const struct host *h, const struct entry *entry, struct facts *f,
    struct err *e)
{
	struct look k = { .host = h, .facts = f };
	struct strv found = { .n = 0 };
	const char *const *pattern;
	size_t i;
	int r = 0;

	if (f->init == NULL || strcmp(f->init, "smf") != 0)
		return 0;
	for (pattern = entry->paths; r >= 0 && *pattern != NULL; pattern++) {
		r = root_glob(&h->root, *pattern, &k.pool, &found);
		if (r < 0 && r != -ENOMEM)
			r = facts_doubt(f, "boot", *pattern, 0, "%s",
			    strerror(-r));
	}
	if (r >= 0 && found.n == 0)
		r = facts_doubt(f, "boot", "/lib/svc/manifest", 0,
		    "SMF starts this host, and no manifest was found");
	for (i = 0; r >= 0 && i < found.n; i++)
		r = read_manifest(&k, found.v[i], e);
	pool_release(&k.pool);
	return r < 0 ? r : 0;
}

const struct mech mech_smf = {
	.name = "smf",
	.read = smf_read,
};
