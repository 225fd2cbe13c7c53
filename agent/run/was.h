/* What stands at a path, so that a change can be refused when it is another
 * thing by then. */
#ifndef HM_WAS_H
#define HM_WAS_H

#include <stdbool.h>

#include "agent/base/buf.h"
#include "agent/base/err.h"
#include "agent/base/root.h"
#include "agent/model/plan.h"

/*
 * Fills *ret with what is at path itself: a link is not followed. Nothing
 * there is no error: ret->there is false. *text, which may be NULL, gets the
 * bytes of a file or the target of a link. Folders have no digest. 0, or
 * what root_read() says; -EFBIG for more than ROOT_MAX_FILE bytes.
 */
int was_read(const struct root *, const char *path, struct was *ret,
    struct buf *text, struct err *);

/* Nothing that matters differs: kind, bytes, file, owner, mode, links. */
bool was_same(const struct was *, const struct was *);

#endif
