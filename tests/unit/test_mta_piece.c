/* Pieces of the names of MTAs, wherever they stand. */
#include "tests/unit/unit.h"

#include <stdio.h>
#include <string.h>

#include "platforms/mta_piece.h"

/* Where the first piece begins; prose counts there, to be on the safe side. */
static void
pieces_have_places(void **state)
{
	static const struct { const char *text; size_t from, at; } cases[] = {
		{ "run sendmail", 0, 4 }, { "run sendmail", 5, 12 },
		{ "an e-mail goes", 0, 5 }, { "exim and exim", 1, 9 },
		{ "se nd ma il", 0, 11 }, { "xdma dma", 0, 5 },
		{ "dm", 0, 2 }, { "", 0, 0 }, { "/usr/lib/courier", 0, 9 },
		{ "XMail", 0, 0 }, { "citserver", 0, 0 }, { "qmail", 0, 0 },
		{ "nullmailer", 0, 0 }, { "mmdf", 0, 0 }, { "postfix", 0, 0 },
		{ "postmulti", 0, 0 }, { "msmtpd", 0, 1 }, { "send", 0, 0 },
		{ "endmail", 0, 0 }, { "ndmail", 0, 0 }, { "dmail", 0, 0 },
		{ "sending", 0, 7 },
	};
	size_t i;

	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		assert_int_equal(mta_piece_at(cases[i].text,
		    strlen(cases[i].text), cases[i].from), cases[i].at);
	assert_false(mta_piece("an e-mail goes", 14));
	assert_true(mta_piece("an e-mail to exim", 17));
}

/* All texts of a few letters, at even and odd places: one piece is found
 * where it begins, whatever stands before it. */
static void
pieces_are_found_anywhere(void **state)
{
	static const char *const pieces[] = { "sendmail", "qmail", "smail",
		"nullmail", "XMail", "exim", "smtp", "postf", "postm", "mmdf",
		"courier", "citserver" };
	static const char *const halves[] = { "send", "sendm", "sendma",
		"sendmai", "mail", "dmail", "ndmail", "endmail", "dma" };
	char text[64];
	size_t i, before, from;
	int n;

	for (i = 0; i < sizeof(pieces) / sizeof(pieces[0]); i++)
		for (before = 0; before < 9; before++)
			for (from = 0; from <= before; from++) {
				n = snprintf(text, sizeof(text), "%.*s%s.",
				    (int)before, "zzzzzzzzz", pieces[i]);
				assert_int_equal(mta_piece_at(text,
				    (size_t)n, from), before);
				/* Its end is the text's. */
				assert_int_equal(mta_piece_at(text,
				    (size_t)n - 1, from), before);
			}
	for (i = 0; i < sizeof(halves) / sizeof(halves[0]); i++)
		for (before = 0; before < 9; before++) {
			n = snprintf(text, sizeof(text), "%.*s%s",
			    (int)before, "::::::::::", halves[i]);
			assert_int_equal(mta_piece_at(text, (size_t)n, 0),
			    before);
			assert_int_equal(mta_piece_at(text, (size_t)n, before),
			    before);
		}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(pieces_have_places),
		cmocka_unit_test(pieces_are_found_anywhere),
	};

	return cmocka_run_group_tests_name("mta_piece", tests, NULL, NULL);
}
