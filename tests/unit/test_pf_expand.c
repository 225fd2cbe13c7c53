/* Values of main.cf: postconf(5), and what postconf -x 3.7 prints. */
#include "agent/model/pf_expand.h"

#include <string.h>

#include "tests/unit/unit.h"

static const char settings[] =
    "mydomain = example.edu\n"
    "one = 1\n"
    "none =\n"
    "twice = $one $one\n"
    "deep = <$twice>\n"
    "loop = $loop\n"
    "long = $one and $missing\n"
    "big = $b1$b1$b1$b1$b1$b1$b1$b1\n"
    "b1 = $b2$b2$b2$b2$b2$b2$b2$b2\n"
    "b2 = $b3$b3$b3$b3$b3$b3$b3$b3\n"
    "b3 = $b4$b4$b4$b4$b4$b4$b4$b4\n"
    "b4 = $b5$b5$b5$b5$b5$b5$b5$b5\n"
    "b5 = xxxxxxxx\n";

static const struct {
	const char *text;
	enum pf_state state;
	const char *value;
} rows[] = {
	{ "plain", PF_KNOWN, "plain" },
	{ "", PF_KNOWN, "" },
	{ "$one", PF_KNOWN, "1" },
	{ "${one}$(one)$one.x$one_", PF_UNKNOWN, "" },
	{ "${one}$(one)$one.x", PF_KNOWN, "111.x" },
	{ "$$one", PF_KNOWN, "$one" },
	{ "$deep", PF_KNOWN, "<1 1>" },
	{ "a$none" "b", PF_UNKNOWN, "" },
	{ "a${none}b", PF_KNOWN, "ab" },
	/* conditions: on what is set and not empty */
	{ "${one?yes}", PF_KNOWN, "yes" },
	{ "${one:no}", PF_KNOWN, "" },
	{ "${none?yes}", PF_KNOWN, "" },
	{ "${none:no $one}", PF_KNOWN, "no 1" },
	{ "${one?{yes}:{no}}", PF_KNOWN, "yes" },
	{ "${none?{yes}:{no}}", PF_KNOWN, "no" },
	{ "${none? { yes } : { n o } }", PF_KNOWN, " n o " },
	{ "${one? yes}", PF_KNOWN, " yes" },
	{ "${one?a:b}", PF_KNOWN, "a:b" },
	{ "${none:a?b}", PF_KNOWN, "a?b" },
	{ "${one?{${none:{x}}}}", PF_KNOWN, "x" },
	{ "${one?{a}b}", PF_BAD, "" },
	{ "${none:{a}b}", PF_BAD, "" },
	/* relations */
	{ "${{$one} == {1} ? {x} : {y}}", PF_KNOWN, "x" },
	{ "${{$one} != {1} ? {x} : {y}}", PF_KNOWN, "y" },
	{ "${ {2} < {10} ? {x}:{y} }", PF_KNOWN, "x" },
	{ "${{2x} < {10} ? {x} : {y}}", PF_KNOWN, "y" },
	{ "${{10} >= {9} ? {x}}", PF_KNOWN, "x" },
	{ "${{a} > {b} ? {x}}", PF_KNOWN, "" },
	{ "${{3.6} <level {3.10} ? {x} : {y}}", PF_KNOWN, "x" },
	{ "${{$compatibility_level} <level {1} ? {old} : {new}}", PF_KNOWN,
	    "old" },
	{ "${{a} == {a}}", PF_KNOWN, "true" },
	{ "${{a} ~ {a} ? {x}}", PF_BAD, "" },
	{ "${{a} == b ? {x}}", PF_BAD, "" },
	{ "${{a} == {a} x}", PF_BAD, "" },
	/* what is not set has a default, or nobody knows */
	{ "$inet_interfaces", PF_KNOWN, "all" },
	{ "$mydestination", PF_KNOWN,
	    "relay1.example.edu, localhost.example.edu, localhost" },
	{ "$missing", PF_UNKNOWN, "" },
	{ "$long", PF_UNKNOWN, "" },
	{ "${missing:x}", PF_UNKNOWN, "" },
	{ "${one?x}${one:$missing}", PF_KNOWN, "x" },
	/* faults */
	{ "a$", PF_BAD, "" },
	{ "$-", PF_BAD, "" },
	{ "${}", PF_BAD, "" },
	{ "${one", PF_BAD, "" },
	{ "${one x}", PF_BAD, "" },
	{ "${ one }", PF_BAD, "" },
	{ "${one?{x}", PF_BAD, "" },
	{ "$loop", PF_BAD, "" },
	{ "$missing $", PF_BAD, "" },
	/* more than any host needs is not followed */
	{ "$big", PF_UNKNOWN, "" },
};

static void
values(void **state)
{
	struct pool p = { 0 };
	struct pf_main m;
	struct pf_value v;
	size_t i;

	assert_int_equal(pf_main_parse(&p, settings, sizeof(settings) - 1,
	    &m), 0);
	m.host = "relay1";
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		assert_int_equal(pf_main_expand(&p, &m, rows[i].text, &v),
		    0);
		if (v.state != rows[i].state ||
		    strcmp(v.text, rows[i].value) != 0)
			fail_msg("%s: state %d, \"%s\"", rows[i].text,
			    (int)v.state, v.text);
	}
	pool_release(&p);
}

static const char *
name_of(struct pool *p, const char *text, const char *host, const char *name)
{
	struct pf_main m;
	struct pf_value v;

	assert_int_equal(pf_main_parse(p, text, strlen(text), &m), 0);
	m.host = host;
	assert_int_equal(pf_main_value(p, &m, name, &v), 0);
	return v.state == PF_KNOWN ? v.text :
	    v.state == PF_BAD ? "bad" : "unknown";
}

/* postconf(5): myhostname, mydomain. */
static void
names_of_the_host(void **state)
{
	struct pool p = { 0 };

	assert_string_equal(name_of(&p, "", "a.b.example", "myhostname"),
	    "a.b.example");
	assert_string_equal(name_of(&p, "", "a.b.example", "mydomain"),
	    "b.example");
	assert_string_equal(name_of(&p, "", "a", "myhostname"),
	    "a.localdomain");
	assert_string_equal(name_of(&p, "", "a", "mydomain"), "localdomain");
	assert_string_equal(name_of(&p, "mydomain = x.org", "a",
	    "myhostname"), "a.x.org");
	assert_string_equal(name_of(&p, "myhostname = q.w.e", "a.b",
	    "mydomain"), "w.e");
	assert_string_equal(name_of(&p, "myhostname = q", "a.b",
	    "mydomain"), "localdomain");
	assert_string_equal(name_of(&p, "", NULL, "myhostname"), "unknown");
	assert_string_equal(name_of(&p, "", NULL, "mydomain"), "unknown");
	assert_string_equal(name_of(&p, "myhostname = x.$mydomain", "a",
	    "mydomain"), "bad");
	pool_release(&p);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(values),
		cmocka_unit_test(names_of_the_host),
	};

	return cmocka_run_group_tests_name("pf_expand", tests, NULL, NULL);
}
