/* Property lists: values, keys, and what is none. */
#include "tests/unit/unit.h"

#include <errno.h>

#include "platforms/plist.h"
#include "tests/unit/hosttree.h"

static int
look(struct fixture *f, const char *text, struct plist **ret)
{
	unsigned line;

	*ret = NULL;
	tree_file(&f->tree, "x.plist", text);
	return plist_read(&f->host, "/x.plist", &f->pool, ret, &line);
}

static void
values(void **state)
{
	struct fixture *f = *state;
	const struct plist *a;
	struct plist *v;

	assert_int_equal(look(f, "<?xml version='1.0'?>\n<plist><dict>\n"
	    "<key>a</key><string>x &amp; y</string>\n<key>b</key><true/>\n"
	    "<key>c</key><array><string/><integer> 5</integer></array>\n"
	    "<key>d</key><dict><key>e</key><false></false></dict>\n"
	    "<key>f</key><date>2001-01-01</date></dict></plist>\n", &v), 0);
	assert_string_equal(plist_string(v, "a"), "x & y");
	assert_int_equal(plist_get(v, "a")->line, 3);
	assert_true(plist_is(plist_get(v, "b"), PLIST_TRUE));
	a = plist_get(v, "c");
	assert_true(plist_is(a, PLIST_ARRAY));
	assert_string_equal(a->first->text, "");
	assert_int_equal(a->first->next->kind, PLIST_INTEGER);
	assert_true(plist_is(plist_get(plist_get(v, "d"), "e"),
	    PLIST_FALSE));
	assert_int_equal(plist_get(v, "f")->kind, PLIST_OTHER);
	assert_null(plist_get(v, "g"));
	assert_null(plist_string(v, "b"));
	assert_null(plist_get(a, "a"));
	assert_null(plist_get(NULL, "a"));
	assert_false(plist_is(NULL, PLIST_DICT));
}

static void
refused(void **state)
{
	static const char *const texts[] = { "bplist00\321\001\002",
		"<dict/>", "<plist></plist>", "<plist><dict/><dict/></plist>",
		"<plist><dict><key>a</key></dict></plist>",
		"<plist><dict><true/></dict></plist>",
		("<plist><dict><key>a</key><true/><key>a</key><false/></dict>"
		"</plist>"), "<plist><array><key>a</key></array></plist>",
		"<plist><string><b/></string></plist>",
		"<plist><odd/></plist>", "<plist><dict>text</dict></plist>",
		"<plist><dict><key>a</key><key>b</key><true/></dict></plist>",
		"<plist><dict><key>a</key><string>b</plist>" };
	struct fixture *f = *state;
	struct plist *v;
	size_t i;

	for (i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		assert_int_equal(look(f, texts[i], &v), -EINVAL);
		assert_null(v);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(values),
		TEST(refused),
	};

	return cmocka_run_group_tests_name("plist", tests, NULL, NULL);
}
