/* Property lists of macOS, in XML (plist(5)). */
#include "platforms/plist.h"

#include <errno.h>
#include <string.h>

#include "agent/base/buf.h"
#include "agent/base/xml.h"

struct reading {
	struct pool *pool;
	struct xml xml;
	struct plist *root;
	struct plist *open[XML_MAX_DEPTH];	/* dicts and arrays */
	unsigned depth;
	const char *key;		/* of the value that comes next */
};

static const struct { const char *name; enum plist_kind kind; } kinds[] = {
	{ "dict", PLIST_DICT }, { "array", PLIST_ARRAY },
	{ "string", PLIST_STRING }, { "integer", PLIST_INTEGER },
	{ "true", PLIST_TRUE }, { "false", PLIST_FALSE },
	{ "real", PLIST_OTHER }, { "date", PLIST_OTHER },
	{ "data", PLIST_OTHER },
};

static bool
kind_of(const char *name, enum plist_kind *ret)
{
	size_t i;

	for (i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
		if (strcmp(kinds[i].name, name) == 0) {
			*ret = kinds[i].kind;
			return true;
		}
	return false;
}

/* The text up to the element's end; nothing else may stand in it. */
static int
take_text(struct reading *rd, const char **ret)
{
	struct xml_event e;
	int r = xml_next(&rd->xml, &e);

	*ret = "";
	if (r > 0 && e.kind == XML_TEXT) {
		*ret = e.text;
		r = xml_next(&rd->xml, &e);
	}
	return r <= 0 ? (r == 0 ? -EINVAL : r) :
	    e.kind == XML_CLOSE ? 0 : -EINVAL;
}

static int
place(struct reading *rd, struct plist *v)
{
	struct plist *in = rd->depth == 0 ? NULL : rd->open[rd->depth - 1];

	if (in == NULL) {
		if (rd->root != NULL)
			return -EINVAL;
		rd->root = v;
		return 0;
	}
	if ((in->kind == PLIST_DICT) != (rd->key != NULL))
		return -EINVAL;
	if (rd->key != NULL && plist_get(in, rd->key) != NULL)
		return -EINVAL;
	v->key = rd->key;
	rd->key = NULL;
	*in->end = v;
	in->end = &v->next;
	return 0;
}

static int
take_value(struct reading *rd, const struct xml_event *e)
{
	struct plist *v = pool_alloc(rd->pool, sizeof(*v));
	int r;

	if (v == NULL)
		return -ENOMEM;
	v->line = e->line;
	v->end = &v->first;
	if (!kind_of(e->name, &v->kind))
		return -EINVAL;
	r = place(rd, v);
	if (r < 0)
		return r;
	if (v->kind == PLIST_DICT || v->kind == PLIST_ARRAY) {
		if (rd->depth == XML_MAX_DEPTH)
			return -EINVAL;
		rd->open[rd->depth++] = v;
		return 0;
	}
	return take_text(rd, &v->text);
}

static int
walk(struct reading *rd)
{
	struct xml_event e;
	bool plist = false;
	int r;

	while ((r = xml_next(&rd->xml, &e)) > 0) {
		if (e.kind == XML_TEXT) {
			r = -EINVAL;
		} else if (e.kind == XML_CLOSE) {
			r = rd->key != NULL ? -EINVAL : 0;
			if (rd->depth > 0)
				rd->depth--;
		} else if (!plist) {
			plist = strcmp(e.name, "plist") == 0;
			r = plist ? 0 : -EINVAL;
		} else if (strcmp(e.name, "key") == 0) {
			r = rd->depth == 0 || rd->key != NULL ||
			    rd->open[rd->depth - 1]->kind != PLIST_DICT ?
			    -EINVAL : take_text(rd, &rd->key);
		} else {
			r = take_value(rd, &e);
		}
		if (r < 0)
			break;
	}
	return r == 0 && rd->root == NULL ? -EINVAL : r;
}

int
plist_read(const struct host *h, const char *path, struct pool *p,
    struct plist **ret, unsigned *line)
{
	struct buf b = BUF_INIT(ROOT_MAX_FILE);
	struct reading rd = { .pool = p };
	int r = root_read(&h->root, path, &b, NULL, NULL);

	*line = 0;
	if (r == 0) {
		xml_init(&rd.xml, p, b.p == NULL ? "" : b.p, b.len);
		r = walk(&rd);
		if (r == -EINVAL)
			*line = rd.xml.line;
	}
	buf_release(&b);
	if (r == 0)
		*ret = rd.root;
	return r;
}

const struct plist *
plist_get(const struct plist *v, const char *key)
{
	const struct plist *c;

	if (v == NULL || v->kind != PLIST_DICT)
		return NULL;
	for (c = v->first; c != NULL; c = c->next)
		if (strcmp(c->key, key) == 0)
			return c;
	return NULL;
}

const char *
plist_string(const struct plist *v, const char *key)
{
	v = plist_get(v, key);
	return plist_is(v, PLIST_STRING) ? v->text : NULL;
}

bool
plist_is(const struct plist *v, enum plist_kind kind)
{
	return v != NULL && v->kind == kind;
}
