/* Reads the members of a JSON object, and says where one is wrong. */
#ifndef HM_MEMBER_H
#define HM_MEMBER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <jansson.h>

#include "agent/base/err.h"
#include "agent/base/pool.h"

/* The most elements of a list, and the deepest nesting, that are taken. */
#define MEMBER_MAX_LIST 20000
#define MEMBER_MAX_DEPTH 32

/*
 * Strict JSON: one value and blanks, UTF-8, no member twice, no NUL, no
 * deeper than MEMBER_MAX_DEPTH. NULL, with "line 1, column 23: what".
 * The caller frees it with json_decref().
 */
json_t *member_parse(const char *text, size_t len, struct err *);

/*
 * Where the reading is. The first thing that is wrong is kept in *e, as
 * "starters[3].role: expected ...", and everything after it reads as if it
 * were not there: look at `failed` once, at the end.
 */
struct member {
	struct pool *pool;	/* of the strings */
	struct err *e;
	int failed;		/* 0 or -errno */
	char at[160];		/* "starters[3]" */
};

/* null and what is not there: NULL, an empty list, or the default. */
const char *member_text(struct member *, json_t *in, const char *key);
/* The same, with the bytes of "raw_KEY" (base64) where the text was not UTF-8
 * and has that beside it. */
const char *member_bytes(struct member *, json_t *in, const char *key);
/* The same where there must be text, of 1 to max bytes. */
const char *member_need(struct member *, json_t *in, const char *key,
    size_t max);
int64_t member_number(struct member *, json_t *in, const char *key,
    int64_t min, int64_t max, int64_t otherwise);
/* Seconds since 1970 of "2026-11-22T09:00:00Z"; 0: there is none. */
int64_t member_time(struct member *, json_t *in, const char *key);
bool member_flag(struct member *, json_t *in, const char *key,
    bool otherwise);
json_t *member_object(struct member *, json_t *in, const char *key);
json_t *member_list(struct member *, json_t *in, const char *key);
void member_strings(struct member *, json_t *in, const char *key,
    struct strv *ret);
/* Which of the names (NULL-ended) it is: its index; 0 where it is null. */
int member_named(struct member *, json_t *in, const char *key,
    const char *const *names);

/* Element i of a list that is the member key of what is at the moment read:
 * an object, and `at` is of it until member_leave(mark). NULL: wrong. */
json_t *member_enter(struct member *, json_t *list, const char *key,
    size_t i, size_t *mark);
void member_leave(struct member *, size_t mark);

int member_wrong(struct member *, const char *key, const char *expected);

#endif
