/* Versions of sendmail with published holes, and packages that mend them. */
#include "agent/model/known_holes.h"

#include <ctype.h>
#include <errno.h>
#include <string.h>

/*
 * from: the first version that has it; fixed: the first that has not; also:
 * of an older series the one that has not. The numbers are those of the CVE
 * list's records and of sendmail's RELEASE_NOTES under the fixed version.
 */
static const struct hole {
	const char *name, *from, *fixed, *also, *what;
} holes[] = {
	/* RELEASE_NOTES 8.12.8; CERT CA-2003-07 */
	{ "CVE-2002-1337", "5.79", "8.12.8", "8.11.7",
	    "a header of a mail can run commands as root" },
	/* RELEASE_NOTES 8.12.9; CERT CA-2003-12 */
	{ "CVE-2003-0161", "0", "8.12.9", "8.11.7",
	    "an address of a mail can run commands as root" },
	/* RELEASE_NOTES 8.12.10; CERT CA-2003-25 */
	{ "CVE-2003-0694", "0", "8.12.10", NULL,
	    "an address of a mail can run commands as root" },
	/* RELEASE_NOTES 8.13.6 */
	{ "CVE-2006-0058", "8.13.0", "8.13.6", NULL,
	    "a client can run commands by its timing" },
	/* RELEASE_NOTES 8.14.4 */
	{ "CVE-2009-4565", "0", "8.14.4", NULL,
	    "a certificate with a NUL in its name is believed" },
	/* RELEASE_NOTES 8.14.9 */
	{ "CVE-2014-3956", "0", "8.14.9", NULL,
	    "programs that it starts get its open files" },
	/* RELEASE_NOTES 8.18.1 */
	{ "CVE-2023-51765", "0", "8.18.1", NULL,
	    "mail can be smuggled in with another sender (LF.CRLF)" },
};

/* Packages that mend a hole under the old number: those with this version
 * before the last "-", from this revision on. */
static const struct backport {
	const char *hole, *upstream, *revision;
} backports[] = {
	/* Debian's changelog of sendmail 8.17.1.9-2+deb12u1 */
	{ "CVE-2023-51765", "8.17.1.9", "2+deb12u1" },
};

static unsigned long
number(const char **p)
{
	unsigned long n = 0;

	for (; isdigit((unsigned char)**p); (*p)++)
		n = n < 100000000 ? n * 10 + (unsigned long)(**p - '0') : n;
	return n;
}

int
version_compare(const char *a, const char *b)
{
	unsigned long x, y;

	do {
		x = number(&a);
		y = number(&b);
		if (x != y)
			return x < y ? -1 : 1;
		a = a[0] == '.' && isdigit((unsigned char)a[1]) ? a + 1 : "";
		b = b[0] == '.' && isdigit((unsigned char)b[1]) ? b + 1 : "";
	} while (*a != '\0' || *b != '\0');
	return 0;
}

/* Revisions as dpkg compares them: letters, then numbers, by turns; the end
 * is before all but "~", which is not looked for. */
static int
revision_compare(const char *a, const char *b)
{
	unsigned long x, y;

	while (*a != '\0' || *b != '\0') {
		while ((*a != '\0' && !isdigit((unsigned char)*a)) ||
		    (*b != '\0' && !isdigit((unsigned char)*b))) {
			x = isdigit((unsigned char)*a) ? 0 :
			    (unsigned char)*a;
			y = isdigit((unsigned char)*b) ? 0 :
			    (unsigned char)*b;
			if (x != y)
				return x < y ? -1 : 1;
			a++;
			b++;
		}
		x = number(&a);
		y = number(&b);
		if (x != y)
			return x < y ? -1 : 1;
	}
	return 0;
}

enum mended { MENDED_UNKNOWN, MENDED_NO, MENDED_YES };

static enum mended
look_for_backport(const char *hole, const char *package)
{
	const char *dash = package == NULL ? NULL : strrchr(package, '-');
	size_t i, n;

	for (i = 0; dash != NULL && i < sizeof(backports) /
	    sizeof(backports[0]); i++) {
		n = strlen(backports[i].upstream);
		if (strcmp(backports[i].hole, hole) != 0 ||
		    (size_t)(dash - package) != n ||
		    memcmp(package, backports[i].upstream, n) != 0)
			continue;
		return revision_compare(dash + 1, backports[i].revision) < 0 ?
		    MENDED_NO : MENDED_YES;
	}
	return MENDED_UNKNOWN;
}

/* Built where it stands: nobody else mends it. */
static bool
is_own_build(const char *path, const char *version, const char *package)
{
	return package == NULL && version[strspn(version, "0123456789.")] ==
	    '\0' && (strncmp(path, "/usr/local/", 11) == 0 ||
	    strncmp(path, "/opt/", 5) == 0);
}

int
known_holes(struct pool *pool, const char *path, const char *version,
    const char *package, struct relay_flaw **list)
{
	struct relay_flaw flaw = { .at.path = path, .at.text = version };
	const struct hole *h;
	enum mended mended;
	size_t i;
	int r = 0;

	if (strncmp(version, "8.", 2) != 0 ||
	    !isdigit((unsigned char)version[2]))
		return 0;
	for (i = 0; r == 0 && i < sizeof(holes) / sizeof(holes[0]); i++) {
		h = &holes[i];
		if (version_compare(version, h->from) < 0 ||
		    version_compare(version, h->fixed) >= 0 ||
		    (h->also != NULL && version_compare(version, h->also) ==
		    0))
			continue;
		mended = look_for_backport(h->name, package);
		if (mended == MENDED_YES)
			continue;
		flaw.kind = mended == MENDED_NO || is_own_build(path, version,
		    package) ? FLAW_OLD : FLAW_PERHAPS;
		flaw.why = pool_printf(pool, "%s: %s; mended in %s%s",
		    h->name, h->what, h->fixed, flaw.kind == FLAW_OLD ? "" :
		    ", and perhaps in this package");
		r = flaw.why == NULL ? -ENOMEM :
		    relay_flaw_add(pool, list, &flaw);
	}
	return r;
}

/* The value of "Name: value"; *len is 0 where the line is another. */
static const char *
field(const struct lines *l, const char *name, size_t *len)
{
	const size_t n = strlen(name);
	const char *p = l->line + n + 1, *end = l->line + l->len;

	*len = 0;
	if (l->len <= n || memcmp(l->line, name, n) != 0 ||
	    l->line[n] != ':')
		return NULL;
	while (p < end && *p == ' ')
		p++;
	*len = (size_t)(end - p);
	return p;
}

const char *
dpkg_version(struct pool *pool, const char *text, size_t len,
    const char *package)
{
	static const char installed[] = " installed";
	const size_t want = sizeof(installed) - 1;
	const char *value, *version = NULL;
	bool is_it = false, is_here = false;
	size_t n, version_len = 0;
	struct lines l;

	lines_init(&l, text, len);
	while (lines_next(&l)) {
		if (l.len == 0) {
			if (is_it && is_here && version != NULL)
				break;
			is_it = is_here = false;
			version = NULL;
			continue;
		}
		if ((value = field(&l, "Package", &n)) != NULL)
			is_it = n == strlen(package) &&
			    memcmp(value, package, n) == 0;
		else if ((value = field(&l, "Status", &n)) != NULL)
			is_here = n > want && memcmp(value + n - want,
			    installed, want) == 0;
		else if ((value = field(&l, "Version", &n)) != NULL) {
			version = value;
			version_len = n;
		}
	}
	return is_it && is_here && version != NULL ?
	    pool_strndup(pool, version, version_len) : NULL;
}
