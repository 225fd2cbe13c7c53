/* What our readers say, to be held against the real sendmail's behaviour.
 *
 *	sendmail_print cmd	<LINES of words split by '|'
 *	sendmail_print title	<LINES, one title each
 *	sendmail_print listener	<LINES, values of DaemonPortOptions
 *	sendmail_print cf	<FILE
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "agent/model/smcf.h"
#include "agent/model/smcmd.h"
#include "agent/model/title.h"

static int
print_command(struct pool *p, char *line)
{
	struct words w = { .v = NULL };
	struct smcmd cmd;
	char *end;

	for (;; line = end + 1) {
		end = strchr(line, '|');
		if (end != NULL)
			*end = '\0';
		if (words_push(p, &w, line, WORD_KNOWN) < 0)
			return -ENOMEM;
		if (end == NULL)
			break;
	}
	if (smcmd_parse(p, &w, false, &cmd) < 0)
		return -ENOMEM;
	printf("%s %c %ld %s %s\n", role_name(smcmd_role(&cmd)), cmd.mode,
	    cmd.queue_interval, cmd.persistent ? "persistent" : "-",
	    cmd.foreground ? "foreground" : "-");
	return 0;
}

static int
print_title(struct pool *p, const char *line)
{
	struct title t;

	if (title_parse(p, line, strlen(line), &t) < 0)
		return -ENOMEM;
	printf("%s %ld %s\n", t.is_title ? role_name(t.role) : "no-title",
	    t.queue_interval, t.prefix == NULL ? "-" : t.prefix);
	return 0;
}

/* One line for each thing that `sendmail -bt -d37.1` can be asked. */
static int
print_cf(struct pool *p)
{
	static char text[1024 * 1024];
	const struct smcf_option *o;
	const struct smcf_class *c;
	const struct smcf_macro *m;
	struct smcf cf;
	size_t len = fread(text, 1, sizeof(text), stdin), i;

	if (smcf_parse(p, text, len, &cf, NULL) < 0)
		return -EINVAL;
	for (o = cf.options; o != NULL; o = o->next)
		printf("option %s=%s\n", o->name, o->value);
	for (c = cf.classes; c != NULL; c = c->next)
		for (i = 0; i < c->members.n; i++)
			printf("class %s %s\n", c->name, c->members.v[i]);
	for (m = cf.macros; m != NULL; m = m->next)
		printf("macro %s %s\n", m->name, smcf_macro(&cf, m->name));
	return 0;
}

/* Where a daemon with this value would listen. */
static int
print_listener(struct pool *p, const char *value)
{
	struct smcf_listener l;
	int e = smcf_listener_parse(p, value, &l, NULL);

	if (e == -EINVAL)
		printf("refused\n");
	else if (e == 0)
		printf("%s %s %s\n", l.family, l.address == NULL ? "any" :
		    smcf_is_loopback(l.address) ? "loopback" : l.address,
		    l.port);
	return e == -ENOMEM ? e : 0;
}

int
main(int argc, char **argv)
{
	struct pool p = { .blocks = NULL };
	char line[8192];
	int e = 0;

	if (argc != 2)
		return 64;
	if (strcmp(argv[1], "cf") == 0)
		e = print_cf(&p);
	while (e == 0 && fgets(line, sizeof(line), stdin) != NULL) {
		line[strcspn(line, "\n")] = '\0';
		if (strcmp(argv[1], "cmd") == 0)
			e = print_command(&p, line);
		else if (strcmp(argv[1], "title") == 0)
			e = print_title(&p, line);
		else
			e = print_listener(&p, line);
	}
	pool_release(&p);
	return e == 0 ? 0 : 70;
}
