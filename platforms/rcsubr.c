/* The functions of rc.subr(8), as far as they decide what is run. */
#include "platforms/rcsubr.h"

#include <string.h>

/*
 * What FreeBSD's and NetBSD's rc.subr do with a script, as far as it decides
 * what is run. They stand for the host's own file, which is therefore taken
 * away. The words of rc.conf's names come between the two parts.
 */
static const char functions[] =
    "rm -f /etc/rc.subr\n"
    "checkyesno() {\n"
    "	eval \"_value=\\$$1\"\n"
    "	case $_value in\n"
    "	[Yy][Ee][Ss]|[Tt][Rr][Uu][Ee]|[Oo][Nn]|1) return 0 ;;\n"
    "	esac\n"
    "	return 1\n"
    "}\n"
    "set_rcvar() { echo \"${1:-$name}_enable\"; }\n"
    "run_rc_command() {\n"
    "	if [ -n \"$rcvar\" ] && ! checkyesno \"$rcvar\"; then\n"
    "		_run=NO\n"
    "	else\n"
    "		_run=YES\n"
    "	fi\n"
    "	for _file in $required_files; do\n"
    "		[ -r \"$_file\" ] || _run=NO\n"
    "	done\n"
    "	eval \"_flags=\\$${name}_flags\"\n"
    "	eval \"_program=\\$${name}_program\"\n"
    "	[ -z \"$_program\" ] || command=$_program\n"
    "	if [ \"$_run\" = YES ]; then\n"
    "		if [ -n \"$start_precmd\" ]; then\n"
    "			eval \"$start_precmd\" || return 1\n"
    "		fi\n"
    "		_start=$start_cmd\n"
    "		[ -n \"$_start\" ] ||\n"
    "			_start=\"$command $_flags $command_args\"\n"
    "		eval \"$_start\"\n"
    "		[ -z \"$start_postcmd\" ] || eval \"$start_postcmd\"\n"
    "	else\n"
    "		:\n"
    "	fi\n"
    "}\n"
    "_source() {\n"
    "	for _conf; do\n"
    "		if [ -r \"$_conf\" ]; then . \"$_conf\"; fi\n"
    "	done\n"
    "}\n"
    "load_rc_config() {\n";

/* NetBSD starts nothing before rc.conf says that it is configured. */
static const char loading[] =
    "	case $rc_configured in\n"
    "	[Nn][Oo]) exit 1 ;;\n"
    "	esac\n"
    "	for _conf in /etc/rc.conf.d/$1 /usr/local/etc/rc.conf.d/$1; do\n"
    "		if [ -f \"$_conf\" ]; then . \"$_conf\"; fi\n"
    "	done\n"
    "}\n"
    "set faststart\n"
    ". ";

const char *
rcsubr_text(struct pool *p, const struct entry *entry, const char *path)
{
	const char *line = entry->config, *text = functions;
	size_t n;

	/* Each line's words are expanded behind what the one above set. */
	while (text != NULL && *line != '\0') {
		n = strcspn(line, "\n");
		text = pool_join(p, text, "\t_source ", pool_strndup(p, line,
		    n), "\n", NULL);
		line += n + (line[n] == '\n');
	}
	return text == NULL || p->failed ? NULL : pool_join(p, text, loading,
	    "'", path, "'\n", NULL);
}
