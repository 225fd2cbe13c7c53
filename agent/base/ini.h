/* Reads the INI form of the policy file: pure, with exact line numbers. */
#ifndef HM_INI_H
#define HM_INI_H

#include <stddef.h>

#include "agent/base/err.h"

/*
 * "[section]", "[section argument]", "key = value", comments from ';' or
 * '#' at the start of a line or ';' after a blank, CRLF taken, blanks around
 * all parts dropped. Names are of letters, digits, '-', '_' and '.'; a value
 * may be empty and has no quoting. A key before the first section is wrong.
 * No line length limit, no continuation. Called for each key in order; a
 * negative answer ends the reading and is returned. Strings live during the
 * call. argument is "" where the section has none.
 */
struct ini_key {
	const char *section, *argument, *key, *value;
	unsigned line;
};
typedef int ini_fn(void *arg, const struct ini_key *, struct err *);

/*
 * name stands before the line in messages ("policy.conf:7: ..."). -EINVAL
 * with the line and what was expected when the text is not of that form
 * (also for a NUL byte); -ENOMEM.
 */
int ini_parse(const char *name, const char *text, size_t len, ini_fn *,
    void *arg, struct err *);

#endif
