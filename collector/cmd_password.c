/* --password: a line for the password file. */
#include "collector/commands_all.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "agent/base/log.h"

/* The first line of standard input, without showing it on a terminal. */
static int
read_password(char *text, size_t size, struct err *e)
{
	bool terminal = isatty(STDIN_FILENO) == 1, got;
	struct termios before, quiet;

	if (terminal && tcgetattr(STDIN_FILENO, &before) == 0) {
		quiet = before;
		quiet.c_lflag &= ~(tcflag_t)ECHO;
		fputs("Password: ", stderr);
		tcsetattr(STDIN_FILENO, TCSAFLUSH, &quiet);
	} else {
		terminal = false;
	}
	got = fgets(text, (int)size, stdin) != NULL;
	if (terminal) {
		tcsetattr(STDIN_FILENO, TCSAFLUSH, &before);
		fputc('\n', stderr);
	}
	if (!got || strchr(text, '\n') == NULL)
		return err_set(e, EINVAL, "expected a line with the password "
		    "of at most %d bytes on standard input", PASSWORD_MAX);
	text[strcspn(text, "\r\n")] = '\0';
	return 0;
}

int
cmd_password(const struct arguments *a)
{
	char text[PASSWORD_MAX + 2], line[PASSWORD_LINE];
	struct err e = { .code = 0 };

	if (read_password(text, sizeof(text), &e) < 0 ||
	    password_line(a->value, text, line, &e) < 0) {
		log_error("%s", e.text);
		return STATUS_USAGE;
	}
	puts(line);
	return 0;
}
