/* Scripts and what the evaluator says of them, as tables. */
#ifndef HM_SHELL_CASE_H
#define HM_SHELL_CASE_H

#include "tests/unit/swept.h"
#include "tests/unit/tree.h"
#include "tests/unit/unit.h"

#include "agent/base/buf.h"
#include "platforms/shell.h"

/*
 * expect has one line a command: "yes", "no" or "unknown", the line on which
 * it stands (with the path in front when that is not the script), and the
 * words: quoted by <> when empty or with blanks, `?` behind what has a gap,
 * `*?` when that may be many. Doubts are lines that begin with "doubt".
 * A file that begins with #! is executable. Recorded are programs named run,
 * and MTAs. files: name, text, name, text.
 */
struct shell_case {
	const char *name, *script, *expect;
	const char *files[8];
};

static inline bool
shell_case_wanted(const struct host *host, const struct words *w)
{
	static const char *const names[] = { "run", "sendmail", "exim4",
		"postfix" };
	const char *slash;
	size_t i;

	if (w->n == 0 || w->v[0].gap != WORD_KNOWN)
		return false;
	slash = strrchr(w->v[0].text, '/');
	for (i = 0; i < 4; i++)
		if (strcmp(slash != NULL ? slash + 1 : w->v[0].text,
		    names[i]) == 0)
			return true;
	return false;
}

static inline void
shell_case_words(struct buf *b, const struct words *w)
{
	static const char *const gaps[] = { "", "?", "*?" };
	size_t i;
	bool quote;

	for (i = 0; i < w->n; i++) {
		quote = w->v[i].gap == WORD_KNOWN && (*w->v[i].text == '\0' ||
		    strpbrk(w->v[i].text, " \t\n") != NULL);
		buf_addf(b, " %s%s%s%s", quote ? "<" : "", w->v[i].text,
		    gaps[w->v[i].gap], quote ? ">" : "");
	}
	buf_addc(b, '\n');
}

static inline void
shell_case_once(const struct host *host, const struct sh_options *options,
    struct buf *b, bool because)
{
	struct pool pool = { .failed = false };
	struct sh_result r;
	struct err e = { .code = 0 };
	const struct sh_command *c;
	const struct place *p;
	const struct note *n;

	buf_clear(b);
	assert_int_equal(sh_run(host, "/s", options, &pool, &r, &e), 0);
	for (c = r.commands; c != NULL; c = c->next) {
		buf_addf(b, "%s ", tri_name(c->runs));
		if (strcmp(c->at.path, "/s") != 0)
			buf_addf(b, "%s:", c->at.path);
		buf_addf(b, "%u", c->at.line);
		shell_case_words(b, &c->words);
		for (p = because ? c->because : NULL; p != NULL; p = p->next)
			buf_addf(b, "  %s:%u %s\n", p->path, p->line,
			    p->text);
		if (because && c->reason != NULL)
			buf_addf(b, "  reason %s\n", c->reason);
	}
	for (n = r.doubts; n != NULL; n = n->next)
		buf_addf(b, "doubt %u %s\n", n->at.line, n->reason);
	pool_release(&pool);
}

/* The script stands at /s and is called with "start". What is said of it the
 * first time is said again where its files are remembered. */
static inline void
shell_case_say(const struct tree *t, const struct sh_options *options,
    struct buf *b, bool because)
{
	struct host host = { .root = ROOT_INIT, .source = SOURCE_ROOT };
	struct buf again = BUF_INIT(1 << 20);
	struct err e = { .code = 0 };
	int i;

	assert_int_equal(root_open(&host.root, t->path, &e), 0);
	shell_case_once(&host, options, b, because);
	root_remember(&host.root);
	for (i = 0; i < 2; i++) {
		shell_case_once(&host, options, &again, because);
		assert_int_equal(again.len, b->len);
		if (b->len > 0)
			assert_memory_equal(again.p, b->p, b->len);
	}
	buf_release(&again);
	root_release(&host.root);
}

static inline void
shell_case_check(const struct shell_case *v, size_t n, bool because)
{
	static const char *const args[] = { "start", NULL };
	struct sh_options options = { .args = args,
		.wanted = shell_case_wanted };
	struct buf b = BUF_INIT(1 << 20);
	struct tree t;
	size_t i, k;

	for (i = 0; i < n; i++) {
		SWEPT_STEP();
		tree_make(&t);
		tree_file(&t, "s", v[i].script);
		for (k = 0; k < 8 && v[i].files[k] != NULL; k += 2) {
			tree_file(&t, v[i].files[k], v[i].files[k + 1]);
			if (strncmp(v[i].files[k + 1], "#!", 2) == 0)
				chmod(tree_path(&t, v[i].files[k]), 0755);
		}
		shell_case_say(&t, &options, &b, because);
		tree_remove(&t);
		if (strcmp(b.len > 0 ? b.p : "", v[i].expect) != 0)
			fail_msg("%s:\n%s\nexpected:\n%s", v[i].name,
			    b.len > 0 ? b.p : "", v[i].expect);
	}
	SWEPT_STEP();
	buf_release(&b);
}

#endif
