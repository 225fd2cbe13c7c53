/* The inventory: whose machine it is, and what it may be. */
#ifndef HM_INVENTORY_H
#define HM_INVENTORY_H

#include <stdint.h>

#include "agent/base/buf.h"
#include "collector/config.h"
#include "collector/store.h"

/* One line of it; what is empty in the file is "". */
struct inventory_line {
	const char *name, *address, *mac, *owner, *department, *mode;
	unsigned line;
};

struct inventory_count {
	unsigned lines, made, changed;
};

/*
 * CSV as RFC 4180 has it, UTF-8, the first line
 * "name,address,mac,owner,department,mode" in any order and with any of them
 * left out but the name; lines that begin with '#' and empty ones are
 * skipped. fn gets each line in order; its negative answer ends the reading.
 * -EINVAL, with one line "file:line: what" for each line that is wrong, up
 * to what *wrong holds.
 */
int inventory_read(const char *file, const char *text, size_t len,
    int (*fn)(void *arg, const struct inventory_line *), void *arg,
    struct buf *wrong, struct err *);

/*
 * Read all of it, and only if all is well bring the store up to date, in
 * the caller's transaction. A line is the host with that MAC, or else that
 * name. Where the permitted mode changes, the latest report is judged again.
 * wrong is as above.
 */
int inventory_import(struct store *, const struct config *, const char *file,
    const char *text, size_t len, int64_t now, struct inventory_count *ret,
    struct buf *wrong, struct err *);

#endif
