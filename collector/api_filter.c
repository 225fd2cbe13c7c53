/* Which hosts a request asks for: its query parameters. */
#include "collector/api.h"

#include <string.h>

#include "agent/base/num.h"

#define DEFAULT_LIMIT 100
#define MAX_LIMIT 1000

const char *const api_filter_queries[] = { "state", "contact", "department",
	"platform", "check", "search", "limit", "after", NULL };

/* A form sends its empty fields, too. */
static const char *
asked(struct exchange *x, const char *name)
{
	const char *text = exchange_query(x, name);

	return text != NULL && text[0] != '\0' ? text : NULL;
}

static bool
read_number(struct exchange *x, const char *name, long long min,
    long long max, long long *ret)
{
	const char *text = asked(x, name);

	if (text == NULL || num_parse(text, strlen(text), min, max, ret) == 0)
		return true;
	exchange_error(x, 400, "%s: expected a whole number from %lld to "
	    "%lld", name, min, max);
	return false;
}

bool
api_filter(struct exchange *x, struct host_filter *f)
{
	long long limit = DEFAULT_LIMIT, after = 0;
	const char *state = asked(x, "state");
	const char *beside = x->route == NULL || x->route->page ? NULL :
	    exchange_query_beside(x, api_filter_queries);

	/* A page gets what browsers and mails hang on to addresses. */
	if (beside != NULL) {
		exchange_error(x, 400, "%s: expected state, contact, "
		    "department, platform, check, search, limit or after",
		    beside);
		return false;
	}
	*f = (struct host_filter){
		.contact = asked(x, "contact"),
		.department = asked(x, "department"),
		.platform = asked(x, "platform"),
		.check = asked(x, "check"),
		.search = asked(x, "search"),
		.now = x->now,
		.stale_before = collector_stale_before(x->c),
	};
	if (state != NULL && strcmp(state, "overdue") == 0)
		f->overdue = true;
	else if (state != NULL && is_contact(state))
		f->contact = state;
	else if (state != NULL && is_condition(state))
		f->condition = state;
	else if (state != NULL) {
		exchange_error(x, 400, "state: expected compliant, warning, "
		    "failing, unknown, overdue, fresh, stale, never-seen or "
		    "gone");
		return false;
	}
	if (f->contact != NULL && !is_contact(f->contact)) {
		exchange_error(x, 400, "contact: expected fresh, stale, "
		    "never-seen or gone");
		return false;
	}
	if (!read_number(x, "limit", 1, MAX_LIMIT, &limit) ||
	    !read_number(x, "after", 0, INT64_MAX, &after))
		return false;
	f->limit = (unsigned)limit;
	f->after = after;
	return true;
}
