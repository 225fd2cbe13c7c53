/* collector/page_findings.c: findings on a page. */
#include "collector/page.h"

#include "agent/model/finding.h"

#include "tests/unit/collectortest.h"

static void
worst_first(void **state)
{
	struct test *t = *state;
	struct findings f;
	struct finding *n;

	findings_init(&f);
	n = findings_add(&f, "queue-runner");
	finding_say(&f, n, VERDICT_PASS, "%s", "the <queue> is run");
	n = findings_add(&f, "other-mta");
	finding_say(&f, n, VERDICT_WARN, "%s", "a warning");
	n = findings_add(&f, "smtp-listener");
	finding_say(&f, n, VERDICT_FAIL, "%s", "it <listens>");
	finding_evidence(&f, n, &(struct place){ .path = "/etc/rc<1>",
	    .line = 24, .text = "a & b" }, 0);
	finding_evidence(&f, n, &(struct place){ .path = "/x" }, 1);
	n->remedy = "rm '<x>'";
	test_exchange(t, "hostPage", NULL, NULL);
	page_findings(&t->x.out, &f);
	assert_says(t, "<p>it &lt;listens&gt;</p>");
	assert_says(t, "<li><span class=\"at\">/etc/rc&lt;1&gt;:24</span> "
	    "<code>a &amp; b</code></li>\n<li class=\"deeper\">"
	    "<span class=\"at\">/x</span> </li>");
	assert_says(t, "<code>rm &#39;&lt;x&gt;&#39;</code></pre>");
	assert_says(t, "the &lt;queue&gt; is run");
	assert_true(strstr(t->x.out.p, "id=\"f-smtp-listener\"") <
	    strstr(t->x.out.p, "id=\"f-other-mta\""));
	assert_true(strstr(t->x.out.p, "id=\"f-other-mta\"") <
	    strstr(t->x.out.p, "the &lt;queue&gt;"));
	findings_release(&f);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(worst_first),
	};

	return cmocka_run_group_tests_name("page_findings", tests, NULL, NULL);
}
