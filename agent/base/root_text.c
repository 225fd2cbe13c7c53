/* Reads the text of an open file. */
#include "agent/base/root_text.h"

#include <errno.h>
#include <unistd.h>

/* How much more is asked for when a file says no size, as in /proc. */
#define READ_STEP ((size_t)4096)
/* Most units and scripts are smaller. */
#define SMALL_TEXT ((size_t)4095)

int
root_text_some(int fd, void *at, size_t len, size_t *ret)
{
	ssize_t n;

	do {
		n = read(fd, at, len);
	} while (n < 0 && errno == EINTR);
	if (n < 0)
		return -errno;
	*ret = (size_t)n;
	return 0;
}

int
root_text_all(int fd, off_t size, struct buf *b)
{
	size_t room, n;
	char one;
	int r;

	room = b->max - b->len;
	n = (size_t)size > b->len ? (size_t)size - b->len : 0;
	r = buf_reserve(b, n < room ? n + 1 : room);
	if (r < 0)
		return r;
	for (;;) {
		if (b->len == b->max) {
			r = root_text_some(fd, &one, 1, &n);
			return r < 0 ? r : n > 0 ? -EFBIG : 0;
		}
		room = b->cap - 1 - b->len;
		if (room == 0) {
			room = b->max - b->len;
			r = buf_reserve(b, room < READ_STEP ? room :
			    b->len < READ_STEP ? READ_STEP :
			    b->len < room ? b->len : room);
			if (r < 0)
				return r;
			continue;
		}
		if (room > b->max - b->len)
			room = b->max - b->len;
		r = root_text_some(fd, b->p + b->len, room, &n);
		if (r < 0)
			return r;
		b->len += n;
		b->p[b->len] = '\0';
		/* A regular file gives less than was asked for at its end;
		 * over a network, elsewhere too. */
		if (n == 0 || (size > 0 && n < room &&
		    b->len >= (size_t)size))
			return 0;
	}
}

int
root_text_check(const struct stat *st, size_t max)
{
	if (S_ISDIR(st->st_mode))
		return -EISDIR;
	if (!S_ISREG(st->st_mode))
		return -EINVAL;
	if (st->st_size < 0 || (unsigned long long)st->st_size > max)
		return -EFBIG;
	return 0;
}

bool
root_text_is_whole(const struct buf *b, size_t asked)
{
	return b->len > 0 && b->len < asked && b->len % 512 != 0 &&
	    b->p[b->len - 1] == '\n';
}

int
root_text_listed(int fd, struct buf *b)
{
	struct stat st;
	size_t n = 0, room;
	int r = buf_reserve(b, b->max < SMALL_TEXT ? b->max : SMALL_TEXT);

	if (r < 0)
		return r;
	room = b->cap - 1 < b->max ? b->cap - 1 : b->max;
	r = root_text_some(fd, b->p, room, &n);
	if (r < 0)
		return r;
	b->len = n;
	b->p[n] = '\0';
	if (n == 0 || root_text_is_whole(b, room))
		return 0;
	r = fstat(fd, &st) < 0 ? -errno : root_text_check(&st, b->max);
	return r < 0 || (n >= (size_t)st.st_size && st.st_size > 0) ? r :
	    root_text_all(fd, st.st_size, b);
}
