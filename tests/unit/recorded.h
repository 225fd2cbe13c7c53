/* A recorded output of another system's program, out of tests/data. */
#ifndef HM_RECORDED_H
#define HM_RECORDED_H

#include <stdio.h>

#include "tests/unit/unit.h"

static inline size_t
recorded(const char *folder, const char *name, char *text, size_t size)
{
	char path[128];
	FILE *f;
	size_t n;

	snprintf(path, sizeof(path), "tests/data/%s/%s", folder, name);
	f = fopen(path, "r");
	if (f == NULL)
		fail_msg("%s is missing", path);
	n = fread(text, 1, size, f);
	fclose(f);
	assert_true(n > 0 && n < size);
	return n;
}

#endif
