/* What cron starts: tables of users and of the system. */
#include <errno.h>
#include <string.h>

#include "agent/base/buf.h"
#include "platforms/cron_table.h"
#include "platforms/mechs.h"
#include "platforms/script.h"

static int
read_line(const struct host *h, struct facts *f, const char *path,
    const struct cron_line *l, struct err *e)
{
	const struct sh_options o = { .text_is_command = true,
		.env = l->env.v };
	const struct place at = { .path = path, .line = l->line,
		.text = l->text };
	const struct script_way way = {
		.mechanism = mech_cron.name,
		.activation = ACTIVATION_CRON,
		.at_boot = TRI_YES,
		.at = &at,
		.every = l->every,
	};

	return script_start(h, f, l->command, &o, &way, e);
}

static int
read_table(const struct host *h, const struct entry *entry, const char *path,
    struct facts *f, struct err *e)
{
	struct pool p = { 0 };
	struct buf b = BUF_INIT(ROOT_MAX_FILE);
	struct cron_line *lines = NULL;
	const struct cron_line *l;
	int r;

	r = root_read(&h->root, path, &b, NULL, NULL);
	if (r == 0 && b.len > 0 && memchr(b.p, '\0', b.len) != NULL)
		r = facts_doubt(f, "boot", path, 0, "is no text");
	else if (r == 0)
		r = cron_parse(&p, b.p == NULL ? "" : b.p, b.len,
		    (entry->flags & ENTRY_USER_FIELD) != 0, &lines);
	else if (r == -ENOENT || r == -EISDIR)
		r = 0;
	else if (r != -ENOMEM)
		r = facts_doubt(f, "boot", path, 0, "%s", strerror(-r));
	for (l = lines; r == 0 && l != NULL; l = l->next)
		r = read_line(h, f, path, l, e);
	buf_release(&b);
	pool_release(&p);
	return r;
}

static int
read_pattern(const struct host *h, const struct entry *entry,
    const char *pattern, struct facts *f, struct pool *p, struct err *e)
{
	struct strv found = { 0 };
	size_t i;
	int r;

	if (strpbrk(pattern, "*?[") == NULL)
		return read_table(h, entry, pattern, f, e);
	r = root_glob(&h->root, pattern, p, &found);
	if (r < 0 && r != -ENOMEM)
		return facts_doubt(f, "boot", pattern, 0, "%s", strerror(-r));
	for (i = 0; r >= 0 && i < found.n; i++) {
		/* run-parts' names: Debian's cron.d takes no dots. */
		if ((entry->flags & ENTRY_NO_DOTS) != 0 &&
		    strchr(strrchr(found.v[i], '/'), '.') != NULL)
			continue;
		if (!root_is_dir(&h->root, found.v[i]))
			r = read_table(h, entry, found.v[i], f, e);
	}
	return r > 0 ? 0 : r;
}

static int
cron_read(const struct host *h, const struct entry *entry, struct facts *f,
    struct err *e)
{
	struct pool p = { 0 };
	const char *const *pattern;
	int r = 0;

	for (pattern = entry->paths; r == 0 && *pattern != NULL; pattern++)
		r = read_pattern(h, entry, *pattern, f, &p, e);
	pool_release(&p);
	return r;
}

const struct mech mech_cron = {
	.name = "cron",
	.read = cron_read,
};
