/* A plan as one Bourne script, for a host that cannot run the agent. */
#include "agent/format.h"

#include <string.h>

/* What the script needs is in every Unix since 1990: cmp, cp, dd, ls, mkdir,
 * mv, rm, sh, test. $R is the root, $S the folder with what was replaced,
 * which no rc program looks into. */
static const char head[] =
    "R=${2-}\n"
    "S=$R/var/lib/hardenmail/plan-sh\n"
    "PATH=/usr/sbin:/usr/bin:/sbin:/bin; export PATH\n"
    "die() {\n\techo \"hardenmail: $*\" >&2\n\texit 1\n}\n"
    "is_there() {\n\tls -ld \"$1\" >/dev/null 2>&1\n}\n";

static const char tail[] =
    "apply() {\n"
    "\tis_there \"$S/done\" && die 'applied already: undo it first'\n"
    "\tcheck\n"
    "\tsave || { rm -f \"$S\"/*; die 'cannot save what is replaced'; }\n"
    "\t: >\"$S/done\" || die \"$S: cannot be written\"\n"
    "\tumask 022\n"
    "\tif change && verify; then\n"
    "\t\ttest -n \"$R\" || services\n"
    "\telse\n"
    "\t\tback; rm -f \"$S\"/*; die 'failed: all is as it was'\n"
    "\tfi\n"
    "}\n"
    "undo() {\n"
    "\tis_there \"$S/done\" || die 'nothing was applied'\n"
    "\tverify || die 'a file was edited since: nothing is put back'\n"
    "\ttest -n \"$R\" || services_stop\n"
    "\tback || die 'not all could be put back; see '\"$S\"\n"
    "\ttest -n \"$R\" || services_back\n"
    "\trm -f \"$S\"/*\n"
    "}\n"
    "case ${1-} in\n"
    "check)\tcheck; rm -f \"$S\"/* ;;\n"
    "apply)\tapply ;;\n"
    "undo)\tundo ;;\n"
    "*)\techo \"usage: $0 check|apply|undo [ROOT]\" >&2; exit 64 ;;\n"
    "esac\n";

/* A word in single quotes. */
static void
add_word(struct buf *b, const char *word)
{
	buf_addc(b, '\'');
	for (; *word != '\0'; word++) {
		if (*word == '\'')
			buf_adds(b, "'\\''");
		else
			buf_addc(b, *word);
	}
	buf_addc(b, '\'');
}

/* "$R"'/etc/x' */
static void
add_path(struct buf *b, const char *path)
{
	buf_adds(b, "\"$R\"");
	add_word(b, path);
}

static bool
has_line(const char *text, size_t len, const char *line)
{
	const size_t n = strlen(line);
	size_t i;

	for (i = 0; i + n <= len; i++)
		if ((i == 0 || text[i - 1] == '\n') &&
		    memcmp(text + i, line, n) == 0)
			return true;
	return false;
}

/* The bytes go into $S/NAME by a here-document; dd cuts off the line end
 * that such a document adds to a last line without one. */
static void
add_bytes(struct buf *b, unsigned n, const char *name, const char *text,
    size_t len)
{
	char mark[32] = "HARDENMAIL_END";
	size_t at = strlen(mark);

	while (has_line(text, len, mark) && at + 1 < sizeof(mark)) {
		mark[at++] = 'X';
		mark[at] = '\0';
	}
	if (len == 0) {
		buf_addf(b, "\t: >\"$S/%u.%s\" || return 1\n", n, name);
		return;
	}
	buf_addf(b, "\tcat >\"$S/%u.%s\" <<'%s' || return 1\n", n,
	    text[len - 1] == '\n' ? name : "cut", mark);
	buf_add(b, text, len);
	buf_addf(b, "%s%s\n", text[len - 1] == '\n' ? "" : "\n", mark);
	if (text[len - 1] != '\n')
		buf_addf(b, "\tdd if=\"$S/%u.cut\" of=\"$S/%u.%s\" bs=%zu "
		    "count=1 2>/dev/null || return 1\n", n, n, name, len);
}

static void
add_texts(struct buf *b, const struct step *s, unsigned n)
{
	if (s->kind != STEP_PUT)
		return;
	if (s->old != NULL)
		add_bytes(b, n, "was", s->old, s->old_len);
	add_bytes(b, n, "new", s->data, s->len);
}

/* Is everything as the plan saw it? */
static void
add_check(struct buf *b, const struct step *s, unsigned n)
{
	if (s->kind == STEP_PUT && s->old != NULL) {
		buf_addf(b, "\tcmp -s \"$S/%u.was\" ", n);
		add_path(b, s->path);
		buf_adds(b, " ||\n\t    die ");
	} else {
		buf_adds(b, "\tis_there ");
		add_path(b, s->path);
		buf_adds(b, s->was.there ? " ||\n\t    die " :
		    " &&\n\t    die ");
	}
	add_word(b, s->path);
	buf_adds(b, "': was changed since it was planned'\n");
	if (s->to == NULL || s->kind != STEP_MOVE)
		return;
	buf_adds(b, "\tis_there ");
	add_path(b, s->to);
	buf_adds(b, " && die ");
	add_word(b, s->to);
	buf_adds(b, "': is there already'\n");
}

static void
add_save(struct buf *b, const struct step *s, unsigned n)
{
	if (s->kind == STEP_PUT && s->old != NULL) {
		buf_adds(b, "\tcp -p ");
		add_path(b, s->path);
		buf_addf(b, " \"$S/%u.old\" || return 1\n", n);
	} else if (s->was.link && s->kind != STEP_MOVE) {
		/* Where units have links there is a readlink. */
		buf_adds(b, "\treadlink ");
		add_path(b, s->path);
		buf_addf(b, " >\"$S/%u.link\" || return 1\n", n);
	}
}

/* Folders above a new file: one mkdir each, as mkdir -p is younger. */
static void
add_folders(struct buf *b, const char *path)
{
	const char *slash = strchr(path + 1, '/');

	for (; slash != NULL; slash = strchr(slash + 1, '/')) {
		buf_adds(b, "\ttest -d \"$R\"'");
		buf_add(b, path, (size_t)(slash - path));
		buf_adds(b, "' || mkdir \"$R\"'");
		buf_add(b, path, (size_t)(slash - path));
		buf_adds(b, "' || return 1\n");
	}
}

/* Written in place: owner, mode, and all names of a file stay. */
static void
add_change(struct buf *b, const struct step *s, unsigned n)
{
	if ((s->kind == STEP_PUT || s->kind == STEP_LINK) && !s->was.there)
		add_folders(b, s->path);
	switch (s->kind) {
	case STEP_PUT:
		buf_addf(b, "\tcat \"$S/%u.new\" >", n);
		break;
	case STEP_LINK:
		if (s->was.there) {
			buf_adds(b, "\trm -f ");
			add_path(b, s->path);
			buf_adds(b, " || return 1\n");
		}
		buf_adds(b, "\tln -s ");
		add_word(b, s->to);
		buf_addc(b, ' ');
		break;
	case STEP_MOVE:
		buf_adds(b, "\tmv ");
		add_path(b, s->path);
		buf_addc(b, ' ');
		add_path(b, s->to);
		buf_adds(b, " || return 1\n");
		return;
	case STEP_REMOVE:
		buf_adds(b, "\trm -f ");
		break;
	default:
		buf_addf(b, "\tchmod %04o ", (unsigned)s->mode & 07777);
	}
	add_path(b, s->path);
	buf_adds(b, " || return 1\n");
	if (s->keeps_time) {
		buf_addf(b, "\ttouch -r \"$S/%u.old\" ", n);
		add_path(b, s->path);
		buf_adds(b, " || return 1\n");
	}
	if (s->kind == STEP_PUT && !s->was.there) {
		buf_addf(b, "\tchmod %04o ", (unsigned)s->mode & 07777);
		add_path(b, s->path);
		buf_adds(b, " || return 1\n");
	}
}

static void
add_verify(struct buf *b, const struct step *s, unsigned n)
{
	if (s->kind == STEP_PUT) {
		buf_addf(b, "\tcmp -s \"$S/%u.new\" ", n);
		add_path(b, s->path);
		buf_adds(b, " || return 1\n");
	} else if (s->kind == STEP_MOVE) {
		buf_adds(b, "\tis_there ");
		add_path(b, s->to);
		buf_adds(b, " || return 1\n");
	}
}

/* What was not done yet needs no way back. */
static void
add_back(struct buf *b, const struct step *s, unsigned n)
{
	if (s->kind == STEP_PUT && s->old != NULL) {
		buf_addf(b, "\tcat \"$S/%u.old\" >", n);
		add_path(b, s->path);
		buf_addf(b, " || r=1\n\ttouch -r \"$S/%u.old\" ", n);
		add_path(b, s->path);
		buf_adds(b, " 2>/dev/null\n");
	} else if (s->kind == STEP_MOVE) {
		buf_adds(b, "\tif is_there ");
		add_path(b, s->to);
		buf_adds(b, "; then mv ");
		add_path(b, s->to);
		buf_addc(b, ' ');
		add_path(b, s->path);
		buf_adds(b, " || r=1; fi\n");
	} else if (s->kind == STEP_MODE) {
		buf_addf(b, "\tchmod %04o ", (unsigned)s->was.mode & 07777);
		add_path(b, s->path);
		buf_adds(b, " || r=1\n");
	} else {
		buf_adds(b, "\trm -f ");
		add_path(b, s->path);
		buf_adds(b, " || r=1\n");
		if (s->was.link) {
			buf_addf(b, "\tln -s \"`cat \"$S/%u.link\"`\" ", n);
			add_path(b, s->path);
			buf_adds(b, " || r=1\n");
		}
	}
}

static void
add_argv(struct buf *b, const char *const *argv)
{
	buf_addc(b, '\t');
	for (; *argv != NULL; argv++) {
		add_word(b, *argv);
		buf_addc(b, argv[1] != NULL ? ' ' : '\n');
	}
}

/* Services by the host's own commands; systemd's need no agent. */
static void
add_live(struct buf *b, const struct step *s, bool undo)
{
	static const struct { const char *verb, *word; } table[] = {
		{ "Reload", "daemon-reload" }, { "StopUnit", "stop" },
		{ "StartUnit", "start" }, { "TryRestartUnit", "try-restart" },
	};
	const char *verb = undo ? s->undo_verb : s->verb;
	const char *const *argv = undo ? s->undo_argv : s->argv;
	size_t i;

	if (argv != NULL && argv[0] != NULL)
		add_argv(b, argv);
	if (s->kind == STEP_SIGNAL && !undo)
		buf_addf(b, "\tkill %ld\n", (long)s->pid);
	for (i = 0; s->kind == STEP_BUS && verb != NULL &&
	    i < sizeof(table) / sizeof(table[0]); i++)
		if (strcmp(table[i].verb, verb) == 0) {
			buf_addf(b, "\tsystemctl %s", table[i].word);
			if (s->unit != NULL) {
				buf_addc(b, ' ');
				add_word(b, s->unit);
			}
			buf_addc(b, '\n');
		}
}

typedef void add_fn(struct buf *, const struct step *, unsigned n);

static void
add_function(struct buf *b, const struct plan *p, const char *name,
    add_fn *add, const char *last)
{
	const struct step *s;
	unsigned n = 0;

	buf_addf(b, "%s() {\n", name);
	for (s = p->first; s != NULL; s = s->next, n++)
		if (!s->live)
			add(b, s, n);
	buf_addf(b, "\t%s\n}\n", last);
}

/* In the reverse order: n-1, n-2 ... */
static void
add_reverse(struct buf *b, const struct plan *p)
{
	const struct step *s;
	unsigned i, n;

	buf_adds(b, "back() {\n\tr=0\n");
	for (i = p->n_steps; i > 0; i--) {
		for (s = p->first, n = 0; s != NULL && n + 1 < i;
		    s = s->next)
			n++;
		if (s != NULL && !s->live)
			add_back(b, s, n);
	}
	buf_adds(b, "\treturn $r\n}\n");
}

static bool
is_reload(const struct step *s)
{
	return s->kind == STEP_BUS && s->unit == NULL;
}

static void
add_services(struct buf *b, const struct plan *p)
{
	const struct step *s;

	buf_adds(b, "services() {\n");
	for (s = p->first; s != NULL; s = s->next)
		if (s->live)
			add_live(b, s, false);
	buf_adds(b, "\t:\n}\n");
}

/* The way back, in the reverse order: what was started is stopped before
 * the files are put back, the rest comes after them, systemd's own reading
 * first. */
static void
add_services_back(struct buf *b, const struct plan *p, const char *name,
    bool started)
{
	const struct step *s;
	unsigned i, n;

	buf_addf(b, "%s() {\n", name);
	for (s = p->first; s != NULL; s = s->next)
		if (s->live && is_reload(s) && !started)
			add_live(b, s, true);
	for (i = p->n_steps; i > 0; i--) {
		for (s = p->first, n = 0; s != NULL && n + 1 < i;
		    s = s->next)
			n++;
		if (s != NULL && s->live && !is_reload(s) &&
		    (s->phase >= PHASE_START) == started)
			add_live(b, s, true);
	}
	buf_adds(b, "\t:\n}\n");
}

/* A NUL goes through no here-document. */
static bool
has_nul(const struct plan *p)
{
	const struct step *s;

	for (s = p->first; s != NULL; s = s->next)
		if (s->kind == STEP_PUT && ((s->len > 0 &&
		    memchr(s->data, '\0', s->len) != NULL) ||
		    (s->old_len > 0 &&
		    memchr(s->old, '\0', s->old_len) != NULL)))
			return true;
	return false;
}

static void
write_sh(const struct report *r, const struct look *look, struct buf *b)
{
	const struct plan *p = r->plan;
	const struct refusal *n;
	bool refused = p == NULL || p->refusals != NULL || has_nul(p);

	(void)look;
	buf_adds(b, "#!/bin/sh\n# A plan of hardenmail: check, apply, or undo "
	    "it.\n");
	if (refused) {
		for (n = p != NULL ? p->refusals : NULL; n != NULL;
		    n = n->next) {
			buf_adds(b, "echo ");
			add_word(b, n->reason);
			buf_adds(b, " >&2\n");
		}
		buf_adds(b, "echo 'hardenmail: there is no plan' >&2\n"
		    "exit 1\n");
		return;
	}
	buf_adds(b, head);
	add_function(b, p, "texts", add_texts, "return 0");
	buf_adds(b, "folder() {\n");
	add_folders(b, "/var/lib/hardenmail/plan-sh/");
	buf_adds(b, "\tchmod 700 \"$S\"\n}\n");
	add_function(b, p, "compare", add_check, "return 0");
	buf_adds(b, "check() {\n\tumask 077\n\tfolder && texts || "
	    "die \"$S: cannot be written\"\n\tcompare\n}\n");
	add_function(b, p, "save", add_save, "return 0");
	add_function(b, p, "change", add_change, "return 0");
	add_function(b, p, "verify", add_verify, "return 0");
	add_reverse(b, p);
	add_services(b, p);
	add_services_back(b, p, "services_stop", true);
	add_services_back(b, p, "services_back", false);
	buf_adds(b, tail);
}

const struct format format_sh = {
	.name = "sh",
	.write = write_sh,
};
