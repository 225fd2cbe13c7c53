/* Operators with passwords, and what is kept of these: scrypt. */
#ifndef HM_PASSWORDS_H
#define HM_PASSWORDS_H

#include <stdbool.h>
#include <stddef.h>

#include "agent/base/err.h"
#include "agent/base/pool.h"

struct password {
	struct password *next;
	const char *name;
	const char *hash;	/* "$scrypt$ln=15,r=8,p=3$SALT$HASH" */
};

/* = {0} is empty. */
struct passwords {
	struct pool pool;
	struct password *first;
};

#define PASSWORD_LINE 192
#define PASSWORD_MIN 10
#define PASSWORD_MAX 1024

/*
 * One operator a line, "NAME:HASH", '#' for comments; a name once. -EINVAL
 * with "file:line: what", also for a hash that could not be computed or is
 * weaker than ln=14, r=8; -ENOMEM.
 */
int passwords_parse(struct passwords *, const char *file, const char *text,
    size_t len, struct err *);
void passwords_release(struct passwords *);

/* Is it his password? Takes a quarter of a second and 32 MiB, for a name that
 * nobody has too. NULL: no; else his name. */
const char *passwords_check(const struct passwords *, const char *name,
    const char *password);

/* A line for the file, without its end. -EINVAL with the words for a name
 * with blanks, ':' or controls, or a password that is too short; -EIO without
 * randomness or memory. */
int password_line(const char *name, const char *password,
    char line[PASSWORD_LINE], struct err *);

#endif
