/* launchd of macOS: jobs, and what switches them off (launchd.plist(5)). */
#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "agent/base/buf.h"
#include "agent/base/name.h"
#include "agent/base/num.h"
#include "platforms/mechs.h"
#include "platforms/mta.h"
#include "platforms/mta_piece.h"
#include "platforms/plist.h"
#include "platforms/script.h"
#include "platforms/start.h"

/* What `launchctl unload -w` and `launchctl disable` write: macOS 10.6 to
 * 10.9, and since. */
#define OVERRIDES "/var/db/launchd.db/com.apple.launchd/overrides.plist"
#define DISABLED "/var/db/com.apple.xpc.launchd/disabled.plist"

struct look {
	const struct host *host;
	struct facts *facts;
	struct pool pool;
	const char *switches;		/* the file of this release, or NULL */
	struct plist *labels;
	int unread;			/* -errno: it is not understood */
	unsigned unread_line;
	/* the job at hand */
	const char *path;
	const struct plist *job;
	enum tri at_boot;
	const char *reason;
	enum activation activation;
	long every;
	struct place *because;
};

/* "10.6" of "10.6.8" is 1006, "13" of "13.4" is 13004. 0: not known. */
static unsigned long
release_of(const char *version)
{
	unsigned long major, minor = 0;
	char *end;

	if (version == NULL)
		return 0;
	major = strtoul(version, &end, 10);
	if (*end == '.')
		minor = strtoul(end + 1, NULL, 10);
	return major > 1000 || minor > 999 ? 0 : major * 1000 + minor;
}

static int
read_switches(struct look *k)
{
	const unsigned long release = release_of(k->facts->version);

	if (release >= 10010 || (release == 0 &&
	    root_is_file(&k->host->root, DISABLED)))
		k->switches = DISABLED;
	else if (release >= 10006 || release == 0)
		k->switches = OVERRIDES;
	else
		return 0;
	k->unread = plist_read(k->host, k->switches, &k->pool, &k->labels,
	    &k->unread_line);
	if (k->unread == -ENOENT)
		k->unread = 0;
	return k->unread == -ENOMEM ? -ENOMEM : 0;
}

static void
set(struct look *k, enum tri at_boot, const char *reason)
{
	k->at_boot = at_boot;
	k->reason = at_boot == TRI_UNKNOWN ? reason : NULL;
}

/* An entry for the label beats the job's own key. */
static int
read_disabled(struct look *k, bool *disabled)
{
	const char *label = plist_string(k->job, "Label");
	const struct plist *own = plist_get(k->job, "Disabled"), *other;

	*disabled = plist_is(own, PLIST_TRUE);
	if (k->unread < 0) {
		set(k, TRI_UNKNOWN, "what launchctl switched off is not "
		    "understood");
		return facts_doubt(k->facts, "boot", k->switches,
		    k->unread_line, "%s", k->unread == -EINVAL ?
		    "is no property list in XML" : strerror(-k->unread));
	}
	other = label == NULL ? NULL : plist_get(k->labels, label);
	if (plist_is(other, PLIST_DICT))
		other = plist_get(other, "Disabled");
	if (plist_is(other, PLIST_TRUE) || plist_is(other, PLIST_FALSE)) {
		*disabled = other->kind == PLIST_TRUE;
		return place_add(&k->pool, &k->because, k->switches,
		    other->line, label);
	}
	return own == NULL ? 0 : place_add(&k->pool, &k->because, k->path,
	    own->line, "Disabled");
}

/* What has launchd start it. */
static void
read_reason(struct look *k)
{
	const struct plist *alive = plist_get(k->job, "KeepAlive");
	const struct plist *every = plist_get(k->job, "StartInterval");
	long long seconds = 0;

	if (plist_is(plist_get(k->job, "Sockets"), PLIST_DICT)) {
		k->activation = plist_get(k->job, "inetdCompatibility") ==
		    NULL ? ACTIVATION_SOCKET : ACTIVATION_INETD;
		set(k, TRI_YES, NULL);
	} else if (plist_is(plist_get(k->job, "RunAtLoad"), PLIST_TRUE) ||
	    plist_is(alive, PLIST_TRUE) ||
	    plist_get(alive, "SuccessfulExit") != NULL ||
	    plist_is(plist_get(k->job, "OnDemand"), PLIST_FALSE)) {
		set(k, TRI_YES, NULL);
	} else if (every != NULL ||
	    plist_get(k->job, "StartCalendarInterval") != NULL) {
		k->activation = ACTIVATION_CRON;
		if (every != NULL && every->text != NULL &&
		    num_parse(every->text, strlen(every->text), 0, LONG_MAX,
		    &seconds) == 0)
			k->every = (long)seconds;
		set(k, TRI_YES, NULL);
	} else {
		k->activation = ACTIVATION_ON_DEMAND;
		set(k, TRI_UNKNOWN, "launchd starts it on demand, as for a "
		    "file in a folder that it watches");
	}
}

/* The words in a shell's quotes, for what is a script. */
static const char *
quoted(struct pool *p, const struct strv *v)
{
	struct buf b = BUF_INIT(65536);
	const char *at, *ret;
	size_t i;

	for (i = 0; i < v->n; i++) {
		buf_adds(&b, i > 0 ? " '" : "'");
		for (at = v->v[i]; *at != '\0'; at++)
			if (*at == '\'')
				buf_adds(&b, "'\\''");
			else
				buf_addc(&b, *at);
		buf_addc(&b, '\'');
	}
	ret = b.failed ? NULL : pool_strdup(p, b.p == NULL ? "" : b.p);
	buf_release(&b);
	return ret;
}

static int
run(struct look *k, struct strv *argv, const char *program, unsigned line,
    struct err *e)
{
	const struct place at = { .path = k->path, .line = line,
		.text = program };
	const struct sh_options o = { .text_is_command = true };
	const struct script_way way = {
		.mechanism = mech_launchd.name,
		.activation = k->activation,
		.at_boot = k->at_boot,
		.reason = k->reason,
		.because = k->because,
		.at = &at,
		.every = k->every,
	};
	struct started s = {
		.mechanism = mech_launchd.name,
		.activation = k->activation,
		.program = program,
		.at = at,
		.because = k->because,
		.at_boot = k->at_boot,
		.reason = k->reason,
		.every = k->every,
	};
	const char *text;
	int r;

	if (mta_of_program(k->host, program) != NULL) {
		r = words_from_argv(&k->pool, argv->v, argv->n, &s.words);
		return r < 0 ? r : start_add(k->host, k->facts, &s, e);
	}
	argv->v[0] = program;
	text = quoted(&k->pool, argv);
	return text == NULL ? -ENOMEM : script_start(k->host, k->facts, text,
	    &o, &way, e);
}

static int
read_job(struct look *k, struct err *e)
{
	const struct plist *program = plist_get(k->job, "Program");
	const struct plist *words = plist_get(k->job, "ProgramArguments");
	const struct plist *v;
	struct strv argv = { .n = 0 };
	bool disabled = false;
	int r = 0;

	for (v = plist_is(words, PLIST_ARRAY) ? words->first : NULL;
	    r == 0 && v != NULL; v = v->next)
		r = strv_push(&k->pool, &argv, v->text == NULL ? "" :
		    v->text);
	if (r == 0 && program != NULL && argv.n == 0)
		r = strv_push(&k->pool, &argv, program->text == NULL ? "" :
		    program->text);
	if (r < 0 || argv.n == 0)
		return r;
	if (!plist_is(program, PLIST_STRING))
		program = words->first;
	k->because = NULL;
	k->activation = ACTIVATION_BOOT;
	k->every = 0;
	read_reason(k);
	if (program->text == NULL || !(mta_piece(program->text,
	    strlen(program->text)) || program->text[0] == '/'))
		return 0;
	if (k->unread == 0 || mta_of_program(k->host, program->text) != NULL)
		r = read_disabled(k, &disabled);
	if (disabled && k->unread == 0)
		set(k, TRI_NO, NULL);
	return r < 0 ? r : run(k, &argv, program->text, program->line, e);
}

/* A job that is not understood is a doubt where it may be one of mail. */
static int
doubt_job(struct look *k, const char *path, unsigned line, int code)
{
	struct buf b = BUF_INIT(ROOT_MAX_FILE);
	const char *name = name_of(path);
	bool may = mta_piece(name, strlen(name));

	if (code == -EINVAL && root_read(&k->host->root, path, &b, NULL,
	    NULL) == 0 && b.len > 0)
		may = may || mta_piece(b.p, b.len);
	buf_release(&b);
	return !may && code == -EINVAL ? 0 : facts_doubt(k->facts, "boot",
	    path, line, "%s", code == -EINVAL ? "is no property list in XML" :
	    strerror(-code));
}

static int
launchd_read(const struct host *h, const struct entry *entry,
    struct facts *f, struct err *e)
{
	struct look k = { .host = h, .facts = f };
	struct strv found = { .n = 0 };
	struct plist *job;
	const char *const *pattern;
	unsigned line;
	size_t i;
	int r = read_switches(&k);

	for (pattern = entry->paths; r >= 0 && *pattern != NULL; pattern++) {
		r = root_glob(&h->root, *pattern, &k.pool, &found);
		if (r < 0 && r != -ENOMEM)
			r = facts_doubt(f, "boot", *pattern, 0, "%s",
			    strerror(-r));
	}
	for (i = 0; r >= 0 && i < found.n; i++) {
		job = NULL;
		r = plist_read(h, found.v[i], &k.pool, &job, &line);
		k.path = found.v[i];
		k.job = job;
		if (r == 0)
			r = read_job(&k, e);
		else if (r != -ENOMEM)
			r = r == -ENOENT ? 0 : doubt_job(&k, found.v[i],
			    line, r);
	}
	pool_release(&k.pool);
	return r < 0 ? r : 0;
}

const struct mech mech_launchd = {
	.name = "launchd",
	.read = launchd_read,
};
