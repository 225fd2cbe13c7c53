/* What was said on the connections to one host, line by line. */
#ifndef HM_TRANSCRIPT_H
#define HM_TRANSCRIPT_H

#include "agent/base/buf.h"

enum speaker { SPEAKER_CLIENT = 'C', SPEAKER_SERVER = 'S', SPEAKER_NOTE = '#' };

/* = TRANSCRIPT_INIT. More than its room is left out, and that is said. */
#define TRANSCRIPT_ROOM 65536
struct transcript {
	struct buf text;	/* "C: EHLO a.example\nS: 250 ...\n" */
	char speaker;		/* of the line that has no end yet; 0: none */
	bool cut;
};

#define TRANSCRIPT_INIT ((struct transcript){ .text = \
    BUF_INIT(TRANSCRIPT_ROOM + 256) })

/* Bytes as they came, in parts or several lines. Controls, and what is not
 * ASCII, are written as \ooo. No memory: text.failed. */
void transcript_add(struct transcript *, enum speaker, const char *data,
    size_t len);
/* One line about the connection itself. */
void transcript_note(struct transcript *, const char *text);
void transcript_release(struct transcript *);

#endif
