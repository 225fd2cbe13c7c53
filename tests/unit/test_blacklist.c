/* probe/blacklist.c: names and answers of DNS blacklists. */
#include "probe/blacklist.h"

#include <errno.h>
#include <string.h>

#include "tests/unit/unit.h"

/* RFC 5782, 2.1 and 2.4: both examples are the RFC's own. */
static void
names(void **state)
{
	struct address a;
	char got[BLACKLIST_NAME], zone[300];

	assert_int_equal(address_parse("192.0.2.99", &a), 0);
	assert_int_equal(blacklist_name(&a, "bad.example.com", got), 0);
	assert_string_equal(got, "99.2.0.192.bad.example.com");
	assert_int_equal(address_parse("2001:db8:1:2:3:4:567:89ab", &a), 0);
	assert_int_equal(blacklist_name(&a, "ugly.example.com", got), 0);
	assert_string_equal(got, "b.a.9.8.7.6.5.0.4.0.0.0.3.0.0.0.2.0.0.0."
	    "1.0.0.0.8.b.d.0.1.0.0.2.ugly.example.com");
	memset(zone, 'z', sizeof(zone));
	zone[299] = '\0';
	assert_int_equal(blacklist_name(&a, zone, got), -EINVAL);
	zone[189] = '\0';	/* 64 + 189 = 253 */
	assert_int_equal(blacklist_name(&a, zone, got), 0);
	zone[189] = 'z';
	zone[190] = '\0';
	assert_int_equal(blacklist_name(&a, zone, got), -EINVAL);
}

#define QUESTION "\0\1\x81\x80\0\1\0\1\0\0\0\0\1a\4list\0\0\1\0\1"
#define RECORD(address) "\xc0\x0c\0\1\0\1\0\0\0\x3c\0\4" address
#define ANSWER(address) QUESTION RECORD(address)

static enum blacklist_answer
parse(const char *text, size_t size, char code[16])
{
	return blacklist_parse((const unsigned char *)text, size - 1, code);
}

static void
answers(void **state)
{
	static const char none[] = "\0\1\x81\x80\0\1\0\0\0\0\0\0\1a\4list\0"
	    "\0\1\0\1";
	/* A TXT beside it says why; it is not what is asked for. */
	static const char other[] = QUESTION
	    "\xc0\x0c\0\x10\0\1\0\0\0\x3c\0\4\3why";
	char code[16] = "";

	assert_int_equal(parse(ANSWER("\x7f\0\0\2"), sizeof(
	    ANSWER("\x7f\0\0\2")), code), BLACKLIST_LISTED);
	assert_string_equal(code, "127.0.0.2");
	assert_int_equal(parse(none, sizeof(none), code), BLACKLIST_NOT);
	assert_int_equal(parse(other, sizeof(other), code), BLACKLIST_NOT);
	/* It refuses us; a name server that leads to advertisements. */
	assert_int_equal(parse(ANSWER("\x7f\xff\xff\xfe"), sizeof(
	    ANSWER("\x7f\xff\xff\xfe")), code), BLACKLIST_UNKNOWN);
	assert_int_equal(parse(ANSWER("\xcb\0\x71\5"), sizeof(
	    ANSWER("\xcb\0\x71\5")), code), BLACKLIST_UNKNOWN);
	/* Cut off. */
	assert_int_equal(parse(ANSWER("\x7f\0\0"), sizeof(
	    ANSWER("\x7f\0\0")), code), BLACKLIST_UNKNOWN);
	assert_int_equal(parse("x", 2, code), BLACKLIST_UNKNOWN);
}

static void
forms(void **state)
{
	static const char *const zones[] = { "a.list" };
	struct pool p = { .blocks = NULL };
	struct blacklists l = { .pool = &p, .zones = zones, .n = 1 },
	    none = { .pool = &p };
	struct buf b = BUF_INIT(4096);
	struct address a, c;
	struct json j;
	int one, two;

	assert_int_equal(address_parse("192.0.2.7", &a), 0);
	assert_int_equal(address_parse("::1", &c), 0);
	assert_int_equal(blacklists_add(&l, &a, &one), 0);
	assert_int_equal(blacklists_add(&l, &a, &one), 0);
	assert_int_equal(blacklists_add(&l, &c, &two), 0);
	assert_ptr_equal(l.first->next, l.last);
	assert_int_equal(strv_push(&p, &l.first->listed, "a.list=127.0.0.2"),
	    0);
	assert_int_equal(strv_push(&p, &l.last->unknown, "a.list"), 0);
	blacklists_print(&b, &l);
	assert_string_equal(b.p, "192.0.2.7: on blacklists "
	    "a.list=127.0.0.2\n"
	    "::1: on no blacklist that answered; not known: a.list\n");
	buf_clear(&b);
	json_init(&j, &b);
	json_object(&j, NULL);
	blacklists_json(&j, &l, &two);
	blacklists_json(&j, &none, NULL);
	json_end(&j);
	assert_non_null(strstr(b.p, "\"address\": \"::1\""));
	assert_null(strstr(b.p, "192.0.2.7"));
	assert_non_null(strstr(b.p, "\"listed\": []"));
	buf_clear(&b);
	blacklists_print(&b, &none);
	assert_int_equal(b.len, 0);
	/* Nobody is asked where there is nothing to ask. */
	assert_int_equal(blacklists_ask(&none), 0);
	buf_release(&b);
	pool_release(&p);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(names),
		cmocka_unit_test(answers),
		cmocka_unit_test(forms),
	};

	return cmocka_run_group_tests_name("blacklist", tests, NULL, NULL);
}
