/* A format against files that were written by hand. */
#ifndef HM_FORMAT_CASE_H
#define HM_FORMAT_CASE_H

#include <stdio.h>

#include "tests/unit/report_cases.h"

/* The situation of that name in this format. */
static inline void
format_case_show(const char *name, const struct format *format,
    struct buf *ret)
{
	size_t i;

	for (i = 0; i < N_REPORT_CASES; i++)
		if (strcmp(report_cases[i].name, name) == 0) {
			show_case(&report_cases[i], format, ret);
			return;
		}
	fail_msg("%s: no such case", name);
}

/* tests/data/format/NAME.FORMAT is what it must give. */
static inline void
format_case(const char *name, const struct format *format)
{
	struct buf got = BUF_INIT(1 << 20), expected = BUF_INIT(1 << 20);
	char path[256], part[4096];
	size_t n;
	FILE *f;

	snprintf(path, sizeof(path), "tests/data/format/%s.%s", name,
	    format->name);
	f = fopen(path, "r");
	if (f == NULL)
		fail_msg("%s: cannot be opened", path);
	while ((n = fread(part, 1, sizeof(part), f)) > 0)
		buf_add(&expected, part, n);
	fclose(f);
	format_case_show(name, format, &got);
	assert_string_equal(got.p, expected.p);
	buf_release(&got);
	buf_release(&expected);
}

#endif
