/* The words of a script that can lead to a program, without evaluating. */
#ifndef HM_REACH_WORDS_H
#define HM_REACH_WORDS_H

#include <stdbool.h>
#include <stddef.h>

#include "agent/base/buf.h"
#include "agent/base/pool.h"

enum reach_kind {
	REACH_NAME,		/* "savelog" */
	REACH_PATH,		/* "/usr/bin/savelog" */
	REACH_TAIL,		/* "bin/savelog", of "$dir/bin/savelog" too */
	REACH_PATTERN,		/* "/etc/foo.d/[a-z]*" */
	REACH_TAILS		/* "foo.d/[a-z]*" */
};

struct reach_word {
	struct reach_word *next;
	struct reach_word *same;	/* for the reader */
	enum reach_kind kind;
	bool run;		/* may stand where a command's name does */
	bool search;		/* names may be looked for in this folder */
	const char *text;
};

struct reach_words {
	struct reach_word *first;
	bool piece;		/* the name of an MTA, or a part of one that
				 * can be put together with another; or a
				 * service is started, which may be one */
	bool units;		/* systemctl has units started */
	bool dynamic;		/* a program is named by a variable's value,
				 * so that each word may be one */
	bool sources;		/* so is a file that is sourced */
};

/* Lines that begin with "#" do not count. Names that only a shell or one of
 * the plainest utilities has are left out; with
 * names false there are paths only. 0, -E2BIG, -ENOMEM. */
int reach_words_read(struct pool *, const char *text, size_t len,
    bool names, struct reach_words *ret);

/* All of it as one text and back, so that it can be kept for another time.
 * The buf is appended to; the words borrow the text. 0, -ENOMEM. */
int reach_words_pack(const struct reach_words *, struct buf *);
int reach_words_unpack(struct pool *, const char *text, size_t len,
    struct reach_words *ret);

#endif
