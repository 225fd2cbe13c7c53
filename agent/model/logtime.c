/* The time at the beginning of a line of a log. */
#include "agent/model/logtime.h"

#include <string.h>
#include <time.h>

#include "agent/base/num.h"

static long
number(const char *p, size_t len)
{
	long long n;

	while (len > 1 && *p == ' ') {	/* "Nov  2" */
		p++;
		len--;
	}
	return num_parse(p, len, 0, 9999, &n) < 0 ? -1 : (long)n;
}

/* Days since 1970 of a date of the Gregorian calendar. */
static int64_t
days_of(long year, long month, long day)
{
	long y = month <= 2 ? year - 1 : year;
	long era = y / 400, of_era = y - era * 400;
	long of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 +
	    day - 1;

	return (int64_t)era * 146097 + of_era * 365 + of_era / 4 -
	    of_era / 100 + of_year - 719468;
}

static int64_t
seconds_of(long year, long month, long day, const char *clock)
{
	long h = number(clock, 2), m = number(clock + 3, 2);
	long s = number(clock + 6, 2);

	if (year < 1970 || month < 1 || month > 12 || day < 1 || day > 31 ||
	    h < 0 || h > 23 || m < 0 || m > 59 || s < 0 || s > 60)
		return 0;
	return days_of(year, month, day) * 86400 + h * 3600 + m * 60 + s;
}

int64_t
logtime_parse(const char *p, size_t len, int64_t today)
{
	static const char months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
	const char *month;
	time_t t = (time_t)today;
	struct tm tm;
	int64_t when;

	if (len < 20)
		return 0;
	if (p[4] == '-' && p[7] == '-' && (p[10] == 'T' || p[10] == ' '))
		return seconds_of(number(p, 4), number(p + 5, 2),
		    number(p + 8, 2), p + 11);
	month = strstr(months, (const char [4]){ p[0], p[1], p[2], '\0' });
	if (memchr(p, '\0', 3) != NULL || month == NULL || p[3] != ' ' ||
	    p[6] != ' ' || p[15] != ' ' || (month - months) % 3 != 0 ||
	    gmtime_r(&t, &tm) == NULL)
		return 0;
	when = seconds_of(tm.tm_year + 1900, (month - months) / 3 + 1,
	    number(p + 4, 2), p + 7);
	/* A day ahead may be another time zone; more is last year's. */
	if (when > today + 2 * 86400)
		when = seconds_of(tm.tm_year + 1899, (month - months) / 3 + 1,
		    number(p + 4, 2), p + 7);
	return when;
}
