/* The answers of hardenmail-probe, for people and programs. */
#include "probe/probe_answer.h"

#include <string.h>

#include "agent/base/json.h"
#include "agent/base/utf8.h"

int
probe_hub_status(const struct hub_result *r)
{
	switch (r->answer.kind) {
	case HUB_ACCEPTED:
		return 0;
	case HUB_REFUSED:
		return 1;
	default:
		return 2;
	}
}

int
probe_mx_status(const struct mx_result *r)
{
	const struct mx_host *h;
	bool all = true;

	if (r->reason[0] != '\0')
		return 2;
	for (h = r->answer.hosts; h != NULL; h = h->next) {
		if (h->self)
			return 0;
		all = all && h->looked_up;
	}
	return all ? 1 : 2;
}

static void
hub_json(struct buf *b, const struct probe_settings *s,
    const struct hub_result *r)
{
	const struct hub_answer *a = &r->answer;
	struct json j;

	json_init(&j, b);
	json_object(&j, NULL);
	json_string(&j, "question", "hub");
	json_string(&j, "host", s->host);
	json_number(&j, "port", s->port);
	json_string(&j, "address", r->address);
	json_string(&j, "helo", r->helo);
	json_string(&j, "from", s->from);
	json_string(&j, "to", s->to);
	json_string(&j, "answer", hub_answer_name(a->kind));
	json_string(&j, "stage", a->stage);
	if (a->code != 0)
		json_number(&j, "code", a->code);
	else
		json_null(&j, "code");
	json_string(&j, "text", a->code != 0 ? a->text : NULL);
	json_string(&j, "reason", a->reason[0] != '\0' ? a->reason : NULL);
	json_number(&j, "milliseconds", r->milliseconds);
	json_end(&j);
}

void
probe_hub_print(struct buf *b, const struct probe_settings *s,
    const struct hub_result *r)
{
	const struct hub_answer *a = &r->answer;

	if (s->json) {
		hub_json(b, s, r);
		return;
	}
	buf_addf(b, "%s: %s port %u", hub_answer_name(a->kind), s->host,
	    s->port);
	if (r->address != NULL && strcmp(r->address, s->host) != 0)
		buf_addf(b, " (%s)", r->address);
	buf_addf(b, ", mail from <%s> to <%s>\n", s->from, s->to);
	if (a->reason[0] != '\0') {
		buf_adds(b, "  ");
		utf8_escape(b, a->reason, strlen(a->reason));
		buf_adds(b, "\n");
	}
	if (a->code != 0) {
		buf_addf(b, "  %s: %d ", a->stage, a->code);
		utf8_escape(b, a->text, strlen(a->text));
		buf_adds(b, "\n");
	}
}

static const char *
self_word(const struct mx_result *r)
{
	static const char *const words[] = { "yes", "no", "unknown" };

	return words[probe_mx_status(r)];
}

static void
mx_json(struct buf *b, const struct probe_settings *s,
    const struct mx_result *r)
{
	const struct mx_host *h;
	struct json j;
	size_t i;

	json_init(&j, b);
	json_object(&j, NULL);
	json_string(&j, "question", "mx");
	json_string(&j, "name", s->name);
	json_string(&j, "self", self_word(r));
	json_bool(&j, "exists", !r->missing);
	json_bool(&j, "null", r->answer.null);
	json_bool(&j, "implicit", r->answer.implicit);
	json_array(&j, "hosts");
	for (h = r->answer.hosts; h != NULL; h = h->next) {
		json_object(&j, NULL);
		json_number(&j, "preference", h->preference);
		json_string(&j, "name", h->name);
		json_array(&j, "addresses");
		for (i = 0; i < h->addresses.n; i++)
			json_string(&j, NULL, h->addresses.v[i]);
		json_end(&j);
		json_bool(&j, "self", h->self);
		json_end(&j);
	}
	json_end(&j);
	json_string(&j, "reason", r->reason[0] != '\0' ? r->reason : NULL);
	json_end(&j);
}

void
probe_mx_print(struct buf *b, const struct probe_settings *s,
    const struct mx_result *r)
{
	const struct mx_host *h;
	size_t i;

	if (s->json) {
		mx_json(b, s, r);
		return;
	}
	if (r->reason[0] != '\0')
		buf_addf(b, "unknown: %s: %s\n", s->name, r->reason);
	else if (r->missing)
		buf_addf(b, "no: there is no name %s\n", s->name);
	else if (r->answer.null)
		buf_addf(b, "no: %s takes no mail (null MX)\n", s->name);
	else
		buf_addf(b, "%s: this host is%s where mail for %s goes%s\n",
		    self_word(r), probe_mx_status(r) == 0 ? "" :
		    probe_mx_status(r) == 1 ? " not" : " perhaps", s->name,
		    r->answer.implicit ? " (no MX: its own address)" : "");
	for (h = r->answer.hosts; h != NULL; h = h->next) {
		buf_addf(b, "  %u ", h->preference);
		utf8_escape(b, h->name, strlen(h->name));
		for (i = 0; i < h->addresses.n; i++)
			buf_addf(b, " %s", h->addresses.v[i]);
		buf_adds(b, h->self ? " (this host)\n" :
		    h->addresses.n == 0 ? " (no address)\n" : "\n");
	}
}
