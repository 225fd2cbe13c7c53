/* The register of platforms. */
#include "tests/unit/unit.h"

#include "tests/unit/platformtest.h"


static void
names_are_found(void **state)
{
	const struct platform *const *p;

	for (p = platforms; *p != NULL; p++)
		assert_ptr_equal(platform_find((*p)->name), *p);
	assert_null(platform_find("vms"));
	assert_string_equal(p[-1]->name, "generic");
}

static void
the_highest_score_wins(void **state)
{
	struct fixture *f = *state;

	/* os-release is the better witness. */
	tree_file(&f->tree, "etc/debian_version", "12\n");
	tree_file(&f->tree, "etc/os-release", "ID=fedora\n");
	describe(f, "redhat");
}

static void
uname_overrules_a_tree(void **state)
{
	struct fixture *f = *state;
	struct os_id id;

	tree_file(&f->tree, "etc/debian_version", "12\n");
	assert_int_equal(os_id_read(&f->host, &f->pool, &id), 0);
	id.sysname = "SunOS";
	id.release = "5.8";
	assert_string_equal(platform_match(&id)->name, "solaris");
	id.release = "4.1.4";
	assert_string_equal(platform_match(&id)->name, "sunos4");
	id.sysname = "HP-UX";
	assert_string_equal(platform_match(&id)->name, "hpux");
	id.sysname = "AIX";
	assert_string_equal(platform_match(&id)->name, "aix");
}

static void
check_rows(const struct support *s, unsigned *rows, unsigned *booted)
{
	assert_non_null(s);
	assert_non_null(s->systems);
	for (; s->systems != NULL; s++) {
		++*rows;
		*booted += strcmp(s->verified, "real host") == 0;
		assert_true(strcmp(s->verified, "real host") == 0 ||
		    strcmp(s->verified, "fixture") == 0 ||
		    (s->agent == AGENT_NOT && strcmp(s->verified, "-") == 0));
		assert_true(s->evidence[0] != '\0');
		assert_null(strchr(s->systems, '|'));
		/* Who boots has the agent there. */
		if (strcmp(s->verified, "real host") == 0)
			assert_int_equal(s->agent, AGENT_RUNS);
	}
}

/* Booted in tests/real: Debian, under systemd and SysV init. */
static void
the_matrix(void **state)
{
	const struct platform *const *p;
	unsigned rows = 0, booted = 0, others = 0;

	for (p = platforms; *p != NULL; p++)
		check_rows((*p)->support, &rows, &booted);
	assert_int_equal(booted, 2);
	check_rows(support_others, &others, &booted);
	assert_string_equal(support_others[0].systems, "Windows");
	assert_string_equal(agent_there_name(support_others[0].agent),
	    "the outside probe answers");
	assert_string_equal(evidence_name(EVIDENCE_RECALLED), "recalled");
	assert_string_equal(evidence_name(EVIDENCE_REAL_HOST), "real host");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(names_are_found),
		cmocka_unit_test(the_matrix),
		TEST(the_highest_score_wins),
		TEST(uname_overrules_a_tree),
	};

	return cmocka_run_group_tests_name("all", tests, NULL, NULL);
}
