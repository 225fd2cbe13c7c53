/* What changed, for people. */
#include "tests/unit/unit.h"

#include <stdio.h>
#include <string.h>

#include "agent/format_since.h"

static void
expect(struct since *s, const char *text)
{
	const struct look look = { .columns = 60 };
	struct buf b = BUF_INIT(65536);

	since_text(s, &look, &b);
	assert_false(b.failed);
	assert_string_equal(b.len > 0 ? b.p : "", text);
	buf_release(&b);
}

static void
lines(void **state)
{
	struct since s = SINCE_INIT;
	struct since_package *p;
	struct since_login *l;
	struct since_file *f;
	char path[16];
	int i;

	expect(NULL, "");
	expect(&s, "re-enabled by: unknown; it was not seen in its mode\n");
	s.good = 1795338000;
	expect(&s, "re-enabled by: unknown\n"
	    "changed since 2026-11-22T09:00:00Z: no file\n");
	f = since_add_file(&s, "/etc/init.d/sendmail", true);
	f->kind = SINCE_CONTENTS;
	f->package = "sendmail-bin";
	p = since_add_package(&s);
	p->tool = "dpkg";
	p->action = "upgrade";
	p->name = "sendmail-bin";
	p->version = "8.17";
	l = since_add_login(&s);
	l->user = "alice";
	l->line = "pts/0";
	expect(&s, "re-enabled by: package sendmail-bin 8.17 (dpkg, upgrade)\n"
	    "changed since 2026-11-22T09:00:00Z: /etc/init.d/sendmail\n"
	    "  (contents)\n"
	    "packages meanwhile: sendmail-bin 8.17 (upgrade)\n"
	    "logged in: alice (pts/0)\n");
	s.packages = NULL;
	s.logins = NULL;
	for (i = 0; i < 9; i++) {
		snprintf(path, sizeof(path), "/e/%d", i);
		since_add_file(&s, path, false);
	}
	expect(&s, "re-enabled by: package sendmail-bin\n"
	    "changed since 2026-11-22T09:00:00Z: /etc/init.d/sendmail\n"
	    "  (contents), /e/0 (new), /e/1 (new), /e/2 (new), /e/3\n"
	    "  (new), /e/4 (new), /e/5 (new), /e/6 (new) and 2 more\n");
	since_release(&s);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(lines),
	};

	return cmocka_run_group_tests_name("format_since", tests, NULL, NULL);
}
