/* A private folder for what a program of the host is to read and write. */
#include "agent/port/scratch.h"

#include <errno.h>
#include <fcntl.h>
#include <pwd.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "agent/port/unpack_place.h"

int
scratch_make(struct scratch *s, const char *user, struct err *e)
{
	const struct passwd *pw;
	int r;

	if (user != NULL && geteuid() == 0) {
		pw = getpwnam(user);
		if (pw == NULL)
			return err_set(e, ENOENT, "there is no user %s", user);
		s->given = true;
		s->uid = pw->pw_uid;
		s->gid = pw->pw_gid;
	}
	r = unpack_place(&s->path, e);
	if (r < 0)
		return r;
	s->fd = r;
	if (s->given && fchown(s->fd, s->uid, s->gid) != 0)
		return err_set(e, errno, "%s: %s", s->path.p,
		    strerror(errno));
	return 0;
}

void
scratch_release(struct scratch *s)
{
	if (s->fd >= 0) {
		close(s->fd);
		unpack_remove(s->path.p);
	}
	buf_release(&s->path);
	*s = (struct scratch)SCRATCH_INIT;
}

static int
write_all(int fd, const char *p, size_t len)
{
	ssize_t n;

	while (len > 0) {
		n = write(fd, p, len);
		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return n < 0 ? -errno : -EIO;
		p += n;
		len -= (size_t)n;
	}
	return 0;
}

int
scratch_put(struct scratch *s, const char *name, const void *data,
    size_t len, struct err *e)
{
	int fd = unpack_file(s->fd, name), r = fd;

	if (fd >= 0) {
		r = write_all(fd, data, len);
		if (r == 0 && s->given && fchown(fd, s->uid, s->gid) != 0)
			r = -errno;
		close(fd);
	}
	return r < 0 ? err_set(e, -r, "%s/%s: %s", s->path.p, name,
	    strerror(-r)) : 0;
}

int
scratch_read(struct scratch *s, const char *name, struct buf *ret)
{
	char block[16384];
	struct stat st;
	int fd = openat(s->fd, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK |
	    O_CLOEXEC), r = 0;
	ssize_t n = 1;

	if (fd < 0)
		return -errno;
	if (fstat(fd, &st) != 0 || !S_ISREG(st.st_mode))
		r = -EINVAL;
	while (r == 0 && n != 0) {
		n = read(fd, block, sizeof(block));
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			r = -errno;
		else if (n > 0)
			buf_add(ret, block, (size_t)n);
		if (r == 0 && ret->failed)
			r = -EFBIG;
	}
	close(fd);
	return r;
}
