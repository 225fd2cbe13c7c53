/* What tells one system from another. */
#include <ctype.h>
#include <errno.h>
#include <string.h>
#include <sys/utsname.h>

#include "agent/base/buf.h"
#include "agent/base/lines.h"
#include "platforms/platform.h"

/* One value of os-release(5): a shell word, quoted or not. */
static const char *
unquoted(struct pool *p, const char *text, size_t len)
{
	char *copy = pool_alloc(p, len + 1), *to = copy;
	char quote = 0;
	size_t i = 0;

	if (copy == NULL)
		return NULL;
	if (len > 0 && (text[0] == '"' || text[0] == '\''))
		quote = text[i++];
	for (; i < len && text[i] != quote; i++) {
		if (quote == 0 && isspace((unsigned char)text[i]))
			break;
		if (text[i] == '\\' && quote != '\'' && i + 1 < len)
			i++;
		*to++ = text[i];
	}
	*to = '\0';
	return copy;
}

static void
read_os_release(const struct host *h, struct pool *p, struct os_id *ret)
{
	static const char *const paths[] = { "/etc/os-release",
		"/usr/lib/os-release" };
	const struct { const char *key; const char **to; } keys[] = {
		{ "ID=", &ret->id },
		{ "ID_LIKE=", &ret->id_like },
		{ "VERSION_ID=", &ret->version_id },
		{ "PRETTY_NAME=", &ret->pretty_name },
	};
	struct buf b = BUF_INIT(65536);
	struct lines l;
	size_t i, n;
	int r = -ENOENT;

	for (i = 0; r < 0 && i < sizeof(paths) / sizeof(paths[0]); i++)
		r = root_read(&h->root, paths[i], &b, NULL, NULL);
	if (r == 0 && b.len > 0) {
		lines_init(&l, b.p, b.len);
		while (lines_next(&l))
			for (i = 0; i < sizeof(keys) / sizeof(keys[0]); i++) {
				n = strlen(keys[i].key);
				if (l.len >= n &&
				    memcmp(l.line, keys[i].key, n) == 0)
					*keys[i].to = unquoted(p, l.line + n,
					    l.len - n);
			}
	}
	buf_release(&b);
}

/* What uname -s and -r said where the capture was made. */
static void
read_uname(const struct host *h, struct pool *p, struct os_id *ret)
{
	struct buf b = BUF_INIT(65536);
	struct lines l;

	if (root_read(&h->root, "/.hardenmail/uname", &b, NULL, NULL) == 0 &&
	    b.len > 0) {
		lines_init(&l, b.p, b.len);
		if (lines_next(&l) && l.len > 0)
			ret->sysname = pool_strndup(p, l.line, l.len);
		if (ret->sysname != NULL && lines_next(&l))
			ret->release = pool_strndup(p, l.line, l.len);
	}
	buf_release(&b);
}

int
os_id_read(const struct host *h, struct pool *p, struct os_id *ret)
{
	struct utsname name;

	*ret = (struct os_id){ .host = h };
	if (h->source == SOURCE_LIVE) {
		if (uname(&name) >= 0) {
			ret->sysname = pool_strdup(p, name.sysname);
			ret->release = pool_strdup(p, name.release);
		}
	} else if (h->source == SOURCE_CAPTURE) {
		read_uname(h, p, ret);
	}
	read_os_release(h, p, ret);
	return p->failed ? -ENOMEM : 0;
}

bool
os_has(const struct os_id *id, const char *path)
{
	return root_exists(&id->host->root, path);
}

bool
os_says(const struct os_id *id, const char *path, const char *text)
{
	struct buf b = BUF_INIT(65536);
	struct lines l;
	size_t n = strlen(text), i;
	bool says = false;

	if (root_read(&id->host->root, path, &b, NULL, NULL) == 0 &&
	    b.len > 0) {
		lines_init(&l, b.p, b.len);
		if (lines_next(&l))
			for (i = 0; !says && i + n <= l.len; i++)
				says = memcmp(l.line + i, text, n) == 0;
	}
	buf_release(&b);
	return says;
}

const char *
os_line(const struct os_id *id, const char *path, struct pool *p)
{
	struct buf b = BUF_INIT(65536);
	const char *text = NULL;
	struct lines l;

	if (root_read(&id->host->root, path, &b, NULL, NULL) == 0 &&
	    b.len > 0) {
		lines_init(&l, b.p, b.len);
		if (lines_next(&l)) {
			while (l.len > 0 && isspace((unsigned char)*l.line))
				l.line++, l.len--;
			while (l.len > 0 &&
			    isspace((unsigned char)l.line[l.len - 1]))
				l.len--;
			text = pool_strndup(p, l.line, l.len);
		}
	}
	buf_release(&b);
	return text;
}

const char *
os_value(const struct os_id *id, const char *path, const char *name,
    struct pool *p)
{
	struct buf b = BUF_INIT(65536);
	const char *text = NULL;
	size_t n = strlen(name);
	struct lines l;

	if (root_read(&id->host->root, path, &b, NULL, NULL) == 0 &&
	    b.len > 0) {
		lines_init(&l, b.p, b.len);
		while (text == NULL && lines_next(&l))
			if (l.len > n && l.line[n] == '=' &&
			    memcmp(l.line, name, n) == 0)
				text = unquoted(p, l.line + n + 1,
				    l.len - n - 1);
	}
	buf_release(&b);
	return text;
}

static bool
has_word(const char *words, const char *word)
{
	size_t n = strlen(word), len;

	while (words != NULL && *words != '\0') {
		words += strspn(words, " ");
		len = strcspn(words, " ");
		if (len == n && memcmp(words, word, n) == 0)
			return true;
		words += len;
	}
	return false;
}

bool
os_is_like(const struct os_id *id, const char *word)
{
	return has_word(id->id, word) || has_word(id->id_like, word);
}

static bool
ends_with(const char *text, const char *end)
{
	size_t n = strlen(text), m = strlen(end);

	return n >= m && strcmp(text + n - m, end) == 0;
}

const char *
os_linux_init(const struct os_id *id)
{
	static const char *const programs[] = { "/sbin/init",
		"/usr/sbin/init", "/bin/init" };
	const struct root *root = &id->host->root;
	struct buf b = BUF_INIT(65536);
	const char *init = NULL;
	size_t i;

	/* sd_booted(3). */
	if (id->host->source == SOURCE_LIVE &&
	    root_is_dir(root, "/run/systemd/system"))
		return "systemd";
	for (i = 0; init == NULL && i < sizeof(programs) / sizeof(*programs);
	    i++) {
		/* A link whose end is not in the tree tells as much. */
		if (root_readlink(root, programs[i], &b) < 0)
			continue;
		if (b.len > 0 && ends_with(b.p, "/systemd"))
			init = "systemd";
		else if (b.len > 0 && ends_with(b.p, "openrc-init"))
			init = "openrc";
		else if (b.len > 0 && ends_with(b.p, "busybox") &&
		    os_has(id, "/etc/runlevels"))
			init = "openrc";
	}
	buf_release(&b);
	if (init != NULL)
		return init;
	if (os_has(id, "/sbin/openrc") && os_has(id, "/etc/runlevels"))
		return "openrc";
	if (os_has(id, "/sbin/initctl") && (os_has(id, "/etc/init/rc.conf") ||
	    os_has(id, "/etc/init/rc-sysinit.conf")))
		return "upstart";
	if (id->host->source != SOURCE_LIVE &&
	    !os_has(id, "/etc/inittab") &&
	    (os_has(id, "/lib/systemd/systemd") ||
	    os_has(id, "/usr/lib/systemd/systemd") ||
	    os_has(id, "/etc/systemd/system")))
		return "systemd";
	if (os_has(id, "/etc/inittab") || os_has(id, "/etc/rc2.d") ||
	    os_has(id, "/etc/rc.d/rc3.d") || os_has(id, "/etc/rc3.d"))
		return "sysv";
	return NULL;
}

int
os_describe_unix(struct pool *p, const char *name, const char *version,
    struct os_version *ret)
{
	ret->distribution = name;
	ret->version = version;
	ret->title = version == NULL ? name :
	    pool_printf(p, "%s %s", name, version);
	return p->failed ? -ENOMEM : 0;
}

/* "CentOS release 6.10 (Final)": the name stands before " release" or, in
 * "CentOS Linux release 7", before " Linux" too; in "Slackware 10.2.0" before
 * the version. */
static const char *
name_in_line(const char *line, struct pool *p)
{
	const char *end = strstr(line, " release");
	size_t n = end == NULL ? strcspn(line, "0123456789") :
	    (size_t)(end - line);

	while (n > 0 && line[n - 1] == ' ')
		n--;
	if (end != NULL && n > 6 && memcmp(line + n - 6, " Linux", 6) == 0 &&
	    strncmp(line, "Red Hat", 7) != 0)
		n -= 6;
	return n == 0 ? NULL : pool_strndup(p, line, n);
}

static const char *
version_in_line(const char *line, struct pool *p)
{
	const char *digits = strstr(line, "release ");

	digits = digits == NULL ? line : digits;
	digits += strcspn(digits, "0123456789");
	return *digits == '\0' ? NULL : pool_strndup(p, digits,
	    strspn(digits, "0123456789."));
}

int
os_describe_linux(const struct os_id *id, struct pool *p,
    const char *const *files, const char *name, struct os_version *ret)
{
	struct strv evidence = { .n = 0 };
	const char *line = NULL;

	if (os_has(id, "/etc/os-release"))
		strv_push(p, &evidence, "/etc/os-release");
	for (; *files != NULL; files++) {
		if (line == NULL)
			line = os_line(id, *files, p);
		if (line != NULL && line[0] == '\0')
			line = NULL;
		if (os_has(id, *files))
			strv_push(p, &evidence, *files);
	}
	ret->title = id->pretty_name != NULL ? id->pretty_name :
	    line != NULL ? line : name;
	ret->version = id->version_id;
	if (line != NULL) {
		ret->distribution = name_in_line(line, p);
		if (ret->version == NULL)
			ret->version = version_in_line(line, p);
	}
	if (ret->distribution == NULL)
		ret->distribution = id->id;
	if (ret->distribution == NULL)
		ret->distribution = name;
	ret->init = os_linux_init(id);
	ret->evidence = (const char *const *)evidence.v;
	return p->failed ? -ENOMEM : 0;
}
