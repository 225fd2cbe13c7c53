/* The token in the first line of a file. */
#include "agent/send/token_file.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "agent/base/absolute.h"
#include "agent/base/root.h"

int
token_file_read(const char *file, char token[ENROLLED_TEXT], struct err *e)
{
	struct buf path = BUF_INIT(8192), b = BUF_INIT(65536);
	struct root root = ROOT_INIT;
	size_t len;
	int r = path_absolute(file, &path, e);

	if (r == 0)
		r = root_open(&root, "/", e);
	if (r == 0)
		r = root_read(&root, path.p, &b, NULL, e);
	if (r >= 0) {
		len = b.len > 0 ? strcspn(b.p, "\r\n") : 0;
		snprintf(token, ENROLLED_TEXT, "%.*s", (int)(len <
		    ENROLLED_TEXT ? len : 0), len > 0 ? b.p : "");
		if (!enrolled_token_ok(token))
			r = err_set(e, EINVAL, "%s: no token in its first "
			    "line", file);
	}
	root_release(&root);
	buf_release(&path);
	buf_release(&b);
	return r < 0 ? r : 0;
}
