/* collector/page_login.c: login and logout. */
#include "collector/access.h"
#include "collector/limiter.h"
#include "collector/page.h"

#include "tests/unit/collectortest.h"

/* The value of a cookie that the answer sets. */
static const char *
cookie(struct test *t, char text[256])
{
	size_t i;

	for (i = 0; i < t->x.n_fields; i++)
		if (strcmp(t->x.fields[i].name, "Set-Cookie") == 0) {
			snprintf(text, 256, "%s", t->x.fields[i].value);
			return text;
		}
	return NULL;
}

static int
post(struct test *t, const char *name, const char *body, const char *sent)
{
	static struct http_field f;

	test_exchange(t, name, NULL, body);
	f = (struct http_field){ .name = "Cookie", .value = sent };
	t->q.fields = &f;
	t->q.n_fields = sent != NULL ? 1 : 0;
	access_check(&t->x);
	if (t->x.status == 0)
		test_answer(t);
	if (t->x.status < 400 && t->x.route->settle != NULL)
		t->x.route->settle(&t->x);
	return t->x.status;
}

static void
prepare(struct test *t)
{
	char line[PASSWORD_LINE];

	assert_int_equal(password_line("jane", "correct horse", line, &t->e),
	    0);
	assert_int_equal(passwords_parse(&t->c.passwords, "f", line,
	    strlen(line), &t->e), 0);
	t->c.open = false;
	memcpy(t->c.form_secret, "s", 2);
}

static void
in_and_out(void **state)
{
	struct test *t = *state;
	char set[256], visit[256], body[512], session[256];
	const char *token;

	prepare(t);
	assert_int_equal(post(t, "front", NULL, NULL), 303);
	assert_string_equal(t->x.fields[0].value, "/login?next=%2F");
	assert_int_equal(test_ask(t, "login", "next=/hosts/h1", NULL), 200);
	assert_non_null(cookie(t, set));
	assert_non_null(strstr(set, "__Host-hardenmail-visit=hmt-"));
	assert_non_null(strstr(set, "; HttpOnly; SameSite=Strict"));
	assert_non_null(strstr(set, "; Secure"));
	assert_says(t, "name=\"next\" value=\"/hosts/h1\"");
	snprintf(visit, sizeof(visit), "a=b; %.*s", (int)strcspn(set, ";"),
	    set);
	token = strstr(t->x.out.p, "name=\"token\" value=\"");
	assert_non_null(token);
	snprintf(body, sizeof(body), "name=jane&next=/hosts/h1&token=%.64s"
	    "&password=correct+horse", token + 20);
	/* Without the cookie of the form it is somebody else's. */
	assert_int_equal(post(t, "loginForm", body, NULL), 403);
	assert_int_equal(post(t, "loginForm", body, visit), 303);
	assert_string_equal(t->x.fields[1].value, "/hosts/h1");
	assert_non_null(cookie(t, set));
	assert_non_null(strstr(set, "__Host-hardenmail-session=hmt-"));
	snprintf(session, sizeof(session), "%.*s", (int)strcspn(set, ";"),
	    set);
	assert_int_equal(post(t, "front", NULL, session), 200);
	assert_string_equal(t->x.operator, "jane");
	assert_says(t, "Signed in as <b>jane</b>");
	/* A cookie alone changes nothing: not here, and not at the API. */
	assert_int_equal(post(t, "markNotified", NULL, session), 403);
	assert_int_equal(post(t, "logoutForm", "token=x", session), 403);
	assert_int_equal(post(t, "front", NULL, session), 200);
	snprintf(body, sizeof(body), "token=%s", t->x.form_token);
	assert_int_equal(post(t, "logoutForm", body, session), 303);
	assert_int_equal(post(t, "front", NULL, session), 303);
	passwords_release(&t->c.passwords);
}

static void
wrong(void **state)
{
	struct test *t = *state;
	char set[256], body[512];
	const char *token;

	prepare(t);
	test_ask(t, "login", "next=//evil.example/", NULL);
	assert_says(t, "name=\"next\" value=\"/\"");
	assert_non_null(cookie(t, set));
	set[strcspn(set, ";")] = '\0';
	token = strstr(t->x.out.p, "name=\"token\" value=\"");
	assert_non_null(token);
	snprintf(body, sizeof(body), "token=%.64s&name=%%3Cx%%3E&password=y&"
	    "next=/%%0d%%0aSet-Cookie:x", token + 20);
	assert_int_equal(post(t, "loginForm", body, set), 401);
	assert_says(t, "The name or the password is wrong.");
	assert_says(t, "value=\"&lt;x&gt;\"");
	assert_says(t, "name=\"next\" value=\"/\"");
	assert_null(logins_find(&t->c.logins, "", NOW));
	passwords_release(&t->c.passwords);
}

static void
tries(void **state)
{
	struct test *t = *state;
	int i;

	t->c.tries = limiter_new();
	for (i = 0; i < 60; i++)
		assert_int_equal(limiter_take(t->c.tries, "192.0.2.9",
		    ACCESS_TRIES, NOW), 0);
	test_exchange(t, "loginForm", NULL, "token=" DIGEST_1);
	memcpy(t->x.form_token, DIGEST_1, DIGEST_HEX);
	assert_int_equal(test_answer(t), 429);
	limiter_free(t->c.tries);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(in_and_out),
		TEST(wrong),
		TEST(tries),
	};

	return cmocka_run_group_tests_name("page_login", tests, NULL, NULL);
}
