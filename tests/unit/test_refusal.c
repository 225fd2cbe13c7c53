/* What servers of the field say, and what it means. */
#include "probe/refusal.h"

#include "tests/unit/unit.h"

static void
meanings(void **state)
{
	/* facts: relay.md A2, B4; the others as their programs write them. */
	static const struct {
		int code;
		const char *text;
		enum refusal meaning;
	} rows[] = {
		{ 550, "5.7.1 <u@d.example>... Relaying denied",
		    REFUSAL_RECIPIENT },
		{ 550, "5.7.1 <u@d>... Relaying denied. IP name lookup "
		    "failed [203.0.113.9]", REFUSAL_RECIPIENT },
		{ 550, "5.7.1 <u@d>... Relaying denied. Proper "
		    "authentication required.", REFUSAL_RECIPIENT },
		{ 553, "5.1.3 <u@d@T>... Invalid route address",
		    REFUSAL_RECIPIENT },
		{ 550, "5.1.1 <u@T>... User unknown", REFUSAL_RECIPIENT },
		{ 554, "5.7.1 <u@d>: Relay access denied",
		    REFUSAL_RECIPIENT },
		{ 550, "5.1.1 <u@T>: Recipient address rejected: User unknown "
		    "in local recipient table", REFUSAL_RECIPIENT },
		{ 550, "relay not permitted", REFUSAL_RECIPIENT },
		{ 550, "Unrouteable address", REFUSAL_RECIPIENT },
		{ 550, "Invalid recipient: <u@d>", REFUSAL_RECIPIENT },
		{ 553, "sorry, that domain isn't in my list of allowed "
		    "rcpthosts (#5.7.1)", REFUSAL_RECIPIENT },
		{ 550, "5.7.54 SMTP; Unable to relay recipient in "
		    "non-accepted domain", REFUSAL_RECIPIENT },
		{ 530, "5.7.0 Authentication required", REFUSAL_RECIPIENT },
		{ 530, "5.7.0 Must issue a STARTTLS command first",
		    REFUSAL_TLS },
		{ 553, "5.1.8 <u@d>... Domain of sender address u@d does not "
		    "exist", REFUSAL_SENDER },
		{ 553, "5.1.80 what", REFUSAL_UNSAID },
		{ 550, "5.1.7 <x>: Sender address rejected: undeliverable",
		    REFUSAL_SENDER },
		{ 550, "Sender verify failed", REFUSAL_SENDER },
		{ 554, "5.7.1 Service unavailable; Client host [192.0.2.1] "
		    "blocked using relays.example; open relay",
		    REFUSAL_CLIENT },
		{ 554, "5.7.1 <x>: Helo command rejected: Host not found",
		    REFUSAL_CLIENT },
		{ 550, "5.7.1 Access denied", REFUSAL_UNSAID },
		{ 556, "5.1.10 <u@d>: Recipient address rejected: Domain d "
		    "does not accept mail (nullMX)", REFUSAL_DOMAIN },
		{ 550, "5.1.2 <u@d>... Host unknown", REFUSAL_DOMAIN },
		{ 550, "no", REFUSAL_UNSAID },
		{ 550, "", REFUSAL_UNSAID },
	};
	size_t i;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		if (refusal_meaning(rows[i].code, rows[i].text) !=
		    rows[i].meaning)
			fail_msg("%s: %d", rows[i].text,
			    refusal_meaning(rows[i].code, rows[i].text));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(meanings),
	};

	return cmocka_run_group_tests_name("refusal", tests, NULL, NULL);
}
