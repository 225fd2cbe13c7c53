/* --backup, --restore and --check-store. */
#include "collector/commands_all.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "agent/base/log.h"
#include "collector/store_check.h"
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
		log_error("--restore: expected --store sqlite:PATH");
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

int
cmd_store(const struct arguments *a)
{
	struct store s = { .ops = NULL };
	struct err e = { .code = 0 };
	struct config c;
	int status;

	if (a->command == ARGUMENT_RESTORE)
		return restore(a);
	status = command_open(a, &s, &c);
	if (status == 0 && a->command == ARGUMENT_CHECK_STORE) {
		status = check(&s);
	} else if (status == 0 && s.ops->backup == NULL) {
		log_error("--backup: use pg_dump(1) for this store");
		status = STATUS_USAGE;
	} else if (status == 0 && s.ops->backup(&s, a->value, &e) < 0) {
		log_error("%s", e.text);
		status = STATUS_SYSTEM;
	}
	store_close(&s);
	config_release(&c);
	return status;
}
