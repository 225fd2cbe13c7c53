/* What --watch says to people and to the system's log. */
#include "agent/watch_event.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "agent/base/log.h"
#include "agent/port/eventlog.h"

#define PRIORITY_WARNING 4

static const char *const ids[] = {
	[WATCH_EVENT_FIRST] = "767c7b5d27b54373b4e56a3737be0146",
	[WATCH_EVENT_CHANGED] = "f09d35ac415a4006b334c46d38aeddf9",
	[WATCH_EVENT_ENFORCED] = "afe3664bf1834a68b2a9845ffb22439e",
	[WATCH_EVENT_LEFT_OFF] = "9047a5721868451a8743d8e6dab5254f",
	[WATCH_EVENT_BLIND] = "abca32915be241a980d448dabb89034f",
};

const char *
watch_event_id(enum watch_event event)
{
	return ids[event];
}

void
watch_event(enum watch_event event, bool live,
    const struct watch_event_words *w, const char *fmt, ...)
{
	enum eventlog how = EVENTLOG_NONE;
	char text[2048];
	va_list ap;

	va_start(ap, fmt);
	if (vsnprintf(text, sizeof(text), fmt, ap) < 0)
		text[0] = '\0';
	va_end(ap);
	if (live) {
		const struct event_field fields[] = {
			{ .name = "MESSAGE", .value = text },
			{ .name = "MESSAGE_ID", .value = ids[event] },
			{ .name = "HARDENMAIL_VERDICT", .value = w->verdict },
			{ .name = "HARDENMAIL_WAS", .value = w->was },
			{ .name = "HARDENMAIL_BY", .value = w->by },
		};

		how = eventlog_write(EVENTLOG_JOURNAL, PRIORITY_WARNING,
		    fields, sizeof(fields) / sizeof(fields[0]));
	}
	if (how != EVENTLOG_NATIVE ||
	    !eventlog_is_stderr(getenv("JOURNAL_STREAM")))
		log_warning("%s", text);
}
