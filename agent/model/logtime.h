/* The time at the beginning of a line of a log. */
#ifndef HM_LOGTIME_H
#define HM_LOGTIME_H

#include <stddef.h>
#include <stdint.h>

/*
 * "2026-11-22T09:00:00", with a blank in place of the T too, whatever
 * follows; or "Nov 22 09:00:00 ". Seconds since 1970 as if that were UTC; 0:
 * not readable. today: a time that the line is not (much) later than, for the
 * year that old syslogs leave out (RFC 3164).
 */
int64_t logtime_parse(const char *line, size_t len, int64_t today);

#endif
