/* When changes may be made: [enforce] window. */
#ifndef HM_WINDOW_H
#define HM_WINDOW_H

#include <stdbool.h>

/*
 * Is that minute of the day (from 0 on) on that weekday (Sunday is 0) in a
 * window that value_window() has accepted: "03:00-05:00", "Sun 03:00-05:00",
 * "Mon-Fri 22:00-02:00"? The end is not in it. One that passes midnight
 * belongs to the day on which it begins.
 */
bool window_open(const char *window, int weekday, int minute);

#endif
