/* hardenmail: settings, one command, its exit status. */
#include <unistd.h>

#include "agent/base/log.h"
#include "agent/commands.h"
#include "agent/output.h"

/*
 * A closed standard descriptor would be given to the first file that is
 * opened, and messages would go into it. The reading end of a pipe takes its
 * place: writing to it fails, as to a closed one, and reading is at its end.
 */
static void
hold_descriptors(void)
{
	int ends[2];

	while (pipe(ends) == 0) {
		close(ends[1]);
		if (ends[0] > STDERR_FILENO) {
			close(ends[0]);
			break;
		}
	}
}

int
main(int argc, char *argv[])
{
	const struct command *command;
	struct err e = { .code = 0 };
	struct settings s;

	hold_descriptors();
	log_program("hardenmail");
	if (settings_parse(argc, argv, &s, &e) < 0) {
		log_error("%s (see --help)", e.text);
		return EXIT_USAGE;
	}
	command = command_find(s.command);
	if (command == NULL) {
		log_error("nothing to do: try --check, or --help");
		return EXIT_USAGE;
	}
	return command->run(&s);
}
