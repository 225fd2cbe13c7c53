/* Programs that run what others tell them. */
#include "platforms/shell_indirect.h"

#include <errno.h>
#include <string.h>

#include "agent/base/name.h"
#include "platforms/mta.h"
#include "platforms/service_call.h"
#include "platforms/shell_eval.h"
#include "platforms/shell_external.h"
#include "platforms/shell_world.h"

static void
doubt_here(struct sh *sh, const char *what)
{
	if (!sh->st->dead)
		sh_doubt(sh, sh->here->source->path, sh->here->line, "%s",
		    what);
}

/* The commands that stand on standard input. What the console says is
 * nobody's start script. */
static bool
run_input(struct sh *sh, const struct sh_call *c, size_t options)
{
	struct sh_input *was = sh->in, empty = { .at = "" };
	const char *text;

	if (was == NULL || was->at == NULL || was->at == sh_gap)
		return false;
	text = was->at;
	if (sh_has_gap(text)) {
		doubt_here(sh, "the commands that a shell reads here are not "
		    "known");
		sh_status_unknown(sh, c->from, was->why);
		return true;
	}
	sh->in = &empty;
	sh_external_text(sh, c, text, options);
	sh->in = was;
	was->at = text + strlen(text);
	return true;
}

/* sh, sh -s WORDS: no file is named. *options is the last option word. */
static bool
reads_input(const struct sh_call *c, size_t *options)
{
	bool named = false;
	size_t i;

	for (i = 1; i < c->n && (c->argv[i][0] == '-' ||
	    c->argv[i][0] == '+'); i++) {
		if (strcmp(c->argv[i], "-") == 0 ||
		    strcmp(c->argv[i], "--") == 0)
			break;
		if (c->argv[i][1] != '-' && strchr(c->argv[i], 's') != NULL)
			named = true;
	}
	*options = i < c->n && (strcmp(c->argv[i], "-") == 0 ||
	    strcmp(c->argv[i], "--") == 0) ? i++ : i - 1;
	return named || i >= c->n || strcmp(c->argv[i], "/dev/stdin") == 0 ||
	    strcmp(c->argv[i], "/dev/fd/0") == 0;
}

/* at and batch: soon after the boot is as good as at boot. */
static bool
run_later(struct sh *sh, const struct sh_call *c)
{
	size_t i;

	for (i = 1; i + 1 < c->n; i++)
		if (strcmp(c->argv[i], "-f") == 0)
			return sh_external_file(sh, c, i + 1);
	return run_input(sh, c, c->n);
}

/* The words behind an option's, as fields of their own. */
static struct sh_field *
field_at(const struct sh_call *c, size_t n)
{
	struct sh_field *f = c->fields;

	for (; n > 0 && f != NULL; n--)
		f = f->next;
	return f;
}

static struct sh_field *
add_field(struct sh *sh, struct sh_field ***end, const struct sh_field *like,
    const char *text)
{
	struct sh_field *f = sh_new(sh, sizeof(*f));

	if (f == NULL)
		return NULL;
	f->text = text;
	if (like != NULL) {
		f->from = like->from;
		f->why = like->why;
	}
	**end = f;
	*end = &f->next;
	return f;
}

/* xargs COMMAND: the words of standard input come behind. */
static bool
run_xargs(struct sh *sh, const struct sh_call *c)
{
	struct sh_field *first = NULL, **end = &first, *f;
	const char *text = sh->in != NULL && sh->in->at != NULL ?
	    sh->in->at : sh_gap;
	static const char many[] = { SH_MANY, '\0' };
	bool replace = false;
	size_t i, n;

	for (i = 1; i < c->n && c->argv[i][0] == '-'; i++) {
		replace = replace || c->argv[i][1] == 'I' ||
		    c->argv[i][1] == 'i';
		if (strlen(c->argv[i]) == 2 &&
		    strchr("IELnPsdaJR", c->argv[i][1]) != NULL)
			i++;
	}
	if (i >= c->n)
		return false;
	for (f = field_at(c, i); f != NULL; f = f->next)
		add_field(sh, &end, f, replace && strstr(f->text, "{}") !=
		    NULL ? sh_gap : f->text);
	if (!replace && sh_has_gap(text))
		add_field(sh, &end, NULL, many);
	while (!replace && !sh_has_gap(text)) {
		text += strspn(text, " \t\n");
		n = strcspn(text, " \t\n");
		if (n == 0 || sh->stop != NULL)
			break;
		add_field(sh, &end, NULL, sh_copy(sh, text, n));
		text += n;
	}
	sh_run_fields(sh, first, false);
	return true;
}

/* find ... -exec COMMAND ; for whatever it finds. */
static bool
run_find(struct sh *sh, const struct sh_call *c)
{
	struct sh_state *st = sh->st;
	const unsigned doubt = st->doubt;
	const char *const reason = st->reason;
	struct sh_field *first, **end;
	const struct sh_field *f;
	size_t i;

	for (i = 1; i < c->n; i++) {
		if (strcmp(c->argv[i], "-exec") != 0 &&
		    strcmp(c->argv[i], "-execdir") != 0)
			continue;
		first = NULL;
		end = &first;
		for (f = field_at(c, ++i); f != NULL && i < c->n &&
		    strcmp(f->text, ";") != 0 && strcmp(f->text, "+") != 0;
		    f = f->next, i++)
			add_field(sh, &end, f, strstr(f->text, "{}") != NULL ?
			    sh_gap : f->text);
		st->doubt++;
		st->reason = "what find(1) finds is not known";
		if (first != NULL)
			sh_run_fields(sh, first, false);
		st->doubt = doubt;
		st->reason = reason;
	}
	sh_print(sh, sh_gap, c->from, "what find(1) finds is not known");
	sh_status(sh, 0, NULL);
	return true;
}

/* A unit that is started by hand: its file, where that names an MTA. */
static void
start_unit(struct sh *sh, const struct sh_call *c, const char *name)
{
	static const char *const folders[] = { "/etc/systemd/system",
		"/usr/local/lib/systemd/system", "/usr/lib/systemd/system",
		"/lib/systemd/system", "/etc/init" };
	static const char *const types[] = { "", ".service", ".conf" };
	const char *path, *text = "";
	size_t i, k;

	for (i = 0; i < 5; i++)
		for (k = 0; k < 3; k++) {
			path = sh_format(sh, "%s/%.200s%s", folders[i], name,
			    types[k]);
			if (sh_world_test(sh, 'f', path) != TRI_YES)
				continue;
			if (sh_world_read(sh, path, &text) != 0 ||
			    mta_mentioned(text, strlen(text)) ||
			    mta_mentioned(name, strlen(name)))
				doubt_here(sh, sh_format(sh, "`%.20s` starts "
				    "%.200s", name_of(c->argv[0]), path));
			return;
		}
	if (mta_mentioned(name, strcspn(name, ".@")))
		doubt_here(sh, sh_format(sh, "`%.20s` starts %.200s",
		    name_of(c->argv[0]), name));
}

static bool
starts_units(struct sh *sh, const struct sh_call *c, const char *name)
{
	/* reload, try-restart: only of what runs already */
	static const char *const verbs[] = { "start", "restart",
		"reload-or-restart", "isolate", "enable", "reenable",
		"unmask", "add-wants", "add-requires", "link", "preset",
		NULL };
	const bool local = strcmp(name, "systemctl") == 0;
	bool starts = false;
	size_t i;

	for (i = 1; i < c->n; i++) {
		if (local && c->argv[i][0] == '-' &&
		    service_call_elsewhere(c->argv[i]))
			return false;
		starts = starts || name_in(verbs, c->argv[i]) ||
		    sh_has_gap(c->argv[i]);
	}
	for (i = 1; starts && i < c->n; i++)
		if (c->argv[i][0] != '-' && !sh_has_gap(c->argv[i]) &&
		    !name_in(verbs, c->argv[i]))
			start_unit(sh, c, c->argv[i]);
	if (strcmp(name, "systemctl") == 0)
		return false;		/* what it says is known elsewhere */
	sh_status_unknown(sh, c->from, "whether a service starts is not "
	    "known");
	return true;
}

/* Lines for cron, or for init: they are as good as a start. */
static void
crontab(struct sh *sh)
{
	const char *text = sh->in != NULL ? sh->in->at : NULL;

	if (text != NULL && mta_mentioned(text, strlen(text)))
		doubt_here(sh, "a crontab is made here that names an MTA");
}

bool
sh_indirect(struct sh *sh, const struct sh_call *c)
{
	static const char *const shells[] = { "sh", "bash", "ksh", "dash",
		"bsh", "ash", "mksh", "ksh93", "zsh", "jsh", NULL };
	static const char *const services[] = { "systemctl", "service",
		"invoke-rc.d", "rc-service", "initctl", "svcadm", NULL };
	const char *name = name_of(c->argv[0]);
	size_t options;

	if (name_in(shells, name))
		return reads_input(c, &options) &&
		    run_input(sh, c, options);
	if (strcmp(name, "at") == 0 || strcmp(name, "batch") == 0)
		return run_later(sh, c);
	if (strcmp(name, "xargs") == 0)
		return run_xargs(sh, c);
	if (strcmp(name, "find") == 0)
		return run_find(sh, c);
	if (strcmp(name, "crontab") == 0)
		crontab(sh);
	return name_in(services, name) && starts_units(sh, c, name);
}

/* Does the text look as if it would start a daemon? Letters are sent by
 * many programs that only name one. */
static bool
may_listen(const char *text)
{
	static const char *const signs[] = { "-bd", "-bD", "-bl", "-bs",
		"mail start", "mail restart", "start sendmail",
		"fix start", "start postfix", "exim start", "exim4 start",
		"start exim" };
	size_t i;

	if (!mta_mentioned(text, strlen(text)))
		return false;
	for (i = 0; i < sizeof(signs) / sizeof(signs[0]); i++)
		if (strstr(text, signs[i]) != NULL)
			return true;
	return false;
}

/* A word that names an MTA's program, and options of an MTA behind it. */
static bool
hands_over(const struct sh_call *c)
{
	const char *t;
	size_t i, k, n;

	for (i = 1; i < c->n; i++) {
		t = c->argv[i];
		n = strcspn(t, " ");
		if (sh_has_gap(t) || *t == '-' || !mta_mentioned(t, n))
			continue;
		if (t[n] != '\0' && may_listen(t))
			return true;
		for (k = i + 1; k < c->n; k++)
			if (strncmp(c->argv[k], "-b", 2) == 0 ||
			    strncmp(c->argv[k], "-q", 2) == 0 ||
			    sh_has_gap(c->argv[k]))
				return true;
	}
	return false;
}

/* systemctl start NAME as an argument, and busctl. */
static bool
hands_call_over(struct sh *sh, const struct sh_call *c)
{
	const char *text = c->argv[0];
	size_t i;

	for (i = 1; i < c->n && text != NULL; i++)
		text = sh_format(sh, "%s %.200s", text, c->argv[i]);
	return text != NULL && service_call_mentions(sh->host, text,
	    strlen(text));
}

/* perl -e TEXT, python FILE, or a file that begins with #!/usr/bin/perl. */
static void
interpreter(struct sh *sh, const struct sh_call *c)
{
	const char *path, *text;
	size_t i;

	for (i = 0; i < c->n; i++) {
		path = c->argv[i];
		if (i > 0 && (strchr(path, ' ') != NULL ||
		    strchr(path, '(') != NULL) &&
		    mta_mentioned(path, strlen(path)))
			doubt_here(sh, sh_format(sh, "`%.60s` is told "
			    "something about an MTA",
			    name_of(c->argv[0])));
		text = "";
		path = strchr(path, '/') != NULL ? path :
		    i == 0 ? sh_world_find(sh, path) : NULL;
		if (path == NULL || sh_has_gap(path) ||
		    sh_world_test(sh, 'f', path) != TRI_YES ||
		    sh_world_read(sh, path, &text) != 0 ||
		    (i == 0 && strncmp(text, "#!", 2) != 0))
			continue;
		if (!sh->st->dead && (may_listen(text) ||
		    service_call_mentions(sh->host, text, strlen(text))))
			sh_doubt(sh, sh_world_path(sh, path), 0,
			    "is no shell script, and may start an MTA");
	}
}

void
sh_indirect_doubt(struct sh *sh, const struct sh_call *c)
{
	static const char *const names[] = { "perl", "python", "python2",
		"python3", "ruby", "tclsh", "expect", "php", "lua", "csh",
		"tcsh", "zsh", "fish", "rc", "node", "guile", NULL };
	const char *name = name_of(c->argv[0]), *path;
	const enum sh_made *made;

	if (sh->st->dead)
		return;
	if (name_in(names, name)) {
		interpreter(sh, c);
		return;
	}
	path = sh_world_path(sh, c->argv[0]);
	made = path != NULL ? sh_map_get(&sh->st->files, path) : NULL;
	if (made != NULL && *made != SH_GONE) {
		doubt_here(sh, sh_format(sh, "%.200s is made by the script "
		    "itself", path));
	} else if (strcmp(name, "root") == 0) {
		/* A user column where cron knows none: there is no such
		 * program. */
		return;
	} else if (hands_over(c) || hands_call_over(sh, c)) {
		doubt_here(sh, sh_format(sh, "what `%.60s` does with an MTA "
		    "is not known", name));
	} else if (c->n > 0) {
		interpreter(sh, &(struct sh_call){ .argv = c->argv, .n = 1 });
	}
}
