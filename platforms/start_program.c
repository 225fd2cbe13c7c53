/* Is the program of a command there to be run? */
#include "platforms/start_program.h"

#include <errno.h>
#include <string.h>

/* 1: the folder that would hold path holds others; 0: it does not; -ENOMEM. */
static int
has_others(const struct host *h, struct pool *p, const char *path)
{
	const char *slash = strrchr(path, '/');
	struct strv names = { .n = 0 };
	const char *folder;
	int r;

	if (slash == path)
		return 0;
	folder = pool_strndup(p, path, (size_t)(slash - path));
	if (folder == NULL)
		return -ENOMEM;
	r = root_list(&h->root, folder, p, &names, NULL);
	return r == -ENOMEM ? r : r == 0 && names.n > 0;
}

int
start_program_flaw(const struct host *h, struct pool *p, const char *path,
    const char **ret)
{
	struct stat st;
	int r;

	*ret = NULL;
	if (path[0] != '/')
		return 0;
	r = root_stat(&h->root, path, &st);
	if (r == 0) {
		if (S_ISREG(st.st_mode) && (st.st_mode & 0111) == 0)
			*ret = "has no execute bit";
		return 0;
	}
	if (r != -ENOENT)
		return r == -ENOMEM ? r : 0;
	if (h->source == SOURCE_LIVE) {
		*ret = "is not there";
		return 0;
	}
	if (root_lstat(&h->root, path, &st) != -ENOENT)
		return 0;
	r = has_others(h, p, path);
	if (r > 0)
		*ret = "is not there";
	return r < 0 ? r : 0;
}
