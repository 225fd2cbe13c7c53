/* What openrc-run(8) makes of a script: a text for the shell evaluator. */
#include "platforms/openrc.h"

#include <string.h>

#include "agent/base/buf.h"

bool
openrc_reads(const char *text, size_t len)
{
	static const char *const names[] = { "openrc-run", "runscript" };
	const char *lf = memchr(text, '\n', len);
	const size_t end = lf == NULL ? len : (size_t)(lf - text);
	size_t i, k, n;

	if (len < 2 || memcmp(text, "#!", 2) != 0)
		return false;
	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		for (k = 2, n = strlen(names[i]); k + n <= end; k++)
			if (memcmp(text + k, names[i], n) == 0)
				return true;
	return false;
}

/* In single quotes, whatever is in it. */
static void
add_quoted(struct buf *b, const char *before, const char *text, size_t len)
{
	size_t i;

	buf_addc(b, '\'');
	buf_adds(b, before);
	for (i = 0; i < len; i++)
		if (text[i] == '\'')
			buf_adds(b, "'\\''");
		else
			buf_addc(b, text[i]);
	buf_addc(b, '\'');
}

const char *
openrc_text(struct pool *p, const char *name, const char *path)
{
	struct buf b = BUF_INIT(65536);
	const size_t n = strlen(name);
	const char *ret;

	buf_adds(&b, "RC_SVCNAME=");
	add_quoted(&b, "", name, n);
	buf_adds(&b, "\nSVCNAME=$RC_SVCNAME\nRC_SERVICE=");
	add_quoted(&b, "", path, strlen(path));
	buf_adds(&b, "\nRC_CMD=start\n"
	    "start_pre() { :; }\n"
	    "start_post() { :; }\n"
	    "start() {\n"
	    "	[ -n \"$command\" ] || return 0\n"
	    "	more=$command_args_background\n"
	    "	[ \"$supervisor\" = supervise-daemon ] &&\n"
	    "		more=$command_args_foreground\n"
	    "	eval \"$command $command_args $more\"\n"
	    "}\n"
	    "for f in /etc/rc.conf /etc/rc.conf.d/*.conf ");
	add_quoted(&b, OPENRC_CONF, name, strcspn(name, "."));
	buf_addc(&b, ' ');
	add_quoted(&b, OPENRC_CONF, name, n);
	buf_adds(&b, "; do\n"
	    "	if [ -e \"$f\" ]; then . \"$f\"; fi\n"
	    "done\n. ");
	add_quoted(&b, "", path, strlen(path));
	buf_adds(&b, "\nstart_pre\nstart\nstart_post\n");
	ret = b.failed ? NULL : pool_strdup(p, b.p);
	buf_release(&b);
	return ret;
}
