/* The mail programs that are installed. */
#include "agent/run/mtas.h"

#include <ctype.h>
#include <errno.h>
#include <string.h>

#include "agent/base/buf.h"
#include "agent/model/smcf.h"
#include "platforms/mta.h"
#include "platforms/start_role.h"

#define PROGRAM_MAX ((size_t)8 << 20)
#define VERSION_MAX 40

/* "8." digits ["." digits]... and a vendor's suffix, up to the NUL. */
static size_t
version_length(const char *at, const char *end)
{
	const char *p = at + 2;
	bool digits = false;

	for (; p < end && p - at < VERSION_MAX && (isdigit(
	    (unsigned char)*p) || *p == '.'); p++)
		digits = digits || isdigit((unsigned char)*p);
	if (!digits || p[-1] == '.')
		return 0;
	/* 8.12.10+Sun, 8.9.3.Beta0, 8.11.6p2, 8.13.8/8.13.8 is no version */
	for (; p < end && p - at < VERSION_MAX && (isalnum(
	    (unsigned char)*p) || strchr("+-_.", *p) != NULL) && *p != '\0';
	    p++)
		;
	return p < end && *p == '\0' ? (size_t)(p - at) : 0;
}

const char *
sendmail_version(struct pool *p, const char *bytes, size_t len)
{
	const char *end = bytes + len, *at = bytes, *best = NULL;
	size_t n, longest = 0;

	for (; end - at > 4 && (at = memchr(at, '8',
	    (size_t)(end - at - 4))) != NULL; at++) {
		if (at[1] != '.' || !isdigit((unsigned char)at[2]) ||
		    (at > bytes && at[-1] != '\0'))
			continue;
		n = version_length(at, end);
		if (n > longest) {
			longest = n;
			best = at;
		}
	}
	return best == NULL ? NULL : pool_strndup(p, best, longest);
}

/* DZ of the cf, as make wrote it in when the cf was built. */
static const char *
cf_version(const struct host *h, const struct facts *f, struct pool *p)
{
	struct buf b = BUF_INIT(ROOT_MAX_FILE);
	struct smcf cf = { 0 };
	const char *path = start_cf(h, f, false, p), *version = NULL;

	if (path != NULL &&
	    root_read(&h->root, path, &b, NULL, NULL) == 0 && b.len > 0 &&
	    smcf_parse(p, b.p, b.len, &cf, NULL) == 0)
		version = smcf_macro(&cf, "Z");
	buf_release(&b);
	return version;
}

static void
find_version(const struct host *h, struct facts *f, struct mta *m)
{
	struct pool scratch = { 0 };
	struct buf b = BUF_INIT(PROGRAM_MAX);
	const char *cf;

	if (root_read(&h->root, m->resolved, &b, NULL, NULL) == 0 &&
	    b.len > 0)
		m->version = sendmail_version(&f->pool, b.p, b.len);
	if (m->version != NULL) {
		m->version_source = "binary";
	} else if ((cf = cf_version(h, f, &scratch)) != NULL) {
		m->version = pool_strdup(&f->pool, cf);
		m->version_source = "configuration";
	}
	buf_release(&b);
	pool_release(&scratch);
}

static int
add(const struct host *h, struct facts *f, const char *path)
{
	struct buf real = BUF_INIT(65536);
	const char *kind;
	struct mta *m;
	int r = 0;

	if (!root_is_file(&h->root, path) ||
	    root_resolve(&h->root, path, &real) < 0)
		goto out;
	kind = mta_of_program(h, path);
	if (kind == NULL)
		goto out;
	for (m = f->mtas; m != NULL; m = m->next)
		if (strcmp(m->resolved, real.p) == 0)
			goto out;
	m = facts_mta(f);
	if (m == NULL) {
		r = -ENOMEM;
		goto out;
	}
	m->kind = kind;
	m->path = pool_strdup(&f->pool, path);
	m->resolved = pool_strdup(&f->pool, real.p);
	if (f->pool.failed)
		r = -ENOMEM;
	else if (strcmp(kind, "sendmail") == 0) {
		m->local_daemon = start_local_daemon(f);
		find_version(h, f, m);
	}
out:
	buf_release(&real);
	return r;
}

int
mtas_gather(const struct host *h, const char *const *paths, struct facts *f,
    struct err *e)
{
	int r = 0;

	for (; r == 0 && *paths != NULL; paths++)
		r = add(h, f, *paths);
	return r;
}
