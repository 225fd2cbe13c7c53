/* Finds the command behind the commands that start it. */
#include "platforms/wrapper.h"

#include <ctype.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "agent/base/name.h"
#include "platforms/wrapper_special.h"

/*
 * A wrapper whose command follows its own options. `letters`: options that
 * take an argument; `longs`: the same by name; skip: words between options
 * and command.
 */
struct prefix {
	const char *name;
	const char *letters;
	const char *const *longs;
	unsigned skip;
	bool numbers;		/* +N and -N are options (nice values) */
	bool assigns;		/* NAME=value words are passed over */
};

static const char *const sudo_longs[] = { "--user", "--group", "--host",
	"--chdir", NULL };
/* Red Hat's /etc/rc.d/init.d/functions, and daemon(8) of FreeBSD. */
static const char *const daemon_longs[] = { "--check", "--user", "--pidfile",
	"--name", "--output", NULL };
static const char *const nice_longs[] = { "--adjustment", NULL };
static const char *const no_longs[] = { NULL };
static const char *const chroot_longs[] = { "--userspec", "--groups", NULL };
static const char *const chrt_longs[] = { "--sched-runtime",
	"--sched-period", "--sched-deadline", NULL };
static const char *const env_longs[] = { "--unset", "--chdir", NULL };
static const char *const ionice_longs[] = { "--class", "--classdata",
	"--pid", "--pgid", "--uid", NULL };
static const char *const stdbuf_longs[] = { "--input", "--output", "--error",
	NULL };
static const char *const time_longs[] = { "--output", "--format", NULL };
static const char *const timeout_longs[] = { "--kill-after", "--signal",
	NULL };
static const char *const flock_longs[] = { "--timeout", "--wait",
	"--conflict-exit-code", NULL };
static const char *const setpriv_longs[] = { "--ambient-caps", "--inh-caps",
	"--bounding-set", "--ruid", "--euid", "--rgid", "--egid", "--reuid",
	"--regid", "--groups", "--securebits", "--pdeathsig",
	"--selinux-label", "--apparmor-profile", NULL };
static const char *const nsenter_longs[] = { "--target", "--setuid",
	"--setgid", NULL };
static const char *const runcon_longs[] = { "--type", "--user", "--role",
	"--range", NULL };
static const char *const run_longs[] = { "--unit", "--property", "--host",
	"--machine", "--description", "--slice", "--service-type", "--uid",
	"--gid", "--nice", "--working-directory", "--setenv",
	"--on-active", "--on-boot", "--on-startup", "--on-unit-active",
	"--on-unit-inactive", "--on-calendar", "--timer-property",
	"--path-property", "--socket-property", NULL };
static const char *const cat_longs[] = { "--identifier", "--priority",
	"--stderr-priority", "--level-prefix", NULL };

/* Sorted. */
static const struct prefix prefixes[] = {
	{ .name = "action", .letters = "", .skip = 1 },
	{ .name = "authbind", .letters = "" },
	{ .name = "builtin", .letters = "" },
	{ .name = "busybox", .letters = "" },
	{ .name = "catchsegv", .letters = "" },
	{ .name = "cgexec", .letters = "g" },
	{ .name = "checkproc_start", .letters = "" },
	{ .name = "chpst", .letters = "uUebmdofpcrtnl/" },
	{ .name = "chroot", .letters = "ugG", .longs = chroot_longs,
	    .skip = 1 },
	{ .name = "chrt", .letters = "TPD", .longs = chrt_longs, .skip = 1 },
	{ .name = "command", .letters = "" },
	{ .name = "coproc", .letters = "" },
	{ .name = "daemon", .letters = "pPutomnl", .longs = daemon_longs,
	    .numbers = true },
	{ .name = "daemonize", .letters = "eocpluE" },
	{ .name = "dbus-run-session", .letters = "" },
	{ .name = "doas", .letters = "uC" },
	{ .name = "eatmydata", .letters = "" },
	{ .name = "env", .letters = "uC", .longs = env_longs, .assigns = true },
	{ .name = "envdir", .letters = "", .skip = 1 },
	{ .name = "envuidgid", .letters = "", .skip = 1 },
	{ .name = "exec", .letters = "a" },
	{ .name = "fakeroot", .letters = "lfbis" },
	{ .name = "fghack", .letters = "" },
	{ .name = "flock", .letters = "wE", .longs = flock_longs, .skip = 1 },
	{ .name = "ionice", .letters = "cnpPu", .longs = ionice_longs },
	{ .name = "linux32", .letters = "" },
	{ .name = "linux64", .letters = "" },
	{ .name = "lockf", .letters = "t", .skip = 1 },
	{ .name = "ltrace", .letters = "oepsulanxFAwD" },
	{ .name = "newtask", .letters = "pvcFl" },
	{ .name = "nice", .letters = "n", .longs = nice_longs,
	    .numbers = true },
	{ .name = "nohup", .letters = "" },
	{ .name = "nsenter", .letters = "tSGr", .longs = nsenter_longs },
	{ .name = "numactl", .letters = "iNmCpP" },
	{ .name = "pfexec", .letters = "Pu" },
	{ .name = "pgrphack", .letters = "" },
	{ .name = "ppriv", .letters = "sPDM" },
	{ .name = "prlimit", .letters = "po" },
	{ .name = "ptime", .letters = "p" },
	{ .name = "rc_daemon", .letters = "pn", .numbers = true },
	{ .name = "renice", .letters = "npgu", .numbers = true },
	{ .name = "runcon", .letters = "turl", .longs = runcon_longs },
	{ .name = "setarch", .letters = "" },
	{ .name = "setpriv", .letters = "", .longs = setpriv_longs },
	{ .name = "setsid", .letters = "" },
	{ .name = "setuidgid", .letters = "", .skip = 1 },
	{ .name = "softlimit", .letters = "macdoflpst" },
	{ .name = "start_daemon", .letters = "np" },
	{ .name = "startproc", .letters = "pnluigtcT" },
	{ .name = "stdbuf", .letters = "ioe", .longs = stdbuf_longs },
	{ .name = "strace", .letters = "oepsuEIaObPSX" },
	{ .name = "sudo", .letters = "ughpCrtUT", .longs = sudo_longs,
	    .assigns = true },
	{ .name = "systemd-cat", .letters = "tp", .longs = cat_longs },
	{ .name = "systemd-inhibit", .letters = "" },
	{ .name = "systemd-run", .letters = "upHMEC", .longs = run_longs },
	{ .name = "taskset", .letters = "", .skip = 1 },
	{ .name = "tcpd", .letters = "" },
	{ .name = "time", .letters = "of", .longs = time_longs },
	{ .name = "timeout", .letters = "ks", .longs = timeout_longs,
	    .skip = 1 },
	{ .name = "timex", .letters = "o" },
	{ .name = "truss", .letters = "otsvxmruTSMUD" },
	{ .name = "unshare", .letters = "RwSG", .longs = no_longs },
};

static int
by_name(const void *name, const void *element)
{
	const struct prefix *p = element;

	return strcmp(name, p->name);
}

static const struct prefix *
find_prefix(const char *name)
{
	return bsearch(name, prefixes, sizeof(prefixes) /
	    sizeof(prefixes[0]), sizeof(prefixes[0]), by_name);
}

static int
push(struct pool *p, struct words *w, const struct word *word)
{
	return words_push(p, w, word->text, word->gap);
}

static int
rest(struct pool *p, const struct words *in, size_t from, struct wrapped *ret)
{
	int r = 0;

	ret->kind = from < in->n ? WRAPPED_COMMAND : WRAPPED_NOTHING;
	for (; from < in->n && r == 0; from++)
		r = push(p, &ret->words, &in->v[from]);
	return r;
}

static bool
is_assignment(const char *t)
{
	const char *eq = strchr(t, '=');

	return eq != NULL && eq != t && memchr(t, '/', (size_t)(eq - t)) ==
	    NULL && *t != '-';
}

/* Words of unknown number in front of the command are options. */
static bool
is_loose(const struct word *w)
{
	return w->gap == WORD_MANY && *w->text == '\0';
}

static int
peel_prefix(struct pool *p, const struct words *in,
    const struct prefix *wrapper, struct wrapped *ret)
{
	unsigned skip = wrapper->skip;
	const char *t;
	size_t i;

	for (i = 1; i < in->n; i++) {
		t = in->v[i].text;
		if (is_loose(&in->v[i]))
			continue;
		if (strcmp(t, "--") == 0) {
			i++;
			break;
		}
		if (wrapper->numbers && (*t == '+' || *t == '-') &&
		    isdigit((unsigned char)t[1]))
			continue;
		if (wrapper->assigns && is_assignment(t))
			continue;
		if (*t != '-' || t[1] == '\0')
			break;
		if (t[1] == '-') {
			if (wrapper->longs != NULL &&
			    name_in(wrapper->longs, t))
				i++;
		} else if (t[2] == '\0' &&
		    strchr(wrapper->letters, t[1]) != NULL) {
			i++;
		}
	}
	return rest(p, in, i + skip, ret);
}

/* start-stop-daemon(8) of dpkg and of OpenRC: options with an argument. */
static const char *const ssd_longs[] = { "--pidfile", "--name", "--user",
	"--group", "--chuid", "--signal", "--retry", "--chroot", "--chdir",
	"--nicelevel", "--procsched", "--iosched", "--umask", "--ppid",
	"--pid", "--notify-timeout", "--output", "--env", "--stdout",
	"--stderr", "--wait", "--scheduler", NULL };

struct ssd {
	const struct word *exec, *startas;
	bool start, stop, status, test, oknodo;
};

/* One option of start-stop-daemon; the place of its last word. */
static size_t
ssd_option(const struct words *in, size_t i, struct ssd *s)
{
	const char *t = in->v[i].text;
	bool more = i + 1 < in->n;

	if (strcmp(t, "--exec") == 0 || strcmp(t, "-x") == 0) {
		s->exec = more ? &in->v[i + 1] : NULL;
		return i + 1;
	}
	if (strcmp(t, "--startas") == 0 || strcmp(t, "-a") == 0) {
		s->startas = more ? &in->v[i + 1] : NULL;
		return i + 1;
	}
	s->start = s->start || strcmp(t, "--start") == 0;
	s->stop = s->stop || strcmp(t, "--stop") == 0;
	s->status = s->status || strcmp(t, "--status") == 0;
	s->test = s->test || strcmp(t, "--test") == 0;
	s->oknodo = s->oknodo || strcmp(t, "--oknodo") == 0;
	if (t[1] == '-')
		return i + name_in(ssd_longs, t);
	for (t++; *t != '\0'; t++) {
		s->start = s->start || *t == 'S';
		s->stop = s->stop || *t == 'K';
		s->status = s->status || *t == 'T';
		s->test = s->test || *t == 't';
		s->oknodo = s->oknodo || *t == 'o';
		if ((*t == 'x' || *t == 'a') && t[1] == '\0' && more)
			*(*t == 'x' ? &s->exec : &s->startas) = &in->v[i + 1];
		if (strchr("pnugcsRrdNPIkOe12wxa", *t) != NULL)
			return i + (t[1] == '\0');
	}
	return i;
}

static int
peel_ssd(struct pool *p, const struct words *in, struct wrapped *ret)
{
	static const char *const own[] = { "--exec=", "--startas=" };
	struct ssd s = { .exec = NULL };
	struct words args = { .n = 0 };
	struct word own_word[2];
	const char *t;
	size_t i, k;
	int r = 0;

	for (i = 1; i < in->n && r == 0; i++) {
		t = in->v[i].text;
		if (strcmp(t, "--") == 0)
			break;
		for (k = 0; k < 2 && strncmp(t, own[k], strlen(own[k])) != 0;)
			k++;
		if (k < 2) {
			own_word[k] = in->v[i];
			own_word[k].text += strlen(own[k]);
			*(k == 0 ? &s.exec : &s.startas) = &own_word[k];
		} else if (*t == '-' && t[1] != '\0') {
			i = ssd_option(in, i, &s);
		} else {
			r = push(p, &args, &in->v[i]);
		}
	}
	for (i++; i < in->n && r == 0; i++)
		r = push(p, &args, &in->v[i]);
	ret->kind = WRAPPED_NOTHING;
	if (s.startas == NULL)
		s.startas = s.exec;
	if (s.stop || s.status || s.test || !s.start) {
		/* Nothing of it runs while the machine starts. */
		ret->status = s.test && s.start ? 0 : s.status ? 3 :
		    s.oknodo ? 0 : 1;
		return r;
	}
	if (s.startas != NULL && r == 0)
		r = push(p, &ret->words, s.startas);
	for (i = 0; i < args.n && r == 0; i++)
		r = push(p, &ret->words, &args.v[i]);
	if (ret->words.n > 0)
		ret->kind = WRAPPED_COMMAND;
	return r;
}

/* Blanks divide; what is not known at the end stays so. */
static int
split(struct pool *p, struct words *w, const struct word *word)
{
	const char *t = word->text;
	char *piece;
	size_t n;
	int r = 0;

	while (r == 0) {
		t += strspn(t, " \t\n");
		n = strcspn(t, " \t\n");
		if (n == 0)
			break;
		piece = pool_strndup(p, t, n);
		if (piece == NULL)
			return -ENOMEM;
		t += n;
		r = words_push(p, w, piece, *t == '\0' &&
		    word->gap != WORD_KNOWN ? WORD_MANY : WORD_KNOWN);
	}
	n = strlen(word->text);
	if (r == 0 && word->gap != WORD_KNOWN && (n == 0 ||
	    word->text[n - 1] == ' '))
		r = words_push(p, w, "", WORD_MANY);
	return r;
}

/* startsrc -s NAME -a "ARGS" of AIX; the subsystem's program is named as it
 * is defined by default. What chssys stored is not here. */
static int
peel_startsrc(struct pool *p, const struct words *in, struct wrapped *ret)
{
	const char *name = NULL;
	const struct word *args = NULL;
	char *path;
	size_t i;
	int r;

	for (i = 1; i < in->n; i++) {
		if (strcmp(in->v[i].text, "-s") == 0 && i + 1 < in->n)
			name = in->v[++i].text;
		else if (strncmp(in->v[i].text, "-s", 2) == 0)
			name = in->v[i].text + 2;
		else if (strcmp(in->v[i].text, "-a") == 0 && i + 1 < in->n)
			args = &in->v[++i];
	}
	ret->kind = WRAPPED_NOTHING;
	if (name == NULL || *name == '\0')
		return 0;
	path = pool_printf(p, "%s%s", *name == '/' ? "" : "/usr/lib/", name);
	if (path == NULL)
		return -ENOMEM;
	ret->kind = WRAPPED_COMMAND;
	ret->src = true;
	r = words_push(p, &ret->words, path, WORD_KNOWN);
	return r == 0 && args != NULL ? split(p, &ret->words, args) : r;
}

/* start PATH "$src_running" "ARGS" of AIX's rc.tcpip. */
static int
peel_start(struct pool *p, const struct words *in, struct wrapped *ret)
{
	size_t i;
	int r;

	if (in->n < 2 || strchr(in->v[1].text, '/') == NULL)
		return 0;
	ret->kind = WRAPPED_COMMAND;
	r = push(p, &ret->words, &in->v[1]);
	for (i = 3; i < in->n && r == 0; i++)
		r = split(p, &ret->words, &in->v[i]);
	return r;
}

/* The word behind -c (or -lc, --command, --command=). */
static int
peel_text(struct pool *p, const struct words *in, struct wrapped *ret)
{
	const char *t;
	size_t i;

	for (i = 1; i < in->n; i++) {
		t = in->v[i].text;
		if (strcmp(t, "--command") == 0 || (t[0] == '-' &&
		    t[1] != '-' && t[1] != '\0' && t[strlen(t) - 1] == 'c'))
			break;
	}
	if (i + 1 >= in->n)
		return 0;
	ret->kind = WRAPPED_TEXT;
	ret->text_at = i + 1;
	return 0;
}

/* runuser -u USER [--] COMMAND, else as su. */
static int
peel_runuser(struct pool *p, const struct words *in, struct wrapped *ret)
{
	static const struct prefix with_user = { .name = "runuser",
		.letters = "ugG", .longs = no_longs };

	if (in->n > 2 && (strcmp(in->v[1].text, "-u") == 0 ||
	    strcmp(in->v[1].text, "--user") == 0))
		return peel_prefix(p, in, &with_user, ret);
	return peel_text(p, in, ret);
}

static const struct {
	const char *name;
	int (*peel)(struct pool *, const struct words *, struct wrapped *);
} others[] = {
	{ .name = "start-stop-daemon", .peel = peel_ssd },
	{ .name = "startsrc", .peel = peel_startsrc },
	{ .name = "start", .peel = peel_start },
	{ .name = "sh", .peel = peel_text },
	{ .name = "bash", .peel = peel_text },
	{ .name = "dash", .peel = peel_text },
	{ .name = "ksh", .peel = peel_text },
	{ .name = "bsh", .peel = peel_text },
	{ .name = "su", .peel = peel_text },
	{ .name = "suattr", .peel = peel_text },
	{ .name = "initlog", .peel = peel_text },
	{ .name = "runuser", .peel = peel_runuser },
};

bool
wrapper_is(const char *name)
{
	size_t i;

	name = name_of(name);
	for (i = 0; i < sizeof(others) / sizeof(others[0]); i++)
		if (others[i].name[0] == name[0] &&
		    others[i].name[1] == name[1] &&
		    strcmp(others[i].name, name) == 0)
			return true;
	return find_prefix(name) != NULL;
}

int
wrapper_peel(struct pool *p, const struct words *in, struct wrapped *ret)
{
	const struct prefix *wrapper;
	const char *name;
	size_t i;
	int r;

	*ret = (struct wrapped){ .kind = WRAPPED_NOT };
	if (in->n == 0 || in->v[0].gap != WORD_KNOWN)
		return 0;
	name = name_of(in->v[0].text);
	ret->other_root = wrapper_changes_root(name, in);
	for (i = 0; i < sizeof(others) / sizeof(others[0]); i++)
		if (strcmp(others[i].name, name) == 0)
			return others[i].peel(p, in, ret);
	wrapper = find_prefix(name);
	r = wrapper != NULL ? peel_prefix(p, in, wrapper, ret) : 0;
	return r < 0 ? r : wrapper_special(p, name, in, ret);
}

int
wrapper_command(struct pool *p, const struct words *in, struct words *ret,
    bool *other_root)
{
	struct wrapped w;
	struct words now = *in, text;
	unsigned i;
	int r = 0;

	for (i = 0; i < 16 && r == 0; i++) {
		r = wrapper_peel(p, &now, &w);
		if (r < 0 || w.kind == WRAPPED_NOT)
			break;
		*other_root = *other_root || w.other_root;
		text = (struct words){ .n = 0 };
		if (w.kind == WRAPPED_TEXT) {
			if (strpbrk(now.v[w.text_at].text,
			    "'\"\\$`;&|<>(){}*?[]#~!\n") != NULL)
				break;
			r = split(p, &text, &now.v[w.text_at]);
			w.words = text;
		}
		now = w.words;
	}
	*ret = now;
	return r;
}
