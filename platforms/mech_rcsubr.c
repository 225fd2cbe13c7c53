/* The BSDs of today: scripts of rc.d, and the functions of rc.subr(8). */
#include <errno.h>
#include <string.h>

#include "agent/base/buf.h"
#include "agent/base/lines.h"
#include "agent/base/name.h"
#include "platforms/mechs.h"
#include "platforms/rcsubr.h"
#include "platforms/script.h"

/* What rc(8) passes over: what editors and patches leave behind. */
static bool
is_scratch(const char *name)
{
	static const char *const ends[] = { "~", "#", ".OLD", ".bak",
		".orig", ",v" };
	size_t n = strlen(name), m, i;

	for (i = 0; i < sizeof(ends) / sizeof(ends[0]); i++) {
		m = strlen(ends[i]);
		if (n >= m && strcmp(name + n - m, ends[i]) == 0)
			return true;
	}
	return false;
}

static bool
begins(const char *line, const char *with)
{
	return strncmp(line, with, strlen(with)) == 0;
}

/* The last line "command=..."; false where rcorder(8) leaves it out. */
static bool
read_head(const struct host *h, struct pool *p, const char *path,
    struct place *command)
{
	struct buf b = BUF_INIT(ROOT_MAX_FILE);
	struct lines l;
	const char *line;
	bool runs = true;

	*command = (struct place){ .path = path };
	if (root_read(&h->root, path, &b, NULL, NULL) == 0 && b.len > 0) {
		lines_init(&l, b.p, b.len);
		while (lines_next(&l)) {
			line = pool_strndup(p, l.line, l.len);
			if (line == NULL)
				break;
			if (begins(line, "# KEYWORD:") &&
			    strstr(line, "nostart") != NULL)
				runs = false;
			if (begins(line, "command=") ||
			    begins(line, "\tcommand="))
				*command = (struct place){ .path = path,
					.line = l.number, .text = line };
		}
	}
	buf_release(&b);
	return runs;
}

static int
read_one(const struct host *h, const struct entry *entry, const char *path,
    struct facts *f, struct pool *p, struct err *e)
{
	const struct sh_options o = { .text_is_command = true };
	struct place command;
	struct script_way way = {
		.mechanism = mech_rcsubr.name,
		.at_boot = TRI_YES,
		.at = &command,
	};
	const char *text;

	if (root_is_dir(&h->root, path) || is_scratch(name_of(path)) ||
	    strchr(path, '\'') != NULL)
		return 0;
	if (!read_head(h, p, path, &command) || ((entry->flags &
	    ENTRY_NEEDS_X) != 0 && !root_is_executable(&h->root, path)))
		way.at_boot = TRI_NO;
	text = rcsubr_text(p, entry, path);
	return text == NULL ? -ENOMEM : script_start(h, f, text, &o, &way, e);
}

static int
rcsubr_read(const struct host *h, const struct entry *entry, struct facts *f,
    struct err *e)
{
	struct pool p = { 0 };
	struct strv found;
	const char *const *pattern;
	size_t i;
	int r = 0;

	for (pattern = entry->paths; r == 0 && *pattern != NULL; pattern++) {
		found = (struct strv){ 0 };
		r = root_glob(&h->root, *pattern, &p, &found);
		if (r < 0 && r != -ENOMEM)
			r = facts_doubt(f, "boot", *pattern, 0, "%s",
			    strerror(-r));
		for (i = 0; r >= 0 && i < found.n; i++)
			r = read_one(h, entry, found.v[i], f, &p, e);
		if (r > 0)
			r = 0;
	}
	pool_release(&p);
	return r;
}

const struct mech mech_rcsubr = {
	.name = "rc.subr",
	.read = rcsubr_read,
};
