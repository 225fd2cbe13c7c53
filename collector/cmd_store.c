/* --backup, --restore, --check-store and --migrate-store. */
#include "collector/commands_all.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "agent/base/log.h"
#include "collector/store_check.h"
#include "collector/store_copy.h"
#include "collector/store_schema.h"

static int
say(struct buf *found, struct err *e)
{
	if (found->len > 0) {
		fputs(found->p, stdout);
		return STATUS_NO;
	}
	if (e->text[0] != '\0')
		log_error("%s", e->text);
	return STATUS_SYSTEM;
}

static int
check(struct store *s)
{
	struct buf found = BUF_INIT(1 << 20);
	struct err e = { .code = 0 };
	int status = 0;

	if (store_check(s, &found, &e) != 0)
		status = say(&found, &e);
	else
		puts("the store is sound");
	buf_release(&found);
	return status;
}

/* A copy is a store: it is looked through before it is taken. */
static int
restore(const struct arguments *a)
{
	struct buf url = BUF_INIT(8192), found = BUF_INIT(1 << 20);
	struct store s = { .ops = NULL };
	struct err e = { .code = 0 };
	const char *where = strchr(a->store, ':');
	int64_t version = 0;
	int status = STATUS_NO_INPUT, r;

	if (where == NULL || strncmp(a->store, "sqlite:", 7) != 0) {
		log_error("--restore: expected --store sqlite:PATH; "
		    "--migrate-store fills others");
		return STATUS_USAGE;
	}
	buf_addf(&url, "sqlite:%s", a->value);
	r = url.failed ? err_set(&e, ENOMEM, "out of memory") :
	    store_open(&s, url.p, STORE_READ_ONLY, &e);
	if (r >= 0)
		r = schema_version(&s, &version, &e);
	if (r >= 0 && (version == 0 || version > SCHEMA_VERSION))
		r = err_set(&e, EINVAL, "%s: no store that this program "
		    "knows", a->value);
	if (r >= 0 && store_check(&s, &found, &e) != 0) {
		status = say(&found, &e);
		goto out;
	}
	if (r >= 0)
		r = s.ops->backup(&s, where + 1, &e);
	status = r < 0 ? status : 0;
	if (r < 0)
		log_error("%s", e.text);
out:
	store_close(&s);
	buf_release(&url);
	buf_release(&found);
	return status;
}

static int
migrate(const struct arguments *a)
{
	struct store from = { .ops = NULL }, to = { .ops = NULL };
	struct buf counts = BUF_INIT(4096);
	struct err e = { .code = 0 };
	int r = store_open(&from, a->value, 0, &e);

	if (r >= 0)
		r = schema_migrate(&from, &e);
	if (r < 0) {
		log_error("%s: %s", a->value, e.text);
		goto out;
	}
	r = store_open(&to, a->to, STORE_CREATE, &e);
	if (r >= 0)
		r = schema_migrate(&to, &e);
	if (r >= 0)
		r = store_move(&from, &to, &counts, &e);
	if (r < 0) {
		log_error("%s: %s", a->to, e.text);
		goto out;
	}
	fputs(counts.len > 0 ? counts.p : "it was moved before\n", stdout);
out:
	store_close(&from);
	store_close(&to);
	buf_release(&counts);
	return r >= 0 ? 0 : r == -EEXIST || r == -EBUSY ? STATUS_NO :
	    r == -EINVAL ? STATUS_USAGE : STATUS_SYSTEM;
}

/* A store that cannot copy itself is written into one that can. */
static int
back_up(struct store *s, const char *where, struct err *e)
{
	struct buf url = BUF_INIT(8192), counts = BUF_INIT(4096);
	struct store to = { .ops = NULL };
	int r;

	if (s->ops->backup != NULL)
		return s->ops->backup(s, where, e);
	buf_addf(&url, "sqlite:%s", where);
	r = url.failed ? err_set(e, ENOMEM, "out of memory") :
	    store_open(&to, url.p, 0, NULL);
	if (r == 0)
		r = err_set(e, EEXIST, "%s: is there already", where);
	else if (r == -ENOENT)
		r = store_open(&to, url.p, STORE_CREATE, e);
	if (r == 0)
		r = schema_migrate(&to, e);
	if (r == 0)
		r = store_copy(s, &to, &counts, e);
	store_close(&to);
	buf_release(&url);
	buf_release(&counts);
	return r;
}

int
cmd_store(const struct arguments *a)
{
	struct store s = { .ops = NULL };
	struct err e = { .code = 0 };
	struct config c;
	int status;

	if (a->command == ARGUMENT_RESTORE)
		return restore(a);
	if (a->command == ARGUMENT_MIGRATE_STORE)
		return migrate(a);
	status = command_open(a, &s, &c);
	if (status == 0 && a->command == ARGUMENT_CHECK_STORE) {
		status = check(&s);
	} else if (status == 0 && back_up(&s, a->value, &e) < 0) {
		log_error("%s", e.text);
		status = STATUS_SYSTEM;
	}
	store_close(&s);
	config_release(&c);
	return status;
}
