/* Drop-ins for units: a command that does not listen, a loopback socket. */
#include <errno.h>
#include <string.h>

#include "platforms/edit_file.h"
#include "platforms/edit_unit.h"
#include "platforms/edit_words.h"
#include "platforms/unit_text.h"

#define MAX_DROPIN 65536

/* The second name comes behind what an administrator put there. */
static const char *const names[] = { "hardenmail.conf",
	"zz-hardenmail.conf" };

/* Reads a unit file for one of its lines. */
struct look {
	struct edit_job *job;
	unsigned line;			/* which assignment is wanted */
	const char *key, *value;	/* of it; NULL: not found */
	const char *type;		/* Type= */
	struct strv commands;		/* ExecStart=, all */
	size_t at;			/* and which of them it is */
	struct strv listens;		/* ListenStream=, all */
};

static int
look_line(void *arg, const struct unit_line *l)
{
	struct look *k = arg;
	struct pool *p = &k->job->plan->pool;
	const bool here = k->line >= l->line && k->line <= l->last;
	const bool command = strcmp(l->key, "ExecStart") == 0;

	if (strcmp(l->section, "Socket") == 0 &&
	    strcmp(l->key, "ListenStream") == 0 && l->value[0] != '\0')
		return strv_push(p, &k->listens, l->value);
	if (strcmp(l->section, "Service") != 0)
		return 0;
	if (strcmp(l->key, "Type") == 0)
		k->type = pool_strdup(p, l->value);
	if (command && l->value[0] == '\0')
		k->commands.n = 0;
	if (here && l->value[0] != '\0') {
		k->key = pool_strdup(p, l->key);
		k->value = pool_strdup(p, l->value);
		k->at = k->commands.n;
	}
	if (command && l->value[0] != '\0')
		return strv_push(p, &k->commands, l->value);
	return p->failed ? -ENOMEM : 0;
}

/* What makes the value a listener: an option, or else the name. */
static bool
find_listen(struct edit_job *j, const char *value, struct listen_word *ret)
{
	const size_t len = strlen(value);

	return words_find_listen(value, 0, len, 0, ret) ||
	    (words_named_smtpd(j) &&
	    words_find_smtpd(value, 0, len, 0, ret));
}

/* The value that does not listen, with a -q of ours where not `out`. */
static const char *
without_listen(struct edit_job *j, const char *value, bool out)
{
	struct listen_word w;
	const char *with;

	if (!find_listen(j, value, &w))
		return NULL;
	with = words_instead(j, value, strlen(value), out, &w);
	return with == NULL ? NULL : pool_printf(&j->plan->pool, "%.*s%s%s",
	    (int)w.from, value, with, value + w.to);
}

/* Lay the text over what stands at the drop-in's place. */
static int
put_dropin(struct edit_job *j, const char *unit, const char *name,
    struct buf *text, struct err *e)
{
	struct pool *p = &j->plan->pool;
	const char *path = pool_printf(p, "/etc/systemd/system/%s.d/%s", unit,
	    name);
	struct edit_file f;
	int r;

	if (path == NULL || text->failed || text->p == NULL)
		return -ENOMEM;
	r = edit_open(j, path, &f, e);
	return r <= 0 ? r : edit_span(j, &f, 0, f.len, text->p, e);
}

static void
write_command(struct edit_job *j, const struct look *k, const char *value,
    struct buf *b)
{
	struct listen_word w = { .mode = 'd' };
	size_t i;

	(void)find_listen(j, k->value, &w);

	buf_adds(b, "[Service]\n");
	if (strcmp(k->key, "ExecStart") != 0) {
		buf_addf(b, "%s=%s\n", k->key, value);
		return;
	}
	/* -bD stays in front, a queue runner does not. */
	if (w.mode == 'D' && (k->type == NULL ||
	    strcmp(k->type, "forking") != 0))
		buf_adds(b, "Type=forking\n");
	buf_adds(b, "ExecStart=\n");
	for (i = 0; i < k->commands.n; i++)
		buf_addf(b, "ExecStart=%s\n", i == k->at ? value :
		    k->commands.v[i]);
}

int
edit_unit_command(struct edit_job *j, struct err *e)
{
	const bool runs = j->starter->queue_interval > 0;
	const bool out = (j->turn % 2 == 0) == runs;
	struct buf b = BUF_INIT(MAX_DROPIN);
	unsigned n, turn = j->turn / 4;
	const struct place *at;
	const char *value;
	struct edit_file f;
	struct look k;
	int r = 0;

	if (j->starter->unit == NULL)
		return 0;
	for (n = 0; r == 0 && (at = edit_place(j->starter, n)) != NULL; n++) {
		k = (struct look){ .job = j, .line = at->line };
		if (!edit_is_unit(at->path) ||
		    edit_open(j, at->path, &f, e) <= 0 ||
		    unit_text_parse(f.text, f.len, look_line, &k) < 0 ||
		    k.value == NULL || (strcmp(k.key, "ExecStart") != 0 &&
		    strcmp(k.key, "Environment") != 0))
			continue;
		value = without_listen(j, k.value, out);
		if (value == NULL || turn-- > 0)
			continue;
		write_command(j, &k, value, &b);
		r = put_dropin(j, j->starter->unit, names[j->turn / 2 % 2],
		    &b, e);
	}
	buf_release(&b);
	return j->plan->pool.failed ? -ENOMEM : r;
}

/* ListenStream=25, 0.0.0.0:25, [::]:25 (systemd.socket(5)). */
static void
write_listen(struct buf *b, const char *value)
{
	const char *port = strrchr(value, ':');

	if (value[0] == '/' || value[0] == '@')
		buf_addf(b, "ListenStream=%s\n", value);
	else
		buf_addf(b, "ListenStream=%s:%s\n", value[0] == '[' ?
		    "[::1]" : "127.0.0.1", port == NULL ? value : port + 1);
}

int
edit_socket_loopback(struct edit_job *j, struct err *e)
{
	struct pool *p = &j->plan->pool;
	const char *socket = unit_socket_of(p, j->starter);
	struct buf b = BUF_INIT(MAX_DROPIN);
	struct look k = { .job = j };
	const struct place *at;
	struct edit_file f;
	unsigned n;
	size_t i;
	int r = 0;

	if (j->turn > 1 || socket == NULL)
		return p->failed ? -ENOMEM : 0;
	for (n = 0; (at = edit_place(j->starter, n)) != NULL; n++) {
		if (strstr(at->path, ".socket") == NULL ||
		    edit_open(j, at->path, &f, e) <= 0 ||
		    unit_text_parse(f.text, f.len, look_line, &k) < 0)
			continue;
		break;
	}
	if (k.listens.n > 0) {
		buf_adds(&b, "[Socket]\nListenStream=\n");
		for (i = 0; i < k.listens.n; i++)
			write_listen(&b, k.listens.v[i]);
		r = put_dropin(j, socket, names[j->turn], &b, e);
	}
	buf_release(&b);
	return p->failed ? -ENOMEM : r;
}
