/* Who a process is, read at once: it may be gone soon. */
#ifndef HM_PROCFS_WRITER_H
#define HM_PROCFS_WRITER_H

#include "agent/port/writers.h"

/* proc: a descriptor of /proc. What is gone already stays empty. Of a process
 * that is ending only its name and users are left. */
void procfs_writer(int proc, long pid, struct writer *ret);

/* As the texts of struct writer; NULs become blanks but for those at the end.
 * What has no room is cut. */
void procfs_escape(const char *text, size_t len, char *ret, size_t size);

#endif
