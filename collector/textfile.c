/* Reads the files that the collector's command line names. */
#include "collector/textfile.h"

#include <errno.h>
#include <string.h>

#include "agent/base/absolute.h"
#include "agent/base/root.h"

int
textfile_read(const char *path, struct buf *b, struct err *e)
{
	struct root root = ROOT_INIT;
	struct buf whole = BUF_INIT(8192);
	int r = path_absolute(path, &whole, e);

	if (r >= 0)
		r = root_open(&root, "/", e);
	if (r >= 0)
		r = root_read(&root, whole.p, b, NULL, e);
	if (r < 0 && e != NULL && e->text[0] == '\0')
		err_set(e, -r, "%s: %s", path, strerror(-r));
	root_release(&root);
	buf_release(&whole);
	return r < 0 ? r : 0;
}

int
textfile_line(const char *path, struct buf *b, struct err *e)
{
	size_t begin, end;
	int r = textfile_read(path, b, e);

	if (r < 0)
		return r;
	begin = b->len > 0 ? strspn(b->p, " \t") : 0;
	end = begin + (b->len > 0 ? strcspn(b->p + begin, "\r\n") : 0);
	while (end > begin && strchr(" \t", b->p[end - 1]) != NULL)
		end--;
	if (end == begin)
		return err_set(e, EINVAL, "%s: the first line is empty", path);
	memmove(b->p, b->p + begin, end - begin);
	b->len = end - begin;
	b->p[b->len] = '\0';
	return 0;
}
