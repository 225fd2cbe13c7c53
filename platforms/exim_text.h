/* The text of Exim's configuration: a file, or what Debian would make. */
#ifndef HM_EXIM_TEXT_H
#define HM_EXIM_TEXT_H

#include "agent/model/ex_listen.h"
#include "agent/port/host.h"

struct exim_text {
	struct ex_part *parts;
	size_t n, room;
	struct strv files;	/* all that it is made of */
	unsigned line;		/* of Debian's dc_local_interfaces, or 0 */
	const char *why;	/* why it is not known; NULL: it is */
};

/* A file as it is. 0 or -ENOMEM. */
int exim_text_file(const struct host *, struct pool *, const char *path,
    struct exim_text *ret);

/* What update-exim4.conf(8) would make of /etc/exim4. 0 or -ENOMEM. */
int exim_text_debian(const struct host *, struct pool *,
    struct exim_text *ret);

/* The configuration of such a text. macros: of -D. 0 or -ENOMEM. */
int exim_text_read(const struct host *, struct pool *,
    const struct exim_text *, const struct strv *macros,
    struct ex_conf *ret);

#endif
