/* The system's log: the journal with its fields, elsewhere syslog(3). */
#ifndef HM_EVENTLOG_H
#define HM_EVENTLOG_H

#include <stdbool.h>
#include <stddef.h>

#include "agent/base/buf.h"

#define EVENTLOG_JOURNAL "/run/systemd/journal/socket"

/* name: upper case letters, digits and "_", as systemd.journal-fields(7)
 * has them; value NULL: the field is left out. */
struct event_field {
	const char *name, *value;
};

enum eventlog { EVENTLOG_NONE = 0, EVENTLOG_SYSLOG, EVENTLOG_NATIVE };

/* The fields as the journal's native protocol carries them: a value with a
 * line feed in it behind its length. Appended. */
void eventlog_fields(const struct event_field *, size_t n, struct buf *);

/*
 * Send one entry of that priority (3 error, 4 warning, 5 notice: syslog(3)).
 * The first of the fields is MESSAGE. To the socket of the journal, where it
 * is; else the message alone to syslog. What became of it: NONE when nobody
 * took it.
 */
enum eventlog eventlog_write(const char *socket_name, int priority,
    const struct event_field *, size_t n);

/* Is standard error the journal's own stream ($JOURNAL_STREAM)? What goes
 * there too would stand in it twice. */
bool eventlog_is_stderr(const char *journal_stream);

#endif
