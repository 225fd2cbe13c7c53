/* The list of processes that ps prints, whichever it is. */
#ifndef HM_PS_TABLE_H
#define HM_PS_TABLE_H

#include <stdbool.h>
#include <stddef.h>

#include "agent/base/pool.h"
#include "agent/port/host.h"

struct ps_text {
	const char *text;		/* the header line and the others */
	size_t len;
	const char *passwd;		/* of /etc/passwd, or NULL */
	size_t passwd_len;
};

struct ps_seen {
	unsigned rows;
	unsigned unread;		/* of these: not understood */
	bool init;			/* process 1 is there */
};

/*
 * Append the wanted processes of a listing, by rising pid. The header names
 * the columns: PID must be among them and a command line (COMMAND, CMD,
 * ARGS) be the last; a column COMMAND before it is the name of the program.
 * That serves ps -A -o pid,ppid,user,comm,args, ps -ef, ps -elf and
 * ps axww alike. Without a name, the command line gives it: its first word,
 * what stands before the colon of a title or in parentheses behind it.
 *
 * exe, unit, start are not known, uid is where passwd has the user (no name
 * service is asked). Command lines are plain (host.h); one that is as long
 * as what a kernel keeps (64 bytes on HP-UX, 80 on SVR4) counts as cut.
 * What has ended (<defunct>) is left out.
 *
 * 0; -EINVAL: no such header; -EEXIST: two lines with one pid, so that
 * somebody's command line holds a line of its own; -ENOMEM.
 */
int ps_parse(const struct ps_text *, proc_wanted_fn *, const void *arg,
    struct pool *, struct proc **ret, struct ps_seen *);

#endif
