/* What --watch says to people and to the system's log. */
#ifndef HM_WATCH_EVENT_H
#define HM_WATCH_EVENT_H

#include <stdbool.h>

/* Each has an identity that never changes, and a text in the journal's
 * catalogue (packaging/systemd/hardenmail.catalog). */
enum watch_event {
	WATCH_EVENT_FIRST = 0,	/* the verdict at the start */
	WATCH_EVENT_CHANGED,	/* another verdict */
	WATCH_EVENT_ENFORCED,	/* the mode is reached, or not */
	WATCH_EVENT_LEFT_OFF,	/* nothing is enforced any more */
	WATCH_EVENT_BLIND	/* the decoy was not noticed */
};

/* 32 hexadecimal digits: MESSAGE_ID of systemd.journal-fields(7). */
const char *watch_event_id(enum watch_event);

/* All may be NULL. */
struct watch_event_words {
	const char *verdict, *was, *by;
};

/*
 * The message is a line on standard error; with `live` it goes to the
 * journal with its fields too, or to syslog, and to standard error only if
 * that is not the journal itself.
 */
void watch_event(enum watch_event, bool live, const struct watch_event_words *,
    const char *fmt, ...) __attribute__((format(printf, 4, 5)));

#endif
