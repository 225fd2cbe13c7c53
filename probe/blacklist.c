/* Which DNS blacklists have an address (RFC 5782). */
#define _GNU_SOURCE
#include "probe/blacklist.h"

#include <arpa/nameser.h>
#include <errno.h>
#include <netdb.h>
#include <netinet/in.h>
#include <resolv.h>
#include <stdio.h>
#include <string.h>

#define ANSWER_SIZE 4096
#define MAX_FAILURES 3
/* RFC 1035, 2.3.4, without the dot at the end. */
#define MAX_NAME 253

int
blacklist_name(const struct address *a, const char *zone,
    char ret[BLACKLIST_NAME])
{
	char text[BLACKLIST_NAME] = "";
	size_t n = 0;
	int i;

	if (strlen(zone) > MAX_NAME)
		return -EINVAL;
	if (a->family == 4) {
		n = (size_t)snprintf(text, sizeof(text), "%d.%d.%d.%d.",
		    a->b[3], a->b[2], a->b[1], a->b[0]);
	} else {
		for (i = 15; i >= 0; i--)
			n += (size_t)snprintf(text + n, sizeof(text) - n,
			    "%x.%x.", a->b[i] & 15, a->b[i] >> 4);
	}
	if (n + strlen(zone) > MAX_NAME)
		return -EINVAL;
	snprintf(ret, BLACKLIST_NAME, "%s%s", text, zone);
	return 0;
}

enum blacklist_answer
blacklist_parse(const unsigned char *message, size_t len, char code[16])
{
	const unsigned char *b;
	ns_msg m;
	ns_rr rr;
	int i;

	if (len > ANSWER_SIZE || ns_initparse(message, (int)len, &m) < 0)
		return BLACKLIST_UNKNOWN;
	for (i = 0; i < ns_msg_count(m, ns_s_an); i++) {
		if (ns_parserr(&m, ns_s_an, i, &rr) < 0)
			return BLACKLIST_UNKNOWN;
		if (ns_rr_type(rr) != ns_t_a || ns_rr_class(rr) != ns_c_in ||
		    ns_rr_rdlen(rr) != 4)
			continue;
		b = ns_rr_rdata(rr);
		if (b[0] != 127 || (b[1] == 255 && b[2] == 255))
			return BLACKLIST_UNKNOWN;
		snprintf(code, 16, "%d.%d.%d.%d", b[0], b[1], b[2], b[3]);
		return BLACKLIST_LISTED;
	}
	return BLACKLIST_NOT;
}

int
blacklists_add(struct blacklists *l, const struct address *a, const void *of)
{
	struct blacklist_entry *e;

	for (e = l->first; e != NULL; e = e->next)
		if (e->of == of && address_equal(&e->address, a))
			return 0;
	e = pool_alloc(l->pool, sizeof(*e));
	if (e == NULL)
		return -ENOMEM;
	e->address = *a;
	e->of = of;
	if (l->last != NULL)
		l->last->next = e;
	else
		l->first = e;
	l->last = e;
	return 0;
}

static enum blacklist_answer
ask(struct __res_state *state, const struct address *a, const char *zone,
    char code[16])
{
	unsigned char message[ANSWER_SIZE];
	char name[BLACKLIST_NAME];
	int n;

	if (blacklist_name(a, zone, name) < 0)
		return BLACKLIST_UNKNOWN;
	n = res_nquery(state, name, ns_c_in, ns_t_a, message,
	    sizeof(message));
	if (n >= 0)
		return blacklist_parse(message, (size_t)n < sizeof(message) ?
		    (size_t)n : sizeof(message), code);
	return state->res_h_errno == HOST_NOT_FOUND ||
	    state->res_h_errno == NO_DATA ? BLACKLIST_NOT :
	    BLACKLIST_UNKNOWN;
}

/* RFC 5782, 5: each list has 127.0.0.2; one that has not was never there. No
 * list has 127.0.0.1, but one that was given up, and has the whole world. */
static bool
is_sound(struct __res_state *state, const char *zone)
{
	static const struct address nobody = { .family = 4,
		.b = { 127, 0, 0, 1 } };
	static const struct address test = { .family = 4,
		.b = { 127, 0, 0, 2 } };
	char code[16];

	return ask(state, &test, zone, code) == BLACKLIST_LISTED &&
	    ask(state, &nobody, zone, code) != BLACKLIST_LISTED;
}

static int
ask_zone(struct blacklists *l, struct blacklist_entry *e,
    struct __res_state *state, const char *zone, unsigned *failures)
{
	enum blacklist_answer answer = BLACKLIST_UNKNOWN;
	const char *text;
	char code[16];

	if (*failures < MAX_FAILURES)
		answer = ask(state, &e->address, zone, code);
	if (answer == BLACKLIST_NOT || answer == BLACKLIST_LISTED)
		*failures = 0;
	else if (*failures < MAX_FAILURES)
		++*failures;
	if (answer == BLACKLIST_UNKNOWN)
		return strv_push(l->pool, &e->unknown, zone);
	if (answer == BLACKLIST_NOT)
		return 0;
	text = pool_printf(l->pool, "%s=%s", zone, code);
	return text == NULL ? -ENOMEM : strv_push(l->pool, &e->listed, text);
}

int
blacklists_ask(struct blacklists *l)
{
	unsigned failures[BLACKLIST_ZONES] = { 0 };
	struct __res_state state = { .options = 0 };
	struct blacklist_entry *e;
	bool ready;
	size_t i;
	int r = 0;

	if (l->n == 0 || l->first == NULL)
		return 0;
	ready = res_ninit(&state) == 0;
	state.retrans = 2;	/* seconds */
	state.retry = 2;
	for (i = 0; i < l->n; i++)
		if (!ready || !is_sound(&state, l->zones[i]))
			failures[i] = MAX_FAILURES;
	for (e = l->first; e != NULL; e = e->next)
		for (i = 0; r == 0 && i < l->n; i++)
			r = ask_zone(l, e, &state, l->zones[i],
			    &failures[i]);
	if (ready)
		res_nclose(&state);
	return r;
}

void
blacklists_print(struct buf *b, const struct blacklists *l)
{
	const struct blacklist_entry *e;
	char text[ADDRESS_TEXT];
	size_t i;

	for (e = l->n > 0 ? l->first : NULL; e != NULL; e = e->next) {
		address_print(&e->address, text);
		buf_addf(b, "%s: on %s", text, e->listed.n > 0 ? "blacklists" :
		    e->unknown.n > 0 ? "no blacklist that answered" :
		    "no blacklist");
		for (i = 0; i < e->listed.n; i++)
			buf_addf(b, " %s", e->listed.v[i]);
		for (i = 0; i < e->unknown.n; i++)
			buf_addf(b, "%s %s", i == 0 ? "; not known:" : "",
			    e->unknown.v[i]);
		buf_addc(b, '\n');
	}
}

static void
strings_json(struct json *j, const char *key, const struct strv *v)
{
	size_t i;

	json_array(j, key);
	for (i = 0; i < v->n; i++)
		json_string(j, NULL, v->v[i]);
	json_end(j);
}

void
blacklists_json(struct json *j, const struct blacklists *l, const void *of)
{
	const struct blacklist_entry *e;
	char text[ADDRESS_TEXT];

	if (l->n == 0)
		return;
	json_array(j, "blacklists");
	for (e = l->first; e != NULL; e = e->next) {
		if (of != NULL && e->of != of)
			continue;
		address_print(&e->address, text);
		json_object(j, NULL);
		json_string(j, "address", text);
		strings_json(j, "listed", &e->listed);
		strings_json(j, "unknown", &e->unknown);
		json_end(j);
	}
	json_end(j);
}
