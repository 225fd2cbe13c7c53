/* Which platform a tree is, and how it is described. */
#ifndef HM_PLATFORM_TEST_H
#define HM_PLATFORM_TEST_H

#include "platforms/platform.h"
#include "tests/unit/hosttree.h"

static inline struct os_version
describe(struct fixture *f, const char *name)
{
	struct os_version v = { .title = NULL };
	const struct platform *os;
	struct os_id id;

	assert_int_equal(os_id_read(&f->host, &f->pool, &id), 0);
	os = platform_match(&id);
	assert_string_equal(os->name, name);
	assert_int_equal(os->describe(&id, &f->pool, &v), 0);
	return v;
}

static inline void
expect(struct fixture *f, const char *name, const char *title,
    const char *version, const char *init)
{
	struct os_version v = describe(f, name);

	assert_string_equal(v.title, title);
	if (version == NULL)
		assert_null(v.version);
	else
		assert_string_equal(v.version, version);
	assert_string_equal(v.init == NULL ? "none" : v.init, init);
}

/* What every table must have. */
static inline void
check_table(const char *name)
{
	const struct platform *os = platform_find(name);
	const struct entry *e;

	assert_non_null(os);
	for (e = os->entries; e->mech != NULL; e++) {
		assert_non_null(e->mech->name);
		if (strcmp(e->mech->name, "rclink") == 0)
			assert_non_null(e->rc);
		if (strcmp(e->mech->name, "unit") != 0 &&
		    strcmp(e->mech->name, "inittab") != 0 &&
		    strcmp(e->mech->name, "hook") != 0)
			assert_non_null(e->paths);
	}
	assert_non_null(os->cf_paths[0]);
	assert_non_null(os->mta_paths[0]);
	assert_non_null(os->pid_files[0]);
	assert_non_null(os->watch_paths[0]);
}

/* What the table says of how it knows of a path. */
static inline const char *
evidence_of(const char *name, const char *path)
{
	const struct entry *e;
	const char *const *p;

	for (e = platform_find(name)->entries; e->mech != NULL; e++)
		for (p = e->paths; p != NULL && *p != NULL; p++)
			if (strcmp(*p, path) == 0)
				return evidence_name(e->evidence);
	return NULL;
}

#endif
