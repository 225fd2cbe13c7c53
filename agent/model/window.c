/* When changes may be made. */
#include "agent/model/window.h"

#include <string.h>

static int
day_of(const char *text)
{
	static const char days[] = "SunMonTueWedThuFriSat";
	int i;

	for (i = 0; i < 7; i++)
		if (strncmp(text, days + 3 * i, 3) == 0)
			return i;
	return -1;
}

/* hh:mm, as value_window() made sure. */
static int
minute_of(const char *t)
{
	return ((t[0] - '0') * 10 + t[1] - '0') * 60 + (t[3] - '0') * 10 +
	    t[4] - '0';
}

bool
window_open(const char *w, int weekday, int minute)
{
	int first = day_of(w), last = first, from, to, begun = weekday;

	if (first >= 0) {
		w += 3;
		if (*w == '-') {
			last = day_of(w + 1);
			w += 4;
		}
		w++;
	}
	from = minute_of(w);
	to = minute_of(w + 6);
	if (from < to ? minute < from || minute >= to :
	    minute < from && minute >= to)
		return false;
	/* Behind midnight: it began yesterday. */
	if (from > to && minute < to)
		begun = (weekday + 6) % 7;
	if (first < 0)
		return true;
	return first <= last ? begun >= first && begun <= last :
	    begun >= first || begun <= last;
}
