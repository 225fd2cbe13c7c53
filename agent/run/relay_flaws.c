/* The files around sendmail.cf that say whom it relays for. */
#include "agent/run/relay_flaws.h"

#include <errno.h>
#include <string.h>

#include "agent/base/buf.h"
#include "agent/model/relay_flaw.h"
#include "agent/model/smcf.h"

/* Both may be written by one command: make, or an unpacking. */
#define TOGETHER 60

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

static int
look_at_age(const struct host *h, struct facts *f, const char *mc,
    const char *cf)
{
	struct relay_flaw flaw = { .kind = FLAW_STALE, .at.path = mc,
	    .why = "is newer than the sendmail.cf that is made from it" };
	struct stat new, old;

	if (root_stat(&h->root, mc, &new) < 0 ||
	    root_stat(&h->root, cf, &old) < 0 ||
	    new.st_mtime <= old.st_mtime + TOGETHER)
		return 0;
	return relay_flaw_add(&f->pool, &f->flaws, &flaw);
}

static int
look_at_class(const struct host *h, struct facts *f, struct pool *scratch,
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
		r = relay_flaws_cf(&f->pool, cf, b.len > 0 ? b.p : "", b.len,
		    &f->flaws);
	for (c = parsed.classes; r == 0 && c != NULL; c = c->next)
		if (strcmp(c->name, "R") == 0 && c->file != NULL &&
		    c->file[0] == '/')
			r = look(h, f, c->file, relay_flaws_domains);
	buf_release(&b);
	return r == -ENOMEM ? r : 0;
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
		r = look_at_class(h, f, &scratch, cf);
	if (r == 0)
		r = look(h, f, pool_printf(&scratch, "%.*s/access",
		    (int)(slash - cf), cf), relay_flaws_access);
	pool_release(&scratch);
	return r < 0 || f->pool.failed ? -ENOMEM : 0;
}
