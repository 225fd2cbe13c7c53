/* Archives are unpacked whole and inside, or not at all. */
#include "tests/unit/unit.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>

#include "agent/check_run.h"
#include "agent/output.h"
#include "agent/port/unpack.h"
#include "agent/port/unpack_place.h"
#include "tests/unit/tarfile.h"
#include "tests/unit/tree.h"

struct fixture {
	struct tree tree;
	FILE *tar;
	struct buf folder;
	struct err e;
};

static int
begin(void **state)
{
	static struct fixture f;

	f = (struct fixture){ .tar = NULL };
	tree_make(&f.tree);
	tree_file(&f.tree, "tmp/outside", "mine\n");
	f.tar = fopen(tree_path(&f.tree, "host.tar"), "w");
	assert_non_null(f.tar);
	setenv("TMPDIR", tree_path(&f.tree, "tmp"), 1);
	*state = &f;
	return 0;
}

/* What is in the folder below which is unpacked. */
static int
entries(const struct fixture *f)
{
	DIR *d = opendir(tree_path(&f->tree, "tmp"));
	int n = 0;

	assert_non_null(d);
	while (readdir(d) != NULL)
		n++;
	closedir(d);
	return n - 2;
}

static int
end(void **state)
{
	struct fixture *f = *state;

	unsetenv("TMPDIR");
	buf_release(&f->folder);
	tree_remove(&f->tree);
	return 0;
}

static int
unpack(struct fixture *f)
{
	tar_end(f->tar);
	return unpack_tar(tree_path(&f->tree, "host.tar"), &f->folder,
	    &f->e);
}

/* The whole archive is refused with these words, and nothing stays. */
static void
refused(struct fixture *f, const char *words)
{
	int r = unpack(f);

	if (r != -EBADMSG || strstr(f->e.text, words) == NULL)
		fail_msg("%d %s", r, f->e.text);
	assert_non_null(strstr(f->e.text, "host.tar: "));
	assert_int_equal(f->folder.len, 0);
	assert_int_equal(entries(f), 1);
}

static void
stat_of(const struct fixture *f, const char *name, struct stat *st)
{
	char path[1024];

	snprintf(path, sizeof(path), "%s/%s", f->folder.p, name);
	assert_int_equal(lstat(path, st), 0);
}

static void
a_capture(void **state)
{
	struct fixture *f = *state;
	struct stat st, other;
	char text[64] = "", path[1024];
	FILE *in;

	tar_header(f->tar, "./", '5', 0755, 0, NULL);
	tar_header(f->tar, "./etc/", '5', 0555, 0, NULL);
	tar_file(f->tar, "./etc/init.d/sendmail", 04755, "#!/bin/sh\n");
	tar_header(f->tar, "./etc/rc2.d/S88sendmail", '1', 0755, 0,
	    "./etc/init.d/sendmail");
	tar_header(f->tar, "./etc/aliases", '2', 0777, 0, "/etc/mail/aliases");
	tar_file(f->tar, "etc/none", 0, "x");
	tar_header(f->tar, "stand", '5', 0755, 0, NULL);
	assert_int_equal(unpack(f), 0);
	stat_of(f, "", &st);
	assert_int_equal(st.st_mode & 07777, 0700);
	stat_of(f, "etc/init.d/sendmail", &st);
	assert_int_equal(st.st_mode & 07777, 0755);	/* no set-ID */
	assert_int_equal(st.st_mtime, 946684800);
	assert_int_equal(st.st_nlink, 2);
	stat_of(f, "etc/rc2.d/S88sendmail", &other);
	assert_true(st.st_ino == other.st_ino);
	stat_of(f, "etc/aliases", &st);
	assert_true(S_ISLNK(st.st_mode));
	stat_of(f, "etc/none", &st);
	assert_int_equal(st.st_mode & 07777, 0600);
	stat_of(f, "stand", &st);
	assert_true(S_ISDIR(st.st_mode));
	snprintf(path, sizeof(path), "%s/etc/init.d/sendmail", f->folder.p);
	in = fopen(path, "r");
	assert_non_null(in);
	assert_int_equal(fread(text, 1, sizeof(text), in), 10);
	fclose(in);
	assert_string_equal(text, "#!/bin/sh\n");
	unpack_remove(f->folder.p);
	assert_int_equal(entries(f), 1);
}

static void
names_that_lead_out(void **state)
{
	struct fixture *f = *state;

	tar_file(f->tar, "./etc/passwd", 0644, "root\n");
	tar_file(f->tar, "../outside", 0644, "theirs\n");
	refused(f, "../outside: its name leads out of the archive");
}

static void
dots_further_down(void **state)
{
	struct fixture *f = *state;

	tar_file(f->tar, "etc/../../outside", 0644, "theirs\n");
	refused(f, "its name leads out of the archive");
}

static void
absolute_names(void **state)
{
	struct fixture *f = *state;

	tar_file(f->tar, "/etc/hardenmail-was-here", 0644, "theirs\n");
	refused(f, "its name leads out of the archive");
	assert_int_equal(access("/etc/hardenmail-was-here", F_OK), -1);
}

static void
through_a_link(void **state)
{
	struct fixture *f = *state;

	tar_header(f->tar, "way", '2', 0777, 0, tree_path(&f->tree, "tmp"));
	tar_file(f->tar, "way/new", 0644, "theirs\n");
	refused(f, "way/new: its name leads through a link");
}

static void
over_a_link(void **state)
{
	struct fixture *f = *state;

	tar_header(f->tar, "way", '2', 0777, 0,
	    tree_path(&f->tree, "tmp/outside"));
	tar_file(f->tar, "way", 0644, "theirs\n");
	refused(f, "way: it is there twice");
}

static void
folder_over_a_link(void **state)
{
	struct fixture *f = *state;

	tar_header(f->tar, "way", '2', 0777, 0, tree_path(&f->tree, "tmp"));
	tar_header(f->tar, "way/", '5', 0755, 0, NULL);
	refused(f, "its name leads through a link");
}

static void
hard_links_out(void **state)
{
	struct fixture *f = *state;

	tar_header(f->tar, "mine", '1', 0644, 0, "../outside");
	refused(f, "mine: its name leads out of the archive");
}

static void
hard_links_to_links(void **state)
{
	struct fixture *f = *state;

	tar_header(f->tar, "way", '2', 0777, 0,
	    tree_path(&f->tree, "tmp/outside"));
	tar_header(f->tar, "mine", '1', 0644, 0, "way");
	refused(f, "mine: its name leads through a link");
}

static void
hard_links_to_nothing(void **state)
{
	struct fixture *f = *state;

	tar_header(f->tar, "mine", '1', 0644, 0, "etc/later");
	refused(f, "mine: it is a link to nothing");
}

static void
devices(void **state)
{
	struct fixture *f = *state;

	tar_header(f->tar, "dev/mem", '3', 0666, 0, NULL);
	refused(f, "dev/mem: a device or the like");
}

static void
pipes(void **state)
{
	struct fixture *f = *state;

	struct stat st;

	tar_header(f->tar, "run/initctl", '6', 0666, 0, NULL);
	assert_int_equal(unpack(f), 0);
	stat_of(f, "run/initctl", &st);
	assert_true(S_ISFIFO(st.st_mode));
	unpack_remove(f->folder.p);
	assert_int_equal(entries(f), 1);
}

static void
huge_members(void **state)
{
	struct fixture *f = *state;

	tar_header(f->tar, "huge", '0', 0644, 1ull << 32, NULL);
	refused(f, "huge: more than a capture holds");
}

static void
cut_off(void **state)
{
	struct fixture *f = *state;

	tar_header(f->tar, "cut", '0', 0644, 4096, NULL);
	fclose(f->tar);
	assert_int_equal(unpack_tar(tree_path(&f->tree, "host.tar"),
	    &f->folder, &f->e), -EBADMSG);
	assert_int_equal(entries(f), 1);
}

static void
no_archive(void **state)
{
	struct fixture *f = *state;

	fputs("this is no archive, but a letter\n", f->tar);
	fclose(f->tar);
	assert_int_equal(unpack_tar(tree_path(&f->tree, "host.tar"),
	    &f->folder, &f->e), -EBADMSG);
	assert_int_equal(entries(f), 1);
	assert_int_equal(unpack_tar(tree_path(&f->tree, "none.tar"),
	    &f->folder, &f->e), -ENOENT);
}

static void
deep_ones(void **state)
{
	struct fixture *f = *state;
	char name[100] = "";
	int i;

	for (i = 0; i < 40; i++)
		memcpy(name + 2 * i, "a/", 3);
	tar_file(f->tar, name, 0644, "");
	memcpy(name + 80, "file", 5);
	tar_file(f->tar, name, 0644, "x");
	assert_int_equal(unpack(f), 0);
	unpack_remove(f->folder.p);
	assert_int_equal(entries(f), 1);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, begin, end)

/* A look at one (check_run.h). */
static void
looked_at(void **state)
{
	struct settings s = { .format = &format_text };
	struct check_run run;
	struct err e = { .code = 0 };
	char folder[1024];
	struct tree t;
	int i;

	tree_make(&t);
	tree_file(&t, "policy", "[service]\nmode = local-only\n");
	s.policy = tree_path(&t, "policy");
	/* The second time it is not complete. */
	for (i = 0; i < 2; i++) {
		const char *tar = tree_path(&t, "host.tar");
		FILE *f = fopen(tar, "w");

		assert_non_null(f);
		tar_file(f, "./etc/release", 0644, "Solaris 8\n");
		if (i == 0)
			tar_file(f, "./.hardenmail/capture", 0644,
			    "hardenmail capture 1\n");
		tar_end(f);
		s.capture = tar;
		s.policy = tree_path(&t, "policy");
		check_run_init(&run);
		assert_int_equal(check_run_open(&s, &run, &e),
		    i == 0 ? 0 : EXIT_DATA);
		snprintf(folder, sizeof(folder), "%s", run.unpacked.p);
		if (i == 0) {
			assert_int_equal(run.host.source, SOURCE_CAPTURE);
			assert_int_equal(check_run_look(&run, &e), 0);
			assert_string_equal(run.facts.title, "Solaris 8");
		} else {
			assert_non_null(strstr(e.text, "not all of it"));
		}
		assert_int_equal(access(folder, F_OK), 0);
		check_run_release(&run);
		assert_int_equal(access(folder, F_OK), -1);
	}
	s.capture = tree_path(&t, "none.tar");
	check_run_init(&run);
	assert_int_equal(check_run_open(&s, &run, &e), EXIT_NO_INPUT);
	check_run_release(&run);
	tree_remove(&t);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_capture),
		TEST(names_that_lead_out),
		TEST(dots_further_down),
		TEST(absolute_names),
		TEST(through_a_link),
		TEST(over_a_link),
		TEST(folder_over_a_link),
		TEST(hard_links_out),
		TEST(hard_links_to_links),
		TEST(hard_links_to_nothing),
		TEST(devices),
		TEST(pipes),
		TEST(huge_members),
		TEST(cut_off),
		TEST(no_archive),
		TEST(deep_ones),
		cmocka_unit_test(looked_at),
	};

	return cmocka_run_group_tests_name("unpack_libarchive", tests, NULL,
	    NULL);
}
