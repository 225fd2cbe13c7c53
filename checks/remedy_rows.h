/* What to do about a starter, as rows: the first that fits is taken. */
#ifndef HM_REMEDY_ROWS_H
#define HM_REMEDY_ROWS_H

#include "checks/remedy.h"

/* NULL fits anything, and so does AIM_NOTHING. version fits as the beginning
 * of the host's. In the text {path} {line} {unit} {where} stand
 * for those of the starter; {where} is the line that holds the -b, {socket}
 * and {port} are those of a systemd socket. Mechanism "socket" stands for a
 * unit that a socket starts. */
struct remedy_row {
	const char *mta;
	const char *platform, *version, *init, *mechanism;
	enum aim aim;
	const char *text;
};

/* Ends with a row without text. */
extern const struct remedy_row remedy_rows[];

#endif
