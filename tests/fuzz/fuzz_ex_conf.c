/* Any configuration of Exim, with a second file behind the first NUL, and
 * the list of -oX behind the second: no fault, no hang, and lists that hold
 * what they promise. */
#include <errno.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "agent/model/ex_debian.h"
#include "agent/model/ex_listen.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static int
find(const void *context, struct pool *p, const char *path,
    struct ex_part *ret)
{
	(void)p;
	if (strcmp(path, "/c/a") != 0)
		return -ENOENT;
	*ret = *(const struct ex_part *)context;
	return 0;
}

/* What stands up to the next NUL, which is taken too. */
static size_t
piece(const char *text, size_t len, size_t *at)
{
	const char *nul = *at < len ? memchr(text + *at, '\0', len - *at) :
	    NULL;
	size_t n = nul == NULL ? len - *at : (size_t)(nul - text) - *at;

	*at += n + (nul != NULL);
	return n;
}

static void
check(struct pool *p, const struct ex_conf *c, const char *override)
{
	const struct ex_setting *s;
	struct smcf_listener *l = NULL;
	struct ex_doubt d;
	struct ex_value v;

	for (s = c->settings; s != NULL; s = s->next) {
		if (s->last < s->line || s->name[0] == '\0' ||
		    s->file == NULL)
			abort();
		if (ex_conf_string(p, c, s->name, &v) < 0 ||
		    v.state == EX_UNSET || (v.state == EX_KNOWN) !=
		    (v.text != NULL))
			abort();
		ex_conf_bool(c, s->name, &v);
		if (v.state == EX_UNSET)
			abort();
	}
	if (ex_listeners(p, c, override, &l, &d) < 0 ||
	    (d.why != NULL && l != NULL))
		abort();
	for (; l != NULL; l = l->next)
		if (l->family == NULL || l->port[0] == '\0')
			abort();
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct pool p = { .blocks = NULL };
	const char *text = (const char *)data, *override = NULL;
	struct ex_part one = { .file = "/c/exim.conf", .line = 1 };
	struct ex_part other = { .file = "/c/a", .line = 1 };
	const struct ex_files files = { .read = find, .context = &other };
	struct ex_debian b;
	struct ex_conf c;
	size_t at = 0, n;

	if (size == 0)
		return 0;
	one.text = text;
	one.len = piece(text, size, &at);
	other.text = text + at;
	other.len = piece(text, size, &at);
	if (at < size) {
		n = size - at;
		override = pool_strndup(&p, text + at, n);
	}
	if (ex_conf_read(&p, &files, &one, 1, NULL, &c) < 0)
		abort();
	check(&p, &c, override);
	if (ex_debian_parse(&p, text, size, &b) < 0 || b.macros == NULL)
		abort();
	pool_release(&p);
	return 0;
}
