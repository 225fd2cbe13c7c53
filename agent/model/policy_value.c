/* The values that a policy file may hold, each with its own strict reader. */
#include "agent/model/policy_value.h"

#include <arpa/inet.h>
#include <stdio.h>
#include <string.h>

#include "agent/base/num.h"

#define DIGITS "0123456789"
#define LETTERS "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"

static bool
number(const char *text, size_t len, long long min, long long max,
    long long *ret)
{
	/* num_parse() takes a minus sign; here there is none to be had. */
	return len > 0 && text[0] != '-' &&
	    num_parse(text, len, min, max, ret) == 0;
}

bool
value_interval(const char *text, long *ret)
{
	static const struct { char letter; long seconds; } units[] = {
		{ 'w', 604800 }, { 'd', 86400 }, { 'h', 3600 }, { 'm', 60 },
		{ 's', 1 },
	};
	const char *p = text;
	size_t digits, u, next = 0;
	long long n;
	long sum = 0;

	while (*p != '\0') {
		digits = strspn(p, DIGITS);
		if (!number(p, digits, 0, 2419200, &n))
			return false;
		p += digits;
		/* Each unit once, the larger ones first. */
		for (u = next; u < sizeof(units) / sizeof(units[0]); u++)
			if (units[u].letter == *p)
				break;
		if (*p == '\0' || u == sizeof(units) / sizeof(units[0]))
			return false;
		next = u + 1;
		p++;
		if (n > 2419200 / units[u].seconds)
			return false;
		sum += (long)n * units[u].seconds;
	}
	if (sum < 60 || sum > 2419200)
		return false;
	*ret = sum;
	return true;
}

static bool
is_leap(long long y)
{
	return (y % 4 == 0 && y % 100 != 0) || y % 400 == 0;
}

/* Days from 1970-01-01 to the day given, in the Gregorian calendar. */
static int64_t
days_until(long long year, int month, int day)
{
	static const int before[] = { 0, 31, 59, 90, 120, 151, 181, 212, 243,
		273, 304, 334 };
	int64_t y = year - 1;
	int64_t days = y * 365 + y / 4 - y / 100 + y / 400;

	days += before[month - 1] + day - 1;
	if (month > 2 && is_leap(year))
		days++;
	return days - 719162;		/* 0001-01-01 to 1970-01-01 */
}

bool
value_last_day(const char *text, int64_t *ret)
{
	static const int length[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31,
		30, 31 };
	long long y, m, d;

	if (strlen(text) != 10 || text[4] != '-' || text[7] != '-' ||
	    !number(text, 4, 1970, 9999, &y) ||
	    !number(text + 5, 2, 1, 12, &m) ||
	    !number(text + 8, 2, 1, 31, &d))
		return false;
	if (d > length[m - 1] + (m == 2 && is_leap(y) ? 1 : 0))
		return false;
	*ret = (days_until(y, (int)m, (int)d) + 1) * 86400;
	return true;
}

bool
value_yes_no(const char *text, bool *ret)
{
	if (strcmp(text, "yes") != 0 && strcmp(text, "no") != 0)
		return false;
	*ret = text[0] == 'y';
	return true;
}

/* One label of a host name. */
static bool
is_label(const char *text, size_t len)
{
	return len >= 1 && len <= 63 && text[0] != '-' &&
	    text[len - 1] != '-' &&
	    strspn(text, LETTERS DIGITS "-") >= len;
}

static bool
is_name(const char *text, size_t len)
{
	size_t at = 0, n;

	if (len == 0 || len > 253)
		return false;
	for (;;) {
		for (n = 0; at + n < len && text[at + n] != '.'; n++)
			continue;
		if (!is_label(text + at, n))
			return false;
		at += n;
		if (at == len)
			break;
		at++;
	}
	/* 192.0.2.1 is an address, and belongs into brackets. */
	return strspn(text, DIGITS ".") < len;
}

static bool
is_address(const char *text, size_t len)
{
	unsigned char bytes[16];
	char copy[64];

	if (len >= sizeof(copy))
		return false;
	memcpy(copy, text, len);
	copy[len] = '\0';
	return inet_pton(AF_INET, copy, bytes) == 1 ||
	    inet_pton(AF_INET6, copy, bytes) == 1;
}

bool
value_host(const char *text)
{
	size_t len = strlen(text);

	if (len > 2 && text[0] == '[' && text[len - 1] == ']')
		return is_address(text + 1, len - 2);
	return is_name(text, len);
}

bool
value_version(const char *text)
{
	size_t n, parts = 0;

	for (;; text++) {
		n = strspn(text, DIGITS);
		if (n < 1 || n > 4 || ++parts > 6)
			return false;
		text += n;
		if (*text == '\0')
			return parts >= 2;
		if (*text != '.')
			return false;
	}
}

bool
value_mail_address(const char *text)
{
	const char *at = strrchr(text, '@');
	size_t len, dots;

	if (at == NULL)
		return false;
	len = (size_t)(at - text);
	dots = strspn(text, LETTERS DIGITS "!#$%&'*+-/=?^_`{|}~.");
	return len >= 1 && len <= 64 && dots >= len && text[0] != '.' &&
	    at[-1] != '.' && strstr(text, "..") == NULL &&
	    is_name(at + 1, strlen(at + 1)) && strchr(at, '.') != NULL;
}

bool
value_url(const char *text)
{
	bool plain = strncmp(text, "http://", 7) == 0;
	const char *host, *end;
	size_t len;
	long long port;

	if (!plain && strncmp(text, "https://", 8) != 0)
		return false;
	host = text + (plain ? 7 : 8);
	if (strspn(host, LETTERS DIGITS "-._~:/[]%") != strlen(host))
		return false;
	if (*host == '[') {
		end = strchr(host, ']');
		if (end == NULL || !is_address(host + 1,
		    (size_t)(end - host - 1)))
			return false;
		end++;
	} else {
		end = host + strcspn(host, ":/");
		if (!is_name(host, (size_t)(end - host)) &&
		    !is_address(host, (size_t)(end - host)))
			return false;
	}
	len = (size_t)(end - host);
	if (plain && !(len == 9 && memcmp(host, "127.0.0.1", 9) == 0) &&
	    !(len == 9 && memcmp(host, "localhost", 9) == 0) &&
	    !(len == 5 && memcmp(host, "[::1]", 5) == 0))
		return false;
	if (*end == ':') {
		len = strcspn(end + 1, "/");
		if (!number(end + 1, len, 1, 65535, &port))
			return false;
		end += 1 + len;
	}
	return *end == '\0' || *end == '/';
}

/* A day's place in the week, or -1. */
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

static bool
is_time(const char *text, int *minutes)
{
	long long h, m;

	if (strlen(text) < 5 || text[2] != ':' ||
	    !number(text, 2, 0, 24, &h) || !number(text + 3, 2, 0, 59, &m) ||
	    h * 60 + m > 1440)
		return false;
	*minutes = (int)(h * 60 + m);
	return true;
}

bool
value_window(const char *text)
{
	int from, to;

	if (day_of(text) >= 0) {
		text += 3;
		if (*text == '-') {
			if (day_of(text + 1) < 0)
				return false;
			text += 4;
		}
		if (*text != ' ')
			return false;
		text++;
	}
	return is_time(text, &from) && text[5] == '-' &&
	    is_time(text + 6, &to) && text[11] == '\0' && from != to &&
	    from < 1440;
}

bool
value_network(struct pool *p, const char *text, const char **ret)
{
	const char *slash = strchr(text, '/');
	size_t len = slash != NULL ? (size_t)(slash - text) : strlen(text);
	char copy[64], words[INET6_ADDRSTRLEN];
	unsigned char bytes[16];
	long long bits;
	int family = AF_INET, size = 32, i;

	if (len >= sizeof(copy))
		return false;
	memcpy(copy, text, len);
	copy[len] = '\0';
	if (inet_pton(AF_INET, copy, bytes) != 1) {
		if (inet_pton(AF_INET6, copy, bytes) != 1)
			return false;
		family = AF_INET6;
		size = 128;
	}
	bits = size;
	if (slash != NULL && !number(slash + 1, strlen(slash + 1), 0, size,
	    &bits))
		return false;
	for (i = (int)bits; i < size; i++)
		if ((bytes[i / 8] >> (7 - i % 8)) & 1)
			return false;
	if (inet_ntop(family, bytes, words, sizeof(words)) == NULL)
		return false;
	*ret = pool_printf(p, "%s/%d", words, (int)bits);
	return *ret != NULL;
}

const char *
endpoint_words(struct pool *p, const char *address, unsigned port)
{
	static const unsigned char mapped[12] = { [10] = 0xff, [11] = 0xff };
	char words[INET6_ADDRSTRLEN];
	unsigned char bytes[16];

	if (address == NULL)
		return NULL;
	/* ::ffff:192.0.2.25 takes connections to 192.0.2.25, no others. */
	if (inet_pton(AF_INET6, address, bytes) == 1 &&
	    memcmp(bytes, mapped, sizeof(mapped)) == 0)
		return inet_ntop(AF_INET, bytes + sizeof(mapped), words,
		    sizeof(words)) == NULL ? NULL :
		    pool_printf(p, "%s:%u", words, port);
	if (inet_pton(AF_INET, address, bytes) == 1)
		return inet_ntop(AF_INET, bytes, words, sizeof(words)) == NULL ?
		    NULL : pool_printf(p, "%s:%u", words, port);
	if (inet_pton(AF_INET6, address, bytes) == 1)
		return inet_ntop(AF_INET6, bytes, words, sizeof(words)) ==
		    NULL ? NULL : pool_printf(p, "[%s]:%u", words, port);
	return NULL;
}

bool
value_endpoint(struct pool *p, const char *text, const char **ret)
{
	const char *colon = strrchr(text, ':');
	bool six = text[0] == '[';
	const char *words;
	char copy[64];
	size_t len;
	long long port;

	if (colon == NULL || colon == text ||
	    !number(colon + 1, strlen(colon + 1), 1, 65535, &port))
		return false;
	len = (size_t)(colon - text);
	if (six) {
		if (len < 3 || text[len - 1] != ']')
			return false;
		text++;
		len -= 2;
	}
	if (len >= sizeof(copy))
		return false;
	memcpy(copy, text, len);
	copy[len] = '\0';
	if (six != (strchr(copy, ':') != NULL))
		return false;
	words = endpoint_words(p, copy, (unsigned)port);
	if (words == NULL)
		return false;
	*ret = words;
	return true;
}
