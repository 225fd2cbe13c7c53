/* Text into tokens and back, as sendmail's prescan() and cataddr() do. */
#ifndef HM_RULES_TOKENS_H
#define HM_RULES_TOKENS_H

#include "agent/rules/state.h"

/* What a text is: of outside (an address, a map's value: $-words mean
 * nothing, comments are dropped), of inside (a default of a map), or of a
 * rule (comments stay). */
enum scan_kind { SCAN_OUTSIDE, SCAN_INSIDE, SCAN_RULE };

/*
 * Take text apart up to delim (outside quotes, comments and <>; 0: its end).
 * What is not balanced is patched up, unless `quiet`, which leaves it. Bytes
 * of the tokens are in the pool. limit: bytes of all tokens, MAX_SCAN but for
 * rules. 0, -ENOENT (nothing there), -E2BIG (more than sendmail takes), or
 * -ENOMEM. *end (may be NULL) is where it ended.
 */
struct scan {
	enum scan_kind kind;
	char delim;
	bool quiet;
	size_t limit;
};
int scan(struct rules *, struct pool *, const char *text,
    const struct scan *, struct words *ret, const char **end);

/* The byte between two words that would run together: BlankSub unless `blank`
 * says another. */
struct join {
	char blank;
	bool inside;		/* keep the quoting of single bytes */
};
/* The tokens as one text of at most size - 1 bytes. */
void join(struct rules *, const char *const *words, size_t n,
    const struct join *, char *ret, size_t size);

/* In place: without quotes, and without the backslashes before others. */
void strip_quotes(char *);

#endif
