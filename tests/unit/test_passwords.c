/* collector/passwords.c: what is kept of passwords. */
#include "collector/passwords.h"

#include <errno.h>

#include "tests/unit/collectortest.h"

/* Made with Python's hashlib.scrypt(b"correct horse", salt=bytes(range(16)),
 * n=2**14, r=8, p=1, dklen=32). */
#define HASH "$JbN2hANm9NOw4h5BRHZnbjzQ6Jr0QwNWojTOC2WgIbU"
#define SALT "$AAECAwQFBgcICQoLDA0ODw"
#define KNOWN "$scrypt$ln=14,r=8,p=1" SALT HASH

static int
parse(struct passwords *o, const char *text, struct err *e)
{
	*o = (struct passwords){ .first = NULL };
	*e = (struct err){ .code = 0 };
	return passwords_parse(o, "f", text, strlen(text), e);
}

static void
known_answer(void **state)
{
	struct passwords o;
	struct err e;

	assert_int_equal(parse(&o, "# operators\n\njane:" KNOWN "\n", &e), 0);
	assert_string_equal(passwords_check(&o, "jane", "correct horse"),
	    "jane");
	assert_null(passwords_check(&o, "jane", "correct horsf"));
	assert_null(passwords_check(&o, "jane", ""));
	assert_null(passwords_check(&o, "joe", "correct horse"));
	assert_null(passwords_check(&o, "", "correct horse"));
	passwords_release(&o);
}

static void
there_and_back(void **state)
{
	char line[PASSWORD_LINE], other[PASSWORD_LINE];
	struct passwords o;
	struct err e;

	assert_int_equal(password_line("joe", "0123456789", line, &e), 0);
	assert_int_equal(strncmp(line, "joe:$scrypt$ln=15,r=8,p=3$", 26), 0);
	assert_int_equal(password_line("joe", "0123456789", other, &e), 0);
	/* Another salt each time. */
	assert_string_not_equal(line, other);
	assert_int_equal(parse(&o, line, &e), 0);
	assert_string_equal(passwords_check(&o, "joe", "0123456789"), "joe");
	assert_null(passwords_check(&o, "joe", "0123456780"));
	passwords_release(&o);
	assert_int_equal(password_line("joe", "012345678", line, &e), -EINVAL);
	assert_int_equal(password_line("j:e", "0123456789", line, &e),
	    -EINVAL);
	assert_int_equal(password_line("j e", "0123456789", line, &e),
	    -EINVAL);
	assert_int_equal(password_line("", "0123456789", line, &e), -EINVAL);
}

static void
refused(void **state)
{
	static const char *const bad[] = {
		"jane", "jane:", ":" KNOWN, "ja ne:" KNOWN, "jane:secret",
		"jane:$scrypt$ln=13,r=8,p=1" SALT HASH,
		"jane:$scrypt$ln=30,r=8,p=1" SALT HASH,
		"jane:$scrypt$ln=14,r=8,p=1$AAECAwQFBgcICQoLDA0OD" HASH,
		"jane:" KNOWN "x", "jane:" KNOWN "\njane:" KNOWN,
		"jane:$2b$10$abcdefghijklmnopqrstuv",
	};
	struct passwords o;
	struct err e;
	size_t i;

	for (i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		assert_int_equal(parse(&o, bad[i], &e), -EINVAL);
		assert_int_equal(strncmp(e.text, "f:", 2), 0);
		passwords_release(&o);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(known_answer),
		TEST(there_and_back),
		TEST(refused),
	};

	return cmocka_run_group_tests_name("passwords", tests, NULL, NULL);
}
