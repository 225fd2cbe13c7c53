/* Where a command's text goes: a file, whole or not at all, or standard
 * output; and the exit statuses that are not a verdict. */
#ifndef HM_OUTPUT_H
#define HM_OUTPUT_H

#include "agent/base/buf.h"
#include "agent/base/err.h"
#include "agent/format.h"

/* sysexits.h is no part of POSIX; these are its values. */
enum exit_status {
	EXIT_USAGE = 64,
	EXIT_DATA = 65,
	EXIT_NO_INPUT = 66,
	EXIT_SYSTEM = 71,
	EXIT_CANNOT_CREATE = 73,
	EXIT_IO = 74,
	EXIT_TEMPORARY = 75,
	EXIT_NO_PERMISSION = 77,
	EXIT_CONFIG = 78
};

/* Colour on a terminal that has it, without NO_COLOR (no-color.org) and
 * without a file; 80 columns. */
void output_look(const char *file, struct look *ret);

/*
 * Write a text that is complete. file NULL: standard output. 0, or an exit
 * status (73: the file cannot be made, 74: standard output), and the words.
 */
int output_write(const char *file, const struct buf *, struct err *);

#endif
