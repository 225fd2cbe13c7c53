/* The files around sendmail.cf that say whom it relays for. */
#include "agent/run/relay_flaws.h"

#include <errno.h>
#include <string.h>

#include "agent/base/buf.h"
#include "agent/model/cf_flaw.h"
#include "agent/model/known_holes.h"
#include "agent/model/relay_entry.h"
#include "agent/model/relay_flaw.h"
#include "agent/model/smcf.h"
#include "agent/run/relay_levels.h"
#include "platforms/start_role.h"

/* Both may be written by one command: make, or an unpacking. */
#define TOGETHER 60
/* A host with 20,000 packages has 20 MB of them. */
#define STATUS_MAX ((size_t)64 << 20)

typedef int find_fn(struct pool *, const char *, const char *, size_t,
    struct relay_flaw **);

/* One file, if it is there; what it is refused for, the root has noted. */
static int
look(const struct host *h, struct facts *f, const char *path, find_fn *find)
{
	struct buf b = BUF_INIT(ROOT_MAX_FILE);
	int r = path == NULL ? -ENOMEM : root_read(&h->root, path, &b, NULL,
	    NULL);

	if (r == 0)
		r = find(&f->pool, path, b.len > 0 ? b.p : "", b.len,
		    &f->flaws);
	buf_release(&b);
	return r == -ENOMEM ? r : 0;
}

static bool
is_newer(const struct host *h, const char *path, const char *than)
{
	struct stat new, old;

	return root_stat(&h->root, path, &new) == 0 &&
	    root_stat(&h->root, than, &old) == 0 &&
	    new.st_mtime > old.st_mtime + TOGETHER;
}

static int
look_at_age(const struct host *h, struct facts *f, const char *mc,
    const char *cf)
{
	struct relay_flaw flaw = { .kind = FLAW_STALE, .at.path = mc,
	    .why = "is newer than the sendmail.cf that is made from it" };

	if (!is_newer(h, mc, cf))
		return 0;
	return relay_flaw_add(&f->pool, &f->flaws, &flaw);
}

/* Vendors' samples: a sendmail.cf that is made of them has what they have. */
static int
look_at_samples(const struct host *h, struct facts *f)
{
	static const char *const samples[] = {
		"/usr/samples/tcpip/sendmail/cf/aixsample.mc",	/* AIX */
		"/usr/samples/tcpip/sendmail/cf/aix433.mc",
	};
	struct relay_flaw *found = NULL, *flaw;
	struct buf b = BUF_INIT(ROOT_MAX_FILE);
	size_t i;
	int r = 0;

	for (i = 0; r == 0 && i < sizeof(samples) / sizeof(samples[0]); i++) {
		b.len = 0;
		if (root_read(&h->root, samples[i], &b, NULL, NULL) == 0)
			r = relay_flaws_mc(&f->pool, samples[i], b.len > 0 ?
			    b.p : "", b.len, &found);
	}
	for (flaw = found; r == 0 && flaw != NULL; flaw = flaw->next) {
		flaw->kind = FLAW_LAX;
		flaw->why = pool_printf(&f->pool, "%s, if sendmail.cf is made "
		    "of this sample", flaw->why);
		r = relay_flaw_add(&f->pool, &f->flaws, flaw);
	}
	buf_release(&b);
	return r;
}

/* Both verdicts: of the databases as they are, and as their texts would make
 * them. NULL: no memory. */
static const char *
stale_words(const struct host *h, struct facts *f, struct pool *scratch,
    const char *db)
{
	const enum relay now = f->relaying.disk.verdict;
	enum relay made = RELAY_UNKNOWN;

	if (relay_levels_rebuilt(h, f, f->relaying.disk.cf, &made) < 0)
		return NULL;
	return pool_printf(scratch, "is newer than %s, which is what sendmail "
	    "reads: relaying is %s now, and %s once makemap(8) is run", db,
	    relay_name(now), made == now ? "the same" : relay_name(made));
}

/* A map in a file, as a K line has it: "Kaccess hash -T<TMPF> /FILE". */
static int
look_at_map(const struct host *h, struct facts *f, struct pool *scratch,
    const struct lines *l)
{
	struct relay_flaw flaw = { .kind = FLAW_STALE };
	const char *line = pool_strndup(scratch, l->line, l->len), *file;
	const char *db, *type;

	file = line == NULL ? NULL : strrchr(line, ' ');
	if (file == NULL || file[1] != '/')
		return line == NULL ? -ENOMEM : 0;
	file++;
	type = line + strcspn(line, " \t");
	type += strspn(type, " \t");
	if (strncmp(line, "Ktrusted", 8) == 0 && type == line + 9 &&
	    look(h, f, file, relay_entries_trusted) < 0)
		return -ENOMEM;
	if (strncmp(type, "hash", 4) != 0 && strncmp(type, "btree", 5) != 0 &&
	    strncmp(type, "dbm", 3) != 0)
		return 0;
	db = pool_printf(scratch, "%s.%s", file, *type == 'd' ? "pag" : "db");
	if (db == NULL)
		return -ENOMEM;
	if (!is_newer(h, file, db))
		return 0;
	flaw.at.path = file;
	flaw.why = stale_words(h, f, scratch, db);
	return flaw.why == NULL ? -ENOMEM :
	    relay_flaw_add(&f->pool, &f->flaws, &flaw);
}

static int
look_at_maps(const struct host *h, struct facts *f, struct pool *scratch,
    const struct buf *cf)
{
	struct lines l;
	int r = 0;

	lines_init(&l, cf->len > 0 ? cf->p : "", cf->len);
	while (r == 0 && lines_next(&l))
		if (l.len > 1 && l.line[0] == 'K')
			r = look_at_map(h, f, scratch, &l);
	return r;
}

/* Of the program itself; what a cf says is the version of its kit. */
static const char *
program_version(const struct facts *f)
{
	const struct mta *m;

	for (m = f->mtas; m != NULL; m = m->next)
		if (strcmp(m->kind, "sendmail") == 0 && m->version != NULL &&
		    strcmp(m->version_source, "binary") == 0)
			return m->version;
	return NULL;
}

/* Of the client's cf: where it hands its mail on. */
static int
look_at_client(const struct host *h, struct facts *f, struct pool *scratch)
{
	const char *path = start_cf(h, f, true, scratch);
	struct relay_flaw *found = NULL, *flaw;
	struct buf b = BUF_INIT(ROOT_MAX_FILE);
	struct smcf parsed = { .level = 0 };
	int r = path == NULL ? -ENOENT :
	    root_read(&h->root, path, &b, NULL, NULL);

	if (r == 0)
		r = smcf_parse(scratch, b.len > 0 ? b.p : "", b.len, &parsed,
		    NULL);
	if (r == 0 && parsed.use_msp)
		r = cf_flaws(&f->pool, path, b.len > 0 ? b.p : "", b.len,
		    &parsed, NULL, &found);
	for (flaw = found; r == 0 && flaw != NULL; flaw = flaw->next)
		if (flaw->kind == FLAW_ROUTE)
			r = relay_flaw_add(&f->pool, &f->flaws, flaw);
	buf_release(&b);
	return r == -ENOMEM ? r : 0;
}

static int
look_at_cf(const struct host *h, struct facts *f, struct pool *scratch,
    const char *cf)
{
	struct buf b = BUF_INIT(ROOT_MAX_FILE);
	struct smcf parsed = { .level = 0 };
	const struct smcf_class *c;
	int r = root_read(&h->root, cf, &b, NULL, NULL);

	if (r == 0)
		r = smcf_parse(scratch, b.len > 0 ? b.p : "", b.len, &parsed,
		    NULL);
	if (r == 0)
		r = cf_flaws(&f->pool, cf, b.len > 0 ? b.p : "", b.len,
		    &parsed, program_version(f), &f->flaws);
	for (c = parsed.classes; r == 0 && c != NULL; c = c->next) {
		if (c->file == NULL || c->file[0] != '/')
			continue;
		if (strcmp(c->name, "R") == 0)
			r = look(h, f, c->file, relay_entries_domains);
		else if (strcmp(c->name, "w") == 0)
			r = look(h, f, c->file, relay_entries_names);
	}
	if (r == 0)
		r = look_at_maps(h, f, scratch, &b);
	buf_release(&b);
	return r == -ENOMEM ? r : 0;
}

/* What dpkg(1) says; the text is large, and read only where it matters. */
static const char *
package_version(const struct host *h, struct pool *scratch)
{
	struct buf b = BUF_INIT(STATUS_MAX);
	const char *version = NULL;

	if (root_read(&h->root, "/var/lib/dpkg/status", &b, NULL,
	    NULL) == 0)
		version = dpkg_version(scratch, b.len > 0 ? b.p : "", b.len,
		    "sendmail-bin");
	buf_release(&b);
	return version;
}

/* Versions of the programs, and their published holes. */
static int
look_at_versions(const struct host *h, struct facts *f, struct pool *scratch)
{
	struct relay_flaw *holes, flaw = { .kind = FLAW_VERSION,
	    .why = "the program's own version" };
	const struct mta *m;
	int r = 0;

	for (m = f->mtas; r == 0 && m != NULL; m = m->next) {
		if (strcmp(m->kind, "sendmail") != 0 || m->version == NULL ||
		    strcmp(m->version_source, "binary") != 0)
			continue;
		flaw.at.path = m->resolved;
		flaw.at.text = m->version;
		r = relay_flaw_add(&f->pool, &f->flaws, &flaw);
		holes = NULL;
		if (r == 0)
			r = known_holes(scratch, m->resolved, m->version,
			    NULL, &holes);
		if (r == 0 && holes != NULL)
			r = known_holes(&f->pool, m->resolved, m->version,
			    package_version(h, scratch),
			    &f->flaws);
	}
	return r < 0 || scratch->failed ? -ENOMEM : 0;
}

int
relay_flaws_gather(const struct host *h, struct facts *f)
{
	const char *cf = f->relaying.disk.cf, *mc, *slash;
	struct pool scratch = { .blocks = NULL };
	size_t len;
	int r;

	/* Where nothing was evaluated, nothing is served by these files. */
	if (f->relaying.disk.verdict == RELAY_ABSENT || cf == NULL)
		return 0;
	len = strlen(cf);
	slash = strrchr(cf, '/');
	mc = pool_printf(&scratch, "%.*s.mc", (int)(len > 3 &&
	    strcmp(cf + len - 3, ".cf") == 0 ? len - 3 : len), cf);
	r = look(h, f, mc, relay_flaws_mc);
	if (r == 0)
		r = look_at_age(h, f, mc, cf);
	if (r == 0)
		r = look_at_cf(h, f, &scratch, cf);
	if (r == 0)
		r = look(h, f, pool_printf(&scratch, "%.*s/access",
		    (int)(slash - cf), cf), relay_entries_access);
	if (r == 0)
		r = look_at_client(h, f, &scratch);
	if (r == 0)
		r = look_at_samples(h, f);
	if (r == 0)
		r = look_at_versions(h, f, &scratch);
	pool_release(&scratch);
	return r < 0 || f->pool.failed ? -ENOMEM : 0;
}
