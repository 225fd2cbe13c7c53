/* Clients in the report: what checks need, and nobody's home. */
#include "tests/unit/unit.h"

#include "agent/model/report_mail.h"
#include "tests/unit/squeezed.h"

#include <string.h>

static void
homes_stay_at_home(void **state)
{
	struct client logged = { .kind = CLIENT_LOGGED, .remote = true,
	    .name = "192.0.2.9", .address = "192.0.2.9",
	    .at = { .path = "/var/log/mail.log", .line = 9 } };
	struct client fetchmail = { .kind = CLIENT_FETCHMAIL,
	    .name = "fetchmail", .address = "localhost", .port = 25,
	    .user = "alice", .at = { .path = "/home/alice/.fetchmailrc",
	    .line = 2 }, .next = &logged };
	struct buf b = BUF_INIT(1000);
	struct json j;

	json_init(&j, &b);
	json_object(&j, NULL);
	report_clients(&j, &fetchmail);
	json_end(&j);
	assert_string_equal(squeezed(b.p),
	    "{\"clients\":[{\"kind\":\"fetchmail\","
	    "\"remote\":false,\"name\":\"fetchmail\","
	    "\"address\":\"localhost\",\"port\":25,\"path\":null,"
	    "\"line\":null,\"text\":null},{\"kind\":\"logged\","
	    "\"remote\":true,\"name\":\"192.0.2.9\","
	    "\"address\":\"192.0.2.9\",\"port\":0,\"path\":null,"
	    "\"line\":null,\"text\":null}]}");
	buf_release(&b);
}

static void
other_hosts_are_counted(void **state)
{
	struct buf b = BUF_INIT(4000);
	struct facts f;
	struct client *c;
	struct json j;

	facts_init(&f);
	c = facts_client(&f);
	c->kind = CLIENT_CONNECTED;
	c->remote = true;
	c->name = "192.0.2.9";
	f.submission.needs_listener = true;
	json_init(&j, &b);
	json_object(&j, NULL);
	report_submission(&j, &f);
	json_end(&j);
	assert_non_null(strstr(squeezed(b.p), "\"needs_listener\":true"));
	assert_non_null(strstr(b.p,
	    "\"remote\":{\"connected\":1,\"logged\":0}"));
	buf_release(&b);
	facts_release(&f);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(homes_stay_at_home),
		cmocka_unit_test(other_hosts_are_counted),
	};

	return cmocka_run_group_tests_name("report_mail", tests, NULL, NULL);
}
