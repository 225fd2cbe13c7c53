/* Service bundles of SMF: manifests and profiles (service_bundle(4)). */
#include "platforms/smf_bundle.h"

#include <errno.h>
#include <string.h>

#include "agent/base/buf.h"
#include "agent/base/xml.h"

/* What stands at one level: the service's, or an instance's own. */
struct level {
	const char *start;
	bool inetd;
	unsigned line;
	struct strv environment;
};

struct reading {
	struct pool *pool;
	struct xml xml;
	struct smf_instance **end, *open;
	struct smf_instance *first;	/* of this service */
	const char *service;		/* "network/smtp", or NULL */
	struct level common, own;
};

static bool
is(const char *a, const char *b)
{
	return a != NULL && strcmp(a, b) == 0;
}

static enum tri
truth(const char *value)
{
	return is(value, "true") ? TRI_YES : is(value, "false") ? TRI_NO :
	    TRI_UNKNOWN;
}

static int
open_instance(struct reading *rd, const struct xml_event *e, const char *name)
{
	struct smf_instance *i = pool_alloc(rd->pool, sizeof(*i));

	if (i == NULL)
		return -ENOMEM;
	i->fmri = pool_join(rd->pool, "svc:/", rd->service, ":", name, NULL);
	i->enabled = truth(xml_attribute(e, "enabled"));
	i->line = e->line;
	*rd->end = i;
	rd->end = &i->next;
	if (rd->first == NULL)
		rd->first = i;
	rd->open = i;
	rd->own = (struct level){ .start = NULL };
	return i->fmri == NULL ? -ENOMEM : 0;
}

static int
take_method(struct reading *rd, const struct xml_event *e)
{
	struct level *l = rd->open != NULL ? &rd->own : &rd->common;
	const char *name = xml_attribute(e, "name");

	if (!is(name, "start") && !is(name, "inetd_start"))
		return 0;
	l->start = xml_attribute(e, "exec");
	l->inetd = is(name, "inetd_start");
	l->line = e->line;
	return l->start == NULL ? -EINVAL : 0;
}

static int
take_variable(struct reading *rd, const struct xml_event *e)
{
	struct level *l = rd->open != NULL ? &rd->own : &rd->common;
	const char *name = xml_attribute(e, "name");
	const char *value = xml_attribute(e, "value"), *both;

	if (name == NULL || value == NULL)
		return -EINVAL;
	both = pool_join(rd->pool, name, "=", value, NULL);
	return both == NULL ? -ENOMEM :
	    strv_keep(rd->pool, &l->environment, both);
}

static int
take_open(struct reading *rd, const struct xml_event *e)
{
	const char *name = xml_attribute(e, "name");

	if (is(e->name, "service")) {
		rd->service = name;
		rd->first = NULL;
		rd->common = (struct level){ .start = NULL };
		return name == NULL ? -EINVAL : 0;
	}
	if (rd->service == NULL)
		return 0;
	if (is(e->name, "create_default_instance"))
		return open_instance(rd, e, "default");
	if (is(e->name, "instance"))
		return name == NULL ? -EINVAL : open_instance(rd, e, name);
	if (is(e->name, "exec_method"))
		return take_method(rd, e);
	if (is(e->name, "envvar"))
		return take_variable(rd, e);
	return 0;
}

static void
set_level(struct smf_instance *i, const struct level *l)
{
	if (l->start != NULL && i->start == NULL) {
		i->start = l->start;
		i->inetd = l->inetd;
		i->line = l->line;
	}
	if (l->environment.n > 0 && i->environment.n == 0)
		i->environment = l->environment;
}

static void
take_close(struct reading *rd, const char *name)
{
	struct smf_instance *i;

	if (is(name, "instance") || is(name, "create_default_instance")) {
		if (rd->open != NULL)
			set_level(rd->open, &rd->own);
		rd->open = NULL;
	} else if (is(name, "service")) {
		for (i = rd->first; i != NULL; i = i->next)
			set_level(i, &rd->common);
		rd->service = NULL;
	}
}

static int
walk(struct reading *rd)
{
	struct xml_event e;
	bool bundle = false;
	int r;

	while ((r = xml_next(&rd->xml, &e)) > 0) {
		if (e.kind == XML_OPEN && !bundle) {
			bundle = is(e.name, "service_bundle");
			r = bundle ? 0 : -EINVAL;
		} else if (e.kind == XML_OPEN) {
			r = take_open(rd, &e);
		} else if (e.kind == XML_CLOSE) {
			take_close(rd, e.name);
			r = 0;
		}
		if (r < 0)
			break;
	}
	return r;
}

int
smf_bundle_read(const struct host *h, const char *path, struct pool *p,
    struct smf_instance **ret, unsigned *line)
{
	struct buf b = BUF_INIT(ROOT_MAX_FILE);
	struct smf_instance *all = NULL;
	struct reading rd = { .pool = p, .end = &all };
	int r = root_read(&h->root, path, &b, NULL, NULL);

	*line = 0;
	if (r == 0) {
		xml_init(&rd.xml, p, b.p == NULL ? "" : b.p, b.len);
		r = walk(&rd);
		if (r == -EINVAL)
			*line = rd.xml.line;
	}
	buf_release(&b);
	if (r < 0)
		return r;
	*ret = all;
	return 0;
}

/* The part of the FMRI that a token stands for. */
static bool
add_token(struct buf *b, char token, const struct smf_instance *i)
{
	const char *name = i->fmri + strlen("svc:/");
	const char *colon = strrchr(name, ':');

	switch (token) {
	case '%':
		return buf_addc(b, '%') == 0;
	case 'f':
		return buf_adds(b, i->fmri) == 0;
	case 'i':
		return buf_adds(b, colon + 1) == 0;
	case 'm':
		return buf_adds(b, i->inetd ? "inetd_start" : "start") == 0;
	case 's':
		return buf_add(b, name, (size_t)(colon - name)) == 0;
	default:
		return false;
	}
}

const char *
smf_command(struct pool *p, const struct smf_instance *i)
{
	struct buf b = BUF_INIT(65536);
	const char *at, *ret = NULL;
	bool known = true;

	for (at = i->start; known && *at != '\0'; at++) {
		if (*at != '%')
			buf_addc(&b, *at);
		else
			known = at[1] != '\0' && add_token(&b, *++at, i);
	}
	if (known && !b.failed)
		ret = pool_strdup(p, b.p == NULL ? "" : b.p);
	else if (b.failed)
		p->failed = true;
	buf_release(&b);
	return ret;
}
