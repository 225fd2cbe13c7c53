/* What sendmail.cf and submit.cf say: options, classes, macros, listeners. */
#ifndef HM_SMCF_H
#define HM_SMCF_H

#include <stdbool.h>
#include <stddef.h>

#include "agent/base/err.h"
#include "agent/base/pool.h"

struct smcf_option {
	struct smcf_option *next;
	const char *name;	/* as sendmail spells it, abbreviations and
				 * old letters ("Q" QueueDirectory) written
				 * out; what it does not know, as written.
				 * "Timeout.initial" with its suboption */
	const char *value;
	unsigned line;
};
struct smcf_class {		/* C, F, T: one entry per definition */
	struct smcf_class *next;
	const char *name;	/* "w", "R", "VirtHost" without braces */
	struct strv members;	/* of C lines, unexpanded: "$j", "$=w";
				 * sendmail compares them without case */
	const char *file;	/* of F lines, with its -o: optional */
	bool optional;
	const char *pattern;	/* sscanf pattern of F, or NULL */
	unsigned line;
};
struct smcf_macro {		/* D lines */
	struct smcf_macro *next;
	const char *name, *value;
	unsigned line;
};
/* One daemon of DaemonPortOptions, all its key spellings read: only the
 * first letter of a key counts, and its case where the other case is another
 * key (setsockaddroptions() of daemon.c). */
struct smcf_listener {
	struct smcf_listener *next;
	const char *name;	/* "MTA"; "Daemon0" where none is given */
	const char *family;	/* "inet", "inet6", "unix" ...; "inet" */
	const char *address;	/* as written; NULL: any */
	const char *port;	/* "smtp", "25", "587" ...; "smtp" */
	const char *modifiers;	/* letters of M=, "" without; none of them
				 * switches a daemon off, O only lets
				 * sendmail go on where it cannot bind */
	unsigned line;		/* 0: from the command line or implied */
};
struct smcf {
	struct smcf_option *options;
	struct smcf_class *classes;
	struct smcf_macro *macros;
	struct smcf_listener *listeners;
	int level;		/* V line, 0 without */
	const char *vendor;	/* V10/Berkeley */
	bool use_msp;		/* O UseMSP=True */
};

/*
 * Read a cf file. Strings live in the pool. Comments (from level 3 on also
 * behind the text of a line), continuation lines
 * (leading blank or tab), "O name=value" and "Oxvalue", C{name}, F{name}-o,
 * D{name}. Lines that cannot be read are passed over, as a ruleset line is;
 * 0, -ENOMEM, or -EINVAL where the text is no cf at all (binary: a NUL).
 */
int smcf_parse(struct pool *, const char *text, size_t len, struct smcf *ret,
    struct err *);

/* The value that is in force (the last), or NULL. */
const char *smcf_option(const struct smcf *, const char *name);
const char *smcf_macro(const struct smcf *, const char *name);

/* Parse one value of DaemonPortOptions. -EINVAL: there is a key that
 * sendmail does not know, and it would not start; *ret has the others.
 * 0 or -ENOMEM. */
int smcf_listener_parse(struct pool *, const char *value,
    struct smcf_listener *ret, struct err *);

/*
 * Where a daemon with this cf and these command line options (smcmd's
 * `options`; DaemonPortOptions there replace all of the cf's) would listen:
 * a list in the pool. None anywhere: one on any address, port smtp.
 * local_daemon (-bl): a listener without address gets loopback.
 */
int smcf_listeners(struct pool *, const struct smcf *,
    const struct strv *options, bool local_daemon,
    struct smcf_listener **ret);

/* Numbers as inet_addr() reads them ("127.1"), names that always are this
 * host. "127.0.0.1", "127.1.2.3", "::1", "IPv6:::1", "localhost",
 * "::ffff:127.0.0.1", "[127.0.0.1]". false for NULL. */
bool smcf_is_loopback(const char *address);

/* "Every listener is on loopback (or a local socket)"; false for none. */
bool smcf_all_loopback(const struct smcf_listener *);

/* The host of "relay:[hub]", "hub", "smtp8:hub:587" (D{S}, D{H}), without
 * mailer and brackets, in the pool; NULL: none, or no memory. */
const char *smcf_relay_host(struct pool *, const char *value);

/* submit.cf: the host that the MSP hands its mail to (D{MTAHost}), without
 * its brackets, or NULL. */
const char *smcf_msp_host(struct pool *, const struct smcf *);

#endif
