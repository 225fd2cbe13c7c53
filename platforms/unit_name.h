/* Names of units, and the specifiers (%i, %n ...) in their settings. */
#ifndef HM_UNIT_NAME_H
#define HM_UNIT_NAME_H

#include <stdbool.h>
#include <stddef.h>

#include "agent/base/pool.h"
#include "agent/model/words.h"
#include "agent/port/host.h"

/* The parts of "prefix@instance.type"; all "" at worst, never NULL. */
struct unit_name {
	const char *full, *prefix, *instance, *type;
	bool template;			/* "prefix@.type" */
	bool has_instance;
};

/* False: no name of a unit (no known type, characters that may not be). */
bool unit_name_valid(const char *name);

/* 0, -EINVAL (not valid), -ENOMEM. */
int unit_name_split(struct pool *, const char *name, struct unit_name *ret);

/* "prefix@.type" of an instance, NULL when it is none or out of memory. */
const char *unit_name_template(struct pool *, const char *name);

/* "foo-.service" of "foo-bar.service"; NULL: it has no such prefix. */
const char *unit_name_chop(struct pool *, const char *name);

/* What systemd makes of a word for a name: "foo.sh" stays, "foo" becomes
 * "foo.service", other characters are escaped as \xNN. */
const char *unit_name_mangle(struct pool *, const char *word);

/* No word of a command may be longer (MAX_ARG_STRLEN of execve(2)): what
 * would be is not followed to its end. */
#define UNIT_WORD_MAX ((size_t)131072)

/* Text whose end may not be known; reason says why then. */
struct unit_text {
	const char *text;
	enum word_gap gap;		/* WORD_KNOWN or WORD_TAIL */
	bool refused;			/* a letter that is no specifier:
					 * systemd refuses the value */
	const char *reason;
};

/*
 * Replace the specifiers in text for the unit `name` (systemd.unit(5)).
 * What only the running host knows (%H, %v, %b ...) ends the text with a
 * gap; a % before anything but a letter or digit stays as it is. fragment may
 * be NULL.
 * 0 or -ENOMEM.
 */
int unit_specify(const struct host *, struct pool *, const char *name,
    const char *fragment, const char *text, struct unit_text *ret);

#endif
