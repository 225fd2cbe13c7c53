/* Everything that was seen of a host. Gathering fills it, checks read it. */
#ifndef HM_FACTS_H
#define HM_FACTS_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

#include "agent/base/pool.h"
#include "agent/model/relaying.h"
#include "agent/model/role.h"
#include "agent/model/words.h"

/* A line of a file, the smallest piece of evidence. line 0: the file or
 * link as such. text may be NULL. */
struct place {
	struct place *next;
	const char *path;
	unsigned line;
	const char *text;
};

enum activation {
	ACTIVATION_BOOT = 0,
	ACTIVATION_INETD,
	ACTIVATION_SOCKET,
	ACTIVATION_CRON,
	ACTIVATION_ON_DEMAND
};

/* One thing in the boot configuration that would start an MTA. */
struct starter {
	struct starter *next;
	const char *id;			/* "s1", given by the adder */
	const char *mta;		/* "sendmail", "postfix", "exim" ... */
	const char *mechanism;		/* "rclink", "unit", "inetd" ... */
	enum activation activation;
	struct place at;		/* the line that runs it */
	struct words words;		/* its command line, gaps and all */
	enum role role;
	enum tri at_boot;		/* NO: switched off */
	long queue_interval;		/* seconds, 0: none, -1: no -q */
	const char *unit;		/* "sendmail.service", or NULL */
	const char *listen;		/* super-server: "smtp", "127.0.0.1:25";
					 * NULL otherwise */
	bool loopback;			/* what it listens on is loopback */
	struct strv exposed;		/* where a daemon would listen beyond
					 * it: "192.0.2.25:25", "[::]:25";
					 * "?" for one that is not clear */
	struct strv needs;		/* "/etc/mail/sendmail.cf" ... */
	struct place *because;		/* what makes it so, in order */
	const char *reason;		/* why role or at_boot is unknown */
};

/* An installed mail program. */
struct mta {
	struct mta *next;
	const char *kind;		/* "sendmail", "postfix" ... */
	const char *path, *resolved;
	const char *version;		/* NULL: not known */
	const char *version_source;	/* "binary", "configuration" */
	bool local_daemon;		/* knows -bl */
};

/* A running process of an MTA in our own namespaces. */
struct process {
	struct process *next;
	pid_t pid, ppid;
	uint64_t start;			/* clock ticks since boot */
	int64_t started;		/* seconds since 1970; 0: not known */
	long uid;			/* -1: not known */
	const char *mta;
	const char *exe;		/* NULL: not readable */
	bool exe_deleted;
	struct words words;		/* true command line where known */
	const char *command;		/* the same for people */
	const char *command_source;	/* "cmdline", "pid-file", "title" */
	const char *title;		/* what it shows instead, or NULL */
	const char *unit;		/* or NULL */
	enum role role;
	bool accepting;			/* false: closed its doors for now */
	long queue_interval;
	const char *starter;		/* id of the starter, or NULL */
	const char *reason;		/* why the role is unknown */
};

enum bound { BOUND_UNKNOWN = 0, BOUND_LOOPBACK, BOUND_LINK, BOUND_ADDRESS,
	BOUND_ANY };

/* Who has the socket open. SUPER: inetd, xinetd, systemd, launchd. */
enum holder { HOLDER_UNKNOWN = 0, HOLDER_MTA, HOLDER_SUPER, HOLDER_OTHER };

/* A listening TCP socket: an MTA's on any port, or any on 25, 465, 587. */
struct listener {
	struct listener *next;
	bool inet6;
	bool v6only;			/* of an inet6 socket */
	bool v6only_unseen;		/* that is not known */
	const char *address;		/* numeric */
	unsigned port;
	const char *interface;		/* bound to, or scope; or NULL */
	enum bound bound;
	unsigned long inode;
	enum holder holder;
	pid_t pid;			/* 0: not known */
	const char *exe, *unit;
	const char *mta;		/* of the holder, or NULL */
	const char *serves;		/* starter id, or NULL */
	enum tri firewalled;
};

struct queue {
	struct queue *next;
	const char *path;
	bool msp;			/* the client queue */
	long messages;			/* -1: not readable */
	int64_t oldest;			/* seconds since 1970, 0: none */
};

/* How mail that is submitted on this host leaves it. */
struct submission {
	const char *path;	/* "msp", "setuid", "other", "none", NULL */
	const char *target;	/* of the MSP: "127.0.0.1", a host; or NULL */
	bool needs_listener;	/* the target is this host's port 25/587 */
	struct place at;	/* the line that says so */
	struct strv clients;	/* names of the local ones of
				 * facts->clients, each once */
	/* of sendmail.cf: where the MTA itself sends it */
	const char *smart_host;	/* DS, without its "mailer:", or NULL */
	const char *mail_hub;	/* DH: mail for local names goes there, as
				 * with FEATURE(nullclient); or NULL */
	const char *delivery;	/* DeliveryMode: "background", "queue",
				 * "interactive", "deferred"; or NULL */
	enum tri set_user_id;	/* a "setuid" sendmail is one of root's:
				 * users can submit without a listener */
	int64_t log_from;	/* the mail log was read from here on, in
				 * seconds since 1970; 0: none was read */
	long delivered;		/* in the log: mail put into mailboxes of
				 * this host; -1: no log was read */
};

enum client_kind {
	CLIENT_FETCHMAIL = 0,	/* a fetchmailrc without mda */
	CLIENT_CONNECTED,	/* a connection now */
	CLIENT_LOGGED,		/* in seven days of the mail log */
	CLIENT_FILTER		/* Postfix's content filter: gives mail back */
};

/* What speaks to a listener of this host; the MSP is none of them, it is
 * submission.needs_listener. */
struct client {
	struct client *next;
	enum client_kind kind;
	bool remote;		/* it is another host: mail arrives here */
	const char *name;	/* "fetchmail", the program's name, or, where
				 * nobody knows it, the address */
	const char *address;	/* it comes from; of fetchmail: it goes to */
	unsigned port;		/* of the listener; 0: not known (log) */
	pid_t pid;		/* 0: not known, as exe and unit */
	const char *exe, *unit;
	const char *user;	/* whose fetchmailrc; NULL: of the system */
	unsigned long messages;	/* of LOGGED */
	struct place at;	/* the poll, or the newest line of the log */
};

enum recipient_kind {
	RECIPIENT_CRON = 0,	/* output of a user's cron jobs */
	RECIPIENT_ALIAS,	/* one entry of an alias file */
	RECIPIENT_FORWARD,	/* one entry of a user's .forward */
	RECIPIENT_LIST,		/* one :include: of either */
	RECIPIENT_MAILBOX,	/* mail waits to be read */
	RECIPIENT_DOMAIN,	/* a name in class w that is not ours */
	RECIPIENT_RELAYED	/* a name in class R: relayed by us */
};

/* Where mail for a recipient goes from here, by what was read. */
enum mail_end {
	MAIL_END_UNKNOWN = 0,
	MAIL_END_LOCAL,		/* another name or mailbox of this host */
	MAIL_END_AWAY,		/* another host: this one must send it on */
	MAIL_END_PROGRAM,
	MAIL_END_FILE,
	MAIL_END_NOWHERE	/* /dev/null, MAILTO="" */
};

/* Somebody who gets mail on this host. */
struct recipient {
	struct recipient *next;
	enum recipient_kind kind;
	const char *name;	/* user, alias, domain */
	const char *target;	/* "alice", "a@b.example", "|/bin/vacation",
				 * "/var/log/x", "/etc/mail/members"; or
				 * NULL: the mailbox of name */
	enum mail_end end;	/* of target, this one step */
	struct place at;
};

/* What could not be seen at all, and cannot be here ("unseen"); doubt:
 * what should have been seen, but is unclear. about: "boot", "processes",
 * "listeners", "submission", "queues", "clients", "recipients". */
struct note {
	struct note *next;
	const char *about;
	struct place at;	/* path may be NULL */
	const char *reason;
};

/* A command of the boot that has a unit of systemd started. */
struct request {
	struct request *next;
	const char *unit;		/* "sendmail.service" */
	enum tri at_boot;		/* YES or UNKNOWN */
	const char *reason;		/* why it is UNKNOWN */
	struct place *because;		/* ends in the command's own line */
};

enum relay_flaw_kind {
	FLAW_FEATURE = 0,	/* weakens relay control */
	FLAW_LAX,		/* takes senders that do not exist */
	FLAW_WIDE,		/* serves more than anybody means */
	FLAW_INERT,		/* does nothing */
	FLAW_STALE,		/* is newer than what is made from it */
	FLAW_ROUTE,		/* names where mail is handed on (why: that
				 * host): it is the policy's hub, or not */
	FLAW_VERSION,		/* of the program: at.text is its version */
	FLAW_OLD,		/* that version has a published hole */
	FLAW_PERHAPS		/* the same, unless its vendor mended it */
};

/* A line of the mail configuration that is not as it should be. */
struct relay_flaw {
	struct relay_flaw *next;
	enum relay_flaw_kind kind;
	struct place at;		/* at.next is not used */
	const char *why;		/* a sentence without its subject */
};

struct facts {
	struct pool pool;
	/* the host */
	const char *name, *machine_id, *serial;	/* or NULL */
	struct strv addresses, macs;
	const char *platform, *title, *version, *distribution, *init;
	struct strv evidence;		/* files that showed the platform */
	bool local_daemon;		/* its sendmail knows -bl */
	bool live;			/* false: a tree */
	bool running_seen;		/* processes were looked at */
	bool sockets_seen;
	enum tri changes_seen;		/* what watches noticed its decoy;
					 * UNKNOWN: that was not tried */
	/* what was found; the tails are the adders' */
	struct mta *mtas, **mtas_end;
	struct starter *starters, **starters_end;
	struct process *processes, **processes_end;
	struct listener *listeners, **listeners_end;
	struct queue *queues, **queues_end;
	struct client *clients, **clients_end;
	struct recipient *recipients, **recipients_end;
	unsigned n_recipients;
	struct note *unseen, **unseen_end;
	struct note *doubts, **doubts_end;
	struct submission submission;
	struct relaying relaying;
	struct relay_flaw *flaws;	/* in the order of the files */
	unsigned n_starters;
	unsigned n_found;		/* commands of MTAs, known ones
					 * included */
	struct request *requests;
	unsigned n_requests, requests_read;	/* changes to that list, and
						 * how many were followed */
};

void facts_init(struct facts *);
void facts_release(struct facts *);

/* Each appends an element of zeros (queue intervals and uid -1) and returns
 * it; NULL: no memory. Strings in it come from facts->pool. */
struct mta *facts_mta(struct facts *);
struct starter *facts_starter(struct facts *);
struct process *facts_process(struct facts *);
struct listener *facts_listener(struct facts *);
struct queue *facts_queue(struct facts *);
/* port 0, messages 0. The name of a local one is put into
 * submission.clients by facts_client_done(): 0 or -ENOMEM. */
struct client *facts_client(struct facts *);
int facts_client_done(struct facts *, const struct client *);
/* More than FACTS_MAX_RECIPIENTS are not kept: -E2BIG, and a note of it in
 * doubts, once. Copies. 0 or -ENOMEM. */
#define FACTS_MAX_RECIPIENTS 20000
int facts_recipient(struct facts *, const struct recipient *);

/* Note a request; what is known already is at most made certain. 0 or
 * -ENOMEM. */
int facts_request(struct facts *, const struct request *);

/* Copy and append; what is there already is not added twice. 0, -ENOMEM. */
int facts_unseen(struct facts *, const char *about, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));
int facts_doubt(struct facts *, const char *about, const char *path,
    unsigned line, const char *fmt, ...)
    __attribute__((format(printf, 5, 6)));

/* Append a copy to a list of places; the same path and line are not added
 * twice. 0 or -ENOMEM. */
int place_add(struct pool *, struct place **list, const char *path,
    unsigned line, const char *text);

/* The same for each place of a list. */
int places_add(struct pool *, struct place **list, const struct place *);

/* Names that the report uses. */
const char *activation_name(enum activation);
const char *bound_name(enum bound);
const char *client_kind_name(enum client_kind);
const char *recipient_kind_name(enum recipient_kind);
const char *mail_end_name(enum mail_end);

#endif
