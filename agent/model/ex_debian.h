/* Debian's update-exim4.conf.conf, as update-exim4.conf(8) reads it. */
#ifndef HM_EX_DEBIAN_H
#define HM_EX_DEBIAN_H

#include <stdbool.h>
#include <stddef.h>

#include "agent/base/pool.h"

struct ex_debian {
	bool split;		/* of the folder conf.d, not of the template */
	bool bare;		/* dc_eximconfig_configtype is none of the
				 * four: nothing of this file is used */
	const char *macros;	/* lines that are put behind the mark; what
				 * is not known of them is EX_UNSURE */
	unsigned line;		/* of dc_local_interfaces, or 0 */
	const char *why;	/* why it is not known; NULL: it is */
	unsigned why_line;
};

/* Lines that begin so are the mark. */
#define EX_DEBIAN_MARK "UPEX4CmacrosUPEX4C"

/* The file is sourced by a shell: where it is more than assignments it is
 * not known. 0 or -ENOMEM. */
int ex_debian_parse(struct pool *, const char *text, size_t len,
    struct ex_debian *ret);

#endif
