/* A folder with files for tests: made below TMPDIR, removed again. */
#ifndef HM_TREE_TEST_H
#define HM_TREE_TEST_H

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* path is the folder, without a slash at its end. */
struct tree {
	char path[256];
};

static inline void
tree_make(struct tree *t)
{
	const char *tmp = getenv("TMPDIR");
	int n;

	n = snprintf(t->path, sizeof(t->path), "%s/hm-test-XXXXXX",
	    tmp == NULL ? "/tmp" : tmp);
	if (n < 0 || (size_t)n >= sizeof(t->path) || mkdtemp(t->path) == NULL)
		abort();
	chmod(t->path, 0755);
}

static inline int
tree_remove_one(const char *path, const struct stat *st, int flag,
    struct FTW *ftw)
{
	(void)st;
	(void)flag;
	(void)ftw;
	return remove(path);
}

static inline void
tree_remove(struct tree *t)
{
	nftw(t->path, tree_remove_one, 16, FTW_DEPTH | FTW_PHYS);
}

/* The path of a name in the tree, in one of four buffers in turn. */
static inline const char *
tree_path(const struct tree *t, const char *name)
{
	static char path[4][2 * PATH_MAX];
	static unsigned turn;
	char *p = path[turn++ % 4];

	snprintf(p, sizeof(path[0]), "%s/%s", t->path, name);
	return p;
}

static inline void
tree_folder(const struct tree *t, const char *name)
{
	char path[2 * PATH_MAX], *slash;

	snprintf(path, sizeof(path), "%s/%s", t->path, name);
	for (slash = path + strlen(t->path) + 1; slash != NULL;
	    slash = strchr(slash + 1, '/')) {
		if (slash[0] == '/') {
			*slash = '\0';
			mkdir(path, 0755);
			*slash = '/';
		}
	}
	if (mkdir(path, 0755) < 0 && errno != EEXIST)
		abort();
}

static inline void
tree_above(const struct tree *t, const char *name)
{
	char path[PATH_MAX];
	const char *slash = strrchr(name, '/');

	if (slash == NULL)
		return;
	snprintf(path, sizeof(path), "%.*s", (int)(slash - name), name);
	tree_folder(t, path);
}

/* A file with these contents; folders above it are made. */
static inline void
tree_file(const struct tree *t, const char *name, const char *text)
{
	size_t len = strlen(text);
	int fd;

	tree_above(t, name);
	fd = open(tree_path(t, name), O_WRONLY | O_CREAT | O_TRUNC, 0644);
	if (fd < 0 || write(fd, text, len) != (ssize_t)len)
		abort();
	close(fd);
}

static inline void
tree_link(const struct tree *t, const char *name, const char *target)
{
	tree_above(t, name);
	if (symlink(target, tree_path(t, name)) < 0)
		abort();
}

#endif
