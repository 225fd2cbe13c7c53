/* What hardenmail can do: one row and one file each. */
#include "agent/commands.h"

#include <stddef.h>

const struct command commands[] = {
	{ .option = OPTION_CHECK, .run = cmd_check },
	{ .option = OPTION_PLAN, .run = cmd_plan },
	{ .option = OPTION_ENFORCE, .run = cmd_enforce },
	{ .option = OPTION_WATCH, .run = cmd_watch },
	{ .option = OPTION_UNDO, .run = cmd_undo },
	{ .option = OPTION_CONFIRM, .run = cmd_confirm },
	{ .option = OPTION_HISTORY, .run = cmd_history },
	{ .option = OPTION_ASK_RELAY, .run = cmd_ask_relay },
	{ .option = OPTION_RELAY_CASES, .run = cmd_relay_cases },
	{ .option = OPTION_EXPLAIN, .run = cmd_explain },
	{ .option = OPTION_EXPLAIN_PLATFORM, .run = cmd_platform },
	{ .option = OPTION_LIST_CHECKS, .run = cmd_list },
	{ .option = OPTION_HELP, .run = cmd_help },
	{ .option = OPTION_VERSION, .run = cmd_version },
	{ .run = NULL },
};

const struct command *
command_find(enum option option)
{
	const struct command *c;

	for (c = commands; c->run != NULL; c++)
		if (c->option == option)
			return c;
	return NULL;
}
