/* Reads a sendmail command line of which every word is known. */
#include "agent/model/smcmd_line.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "agent/model/smcf_option.h"

/* The letters of sendmail 8.17 (main.c, OPTIONS); ':' takes an argument. */
static const char letters[] =
    "A:B:b:C:cD:d:e:F:f:Gh:IiL:M:mN:nO:o:p:Q:q:R:r:sTtUV:vX:";

/* Modes that are only settled in the first pass. -bl is apart: it is a
 * daemon with a flag that no later -b takes back. */
static const char modes[] = "dDsimvtpPhHaC";

/* getopt as sendmail carries it along (conf.c): it ends at the first word
 * that is no option, at "-" and at everything that begins with "--". */
struct scan {
	const char **v;
	size_t n, at;
	const char *place;	/* inside v[at], NULL between words */
	const char *arg;
};

struct reader {
	struct pool *pool;
	struct smcmd *cmd;
	char mode;
	bool local;		/* -bl was there */
	bool debug, sender, ret, quarantine;
	char file;		/* -Ac, -Am: 'c', or something else */
	bool gateway;		/* -G */
	const char *late;	/* an error that test mode survives */
};

static bool
takes_argument(char c)
{
	const char *at = c == '\0' || c == ':' ? NULL : strchr(letters, c);

	return at != NULL && at[1] == ':';
}

static bool
is_letter(char c)
{
	return c != '\0' && c != ':' && strchr(letters, c) != NULL;
}

/* The next letter, '?' for one that is wrong or lacks its argument, or 0. */
static char
next_option(struct scan *s)
{
	char c;

	s->arg = NULL;
	if (s->place == NULL) {
		if (s->at >= s->n || s->v[s->at][0] != '-' ||
		    s->v[s->at][1] == '\0' || s->v[s->at][1] == '-')
			return '\0';
		s->place = s->v[s->at] + 1;
	}
	c = *s->place++;
	if (takes_argument(c)) {
		if (*s->place != '\0')
			s->arg = s->place;
		else if (++s->at < s->n)
			s->arg = s->v[s->at];
		s->place = NULL;
		s->at++;
		return s->arg == NULL ? '?' : c;
	}
	if (*s->place == '\0') {
		s->place = NULL;
		s->at++;
	}
	return is_letter(c) ? c : '?';
}

/* obsolete() of main.c: options that may stand without their argument get
 * one. It looks at whole words only, so `-vq` is none of them. */
static const char *
complete_words(const char **v, size_t n)
{
	const char *next;
	char c;
	size_t i;

	for (i = 1; i < n; i++) {
		c = v[i][0] == '-' ? v[i][1] : '\0';
		next = i + 1 < n ? v[i + 1] : NULL;
		if (v[i][0] != '-' || c == '-')
			return NULL;
		if (c == 'Q' && (v[i][2] == '.' ||
		    (next != NULL && strcmp(next, ".") == 0)))
			return "-Q. is refused";
		if (c == '\0' || v[i][2] != '\0')
			continue;
		if (takes_argument(c) && c != 'd' && next != NULL &&
		    next[0] != '-')
			i++;
		else if (c == 'q')
			v[i] = "-q0";
		else if (c == 'C')
			v[i] = "-Csendmail.cf";
		else if (c == 'Q')
			v[i] = "-Q.";
		else if (c == 'd')
			v[i] = "-d0-99.1";
	}
	return NULL;
}

static char
mode_of_name(const char *argv0)
{
	const char *slash = strrchr(argv0, '/');
	const char *name = slash == NULL ? argv0 : slash + 1;

	if (strcmp(name, "newaliases") == 0)
		return 'i';
	if (strcmp(name, "mailq") == 0)
		return 'p';
	if (strcmp(name, "smtpd") == 0)
		return 'd';
	if (strcmp(name, "hoststat") == 0)
		return 'h';
	if (strcmp(name, "purgestat") == 0)
		return 'H';
	return 'm';
}

/* The first pass. False: sendmail ends here; cmd->error says whether in
 * anger. */
static bool
first_pass(struct reader *r, struct scan s, bool local_daemon)
{
	char c;

	while ((c = next_option(&s)) != '\0') {
		if (c == '?') {
			r->cmd->error = "an option that sendmail does not "
			    "know, or one without its argument";
			return false;
		}
		if (c == 'd')
			r->debug = true;
		if (c == 'D' && r->debug)
			r->late = "-D after -d";
		if (c != 'b')
			continue;
		c = s.arg[0];
		if (c != '\0' && strchr(modes, c) != NULL) {
			r->mode = c;
		} else if (c == 'O') {
			r->mode = c;
			return false;
		} else if (c == 'l' && local_daemon) {
			r->mode = 'd';
			r->local = true;
		} else {
			r->mode = c == '\0' ? '?' : c;
			r->cmd->error = c == 'z' ?
			    "-bz: frozen configurations are unsupported" :
			    "invalid operation mode after -b";
			return false;
		}
	}
	return true;
}

/* -q: main.c lets it stand with -bd, -bD, -bp, -bP, and turns -bm round. */
static void
take_queue_run(struct reader *r, const char *given)
{
	struct smcmd *cmd = r->cmd;
	const char *arg = given[0] == '!' ? given + 1 : given;

	if (strchr("mdDpPq", r->mode) == NULL) {
		r->late = "-q does not go with this -b";
		return;
	}
	if (r->mode == 'm')
		r->mode = 'q';
	cmd->runs_queue = true;
	if (cmd->queue_interval < 0)
		cmd->queue_interval = 0;
	if (arg > given && arg[0] == 'G')
		r->late = "-q!G is refused";
	switch (arg[0]) {
	case 'G': case 'I': case 'R': case 'S': case 'Q': case 'L':
		return;		/* only part of the queue */
	case 'f':
		cmd->foreground = true;
		return;
	case 'p':
		cmd->persistent = true;
		if (cmd->queue_interval == 0)
			cmd->queue_interval = 1;
		if (arg[1] == '\0')
			return;
		arg++;
		break;
	}
	cmd->queue_interval = smcmd_interval(arg);
	if (cmd->queue_interval < 0) {
		cmd->queue_interval = 0;
		r->late = "invalid -q value";
	}
}

static void
take_quarantine(struct reader *r)
{
	if (r->mode != 'm' && r->mode != 'q') {
		r->late = "-Q does not go with this -b";
		return;
	}
	r->mode = 'q';
	r->quarantine = true;
}

static bool
is_xtext(const char *p)
{
	for (; *p != '\0'; p++) {
		if (*p == '+') {
			if (p[1] == '\0' || p[2] == '\0' ||
			    strspn(p + 1, "0123456789abcdefABCDEF") < 2)
				return false;
			p += 2;
		} else if (*p < '!' || *p > '~' || *p == '=') {
			return false;
		}
	}
	return true;
}

static bool
is_notify(const char *p)
{
	static const char *const names[] = { "success", "failure", "delay" };
	size_t i, len;

	if (strcasecmp(p, "never") == 0)
		return true;
	for (;; p += len + 1) {
		len = strcspn(p, ",");
		for (i = 0; i < 3; i++)
			if (strlen(names[i]) == len &&
			    strncasecmp(names[i], p, len) == 0)
				break;
		if (i == 3)
			return false;
		if (p[len] == '\0')
			return true;
	}
}

/* Letters about the message to submit: only what makes sendmail refuse. */
static void
take_submission(struct reader *r, char c, const char *arg)
{
	char *end;

	if (c == 'f' || c == 'r') {
		if (r->sender)
			r->late = "more than one sender";
		r->sender = true;
	} else if (c == 'R') {
		if (r->ret)
			r->late = "more than one -R";
		else if (strcasecmp(arg, "hdrs") != 0 &&
		    strcasecmp(arg, "full") != 0)
			r->late = "invalid -R value";
		r->ret = true;
	} else if (c == 'N' && !is_notify(arg)) {
		r->late = "invalid -N value";
	} else if (c == 'V' && !is_xtext(arg)) {
		r->late = "invalid -V value";
	} else if (c == 'h') {
		(void)strtol(arg, &end, 10);
		if (*end != '\0')
			r->late = "invalid hop count";
	}
}

static int
take_option(struct reader *r, char c, const char *arg)
{
	const char *name, *text;

	/* "-o Name=value" as one word is the long form to setoption(). */
	name = c == 'o' ? smcf_option_letter(arg[0]) : NULL;
	if (name != NULL)
		text = pool_printf(r->pool, "%s=%s", name, arg + 1);
	else if (c == 'O' || arg[0] == ' ')
		text = smcf_option_spell(r->pool, c == 'O' ? arg : arg + 1);
	else
		text = pool_printf(r->pool, "%.1s=%s", arg,
		    arg[0] == '\0' ? "" : arg + 1);
	return text == NULL ? -ENOMEM :
	    strv_push(r->pool, &r->cmd->options, text);
}

/* The second pass. 0, or -ENOMEM. */
static int
second_pass(struct reader *r, struct scan s)
{
	int e = 0;
	char c;

	while (e == 0 && (c = next_option(&s)) != '\0') {
		switch (c) {
		case 'A':
			r->file = s.arg[0] == 'c' ? 'c' : 'm';
			break;
		case 'C':
			r->cmd->config = s.arg;
			break;
		case 'G':
			r->gateway = true;
			break;
		case 'I':
			/* Rebuilds the aliases where that is compiled in. */
			r->cmd->error = "-I";
			return 0;
		case 'O':
		case 'o':
			e = take_option(r, c, s.arg);
			break;
		case 'Q':
			take_quarantine(r);
			break;
		case 'q':
			take_queue_run(r, s.arg);
			break;
		default:
			take_submission(r, c, s.arg);
		}
	}
	return e;
}

/* getcfname() of conf.c, where a mode does not ask for submit.cf itself: -C
 * stands above -A, and -G (a gateway submits) asks for it without -Am. */
static bool
reads_submit_cf(const struct reader *r)
{
	const char *path = r->cmd->config, *slash;

	if (path == NULL)
		return r->file == 'c' || (r->gateway && r->file == '\0');
	slash = strrchr(path, '/');
	return strcmp(slash == NULL ? path : slash + 1, "submit.cf") == 0;
}

/* submit.cf says UseMSP, and then sendmail will not be a daemon. An option
 * on the command line stands above the file; what a file of -C says is not
 * known here. */
static bool
is_msp(const struct smcmd *cmd)
{
	const char *value = smcf_option_last(&cmd->options, "UseMSP");

	return value == NULL ? cmd->submission && cmd->config == NULL :
	    smcf_option_true(value);
}

int
smcmd_line(struct pool *p, const char **v, size_t n, bool local_daemon,
    struct smcmd *ret)
{
	struct smcmd cmd = { .mode = 'm', .certain = TRI_YES,
		.options_certain = TRI_YES, .queue_interval = -1 };
	struct reader r = { .pool = p, .cmd = &cmd, .mode = 'm' };
	struct scan s = { .v = v, .n = n, .at = 1 };
	int e = 0;

	if (n == 0) {
		cmd.error = "no command";
		*ret = cmd;
		return 0;
	}
	cmd.error = complete_words(v, n);
	r.mode = mode_of_name(v[0]);
	if (cmd.error == NULL && first_pass(&r, s, local_daemon)) {
		e = second_pass(&r, s);
		cmd.submission = reads_submit_cf(&r);
		if (cmd.error == NULL && r.mode != 't' && r.mode != 'C')
			cmd.error = r.late;
		if (cmd.error == NULL && (r.mode == 'd' || r.mode == 'D') &&
		    is_msp(&cmd))
			cmd.error = "the mail submission program cannot be "
			    "used as a daemon";
	}
	if (r.mode == 'D')
		cmd.foreground = true;
	else if (r.mode == 'd')
		cmd.foreground = false;
	if (r.mode == 'd' || r.mode == 'D')
		r.mode = r.local ? 'l' : 'd';
	if (r.quarantine) {
		cmd.queue_interval = 0;
		cmd.persistent = false;
	}
	cmd.mode = r.mode;
	if (e == 0)
		*ret = cmd;
	return e;
}

char
smcmd_line_taker(const char *word, bool *inside)
{
	const char *p;

	*inside = false;
	if (word[0] != '-' || word[1] == '-')
		return '\0';
	for (p = word + 1; *p != '\0'; p++) {
		if (takes_argument(*p)) {
			*inside = p[1] != '\0';
			return *p;
		}
	}
	return '\0';
}

bool
smcmd_line_flag(char c)
{
	return is_letter(c) && !takes_argument(c);
}
