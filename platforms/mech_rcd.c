/* OpenBSD: scripts of rc.d(8), with flags from rc.conf(8). */
#include <ctype.h>
#include <errno.h>
#include <string.h>

#include "agent/base/buf.h"
#include "agent/base/lines.h"
#include "agent/base/name.h"
#include "platforms/mechs.h"
#include "platforms/script.h"

#define RC "/etc/rc"
#define RC_SUBR "/etc/rc.d/rc.subr"

/*
 * What rc.subr does with a script, as far as it decides what is run. It
 * stands for the host's own file, which is therefore taken away. The settings
 * of rc.conf, _name and _listed come in front.
 */
static const char functions[] =
    "rm -f " RC_SUBR "\n"
    "rc_pre() { :; }\n"
    "rc_start() { eval \"$daemon $daemon_flags\"; }\n"
    "rc_cmd() {\n"
    "	eval \"_rcflags=\\$${_name}_flags\"\n"
    "	case $_rcflags in\n"
    "	''|NO) ;;\n"
    "	*) daemon_flags=$_rcflags ;;\n"
    "	esac\n"
    "	_run=NO\n"
    "	if [ $_listed = YES ] && [ \"X$_rcflags\" != XNO ]; then\n"
    "		_run=YES\n"
    "	fi\n"
    "	if [ $_run = YES ]; then\n"
    "		rc_pre && rc_start\n"
    "	fi\n"
    "}\n";

/* Whose scripts /etc/rc runs behind its own. */
static const char packages[] =
    "for _one in $pkg_scripts; do\n"
    "	[ \"$_one\" = \"$_script\" ] && _listed=YES\n"
    "done\n";

struct look {
	const struct host *host;
	struct facts *facts;
	struct pool pool;
	const char *settings;		/* a shell's text */
	struct strv base;		/* what /etc/rc itself starts */
	const char *broken;		/* why that is not known, or NULL */
	struct place *conf;		/* every assignment that was parsed */
};

static bool
begins(const char *line, size_t len, const char *with)
{
	const size_t n = strlen(with);

	return len >= n && memcmp(line, with, n) == 0;
}

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t';
}

static void
trim(const char **text, size_t *len)
{
	while (*len > 0 && is_blank(**text))
		(*text)++, (*len)--;
	while (*len > 0 && is_blank((*text)[*len - 1]))
		(*len)--;
}

/* In single quotes, whatever is in it. */
static void
add_quoted(struct buf *b, const char *text, size_t len)
{
	size_t i;

	buf_addc(b, '\'');
	for (i = 0; i < len; i++)
		if (text[i] == '\'')
			buf_adds(b, "'\\''");
		else
			buf_addc(b, text[i]);
	buf_addc(b, '\'');
}

/* The names that rc.subr's _rc_parse_conf() takes, of those that count. */
static bool
is_key(const char *key)
{
	static const char flags[] = "_flags";
	const size_t n = sizeof(flags) - 1, len = strlen(key);
	const char *at;

	for (at = key; *at != '\0'; at++)
		if (!isalnum((unsigned char)*at) && *at != '_')
			return false;
	return (len > n && strcmp(key + len - n, flags) == 0) ||
	    strcmp(key, "pkg_scripts") == 0;
}

/* "NAME = VALUE # comment": VALUE up to its end, in quotes or not. */
static int
parse_line(struct look *k, const char *path, const struct lines *l,
    struct buf *b)
{
	const char *name = l->line, *eq = memchr(name, '=', l->len), *value;
	const char *hash;
	char *key, *at;
	size_t n, len;

	if (eq == NULL)
		return 0;
	n = (size_t)(eq - name);
	len = l->len - n - 1;
	value = eq + 1;
	trim(&name, &n);
	key = pool_strndup(&k->pool, name, n);
	if (key == NULL)
		return -ENOMEM;
	for (at = key; *at != '\0'; at++)
		*at = (char)tolower((unsigned char)*at);
	hash = memchr(value, '#', len);
	if (hash != NULL)
		len = (size_t)(hash - value);
	trim(&value, &len);
	if (!is_key(key))
		return 0;
	if (len > 1 && (*value == '"' || *value == '\'') &&
	    value[len - 1] == *value)
		value++, len -= 2;
	buf_addf(b, "%s=", key);
	add_quoted(b, value, len);
	buf_addc(b, '\n');
	name = pool_strndup(&k->pool, eq, (size_t)(l->line + l->len - eq));
	name = name == NULL ? NULL : pool_join(&k->pool, key, name, NULL);
	return name == NULL ? -ENOMEM : place_add(&k->pool, &k->conf, path,
	    l->number, name);
}

/* rc.conf is sourced up to 5.6, and read line by line by what has the
 * function _rc_parse_conf (rc.subr 1.129). */
static int
parse_conf(struct look *k)
{
	static const char *const paths[] = { "/etc/rc.conf",
		"/etc/rc.conf.local" };
	struct buf b = BUF_INIT(ROOT_MAX_FILE), text = BUF_INIT(65536);
	struct lines l;
	size_t i;
	int r = 0;

	for (i = 0; r == 0 && i < sizeof(paths) / sizeof(paths[0]); i++) {
		r = root_read(&k->host->root, paths[i], &b, NULL, NULL);
		if (r < 0 && r != -ENOENT && r != -ENOMEM)
			r = facts_doubt(k->facts, "boot", paths[i], 0, "%s",
			    strerror(-r));
		else if (r == 0 && b.len > 0)
			for (lines_init(&l, b.p, b.len); r == 0 &&
			    lines_next(&l);)
				r = parse_line(k, paths[i], &l, &text);
		else if (r == -ENOENT)
			r = 0;
	}
	k->settings = text.failed ? NULL : pool_strdup(&k->pool,
	    text.p == NULL ? "" : text.p);
	buf_release(&text);
	buf_release(&b);
	return r < 0 ? r : k->settings == NULL ? -ENOMEM : 0;
}

/* The words behind "start_daemon", wherever in the line it stands. */
static int
take_base(struct look *k, const char *text, size_t len)
{
	static const char call[] = "start_daemon";
	const char *end = text + len;
	size_t n;
	int r = 0;

	while (text < end && is_blank(*text))
		text++;
	if (!begins(text, (size_t)(end - text), call))
		return 0;
	text += sizeof(call) - 1;
	while (r == 0 && text < end) {
		for (; text < end && is_blank(*text); text++)
			;
		for (n = 0; text + n < end && (isalnum((unsigned char)
		    text[n]) || text[n] == '_' || text[n] == '-'); n++)
			;
		if (n == 0)
			break;
		r = strv_pushn(&k->pool, &k->base, text, n);
		text += n;
	}
	return r;
}

static bool
mentions(const struct buf *b, const char *word)
{
	return b->len > 0 && strstr(b->p, word) != NULL;
}

static int
read_rc(struct look *k)
{
	static const char sourced[] = "[ -f /etc/rc.conf ] && . /etc/rc.conf\n"
	    "[ -f /etc/rc.conf.local ] && . /etc/rc.conf.local\n";
	static const char parser[] = "_rc_parse_conf";
	struct buf b = BUF_INIT(ROOT_MAX_FILE);
	struct lines l;
	bool parsed = false;
	int r = root_read(&k->host->root, RC, &b, NULL, NULL);

	if (r == 0 && b.len > 0) {
		parsed = mentions(&b, parser);
		for (lines_init(&l, b.p, b.len); r == 0 && lines_next(&l);)
			r = take_base(k, l.line, l.len);
	} else if (r != -ENOMEM) {
		k->broken = "/etc/rc cannot be read, which says what is "
		    "started";
		r = 0;
	}
	if (r == 0 && !parsed && root_read(&k->host->root, RC_SUBR, &b, NULL,
	    NULL) == 0)
		parsed = mentions(&b, parser);
	buf_release(&b);
	if (r == 0 && parsed)
		return parse_conf(k);
	k->settings = sourced;
	return r;
}

/* The last line "daemon=..." */
static int
find_daemon(struct look *k, const char *path, struct place *at)
{
	struct buf b = BUF_INIT(ROOT_MAX_FILE);
	struct lines l;
	int r = 0;

	*at = (struct place){ .path = path };
	if (root_read(&k->host->root, path, &b, NULL, NULL) == 0 &&
	    b.len > 0)
		for (lines_init(&l, b.p, b.len); r == 0 && lines_next(&l);)
			if (begins(l.line, l.len, "daemon=")) {
				at->line = l.number;
				at->text = pool_strndup(&k->pool, l.line,
				    l.len);
				r = at->text == NULL ? -ENOMEM : 0;
			}
	buf_release(&b);
	return r;
}

/* The assignments that count for this script. */
static int
add_because(struct look *k, const char *name, struct place **ret)
{
	const char *flags = pool_join(&k->pool, name, "_flags", NULL);
	const struct place *p;
	int r = flags == NULL ? -ENOMEM : 0;

	for (p = k->conf; r == 0 && p != NULL; p = p->next)
		if (p->text != NULL && (strncmp(p->text, flags,
		    strlen(flags)) == 0 || strncmp(p->text, "pkg_scripts",
		    11) == 0))
			r = place_add(&k->pool, ret, p->path, p->line,
			    p->text);
	return r;
}

static int
read_one(struct look *k, const char *path, struct err *e)
{
	const struct sh_options o = { .text_is_command = true };
	const char *script = name_of(path), *text;
	char *name = pool_strdup(&k->pool, script), *at;
	struct place command, *because = NULL;
	struct script_way way = {
		.mechanism = mech_rcd.name,
		.at_boot = k->broken != NULL ? TRI_UNKNOWN : TRI_YES,
		.reason = k->broken,
		.at = &command,
	};
	const bool base = strv_has(&k->base, script);
	int r;

	if (name == NULL)
		return -ENOMEM;
	if (strcmp(path, RC_SUBR) == 0 || strchr(path, '\'') != NULL ||
	    !root_is_file(&k->host->root, path))
		return 0;
	for (at = name; *at != '\0'; at++)
		if (!isalnum((unsigned char)*at))
			*at = '_';
	r = find_daemon(k, path, &command);
	if (r == 0)
		r = add_because(k, name, &because);
	if (r < 0)
		return r;
	way.because = because;
	if (!root_is_executable(&k->host->root, path))
		way.at_boot = TRI_NO;
	text = pool_join(&k->pool, k->settings, functions, "_name=", name,
	    "\n_script='", script, "'\n_listed=", base || k->broken != NULL ?
	    "YES" : "NO", "\n", packages, "set start\n. '", path, "'\n",
	    NULL);
	return text == NULL ? -ENOMEM : script_start(k->host, k->facts, text,
	    &o, &way, e);
}

static int
rcd_read(const struct host *h, const struct entry *entry, struct facts *f,
    struct err *e)
{
	struct look k = { .host = h, .facts = f };
	struct strv found = { .n = 0 };
	const char *const *pattern;
	size_t i;
	int r = 0;

	for (pattern = entry->paths; r == 0 && *pattern != NULL; pattern++) {
		r = root_glob(&h->root, *pattern, &k.pool, &found);
		if (r < 0 && r != -ENOMEM)
			r = facts_doubt(f, "boot", *pattern, 0, "%s",
			    strerror(-r));
	}
	if (r >= 0 && found.n > 0)
		r = read_rc(&k);
	for (i = 0; r >= 0 && i < found.n; i++)
		r = read_one(&k, found.v[i], e);
	pool_release(&k.pool);
	return r < 0 ? r : 0;
}

const struct mech mech_rcd = {
	.name = "rc.d",
	.read = rcd_read,
};
