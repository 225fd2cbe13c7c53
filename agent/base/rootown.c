/* Folders of our own: the group that may read them. */
#include "agent/base/rootown.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <string.h>
#include <unistd.h>

#include "agent/base/lines.h"
#include "agent/base/num.h"
#include "agent/base/root_walk.h"

int
rootown_group(const struct root *root, const char *folder, gid_t gid,
    mode_t mode, struct err *e)
{
	struct root plain = { .fd = root->fd, .path = root->path };
	struct root_walk w;
	int fd = -1, r = root_walk(&w, &plain, folder, ROOT_LAST_KEEP);

	if (r == 0) {
		fd = openat(root_walk_folder(&w), w.name[0] != '\0' ?
		    w.name : ".", O_RDONLY | O_DIRECTORY | O_NOFOLLOW |
		    O_CLOEXEC);
		/* Owner first: chown(2) takes the set-id bits away. */
		if (fd < 0 || fchown(fd, (uid_t)-1, gid) < 0 ||
		    fchmod(fd, mode) < 0)
			r = -errno;
	}
	if (fd >= 0)
		close(fd);
	root_walk_close(&w);
	return r < 0 ? root_fail(e, folder, -r) : 0;
}

/* "name:password:number:members" */
static bool
group_line(const struct lines *l, const char *name, gid_t *ret)
{
	const char *end = l->line + l->len, *colon;
	size_t len = strlen(name);
	long long n;

	if (l->len <= len || memcmp(l->line, name, len) != 0 ||
	    l->line[len] != ':')
		return false;
	colon = memchr(l->line + len + 1, ':', l->len - len - 1);
	if (colon == NULL)
		return false;
	name = ++colon;
	colon = memchr(name, ':', (size_t)(end - name));
	if (num_parse(name, (size_t)((colon != NULL ? colon : end) - name), 0,
	    INT_MAX, &n) < 0)
		return false;
	*ret = (gid_t)n;
	return true;
}

int
rootown_find_group(const struct root *root, const char *name, gid_t *ret)
{
	struct buf b = BUF_INIT(ROOT_MAX_FILE);
	struct lines l;
	int r = root_read(root, "/etc/group", &b, NULL, NULL);

	if (r >= 0) {
		lines_init(&l, b.len > 0 ? b.p : "", b.len);
		r = -ENOENT;
		while (r < 0 && lines_next(&l))
			if (group_line(&l, name, ret))
				r = 0;
	}
	buf_release(&b);
	return r;
}
