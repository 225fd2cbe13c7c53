/* The inventory: whose machine it is, and what it may be. */
#include "collector/inventory.h"

#include <errno.h>
#include <string.h>
#include <strings.h>

#include "agent/base/lines.h"
#include "agent/base/utf8.h"
#include "agent/model/policy.h"
#include "collector/csv.h"
#include "collector/enroll.h"

#define COLUMNS 6
#define MAX_CELL 255
/* Messages beyond these say nothing new. */
#define MAX_WRONG 100

static const char *const names[COLUMNS] = { "name", "address", "mac",
	"owner", "department", "mode" };

struct layout {
	int at[COLUMNS];	/* which column of the file; -1: none */
	size_t n;
};

static void
say(struct buf *wrong, unsigned *n, const char *file, unsigned line,
    const char *what, const char *value)
{
	if (++*n > MAX_WRONG)
		return;
	buf_addf(wrong, "%s%s:%u: %s", wrong->len > 0 ? "\n" : "", file, line,
	    what);
	if (value != NULL) {
		buf_adds(wrong, ": ");
		utf8_escape(wrong, value, strlen(value));
	}
}

static const char *
read_layout(const struct strv *head, struct layout *l)
{
	size_t i, k;

	for (k = 0; k < COLUMNS; k++)
		l->at[k] = -1;
	l->n = head->n;
	for (i = 0; i < head->n; i++) {
		for (k = 0; k < COLUMNS; k++)
			if (strcasecmp(head->v[i], names[k]) == 0)
				break;
		if (k == COLUMNS)
			return "a column that is none of name, address, mac, "
			    "owner, department, mode";
		if (l->at[k] >= 0)
			return "a column twice";
		l->at[k] = (int)i;
	}
	return l->at[0] < 0 ? "expected a first line with the names of the "
	    "columns, one of them \"name\"" : NULL;
}

static const char *
cell(const struct layout *l, const struct strv *f, size_t k)
{
	return l->at[k] >= 0 ? f->v[l->at[k]] : "";
}

static bool
is_mode(const char *text)
{
	int m;

	for (m = MODE_QUEUE_ONLY; m <= MODE_OBSERVE; m++)
		if (strcmp(mode_name((enum mode)m), text) == 0)
			return true;
	return false;
}

/* NULL: the line is sound. */
static const char *
flaw(const struct layout *l, const struct strv *f, struct pool *pool,
    struct inventory_line *n, const char **value)
{
	size_t i;

	*value = NULL;
	if (f->n != l->n)
		return "not as many fields as the first line has";
	for (i = 0; i < f->n; i++)
		if (strlen(f->v[i]) > MAX_CELL ||
		    strpbrk(f->v[i], "\n\r") != NULL)
			return "a field of more than 255 bytes, or of "
			    "several lines";
	n->name = cell(l, f, 0);
	n->address = cell(l, f, 1);
	n->mac = cell(l, f, 2);
	n->owner = cell(l, f, 3);
	n->department = cell(l, f, 4);
	n->mode = cell(l, f, 5);
	if (n->name[0] == '\0')
		return "no name";
	if (n->mac[0] != '\0') {
		*value = n->mac;
		n->mac = mac_clean(pool, n->mac);
		if (n->mac == NULL)
			return "expected a MAC such as 52:54:00:12:34:56";
	}
	*value = n->mode;
	if (n->mode[0] != '\0' && !is_mode(n->mode))
		return "expected a mode: disabled, queue-only, local-only, "
		    "server or observe";
	return NULL;
}

static bool
is_blank(const struct strv *f)
{
	return f->n == 1 && (f->v[0][0] == '\0' || f->v[0][0] == '#');
}

int
inventory_read(const char *file, const char *text, size_t len,
    int (*fn)(void *, const struct inventory_line *), void *arg,
    struct buf *wrong, struct err *e)
{
	struct pool pool = { .blocks = NULL };
	struct strv f = { .n = 0 };
	struct inventory_line n;
	struct layout l = { .n = 0 };
	const char *what, *value;
	unsigned bad = 0;
	struct csv c;
	bool more;
	int r = 0;

	csv_init(&c, text, len);
	for (;;) {
		more = csv_next(&c, &pool, &f);
		if (!more && c.wrong == NULL)
			break;
		if (!more || is_blank(&f)) {
			if (!more)
				say(wrong, &bad, file, c.line, c.wrong, NULL);
			continue;
		}
		value = NULL;
		n = (struct inventory_line){ .line = c.line };
		if (l.n == 0) {
			what = read_layout(&f, &l);
			if (what != NULL) {
				say(wrong, &bad, file, c.line, what, NULL);
				break;
			}
			continue;
		}
		what = flaw(&l, &f, &pool, &n, &value);
		if (what != NULL)
			say(wrong, &bad, file, c.line, what, value);
		else if (bad == 0)
			r = fn(arg, &n);
		if (r < 0)
			break;
	}
	if (r == 0 && l.n == 0 && bad == 0)
		say(wrong, &bad, file, 1, "expected a first line with the "
		    "names of the columns", NULL);
	if (bad > MAX_WRONG)
		buf_addf(wrong, "\n%u more", bad - MAX_WRONG);
	pool_release(&pool);
	if (r == 0 && bad > 0)
		return err_set(e, EINVAL, "%s: %u lines are wrong, nothing "
		    "was read", file, bad);
	return r;
}
