/* Where a command's text goes: a file, whole or not at all, or standard
 * output. */
#include "agent/output.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "agent/base/absolute.h"
#include "agent/base/memory.h"
#include "agent/base/root.h"
#include "agent/base/rootwrite.h"

void
output_look(const char *file, struct look *ret)
{
	const char *no = getenv("NO_COLOR"), *term = getenv("TERM");

	*ret = (struct look){ .columns = 80 };
	if (file == NULL && isatty(STDOUT_FILENO) &&
	    (no == NULL || no[0] == '\0') && term != NULL &&
	    strcmp(term, "dumb") != 0)
		ret->colour = true;
}

static int
write_file(const char *file, const struct buf *b, struct err *e)
{
	struct root root = ROOT_INIT;
	struct buf path = BUF_INIT(65536);
	struct err why = { .code = 0 };
	int r;

	r = path_absolute(file, &path, &why);
	if (r == 0)
		r = root_open(&root, "/", &why);
	if (r == 0)
		r = rootwrite_file(&root, path.p, b->p, b->len, 0644, &why);
	root_release(&root);
	buf_release(&path);
	if (r == 0)
		return 0;
	err_set(e, -r, "--output %s: %s", file,
	    why.text[0] != '\0' ? why.text : strerror(-r));
	return EXIT_CANNOT_CREATE;
}

int
output_write(const char *file, const struct buf *b, struct err *e)
{
	if (b->failed || memory_refused()) {
		err_set(e, ENOMEM, "out of memory");
		return EXIT_SYSTEM;
	}
	if (file != NULL)
		return write_file(file, b, e);
	errno = 0;
	if ((b->len > 0 && fwrite(b->p, 1, b->len, stdout) != b->len) ||
	    fflush(stdout) != 0) {
		err_set(e, errno != 0 ? errno : EIO, "standard output: %s",
		    strerror(errno != 0 ? errno : EIO));
		return EXIT_IO;
	}
	return 0;
}
