/* SHA-256 against the vectors of FIPS 180-4 and NIST's CAVS. */
#include "tests/unit/unit.h"

#include "agent/base/digest.h"
#include "tests/unit/child.h"
#include "tests/unit/tree.h"

static void
expect(const char *text, const char *hex)
{
	char got[DIGEST_HEX];

	digest_of(text, strlen(text), got);
	assert_string_equal(got, hex);
}

static void
test_vectors(void **state)
{
	expect("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b"
	    "7852b855");
	expect("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff"
	    "61f20015ad");
	expect("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
	    "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06"
	    "c1");
	expect("abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmn"
	    "hijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu",
	    "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9"
	    "d1");
	/* CAVS SHA256ShortMsg, Len = 8. */
	expect("\xd3", "28969cdfa74a12c82f3bad960b0b000aca2ac329deea5c2328ebc"
	    "6f2ba9802c1");
}

static void
test_million(void **state)
{
	char a[1000], hex[DIGEST_HEX];
	struct digest d;
	int i;

	memset(a, 'a', sizeof(a));
	digest_init(&d);
	for (i = 0; i < 1000; i++)
		digest_add(&d, a, sizeof(a));
	digest_hex(&d, hex);
	assert_string_equal(hex, "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497"
	    "200e046d39ccc7112cd0");
}

/* However it is cut, and at every length around the block. */
static void
test_pieces(void **state)
{
	char text[200], whole[DIGEST_HEX], parts[DIGEST_HEX];
	struct digest d;
	size_t len, cut, i;

	for (i = 0; i < sizeof(text); i++)
		text[i] = (char)(i * 7);
	for (len = 0; len <= sizeof(text); len++) {
		digest_of(text, len, whole);
		for (cut = 0; cut <= len; cut += 13) {
			digest_init(&d);
			digest_add(&d, text, cut);
			digest_add(&d, text + cut, len - cut);
			digest_hex(&d, parts);
			assert_string_equal(parts, whole);
		}
	}
}

/* Lengths around one and two blocks, and one of many, by sha256sum. */
static void
test_sha256sum(void **state)
{
	static const size_t lengths[] = { 0, 1, 55, 56, 57, 63, 64, 65, 119,
		120, 127, 128, 129, 100003 };
	static char text[100003];
	char name[] = "sha256sum", out[512], hex[DIGEST_HEX];
	char path[600];
	struct tree tree;
	size_t i;
	int fd, r = 0;

	for (i = 0; i < sizeof(text); i++)
		text[i] = (char)(i * i / 3 + i * 11);
	tree_make(&tree);
	snprintf(path, sizeof(path), "%s/data", tree.path);
	for (i = 0; r == 0 && i < sizeof(lengths) / sizeof(lengths[0]); i++) {
		fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
		assert_int_equal(write(fd, text, lengths[i]), lengths[i]);
		close(fd);
		r = child_output((char *[]){ name, path, NULL }, out,
		    sizeof(out));
		if (r != 0)
			break;
		digest_of(text, lengths[i], hex);
		assert_memory_equal(out, hex, 64);
	}
	tree_remove(&tree);
	if (r == 127)
		skip_because("no sha256sum here");
	assert_int_equal(r, 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_vectors),
		cmocka_unit_test(test_million),
		cmocka_unit_test(test_pieces),
		cmocka_unit_test(test_sha256sum),
	};

	return cmocka_run_group_tests_name("digest", tests, NULL, NULL);
}
