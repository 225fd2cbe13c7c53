/* Commands that init runs itself: /etc/inittab. */
#include <errno.h>
#include <string.h>

#include "platforms/inittab.h"
#include "platforms/mechs.h"
#include "platforms/script.h"

/* The program that walks the run level folders is mech_rclink's, whatever
 * it is called: rc, rc2, rcS, rc.sysinit, rc.tcpip are evaluated there and
 * by mech_rcscript. */
static bool
is_rc_program(const char *command)
{
	size_t n = strcspn(command, " \t;&|><"), i;
	const char *base = command;

	for (i = 0; i < n; i++)
		if (command[i] == '/')
			base = command + i + 1;
	n -= (size_t)(base - command);
	return n >= 2 && n <= 4 && base[0] == 'r' && base[1] == 'c' &&
	    (n == 2 || strchr("0123456789SsMD", base[2]) != NULL);
}

static int
read_line(const struct host *h, struct facts *f,
    const struct inittab_line *l, char level, struct err *e)
{
	const struct sh_options o = { .text_is_command = true };
	const char *command = l->command + strspn(l->command, " \t");
	const struct place at = { .path = INITTAB_PATH, .line = l->line,
		.text = l->text };
	struct script_way way = {
		.mechanism = mech_inittab.name,
		.at_boot = inittab_at_boot(l, level) ? TRI_YES : TRI_NO,
		.at = &at,
	};

	/* "+" keeps utmp untouched, "@" is procname's (inittab(5)). */
	command += strspn(command, "+@");
	if (command[0] == '\0' || is_rc_program(command) ||
	    strcmp(l->action, "initdefault") == 0)
		return 0;
	return script_start(h, f, command, &o, &way, e);
}

static int
inittab_mech_read(const struct host *h, const struct entry *entry,
    struct facts *f, struct err *e)
{
	struct pool p = { 0 };
	struct inittab_line *tab;
	const struct inittab_line *l;
	char level;
	int r;

	r = inittab_read(h, &p, &tab);
	if (r < 0 && r != -ENOMEM)
		r = facts_doubt(f, "boot", INITTAB_PATH, 0, "%s",
		    strerror(-r));
	level = inittab_level(inittab_default(tab));
	for (l = tab; r == 0 && l != NULL; l = l->next)
		r = read_line(h, f, l, level, e);
	pool_release(&p);
	return r;
}

const struct mech mech_inittab = {
	.name = "inittab",
	.read = inittab_mech_read,
};
