/* Long files line by line. */
#include "agent/base/root_scan.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>

#include "tests/unit/tree.h"
#include "tests/unit/unit.h"

struct seen {
	unsigned lines;
	size_t bytes, longest;
	char first[32], last[32];
	unsigned enough;
};

static bool
count(void *arg, const char *line, size_t len)
{
	struct seen *s = arg;
	size_t n = len < sizeof(s->first) - 1 ? len : sizeof(s->first) - 1;

	s->lines++;
	s->bytes += len;
	if (len > s->longest)
		s->longest = len;
	if (s->lines == 1)
		memcpy(s->first, line, n);
	memcpy(s->last, line, n);
	s->last[n] = '\0';
	return s->enough == 0 || s->lines < s->enough;
}

static long long
scan(const struct tree *t, const char *path, unsigned long long max,
    struct seen *s)
{
	struct root root = ROOT_INIT;
	long long n;

	assert_int_equal(root_open(&root, t->path, NULL), 0);
	n = root_scan(&root, path, max, count, s);
	root_release(&root);
	return n;
}

static void
all_and_the_end(void **state)
{
	struct seen s = { 0 };
	struct tree t;

	tree_make(&t);
	tree_file(&t, "log", "one\ntwo\n\nfour");
	assert_int_equal(scan(&t, "/log", 1000, &s), 13);
	assert_int_equal(s.lines, 4);
	assert_string_equal(s.first, "one");
	assert_string_equal(s.last, "four");
	/* The line that is torn by the beginning is left out. */
	s = (struct seen){ 0 };
	assert_int_equal(scan(&t, "/log", 7, &s), 7);
	assert_int_equal(s.lines, 2);
	assert_string_equal(s.last, "four");
	s = (struct seen){ .enough = 2 };
	scan(&t, "/log", 1000, &s);
	assert_int_equal(s.lines, 2);
	tree_file(&t, "empty", "");
	s = (struct seen){ 0 };
	assert_int_equal(scan(&t, "/empty", 1000, &s), 0);
	assert_int_equal(s.lines, 0);
	tree_remove(&t);
}

static void
long_ones(void **state)
{
	const size_t len = 200000;
	char *text = malloc(len + 1);
	struct seen s = { 0 };
	struct tree t;
	size_t i;

	assert_non_null(text);
	memset(text, 'x', len);
	text[len] = '\0';
	tree_make(&t);
	tree_file(&t, "one", text);
	assert_int_equal(scan(&t, "/one", 1 << 20, &s), (long long)len);
	assert_int_equal(s.bytes, len);
	assert_int_equal(s.longest, ROOT_SCAN_LINE);
	for (i = 99; i < len; i += 100)
		text[i] = '\n';
	tree_file(&t, "many", text);
	s = (struct seen){ 0 };
	assert_int_equal(scan(&t, "/many", 1 << 20, &s), (long long)len);
	assert_int_equal(s.lines, 2000);
	assert_int_equal(s.longest, 99);
	assert_int_equal(s.bytes, 2000 * 99);
	free(text);
	tree_remove(&t);
}

static void
no_files(void **state)
{
	struct seen s = { 0 };
	struct tree t;

	tree_make(&t);
	tree_folder(&t, "dir");
	assert_int_equal(mkfifo(tree_path(&t, "fifo"), 0644), 0);
	assert_int_equal(symlink("/../../etc/passwd", tree_path(&t, "out")),
	    0);
	assert_int_equal(scan(&t, "/none", 10, &s), -ENOENT);
	assert_int_equal(scan(&t, "/dir", 10, &s), -EISDIR);
	assert_int_equal(scan(&t, "/fifo", 10, &s), -EINVAL);
	assert_int_equal(scan(&t, "/out", 10, &s), -ENOENT);
	assert_int_equal(s.lines, 0);
	tree_remove(&t);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(all_and_the_end),
		cmocka_unit_test(long_ones),
		cmocka_unit_test(no_files),
	};

	return cmocka_run_group_tests_name("root_scan", tests, NULL, NULL);
}
