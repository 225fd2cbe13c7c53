/* --list, --notified, --gone and --import: what operators ask and say. */
#include "collector/commands_all.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "agent/base/lines.h"
#include "agent/base/log.h"
#include "agent/base/utf8.h"
#include "agent/model/report.h"
#include "collector/change.h"
#include "collector/host_list.h"
#include "collector/host_row.h"
#include "collector/inventory.h"
#include "collector/notify.h"
#include "collector/store_copy.h"
#include "collector/store_schema.h"
#include "collector/textfile.h"

#define MAX_FILE ((size_t)16 << 20)

int64_t
command_now(const struct arguments *a)
{
	return (int64_t)time(NULL) + a->clock_offset;
}

int
command_open(const struct arguments *a, struct store *s, struct config *c)
{
	struct buf text = BUF_INIT(MAX_FILE);
	struct err e = { .code = 0 };
	int status = 0;

	config_init(c);
	if (a->config != NULL && (textfile_read(a->config, &text, &e) < 0 ||
	    config_parse(c, a->config, text.len > 0 ? text.p : "", text.len,
	    &e) < 0)) {
		status = STATUS_CONFIG;
	} else if (store_open(s, a->store, a->command == ARGUMENT_SERVE ||
	    a->command == ARGUMENT_IMPORT ? STORE_CREATE : 0, &e) < 0 ||
	    schema_migrate(s, &e) < 0 || store_whole(s, &e) < 0) {
		status = STATUS_SYSTEM;
	}
	if (status != 0)
		log_error("%s", e.text);
	buf_release(&text);
	return status;
}

/* Text of hosts must not paint the screen. */
static void
put_cell(struct buf *b, const char *text)
{
	if (text == NULL || text[0] == '\0')
		buf_adds(b, "-");
	else
		utf8_escape(b, text, strlen(text));
}

static int
print_host(void *arg, const struct host_row *h)
{
	struct buf b = BUF_INIT(16384);
	char when[32] = "-";

	if (h->deadline != 0)
		time_words(h->deadline, when);
	put_cell(&b, h->id);
	buf_addc(&b, '\t');
	put_cell(&b, h->name);
	buf_addf(&b, "\t%s\t%s\t%s\t%s\t", h->condition, h->contact,
	    h->overdue ? "overdue" : "-", when);
	put_cell(&b, h->department);
	buf_addc(&b, '\t');
	put_cell(&b, h->owner);
	if (!b.failed)
		puts(b.p);
	buf_release(&b);
	return 0;
}

static int
list(const struct arguments *a, struct store *s, const struct config *c,
    struct err *e)
{
	struct host_filter f = { .now = command_now(a) };

	f.stale_before = f.now - c->stale_after;
	if (strcmp(a->value, "overdue") == 0)
		f.overdue = true;
	else if (is_condition(a->value))
		f.condition = a->value;
	else if (is_contact(a->value))
		f.contact = a->value;
	else if (strcmp(a->value, "all") != 0)
		return err_set(e, EINVAL, "--list %s: expected failing, "
		    "overdue, stale, never-seen, warning, unknown, compliant, "
		    "fresh, gone or all", a->value);
	return host_list(s, &f, print_host, NULL, e);
}

static int
gone(struct store *s, int64_t host, int64_t now, struct err *e)
{
	int r = host_gone(s, host, now, e);

	if (r >= 0)
		r = change_add(s, &(struct change){ .at = now, .host = host,
		    .sequence = -1, .kind = "gone" }, e);
	return r;
}

static int
import(const struct arguments *a, struct store *s, const struct config *c,
    struct err *e)
{
	struct buf text = BUF_INIT(MAX_FILE), wrong = BUF_INIT(1 << 20);
	struct inventory_count n = { .lines = 0 };
	struct lines l;
	int r = textfile_read(a->value, &text, e);

	if (r >= 0)
		r = inventory_import(s, c, a->value, text.len > 0 ? text.p :
		    "", text.len, command_now(a), &n, &wrong, e);
	lines_init(&l, wrong.len > 0 ? wrong.p : "", wrong.len);
	while (lines_next(&l))
		log_error("%.*s", (int)l.len, l.line);
	if (r >= 0)
		printf("%u hosts read: %u new, %u changed\n", n.lines, n.made,
		    n.changed);
	buf_release(&wrong);
	buf_release(&text);
	return r;
}

static int
change(const struct arguments *a, struct store *s, const struct config *c,
    struct err *e)
{
	int64_t now = command_now(a), host;
	int r = store_transact(s, STORE_BEGIN, e);

	if (r < 0)
		return r;
	r = store_alone(s, e);
	if (r < 0)
		goto out;
	if (a->command == ARGUMENT_IMPORT) {
		r = import(a, s, c, e);
		goto out;
	}
	r = host_find(s, a->value, &host, e);
	if (r < 0)
		goto out;
	if (a->command == ARGUMENT_GONE) {
		r = gone(s, host, now, e);
	} else {
		r = notify_mark(s, c, host, NULL, NULL, now, e);
		if (r == 0)
			r = err_set(e, ENOENT, "%s: no failed check that the "
			    "owner has not been told of", a->value);
	}
out:
	if (r >= 0)
		r = store_transact(s, STORE_COMMIT, e);
	if (r < 0)
		store_transact(s, STORE_ROLLBACK, NULL);
	return r;
}

int
cmd_hosts(const struct arguments *a)
{
	struct store s = { .ops = NULL };
	struct err e = { .code = 0 };
	struct config c;
	int status, r;

	status = command_open(a, &s, &c);
	if (status != 0)
		goto out;
	r = a->command == ARGUMENT_LIST ? list(a, &s, &c, &e) :
	    change(a, &s, &c, &e);
	if (r < 0) {
		log_error("%s", e.text);
		status = r == -ENOENT ? STATUS_NO : r == -EINVAL ?
		    STATUS_USAGE : STATUS_SYSTEM;
	}
out:
	store_close(&s);
	config_release(&c);
	return status;
}
