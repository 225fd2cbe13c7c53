/* Why a unit that is pulled in does not start. */
#include "platforms/unit_start.h"

#include <string.h>

#include "platforms/unit_cond.h"
#include "platforms/unit_env.h"
#include "platforms/unit_text.h"

static void
stop(struct unit_tree *t, struct unit *u, enum tri at_boot,
    const struct place *at, const char *reason)
{
	u->at_boot = at_boot;
	u->reason = reason;
	if (at != NULL && at->path != NULL)
		(void)place_add(t->pool, &u->because, at->path, at->line,
		    at->text);
}

/* systemd.service(5): a service has one ExecStart= (any number when it is
 * Type=oneshot), or nothing to start but something to stop. A drop-in that
 * does not empty the list first falls into this. */
static void
count_starts(struct unit *u)
{
	const struct unit_value *type = unit_get(u, "Service", "Type"), *v;
	unsigned n = 0;

	if (strcmp(strrchr(u->name, '.'), ".service") != 0 ||
	    u->broken != NULL || u->masked || u->unread)
		return;
	for (v = u->values; v != NULL; v = v->next)
		n += strcmp(v->section, "Service") == 0 &&
		    strcmp(v->key, "ExecStart") == 0;
	if (n > 1 && (type == NULL || strcmp(type->value, "oneshot") != 0))
		u->broken = "systemd refuses it: more than one ExecStart=";
	if (n == 0 && unit_get(u, "Service", "ExecStop") == NULL &&
	    unit_get(u, "Unit", "SuccessAction") == NULL)
		u->broken = "systemd refuses it: no ExecStart=";
}

bool
unit_start_refused(struct unit *u)
{
	count_starts(u);
	return u->masked || u->broken != NULL;
}

void
unit_start_reasons(struct unit_tree *t, struct unit *u)
{
	struct place at = { .path = NULL };
	enum tri c;

	u->fails = unit_start_refused(u);
	if (u->fails) {
		at.path = u->path;
		stop(t, u, TRI_NO, u->masked ? &u->mask : &at,
		    u->masked ? "masked" : u->broken);
		return;
	}
	if (u->unread) {
		at.path = u->path;
		stop(t, u, TRI_UNKNOWN, &at, "it cannot be read");
		return;
	}
	c = unit_condition(t, u, &at);
	if (c == TRI_NO && at.text != NULL &&
	    strncmp(at.text, "Assert", 6) == 0)
		u->aborts = true;
	if (c == TRI_NO)
		stop(t, u, TRI_NO, &at, "a condition is not met");
	else if (c == TRI_UNKNOWN)
		stop(t, u, TRI_UNKNOWN, &at,
		    "a condition cannot be told from the files");
}

static bool
is_oneshot(const struct unit *u)
{
	const struct unit_value *type = unit_get(u, "Service", "Type");

	return type != NULL && strcmp(type->value, "oneshot") == 0;
}

/* May its start end at once with a failure? */
static bool
aborts(struct unit_tree *t, const struct unit *u)
{
	struct unit_env env = { .fails = NULL };

	if (u->aborts || u->at_boot == TRI_NO || u->fails ||
	    (u->key_bits & unit_bit("EnvironmentFile")) == 0)
		return u->aborts;
	if (unit_env_read(t, u, &env) < 0)
		t->pool->failed = true;
	return env.fails != NULL;
}

bool
unit_start_bound(struct unit_tree *t, struct unit **units, size_t n,
    struct unit *u)
{
	const struct unit_value *v;
	const struct unit *other;
	const char *at, *word, *dot;
	bool binds;

	if (u->at_boot == TRI_NO || u->fails)
		return false;
	for (v = u->values; v != NULL; v = v->next) {
		binds = strcmp(v->key, "BindsTo") == 0;
		if (strcmp(v->section, "Unit") != 0 ||
		    (!binds && strcmp(v->key, "Requires") != 0))
			continue;
		at = v->value;
		while (unit_text_word(t->pool, &at, UNIT_WORD_PLAIN,
		    &word) > 0) {
			dot = strrchr(word, '.');
			if (strchr(word, '%') != NULL || dot == NULL)
				continue;
			other = unit_find(units, n, word);
			if (other != NULL && u->at_boot == TRI_YES &&
			    aborts(t, other)) {
				u->aborts = true;
				stop(t, u, TRI_UNKNOWN, &v->at,
				    pool_printf(t->pool, "it requires %s, "
				    "which may fail", word));
				return true;
			}
			if (!binds)
				continue;
			if (other != NULL ? other->at_boot != TRI_NO &&
			    !other->fails :
			    strcmp(dot, ".service") != 0 &&
			    strcmp(dot, ".socket") != 0)
				continue;
			u->fails = true;
			if (!is_oneshot(u))
				stop(t, u, TRI_NO, &v->at,
				    pool_printf(t->pool, "bound to %s, which "
				    "does not start", word));
			return true;
		}
	}
	return false;
}
