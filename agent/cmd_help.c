/* --help and --version. */
#include "agent/commands.h"

#include "agent/base/log.h"
#include "agent/output.h"

static int
show(const struct settings *s, struct buf *b)
{
	struct err e = { .code = 0 };
	int status = output_write(s->output, b, &e);

	if (status != 0)
		log_error("%s", e.text);
	buf_release(b);
	return status;
}

int
cmd_help(const struct settings *s)
{
	struct buf b = BUF_INIT(65536);

	buf_adds(&b,
	    "usage: hardenmail --check [--root DIR] [--policy FILE] "
	    "[--format NAME]\n"
	    "       hardenmail --watch [--root DIR] [--report]\n"
	    "       hardenmail --explain CHECK | --list-checks | --version\n"
	    "\n"
	    "Finds out what would accept mail on a host, and says so.\n"
	    "\n");
	opt_help(options, &b);
	buf_adds(&b,
	    "\n"
	    "exit status of --check:\n"
	    "  0 compliant, 1 warning, 2 non-compliant, 3 cannot tell\n"
	    "  64 usage, 65 a bad FILE.tar, 66 no such DIR, 71 system error,\n"
	    "  73 or 74 output,\n"
	    "  78 error in a policy file\n"
	    "\n"
	    "policy: " HM_SYSCONFDIR "/hardenmail/policy.conf, then "
	    HM_SYSCONFDIR "/hardenmail/policy.d/*.conf\n");
	return show(s, &b);
}

int
cmd_version(const struct settings *s)
{
	struct buf b = BUF_INIT(256);

	buf_adds(&b, "hardenmail " HM_VERSION "\n");
	return show(s, &b);
}
