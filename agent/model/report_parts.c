/* Pieces that several members of a report are made of. */
#include "agent/model/report_parts.h"

#include "agent/model/report.h"

void
report_time(struct json *j, const char *key, int64_t when)
{
	char text[32];

	time_words(when, text);
	json_string(j, key, when == 0 || text[0] == '\0' ? NULL : text);
}

void
report_strings(struct json *j, const char *key, const struct strv *s)
{
	size_t i;

	json_array(j, key);
	for (i = 0; i < s->n; i++)
		json_string(j, NULL, s->v[i]);
	json_end(j);
}

/* Members of a place, in the object that is open. */
void
report_place(struct json *j, const struct place *at)
{
	json_string(j, "path", at->path);
	if (at->path != NULL && at->line > 0)
		json_number(j, "line", at->line);
	else
		json_null(j, "line");
	json_string(j, "text", at->text);
}

void
report_places(struct json *j, const char *key, const struct place *p)
{
	json_array(j, key);
	for (; p != NULL; p = p->next) {
		json_object(j, NULL);
		report_place(j, p);
		json_end(j);
	}
	json_end(j);
}

/* -1 stands for what is not known, or not there. */
void
report_count(struct json *j, const char *key, long n)
{
	if (n >= 0)
		json_number(j, key, n);
	else
		json_null(j, key);
}
