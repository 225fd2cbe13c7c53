/* A plan in the report. */
#include "agent/model/report_plan.h"

static void
put_words(struct json *j, const char *key, const char *const *words)
{
	if (words == NULL)
		return;
	json_array(j, key);
	for (; *words != NULL; words++)
		json_string(j, NULL, *words);
	json_end(j);
}

static void
put_mode(struct json *j, mode_t mode)
{
	char text[8];

	text[0] = '0';
	text[1] = (char)('0' + (mode >> 9 & 7));
	text[2] = (char)('0' + (mode >> 6 & 7));
	text[3] = (char)('0' + (mode >> 3 & 7));
	text[4] = (char)('0' + (mode & 7));
	text[5] = '\0';
	json_string(j, "mode", text);
}

static void
put_step(struct json *j, const struct step *s)
{
	json_object(j, NULL);
	json_string(j, "kind", step_kind_name(s->kind));
	json_string(j, "phase", phase_name(s->phase));
	json_string(j, "why", s->why);
	json_bool(j, "live", s->live);
	if (s->path != NULL)
		json_string(j, "path", s->path);
	if (s->to != NULL)
		json_string(j, "to", s->to);
	if (s->kind == STEP_PUT) {
		if (s->old != NULL)
			json_stringn(j, "old", s->old, s->old_len);
		else
			json_null(j, "old");
		json_stringn(j, "new", s->data, s->len);
	}
	if (s->kind == STEP_PUT || s->kind == STEP_MODE)
		put_mode(j, s->mode);
	if (s->kind == STEP_BUS) {
		json_string(j, "verb", s->verb);
		json_string(j, "unit", s->unit);
	}
	put_words(j, "argv", s->argv);
	if (s->kind == STEP_SIGNAL)
		json_number(j, "pid", (long long)s->pid);
	json_end(j);
}

static void
put_refusals(struct json *j, const struct plan *p)
{
	const struct refusal *n;

	json_array(j, "refusals");
	for (n = p->refusals; n != NULL; n = n->next) {
		json_object(j, NULL);
		json_string(j, "reason", n->reason);
		json_string(j, "path", n->at.path);
		if (n->at.line > 0)
			json_number(j, "line", n->at.line);
		else
			json_null(j, "line");
		json_bool(j, "forcible", n->forcible);
		json_end(j);
	}
	json_end(j);
}

void
report_plan(struct json *j, const struct plan *p)
{
	const struct outcome *m;
	const struct step *s;

	if (p == NULL) {
		json_null(j, "plan");
		return;
	}
	json_object(j, "plan");
	json_string(j, "mode", mode_name(p->mode));
	json_number(j, "steps", p->n_steps);
	put_refusals(j, p);
	json_string(j, "wanted", mode_name(p->wanted));
	json_array(j, "changes");
	for (s = p->first; s != NULL; s = s->next)
		put_step(j, s);
	json_end(j);
	json_array(j, "mail");
	for (m = p->ends; m != NULL; m = m->next) {
		json_object(j, NULL);
		json_string(j, "who", m->who);
		json_string(j, "where", m->where);
		json_end(j);
	}
	json_end(j);
	json_end(j);
}
