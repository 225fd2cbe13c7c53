/* What a starter of Postfix would listen on, by its configuration. */
#include "platforms/postfix_role.h"

#include <errno.h>
#include <string.h>
#include <strings.h>

#include "agent/base/buf.h"
#include "agent/base/lines.h"
#include "agent/base/name.h"
#include "platforms/smtp_port.h"
#include "platforms/start_role.h"

const char *
postfix_folder(const struct host *h, const char *program)
{
	static const struct { const char *prefix, *folder; } all[] = {
		{ "/usr/pkg/", "/usr/pkg/etc/postfix" },
		{ "/usr/local/", "/usr/local/etc/postfix" },
		{ "/opt/local/", "/opt/local/etc/postfix" },
		{ "/", "/etc/postfix" },
		{ "", "/usr/local/etc/postfix" },
		{ "", "/usr/pkg/etc/postfix" },
		{ "", "/opt/local/etc/postfix" },
	};
	struct pool p = { .blocks = NULL };
	const char *ret = "/etc/postfix", *path;
	size_t i;

	for (i = 0; i < sizeof(all) / sizeof(all[0]); i++) {
		path = pool_printf(&p, "%s/main.cf", all[i].folder);
		if (path != NULL && strncmp(program, all[i].prefix,
		    strlen(all[i].prefix)) == 0 &&
		    root_exists(&h->root, path)) {
			ret = all[i].folder;
			break;
		}
	}
	pool_release(&p);
	return ret;
}

int
postfix_files_read(const struct host *h, const struct facts *f,
    struct pool *p, const char *folder, struct postfix_files *ret)
{
	struct postfix_files n = { .found = true };
	struct buf b = BUF_INIT(ROOT_MAX_FILE);
	int r;

	n.main_path = pool_printf(p, "%s/main.cf", folder);
	n.master_path = pool_printf(p, "%s/master.cf", folder);
	if (p->failed)
		return -ENOMEM;
	r = root_read(&h->root, n.main_path, &b, NULL, NULL);
	if (r == 0)
		r = pf_main_parse(p, b.p == NULL ? "" : b.p, b.len, &n.main);
	n.main.host = f->name;
	if (r == 0)
		r = root_read(&h->root, n.master_path, &b, NULL, NULL);
	if (r == 0)
		r = pf_master_parse(p, b.p == NULL ? "" : b.p, b.len,
		    &n.master);
	buf_release(&b);
	if (r == -ENOMEM)
		return r;
	n.found = r == 0;
	n.error = r;
	*ret = n;
	return 0;
}

/* The value of an option "-c DIR", "-cDIR"; NULL: there is none. */
static const char *
option(const struct words *w, char letter, enum word_gap *gap)
{
	const char *text;
	size_t i;

	*gap = WORD_KNOWN;
	for (i = 1; i < w->n; i++) {
		text = w->v[i].text;
		if (text[0] != '-' || text[1] != letter)
			continue;
		if (text[2] != '\0') {
			*gap = w->v[i].gap;
			return text + 2;
		}
		if (i + 1 < w->n) {
			*gap = w->v[i + 1].gap;
			return w->v[i + 1].text;
		}
	}
	return NULL;
}

static bool
is_yes(const struct pf_value *v)
{
	return v->state == PF_KNOWN && strcasecmp(v->text, "yes") == 0;
}

/* One instance beside the first: it is started where it is enabled, and
 * where it is the one that is asked for. 1, 0, -ENOMEM. */
static int
is_wanted(const struct host *h, const struct facts *f, struct pool *p,
    const char *folder, const char *wanted)
{
	struct postfix_files n;
	struct pf_value v;
	int r = postfix_files_read(h, f, p, folder, &n);

	if (r < 0)
		return r;
	if (!n.found)
		return wanted == NULL || strcmp(wanted, folder) == 0;
	r = pf_main_value(p, &n.main, "multi_instance_enable", &v);
	if (r < 0 || (!is_yes(&v) && v.state == PF_KNOWN))
		return r;
	if (wanted == NULL || strcmp(wanted, folder) == 0)
		return 1;
	r = pf_main_value(p, &n.main, "multi_instance_name", &v);
	return r < 0 ? r : v.state != PF_KNOWN || strcmp(v.text, wanted) == 0;
}

/* All that postmulti(1) would start, or the one of that name. The first is
 * one of them unless others are enabled and it is not. */
static int
add_instances(const struct host *h, const struct facts *f, struct pool *p,
    const char *folder, const char *wanted, struct strv *ret,
    const char **why)
{
	struct postfix_files n;
	struct pf_value list, enable;
	const char *at, *word;
	int r = postfix_files_read(h, f, p, folder, &n);

	if (r < 0)
		return r;
	if (!n.found)
		return strv_push(p, ret, folder);
	r = pf_main_value(p, &n.main, "multi_instance_directories", &list);
	if (r == 0)
		r = pf_main_value(p, &n.main, "multi_instance_enable",
		    &enable);
	if (r < 0)
		return r;
	if (list.state != PF_KNOWN) {
		*why = "which instances of Postfix there are is not known";
		return -EINVAL;
	}
	at = list.text;
	word = pf_word(p, &at);
	if ((wanted == NULL || strcmp(wanted, "-") == 0) &&
	    (word == NULL || is_yes(&enable) || enable.state != PF_KNOWN))
		r = strv_push(p, ret, folder);
	for (; r == 0 && word != NULL; word = pf_word(p, &at)) {
		r = is_wanted(h, f, p, word, wanted);
		if (r > 0)
			r = strv_push(p, ret, word);
	}
	return p->failed ? -ENOMEM : r;
}

/* "postfix start" is handed to postmulti where main.cf names it. */
static bool
has_wrapper(const struct host *h, const struct facts *f, struct pool *p,
    const char *folder)
{
	struct postfix_files n;
	struct pf_value v = { .state = PF_BAD };

	return postfix_files_read(h, f, p, folder, &n) == 0 && n.found &&
	    pf_main_find(&n.main, "multi_instance_wrapper") != NULL &&
	    pf_main_value(p, &n.main, "multi_instance_directories",
	    &v) == 0 && (v.state != PF_KNOWN || v.text[0] != '\0');
}

int
postfix_folders(const struct host *h, const struct facts *f, struct pool *p,
    const struct words *w, struct strv *ret, const char **why)
{
	const char *name, *folder, *own;
	enum word_gap gap;
	bool multi;

	*why = "part of its command line is not known";
	if (w->n == 0)
		return -EINVAL;
	name = name_of(w->v[0].text);
	folder = postfix_folder(h, w->v[0].text);
	multi = strcmp(name, "postmulti") == 0;
	own = option(w, multi ? 'i' : strstr(name, "sendmail") != NULL ? 'C' :
	    'c', &gap);
	if (multi) {
		/* Debian's script goes through all of them, and its unit
		 * template is for any of them. */
		if (gap != WORD_KNOWN || (own != NULL && own[0] == '\0'))
			own = NULL;
		if (option(w, 'g', &gap) != NULL) {
			*why = "it starts a group of instances";
			return -EINVAL;
		}
		return add_instances(h, f, p, folder, own, ret, why);
	}
	if (gap != WORD_KNOWN || (own != NULL && own[0] != '/'))
		return -EINVAL;
	if (own == NULL && strcmp(name, "postfix") == 0 &&
	    has_wrapper(h, f, p, folder))
		return add_instances(h, f, p, folder, NULL, ret, why);
	return strv_push(p, ret, own != NULL ? own : folder);
}

/* What a name stands for in the host's own table. */
static int
hosts_find(const struct host *h, struct pool *p, const char *name,
    struct strv *ret)
{
	struct buf b = BUF_INIT(ROOT_MAX_FILE);
	const char *at, *address, *word;
	struct lines l;
	int r = root_read(&h->root, "/etc/hosts", &b, NULL, NULL);

	if (r == -ENOMEM)
		return r;
	lines_init(&l, r < 0 || b.p == NULL ? "" : b.p, r < 0 ? 0 : b.len);
	while (lines_next(&l)) {
		at = pool_strndup(p, l.line, strcspn(l.line, "#") < l.len ?
		    strcspn(l.line, "#") : l.len);
		address = at == NULL ? NULL : pf_word(p, &at);
		while (address != NULL && (word = pf_word(p, &at)) != NULL)
			if (strcasecmp(word, name) == 0 &&
			    strv_push(p, ret, address) < 0)
				break;
	}
	buf_release(&b);
	return p->failed ? -ENOMEM : 0;
}

static bool
is_address(const char *text)
{
	return strchr(text, ':') != NULL ||
	    text[strspn(text, "0123456789.")] == '\0';
}

/* Names of hosts become their addresses, where this host's table has them;
 * with addresses of other hosts Postfix would not start. */
static int
resolve(const struct host *h, struct pool *p, struct smcf_listener *l)
{
	struct smcf_listener *more;
	struct strv found = { .n = 0 };
	size_t i;
	int r;

	for (; l != NULL; l = l->next) {
		if (l->address == NULL || is_address(l->address) ||
		    smtp_host_is_loopback(l->address))
			continue;
		found.n = 0;
		r = hosts_find(h, p, l->address, &found);
		if (r < 0)
			return r;
		for (i = 0; i < found.n; i++) {
			if (i > 0) {
				more = pool_alloc(p, sizeof(*more));
				if (more == NULL)
					return -ENOMEM;
				*more = *l;
				l->next = more;
				l = more;
			}
			l->address = found.v[i];
			l->family = strchr(found.v[i], ':') != NULL ?
			    "inet6" : "inet";
		}
	}
	return 0;
}

/* The lines that decide: where the interfaces are set, and the services. */
static int
add_because(struct facts *f, struct starter *t, const struct postfix_files *n,
    const struct smcf_listener *l)
{
	static const char *const names[] = { "inet_interfaces",
		"master_service_disable" };
	const struct pf_setting *s;
	unsigned last = 0;
	int i, r = 0;

	for (i = 0; i < 2 && r == 0; i++) {
		s = pf_main_find(&n->main, names[i]);
		if (s != NULL)
			r = place_add(&f->pool, &t->because, n->main_path,
			    s->line, pool_printf(&f->pool, "%s = %s",
			    s->name, s->value));
	}
	for (; r == 0 && l != NULL; l = l->next) {
		if (l->line != last)
			r = place_add(&f->pool, &t->because, n->master_path,
			    l->line, pool_printf(&f->pool, "%s inet",
			    l->name));
		last = l->line;
	}
	return r;
}

/* One instance. 1: known, and *reach is what it adds; 0: unknown, the role
 * says so; -ENOMEM. */
static int
read_instance(const struct host *h, struct facts *f, struct starter *t,
    struct pool *p, const char *folder, bool *listens)
{
	struct smcf_listener *l = NULL;
	struct postfix_files n;
	struct pf_doubt d;
	int r = postfix_files_read(h, f, p, folder, &n);

	if (r < 0)
		return r;
	if (!n.found)
		return start_unknown(f, t, pool_printf(p, "%s: %s", folder,
		    n.error == -ENOENT ? "main.cf or master.cf was not found"
		    : strerror(-n.error)));
	r = pf_listeners(p, &n.main, &n.master, &l, &d);
	if (r == 0 && d.state == PF_KNOWN)
		r = resolve(h, p, l);
	if (r == 0)
		r = strv_push(&f->pool, &t->needs, n.main_path);
	if (r == 0)
		r = strv_push(&f->pool, &t->needs, n.master_path);
	if (r == 0)
		r = add_because(f, t, &n, l);
	if (r < 0)
		return r;
	if (d.state != PF_KNOWN)
		return start_unknown(f, t, pool_printf(p, "%s/%s line %u: %s",
		    folder, d.file, d.line, d.why));
	*listens = *listens || l != NULL;
	r = start_exposed(h, f, t, l);
	return r < 0 ? r : 1;
}

int
postfix_role_read(const struct host *h, struct facts *f, struct starter *t,
    struct err *e)
{
	struct pool p = { .blocks = NULL };
	struct strv folders = { .n = 0 };
	const char *why = NULL;
	bool listens = false;
	size_t i;
	int r = postfix_folders(h, f, &p, &t->words, &folders, &why);

	if (r == -EINVAL)
		r = start_unknown(f, t, why);
	else if (r == 0)
		r = 1;
	for (i = 0; r > 0 && i < folders.n; i++)
		r = read_instance(h, f, t, &p, folders.v[i], &listens);
	if (r > 0) {
		t->loopback = listens && t->exposed.n == 0;
		t->role = t->exposed.n > 0 ? ROLE_DAEMON : listens ?
		    ROLE_LOOPBACK_DAEMON : folders.n > 0 ?
		    ROLE_QUEUE_RUNNER : ROLE_ONE_SHOT;
		r = 0;
	}
	if (p.failed)
		r = -ENOMEM;
	pool_release(&p);
	return r;
}
