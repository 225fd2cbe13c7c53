/* What a tree's files would not say: neither yes nor no. */
#ifndef HM_ROOT_TROUBLE_H
#define HM_ROOT_TROUBLE_H

#include <stddef.h>

#include "agent/base/pool.h"

struct root;

struct root_trouble_one {
	struct root_trouble_one *next;
	const char *path;
	int code;		/* errno value */
};

/*
 * Most readers take what cannot be looked at for what is not there. That is
 * an answer when the tree says so (ENOENT, ENOTDIR, ELOOP, EISDIR and the
 * like); EIO, EACCES, EMFILE are none, and whoever reads the result must be
 * told. A root with `trouble` set notes each of them, whoever asked. = {0}
 * is empty.
 */
struct root_trouble {
	struct pool pool;
	struct root_trouble_one *list;	/* in the order in which they came */
	struct root_trouble_one **end;
	unsigned n, more;		/* listed; left out */
};

/* Returns r. r < 0: notes it with the path, if it is no answer. */
int root_trouble_note(const struct root *, const char *path, int r);

/* Forgets all; takes an empty one. */
void root_trouble_release(struct root_trouble *);

#endif
