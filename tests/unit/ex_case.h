/* A configuration of Exim from memory, for the tests of its readers. */
#ifndef HM_EX_CASE_TEST_H
#define HM_EX_CASE_TEST_H

#include <errno.h>
#include <string.h>

#include "agent/model/ex_conf.h"

/* Files by their names; the main one is "/c/exim.conf". */
struct ex_case_file {
	const char *path, *text;
};

static inline int
ex_case_find(const void *context, struct pool *p, const char *path,
    struct ex_part *ret)
{
	const struct ex_case_file *f = context;

	(void)p;
	for (; f != NULL && f->path != NULL; f++)
		if (strcmp(f->path, path) == 0) {
			*ret = (struct ex_part){ .file = f->path,
				.text = f->text, .len = strlen(f->text),
				.line = 1 };
			return 0;
		}
	return -ENOENT;
}

static inline void
ex_case_read(struct pool *p, const char *text,
    const struct ex_case_file *others, const struct strv *macros,
    struct ex_conf *ret)
{
	const struct ex_files files = { .read = ex_case_find,
		.context = others };
	const struct ex_part part = { .file = "/c/exim.conf", .text = text,
		.len = strlen(text), .line = 1 };

	assert_int_equal(ex_conf_read(p, &files, &part, 1, macros, ret), 0);
}

#endif
