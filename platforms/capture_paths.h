/* What packaging/capture.sh takes along from a host. */
#ifndef HM_CAPTURE_PATHS_H
#define HM_CAPTURE_PATHS_H

#include "agent/base/pool.h"

/*
 * The places that the tables of all platforms name, and those that
 * mechanisms and checks know by themselves, as lines, sorted, each once:
 *
 *	w PATH	the file, or the folder with all below it
 *	f PATH	the file, as large as programs are
 *	m PATH	a mail log: who handed in mail, without the addresses
 *	n PATH	only that it is there, and of what kind
 *
 * Paths are absolute and may hold ? and * of a shell. What lies below a
 * folder that is taken whole has no line of its own, programs excepted.
 * Appended; 0 or -ENOMEM.
 */
int capture_paths(struct pool *, struct strv *);

#endif
