/* A run as SARIF 2.1.0 (OASIS), which code scanning services take: what is
 * not in order, and where. */
#include "agent/format.h"

#include <string.h>

#include "agent/base/json.h"
#include "checks/check.h"

static bool
is_result(const struct finding *n)
{
	return n->verdict != VERDICT_PASS &&
	    n->verdict != VERDICT_NOT_APPLICABLE;
}

static void
put_text(struct json *j, const char *key, const char *text)
{
	json_object(j, key);
	json_string(j, "text", text);
	json_end(j);
}

/* RFC 3986: all bytes but the unreserved ones and "/". */
static void
put_uri(struct json *j, const char *path)
{
	static const char plain[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
	    "abcdefghijklmnopqrstuvwxyz0123456789-._~/";
	struct buf b = BUF_INIT(65536);

	buf_adds(&b, "file://");
	for (; *path != '\0'; path++)
		if (strchr(plain, *path) != NULL)
			buf_addc(&b, *path);
		else
			buf_addf(&b, "%%%02X", (unsigned)(unsigned char)*path);
	json_string(j, "uri", b.failed ? "" : b.p);
	j->out->failed = j->out->failed || b.failed;
	buf_release(&b);
}

static void
put_location(struct json *j, const struct place *at)
{
	json_object(j, NULL);
	json_object(j, "physicalLocation");
	json_object(j, "artifactLocation");
	put_uri(j, at->path);
	json_end(j);
	if (at->line > 0) {
		json_object(j, "region");
		json_number(j, "startLine", at->line);
		json_end(j);
	}
	json_end(j);
	if (at->text != NULL)
		put_text(j, "message", at->text);
	json_end(j);
}

/* "open": not decided, for want of information; its level is then "none"
 * (3.27.9, 3.27.10 of the standard). */
static void
put_result(struct json *j, const struct finding *n)
{
	const bool open = n->verdict == VERDICT_UNKNOWN;
	const struct proof *e;

	json_object(j, NULL);
	json_string(j, "ruleId", n->check);
	json_string(j, "kind", open ? "open" : "fail");
	json_string(j, "level", open ? "none" :
	    n->verdict == VERDICT_WARN ? "warning" : "error");
	put_text(j, "message", n->summary != NULL ? n->summary :
	    "no reason is known");
	json_array(j, "locations");
	for (e = n->evidence; e != NULL; e = e->next)
		if (e->at.path != NULL)
			put_location(j, &e->at);
	json_end(j);
	if (n->verdict == VERDICT_EXEMPT) {
		json_array(j, "suppressions");
		json_object(j, NULL);
		json_string(j, "kind", "external");
		json_end(j);
		json_end(j);
	}
	json_end(j);
}

static void
put_tool(struct json *j, const struct report *r)
{
	const struct check *check;
	const struct finding *n;

	json_object(j, "tool");
	json_object(j, "driver");
	json_string(j, "name", "hardenmail");
	json_string(j, "version", r->program);
	json_array(j, "rules");
	for (n = r->findings->first; n != NULL; n = n->next) {
		check = check_find(n->check);
		if (!is_result(n) || check == NULL)
			continue;
		json_object(j, NULL);
		json_string(j, "id", n->check);
		put_text(j, "shortDescription", check->title);
		json_end(j);
	}
	json_end(j);
	json_end(j);
	json_end(j);
}

static void
write_sarif(const struct report *r, const struct look *look, struct buf *out)
{
	const struct finding *n;
	char when[32];
	struct json j;

	(void)look;
	time_words(r->time, when);
	json_init(&j, out);
	json_object(&j, NULL);
	json_string(&j, "$schema",
	    "https://json.schemastore.org/sarif-2.1.0.json");
	json_string(&j, "version", "2.1.0");
	json_array(&j, "runs");
	json_object(&j, NULL);
	put_tool(&j, r);
	json_array(&j, "invocations");
	json_object(&j, NULL);
	json_bool(&j, "executionSuccessful", true);
	json_string(&j, "endTimeUtc", when);
	json_end(&j);
	json_end(&j);
	json_array(&j, "results");
	for (n = r->findings->first; n != NULL; n = n->next)
		if (is_result(n))
			put_result(&j, n);
	json_end(&j);
	json_end(&j);
	json_end(&j);
	json_end(&j);
}

const struct format format_sarif = {
	.name = "sarif",
	.write = write_sarif,
	.findings_only = true,
};
