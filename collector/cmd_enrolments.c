/* --pending, --merge, --replace, --revoke, --rotate: who is who. */
#include "collector/commands_all.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "agent/base/log.h"
#include "agent/base/num.h"
#include "agent/base/utf8.h"
#include "agent/model/report.h"
#include "collector/change.h"
#include "collector/enroll.h"

static void
put_cell(struct buf *b, const char *text)
{
	buf_addc(b, '\t');
	if (text[0] == '\0')
		buf_adds(b, "-");
	else
		utf8_escape(b, text, strlen(text));
}

static int
print_pending(void *arg, const struct value *v, size_t n)
{
	struct buf b = BUF_INIT(65536);
	char when[32];
	size_t i;

	time_words(row_number(&v[1]), when);
	buf_addf(&b, "%lld\t%s", (long long)row_number(&v[0]), when);
	for (i = 2; i < n; i++)
		put_cell(&b, row_text(&v[i]));
	if (!b.failed)
		puts(b.p);
	buf_release(&b);
	return 0;
}

static int
pending(struct store *s, struct err *e)
{
	static const char sql[] = "SELECT p.n, p.at, p.name, p.peer,"
	    " p.machine_id, p.macs, p.serial, h.id, h.name, p.reason,"
	    " COALESCE(p.decision, 'waits') FROM pending p"
	    " JOIN host h ON h.n = p.host ORDER BY p.n";

	return store_run(s, &(struct query){ .sql = sql,
	    .row = print_pending }, e);
}

static int
decide(const struct arguments *a, struct store *s, struct err *e)
{
	long long n;

	if (num_parse(a->value, strlen(a->value), 1, INT64_MAX, &n) < 0)
		return err_set(e, EINVAL, "%s: expected a number of "
		    "--pending", a->value);
	return enroll_decide(s, n, a->command == ARGUMENT_MERGE,
	    command_now(a), e);
}

static int
end_tokens(const struct arguments *a, struct store *s,
    struct enrolled_host *made, struct err *e)
{
	int64_t host, now = command_now(a);
	int r = host_find(s, a->value, &host, e);

	if (r < 0)
		return r;
	r = a->command == ARGUMENT_ROTATE ?
	    host_credential(s, host, NULL, NULL, now, made, e) :
	    host_revoke(s, host, now, e);
	if (r >= 0)
		r = change_add(s, &(struct change){ .at = now, .host = host,
		    .sequence = -1, .kind = a->command == ARGUMENT_ROTATE ?
		    "rotated" : "revoked" }, e);
	return r;
}

int
cmd_enrolments(const struct arguments *a)
{
	struct enrolled_host made = { .epoch = 0 };
	struct store s = { .ops = NULL };
	struct err e = { .code = 0 };
	struct config c;
	int status, r;

	status = command_open(a, &s, &c);
	if (status != 0)
		goto out;
	r = store_transact(&s, STORE_BEGIN, &e);
	if (r >= 0)
		r = store_alone(&s, &e);
	if (r >= 0)
		r = a->command == ARGUMENT_PENDING ? pending(&s, &e) :
		    a->command == ARGUMENT_MERGE ||
		    a->command == ARGUMENT_REPLACE ? decide(a, &s, &e) :
		    end_tokens(a, &s, &made, &e);
	if (r >= 0)
		r = store_transact(&s, STORE_COMMIT, &e);
	if (r >= 0 && made.epoch != 0)
		printf("%s\t%lld\t%s\n", made.id, (long long)made.epoch,
		    made.token);
	if (r < 0) {
		store_transact(&s, STORE_ROLLBACK, NULL);
		log_error("%s", e.text);
		status = r == -ENOENT ? STATUS_NO : r == -EINVAL ?
		    STATUS_USAGE : STATUS_SYSTEM;
	}
out:
	store_close(&s);
	config_release(&c);
	return status;
}
