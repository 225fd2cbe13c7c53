/* Where one letter went, by what the mail log says of it. */
#ifndef HM_MAILTRACE_H
#define HM_MAILTRACE_H

#include <stdbool.h>
#include <stddef.h>

/* A letter has a queue id in each queue that it passes: the client's, the
 * daemon's, that of a copy after an alias. */
#define MAILTRACE_IDS 8

struct mailtrace {
	const char *message;	/* its Message-ID without the brackets */
	char ids[MAILTRACE_IDS][32];
	unsigned n_ids;
	unsigned ended;		/* put into a mailbox, or taken by another
				 * host: this often */
	bool failed;		/* refused for good, for one recipient at
				 * least */
	char last[200];		/* what was said last of where it went: one
				 * line of plain ASCII; "": nothing */
};

/*
 * Take one more line, in the log's order. What sendmail, Postfix and Exim
 * write is known: sendmail's and Postfix's syslog lines ("id: from=", "id:
 * to=", op.me "Logging"; postconf(5) long_queue_ids) and Exim's main log
 * (its specification, "Log files"). What loopback took is not at its end.
 */
void mailtrace_line(struct mailtrace *, const char *line, size_t len);

#endif
