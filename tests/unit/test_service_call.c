/* What systemctl and service are asked to start. */
#include "platforms/service_call.h"

#include <string.h>

#include "tests/unit/unit.h"
#include "tests/unit/hosttree.h"

static const struct {
	const char *given, *units;	/* NULL: starts nothing */
	bool later, unclear;
} cases[] = {
	{ .given = "systemctl start sendmail", .units = "sendmail.service" },
	{ .given = "/bin/systemctl --no-block restart a.socket b",
	    .units = "a.socket b.service" },
	{ .given = "systemctl reload-or-restart -- sm@x",
	    .units = "sm@x.service" },
	{ .given = "systemctl start --job-mode replace -t service x",
	    .units = "x.service" },
	{ .given = "systemctl isolate campus.target",
	    .units = "campus.target" },
	{ .given = "systemctl enable --now x", .units = "x.service" },
	{ .given = "systemctl x --now" },
	{ .given = "systemctl enable /opt/x.service", .units = "x.service",
	    .later = true },
	{ .given = "systemctl add-wants a.target x", .units = "x.service",
	    .later = true },
	{ .given = "systemctl start sendmail*", .units = "",
	    .unclear = true },
	{ .given = "systemctl start @x", .units = "" },
	{ .given = "systemctl stop x" },
	{ .given = "systemctl try-restart x" },
	{ .given = "systemctl condrestart x" },
	{ .given = "systemctl is-active start" },
	{ .given = "systemctl --user start x" },
	{ .given = "systemctl -H mail start x" },
	{ .given = "systemctl --root=/mnt enable x" },
	{ .given = "systemctl" },
	{ .given = "service sendmail start", .units = "sendmail.service" },
	{ .given = "/usr/sbin/service sendmail restart",
	    .units = "sendmail.service" },
	{ .given = "service sendmail status" },
	{ .given = "service --status-all" },
	{ .given = "invoke-rc.d --quiet sendmail start",
	    .units = "sendmail.service" },
	{ .given = "rc-service sendmail start", .units = "sendmail.service" },
	{ .given = "start sendmail" },
	{ .given = "sendmail start" },
};

static void
calls(void **state)
{
	struct pool p = { .failed = false };
	struct service_call c;
	struct words w;
	const char *at, *units;
	size_t i, k, n;
	int r;

	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		w = (struct words){ .n = 0 };
		for (at = cases[i].given; *at != '\0';
		    at += n + (at[n] != '\0')) {
			n = strcspn(at, " ");
			words_push(&p, &w, pool_strndup(&p, at, n),
			    WORD_KNOWN);
		}
		r = service_call_read(&p, &w, &c);
		units = "";
		for (k = 0; k < c.units.n; k++)
			units = pool_printf(&p, "%s%s%s", units,
			    k > 0 ? " " : "", c.units.v[k]);
		assert_int_equal(r, cases[i].units != NULL);
		assert_string_equal(units, cases[i].units == NULL ? "" :
		    cases[i].units);
		assert_int_equal(c.later, cases[i].later);
		assert_int_equal(c.unclear, cases[i].unclear);
	}
	pool_release(&p);
}

/* A name of which only the beginning is known names nothing. */
static void
gaps(void **state)
{
	struct pool p = { .failed = false };
	struct service_call c;
	struct words w = { .n = 0 };

	words_push(&p, &w, "systemctl", WORD_KNOWN);
	words_push(&p, &w, "start", WORD_KNOWN);
	words_push(&p, &w, "send", WORD_TAIL);
	assert_int_equal(service_call_read(&p, &w, &c), 1);
	assert_int_equal(c.units.n, 0);
	assert_true(c.unclear);
	pool_release(&p);
}

static void
mentions(void **state)
{
	static const struct { const char *text; bool does; } all[] = {
		{ .text = "systemctl start site-mail", .does = true },
		{ .text = "a\n x=`service site-mail status`\n", .does = true },
		{ .text = "system(\"/bin/systemctl start site-mail\");",
		    .does = true },
		{ .text = "['systemctl', 'start', 'site-mail.service']",
		    .does = true },
		{ .text = "systemctl start other" },
		{ .text = "systemctl start gone" },
		{ .text = "# systemctl start site-mail" },
		{ .text = "start site-mail\nsystemctl start other" },
	};
	struct fixture *f = *state;
	size_t i;

	tree_file(&f->tree, "etc/systemd/system/site-mail.service",
	    "[Service]\nExecStart=/usr/sbin/sendmail -bd\n");
	tree_file(&f->tree, "etc/systemd/system/other.service",
	    "[Service]\nExecStart=/usr/sbin/other\n");
	for (i = 0; i < sizeof(all) / sizeof(all[0]); i++)
		if (service_call_mentions(&f->host, all[i].text,
		    strlen(all[i].text)) != all[i].does)
			fail_msg("%s", all[i].text);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(calls),
		cmocka_unit_test(gaps),
		cmocka_unit_test_setup_teardown(mentions, setup, teardown),
	};

	return cmocka_run_group_tests_name("service_call", tests, NULL, NULL);
}
