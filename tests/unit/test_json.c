/* JSON texts, letter by letter. */
#include "tests/unit/unit.h"

#include "agent/base/json.h"
#include "tests/unit/child.h"
#include "tests/unit/tree.h"

#include <limits.h>

static void
test_shape(void **state)
{
	struct buf b = BUF_INIT(4096);
	struct json j;

	json_init(&j, &b);
	json_object(&j, NULL);
	json_string(&j, "schema", "hardenmail/1");
	json_null(&j, "epoch");
	json_object(&j, "host");
	json_string(&j, "id", NULL);
	json_array(&j, "addresses");
	json_string(&j, NULL, "192.0.2.25");
	json_number(&j, NULL, -1);
	json_object(&j, NULL);
	json_bool(&j, "yes", true);
	json_end(&j);
	json_end(&j);
	json_array(&j, "macs");
	json_end(&j);
	json_object(&j, "none");
	json_end(&j);
	json_end(&j);
	json_number(&j, "low", LLONG_MIN);
	json_bool(&j, "no", false);
	json_end(&j);
	assert_string_equal(b.p,
	    "{\n"
	    "  \"schema\": \"hardenmail/1\",\n"
	    "  \"epoch\": null,\n"
	    "  \"host\": {\n"
	    "    \"id\": null,\n"
	    "    \"addresses\": [\n"
	    "      \"192.0.2.25\",\n"
	    "      -1,\n"
	    "      {\n"
	    "        \"yes\": true\n"
	    "      }\n"
	    "    ],\n"
	    "    \"macs\": [],\n"
	    "    \"none\": {}\n"
	    "  },\n"
	    "  \"low\": -9223372036854775808,\n"
	    "  \"no\": false\n"
	    "}\n");
	assert_int_equal(j.depth, 0);
	buf_release(&b);
}

static void
expect(const char *text, size_t len, const char *json)
{
	struct buf b = BUF_INIT(4096);
	struct json j;

	json_init(&j, &b);
	json_stringn(&j, NULL, text, len);
	assert_string_equal(b.p, json);
	buf_release(&b);
}

static void
test_escapes(void **state)
{
	expect("", 0, "\"\"\n");
	expect("a\"b\\c/d", 7, "\"a\\\"b\\\\c/d\"\n");
	expect("\b\f\n\r\t\x1b\x7f", 7,
	    "\"\\b\\f\\n\\r\\t\\u001b\\u007f\"\n");
	expect("x\0y", 3, "\"x\\u0000y\"\n");
	expect("\xc3\xa9 \xe2\x82\xac \xf0\x9f\x93\xa7", 11,
	    "\"\xc3\xa9 \xe2\x82\xac \xf0\x9f\x93\xa7\"\n");
	expect("\xc2\x9b", 2, "\"\\u009b\"\n");
}

#define BAD "\xef\xbf\xbd"

static void
test_not_utf8(void **state)
{
	struct buf b = BUF_INIT(4096);
	struct json j;

	/* A Latin-1 name, an overlong slash, a surrogate, past the end. */
	expect("caf\xe9!", 5, "\"caf" BAD "!\"\n");
	expect("\xc0\xaf", 2, "\"" BAD BAD "\"\n");
	expect("\xed\xa0\x80", 3, "\"" BAD BAD BAD "\"\n");
	expect("\xf4\x90\x80\x80", 4, "\"" BAD BAD BAD BAD "\"\n");
	expect("\xe2\x82", 2, "\"" BAD BAD "\"\n");
	json_init(&j, &b);
	json_object(&j, NULL);
	json_string(&j, "path", "caf\xe9");	/* Y2Fm6Q== */
	json_string(&j, "text", "\xff\xfe\xfd");	/* //79 */
	json_array(&j, "argv");
	json_string(&j, NULL, "\xff");
	json_end(&j);
	json_end(&j);
	assert_string_equal(b.p,
	    "{\n"
	    "  \"path\": \"caf" BAD "\",\n"
	    "  \"raw_path\": \"Y2Fm6Q==\",\n"
	    "  \"text\": \"" BAD BAD BAD "\",\n"
	    "  \"raw_text\": \"//79\",\n"
	    "  \"argv\": [\n"
	    "    \"" BAD "\"\n"
	    "  ]\n"
	    "}\n");
	buf_release(&b);
}

static void
test_ceiling(void **state)
{
	struct buf b = BUF_INIT(20);
	struct json j;

	json_init(&j, &b);
	json_object(&j, NULL);
	json_string(&j, "key", "much longer than the ceiling");
	json_end(&j);
	assert_true(b.failed);
	buf_release(&b);
}

/* Another reader finds the same bytes again: in the text where it is UTF-8,
 * in raw_ where it is not, and raw_ only there. */
static const char script[] =
    "import base64, json, sys\n"
    "d = json.load(open(sys.argv[1], encoding='utf-8'))\n"
    "n = 0\n"
    "for i in range(3000):\n"
    "    want = bytes.fromhex(d['h%d' % i])\n"
    "    try:\n"
    "        assert d['k%d' % i] == want.decode('utf-8')\n"
    "        assert 'raw_k%d' % i not in d\n"
    "    except UnicodeDecodeError:\n"
    "        n += 1\n"
    "        assert base64.b64decode(d['raw_k%d' % i]) == want\n"
    "        assert '\\ufffd' in d['k%d' % i]\n"
    "print('fine' if 500 < n < 2500 else n)\n";

static void
write_random(struct json *j)
{
	static const char *const bits[] = { "a", "\"", "\\", "\n", "\001",
		"\xc3\xa9", "\xe2\x82\xac", "\xf0\x9f\x93\xa7", "\x7f",
		"\xc2\x85", "/", "\xe9", "\xed\xa0\x80", "\xef\xbf\xbd" };
	char key[16], text[64], hex[2 * sizeof(text)];
	unsigned i, n;
	size_t len, k;

	srand(7);
	for (i = 0; i < 3000; i++) {
		text[0] = '\0';
		for (n = (unsigned)rand() % 12; n > 0; n--)
			strncat(text, bits[(unsigned)rand() %
			    (i % 2 == 0 ? 11 : 14)], 8);
		len = strlen(text);
		hex[0] = '\0';
		for (k = 0; k < len; k++)
			snprintf(hex + 2 * k, 3, "%02x",
			    (unsigned char)text[k]);
		snprintf(key, sizeof(key), "k%u", i);
		json_string(j, key, text);
		snprintf(key, sizeof(key), "h%u", i);
		json_string(j, key, hex);
	}
}

static void
test_other_reader(void **state)
{
	char python[] = "python3", option[] = "-c", path[600], out[512];
	char code[sizeof(script)];
	struct buf b = BUF_INIT(4 << 20);
	struct tree tree;
	struct json j;
	int fd, r;

	memcpy(code, script, sizeof(script));
	json_init(&j, &b);
	json_object(&j, NULL);
	write_random(&j);
	json_end(&j);
	assert_false(b.failed);
	tree_make(&tree);
	snprintf(path, sizeof(path), "%s/json", tree.path);
	fd = open(path, O_WRONLY | O_CREAT, 0600);
	assert_int_equal(write(fd, b.p, b.len), b.len);
	close(fd);
	r = child_output((char *[]){ python, option, code, path, NULL }, out,
	    sizeof(out));
	tree_remove(&tree);
	buf_release(&b);
	if (r == 127)
		skip_because("no python3 here");
	assert_int_equal(r, 0);
	assert_string_equal(out, "fine\n");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_shape),
		cmocka_unit_test(test_escapes),
		cmocka_unit_test(test_not_utf8),
		cmocka_unit_test(test_ceiling),
		cmocka_unit_test(test_other_reader),
	};

	return cmocka_run_group_tests_name("json", tests, NULL, NULL);
}
