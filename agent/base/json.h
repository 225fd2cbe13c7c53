/* Writes JSON (RFC 8259) into a buf; no reading. */
#ifndef HM_JSON_H
#define HM_JSON_H

#include <stdbool.h>
#include <stddef.h>

#include "agent/base/buf.h"

#define JSON_DEPTH 32

/*
 * Calls are nested as the text is: json_object(j, "key") ... json_end(j).
 * key is NULL inside arrays and at the top. Text that is not UTF-8 becomes
 * U+FFFD, and inside an object a member "raw_KEY" with base64 of the bytes
 * follows. Two blanks of indentation; an empty object is {}. The text ends
 * in a line feed once the outermost is closed. Failure stays in the buf
 * (failed). Deeper than JSON_DEPTH is our own mistake: an assertion.
 */
struct json {
	struct buf *out;	/* borrowed */
	unsigned depth;
	bool first;		/* nothing written yet at this depth */
	char close[JSON_DEPTH];	/* what ends each depth */
};

void json_init(struct json *, struct buf *out);
void json_object(struct json *, const char *key);
void json_array(struct json *, const char *key);
void json_end(struct json *);
/* NULL text is written as null. */
void json_string(struct json *, const char *key, const char *text);
/* The same for text of len bytes, with NULs of its own (as \u0000). */
void json_stringn(struct json *, const char *key, const char *text,
    size_t len);
void json_number(struct json *, const char *key, long long);
void json_bool(struct json *, const char *key, bool);
void json_null(struct json *, const char *key);

#endif
