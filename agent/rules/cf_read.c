/* A cf file as a whole: what every kind of line adds. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "agent/base/memory.h"
#include "agent/base/num.h"
#include "agent/model/smcf_option.h"
#include "agent/rules/cf_line.h"
#include "agent/rules/cf_rule.h"
#include "agent/rules/macro.h"
#include "agent/rules/mailer.h"
#include "agent/rules/map_define.h"
#include "agent/rules/meta.h"
#include "agent/rules/state.h"
#include "agent/rules/wordclass.h"

/* The cf being read. */
struct reader {
	struct rules *cf;
	struct cf_lines lines;
	struct ruleset *set;	/* of the last S line; NULL: none valid */
	struct buf text;	/* an expanded line */
};

static bool
is_blank(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

const struct file_text *
rules_file(struct rules *cf, const char *path)
{
	struct file_text *f;

	for (f = cf->files; f != NULL; f = f->next)
		if (strcmp(f->path, path) == 0)
			return f;
	if (cf->n_files++ >= MAX_THINGS)
		return NULL;
	f = pool_alloc(&cf->pool, sizeof(*f));
	if (f == NULL || (f->path = pool_strdup(&cf->pool, path)) == NULL)
		return NULL;
	f->text = "";
	f->status = cf->world->read(cf->world->context, path, &cf->pool,
	    &f->text, &f->len);
	if (f->status == -ENOMEM)
		return NULL;
	f->next = cf->files;
	cf->files = f;
	return f;
}

/* $w and $j are the full name, $m what is behind its first dot (main.c). */
static int
init_names(struct rules *cf)
{
	const struct rules_world *w = cf->world;
	const char *host = w->host != NULL ? w->host : "localhost";
	const char *node = w->node != NULL ? w->node : host;
	const char *dot = strchr(host, '.');
	size_t i;
	int r;

	r = macro_define(cf, 'w', host);
	if (r == 0)
		r = macro_define(cf, 'j', host);
	if (r == 0 && dot != NULL && dot[1] != '\0')
		r = macro_define(cf, 'm', dot + 1);
	if (r == 0)
		r = macro_define(cf, 'k', node);
	if (r == 0)
		r = class_add(cf, 'k', node, NULL, 0);
	if (r == 0)
		r = class_add(cf, 'w', host, NULL, 0);
	if (r == 0)
		r = class_add(cf, 'w', node, NULL, 0);
	for (i = 0; r == 0 && w->names != NULL && i < w->names->n; i++)
		r = class_add(cf, 'w', w->names->v[i], NULL, 0);
	return r;
}

/* After the file: the host's name and domain as it has set them. */
static int
finish_names(struct reader *rd)
{
	struct rules *cf = rd->cf;
	static const char host[] = { (char)META_EXPAND, 'j', '\0' };
	static const char domain[] = { (char)META_EXPAND, 'm', '\0' };
	int r;

	r = macro_expand(cf, cf->macros, domain, MAX_NAME, &rd->text);
	if (r == 0 && rd->text.len > 0)
		r = class_add(cf, 'm', rd->text.p, NULL, 0);
	if (r == 0)
		r = macro_expand(cf, cf->macros, host, MAX_NAME, &rd->text);
	if (r == 0 && rd->text.len > 0)
		r = class_add(cf, 'w', rd->text.p, NULL, 0);
	if (r == 0)
		r = map_add_host(cf);
	return r;
}

/* D: a value with quotes and backslashes taken away, else as it stands. */
static int
read_macro(struct reader *rd, const char *p)
{
	const char *end;
	int number = macro_number(rd->cf, p, &end);

	if (number == 0)
		return 0;
	mailer_field(end, '\0', &rd->text);
	return rd->text.failed ? -ENOMEM :
	    macro_define(rd->cf, number, rd->text.p);
}

static int
read_class(struct reader *rd, const char *p)
{
	const char *end;
	int number = macro_number(rd->cf, p, &end), r;

	if (number == 0)
		return 0;
	r = macro_expand(rd->cf, rd->cf->macros, end, MAX_LINE_TEXT,
	    &rd->text);
	if (r == 0)
		r = class_add_words(rd->cf, number, rd->text.p, rd->cf->path,
		    rd->lines.first);
	return r;
}

/* F: a file with an sscanf pattern; programs and maps are left out. */
static int
read_file(struct reader *rd, const char *p)
{
	const struct file_text *file;
	const char *end, *pattern = "%s";
	struct buf path = BUF_INIT(4096);
	bool optional;
	int number = macro_number(rd->cf, p, &end), r = 0;

	if (number == 0)
		return 0;
	for (p = end; is_blank(*p); p++)
		continue;
	optional = p[0] == '-' && p[1] == 'o';
	if (optional) {
		while (*p != '\0' && !is_blank(*p))
			p++;
		while (is_blank(*p))
			p++;
	}
	if (*p == '|' || (*p != '/' && strchr(p, '@') != NULL)) {
		rd->cf->incomplete = "a class that a program or a map fills";
		return 0;
	}
	end = p + strcspn(p, " ");
	buf_add(&path, p, (size_t)(end - p));
	while (is_blank(*end))
		end++;
	if (*end != '\0')
		pattern = end;
	file = path.failed ? NULL : rules_file(rd->cf, path.p);
	if (file == NULL)
		r = rd->cf->pool.failed ? -ENOMEM : -E2BIG;
	else if (file->status == 0)
		r = class_add_file(rd->cf, number, file, pattern);
	else if (!optional || file->status != -ENOENT)
		rd->cf->incomplete = "a class file that cannot be read";
	buf_release(&path);
	return r;
}

static void
read_level(struct reader *rd, const char *p)
{
	struct rules *cf = rd->cf;
	const char *dot, *end;
	long long level;

	while (is_blank(*p))
		p++;
	for (end = p; *end >= '0' && *end <= '9'; end++)
		continue;
	if (num_parse(p, (size_t)(end - p), 0, 10000, &level) < 0)
		return;
	cf->level = (int)level;
	/* From level 5 on $w is the name without domain. */
	dot = cf->macros['w'] == NULL ? NULL : strchr(cf->macros['w'], '.');
	if (cf->level >= 5 && dot != NULL)
		cf->macros['w'] = pool_strndup(&cf->pool, cf->macros['w'],
		    (size_t)(dot - cf->macros['w']));
}

/* DeliveryMode= of one daemon; only the key's first letter counts, and it is
 * a capital D where the small one is another key. */
static void
read_listener(struct rules *cf, const char *value)
{
	const char *p = value, *v;
	char letter = '\0';

	while (*p != '\0') {
		while (is_blank(*p) || *p == ',')
			p++;
		v = p + strcspn(p, "=,");
		if (*p == 'D' && *v == '=') {
			for (v++; is_blank(*v); v++)
				continue;
			letter = *v;
		}
		p += strcspn(p, ",");
	}
	if (cf->listener_delivery == '\0')
		cf->listener_delivery = letter;
	cf->listener_plain = cf->listener_plain || letter == '\0';
	cf->listener_deferred = cf->listener_deferred || letter == 'd';
}

/* Those of the command line replace all of the cf's. */
static bool
has_listeners(const struct rules *cf)
{
	return cf->world->listeners != NULL && cf->world->listeners->n > 0;
}

static void
set_option(struct rules *cf, const char *name, const char *value)
{
	const char *copy = pool_strdup(&cf->pool, value);

	if (strcmp(name, "OperatorChars") == 0)
		cf->operators = copy;
	else if (strcmp(name, "BlankSub") == 0)
		cf->blank = value[0] == '\0' ? ' ' : value[0];
	else if (strcmp(name, "DeliveryMode") == 0)
		cf->delivery = value[0];
	else if (strcmp(name, "DaemonPortOptions") == 0 && !has_listeners(cf))
		read_listener(cf, value);
	else if (strcmp(name, "HostsFile") == 0)
		cf->hosts_file = copy;
	else if (strcmp(name, "ServiceSwitchFile") == 0)
		cf->switch_file = copy;
	else if (strcmp(name, "ResolverOptions") == 0 &&
	    strstr(value, "HasWildcardMX") != NULL)
		cf->wildcard_mx = strstr(value, "-HasWildcardMX") == NULL;
}

/* "O name=value" or "Oxvalue". */
static void
read_option(struct reader *rd, const char *p)
{
	struct smcf_setting s;
	const char *name;

	if (*p == ' ') {
		p += strspn(p, " ");
		if (smcf_option_split(p, &s))
			set_option(rd->cf, s.name, s.value);
		return;
	}
	name = *p == '\0' ? NULL : smcf_option_letter(*p);
	if (name != NULL)
		set_option(rd->cf, name, p + 1);
}

static int
read_line(struct reader *rd)
{
	char *p = rd->lines.text.p;
	struct rules *cf = rd->cf;
	int r;

	switch (p[0]) {
	case 'R':
		return rd->set == NULL ? 0 :
		    rule_add(cf, rd->set, p + 1, rd->lines.last);
	case 'S':
		r = macro_expand(cf, cf->macros, p + 1, MAX_LINE_TEXT,
		    &rd->text);
		if (r == 0)
			rd->set = ruleset_named(cf, rd->text.p, true, NULL);
		return r;
	case 'D':
		return read_macro(rd, p + 1);
	case 'C':
		return read_class(rd, p + 1);
	case 'T':
		return class_add_words(cf, 't', p + 1, cf->path,
		    rd->lines.first);
	case 'F':
		return read_file(rd, p + 1);
	case 'M':
		return mailer_add(cf, p + 1);
	case 'O':
		read_option(rd, p + 1);
		return 0;
	case 'V':
		read_level(rd, p + 1);
		return 0;
	case 'K':
		r = macro_expand(cf, cf->macros, p + 1, MAX_LINE_TEXT,
		    &rd->text);
		return r < 0 ? r : map_add(cf, rd->text.p, rd->lines.first);
	default:
		return 0;	/* headers, priorities, filters, queues */
	}
}

static int
read_all(struct reader *rd)
{
	int r;

	while ((r = cf_line_next(&rd->lines, rd->cf)) > 0) {
		r = read_line(rd);
		if (r < 0)
			return r;
	}
	return r < 0 ? r : finish_names(rd);
}

int
rules_read(const char *path, const char *text, size_t len,
    const struct rules_world *world, struct rules **ret, struct err *e)
{
	struct reader rd = { .text = BUF_INIT(MAX_CF_SIZE) };
	struct rules *cf;
	size_t i;
	int r;

	if (len > MAX_CF_SIZE)
		return err_set(e, E2BIG, "%s: larger than any sendmail.cf",
		    path);
	if (memchr(text, '\0', len) != NULL)
		return err_set(e, EINVAL, "%s: binary, not a sendmail.cf",
		    path);
	cf = memory_zeroed(1, sizeof(*cf));
	if (cf == NULL)
		return err_set(e, ENOMEM, "out of memory");
	cf->world = world;
	cf->path = pool_strdup(&cf->pool, path);
	cf->blank = ' ';
	cf->max_depth = MAX_DEPTH;
	cf->max_expand = MAX_EXPAND_DEPTH;
	cf->hosts_file = "/etc/hosts";
	rd.cf = cf;
	macro_init(cf);
	for (i = 0; has_listeners(cf) && i < world->listeners->n; i++)
		read_listener(cf, world->listeners->v[i]);
	cf_lines_init(&rd.lines, text, len);
	r = init_names(cf);
	if (r == 0)
		r = read_all(&rd);
	cf_lines_release(&rd.lines);
	buf_release(&rd.text);
	if (r == 0 && cf->pool.failed)
		r = -ENOMEM;
	if (r < 0) {
		rules_free(cf);
		return err_set(e, -r, "%s: %s", path, r == -E2BIG ?
		    "more than any sendmail.cf holds" : "out of memory");
	}
	*ret = cf;
	return 0;
}

void
rules_free(struct rules *cf)
{
	if (cf == NULL)
		return;
	map_release(cf);
	pool_release(&cf->pool);
	free(cf);
}

/* Of a listener that says none. */
static char
delivery_of_all(const struct rules *cf)
{
	return cf->world->delivery != '\0' ? cf->world->delivery :
	    cf->delivery != '\0' ? cf->delivery : 'b';
}

char
rules_delivery(const struct rules *cf)
{
	return cf->listener_delivery != '\0' ? cf->listener_delivery :
	    delivery_of_all(cf);
}

bool
rules_deferred(const struct rules *cf)
{
	return cf->listener_deferred || (delivery_of_all(cf) == 'd' &&
	    (cf->listener_plain || cf->listener_delivery == '\0'));
}
