/* Names: the last component of a path, and lists of them. */
#ifndef HM_NAME_H
#define HM_NAME_H

#include <stdbool.h>

/* What stands behind the last slash; the whole where there is none. A part
 * of the argument. */
const char *name_of(const char *path);

/* Is it in the list, which ends with NULL? */
bool name_in(const char *const *list, const char *name);

#endif
