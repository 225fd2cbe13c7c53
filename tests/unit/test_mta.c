/* Programs and the mail systems that they belong to. */
#include "tests/unit/unit.h"

#include "platforms/mta.h"
#include "platforms/mta_piece.h"
#include "tests/unit/hosttree.h"

static void
expect(struct fixture *f, const char *path, const char *mta)
{
	const char *got = mta_of_program(&f->host, path);

	if (mta == NULL)
		assert_null(got);
	else if (got == NULL)
		fail_msg("%s: none", path);
	else
		assert_string_equal(got, mta);
}

static void
names(void **state)
{
	assert_string_equal(mta_of_name("sendmail"), "sendmail");
	assert_string_equal(mta_of_name("sendmail-mta"), "sendmail");
	assert_string_equal(mta_of_name("exim4"), "exim");
	assert_string_equal(mta_of_name("smtpd"), "opensmtpd");
	assert_string_equal(mta_of_name("postfix"), "postfix");
	assert_string_equal(mta_of_name("sendmail.postfix"), "postfix");
	assert_null(mta_of_name("master"));
	assert_null(mta_of_name("newaliases"));
	assert_null(mta_of_name("sendmail.cf"));
	assert_null(mta_of_name("xsendmail"));
	assert_null(mta_of_name(""));
}

static void
links_are_followed(void **state)
{
	struct fixture *f = *state;

	script(f, "usr/sbin/sendmail.postfix", "\177ELF");
	tree_link(&f->tree, "usr/sbin/sendmail", "/etc/alternatives/mta");
	tree_link(&f->tree, "etc/alternatives/mta",
	    "/usr/sbin/sendmail.postfix");
	expect(f, "/usr/sbin/sendmail", "postfix");
	expect(f, "sendmail", "postfix");
	script(f, "usr/lib/sendmail", "\177ELF");
	tree_link(&f->tree, "etc/mail/smtpd", "/usr/lib/sendmail");
	expect(f, "/etc/mail/smtpd", "sendmail");
	expect(f, "/gone/smtpd", "opensmtpd");
	expect(f, "/gone/sendmail", "sendmail");
	/* SVR4's own, which knows none of sendmail's options. */
	expect(f, "/usr/lib/mail/surrcmd/smtpd", "mailsurr");
	/* BusyBox's hands each letter to a server, and keeps no queue. */
	script(f, "bin/busybox", "\177ELF");
	tree_link(&f->tree, "sbin/sendmail", "/bin/busybox");
	expect(f, "/sbin/sendmail", "busybox");
	expect(f, "/bin/busybox", NULL);
}

static void
mailwrapper_asks_its_file(void **state)
{
	struct fixture *f = *state;

	script(f, "usr/sbin/mailwrapper", "\177ELF");
	tree_link(&f->tree, "usr/sbin/sendmail", "mailwrapper");
	expect(f, "/usr/sbin/sendmail", "sendmail");
	tree_file(&f->tree, "etc/mail/mailer.conf",
	    "# sendmail /usr/libexec/sendmail/sendmail\n"
	    "sendmailx /x\nsendmail\t/usr/libexec/dma\n");
	expect(f, "/usr/sbin/sendmail", "dma");
}

static void
a_wrapper_of_itself_ends(void **state)
{
	struct fixture *f = *state;

	script(f, "usr/sbin/mailwrapper", "\177ELF");
	tree_link(&f->tree, "usr/sbin/sendmail", "mailwrapper");
	tree_file(&f->tree, "etc/mailer.conf", "sendmail /usr/sbin/sendmail\n");
	expect(f, "/usr/sbin/sendmail", "sendmail");
}

static void
boot_scripts_are_none(void **state)
{
	struct fixture *f = *state;

	script(f, "etc/init.d/sendmail", "#!/bin/sh\n");
	script(f, "sbin/init.d/sendmail", "#!/sbin/sh\n");
	script(f, "usr/share/sendmail/sendmail", "#!/bin/sh\n");
	script(f, "usr/sbin/sendmail", "#!/bin/sh\nexec something\n");
	expect(f, "/etc/init.d/sendmail", NULL);
	expect(f, "/sbin/init.d/sendmail", NULL);
	expect(f, "/usr/share/sendmail/sendmail", NULL);
	expect(f, "/usr/sbin/sendmail", "sendmail");
	expect(f, "/bin/true", NULL);
}

static void
contents_tell(void **state)
{
	struct fixture *f = *state;

	script(f, "usr/sbin/sendmail", "\177ELF ... /usr/sbin/postdrop ...");
	expect(f, "/usr/sbin/sendmail", "postfix");
	script(f, "usr/lib/sendmail", "\177ELF ... nullmailer-queue");
	expect(f, "/usr/lib/sendmail", "nullmailer");
}

static bool
mentions(const char *text)
{
	return mta_mentioned(text, strlen(text));
}

static void
mentions_are_words(void **state)
{
	assert_true(mentions("x=/usr/lib/sendmail; $x -bd"));
	assert_true(mentions("\"sendmail\""));
	assert_true(mentions("exec exim4\n"));
	assert_false(mentions("sendmailx mysendmail sendmail.cf"));
	assert_false(mentions(""));
}

static void
long_words_end_in_names(void **state)
{
	char text[400];

	snprintf(text, sizeof(text), "%0200d/sbin/sendmail", 0);
	assert_true(mentions(text));
	snprintf(text, sizeof(text), "%0200dsendmail", 0);
	assert_false(mentions(text));
	assert_true(mentions("a sendmail-x, then postfix.service"));
	assert_true(mentions("(exim4)"));
}

/* What the look through a script's words rests on: each name that is known
 * is seen, and so is one half of sendmail, wherever it is cut. */
static void
test_piece_of_each_name(void **state)
{
	static const char cut[] = "sendmail";
	const char *name, *base;
	size_t i, n;

	for (i = 0; (name = mta_name(i)) != NULL; i++) {
		base = strrchr(name, '/');
		base = base == NULL ? name : base + 1;
		/* "master" alone is a common word: its folder is seen. */
		if (!mta_piece(name, strlen(name)) ||
		    (strcmp(base, "master") != 0 &&
		    strcmp(base, "deliver") != 0 &&
		    !mta_piece(base, strlen(base))))
			fail_msg("%s is not seen", name);
		if (mta_of_name(name) == NULL ||
		    !mta_mentioned(name, strlen(name)))
			fail_msg("%s is not known", name);
	}
	assert_true(i > 40);
	for (n = 1; n < strlen(cut); n++)
		if (!mta_piece(cut, n) && !mta_piece(cut + n,
		    strlen(cut) - n))
			fail_msg("%s cut at %zu is not seen", cut, n);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(names),
		TEST(links_are_followed),
		TEST(mailwrapper_asks_its_file),
		TEST(a_wrapper_of_itself_ends),
		TEST(boot_scripts_are_none),
		TEST(contents_tell),
		cmocka_unit_test(test_piece_of_each_name),
		cmocka_unit_test(mentions_are_words),
		cmocka_unit_test(long_words_end_in_names),
	};

	return cmocka_run_group_tests_name("mta", tests, NULL, NULL);
}
