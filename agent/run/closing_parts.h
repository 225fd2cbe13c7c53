/* What plan_closing() is made of: files as they would be, and cures. */
#ifndef HM_CLOSING_PARTS_H
#define HM_CLOSING_PARTS_H

#include "agent/run/plan_parts.h"

/* A file that is changed; strings in the pool of the closing. */
struct closing_file {
	const char *path;		/* without links */
	struct was was;
	const char *old, *text;		/* as it is, as it will be; both
					 * NUL-ended beyond their length */
	size_t old_len, len;
	const char *why;
};

#define CLOSING_FILES 12

struct closing {
	const struct planning *g;
	const struct facts *now;	/* with the changes so far */
	struct pool pool;
	struct closing_file files[CLOSING_FILES];
	unsigned n;
	const char *why_not;		/* the last reason why a cure did not
					 * fit, or NULL */
	unsigned lost;			/* lines of the cf that m4 does not
					 * make */
	unsigned rules;			/* that were taken out one by one */
};

/*
 * A way to take away what decided: edits files. 1: done; 0: does not fit
 * (files may be half edited: the caller has a copy of the closing); -errno.
 */
typedef int cure_fn(struct closing *, const struct relay_level *,
    struct err *);

/* The file that path leads to, as the changes so far leave it. NULL: it is
 * none, cannot be read, or there are too many. */
struct closing_file *closing_open(struct closing *, const char *path);

/* text[from..to) = with. 1 or -ENOMEM. */
int closing_splice(struct closing *, struct closing_file *, size_t from,
    size_t to, const char *with, const char *why);
/* All of it; the file is of any bytes. 1 or -ENOMEM. */
int closing_replace(struct closing *, struct closing_file *,
    const char *text, size_t len, const char *why);

/* Line n of the text, from 1, without its end; *end is where the next one
 * begins. False: it has none. */
bool closing_line(const struct closing_file *, unsigned n, size_t *from,
    size_t *to, size_t *end);

/* Append the files as steps; -ENOMEM. */
int closing_steps(const struct closing *, struct plan *);

/* closing_cure.c */
cure_fn cure_class, cure_map, cure_delivery, cure_switch, cure_rule;
cure_fn cure_hook, cure_wide;
/* closing_mc.c: the mc without the feature, and what m4 makes of it; _exact:
 * only where m4 makes of the mc what stands in the cf. */
cure_fn cure_mc_exact, cure_mc_lossy;
/* The same change in the mc beside the cf, where it says so. 0 or -ENOMEM. */
int mc_class(struct closing *, const char *cf, const char *word);
int mc_delivery(struct closing *, const char *cf);
/* The features that open as far as that: how many, or -ENOMEM. */
int mc_features(struct closing *, const char *cf, enum relay);
/* A rule that stands in the mc as it does in the cf. */
int mc_rule(struct closing *, const char *cf, const char *rule);
/* "/etc/mail/sendmail.mc" for its cf, where there is one; in the pool, or
 * NULL. */
const char *mc_of(struct closing *, const char *cf);

/* The value of DeliveryMode= behind at becomes background, where it is
 * deferred. False: it is not there, or says something else. */
bool delivery_value(const char *text, size_t at, size_t end, size_t *from,
    size_t *to);

/* closing_map.c: the databases made of the text at path, anew. 1: done, or
 * there are none; 0 with why_not; -errno. */
int closing_makemap(struct closing *, const char *cf, const char *path,
    struct err *);

#endif
