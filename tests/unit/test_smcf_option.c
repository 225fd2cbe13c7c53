/* Names of options: old letters, any case, abbreviations. */
#include "agent/model/smcf_option.h"

#include <string.h>

#include "tests/unit/unit.h"

static const char *
name(const char *text)
{
	return smcf_option_name(text, strlen(text));
}

static void
names(void **state)
{
	assert_string_equal(name("DaemonPortOptions"), "DaemonPortOptions");
	assert_string_equal(name("daemonportoptions"), "DaemonPortOptions");
	assert_string_equal(name("DaemonPort"), "DaemonPortOptions");
	assert_null(name("da"));	/* or DataFileBufferSize */
	assert_null(name("D"));
	assert_null(name(""));
	assert_null(name("DaemonPortOptionsX"));
	/* a whole name that others begin with */
	assert_string_equal(name("SSLEngine"), "SSLEngine");
	assert_string_equal(name("sharedmemorykey"), "SharedMemoryKey");
}

static void
letters(void **state)
{
	assert_string_equal(smcf_option_letter('O'), "DaemonPortOptions");
	assert_string_equal(smcf_option_letter('Q'), "QueueDirectory");
	assert_string_equal(smcf_option_letter('A'), "AliasFile");
	assert_string_equal(smcf_option_letter('D'), "AutoRebuildAliases");
	assert_string_equal(smcf_option_letter('d'), "DeliveryMode");
	assert_string_equal(smcf_option_letter('p'), "PrivacyOptions");
	assert_string_equal(smcf_option_letter('V'), "FallbackMXhost");
	assert_null(smcf_option_letter('W'));
	assert_null(smcf_option_letter(0));
}

static void
settings(void **state)
{
	struct smcf_setting s;

	assert_true(smcf_option_split("PidFile = /run/x y", &s));
	assert_string_equal(s.name, "PidFile");
	assert_string_equal(s.value, "/run/x y");
	assert_true(smcf_option_split("UseMSP", &s));
	assert_string_equal(s.value, "");
	assert_true(smcf_option_split("Timeout.queuereturn=5d", &s));
	assert_string_equal(s.name, "Timeout");
	assert_int_equal(s.suboption_len, 11);
	assert_true(smcf_option_split("PidFile.x=/p", &s));
	assert_int_equal(s.suboption_len, 0);
	assert_false(smcf_option_split("=x", &s));
	assert_false(smcf_option_split("", &s));
	assert_false(smcf_option_split("Nonsense=x", &s));
}

static void
command_line_settings(void **state)
{
	struct pool p = { .blocks = NULL };
	struct strv v = { .v = NULL };

	assert_null(smcf_option_last(&v, "PidFile"));
	assert_int_equal(strv_push(&p, &v, smcf_option_spell(&p,
	    "pidfile= /a")), 0);
	assert_int_equal(strv_push(&p, &v, "PidFile=/b"), 0);
	assert_int_equal(strv_push(&p, &v, "PidFileX=/c"), 0);
	assert_string_equal(v.v[0], "PidFile=/a");
	assert_string_equal(smcf_option_last(&v, "PidFile"), "/b");
	assert_string_equal(smcf_option_spell(&p, "milter.logLEVEL=9"),
	    "Milter.logLEVEL=9");
	assert_string_equal(smcf_option_spell(&p, "what=9"), "what=9");
	pool_release(&p);
}

static void
truth(void **state)
{
	assert_true(smcf_option_true(""));
	assert_true(smcf_option_true("True"));
	assert_true(smcf_option_true("yes"));
	assert_false(smcf_option_true("False"));
	assert_false(smcf_option_true("1"));
	assert_false(smcf_option_true("on"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(names),
		cmocka_unit_test(letters),
		cmocka_unit_test(settings),
		cmocka_unit_test(command_line_settings),
		cmocka_unit_test(truth),
	};

	return cmocka_run_group_tests_name("smcf_option", tests, NULL, NULL);
}
