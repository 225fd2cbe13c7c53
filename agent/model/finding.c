/* Verdicts with their evidence: names, order, lists in one pool. */
#include "agent/model/finding.h"

#include <assert.h>
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

void
findings_init(struct findings *f)
{
	*f = (struct findings){ .worst = VERDICT_UNKNOWN };
	f->end = &f->first;
	f->remarks_end = &f->remarks;
}

void
findings_release(struct findings *f)
{
	pool_release(&f->pool);
	findings_init(f);
}

struct finding *
findings_add(struct findings *f, const char *check)
{
	struct finding *n = pool_alloc(&f->pool, sizeof(*n));

	if (n == NULL)
		return NULL;
	n->check = check;
	*f->end = n;
	f->end = &n->next;
	return n;
}

/* vsnprintf into the pool; NULL without memory. */
__attribute__((format(printf, 2, 0)))
static const char *
format(struct pool *p, const char *fmt, va_list ap)
{
	va_list again;
	char *text;
	int n;

	va_copy(again, ap);
	n = vsnprintf(NULL, 0, fmt, again);
	va_end(again);
	if (n < 0 || (text = pool_alloc(p, (size_t)n + 1)) == NULL) {
		p->failed = true;
		return NULL;
	}
	vsnprintf(text, (size_t)n + 1, fmt, ap);
	return text;
}

int
findings_remark(struct findings *f, const char *fmt, ...)
{
	struct remark *r = pool_alloc(&f->pool, sizeof(*r));
	va_list ap;

	if (r == NULL)
		return -ENOMEM;
	va_start(ap, fmt);
	r->text = format(&f->pool, fmt, ap);
	va_end(ap);
	if (r->text == NULL)
		return -ENOMEM;
	*f->remarks_end = r;
	f->remarks_end = &r->next;
	return 0;
}

void
finding_say(struct findings *f, struct finding *n, enum verdict v,
    const char *fmt, ...)
{
	va_list ap;

	n->verdict = v;
	va_start(ap, fmt);
	n->summary = format(&f->pool, fmt, ap);
	va_end(ap);
}

static bool
same(const char *a, const char *b)
{
	return a == b || (a != NULL && b != NULL && strcmp(a, b) == 0);
}

void
finding_evidence(struct findings *f, struct finding *n,
    const struct place *at, unsigned depth)
{
	struct proof **end, *e;

	for (end = &n->evidence; *end != NULL; end = &(*end)->next)
		if ((*end)->at.line == at->line &&
		    same((*end)->at.path, at->path) &&
		    same((*end)->at.text, at->text))
			return;
	e = pool_alloc(&f->pool, sizeof(*e));
	if (e == NULL)
		return;
	e->at.path = pool_strdup(&f->pool, at->path);
	e->at.text = pool_strdup(&f->pool, at->text);
	e->at.line = at->line;
	e->depth = depth;
	*end = e;
}

const char *
verdict_name(enum verdict v)
{
	static const char *const names[] = {
		[VERDICT_UNKNOWN] = "unknown",
		[VERDICT_PASS] = "pass",
		[VERDICT_WARN] = "warn",
		[VERDICT_FAIL] = "fail",
		[VERDICT_NOT_APPLICABLE] = "not-applicable",
		[VERDICT_EXEMPT] = "exempt",
	};

	assert((size_t)v < sizeof(names) / sizeof(names[0]));
	return names[v];
}

const char *
severity_name(enum severity s)
{
	static const char *const names[] = {
		[SEVERITY_DEFAULT] = "default",
		[SEVERITY_LOW] = "low",
		[SEVERITY_MEDIUM] = "medium",
		[SEVERITY_HIGH] = "high",
	};

	assert((size_t)s < sizeof(names) / sizeof(names[0]));
	return names[s];
}

/* How much a verdict weighs in a run (DESIGN: the verdict, exactly). */
static int
weight(enum verdict v)
{
	switch (v) {
	case VERDICT_FAIL:
		return 3;
	case VERDICT_UNKNOWN:
		return 2;
	case VERDICT_WARN:
		return 1;
	default:
		return 0;
	}
}

enum verdict
verdict_worse(enum verdict a, enum verdict b)
{
	enum verdict v = weight(a) >= weight(b) ? a : b;

	return weight(v) == 0 ? VERDICT_PASS : v;
}

const char *
run_verdict_name(enum verdict worst)
{
	switch (worst) {
	case VERDICT_FAIL:
		return "non-compliant";
	case VERDICT_WARN:
		return "warning";
	case VERDICT_UNKNOWN:
		return "unknown";
	default:
		return "compliant";
	}
}
