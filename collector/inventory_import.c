/* Brings the inventory into the store. */
#include "collector/inventory.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "collector/address.h"
#include "collector/change.h"
#include "collector/host_row.h"
#include "collector/host_state.h"
#include "collector/host_tally.h"
#include "collector/rejudge.h"

struct importing {
	struct store *s;
	const struct config *c;
	int64_t now;
	struct inventory_count count;
	struct err *e;
};

struct known {
	int64_t host;
	char mode[32], rest[1024];
};

static int
take(void *arg, const struct value *v, size_t n)
{
	struct known *k = arg;
	struct buf b = BUF_INIT(sizeof(k->rest) - 1);
	size_t i;

	k->host = row_number(&v[0]);
	snprintf(k->mode, sizeof(k->mode), "%s", row_text(&v[1]));
	for (i = 2; i < n; i++)
		buf_addf(&b, "%s\n", row_text(&v[i]));
	if (b.len > 0)
		memcpy(k->rest, b.p, b.len + 1);
	buf_release(&b);
	return 0;
}

static int
look_up(const struct importing *i, const struct inventory_line *n,
    struct known *k)
{
	static const char by_mac[] = "SELECT h.n, h.mode, h.address, h.owner,"
	    " h.department, h.inventory FROM anchor a JOIN host h ON"
	    " h.n = a.host WHERE a.kind = 'mac' AND a.value = $1 AND"
	    " h.gone_at IS NULL ORDER BY h.n LIMIT 1";
	static const char by_name[] = "SELECT n, mode, address, owner,"
	    " department, inventory FROM host WHERE name = $1 AND gone_at"
	    " IS NULL ORDER BY n LIMIT 1";
	int r = 0;

	*k = (struct known){ .host = 0 };
	if (n->mac[0] != '\0')
		r = store_run(i->s, &(struct query){ .sql = by_mac,
		    .row = take, .arg = k, QUERY_VALUES(value_text(n->mac)) },
		    i->e);
	if (r >= 0 && k->host == 0)
		r = store_run(i->s, &(struct query){ .sql = by_name,
		    .row = take, .arg = k, QUERY_VALUES(
		    value_text(n->name)) }, i->e);
	return r;
}

static struct value
maybe(const char *text)
{
	return text[0] != '\0' ? value_text(text) : value_null();
}

static int
write_line(struct importing *i, const struct inventory_line *n,
    const struct known *k, const char *mode)
{
	static const char sql[] = "UPDATE host SET address = COALESCE($2,"
	    " address), owner = $3, department = $4, mode = $5,"
	    " inventory = 1, probed = CASE WHEN $7 = 1 THEN $6 ELSE probed"
	    " END WHERE n = $1";
	char clean[ADDRESS_SIZE] = "";
	/* A name in the column of addresses is shown, and joins nothing. */
	bool known = address_clean(n->address, clean) == 0;
	int r = host_lock(i->s, k->host, i->e);

	if (r >= 0)
		r = host_tally_out(i->s, k->host, i->e);
	if (r >= 0)
		r = store_run(i->s, &(struct query){ .sql = sql,
		    QUERY_VALUES(value_number(k->host), maybe(n->address),
		    maybe(n->owner), maybe(n->department),
		    value_text(mode), known ? value_text(clean) :
		    value_null(), value_number(n->address[0] != '\0')) }, i->e);
	if (r >= 0)
		r = host_tally_in(i->s, k->host, i->e);
	if (r >= 0 && n->mac[0] != '\0')
		r = anchor_add(i->s, k->host, "mac", n->mac, i->e);
	if (r >= 0 && strcmp(k->mode, mode) != 0)
		r = change_add(i->s, &(struct change){ .at = i->now,
		    .host = k->host, .sequence = -1, .kind = "mode",
		    .before = k->mode, .after = mode }, i->e);
	/* The department may have another grace. */
	if (r >= 0)
		r = rejudge(i->s, i->c, k->host, i->now, i->e);
	return r;
}

static int
import_line(void *arg, const struct inventory_line *n)
{
	struct importing *i = arg;
	struct buf rest = BUF_INIT(2048);
	const char *mode = n->mode[0] != '\0' ? n->mode : "queue-only";
	char id[SECRET_ID];
	struct known k;
	int r = look_up(i, n, &k);

	i->count.lines++;
	buf_addf(&rest, "%s\n%s\n%s\n%s\n", n->address, n->owner,
	    n->department, "");
	if (r >= 0 && k.host == 0) {
		i->count.made++;
		r = host_create(i->s, n->name, maybe(n->address).data, i->now,
		    &k.host, id, i->e);
		memcpy(k.mode, "queue-only", 11);
	} else if (strcmp(k.mode, mode) != 0 || rest.failed ||
	    strcmp(k.rest, rest.p) != 0) {
		i->count.changed++;
	}
	if (r >= 0)
		r = write_line(i, n, &k, mode);
	buf_release(&rest);
	return r < 0 ? r : 0;
}

int
inventory_import(struct store *s, const struct config *c, const char *file,
    const char *text, size_t len, int64_t now, struct inventory_count *ret,
    struct buf *wrong, struct err *e)
{
	struct importing i = { .s = s, .c = c, .now = now, .e = e };
	int r = store_alone(s, e);

	if (r >= 0)
		r = inventory_read(file, text, len, import_line, &i, wrong, e);
	if (r >= 0)
		*ret = i.count;
	return r;
}
