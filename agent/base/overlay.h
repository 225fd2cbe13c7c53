/* The planned contents that are laid over a tree; seen by the root module. */
#ifndef HM_OVERLAY_H
#define HM_OVERLAY_H

#include <stddef.h>
#include <sys/stat.h>

struct root;

enum overlay_kind {
	OVERLAY_GONE,		/* nothing is there, nor below */
	OVERLAY_FILE,		/* data are the contents */
	OVERLAY_LINK,		/* data is the target, NUL-ended */
	OVERLAY_FOLDER,		/* has only what the overlay puts there */
	OVERLAY_MODE		/* as in the tree, with the mode of st */
};

/* path is without links, "." and ".."; unique in the overlay. */
struct overlay_node {
	char *path;
	char *data;
	size_t len;
	struct stat st;
	enum overlay_kind kind;
};

/* Sorted by path, so that what lies below a folder lies together. */
struct overlay {
	struct overlay_node *v;
	size_t n, cap;
};

/* NULL when the tree shows through at this path; o may be NULL. */
const struct overlay_node *overlay_find(const struct overlay *o,
    const char *path);

/*
 * The next name that the overlay has in a folder ("" is "/"), from *at on,
 * which begins at 0; gone ones too. NULL at the end. *name is borrowed.
 */
const struct overlay_node *overlay_child(const struct overlay *o,
    const char *folder, size_t *at, const char **name);

/* Takes NULL. */
void overlay_free(struct overlay *);

#endif
