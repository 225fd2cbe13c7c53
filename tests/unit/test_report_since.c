/* What changed, in the report. */
#include "tests/unit/unit.h"

#include <string.h>

#include "agent/model/report_since.h"

static void
write(struct buf *b, struct since *s)
{
	struct json j;

	buf_clear(b);
	json_init(&j, b);
	json_object(&j, NULL);
	report_since(&j, s);
	json_end(&j);
	assert_false(b->failed);
}

static void
members(void **state)
{
	struct buf b = BUF_INIT(65536);
	struct since s = SINCE_INIT;
	struct since_file *f;
	struct since_process *p;
	struct since_package *k;
	struct since_writer *w;

	write(&b, NULL);
	assert_string_equal(b.p, "{\n  \"change\": null\n}\n");
	write(&b, &s);
	assert_string_equal(b.p, "{\n  \"change\": {\n"
	    "    \"since\": null,\n    \"by\": \"unknown\",\n"
	    "    \"files\": [],\n    \"more\": 0,\n    \"packages\": [],\n"
	    "    \"processes\": [],\n    \"logins\": []\n  }\n}\n");
	s.good = 1795338000;
	f = since_add_file(&s, "/etc/mail/sendmail.cf", true);
	f->kind = SINCE_CONTENTS;
	f->when = 1795338001;
	f->diff = "-a\n";
	w = since_add_writer(&s, f);
	w->pid = 17;
	w->exe = "/usr/bin/vi";
	w->name = "vi";
	w->command = "vi sendmail.cf";
	w->uid = 0;
	w->user = "root";
	w->login = 1000;
	f = since_add_file(&s, "/etc/x", false);
	f->no_diff = "private";
	p = since_add_process(&s);
	p->pid = 99;
	p->command = "sendmail -bd";
	p->login = -1;
	k = since_add_package(&s);
	k->when = 1795338002;
	k->tool = "dpkg";
	k->action = "upgrade";
	k->name = "perl";
	since_add_login(&s)->user = "alice";
	write(&b, &s);
	assert_non_null(strstr(b.p, "\"since\": \"2026-11-22T09:00:00Z\""));
	assert_non_null(strstr(b.p,
	    "\"by\": \"/usr/bin/vi (vi sendmail.cf), pid 17 of user root, "
	    "logged in as 1000\""));
	assert_non_null(strstr(b.p,
	    "        \"path\": \"/etc/mail/sendmail.cf\",\n"
	    "        \"what\": \"contents\",\n"
	    "        \"time\": \"2026-11-22T09:00:01Z\",\n"
	    "        \"named\": true,\n        \"package\": null,\n"
	    "        \"processes\": [\n          {\n"
	    "            \"pid\": 17,\n"
	    "            \"exe\": \"/usr/bin/vi\",\n"
	    "            \"name\": \"vi\",\n"
	    "            \"command\": \"vi sendmail.cf\",\n"
	    "            \"uid\": 0,\n"
	    "            \"user\": \"root\",\n"
	    "            \"login\": 1000,\n"
	    "            \"login_user\": null\n"
	    "          }\n        ],\n"
	    "        \"diff\": \"-a\\n\",\n        \"cut\": false,\n"
	    "        \"no_diff\": null\n"));
	assert_non_null(strstr(b.p, "\"no_diff\": \"private\""));
	assert_non_null(strstr(b.p, "\"name\": \"perl\""));
	assert_non_null(strstr(b.p, "\"command\": \"sendmail -bd\""));
	assert_non_null(strstr(b.p, "\"login\": null"));
	assert_non_null(strstr(b.p, "\"user\": \"alice\""));
	since_release(&s);
	buf_release(&b);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(members),
	};

	return cmocka_run_group_tests_name("report_since", tests, NULL, NULL);
}
