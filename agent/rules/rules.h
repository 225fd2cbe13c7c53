/* What one sendmail.cf does with an address: its own rules, evaluated. */
#ifndef HM_RULES_H
#define HM_RULES_H

#include <stdbool.h>
#include <stddef.h>

#include "agent/base/err.h"
#include "agent/base/pool.h"

/* What a name server said. */
enum dns_answer {
	DNS_AGAIN,		/* nothing: try again later */
	DNS_FOUND,
	DNS_EMPTY,		/* the name exists, but has no such record */
	DNS_NO_NAME
};

/*
 * Everything outside the cf. The functions are asked for nothing that the
 * rules do not ask for; answers to the same question are taken to be equal
 * as long as the struct rules lives.
 */
struct rules_world {
	void *context;		/* first argument of the functions */
	/* A file, whole, in the pool. 0, or -errno. */
	int (*read)(void *context, const char *path, struct pool *,
	    const char **text, size_t *len);
	/* The records of one type: of A and AAAA the address, of MX
	 * "10 host", of others their text. Names without a dot at the end. */
	enum dns_answer (*dns)(void *context, const char *name,
	    const char *type, struct pool *, struct strv *ret);
	const char *host;	/* the host's full name */
	const char *node;	/* what uname -n says; NULL: as host */
	const struct strv *names;	/* its other names, and its addresses
				 * as "[192.0.2.25]": all into class w */
	char delivery;		/* first letter of a DeliveryMode that the
				 * command line gives, or 0 */
	bool rebuilt;		/* databases are what makemap(8) would make of
				 * their text now, where it is there */
	const struct strv *listeners;	/* DaemonPortOptions that it gives:
				 * they replace the cf's; NULL: none */
};

struct rules;

/*
 * Reads a cf of any version, with the class files that it names. The world
 * is borrowed until rules_free(). What sendmail complains about and passes
 * over is passed over. 0, -ENOMEM, -E2BIG (a file that no host has), or
 * -EINVAL (no cf at all).
 */
int rules_read(const char *path, const char *text, size_t len,
    const struct rules_world *, struct rules **ret, struct err *);
void rules_free(struct rules *);

/* Is there such a ruleset? By name or number, as in the S line. */
bool rules_have(const struct rules *, const char *ruleset);

/* The first letter of the DeliveryMode that connections get: of the first
 * listener that says one, else of all. */
char rules_delivery(const struct rules *);

/* Is mail of any listener deferred, so that it asks no rule? */
bool rules_deferred(const struct rules *);

/* Has it rules at all? Without any it takes no mail anywhere. */
bool rules_any(const struct rules *);

/* Does this mailer deliver on the host itself (its flag l)? */
bool rules_is_final(const struct rules *, const char *mailer);

/* A word of a class, or a key of a map and its value. */
struct rules_entry {
	struct rules_entry *next;
	const char *key, *value;	/* value NULL: of a class */
	const char *path;		/* NULL: known from no file */
	unsigned line;			/* 0: not known */
};

/* The words of a class: "R", "{VirtHost}". In the pool, in any order. 0 or
 * -ENOMEM. */
int rules_class_words(struct rules *, const char *class, struct pool *,
    struct rules_entry **ret);

/* The entries of the maps in files that were asked so far whose value is
 * this word, or begins with it and a blank; case does not count. As above. */
int rules_map_words(struct rules *, const char *value, struct pool *,
    struct rules_entry **ret);

/* A macro of a question: "{client_addr}" or "f". */
struct rules_macro {
	const char *name, *value;
};

struct rules_question {
	const char *ruleset;	/* "check_rcpt"; NULL: the route only */
	const char *address;	/* "a $| b" for two */
	const struct rules_macro *macros;
	size_t n_macros;
	bool route;		/* ask for the route of the address, too */
	bool typed;		/* "$|" is as it is typed to sendmail -bt,
				 * where it is not what the daemon puts
				 * between two arguments */
	bool explain;		/* fill rule, class, map, trace */
};

/* One thing that was done on the way. */
struct rules_event {
	struct rules_event *next;
	enum rules_event_kind { EVENT_RULE, EVENT_CLASS, EVENT_MAP } kind;
	const char *path;	/* NULL: known from no file */
	unsigned line;		/* 0: not known */
	const char *ruleset;
	const char *text;	/* of a rule what it made; "word in class w";
				 * "map: key -> value" */
};

struct rules_answer {
	bool defined;		/* the ruleset */
	const char *unknown;	/* why this is no answer, or NULL: a bound
				 * was met, a map cannot be read here */
	const char *returned;	/* what the ruleset left, its tokens parted
				 * by blanks, $-words written as in a cf */
	/* Taken apart: $#mailer $@host $:user of what was returned; NULL
	 * where it does not begin with $#, or lacks the part. */
	const char *mailer, *at, *text;
	const char *route_mailer, *route_host, *route_user;	/* NULL: does
				 * not parse at all; the host may be NULL */
	/* The rule that said it first, and the last class member and map
	 * entry that were found before; NULL: none. */
	const struct rules_event *rule, *class, *map;
	const struct rules_event *trace;	/* everything, in turn */
};

/*
 * Ask. Everything in the answer lives in the pool. Work and memory are
 * bounded, far above what any host's rules need; past the bounds the answer
 * is `unknown`. 0 or -ENOMEM.
 */
int rules_ask(struct rules *, const struct rules_question *, struct pool *,
    struct rules_answer *ret);

#endif
