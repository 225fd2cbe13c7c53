/* How often a timer runs its service. */
#include "platforms/unit_timer.h"

#include <string.h>

#include "agent/base/num.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

static long
seconds_of(const char *unit, size_t len)
{
	static const struct {
		const char *name;
		long seconds;
	} units[] = {
		{ "", 1 }, { "s", 1 }, { "sec", 1 }, { "second", 1 },
		{ "seconds", 1 }, { "m", 60 }, { "min", 60 },
		{ "minute", 60 }, { "minutes", 60 }, { "h", 3600 },
		{ "hr", 3600 }, { "hour", 3600 }, { "hours", 3600 },
		{ "d", 86400 }, { "day", 86400 }, { "days", 86400 },
		{ "w", 604800 }, { "week", 604800 }, { "weeks", 604800 },
	};
	size_t i;

	for (i = 0; i < COUNT(units); i++)
		if (strlen(units[i].name) == len &&
		    memcmp(units[i].name, unit, len) == 0)
			return units[i].seconds;
	return -1;
}

long
unit_timer_span(const char *text)
{
	const long most = 7 * 31536000L;	/* seven years */
	long long n;
	long total = 0, unit;
	size_t digits, letters;

	if (*text == '\0')
		return -1;
	while (*text != '\0') {
		digits = strspn(text, "0123456789");
		if (num_parse(text, digits, 0, 31536000, &n) < 0)
			return -1;
		text += digits;
		text += strspn(text, " ");
		letters = strcspn(text, " 0123456789");
		unit = seconds_of(text, letters);
		if (unit < 0 || n * unit > most - total)
			return -1;
		total += (long)n * unit;
		text += letters;
		text += strspn(text, " ");
	}
	return total;
}

static long
calendar(const char *text)
{
	static const struct {
		const char *word;
		long seconds;
	} words[] = { { "minutely", 60 }, { "hourly", 3600 },
		{ "daily", 86400 }, { "weekly", 604800 } };
	long long n;
	size_t i;

	for (i = 0; i < COUNT(words); i++)
		if (strcmp(words[i].word, text) == 0)
			return words[i].seconds;
	if (strncmp(text, "*:", 2) != 0)
		return 0;
	/* "*:0/15": each hour from minute 0 on in steps of 15. */
	text += 2 + strspn(text + 2, "0123456789");
	if (*text != '/')
		return *text == '\0' ? 3600 : 0;
	if (num_parse(text + 1, strspn(text + 1, "0123456789"), 1, 59,
	    &n) < 0)
		return 0;
	text += 1 + strspn(text + 1, "0123456789");
	return *text == '\0' || strcmp(text, ":00") == 0 ||
	    strcmp(text, ":0") == 0 ? (long)n * 60 : 0;
}

long
unit_timer_every(const struct unit *u)
{
	const struct unit_value *v;
	long best = 0, s;

	for (v = u->values; v != NULL; v = v->next) {
		if (strcmp(v->section, "Timer") != 0)
			continue;
		s = strcmp(v->key, "OnCalendar") == 0 ? calendar(v->value) :
		    strcmp(v->key, "OnUnitActiveSec") == 0 ||
		    strcmp(v->key, "OnUnitInactiveSec") == 0 ?
		    unit_timer_span(v->value) : 0;
		if (s > 0 && (best == 0 || s < best))
			best = s;
	}
	return best;
}
