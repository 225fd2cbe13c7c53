/* Which keys the lines of a journal have. */
#ifndef HM_JOURNAL_FIELDS_H
#define HM_JOURNAL_FIELDS_H

#include "agent/run/journal.h"
#include "agent/run/journal_line.h"

#define JOURNAL_VERSION 1

/* What a line carries that is no member of a journal or record. */
struct extra {
	unsigned n, version;
	const char *text;
	size_t text_len;
	const char *name;
	int64_t time;
	bool rolled_back;
	bool there, link;
};

/* Of struct extra, unless said otherwise. */
extern const struct field version_fields[];
extern const struct field head_fields[];	/* struct journal */
extern const struct field step_fields[];	/* struct record */
extern const struct field was_fields[];		/* struct record */
extern const struct field word_fields[];
extern const struct field xattr_fields[];
extern const struct field mark_fields[];
extern const struct field state_fields[];
extern const struct field time_fields[];

/* The words of marks and of changes of state. */
extern const char *const mark_words[];
extern const char *const state_words[];

#endif
