/* Commands that run another command: daemon, nice, su, start-stop-daemon. */
#ifndef HM_WRAPPER_H
#define HM_WRAPPER_H

#include <stdbool.h>

#include "agent/model/words.h"

enum wrapped_kind {
	WRAPPED_NOT,		/* no wrapper: the words are the command */
	WRAPPED_COMMAND,	/* `words` would run */
	WRAPPED_TEXT,		/* the word numbered `text_at` is shell text,
				 * as behind sh -c */
	WRAPPED_NOTHING		/* runs no program; `status` is its own */
};

struct wrapped {
	enum wrapped_kind kind;
	struct words words;
	size_t text_at;
	bool src;		/* AIX's SRC starts it: see start.h */
	bool other_root;	/* as chroot(8) does */
	int status;
};

/* Take one wrapper off. 0 or -ENOMEM. */
int wrapper_peel(struct pool *, const struct words *, struct wrapped *ret);

/*
 * Take all wrappers off: *ret is the command that would finally run, which
 * may be what was given; no words: none would. Text of sh -c that is one
 * simple command without quotes, expansions or operators is split; any other
 * is left as sh -c TEXT, for sh_run() with text_is_command. other_root: is
 * set where one of them changes the root, and left alone elsewhere. 0 or
 * -ENOMEM.
 */
int wrapper_command(struct pool *, const struct words *, struct words *ret,
    bool *other_root);

/* Is there a wrapper of this name (a path counts by its last part)? */
bool wrapper_is(const char *name);

#endif
