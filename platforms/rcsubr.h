/* The functions of rc.subr(8), as far as they decide what is run. */
#ifndef HM_RCSUBR_H
#define HM_RCSUBR_H

#include "agent/base/pool.h"
#include "platforms/platform.h"

/* A text for the shell's evaluator that runs a script of rc.d as the boot
 * does: our functions, the files of entry->config, then the script. In the
 * pool; path has no "'" in it. NULL: without memory. */
const char *rcsubr_text(struct pool *, const struct entry *,
    const char *path);

#endif
