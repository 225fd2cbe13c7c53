/* The table of verdicts, and what of the facts goes into it. */
#ifndef HM_JUDGE_H
#define HM_JUDGE_H

#include <stdbool.h>

#include "agent/model/facts.h"
#include "agent/model/finding.h"
#include "agent/model/policy.h"

/* The columns of the table; UNKNOWN where the facts do not say which. */
enum stance {
	STANCE_UNKNOWN = 0,
	STANCE_EXPOSED,		/* listens beyond loopback, or may */
	STANCE_LOOPBACK,	/* listens on loopback only */
	STANCE_RUNNER,		/* runs a queue, listens nowhere */
	STANCE_NONE		/* none of these */
};

/*
 * One cell. needed: local mail speaks to the loopback listener. In mode
 * server an exposed daemon is unknown here: judge_server() knows more.
 * STANCE_NONE passes (empty queues and stranded mail are other checks').
 */
enum verdict judge(enum mode, enum stance, bool needed);

/* The same for something that may or may not start: where both outcomes
 * have the same verdict, that; otherwise unknown. TRI_NO passes. */
enum verdict judge_start(enum mode, enum stance, bool needed, enum tri starts);

/*
 * Mode server, for what listens beyond loopback: sendmail passes where its
 * rules are closed to strangers (running: those that it has loaded, else
 * those on disk) and fails where anybody may relay. What is not known, and
 * the relaying of other programs, is unknown.
 */
enum verdict judge_server(const struct facts *, const char *mta,
    bool running);

enum stance stance_of_starter(const struct starter *);
/* A daemon whose sockets were seen, all of them on loopback, is LOOPBACK; one
 * whose sockets could not be seen is UNKNOWN unless one that nobody was seen
 * to hold is open to others. */
enum stance stance_of_process(const struct facts *, const struct process *);
enum stance stance_of_listener(const struct listener *);

/* The widest reach of any sendmail, running or starting: EXPOSED, UNKNOWN,
 * LOOPBACK, or NONE (which includes queue runners). */
enum stance stance_of_sendmail(const struct facts *);

/* Local mail needs a listener: the MSP, or another client, speaks to it. */
bool listener_needed(const struct facts *);

/* The program is called sendmail; NULL is not. */
bool is_sendmail(const char *mta);

/* The first note about something, from where the list is; or NULL. */
const struct note *note_about(const struct note *, const char *about);

/* "PATH line N", "PATH", or the text alone; in the pool. */
const char *place_words(struct pool *, const struct place *);

/* Evidence in the words of people. A starter brings its `because` along;
 * doubts are all those about something. */
void evidence_starter(struct findings *, struct finding *,
    const struct starter *);
void evidence_process(struct findings *, struct finding *,
    const struct process *);
void evidence_listener(struct findings *, struct finding *,
    const struct listener *);
void evidence_doubts(struct findings *, struct finding *,
    const struct facts *, const char *about);

/* "0.0.0.0:25", "[::]:25", "[fe80::1%eth0]:587"; in the pool. */
const char *listener_words(struct pool *, const struct listener *);

#endif
