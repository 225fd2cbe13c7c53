/* What hardenmail-send says of the spool, which root reads as a stranger's. */
#ifndef HM_SPOOLACK_H
#define HM_SPOOLACK_H

#include <stdbool.h>
#include <stddef.h>

#include "agent/base/buf.h"

#define SPOOLACK_REJECTED 64
#define SPOOLACK_MAX 8192	/* bytes of the file */

struct spoolack {
	long long done;		/* nothing up to here is needed any more;
				 * 0: nothing is known */
	/* Those among them that the collector refused to take, and its HTTP
	 * status; the newest ones. */
	size_t n;
	struct {
		long long sequence;
		int status;
	} rejected[SPOOLACK_REJECTED];
};

/* Lines that make no sense, and numbers past SPOOL_MAX_FOREIGN, are passed
 * over: *ret is always sound, and empty for an empty text. */
void spoolack_parse(struct spoolack *ret, const char *text, size_t len);
void spoolack_write(const struct spoolack *, struct buf *);

/* The oldest one is forgotten when there are too many. */
void spoolack_reject(struct spoolack *, long long sequence, int status);
bool spoolack_rejected(const struct spoolack *, long long sequence);

#endif
