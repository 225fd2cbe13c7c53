/* The member `change` of a report. */
#include "agent/model/report_since.h"

#include "agent/model/report_parts.h"

static void
put_writers(struct json *j, const struct since_writer *w)
{
	json_array(j, "processes");
	for (; w != NULL; w = w->next) {
		json_object(j, NULL);
		report_count(j, "pid", w->pid);
		json_string(j, "exe", w->exe);
		json_string(j, "name", w->name);
		json_string(j, "command", w->command);
		report_count(j, "uid", w->uid);
		json_string(j, "user", w->user);
		report_count(j, "login", w->login);
		json_string(j, "login_user", w->login_user);
		json_end(j);
	}
	json_end(j);
}

static void
put_file(struct json *j, const struct since_file *f)
{
	json_object(j, NULL);
	json_string(j, "path", f->path);
	json_string(j, "what", since_kind_name(f->kind));
	report_time(j, "time", f->when);
	json_bool(j, "named", f->named);
	json_string(j, "package", f->package);
	put_writers(j, f->writers);
	json_string(j, "diff", f->diff);
	json_bool(j, "cut", f->cut);
	json_string(j, "no_diff", f->diff != NULL ? NULL : f->no_diff);
	json_end(j);
}

static void
put_packages(struct json *j, const struct since_package *p)
{
	json_array(j, "packages");
	for (; p != NULL; p = p->next) {
		json_object(j, NULL);
		report_time(j, "time", p->when);
		json_string(j, "tool", p->tool);
		json_string(j, "action", p->action);
		json_string(j, "name", p->name);
		json_string(j, "version", p->version);
		json_end(j);
	}
	json_end(j);
}

static void
put_people(struct json *j, const struct since *s)
{
	const struct since_process *p;
	const struct since_login *l;

	json_array(j, "processes");
	for (p = s->processes; p != NULL; p = p->next) {
		json_object(j, NULL);
		report_count(j, "pid", p->pid);
		json_string(j, "command", p->command);
		json_string(j, "unit", p->unit);
		report_count(j, "login", p->login);
		json_string(j, "user", p->user);
		json_end(j);
	}
	json_end(j);
	json_array(j, "logins");
	for (l = s->logins; l != NULL; l = l->next) {
		json_object(j, NULL);
		json_string(j, "user", l->user);
		json_string(j, "line", l->line);
		json_end(j);
	}
	json_end(j);
}

void
report_since(struct json *j, struct since *s)
{
	const struct since_file *f;
	const char *by;

	if (s == NULL) {
		json_null(j, "change");
		return;
	}
	by = since_by(s);
	json_object(j, "change");
	report_time(j, "since", s->good);
	json_string(j, "by", by != NULL ? by : "unknown");
	json_array(j, "files");
	for (f = s->files; f != NULL; f = f->next)
		put_file(j, f);
	json_end(j);
	json_number(j, "more", s->more);
	put_packages(j, s->packages);
	put_people(j, s);
	json_end(j);
}
