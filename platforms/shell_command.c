/* Evaluates echo, printf, basename, uname, expr and others exactly. */
#include "platforms/shell_command.h"

#include <regex.h>
#include <string.h>

#include "agent/base/num.h"
#include "platforms/shell_eval.h"
#include "platforms/shell_pattern.h"
#include "platforms/shell_text.h"
#include "platforms/shell_world.h"

void
sh_unknown(struct sh *sh, const struct sh_call *c, const char *why)
{
	if (why == NULL)
		why = c->why != NULL ? c->why :
		    sh_format(sh, "what `%.60s` does is not known",
		    c->argv[0]);
	sh_print(sh, sh_gap, c->from, why);
	sh_status_unknown(sh, c->from, why);
}

/* Shells differ in what echo makes of a backslash; only \c at the end is
 * common to those that know any. */
static void
do_echo(struct sh *sh, const struct sh_call *c)
{
	bool newline = true, first = true;
	struct sh_field *f = c->fields->next;
	const char *t;
	size_t n;

	for (; f != NULL && (strcmp(f->text, "-n") == 0 ||
	    strcmp(f->text, "-e") == 0); f = f->next)
		newline = newline && f->text[1] != 'n';
	for (; f != NULL; f = f->next) {
		t = sh_one_word(sh, f->text);
		n = strlen(t);
		if (f->next == NULL && n >= 2 &&
		    strcmp(t + n - 2, "\\c") == 0) {
			newline = false;
			t = sh_copy(sh, t, n - 2);
		}
		if (!first)
			sh_print(sh, " ", NULL, NULL);
		first = false;
		if (strchr(t, '\\') != NULL)
			sh_print(sh, sh_gap, f->from,
			    "shells differ in what echo does with a \\");
		else
			sh_print(sh, t, f->from, f->why);
	}
	if (newline)
		sh_print(sh, "\n", NULL, NULL);
	sh_status(sh, 0, NULL);
}

/* A number that printf prints as it stands: not 010, nor 'a. */
static bool
is_decimal(const char *t)
{
	t += *t == '-';
	return *t != '\0' && t[strspn(t, "0123456789")] == '\0' &&
	    (*t != '0' || (t[1] == '\0' && t[-1] != '-'));
}

/* One conversion of the format; behind it. */
static const char *
convert(struct sh *sh, const char *t, struct sh_field **f)
{
	static const char *const escapes[] = { "n\n", "t\t", "\\\\", "\"\"" };
	char one[2] = { *t, '\0' };
	size_t i;

	if (*t == '%' && (t[1] == 's' || t[1] == 'd' || t[1] == 'i')) {
		if (*f != NULL && t[1] != 's' && !is_decimal((*f)->text)) {
			sh_print(sh, sh_gap, (*f)->from, "printf's number");
			*f = (*f)->next;
		} else if (*f != NULL) {
			sh_print(sh, sh_one_word(sh, (*f)->text), (*f)->from,
			    (*f)->why);
			*f = (*f)->next;
		} else if (t[1] != 's') {
			sh_print(sh, "0", NULL, NULL);
		}
		return t + 2;
	}
	if (*t == '%' && t[1] == '%') {
		sh_print(sh, "%", NULL, NULL);
		return t + 2;
	}
	for (i = 0; *t == '\\' && i < 4; i++)
		if (t[1] == escapes[i][0]) {
			sh_print(sh, escapes[i] + 1, NULL, NULL);
			return t + 2;
		}
	if (*t == '%' || *t == '\\') {
		/* Which words it takes is not known either. */
		sh_print(sh, sh_gap, NULL, "a format of printf");
		*f = NULL;
		return "";
	}
	sh_print(sh, one, NULL, NULL);
	return t + 1;
}

static void
do_printf(struct sh *sh, const struct sh_call *c)
{
	struct sh_field *f = c->fields->next, *format = f, *before;
	const char *t;

	sh_status(sh, 0, NULL);
	if (format == NULL)
		return;
	f = f->next;
	do {
		before = f;
		for (t = format->text; *t != '\0';)
			t = convert(sh, t, &f);
		sh_print(sh, "", format->from, format->why);
	} while (f != NULL && f != before);
}

static void
print_line(struct sh *sh, const struct sh_call *c, const char *text)
{
	sh_print(sh, text, c->from, NULL);
	sh_print(sh, "\n", NULL, NULL);
	sh_status(sh, 0, NULL);
}

static void
do_basename(struct sh *sh, const struct sh_call *c)
{
	const char *t, *from;
	size_t n, m;

	if (!c->known || c->n < 2) {
		sh_unknown(sh, c, NULL);
		return;
	}
	t = c->argv[1];
	for (n = strlen(t); n > 1 && t[n - 1] == '/'; n--)
		;
	for (from = t + n; from > t && from[-1] != '/'; from--)
		;
	n -= (size_t)(from - t);
	m = c->n > 2 ? strlen(c->argv[2]) : 0;
	if (m > 0 && m < n && memcmp(from + n - m, c->argv[2], m) == 0)
		n -= m;
	print_line(sh, c, n > 0 ? sh_copy(sh, from, n) : t);
}

static void
do_dirname(struct sh *sh, const struct sh_call *c)
{
	const char *t;
	size_t n;

	if (!c->known || c->n < 2) {
		sh_unknown(sh, c, NULL);
		return;
	}
	t = c->argv[1];
	for (n = strlen(t); n > 1 && t[n - 1] == '/'; n--)
		;
	while (n > 0 && t[n - 1] != '/')
		n--;
	while (n > 1 && t[n - 1] == '/')
		n--;
	print_line(sh, c, n > 0 ? sh_copy(sh, t, n) : ".");
}

static const char *
system_name(const struct sh *sh)
{
	static const struct { const char *platform, *name; } all[] = {
		{ .platform = "solaris", .name = "SunOS" },
		{ .platform = "sunos4", .name = "SunOS" },
		{ .platform = "hpux", .name = "HP-UX" },
		{ .platform = "aix", .name = "AIX" },
		{ .platform = "unixware", .name = "UnixWare" },
		{ .platform = "tru64", .name = "OSF1" },
		{ .platform = "ultrix", .name = "ULTRIX" },
		{ .platform = "freebsd", .name = "FreeBSD" },
		{ .platform = "netbsd", .name = "NetBSD" },
		{ .platform = "openbsd", .name = "OpenBSD" },
		{ .platform = "dragonfly", .name = "DragonFly" },
		{ .platform = "redhat", .name = "Linux" },
		{ .platform = "debian", .name = "Linux" },
		{ .platform = "suse", .name = "Linux" },
		{ .platform = "slackware", .name = "Linux" },
		{ .platform = "gentoo", .name = "Linux" },
		{ .platform = "alpine", .name = "Linux" },
		{ .platform = "arch", .name = "Linux" },
		{ .platform = "mandriva", .name = "Linux" },
		{ .platform = "photon", .name = "Linux" },
	};
	size_t i;

	if (sh->options->sysname != NULL || sh->host->platform == NULL)
		return sh->options->sysname;
	for (i = 0; i < sizeof(all) / sizeof(all[0]); i++)
		if (strcmp(all[i].platform, sh->host->platform) == 0)
			return all[i].name;
	return NULL;
}

static void
do_uname(struct sh *sh, const struct sh_call *c)
{
	const char *name = system_name(sh);

	if (name == NULL || c->n > 2 || (c->n == 2 &&
	    strcmp(c->argv[1], "-s") != 0))
		sh_unknown(sh, c, NULL);
	else
		print_line(sh, c, name);
	sh_status(sh, 0, NULL);
}

/* The boot runs as root. */
static void
do_id(struct sh *sh, const struct sh_call *c)
{
	if (c->n == 2 && (strcmp(c->argv[1], "-u") == 0 ||
	    strcmp(c->argv[1], "-g") == 0))
		print_line(sh, c, "0");
	else if (c->n == 2 && (strcmp(c->argv[1], "-un") == 0 ||
	    strcmp(c->argv[1], "-nu") == 0))
		print_line(sh, c, "root");
	else if (c->n == 1)
		print_line(sh, c, "uid=0(root) gid=0(root) groups=0(root)");
	else
		sh_unknown(sh, c, NULL);
}

static void
do_whoami(struct sh *sh, const struct sh_call *c)
{
	print_line(sh, c, "root");
}

/* who -r while the machine comes up: the state before this one was S, so
 * field 9 is S and field 8 is 0 (who(1) of System V); which level is entered
 * is not known. */
static void
do_who(struct sh *sh, const struct sh_call *c)
{
	if (c->n != 2 || strcmp(c->argv[1], "-r") != 0) {
		sh_unknown(sh, c, NULL);
		return;
	}
	sh_print(sh, ". run-level ", NULL, NULL);
	if (sh->options->run_level != NULL)
		sh_print(sh, sh_format(sh, "%.4s Jan 1 00:00 %.4s",
		    sh->options->run_level, sh->options->run_level), NULL,
		    NULL);
	else
		sh_print(sh, "\003 Jan 1 00:00 \003", NULL,
		    "the run level is not known");
	print_line(sh, c, " 0 S");
}

/* IRIX: on when the first line of the flag's file begins with "on". */
static void
do_chkconfig(struct sh *sh, const struct sh_call *c)
{
	const char *text = "", *path;

	if (c->n != 2 || !c->known || c->argv[1][0] == '-' ||
	    sh_world_test(sh, 'd', "/etc/config") != TRI_YES) {
		sh_unknown(sh, c, NULL);
		return;
	}
	path = sh_format(sh, "/etc/config/%s", c->argv[1]);
	if (sh_world_read(sh, path, &text) > 0) {
		sh_unknown(sh, c, NULL);
		return;
	}
	sh_status(sh, !((text[0] == 'o' || text[0] == 'O') &&
	    (text[1] == 'n' || text[1] == 'N')),
	    sh_place(sh, &(struct sh_source){ .path = path, .text = text,
	    .len = strlen(text) }, 1));
}

/* Debian's program takes no other characters; Red Hat's script leaves out
 * what editors and package managers leave behind. */
static bool
is_part(const struct sh *sh, const char *name)
{
	static const char letters[] = "abcdefghijklmnopqrstuvwxyz"
	    "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-";
	static const char *const ends[] = { "~", ",", ".rpmsave", ".rpmorig",
		".rpmnew", ".swp", ".cfsaved" };
	size_t n = strlen(name), m, i;

	if (*name == '.' || strstr(name, ".dpkg-") != NULL)
		return false;
	if (sh->host->platform != NULL &&
	    strcmp(sh->host->platform, "debian") == 0)
		return name[strspn(name, letters)] == '\0';
	for (i = 0; i < sizeof(ends) / sizeof(ends[0]); i++) {
		m = strlen(ends[i]);
		if (n >= m && strcmp(name + n - m, ends[i]) == 0)
			return false;
	}
	return true;
}

/* run-parts FOLDER runs its programs, sorted; with --list or --test it says
 * their names. */
static void
do_run_parts(struct sh *sh, const struct sh_call *c)
{
	struct strv names = { .n = 0 };
	const char *folder = c->argv[c->n - 1], *path;
	struct sh_field *f;
	bool list = false;
	struct err e;
	size_t i;

	for (i = 1; i < c->n; i++)
		list = list || strcmp(c->argv[i], "--list") == 0 ||
		    strcmp(c->argv[i], "--test") == 0;
	if (!c->known || *folder != '/') {
		sh_unknown(sh, c, NULL);
		return;
	}
	sh_status(sh, root_list(&sh->host->root, folder, &sh->pool, &names,
	    &e) < 0, NULL);
	for (i = 0; i < names.n && sh->stop == NULL; i++) {
		path = sh_format(sh, "%s/%s", folder, names.v[i]);
		if (!is_part(sh, names.v[i]) ||
		    sh_world_test(sh, 'f', path) != TRI_YES)
			continue;
		f = sh_new(sh, sizeof(*f));
		if (list)
			sh_print(sh, sh_format(sh, "%s\n", path), NULL, NULL);
		else if (f != NULL && sh_world_test(sh, 'x', path) ==
		    TRI_YES) {
			f->text = path;
			f->from = c->from;
			sh_run_fields(sh, f, false);
		}
	}
}

static void
expr_match(struct sh *sh, const struct sh_call *c)
{
	regmatch_t m[2];
	regex_t re;
	const char *pattern = sh_format(sh, "^%s", c->argv[3]);
	int r;

	if (!sh_regex(&re, pattern, 0)) {
		sh_unknown(sh, c, NULL);
		return;
	}
	r = regexec(&re, c->argv[1], 2, m, 0);
	if (re.re_nsub > 0)
		print_line(sh, c, r == 0 && m[1].rm_so >= 0 ?
		    sh_copy(sh, c->argv[1] + m[1].rm_so,
		    (size_t)(m[1].rm_eo - m[1].rm_so)) : "");
	else
		print_line(sh, c, sh_format(sh, "%ld", r == 0 ?
		    (long)m[0].rm_eo : 0L));
	sh_status(sh, r != 0 || m[0].rm_eo == 0 || (re.re_nsub > 0 &&
	    m[1].rm_eo <= m[1].rm_so), c->from);
	regfree(&re);
}

static void
do_expr(struct sh *sh, const struct sh_call *c)
{
	long long x, y, r;
	const char *op;

	if (!c->known || c->n != 4) {
		sh_unknown(sh, c, NULL);
		return;
	}
	op = c->argv[2];
	if (strcmp(op, ":") == 0) {
		expr_match(sh, c);
		return;
	}
	if (strlen(op) != 1 || strchr("+-*/%=", *op) == NULL ||
	    num_parse(c->argv[1], strlen(c->argv[1]), -2000000000,
	    2000000000, &x) < 0 || num_parse(c->argv[3],
	    strlen(c->argv[3]), -2000000000, 2000000000, &y) < 0 ||
	    ((*op == '/' || *op == '%') && y == 0)) {
		if (strcmp(op, "=") != 0) {
			sh_unknown(sh, c, NULL);
			return;
		}
		r = strcmp(c->argv[1], c->argv[3]) == 0;
	} else {
		r = *op == '+' ? x + y : *op == '-' ? x - y :
		    *op == '*' ? x * y : *op == '/' ? x / y :
		    *op == '%' ? x % y : x == y;
	}
	print_line(sh, c, sh_format(sh, "%lld", r));
	sh_status(sh, r == 0, c->from);
}

static const struct {
	const char *name;
	void (*run)(struct sh *, const struct sh_call *);
	bool asks;		/* a failure is an answer */
} commands[] = {
	{ .name = "echo", .run = do_echo },
	{ .name = "printf", .run = do_printf },
	{ .name = "print", .run = do_echo },
	{ .name = "basename", .run = do_basename },
	{ .name = "dirname", .run = do_dirname },
	{ .name = "uname", .run = do_uname },
	{ .name = "id", .run = do_id },
	{ .name = "whoami", .run = do_whoami },
	{ .name = "logname", .run = do_whoami },
	{ .name = "who", .run = do_who },
	{ .name = "chkconfig", .run = do_chkconfig },
	{ .name = "run-parts", .run = do_run_parts },
	{ .name = "expr", .run = do_expr, .asks = true },
	{ .name = "cat", .run = sh_cat },
	{ .name = "grep", .run = sh_grep, .asks = true },
	{ .name = "egrep", .run = sh_grep, .asks = true },
	{ .name = "fgrep", .run = sh_grep, .asks = true },
	{ .name = "sed", .run = sh_sed },
	{ .name = "tr", .run = sh_tr },
	{ .name = "cut", .run = sh_cut },
	{ .name = "head", .run = sh_head },
	{ .name = "tail", .run = sh_tail },
	{ .name = "awk", .run = sh_awk },
	{ .name = "nawk", .run = sh_awk },
	{ .name = "gawk", .run = sh_awk },
	{ .name = "wc", .run = sh_wc },
};

bool
sh_command(struct sh *sh, const struct sh_call *c)
{
	const char *slash = strrchr(c->argv[0], '/');
	const char *name = slash != NULL ? slash + 1 : c->argv[0];
	size_t i;

	for (i = 0; i < sizeof(commands) / sizeof(commands[0]); i++)
		if (commands[i].name[0] == name[0] &&
		    strcmp(commands[i].name, name) == 0) {
			commands[i].run(sh, c);
			if (!sh->st->known)
				sh->st->asked = commands[i].asks;
			return true;
		}
	return false;
}
