/* What our readers say, to be held against the real sendmail's behaviour.
 *
 *	sendmail_print cmd	<LINES of words split by '|'
 *	sendmail_print title	<LINES, one title each
 *	sendmail_print cf MACROS	<FILE
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

static int
print_cf(struct pool *p, const char *macros)
{
	static char text[1024 * 1024];
	const struct smcf_listener *l;
	const struct smcf_class *c;
	struct smcf_listener *list;
	struct smcf cf;
	size_t len = fread(text, 1, sizeof(text), stdin), i;

	if (smcf_parse(p, text, len, &cf, NULL) < 0 ||
	    smcf_listeners(p, &cf, NULL, false, &list) < 0)
		return -EINVAL;
	for (c = cf.classes; c != NULL; c = c->next)
		for (i = 0; i < c->members.n; i++)
			printf("class %s %s\n", c->name, c->members.v[i]);
	for (l = list; l != NULL; l = l->next)
		printf("listener %s %s %s %s %s\n", l->name, l->family,
		    l->address == NULL ? "any" : l->address, l->port,
		    l->modifiers);
	for (i = 0; macros[i] != '\0'; i++) {
		char name[2] = { macros[i], '\0' };

		printf("macro %s %s\n", name, smcf_macro(&cf, name) == NULL ?
		    "" : smcf_macro(&cf, name));
	}
	return 0;
}

int
main(int argc, char **argv)
{
	struct pool p = { .blocks = NULL };
	char line[8192];
	int e = 0;

	if (argc < 2)
		return 64;
	if (strcmp(argv[1], "cf") == 0)
		e = print_cf(&p, argc > 2 ? argv[2] : "");
	else
		while (e == 0 && fgets(line, sizeof(line), stdin) != NULL) {
			line[strcspn(line, "\n")] = '\0';
			e = strcmp(argv[1], "cmd") == 0 ?
			    print_command(&p, line) : print_title(&p, line);
		}
	pool_release(&p);
	return e == 0 ? 0 : 70;
}
