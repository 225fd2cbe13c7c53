/* Units that generators make of rc scripts at boot, predicted. */
#include "platforms/unit_sysv.h"

#include <errno.h>
#include <string.h>
#include <strings.h>

#include "agent/base/lines.h"
#include "platforms/unit_name.h"
#include "platforms/unit_text.h"

/* Where the vendors keep scripts and links: Debian and SUSE, Red Hat. The
 * generator knows one of each; on a host the others are links or absent. */
static const char *const script_dirs[] = { "/etc/init.d",
	"/etc/rc.d/init.d" };
static const char *const link_dirs[] = { "/etc", "/etc/rc.d",
	"/etc/init.d" };

/* Run levels that start something, and what their links are wanted by
 * (systemd-sysv-generator(8)); rc1.d is for the rescue target, which a boot
 * does not pass. */
static const struct {
	const char *dir, *target;
} levels[] = {
	{ "rc1.d", "rescue.target" },
	{ "rc2.d", "multi-user.target" },
	{ "rc3.d", "multi-user.target" },
	{ "rc4.d", "multi-user.target" },
	{ "rc5.d", "graphical.target" },
};

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

/* Installed and not masked; in a tree without systemd's own program, which
 * somebody made up or cut down, all generators count as installed. */
static bool
has_generator(const struct host *h, const char *name)
{
	static const char *const dirs[] = { "/etc/systemd/system-generators",
		"/usr/local/lib/systemd/system-generators",
		"/usr/lib/systemd/system-generators",
		"/lib/systemd/system-generators" };
	struct pool pool = { .blocks = NULL };
	const char *path;
	struct stat st;
	bool found = false, there = false;
	size_t i;

	for (i = 0; i < COUNT(dirs) && !found; i++) {
		path = pool_printf(&pool, "%s/%s", dirs[i], name);
		if (path == NULL || root_lstat(&h->root, path, &st) < 0)
			continue;
		found = true;
		there = !unit_is_null(h, path) &&
		    root_is_executable(&h->root, path);
	}
	pool_release(&pool);
	return found ? there : !root_exists(&h->root,
	    "/usr/lib/systemd/systemd") &&
	    !root_exists(&h->root, "/lib/systemd/systemd");
}

/* "foo.sh" is foo.service, as "foo" is. */
static const char *
service_name(struct pool *pool, const char *script)
{
	size_t len = strlen(script);

	if (len > 3 && strcmp(script + len - 3, ".sh") == 0)
		len -= 3;
	script = pool_strndup(pool, script, len);
	return script == NULL ? NULL : unit_name_mangle(pool, script);
}

/* The target that a facility stands for, "" for none; NULL: the word is a
 * service's name. */
static const char *
facility(struct pool *pool, const char *word)
{
	static const struct {
		const char *name, *target;
	} known[] = {
		{ "local_fs", "" },
		{ "network", "network-online.target" },
		{ "named", "nss-lookup.target" },
		{ "portmap", "rpcbind.target" },
		{ "remote_fs", "remote-fs.target" },
		{ "syslog", "" },
		{ "time", "time-sync.target" },
	};
	const char *name = word + (word[0] == '$');
	size_t i;

	for (i = 0; i < COUNT(known); i++)
		if (strcmp(name, known[i].name) == 0)
			return known[i].target;
	return word[0] != '$' ? NULL : pool_printf(pool, "%s.target", name);
}

/* Other names, and targets that the script is there for. */
static int
add_provides(struct unit_tree *t, struct unit_script *s, const char *text)
{
	const char *base = strrchr(s->path, '/') + 1, *word, *name;
	size_t len = strlen(base);
	int r;

	if (len > 3 && strcmp(base + len - 3, ".sh") == 0)
		len -= 3;
	while ((r = unit_text_word(t->pool, &text, UNIT_WORD_RELAXED,
	    &word)) > 0) {
		name = facility(t->pool, word);
		if (name != NULL) {
			if (*name != '\0' &&
			    strv_push(t->pool, &s->wants, name) < 0)
				return -ENOMEM;
			continue;
		}
		if (strlen(word) == len && strncmp(word, base, len) == 0)
			continue;
		name = service_name(t->pool, word);
		if (name == NULL ||
		    (strcmp(strrchr(name, '.'), ".service") == 0 &&
		    strv_push(t->pool, &s->aliases, name) < 0))
			return -ENOMEM;
	}
	return r;
}

/* What it must be started after is not pulled in, the network is. */
static int
add_needs(struct unit_tree *t, struct unit_script *s, const char *text)
{
	const char *word, *name;
	int r;

	while ((r = unit_text_word(t->pool, &text, UNIT_WORD_RELAXED,
	    &word)) > 0) {
		name = facility(t->pool, word);
		if (name != NULL &&
		    strcmp(name, "network-online.target") == 0 &&
		    strv_push(t->pool, &s->wants, name) < 0)
			return -ENOMEM;
	}
	return r;
}

static int
header_line(struct unit_tree *t, struct unit_script *s, const char *text)
{
	static const char *const needs[] = { "Required-Start:",
		"Should-Start:", "X-Start-After:" };
	size_t i, n;

	if (strncasecmp(text, "Provides:", 9) == 0)
		return add_provides(t, s, text + 9);
	for (i = 0; i < COUNT(needs); i++) {
		n = strlen(needs[i]);
		if (strncasecmp(text, needs[i], n) == 0)
			return add_needs(t, s, text + n);
	}
	return 0;
}

/* The LSB header's lines (systemd-sysv-generator(8)). */
static int
read_header(struct unit_tree *t, struct unit_script *s)
{
	struct buf b = BUF_INIT(ROOT_MAX_FILE);
	struct lines l;
	const char *text;
	bool inside = false;
	int r = 0;

	if (root_read(&t->host->root, s->path, &b, NULL, NULL) < 0)
		goto out;
	lines_init(&l, b.p, b.len);
	while (r == 0 && lines_next(&l)) {
		if (l.len == 0 || memchr(l.line, '#', l.len) == NULL)
			continue;
		text = pool_strndup(t->pool, l.line, l.len);
		if (text == NULL) {
			r = -ENOMEM;
			break;
		}
		text += strspn(text, " \t");
		if (*text != '#')
			continue;
		if (strncmp(text, "### BEGIN INIT INFO", 19) == 0)
			inside = true;
		else if (strncmp(text, "### END INIT INFO", 17) == 0)
			inside = false;
		else if (inside)
			r = header_line(t, s,
			    text + 1 + strspn(text + 1, " \t"));
	}
out:
	buf_release(&b);
	return r;
}

/* Names that systemd passes over in these folders: hidden files, editors'
 * and packagers' leftovers (hidden_or_backup_file() in its sources). */
static bool
is_leftover(const char *name)
{
	static const char *const ends[] = { "rpmnew", "rpmsave", "rpmorig",
		"dpkg-old", "dpkg-new", "dpkg-tmp", "dpkg-dist", "dpkg-bak",
		"dpkg-backup", "dpkg-remove", "ucf-new", "ucf-old",
		"ucf-dist", "swp", "bak", "old", "new" };
	const char *dot = strrchr(name, '.');
	size_t i, n = strlen(name);

	if (name[0] == '.' || (n > 0 && name[n - 1] == '~'))
		return true;
	for (i = 0; dot != NULL && i < COUNT(ends); i++)
		if (strcmp(dot + 1, ends[i]) == 0)
			return true;
	return false;
}

static struct unit_script *
find(const struct unit_tree *t, const char *name)
{
	struct unit_script *s;

	for (s = t->scripts; s != NULL; s = s->next)
		if (strcmp(s->name, name) == 0)
			return s;
	return NULL;
}

static int
read_scripts(struct unit_tree *t, const char *dir)
{
	struct unit_script **tail = &t->scripts, *s;
	struct strv names = { .n = 0 };
	const char *name, *path;
	struct stat st;
	size_t i;

	if (root_list(&t->host->root, dir, t->pool, &names, NULL) == -ENOMEM)
		return -ENOMEM;
	while (*tail != NULL)
		tail = &(*tail)->next;
	for (i = 0; i < names.n; i++) {
		path = pool_printf(t->pool, "%s/%s", dir, names.v[i]);
		if (path == NULL)
			return -ENOMEM;
		if (is_leftover(names.v[i]))
			continue;
		/* The owner's x bit, that of what a link leads to. */
		if (root_stat(&t->host->root, path, &st) < 0 ||
		    !S_ISREG(st.st_mode) || (st.st_mode & S_IXUSR) == 0)
			continue;
		name = service_name(t->pool, names.v[i]);
		if (name == NULL)
			return -ENOMEM;
		/* Any unit of that name, masked ones too, keeps it. */
		if (find(t, name) != NULL || unit_tree_find(t, name) != NULL)
			continue;
		s = pool_alloc(t->pool, sizeof(*s));
		if (s == NULL)
			return -ENOMEM;
		s->name = name;
		s->path = path;
		*tail = s;
		tail = &s->next;
		if (read_header(t, s) < 0)
			return -ENOMEM;
	}
	return 0;
}

static int
add_want(struct unit_tree *t, const char *by, const char *name,
    const char *path, const char *text)
{
	struct unit_want **tail = &t->wants, *w;

	while (*tail != NULL)
		tail = &(*tail)->next;
	w = pool_alloc(t->pool, sizeof(*w));
	if (w == NULL)
		return -ENOMEM;
	*w = (struct unit_want){ .by = by, .name = name,
		.at = { .path = path, .text = text } };
	*tail = w;
	return 0;
}

static bool
digit(char c)
{
	return c >= '0' && c <= '9';
}

/* The link's name decides, whatever it leads to. */
static int
read_links(struct unit_tree *t, const char *dir, const char *target)
{
	struct strv names = { .n = 0 };
	struct unit_script *s;
	const char *name, *path;
	size_t i;

	if (root_list(&t->host->root, dir, t->pool, &names, NULL) == -ENOMEM)
		return -ENOMEM;
	for (i = 0; i < names.n; i++) {
		name = names.v[i];
		if (name[0] != 'S' || !digit(name[1]) || !digit(name[2]) ||
		    name[3] == '\0' || is_leftover(name))
			continue;
		name = service_name(t->pool, name + 3);
		path = pool_printf(t->pool, "%s/%s", dir, names.v[i]);
		if (name == NULL || path == NULL)
			return -ENOMEM;
		s = find(t, name);
		if (s != NULL && add_want(t, target, s->name, path,
		    "S link, systemd-sysv-generator") < 0)
			return -ENOMEM;
	}
	return 0;
}

/* Is the folder (through whatever link) one that was read already? */
static bool
seen(const struct unit_tree *t, const char *const *dirs, size_t n,
    const char *dir)
{
	struct buf a = BUF_INIT(4096), b = BUF_INIT(4096);
	bool same = false;
	size_t i;

	if (root_resolve(&t->host->root, dir, &a) == 0)
		for (i = 0; i < n && !same; i++)
			same = root_resolve(&t->host->root, dirs[i], &b) ==
			    0 && strcmp(a.p, b.p) == 0;
	buf_release(&a);
	buf_release(&b);
	return same;
}

static int
sysv(struct unit_tree *t)
{
	const char *read[COUNT(link_dirs) * COUNT(levels)], *dir;
	size_t i, k, n = 0;

	for (i = 0; i < COUNT(script_dirs); i++)
		if (!seen(t, script_dirs, i, script_dirs[i]) &&
		    read_scripts(t, script_dirs[i]) < 0)
			return -ENOMEM;
	for (i = 0; i < COUNT(link_dirs); i++)
		for (k = 0; k < COUNT(levels); k++) {
			dir = pool_printf(t->pool, "%s/%s", link_dirs[i],
			    levels[k].dir);
			if (dir == NULL)
				return -ENOMEM;
			if (seen(t, read, n, dir))
				continue;
			read[n++] = dir;
			if (read_links(t, dir, levels[k].target) < 0)
				return -ENOMEM;
		}
	return 0;
}

/* The path is compiled into the generator; the vendor's rc-local.service
 * names the same one. */
static int
rc_local(struct unit_tree *t)
{
	static const char *const usual[] = { "/etc/rc.local",
		"/etc/rc.d/rc.local", "/etc/init.d/boot.local" };
	const struct unit_value *v;
	struct unit u;
	const char *path = NULL;
	size_t i;
	int r = unit_load(t, "rc-local.service", &u);

	if (r == -ENOMEM)
		return r;
	if (r < 0)	/* without the unit its link leads nowhere */
		return 0;
	v = unit_get(&u, "Unit", "ConditionFileIsExecutable");
	if (v != NULL)
		path = v->value;
	for (i = 0; path == NULL && i < COUNT(usual); i++)
		if (root_is_executable(&t->host->root, usual[i]))
			path = usual[i];
	if (path == NULL || !root_is_executable(&t->host->root, path))
		return 0;
	return add_want(t, "multi-user.target", "rc-local.service", path,
	    "executable, systemd-rc-local-generator");
}

/* Debian 10 to 12: instances of Postfix hang on postfix.service. */
static int
postfix(struct unit_tree *t)
{
	static const char path[] =
	    "/usr/lib/systemd/system-generators/postfix-instance-generator";
	static const char old[] =
	    "/lib/systemd/system-generators/postfix-instance-generator";
	const char *is = root_exists(&t->host->root, path) ? path :
	    root_exists(&t->host->root, old) ? old : NULL;
	struct buf b = BUF_INIT(ROOT_MAX_FILE);
	int r = 0;

	if (is == NULL ||
	    !has_generator(t->host, "postfix-instance-generator"))
		return 0;
	if (root_read(&t->host->root, "/etc/postfix/main.cf", &b, NULL,
	    NULL) == 0 && strstr(b.p, "\nmulti_instance_directories") != NULL)
		r = unit_doubt(t, "/etc/postfix/main.cf",
		    "instances of Postfix besides the first are not followed");
	buf_release(&b);
	return r < 0 ? r : add_want(t, "postfix.service",
	    "postfix@-.service", is, "postfix-instance-generator");
}

int
unit_sysv_read(struct unit_tree *t)
{
	if (has_generator(t->host, "systemd-sysv-generator") && sysv(t) < 0)
		return -ENOMEM;
	if (has_generator(t->host, "systemd-rc-local-generator") &&
	    rc_local(t) < 0)
		return -ENOMEM;
	return postfix(t);
}
