/* Keeps the commands of MTAs that a script would run. */
#include "platforms/shell_record.h"

#include <errno.h>
#include <string.h>

#include "agent/base/name.h"
#include "platforms/service_call.h"
#include "platforms/start.h"

static bool
is_mta(const struct host *host, const struct words *w)
{
	return mta_of_command(host, w) != NULL;
}

bool
sh_is_wanted(struct sh *sh, const struct words *w)
{
	struct service_call call;

	if (sh->options->wanted != NULL)
		return sh->options->wanted(sh->host, w);
	return is_mta(sh->host, w) || (sh->options->units &&
	    service_call_read(&sh->pool, w, &call) > 0 &&
	    service_call_of_units(sh->host, w, &call));
}

struct words
sh_words(struct sh *sh, const struct sh_field *f)
{
	struct words w = { .n = 0 };
	enum word_gap gap;
	size_t n;

	for (; f != NULL; f = f->next) {
		n = strcspn(f->text, SH_GAPS);
		gap = strchr(f->text, SH_MANY) != NULL ? WORD_MANY :
		    f->text[n] != '\0' ? WORD_TAIL : WORD_KNOWN;
		if (words_push(&sh->pool, &w, sh_copy(sh, f->text, n), gap)
		    < 0)
			sh->stop = "out of memory";
	}
	return w;
}

/* One program by two paths: AIX's /usr/lib/sendmail is a link. */
static bool
same_program(struct sh *sh, const struct words *a, const struct words *b)
{
	struct buf x = BUF_INIT(65536), y = BUF_INIT(65536);
	bool same;

	if (a->n == 0 || b->n == 0 || a->v[0].gap != b->v[0].gap)
		return a->n == b->n;
	if (strcmp(a->v[0].text, b->v[0].text) == 0)
		return true;
	same = a->v[0].text[0] == '/' && b->v[0].text[0] == '/' &&
	    strcmp(name_of(a->v[0].text), name_of(b->v[0].text)) ==
	    0 && root_resolve(&sh->host->root, a->v[0].text, &x) == 0 &&
	    root_resolve(&sh->host->root, b->v[0].text, &y) == 0 &&
	    strcmp(x.p, y.p) == 0;
	buf_release(&x);
	buf_release(&y);
	return same;
}

static bool
same_arguments(const struct words *a, const struct words *b)
{
	size_t i;

	for (i = 1; i < a->n && i < b->n; i++)
		if (a->v[i].gap != b->v[i].gap ||
		    strcmp(a->v[i].text, b->v[i].text) != 0)
			return false;
	return a->n == b->n;
}

/* What SRC says to the others does not hold for these. */
static bool
is_daemon(const struct words *w)
{
	size_t i;

	for (i = 1; i < w->n; i++)
		if (strcmp(w->v[i].text, "-bd") == 0)
			return true;
	return false;
}

static struct sh_record *
find(struct sh *sh, struct sh_record *list, const struct sh_record *r)
{
	for (; list != NULL; list = list->next)
		if (list->at.line == r->at.line &&
		    strcmp(list->at.path, r->at.path) == 0 &&
		    (list->src == r->src || list->dead || r->dead ||
		    is_daemon(&r->words)) &&
		    same_arguments(&list->words, &r->words) &&
		    same_program(sh, &list->words, &r->words))
			return list;
	return NULL;
}

/* Add to a list, or strengthen what is there. */
static void
merge(struct sh *sh, struct sh_record **list, struct sh_record *r)
{
	struct sh_record *old = find(sh, *list, r);

	if (old == NULL) {
		r->next = *list;
		*list = r;
		return;
	}
	if (r->dead && !old->dead)
		return;
	if (old->dead != r->dead)
		old->src = r->src;
	old->other_root = old->other_root || r->other_root;
	old->because = old->dead != r->dead ? r->because :
	    sh_places(sh, old->because, r->because);
	if (old->dead != r->dead || r->doubt < old->doubt) {
		old->doubt = r->doubt;
		old->reason = r->reason;
	}
	old->dead = r->dead;
	old->certain += r->certain;
}

/* Oldest first. */
static void
merge_all(struct sh *sh, struct sh_record **list, struct sh_record *from)
{
	struct sh_record *back = NULL, *next;

	for (; from != NULL; from = next) {
		next = from->next;
		from->next = back;
		back = from;
	}
	for (; back != NULL; back = next) {
		next = back->next;
		merge(sh, list, back);
	}
}

void
sh_choice_begin(struct sh *sh, struct sh_choice *c)
{
	*c = (struct sh_choice){ .before = sh->records };
	sh->records = NULL;
}

void
sh_choice_next(struct sh *sh, struct sh_choice *c, unsigned doubt)
{
	struct sh_record *r;

	for (r = sh->records; r != NULL; r = r->next)
		r->certain = !r->dead && r->doubt <= doubt;
	merge_all(sh, &c->found, sh->records);
	sh->records = NULL;
	c->arms++;
}

void
sh_choice_end(struct sh *sh, struct sh_choice *c, unsigned doubt)
{
	struct sh_record *r;

	for (r = c->found; r != NULL; r = r->next) {
		if (sh->stop == NULL && !r->dead &&
		    r->certain == c->arms && r->doubt > doubt) {
			r->doubt = doubt;
			r->reason = sh->st->reason;
		}
		r->certain = 0;
	}
	sh->records = c->before;
	merge_all(sh, &sh->records, c->found);
}

/* Does a piece of this text, between blanks and operators, name an MTA? */
static bool
text_names_mta(struct sh *sh, const char *text)
{
	static const char ends[] = " \t\n;&|()<>'\"=";
	const char *name;
	size_t n;

	for (; *text != '\0'; text += n) {
		text += strspn(text, ends);
		n = strcspn(text, ends);
		name = sh_copy(sh, text, n);
		if (n > 0 && mta_of_name(name_of(name)) != NULL)
			return true;
	}
	return false;
}

/* Does the command name an MTA, as it is written in its file? */
static bool
names_mta(struct sh *sh, const struct sh_node *n)
{
	const struct sh_word *w;
	const struct sh_part *p;

	if (n == NULL || n->kind != SH_SIMPLE || n->source->parent != NULL)
		return false;
	for (w = n->words; w != NULL; w = w->next)
		for (p = w->parts; p != NULL; p = p->next)
			if (p->kind == SH_LITERAL &&
			    text_names_mta(sh, p->text))
				return true;
	return false;
}

/* The place rule of shell.h. */
static const struct place *
place_of(struct sh *sh)
{
	const struct sh_node *n = sh->here, *top = NULL;
	const struct sh_frame *f;

	for (f = sh->frame; n != NULL; f = f->up) {
		if (names_mta(sh, n))
			return sh_place(sh, n->source, n->line);
		if (top == NULL && n->source->top)
			top = n;
		if (f == NULL)
			break;
		n = f->call;
	}
	if (top == NULL)
		top = sh->here;
	return sh_place(sh, top->source, top->line);
}

static const struct place *
because_of(struct sh *sh, const struct place *from, const struct place *at)
{
	const struct place *p = sh_places(sh, sh->st->guard, from);
	struct place *first = NULL, **end = &first;

	for (; p != NULL; p = p->next) {
		if (p->line == at->line && strcmp(p->path, at->path) == 0)
			continue;
		*end = sh_new(sh, sizeof(**end));
		if (*end == NULL)
			break;
		**end = *p;
		(*end)->next = NULL;
		end = &(*end)->next;
	}
	return first;
}

void
sh_record_maybe(struct sh *sh, const struct words *w,
    const struct place *from, const char *reason)
{
	struct sh_record *r = sh_new(sh, sizeof(*r));
	const struct place *at;
	struct sh_frame *f;

	if (r == NULL || sh->here == NULL ||
	    (at = place_of(sh)) == NULL)
		return;
	r->words = *w;
	r->at = *at;
	r->because = because_of(sh, from, at);
	r->dead = sh->st->dead;
	r->src = sh->src;
	r->other_root = sh->other_root;
	r->doubt = sh->st->doubt;
	r->reason = sh->st->reason;
	if (reason != NULL && r->doubt == 0) {
		r->doubt = 1000;	/* no choice makes it certain */
		r->reason = reason;
	}
	for (f = sh->frame; f != NULL; f = f->up)
		f->records++;
	merge(sh, &sh->records, r);
}

void
sh_record(struct sh *sh, const struct words *w, const struct place *from)
{
	sh_record_maybe(sh, w, from, NULL);
}

static int
copy_command(struct sh *sh, const struct sh_record *r, struct sh_command *c)
{
	const struct place *p;
	size_t i;
	int e = 0;

	for (i = 0; i < r->words.n && e == 0; i++)
		e = words_push(sh->out, &c->words, r->words.v[i].text,
		    r->words.v[i].gap);
	c->at.path = pool_strdup(sh->out, r->at.path);
	c->at.line = r->at.line;
	c->at.text = pool_strdup(sh->out, r->at.text);
	for (p = r->because; p != NULL && e == 0; p = p->next)
		e = place_add(sh->out, &c->because, p->path, p->line,
		    p->text);
	c->src = r->src;
	c->other_root = r->other_root;
	c->runs = r->dead ? TRI_NO : r->doubt > 0 ? TRI_UNKNOWN : TRI_YES;
	if (c->runs == TRI_UNKNOWN)
		c->reason = pool_strdup(sh->out, r->reason != NULL ?
		    r->reason : "a condition is not known");
	return e < 0 || c->at.path == NULL || sh->out->failed ? -ENOMEM : 0;
}

int
sh_records_result(struct sh *sh, struct sh_result *ret)
{
	struct sh_record *r;
	struct sh_command *c;

	for (r = sh->records; r != NULL; r = r->next) {
		c = pool_alloc(sh->out, sizeof(*c));
		if (c == NULL || copy_command(sh, r, c) < 0)
			return -ENOMEM;
		c->next = ret->commands;
		ret->commands = c;
	}
	return 0;
}
