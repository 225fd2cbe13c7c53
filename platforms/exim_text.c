/* The text of Exim's configuration: a file, or what Debian would make. */
#include "platforms/exim_text.h"

#include <errno.h>
#include <string.h>

#include "agent/base/buf.h"
#include "agent/model/ex_debian.h"

#define FOLDER "/etc/exim4"
#define MADE_IN "/var/lib/exim4"

static int
read_part(const struct host *h, struct pool *p, const char *path,
    struct ex_part *ret)
{
	struct buf b = BUF_INIT(ROOT_MAX_FILE);
	int r = root_read(&h->root, path, &b, NULL, NULL);
	const char *text = r < 0 ? "" : pool_strndup(p, b.p == NULL ? "" :
	    b.p, b.len);
	struct ex_part part = { .file = pool_strdup(p, path), .text = text,
		.len = r < 0 ? 0 : b.len, .line = 1 };

	buf_release(&b);
	if (r == 0 && (text == NULL || part.file == NULL))
		r = -ENOMEM;
	if (r == 0)
		*ret = part;
	return r;
}

static int
read_included(const void *context, struct pool *p, const char *path,
    struct ex_part *ret)
{
	return read_part(context, p, path, ret);
}

static int
add_part(struct pool *p, struct exim_text *t, const struct ex_part *part)
{
	struct ex_part *more;

	if (t->n == t->room) {
		more = pool_alloc(p, (2 * t->n + 8) * sizeof(*more));
		if (more == NULL)
			return -ENOMEM;
		if (t->n > 0)
			memcpy(more, t->parts, t->n * sizeof(*more));
		t->parts = more;
		t->room = 2 * t->n + 8;
	}
	t->parts[t->n++] = *part;
	return 0;
}

static int
unclear(struct pool *p, struct exim_text *t, const char *path, int error)
{
	t->why = pool_printf(p, "%s: %s", path, strerror(-error));
	return t->why == NULL ? -ENOMEM : 0;
}

/* 1: there; 0: it is not, or unclear; -ENOMEM. */
static int
take_file(const struct host *h, struct pool *p, const char *path,
    struct exim_text *t, struct ex_part *part)
{
	int r = read_part(h, p, path, part);

	if (r < 0)
		return r == -ENOMEM ? r : unclear(p, t, path, r);
	return strv_push(p, &t->files, path) < 0 ? -ENOMEM : 1;
}

int
exim_text_file(const struct host *h, struct pool *p, const char *path,
    struct exim_text *ret)
{
	struct exim_text t = { .n = 0 };
	struct ex_part part;
	int r = take_file(h, p, path, &t, &part);

	if (r > 0)
		r = add_part(p, &t, &part);
	if (r < 0)
		return r;
	*ret = t;
	return 0;
}

static bool
begins(const struct ex_part *part, size_t at, const char *text)
{
	const size_t n = strlen(text);

	return part->len - at >= n && memcmp(part->text + at, text, n) == 0;
}

/* The part, with the macros behind each mark. */
static int
add_marked(struct pool *p, struct exim_text *t, const struct ex_part *part,
    const struct ex_part *macros)
{
	struct ex_part rest = *part, head;
	size_t at = 0, line = 0;
	const char *lf;
	int r = 0;

	rest.folder = MADE_IN;
	while (r == 0 && at < rest.len) {
		const bool mark = begins(&rest, at, EX_DEBIAN_MARK);

		lf = memchr(rest.text + at, '\n', rest.len - at);
		at = lf == NULL ? rest.len : (size_t)(lf - rest.text) + 1;
		line++;
		if (!mark)
			continue;
		head = rest;
		head.len = at;
		r = add_part(p, t, &head);
		if (r == 0)
			r = add_part(p, t, macros);
		rest.text += at;
		rest.len -= at;
		rest.line += (unsigned)line;
		at = line = 0;
	}
	return r == 0 && rest.len > 0 ? add_part(p, t, &rest) : r;
}

static bool
is_run_part(const char *name)
{
	const char *at = name;

	while (ex_is_name(*at) || *at == '-')
		at++;
	return at > name && *at == '\0';
}

/* One folder of conf.d, as run-parts(8) orders it; NAME.rul goes before
 * NAME. */
static int
add_folder(const struct host *h, struct pool *p, const char *folder,
    const struct ex_part *macros, struct exim_text *t)
{
	static const struct ex_part blank = { .text = "\n", .len = 1,
		.folder = MADE_IN };
	struct strv names = { .n = 0 };
	struct ex_part part;
	const char *path, *rule;
	size_t i;
	int r = root_list(&h->root, folder, p, &names, NULL);

	if (r < 0)
		return r == -ENOMEM ? r : unclear(p, t, folder, r);
	for (i = 0; r >= 0 && t->why == NULL && i < names.n; i++) {
		path = pool_printf(p, "%s/%s", folder, names.v[i]);
		rule = pool_printf(p, "%s/%s.rul", folder, names.v[i]);
		if (path == NULL || rule == NULL)
			return -ENOMEM;
		if (!is_run_part(names.v[i]) ||
		    !root_is_file(&h->root, path))
			continue;
		r = take_file(h, p, root_is_file(&h->root, rule) ? rule :
		    path, t, &part);
		if (r > 0)
			r = add_marked(p, t, &part, macros);
		/* So that no line goes on in the next file. */
		if (r >= 0)
			r = add_part(p, t, &blank);
	}
	return r < 0 ? r : 0;
}

static int
add_split(const struct host *h, struct pool *p, const struct ex_part *macros,
    struct exim_text *t)
{
	static const char *const sections[] = { "main", "acl", "router",
		"transport", "retry", "rewrite", "auth" };
	const char *folder;
	size_t i;
	int r = 0;

	for (i = 0; r == 0 && t->why == NULL &&
	    i < sizeof(sections) / sizeof(sections[0]); i++) {
		folder = pool_printf(p, FOLDER "/conf.d/%s", sections[i]);
		r = folder == NULL ? -ENOMEM : add_folder(h, p, folder,
		    macros, t);
	}
	return r;
}

static int
add_whole(const struct host *h, struct pool *p, const struct ex_part *macros,
    struct exim_text *t)
{
	static const char local[] = FOLDER "/exim4.conf.localmacros";
	struct ex_part part;
	int r = 1;

	if (root_exists(&h->root, local))
		r = take_file(h, p, local, t, &part);
	else
		part.len = 0;
	if (r <= 0)
		return r;
	if (part.len > 0 && part.text[part.len - 1] != '\n') {
		t->why = FOLDER "/exim4.conf.localmacros: its last line has "
		    "no end";
		return 0;
	}
	r = part.len > 0 ? add_marked(p, t, &part, macros) : 0;
	if (r < 0)
		return r;
	r = take_file(h, p, FOLDER "/exim4.conf.template", t, &part);
	return r > 0 ? add_marked(p, t, &part, macros) : r;
}

int
exim_text_debian(const struct host *h, struct pool *p, struct exim_text *ret)
{
	struct exim_text t = { .n = 0 };
	struct ex_part part, macros;
	struct ex_debian d;
	int r = take_file(h, p, FOLDER "/update-exim4.conf.conf", &t, &part);

	if (r > 0) {
		r = ex_debian_parse(p, part.text, part.len, &d);
		if (r < 0)
			return r;
		macros = (struct ex_part){ .file = part.file,
			.text = d.macros, .len = strlen(d.macros),
			.line = d.line };
		t.line = d.line;
		if (d.why != NULL) {
			t.why = pool_printf(p, "%s line %u: %s", part.file,
			    d.why_line, d.why);
			r = t.why == NULL ? -ENOMEM : 0;
		} else {
			r = d.split ? add_split(h, p, &macros, &t) :
			    add_whole(h, p, &macros, &t);
		}
	}
	if (r < 0)
		return r;
	*ret = t;
	return 0;
}

int
exim_text_read(const struct host *h, struct pool *p,
    const struct exim_text *t, const struct strv *macros,
    struct ex_conf *ret)
{
	const struct ex_files files = { .read = read_included, .context = h };

	return ex_conf_read(p, &files, t->parts, t->n, macros, ret);
}
