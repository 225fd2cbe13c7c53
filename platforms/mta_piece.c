/* Finds what the names of MTAs can be put together from. */
#include "platforms/mta_piece.h"

#include <ctype.h>
#include <limits.h>
#include <string.h>

static bool
is_inner(char c)
{
	return isalnum((unsigned char)c) || c == '_';
}

/*
 * "sendmail" cut in two has one of these in it, wherever it is cut, and a
 * word that is joined to something is one by itself; "dma" is short.
 */
static bool
is_half(const char *at, size_t len)
{
	static const char *const halves[] = { "send", "sendm", "sendma",
		"sendmai", "mail", "dmail", "ndmail", "endmail", "dma" };
	size_t i, n;

	for (n = 0; n < len && n < 8 && is_inner(at[n]); n++)
		;
	for (i = 0; i < sizeof(halves) / sizeof(halves[0]); i++)
		if (strlen(halves[i]) == n && memcmp(at, halves[i], n) == 0)
			return true;
	return false;
}

/* Of the names of the others the beginning is enough. */
static bool
is_piece(const char *at, size_t len, char before)
{
	static const char *const pieces[] = { "sendmail", "qmail", "smail",
		"nullmail", "XMail", "exim", "smtp", "postf", "postm", "mmdf",
		"courier", "citserver" };
	size_t i, n;

	for (i = 0; i < sizeof(pieces) / sizeof(pieces[0]); i++) {
		if (pieces[i][0] != at[0] || pieces[i][1] != at[1])
			continue;
		n = strlen(pieces[i]);
		if (len >= n && memcmp(at, pieces[i], n) == 0)
			return true;
	}
	return !is_inner(before) && is_half(at, len);
}

/* "e-mail" in a sentence; in "${e-mail}" it would be a value. */
static bool
is_prose(const char *text, size_t at)
{
	return at >= 3 && text[at] == 'm' && text[at - 1] == '-' &&
	    (text[at - 2] | 32) == 'e' &&
	    (text[at - 3] == ' ' || text[at - 3] == '(');
}

/* The second and third letters of what is_piece() looks for; more of them is
 * no more than slow. */
static const struct { char second[3], third[4]; } follow[UCHAR_MAX + 1] = {
	['s'] = { "em", "nat" }, ['m'] = { "am", "id" },
	['e'] = { "nx", "di" }, ['q'] = { "m", "a" }, ['n'] = { "ud", "lm" },
	['X'] = { "M", "a" }, ['p'] = { "o", "s" }, ['c'] = { "oi", "ut" },
	['d'] = { "m", "a" },
};

static bool
may_be_piece(const char *at)
{
	const char *second = follow[(unsigned char)at[0]].second;
	const char *third = follow[(unsigned char)at[0]].third;

	return second[0] != '\0' &&
	    (at[1] == second[0] || at[1] == second[1]) &&
	    (at[2] == third[0] || at[2] == third[1] || at[2] == third[2]);
}

/*
 * Each beginning has two pairs of letters in it, one of which stands at an
 * even place, so that every other place need be looked at only. A bit for
 * each pair.
 */
enum { SE = 1 << 0, SM = 1 << 1, MA = 1 << 2, MM = 1 << 3, EN = 1 << 4,
	EX = 1 << 5, QM = 1 << 6, NU = 1 << 7, ND = 1 << 8, XM = 1 << 9,
	PO = 1 << 10, CO = 1 << 11, CI = 1 << 12, DM = 1 << 13, MT = 1 << 14,
	UL = 1 << 15, CAPITAL_MA = 1 << 16, XI = 1 << 17, OS = 1 << 18,
	MD = 1 << 19, OU = 1 << 20, IT = 1 << 21, AI = 1 << 22 };

static const int pair_first[UCHAR_MAX + 1] = {
	['s'] = SE | SM, ['m'] = MA | MM | MT | MD, ['e'] = EN | EX,
	['q'] = QM, ['n'] = NU | ND, ['X'] = XM, ['p'] = PO, ['c'] = CO | CI,
	['d'] = DM, ['u'] = UL, ['M'] = CAPITAL_MA, ['x'] = XI,
	['o'] = OS | OU, ['i'] = IT, ['a'] = AI,
};

static const int pair_second[UCHAR_MAX + 1] = {
	['e'] = SE, ['m'] = SM | MM | QM | DM, ['a'] = MA | CAPITAL_MA,
	['n'] = EN, ['x'] = EX, ['u'] = NU | OU, ['d'] = ND | MD, ['M'] = XM,
	['o'] = PO | CO, ['i'] = CI | XI | AI, ['t'] = MT | IT, ['l'] = UL,
	['s'] = OS,
};

static bool
is_pair(const char *at)
{
	return (pair_first[(unsigned char)at[0]] &
	    pair_second[(unsigned char)at[1]]) != 0;
}

static bool
is_piece_at(const char *text, size_t len, size_t i)
{
	return i + 2 < len && may_be_piece(text + i) && is_piece(text + i,
	    len - i, i > 0 ? text[i - 1] : ' ');
}

size_t
mta_piece_at(const char *text, size_t len, size_t from)
{
	size_t i = from;

	for (;;) {
		while (i + 4 < len && !is_pair(text + i) &&
		    !is_pair(text + i + 2))
			i += 4;
		if (i + 1 >= len)
			return len;
		if (is_pair(text + i)) {
			if (i > from && is_piece_at(text, len, i - 1))
				return i - 1;
			if (is_piece_at(text, len, i))
				return i;
		}
		i += 2;
	}
}

bool
mta_piece(const char *text, size_t len)
{
	size_t i = 0;

	while ((i = mta_piece_at(text, len, i)) < len && is_prose(text, i))
		i++;
	return i < len;
}
