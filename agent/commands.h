/* What hardenmail can do: one row and one file each. */
#ifndef HM_COMMANDS_H
#define HM_COMMANDS_H

#include "agent/settings.h"

struct command {
	enum option option;
	/* The exit status. Prints. */
	int (*run)(const struct settings *);
};

/* Ends with a row without run. */
extern const struct command commands[];

/* NULL where nothing was asked for. */
const struct command *command_find(enum option);

int cmd_check(const struct settings *);
int cmd_plan(const struct settings *);
int cmd_enforce(const struct settings *);
int cmd_watch(const struct settings *);
int cmd_undo(const struct settings *);
int cmd_confirm(const struct settings *);
int cmd_history(const struct settings *);
int cmd_ask_relay(const struct settings *);
int cmd_relay_cases(const struct settings *);
int cmd_explain(const struct settings *);
int cmd_platform(const struct settings *);
int cmd_list(const struct settings *);
int cmd_help(const struct settings *);
int cmd_version(const struct settings *);

#endif
