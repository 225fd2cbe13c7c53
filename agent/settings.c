/* What this run was asked to do: the command line and the policy files. */
#include "agent/settings.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "agent/base/absolute.h"
#include "agent/model/policy_value.h"
#include "agent/output.h"
#include "checks/check.h"

#define FOLDER HM_SYSCONFDIR "/hardenmail"
/* Where a host keeps its own, seen from its root. */
#define HOST_FOLDER "/etc/hardenmail"

const struct opt options[] = {
	{ .id = OPTION_CHECK, .name = "check", .help =
	    "find out what accepts mail on this host, now and at the next "
	    "boot" },
	{ .id = OPTION_PLAN, .name = "plan", .help =
	    "show what would bring this host into the mode of its policy, "
	    "and change nothing" },
	{ .id = OPTION_ENFORCE, .name = "enforce", .help =
	    "bring this host into the mode of its policy, or leave it as it "
	    "was" },
	{ .id = OPTION_WATCH, .name = "watch", .help =
	    "stay, and report every change of the verdict; see [watch] of "
	    "the policy" },
	{ .id = OPTION_UNDO, .name = "undo", .help =
	    "[RUN] put back what a run changed: the newest, when none is "
	    "named" },
	{ .id = OPTION_CONFIRM, .name = "confirm", .help =
	    "keep what --enforce --confirm-within changed" },
	{ .id = OPTION_HISTORY, .name = "history", .help =
	    "list the runs that changed this host" },
	{ .id = OPTION_ASK_RELAY, .name = "ask-relay", .help =
	    "say what sendmail.cf would do with a mail: needs --client and "
	    "--to" },
	{ .id = OPTION_RELAY_CASES, .name = "relay-cases", .arg = "FILE",
	    .help = "the same for every row of a table" },
	{ .id = OPTION_EXPLAIN, .name = "explain", .arg = "CHECK", .help =
	    "say what a check asks, and why" },
	{ .id = OPTION_EXPLAIN_PLATFORM, .name = "explain-platform",
	    .help = "list every place that is looked at on this system, and "
	    "what is there" },
	{ .id = OPTION_LIST_CHECKS, .name = "list-checks", .help =
	    "name all checks" },
	{ .id = OPTION_ROOT, .name = "root", .arg = "DIR", .help =
	    "look at the tree of a host that is not running, such as a "
	    "mounted disk" },
	{ .id = OPTION_CAPTURE, .name = "capture", .arg = "FILE.tar",
	    .help = "look at what packaging/capture.sh took from a host" },
	{ .id = OPTION_POLICY, .name = "policy", .arg = "FILE", .help =
	    "read this policy file, and no other" },
	{ .id = OPTION_POLICY_FROM_ROOT, .name = "policy-from-root", .help =
	    "with --root: read the tree's policy files, not this host's" },
	{ .id = OPTION_PLATFORM, .name = "platform", .arg = "NAME", .help =
	    "take the host for this system: solaris, hpux, aix, redhat, "
	    "debian ..." },
	{ .id = OPTION_FORMAT, .name = "format", .arg = "NAME", .help =
	    "text (default), json; with --check nagios, prometheus, sarif, "
	    "junit; with --plan sh" },
	{ .id = OPTION_OUTPUT, .name = "output", .letter = 'o', .arg = "FILE",
	    .help = "write to this file, whole or not at all" },
	{ .id = OPTION_CLIENT, .name = "client", .arg = "ADDR[,NAME[,HOW]]",
	    .help = "with --ask-relay: who connects; HOW its name resolves: "
	    "OK, FAIL, FORGED or TEMP" },
	{ .id = OPTION_FROM, .name = "from", .arg = "ADDRESS", .help =
	    "with --ask-relay: the sender; <> for none" },
	{ .id = OPTION_TO, .name = "to", .arg = "ADDRESS", .help =
	    "with --ask-relay: the recipient" },
	{ .id = OPTION_AUTH, .name = "auth", .arg = "MECH", .help =
	    "with --ask-relay: the client has authenticated so" },
	{ .id = OPTION_TRACE, .name = "trace", .help =
	    "with --ask-relay: show every rule that was used" },
	{ .id = OPTION_DNS, .name = "dns", .arg = "none|TABLE", .help =
	    "what a name server would say: nothing (default), or the rows "
	    "of a table" },
	{ .id = OPTION_SECOND_OPINION, .name = "second-opinion", .help =
	    "with --check: also ask this host's sendmail -bt whether it "
	    "relays" },
	{ .id = OPTION_CONFIRM_WITHIN, .name = "confirm-within",
	    .arg = "TIME", .help = "with --enforce: undo it after this time "
	    "(10m, 1h), also over a reboot, unless --confirm came" },
	{ .id = OPTION_YES, .name = "yes", .letter = 'y', .help =
	    "with --enforce: do not ask" },
	{ .id = OPTION_FORCE, .name = "force", .help =
	    "with --enforce: go past refusals that allow it; with --undo: "
	    "over files that were edited since" },
	{ .id = OPTION_IF_UNCONFIRMED, .name = "if-unconfirmed" },
	{ .id = OPTION_REPORT, .name = "report", .help =
	    "with --check or --watch: put the report into the spool, for the "
	    "collector" },
	{ .id = OPTION_SPLAY, .name = "splay", .arg = "TIME", .help =
	    "with --report: first wait a part of TIME (50m), always the same "
	    "on one host, another on each" },
	{ .id = OPTION_HELP, .name = "help", .letter = 'h', .help =
	    "show this help" },
	{ .id = OPTION_VERSION, .name = "version", .letter = 'V', .help =
	    "show the version" },
	{ .id = 0 },
};

static int
set_command(struct settings *s, enum option id, const char *argument,
    struct err *e)
{
	/* Who asks for help gets help. */
	if (s->command == OPTION_HELP)
		return 0;
	if (id != OPTION_HELP && s->command != 0 && s->command != id)
		return err_set(e, EINVAL, "only one of --check, --plan, "
		    "--enforce, --watch, --undo, --confirm, --history, "
		    "--ask-relay, --relay-cases, --explain, "
		    "--explain-platform, --list-checks and --version can be "
		    "done at once");
	s->command = id;
	s->argument = argument;
	return 0;
}

/* What is asked about a mail; false: another option. */
static bool
set_relay(struct settings *s, int id, const char *value)
{
	switch (id) {
	case OPTION_CLIENT:
		s->client = value;
		return true;
	case OPTION_FROM:
		s->from = value;
		return true;
	case OPTION_TO:
		s->to = value;
		return true;
	case OPTION_AUTH:
		s->auth = value;
		return true;
	case OPTION_DNS:
		s->dns = value;
		return true;
	case OPTION_TRACE:
		s->trace = true;
		return true;
	default:
		return false;
	}
}

static int
set_option(struct settings *s, int id, const char *value, struct err *e)
{
	if (value != NULL && value[0] == '\0')
		return err_set(e, EINVAL, "an option has an empty argument");
	if (set_relay(s, id, value))
		return 0;
	switch (id) {
	case OPTION_ROOT:
		s->root = value;
		return 0;
	case OPTION_CAPTURE:
		s->capture = value;
		return 0;
	case OPTION_POLICY:
		s->policy = value;
		return 0;
	case OPTION_POLICY_FROM_ROOT:
		s->policy_from_root = true;
		return 0;
	case OPTION_PLATFORM:
		s->platform = value;
		return 0;
	case OPTION_YES:
		s->yes = true;
		return 0;
	case OPTION_FORCE:
		s->force = true;
		return 0;
	case OPTION_IF_UNCONFIRMED:
		s->if_unconfirmed = true;
		return 0;
	case OPTION_CONFIRM_WITHIN:
		if (!value_interval(value, &s->confirm_within) ||
		    s->confirm_within < 60)
			return err_set(e, EINVAL, "--confirm-within %s: "
			    "expected a time of a minute or more, like 10m",
			    value);
		return 0;
	case OPTION_OUTPUT:
		s->output = value;
		return 0;
	case OPTION_SECOND_OPINION:
		s->second_opinion = true;
		return 0;
	case OPTION_REPORT:
		s->report = true;
		return 0;
	case OPTION_SPLAY:
		return value_interval(value, &s->splay) ? 0 : err_set(e,
		    EINVAL, "--splay %s: expected a time like 50m", value);
	case OPTION_FORMAT:
		s->format = format_find(value);
		if (s->format == NULL)
			return err_set(e, EINVAL, "--format %s: no such "
			    "format, expected text, json, sh, nagios, "
			    "prometheus, sarif or junit", value);
		return 0;
	default:
		return set_command(s, (enum option)id, value, e);
	}
}

/* --undo may have a number behind it, which is no option's argument as it
 * can be left out; options may follow. */
static bool
take_run(struct settings *s, struct opt_walk *w)
{
	if (s->command != OPTION_UNDO || s->argument != NULL ||
	    w->at >= w->argc || w->argv[w->at][0] == '-')
		return false;
	s->argument = w->argv[w->at++];
	return true;
}

/* And what it keeps of earlier changes, or waits for. */
static bool
changes_host(enum option command)
{
	return command == OPTION_ENFORCE || command == OPTION_UNDO ||
	    command == OPTION_CONFIRM || command == OPTION_HISTORY ||
	    command == OPTION_WATCH;
}

static int
check_together(const struct settings *s, struct err *e)
{
	if (s->confirm_within != 0 && s->command != OPTION_ENFORCE)
		return err_set(e, EINVAL, "--confirm-within needs --enforce");
	if (s->force && s->command != OPTION_ENFORCE &&
	    s->command != OPTION_UNDO)
		return err_set(e, EINVAL, "--force needs --enforce or "
		    "--undo");
	if (s->second_opinion && (s->command != OPTION_CHECK ||
	    s->root != NULL || s->capture != NULL))
		return err_set(e, EINVAL, "--second-opinion needs --check of "
		    "a running host");
	if (s->if_unconfirmed && s->command != OPTION_UNDO)
		return err_set(e, EINVAL, "--if-unconfirmed needs --undo");
	if (s->command == OPTION_ASK_RELAY &&
	    (s->client == NULL || s->to == NULL))
		return err_set(e, EINVAL, "--ask-relay needs --client and "
		    "--to");
	if (s->command != OPTION_ASK_RELAY && (s->client != NULL ||
	    s->from != NULL || s->to != NULL || s->auth != NULL || s->trace))
		return err_set(e, EINVAL, "--client, --from, --to, --auth "
		    "and --trace need --ask-relay");
	if (s->capture != NULL && s->root != NULL)
		return err_set(e, EINVAL, "--capture and --root are two "
		    "hosts");
	if (s->capture != NULL && (changes_host(s->command) || s->report))
		return err_set(e, EINVAL, "--capture is no host that could "
		    "be changed: --check and --plan look at it");
	if (s->policy_from_root && s->root == NULL && s->capture == NULL)
		return err_set(e, EINVAL, "--policy-from-root needs --root");
	if (s->dns != NULL && s->command != OPTION_ASK_RELAY &&
	    s->command != OPTION_RELAY_CASES)
		return err_set(e, EINVAL, "--dns needs --ask-relay or "
		    "--relay-cases");
	return 0;
}

int
settings_parse(int argc, char *const argv[], struct settings *ret,
    struct err *e)
{
	struct settings s = { .format = formats[0] };
	struct opt_walk w;
	int id, r;

	opt_init(&w, argc, argv);
	do {
		while ((id = opt_next(&w, options, e)) > 0)
			if ((r = set_option(&s, id, w.value, e)) < 0)
				return r;
	} while (id == 0 && take_run(&s, &w));
	if (id < 0)
		return id;
	if (w.at < argc && s.command != OPTION_HELP)
		return err_set(e, EINVAL, "%s: not expected here",
		    argv[w.at]);
	if (s.format == &format_sh && s.command != OPTION_PLAN)
		return err_set(e, EINVAL, "--format sh is for --plan");
	if (s.format->findings_only && s.command != OPTION_CHECK &&
	    s.command != OPTION_WATCH && s.command != OPTION_HELP)
		return err_set(e, EINVAL, "--format %s is for --check and "
		    "--watch", s.format->name);
	if (s.policy_from_root && s.policy != NULL)
		return err_set(e, EINVAL, "--policy replaces all policy files: "
		    "--policy-from-root has no place beside it");
	if (s.report && s.command != OPTION_CHECK &&
	    s.command != OPTION_WATCH && s.command != OPTION_HELP)
		return err_set(e, EINVAL, "--report needs --check or "
		    "--watch");
	if (s.splay > 0 && (!s.report || s.command == OPTION_WATCH))
		return err_set(e, EINVAL, "--splay needs --check --report");
	r = check_together(&s, e);
	if (r == 0)
		*ret = s;
	return r;
}

static int
read_one(const struct root *root, const char *path, const char *name,
    struct policy *p, struct err *e)
{
	struct buf b = BUF_INIT(ROOT_MAX_FILE);
	int r = root_read(root, path, &b, NULL, e);

	if (r >= 0)
		r = policy_parse(p, name, b.len > 0 ? b.p : "", b.len,
		    check_known, e);
	buf_release(&b);
	return r;
}

/* What is not there may be left out, but a link to nothing is not that: the
 * policy is somewhere else, and cannot be read. */
static int
check_absent(const struct root *root, const char *path, struct err *e)
{
	struct buf target = BUF_INIT(65536);
	int r = root_readlink(root, path, &target);

	buf_release(&target);
	if (r == 0)
		return err_set(e, ENOENT, "%s: a link to nothing", path);
	return r == -ENOMEM ? r : 0;
}

/* policy.conf and policy.d/ of one folder. */
static int
read_folder(const struct root *root, const char *folder, struct policy *p,
    struct err *e)
{
	struct pool pool = { .blocks = NULL };
	struct strv names = { .n = 0 };
	const char *path, *dir;
	size_t i, len;
	int r = -ENOMEM;

	path = pool_printf(&pool, "%s/policy.conf", folder);
	dir = pool_printf(&pool, "%s/policy.d", folder);
	if (path == NULL || dir == NULL)
		goto out;
	r = check_absent(root, folder, e);
	if (r < 0 && !root_exists(root, folder))
		goto out;
	r = read_one(root, path, path, p, e);
	if (r == -ENOENT)
		r = check_absent(root, path, e);
	if (r < 0)
		goto out;
	r = root_list(root, dir, &pool, &names, e);
	if (r == -ENOENT) {
		r = check_absent(root, dir, e);
		goto out;
	}
	if (r < 0)
		goto out;
	for (i = 0; i < names.n; i++) {
		len = strlen(names.v[i]);
		if (names.v[i][0] == '.' || len < 6 ||
		    strcmp(names.v[i] + len - 5, ".conf") != 0)
			continue;
		path = pool_printf(&pool, "%s/%s", dir, names.v[i]);
		r = path == NULL ? -ENOMEM : read_one(root, path, path, p, e);
		if (r < 0)
			goto out;
	}
	r = 0;
out:
	pool_release(&pool);
	return r;
}

int
settings_policy(const struct settings *s, const struct root *host_root,
    struct policy *p, struct err *e)
{
	struct root own = ROOT_INIT;
	struct buf path = BUF_INIT(65536);
	int r;

	if (s->policy_from_root) {
		r = read_folder(host_root, HOST_FOLDER, p, e);
		goto out;
	}
	r = root_open(&own, "/", e);
	if (r < 0)
		goto out;
	if (s->policy != NULL) {
		r = path_absolute(s->policy, &path, e);
		if (r == 0)
			r = read_one(&own, path.p, s->policy, p, e);
	} else {
		r = read_folder(&own, FOLDER, p, e);
	}
out:
	root_release(&own);
	buf_release(&path);
	if (r < 0)
		return e != NULL && e->code == 0 ?
		    err_set(e, -r, "the policy files: %s", strerror(-r)) : r;
	if (e != NULL)
		*e = (struct err){ .code = 0 };
	policy_seal(p);
	return 0;
}
