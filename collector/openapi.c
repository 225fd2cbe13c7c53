/* The document of the API (OpenAPI 3.0.3), made from the table of routes. */
#include "collector/api.h"

#include <string.h>

#include "agent/base/json.h"

/* type: "string", "integer", "boolean", "object", "null|..." where it may be
 * null, "Name" of another schema, "[...]" for a list of these. */
struct property {
	const char *schema, *name, *type;
};

static const struct property properties[] = {
	{ "Enrolment", "name", "string" },
	{ "Enrolment", "machine_id", "null|string" },
	{ "Enrolment", "macs", "null|[string]" },
	{ "Enrolment", "serial", "null|string" },
	{ "Enrolment", "key", "null|string" },
	{ "Identity", "id", "string" },
	{ "Identity", "token", "string" },
	{ "Identity", "epoch", "integer" },
	{ "Report", "schema", "string" },
	{ "Report", "run", "string" },
	{ "Report", "epoch", "null|integer" },
	{ "Report", "sequence", "integer" },
	{ "Report", "platform", "object" },
	{ "Heartbeat", "epoch", "null|integer" },
	{ "Heartbeat", "sequence", "integer" },
	{ "Heartbeat", "digest", "string" },
	{ "Receipt", "result", "string" },
	{ "Receipt", "id", "string" },
	{ "Receipt", "condition", "string" },
	{ "Observations", "schema", "string" },
	{ "Observations", "observations", "[Observation]" },
	{ "Observations", "blacklists", "null|[Blacklisted]" },
	{ "Observation", "address", "null|string" },
	{ "Observation", "port", "integer" },
	{ "Observation", "time", "string" },
	{ "Observation", "relay", "string" },
	{ "Observation", "connected", "null|boolean" },
	{ "Observation", "refused_connection", "null|boolean" },
	{ "Observation", "reason", "null|string" },
	{ "Observation", "name", "null|string" },
	{ "Observation", "greeting", "null|string" },
	{ "Observation", "proof", "null|Proof" },
	{ "Observation", "transcript", "null|[string]" },
	{ "Blacklisted", "address", "string" },
	{ "Blacklisted", "listed", "null|[string]" },
	{ "Blacklisted", "unknown", "null|[string]" },
	{ "Proof", "from", "null|string" },
	{ "Proof", "to", "null|string" },
	{ "Proof", "code", "null|integer" },
	{ "Proof", "text", "null|string" },
	{ "ObservationReceipt", "stored", "integer" },
	{ "ObservationReceipt", "duplicate", "integer" },
	{ "ObservationReceipt", "late", "integer" },
	{ "ObservationReceipt", "ignored", "integer" },
	{ "ObservationReceipt", "judged", "integer" },
	{ "ObservationList", "observations", "[Seen]" },
	{ "Seen", "address", "string" },
	{ "Seen", "port", "integer" },
	{ "Seen", "probe", "string" },
	{ "Seen", "at", "string" },
	{ "Seen", "received", "string" },
	{ "Seen", "verdict", "string" },
	{ "Seen", "relay", "string" },
	{ "Seen", "reached", "boolean" },
	{ "Seen", "reason", "null|string" },
	{ "Seen", "name", "null|string" },
	{ "Seen", "greeting", "null|string" },
	{ "Seen", "from", "null|string" },
	{ "Seen", "to", "null|string" },
	{ "Seen", "reply", "null|string" },
	{ "Seen", "transcript", "[string]" },
	{ "Seen", "listed", "null|string" },
	{ "Seen", "host", "null|string" },
	{ "Hosts", "hosts", "[Host]" },
	{ "Hosts", "next", "null|string" },
	{ "Host", "id", "string" },
	{ "Host", "name", "string" },
	{ "Host", "address", "null|string" },
	{ "Host", "owner", "null|string" },
	{ "Host", "department", "null|string" },
	{ "Host", "mode", "string" },
	{ "Host", "platform", "null|string" },
	{ "Host", "title", "null|string" },
	{ "Host", "condition", "string" },
	{ "Host", "contact", "string" },
	{ "Host", "overdue", "boolean" },
	{ "Host", "epoch", "null|integer" },
	{ "Host", "sequence", "null|integer" },
	{ "Host", "enrolled_at", "null|string" },
	{ "Host", "last_seen", "null|string" },
	{ "Host", "unchanged_since", "null|string" },
	{ "Host", "first_failed", "null|string" },
	{ "Host", "notified_at", "null|string" },
	{ "Host", "deadline", "null|string" },
	{ "Host", "clones", "integer" },
	{ "Host", "claimed", "null|string" },
	{ "HostDetail", "id", "string" },
	{ "HostDetail", "name", "string" },
	{ "HostDetail", "condition", "string" },
	{ "HostDetail", "contact", "string" },
	{ "HostDetail", "overdue", "boolean" },
	{ "HostDetail", "deadline", "null|string" },
	{ "HostDetail", "findings", "[Finding]" },
	{ "HostDetail", "observations", "[Seen]" },
	{ "HostDetail", "violations", "[Violation]" },
	{ "HostDetail", "changes", "[Change]" },
	{ "Finding", "check", "string" },
	{ "Finding", "verdict", "string" },
	{ "Finding", "severity", "string" },
	{ "Finding", "summary", "null|string" },
	{ "Finding", "evidence", "[Place]" },
	{ "Finding", "remedy", "null|string" },
	{ "Place", "path", "null|string" },
	{ "Place", "line", "null|integer" },
	{ "Place", "text", "null|string" },
	{ "Violation", "check", "string" },
	{ "Violation", "first_failed", "string" },
	{ "Violation", "last_failed", "string" },
	{ "Violation", "ended_at", "null|string" },
	{ "Violation", "notified_at", "null|string" },
	{ "Violation", "credit", "integer" },
	{ "Change", "at", "string" },
	{ "Change", "kind", "string" },
	{ "Change", "subject", "null|string" },
	{ "Change", "before", "null|string" },
	{ "Change", "after", "null|string" },
	{ "Error", "error", "object" },
	{ NULL, NULL, NULL },
};

static void
put_ref(struct json *j, const char *name)
{
	char ref[96] = "#/components/schemas/";

	strncat(ref, name, sizeof(ref) - strlen(ref) - 1);
	json_string(j, "$ref", ref);
}

static void
put_type(struct json *j, const char *type)
{
	bool maybe = strncmp(type, "null|", 5) == 0;
	char inner[64] = "";

	if (maybe)
		type += 5;
	if (type[0] == '[') {
		strncat(inner, type + 1, sizeof(inner) - 1);
		inner[strcspn(inner, "]")] = '\0';
		json_string(j, "type", "array");
		json_object(j, "items");
		put_type(j, inner);
		json_end(j);
	} else if (type[0] >= 'A' && type[0] <= 'Z') {
		put_ref(j, type);
	} else {
		json_string(j, "type", type);
	}
	if (maybe)
		json_bool(j, "nullable", true);
}

static void
put_schemas(struct json *j)
{
	const struct property *p = properties, *first, *q;

	json_object(j, "components");
	json_object(j, "schemas");
	while (p->schema != NULL) {
		first = p;
		json_object(j, p->schema);
		json_string(j, "type", "object");
		json_array(j, "required");
		for (q = first; q->schema != NULL && strcmp(q->schema,
		    first->schema) == 0; q++)
			if (strncmp(q->type, "null|", 5) != 0 ||
			    strcmp(q->schema, "Host") == 0)
				json_string(j, NULL, q->name);
		json_end(j);
		json_object(j, "properties");
		for (; p < q; p++) {
			json_object(j, p->name);
			put_type(j, p->type);
			json_end(j);
		}
		json_end(j);
		json_end(j);
	}
	json_end(j);
	json_object(j, "securitySchemes");
	json_object(j, "bearer");
	json_string(j, "type", "http");
	json_string(j, "scheme", "bearer");
	json_end(j);
	json_end(j);
	json_end(j);
}

static void
put_parameter(struct json *j, const char *name, const char *in)
{
	json_object(j, NULL);
	json_string(j, "name", name);
	json_string(j, "in", in);
	json_bool(j, "required", strcmp(in, "path") == 0);
	json_object(j, "schema");
	json_string(j, "type", strcmp(name, "limit") == 0 ||
	    strcmp(name, "after") == 0 ? "integer" : "string");
	json_end(j);
	json_end(j);
}

static void
put_contents(struct json *j, const char *schema, const char *type)
{
	json_object(j, "content");
	json_object(j, type);
	if (schema != NULL) {
		json_object(j, "schema");
		put_ref(j, schema);
		json_end(j);
	}
	json_end(j);
	json_end(j);
}

static void
put_responses(struct json *j, const struct route *r)
{
	json_object(j, "responses");
	json_object(j, r->success == 201 ? "201" : "200");
	json_string(j, "description", "all is well");
	if (r->gives != NULL && strchr(r->gives, '/') != NULL)
		put_contents(j, NULL, r->gives);
	else if (r->gives != NULL)
		put_contents(j, r->gives, "application/json");
	json_end(j);
	json_object(j, "default");
	json_string(j, "description", "what is wrong");
	put_contents(j, "Error", "application/json");
	json_end(j);
	json_end(j);
}

static void
put_route(struct json *j, const struct route *r)
{
	size_t i;

	json_object(j, strcmp(r->method, "GET") == 0 ? "get" : "post");
	json_string(j, "operationId", r->name);
	json_string(j, "summary", r->summary);
	json_array(j, "parameters");
	if (strstr(r->path, "{id}") != NULL)
		put_parameter(j, "id", "path");
	for (i = 0; r->queries != NULL && r->queries[i] != NULL; i++)
		put_parameter(j, r->queries[i], "query");
	json_end(j);
	if (r->takes != NULL) {
		json_object(j, "requestBody");
		json_bool(j, "required", true);
		put_contents(j, r->takes, "application/json");
		json_end(j);
	}
	put_responses(j, r);
	if (r->access == ACCESS_HOST || r->access == ACCESS_CAMPUS ||
	    r->access == ACCESS_PROBE) {
		json_array(j, "security");
		json_object(j, NULL);
		json_array(j, "bearer");
		json_end(j);
		json_end(j);
		json_end(j);
	}
	json_end(j);
}

int
api_openapi(struct exchange *x, struct store *s, struct err *e)
{
	const struct route *r, *same;
	struct json j;

	json_init(&j, &x->out);
	json_object(&j, NULL);
	json_string(&j, "openapi", "3.0.3");
	json_object(&j, "info");
	json_string(&j, "title", "hardenmail-collector");
	json_string(&j, "version", HM_VERSION);
	json_end(&j);
	json_object(&j, "paths");
	for (r = x->c->routes; r->method != NULL; r++) {
		for (same = x->c->routes; strcmp(same->path, r->path) != 0;
		    same++)
			;
		/* All methods of a path stand with the first of them. */
		if (same != r || r->hidden)
			continue;
		json_object(&j, r->path);
		for (; same->method != NULL; same++)
			if (strcmp(same->path, r->path) == 0)
				put_route(&j, same);
		json_end(&j);
	}
	json_end(&j);
	put_schemas(&j);
	json_end(&j);
	x->status = 200;
	return 0;
}
