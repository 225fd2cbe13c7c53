/* collector/openapi.c: the document. */
#include "collector/api.h"

#include "collector/member.h"
#include "tests/unit/collectortest.h"

static void
all_routes(void **state)
{
	struct test *t = *state;
	const struct route *r;
	json_t *doc, *path;

	assert_int_equal(test_ask(t, "openapi", NULL, NULL), 200);
	doc = member_parse(t->x.out.p, t->x.out.len, &t->e);
	assert_non_null(doc);
	for (r = routes; r->method != NULL; r++) {
		path = json_object_get(json_object_get(doc, "paths"),
		    r->path);
		if (r->hidden) {
			assert_null(path);
			continue;
		}
		assert_non_null(json_object_get(path, strcmp(r->method,
		    "GET") == 0 ? "get" : "post"));
	}
	path = json_object_get(json_object_get(json_object_get(doc,
	    "components"), "schemas"), "Host");
	assert_string_equal(json_string_value(json_object_get(
	    json_object_get(json_object_get(path, "properties"), "deadline"),
	    "type")), "string");
	json_decref(doc);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(all_routes),
	};

	return cmocka_run_group_tests_name("openapi", tests, NULL, NULL);
}
