/* The last changes of files, and who made them: so many as there is room
 * for. No I/O. */
#ifndef HM_WRITER_RING_H
#define HM_WRITER_RING_H

#include "agent/port/writers.h"

#define WRITER_RING_MAX 256

struct writer_ring;

/* NULL without memory; free() ends it. */
struct writer_ring *writer_ring_new(void);

/*
 * Note a change at that time of a name (len bytes) in a folder, by any number
 * that stands for it. A program that did it before is not noted twice, but as
 * the latest; of those that are not known each process counts. The oldest
 * gives way.
 */
void writer_ring_add(struct writer_ring *, uint64_t folder, const char *name,
    size_t len, const struct writer *, int64_t when);

/* Changes were lost, at that time at the latest. */
void writer_ring_lose(struct writer_ring *, int64_t when);

/* What is known of a process that made a change since then; NULL: nothing. */
const struct writer *writer_ring_process(const struct writer_ring *, long pid,
    int64_t since);

/* As writers_ops.ask. */
int writer_ring_each(const struct writer_ring *, uint64_t folder,
    const char *name, int64_t since, writers_fn *, void *arg);

#endif
