/* What a command writes to standard output, for the tests of commands. */
#ifndef HM_CAPTURED_H
#define HM_CAPTURED_H

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "agent/commands.h"
#include "tests/unit/unit.h"

/* Run a command with standard output in a temporary file. */
static inline int
captured(int (*run)(const struct settings *), const struct settings *s,
    char *text, size_t room)
{
	FILE *f = tmpfile();
	int keep, status;
	size_t n;

	assert_non_null(f);
	fflush(stdout);
	keep = dup(STDOUT_FILENO);
	assert_true(keep >= 0);
	assert_true(dup2(fileno(f), STDOUT_FILENO) >= 0);
	status = run(s);
	fflush(stdout);
	assert_true(dup2(keep, STDOUT_FILENO) >= 0);
	close(keep);
	rewind(f);
	n = fread(text, 1, room - 1, f);
	text[n] = '\0';
	fclose(f);
	return status;
}

#endif
