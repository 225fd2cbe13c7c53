/* XML: what is read, and what is refused. */
#include "tests/unit/unit.h"

#include <errno.h>
#include <string.h>

#include "agent/base/buf.h"
#include "agent/base/xml.h"

/* The events as one text: "<a k=v>", "</a>", "[text]"; "!" for an error. */
static void
expect(const char *text, const char *wanted)
{
	struct buf b = BUF_INIT(4096);
	struct pool p = { 0 };
	struct xml_event e;
	const struct xml_attribute *a;
	struct xml x;
	int r;

	xml_init(&x, &p, text, strlen(text));
	while ((r = xml_next(&x, &e)) > 0) {
		if (e.kind == XML_TEXT)
			buf_addf(&b, "[%s]", e.text);
		else
			buf_addf(&b, "<%s%s", e.kind == XML_CLOSE ? "/" : "",
			    e.name);
		for (a = e.attributes; a != NULL; a = a->next)
			buf_addf(&b, " %s=%s", a->name, a->value);
		if (e.kind != XML_TEXT)
			buf_adds(&b, ">");
	}
	if (r < 0) {
		assert_int_equal(r, -EINVAL);
		buf_adds(&b, "!");
	}
	assert_string_equal(b.p == NULL ? "" : b.p, wanted);
	buf_release(&b);
	pool_release(&p);
}

static void
whole(void **state)
{
	expect("<?xml version=\"1.0\"?>\n<!DOCTYPE service_bundle SYSTEM "
	    "'/usr/share/x.dtd.1'>\n<!-- <b/> -->\n<a>\n  <b k='1' l=\"2\"/>"
	    "\n</a>\n<!-- end -->\n", "<a><b k=1 l=2></b></a>");
	expect("\357\273\277<a/>", "<a></a>");
	expect("<a  x = '1'\n\ty='2' ></a >", "<a x=1 y=2></a>");
	expect("<k>one</k>", "<k>[one]</k>");
	expect("<k> a <!-- -- b --> c </k>", "<k>[ a  c ]</k>");
	expect("<k><![CDATA[<b>&amp;]]></k>", "<k>[<b>&amp;]</k>");
}

static void
entities(void **state)
{
	expect("<k v='&lt;&gt;&amp;&quot;&apos;'>&#65;&#x42;</k>",
	    "<k v=<>&\"'>[AB]</k>");
	expect("<k>&#xe9;&#8364;&#x1f600;</k>",
	    "<k>[\303\251\342\202\254\360\237\230\200]</k>");
	expect("<k>&nbsp;</k>", "<k>!");
	expect("<k>&#0;</k>", "<k>!");
	expect("<k>&#xd800;</k>", "<k>!");
	expect("<k>&#99999999999;</k>", "<k>!");
	expect("<k>&#;</k>", "<k>!");
	expect("<k>& </k>", "<k>!");
	expect("<k>&", "<k>!");
}

static void
refused(void **state)
{
	expect("", "!");
	expect("text", "!");
	expect("<a>", "<a>!");
	expect("<a></b>", "<a>!");
	expect("</a>", "!");
	expect("<a/><b/>", "<a></a>!");
	expect("<a/>text", "<a></a>!");
	expect("<a b></a>", "!");
	expect("<a b=c></a>", "!");
	expect("<a b='c", "!");
	expect("<a b='<'/>", "!");
	expect("<a b='1' b='2'/>", "!");
	expect("<a b='1'c='2'/>", "!");
	expect("<a /", "!");
	expect("<", "!");
	expect("<!-- never ends", "!");
	expect("<a><![CDATA[ never ends</a>", "<a>!");
	/* It could say that &x; is anything. */
	expect("<!DOCTYPE a [ <!ENTITY x 'y'> ]><a/>", "!");
	expect("<a><!DOCTYPE b></a>", "<a>!");
}

static void
nuls_and_depth(void **state)
{
	static const char nul[] = "<a>\0</a>";
	struct buf b = BUF_INIT(65536);
	struct pool p = { 0 };
	struct xml_event e;
	struct xml x;
	unsigned i, n = 0;

	xml_init(&x, &p, nul, sizeof(nul) - 1);
	assert_int_equal(xml_next(&x, &e), 1);
	assert_int_equal(xml_next(&x, &e), -EINVAL);
	for (i = 0; i < XML_MAX_DEPTH + 1; i++)
		buf_adds(&b, "<a>");
	xml_init(&x, &p, b.p, b.len);
	while (xml_next(&x, &e) > 0)
		n++;
	assert_int_equal(n, XML_MAX_DEPTH);
	buf_release(&b);
	pool_release(&p);
}

static void
lines(void **state)
{
	static const char text[] = "<?x\n?>\n<a\n k='\n'>\n\n<b/>\n</a>\n";
	struct pool p = { 0 };
	struct xml_event e;
	struct xml x;

	xml_init(&x, &p, text, strlen(text));
	assert_int_equal(xml_next(&x, &e), 1);
	assert_int_equal(e.line, 3);
	assert_string_equal(xml_attribute(&e, "k"), " ");
	assert_null(xml_attribute(&e, "l"));
	assert_int_equal(xml_next(&x, &e), 1);
	assert_int_equal(e.line, 7);
	assert_int_equal(xml_next(&x, &e), 1);
	assert_int_equal(xml_next(&x, &e), 1);
	assert_int_equal(e.line, 8);
	assert_int_equal(xml_next(&x, &e), 0);
	pool_release(&p);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(whole),
		cmocka_unit_test(entities),
		cmocka_unit_test(refused),
		cmocka_unit_test(nuls_and_depth),
		cmocka_unit_test(lines),
	};

	return cmocka_run_group_tests_name("xml", tests, NULL, NULL);
}
