/* Thousands of SMTP connections on one thread, by libcurl and epoll(7). */
#ifndef HM_CROWD_H
#define HM_CROWD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include "agent/base/err.h"
#include "probe/networks.h"

struct crowd;
struct link;

/*
 * What happens to a link; owner is its caller's. None may be NULL. A link
 * may be closed, and others opened, in opened, failed, readable and
 * writable, but not in allowed, said and heard.
 */
struct crowd_handler {
	/* May that address be contacted? Asked for each socket, at the last
	 * moment before it is connected. */
	bool (*allowed)(void *owner, const struct address *);
	/* Until it is opened: what libcurl says, and each line it hears;
	 * false ends the link. */
	void (*said)(void *owner, const char *data, size_t len);
	bool (*heard)(void *owner, const char *line, size_t len);
	/* EHLO (and STARTTLS where offered) is behind us. */
	void (*opened)(void *owner);
	/* It never will be; words for a person. The link is closed. */
	void (*failed)(void *owner, int error, const char *words);
	void (*readable)(void *owner);
	void (*writable)(void *owner);
};

/* Up to max links at once: fewer where there are not enough descriptors. */
struct crowd *crowd_new(const struct crowd_handler *, unsigned max,
    struct err *e);
void crowd_free(struct crowd *);
/* How many links there may be at once, and are. */
unsigned crowd_room(const struct crowd *);
unsigned crowd_links(const struct crowd *);

/*
 * Connect, wait for the greeting, say EHLO (or HELO, where it knows no
 * better) and STARTTLS where it is offered, unless tls is false. Without a
 * time limit: the caller closes the link when it took too long. To 127/8
 * the link comes from 127.86.77.53, which no server takes for itself.
 */
struct link *crowd_open(struct crowd *, const struct address *,
    unsigned port, const char *helo, bool tls, void *owner, struct err *e);
void link_close(struct link *);

/* Did the TCP connection come about? */
bool link_is_connected(const struct link *);
/* Our end's address, "" where not known. */
void link_local(const struct link *, char text[ADDRESS_TEXT]);

/* As much as goes now: bytes, -EAGAIN (writable comes), or -errno. */
ssize_t link_send(struct link *, const char *data, size_t len);
/* Bytes; 0: it was closed; -EAGAIN, or -errno. */
ssize_t link_recv(struct link *, char *data, size_t size);

/* Let happen what happens, for at most so many milliseconds. 0 or -errno. */
int crowd_wait(struct crowd *, int ms);

#endif
