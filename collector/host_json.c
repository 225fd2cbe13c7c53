/* A host as the API shows it. */
#include "collector/host_json.h"

#include <string.h>

#include "agent/model/report.h"
#include "collector/observation_store.h"

void
json_time(struct json *j, const char *key, int64_t when)
{
	char text[32];

	time_words(when, text);
	json_string(j, key, when != 0 && text[0] != '\0' ? text : NULL);
}

void
host_json(struct json *j, const struct host_row *h)
{
	json_string(j, "id", h->id);
	json_string(j, "name", h->name);
	json_string(j, "address", h->address);
	json_string(j, "owner", h->owner);
	json_string(j, "department", h->department);
	json_string(j, "mode", h->mode);
	json_string(j, "platform", h->platform);
	json_string(j, "title", h->title);
	json_string(j, "condition", h->condition);
	json_string(j, "contact", h->contact);
	json_bool(j, "overdue", h->overdue);
	if (h->epoch > 0)
		json_number(j, "epoch", h->epoch);
	else
		json_null(j, "epoch");
	if (h->sequence >= 0)
		json_number(j, "sequence", h->sequence);
	else
		json_null(j, "sequence");
	json_time(j, "enrolled_at", h->enrolled_at);
	json_time(j, "last_seen", h->seen);
	json_time(j, "unchanged_since", h->since);
	json_time(j, "first_failed", h->first_failed);
	json_time(j, "notified_at", h->notified_at);
	json_time(j, "deadline", h->deadline);
	json_number(j, "clones", h->clones);
	json_string(j, "claimed", h->claimed);
}

void
finding_json(struct json *j, const struct finding *n)
{
	const struct proof *p;

	json_object(j, NULL);
	json_string(j, "check", n->check);
	json_string(j, "verdict", verdict_name(n->verdict));
	json_string(j, "severity", severity_name(n->severity));
	json_string(j, "summary", n->summary);
	json_array(j, "evidence");
	for (p = n->evidence; p != NULL; p = p->next) {
		json_object(j, NULL);
		json_string(j, "path", p->at.path);
		if (p->at.path != NULL && p->at.line > 0)
			json_number(j, "line", p->at.line);
		else
			json_null(j, "line");
		json_string(j, "text", p->at.text);
		json_end(j);
	}
	json_end(j);
	json_string(j, "remedy", n->remedy);
	json_end(j);
}

void
observation_row_json(struct json *j, const struct observation_row *row)
{
	const struct observation *o = &row->seen;
	const char *p = o->transcript, *end;

	json_object(j, NULL);
	json_string(j, "address", o->address);
	json_number(j, "port", o->port);
	json_string(j, "probe", row->probe);
	json_time(j, "at", o->at);
	json_time(j, "received", row->received);
	json_string(j, "verdict", verdict_name(o->verdict));
	json_string(j, "relay", o->relay);
	json_bool(j, "reached", o->reached);
	json_string(j, "reason", o->reason);
	json_string(j, "name", o->name);
	json_string(j, "greeting", o->greeting);
	json_string(j, "from", o->mail);
	json_string(j, "to", o->rcpt);
	json_string(j, "reply", o->reply);
	json_array(j, "transcript");
	for (; p != NULL && (end = strchr(p, '\n')) != NULL; p = end + 1)
		json_stringn(j, NULL, p, (size_t)(end - p));
	json_end(j);
	json_string(j, "listed", o->listed);
	json_string(j, "host", row->host);
	json_end(j);
}
