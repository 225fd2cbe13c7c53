/* The words of a script that can lead to a program, without evaluating. */
#ifndef HM_REACH_WORDS_H
#define HM_REACH_WORDS_H

#include <stdbool.h>
#include <stddef.h>

#include "agent/base/pool.h"

enum reach_kind {
	REACH_NAME,		/* "savelog" */
	REACH_PATH,		/* "/usr/bin/savelog" */
	REACH_TAIL		/* "bin/savelog", of "$dir/bin/savelog" too */
};

struct reach_word {
	struct reach_word *next;
	enum reach_kind kind;
	bool run;		/* may stand where a command's name does */
	const char *text;
};

struct reach_words {
	struct reach_word *first;
	bool piece;		/* the name of an MTA, or a part of one that
				 * can be put together with another */
	bool dynamic;		/* a program is named by a variable's value,
				 * so that each word may be one */
	bool pattern;		/* there is a path with wildcards */
	bool moves;		/* sets PATH, or goes to another folder */
};

/* Lines that begin with "#" do not count. Names that only a shell or one of
 * the plainest utilities has are left out. 0, -E2BIG, -ENOMEM. */
int reach_words_read(struct pool *, const char *text, size_t len,
    struct reach_words *ret);

#endif
