/* Evaluates branches and loops, taken or not. */
#include "platforms/shell_branch.h"

#include <ctype.h>
#include <string.h>

#include "platforms/shell_eval.h"
#include "platforms/shell_expand.h"
#include "platforms/shell_pattern.h"
#include "platforms/shell_record.h"
#include "platforms/shell_scope.h"

/* Arms of a case that may be taken. */
#define MAX_ARMS 32

static bool word_asks(const struct sh_word *, unsigned depth);

/* Do these commands look at $1 ...? */
static bool
node_asks(const struct sh_node *n, unsigned depth)
{
	for (; n != NULL && depth < 8; n = n->next)
		if (word_asks(n->words, depth + 1) ||
		    node_asks(n->a, depth + 1) || (n->kind != SH_IF &&
		    node_asks(n->b, depth + 1)))
			return true;
	return false;
}

static bool
word_asks(const struct sh_word *w, unsigned depth)
{
	const struct sh_part *p;

	for (; w != NULL && depth < 8; w = w->next)
		for (p = w->parts; p != NULL; p = p->next) {
			if (p->kind == SH_PARAM && (isdigit((unsigned char)
			    *p->text) || strchr("@*#", *p->text) != NULL))
				return true;
			if (p->kind == SH_COMMAND_SUB &&
			    node_asks(p->body, depth + 1))
				return true;
		}
	return false;
}

/* The arm as it would be if it were reached; true: it would leave here. That
 * is asked only where `from` is a place. */
static bool
dead_arm(struct sh *sh, struct sh_node *arm, const struct place *from)
{
	struct sh_state *live = sh->st, copy = *live;
	struct sh_input *in = sh->in;
	bool jumps;

	if (arm == NULL || sh->dead_depth > 24 ||
	    (sh->options->dead_idle && from == NULL))
		return false;
	copy.dead = true;
	copy.jumps = false;
	copy.guard = sh_places(sh, copy.guard, from);
	sh->dead_depth++;
	sh->st = &copy;
	sh_eval(sh, arm);
	jumps = copy.jumps;
	sh->st = live;
	sh->in = in;
	sh->dead_depth--;
	return jumps;
}

static void
eval_arm(struct sh *sh, struct sh_node *arm, bool keep)
{
	if (arm != NULL)
		sh_eval(sh, arm);
	else if (!keep)
		sh_status(sh, 0, NULL);
}

/* The one arm that is taken for known reasons. */
static void
take(struct sh *sh, struct sh_node *arm, bool keep, const struct place *from,
    bool other_jumps)
{
	const struct place *guard = sh->st->guard;
	unsigned lost = sh->st->lost;

	sh->st->guard = sh_places(sh, guard, from);
	eval_arm(sh, arm, keep);
	sh->st->from = sh_places(sh, sh->st->from, from);
	/* What follows depends on the condition too if a way leads out. */
	if (!other_jumps && sh->st->lost == lost)
		sh->st->guard = guard;
}

void
sh_choose(struct sh *sh, const struct sh_ways *ways, const struct place *from,
    const char *why)
{
	struct sh_state entry = *sh->st, *joined = NULL, *st = sh->st;
	struct sh_choice choice;
	unsigned lost = 0;
	size_t i;

	if (why == NULL)
		why = "a condition is not known";
	sh_choice_begin(sh, &choice);
	for (i = 0; i < ways->n && sh->stop == NULL; i++) {
		*st = entry;
		sh->steps += 10;	/* copies and joins take as long */
		st->doubt = entry.doubt + 1;
		st->reason = why;
		st->guard = sh_places(sh, entry.guard, from);
		ways->go(sh, ways->arg, i);
		sh_choice_next(sh, &choice, entry.doubt + 1);
		lost |= st->lost & ~entry.lost;
		if (joined == NULL)
			joined = sh_state_copy(sh, st);
		else if (joined->dead && !st->dead)
			*joined = *st;
		else if (joined->dead || !st->dead)
			sh_state_join(sh, joined, st);
	}
	sh_choice_end(sh, &choice, entry.doubt);
	if (joined == NULL)
		return;
	*st = *joined;
	st->lost = entry.lost | lost;
	st->guard = entry.guard;
	st->from = sh_places(sh, st->from, from);
	st->doubt = entry.doubt + (lost != 0);
	st->reason = lost != 0 ? why : entry.reason;
}

struct arms {
	struct sh_node *const *v;
	bool keep;
};

static void
go_arm(struct sh *sh, void *arg, size_t i)
{
	const struct arms *arms = arg;

	eval_arm(sh, arms->v[i], arms->keep);
}

static void
choose(struct sh *sh, struct sh_node *const *v, size_t n, bool keep,
    const struct place *from, const char *why)
{
	struct arms arms = { .v = v, .keep = keep };

	sh_choose(sh, &(struct sh_ways){ .go = go_arm, .arg = &arms, .n = n },
	    from, why);
}

void
sh_branch(struct sh *sh, const struct sh_node *condition,
    struct sh_node *const arms[2], bool keep)
{
	const struct place *from = sh->st->from;
	bool jumps = false;
	int taken;

	if (!sh->st->known) {
		choose(sh, arms, 2, keep, from, sh->st->why);
		return;
	}
	taken = sh->st->status == 0 ? 0 : 1;
	/* What the script does when asked for something else than the boot
	 * asks for is no switched-off starter. */
	if (from != NULL || !node_asks(condition, 0))
		jumps = dead_arm(sh, arms[1 - taken], from);
	take(sh, arms[taken], keep, from, jumps && from != NULL);
}

static enum tri
item_matches(struct sh *sh, const struct sh_item *it, const char *text,
    const struct place **from)
{
	const struct sh_word *w;
	enum tri best = TRI_NO, is;
	struct sh_value p;

	for (w = it->patterns; w != NULL; w = w->next) {
		sh->steps += (unsigned)strlen(text) / 16;
		p = sh_expand_pattern(sh, w);
		*from = sh_places(sh, *from, p.from);
		is = sh_match(p.text, text);
		if (is == TRI_YES)
			return TRI_YES;
		if (is == TRI_UNKNOWN)
			best = TRI_UNKNOWN;
	}
	return best;
}

void
sh_case(struct sh *sh, struct sh_node *n)
{
	struct sh_value v = sh_expand_text(sh, n->words);
	struct sh_node *arms[MAX_ARMS];
	struct sh_item *it, *hit = NULL;
	size_t n_arms = 0;
	bool jumps = false;
	enum tri is;

	for (it = n->items; it != NULL && hit == NULL; it = it->next) {
		is = item_matches(sh, it, v.text, &v.from);
		if (is == TRI_YES)
			hit = it;
		if (is != TRI_NO && n_arms < MAX_ARMS)
			arms[n_arms++] = it->body;
	}
	if (n_arms > 1 || (n_arms == 1 && hit == NULL)) {
		if (hit == NULL && n_arms < MAX_ARMS)
			arms[n_arms++] = NULL;
		choose(sh, arms, n_arms, false, v.from, v.why);
		return;
	}
	if (v.from != NULL || !word_asks(n->words, 0))
		for (it = n->items; it != NULL; it = it->next)
			if (it != hit && dead_arm(sh, it->body, v.from))
				jumps = true;
	take(sh, hit != NULL ? hit->body : NULL, false, v.from,
	    jumps && v.from != NULL);
}

/* The end of one turn: those that said `continue` are here again. */
static void
turn_end(struct sh *sh, struct sh_scope *s, const struct sh_state *start)
{
	struct sh_state *st = sh->st;
	unsigned lost, back = SH_LOST_NEXT;

	if (s->next != NULL) {
		back |= SH_LOST_OUTER;
		if (st->dead && !start->dead)
			*st = *s->next;
		else
			sh_state_join(sh, st, s->next);
		s->next = NULL;
	}
	lost = st->lost & ~back & ~start->lost;
	st->lost = start->lost | lost;
	st->dead = st->dead || start->dead;
	if (lost == 0) {
		st->doubt = start->doubt;
		st->reason = start->reason;
	}
}

/* A turn that changes nothing waits for something outside; that it ends is
 * taken for granted. */
static bool
idle(const struct sh *sh, const struct sh_state *start, const char *input)
{
	return memcmp(&sh->st->vars, &start->vars, sizeof(start->vars)) == 0 &&
	    sh->st->params == start->params &&
	    memcmp(&sh->st->files, &start->files, sizeof(start->files)) == 0 &&
	    (sh->in == NULL || sh->in->at == input);
}

/* As many turns as nobody knows: a later one sees what those before it left,
 * until nothing new is left or the limit of such chains is reached. */
static void
some_turns(struct sh *sh, struct sh_scope *scope, struct sh_node *body,
    const struct sh_value *v)
{
	struct sh_node *arms[2] = { body, NULL };
	struct sh_state start;
	unsigned turns = 0;

	do {
		start = *sh->st;
		choose(sh, arms, 2, true, v->from, v->why);
		turn_end(sh, scope, &start);
	} while (sh->stop == NULL && !sh->st->dead &&
	    ++turns < SH_UNKNOWN_TURNS &&
	    !idle(sh, &start, sh->in != NULL ? sh->in->at : NULL));
}

void
sh_for(struct sh *sh, struct sh_node *n)
{
	struct sh_field *f = NULL;
	const struct sh_params *p = sh->st->params;
	const struct place *here;
	struct sh_state start;
	struct sh_scope scope;
	struct sh_value v;
	unsigned turns = 0;
	size_t i;
	bool many;

	if (!n->all)
		f = sh_expand_fields(sh, n->words);
	/* The body sees the status in front of the loop. */
	if (n->all ? p->n == 0 : f == NULL)
		sh_status(sh, 0, NULL);
	sh_scope_begin(sh, &scope, SH_SCOPE_LOOP);
	for (i = 0; (n->all ? i < p->n : f != NULL) && sh->stop == NULL; i++) {
		v = n->all ? p->v[i] : (struct sh_value){ .text = f->text,
			.from = f->from, .why = f->why };
		here = v.from != NULL ? sh_place(sh, n->source, n->line) :
		    NULL;
		start = *sh->st;
		/* Only the first of several words begins as it says. */
		many = strchr(v.text, SH_MANY) != NULL;
		sh_var_set(sh, n->name, many ? sh_gap : v.text,
		    sh_places(sh, v.from, here), v.why);
		if (many)
			some_turns(sh, &scope, n->b, &v);
		else
			sh_eval(sh, n->b);
		turn_end(sh, &scope, &start);
		if (sh->st->dead || ++turns > SH_MAX_TURNS)
			break;
		if (!n->all)
			f = f->next;
	}
	sh_scope_end(sh, &scope);
}

/* `while :` and `while true`, and nothing leaves it. */
static bool
is_endless(const struct sh_node *n, const struct sh_scope *s)
{
	const struct sh_node *c = n->a;
	const char *name;

	while (c != NULL && c->kind == SH_LIST && c->a != NULL &&
	    c->a->next == NULL)
		c = c->a;
	if (s->left != NULL || c == NULL || c->kind != SH_SIMPLE ||
	    c->words == NULL || c->words->parts == NULL ||
	    c->words->parts->kind != SH_LITERAL)
		return false;
	name = c->words->parts->text;
	return n->kind == SH_WHILE ? strcmp(name, ":") == 0 ||
	    strcmp(name, "true") == 0 || strcmp(name, "/bin/true") == 0 ||
	    strcmp(name, "/usr/bin/true") == 0 : strcmp(name, "false") == 0;
}

/* The status of a loop is that of its last turn, 0 without any. */
static void
loop_status(struct sh *sh, const struct sh_state *last, bool certain)
{
	if (sh->st->dead)
		return;
	if (last->known && (certain || last->status == 0))
		sh_status(sh, last->status, sh_places(sh, last->from,
		    sh->st->from));
	else
		sh_status_unknown(sh, last->from, last->why != NULL ?
		    last->why : sh->st->why);
}

void
sh_while(struct sh *sh, struct sh_node *n)
{
	struct sh_state last = { .known = true };
	struct sh_node *arms[2] = { n->b, NULL };
	struct sh_state start;
	struct sh_scope scope;
	const struct place *guard = sh->st->guard;
	const char *input;
	unsigned turns = 0, unknown = 0;
	bool go, endless = false;

	sh_scope_begin(sh, &scope, SH_SCOPE_LOOP);
	while (sh->stop == NULL) {
		start = *sh->st;
		input = sh->in != NULL ? sh->in->at : NULL;
		sh->tested++;
		sh_eval(sh, n->a);
		sh->tested--;
		go = (sh->st->status == 0) == (n->kind == SH_WHILE);
		if (!sh->st->known) {
			choose(sh, arms, 2, true, sh->st->from, sh->st->why);
			turn_end(sh, &scope, &start);
			last = n->b == NULL ? last : *sh->st;
			if (++unknown >= SH_UNKNOWN_TURNS || sh->st->dead ||
			    idle(sh, &start, input))
				break;
			continue;
		}
		if (!go) {
			if (turns == 0 && (sh->st->from != NULL ||
			    !node_asks(n->a, 0)))
				dead_arm(sh, n->b, sh->st->from);
			break;
		}
		sh->st->guard = sh_places(sh, guard, sh->st->from);
		sh_eval(sh, n->b);
		turn_end(sh, &scope, &start);
		last = *sh->st;
		if (sh->st->dead || idle(sh, &start, input)) {
			endless = !sh->st->dead && is_endless(n, &scope);
			break;
		}
		if (++turns > SH_MAX_TURNS) {
			sh_doubt(sh, n->source->path, n->line,
			    "a loop was not followed to its end");
			break;
		}
	}
	loop_status(sh, &last, unknown == 0);
	sh_scope_end(sh, &scope);
	if (endless) {
		/* Only a signal comes behind it, if anything does. */
		sh->st->lost |= SH_LOST_SHELL;
		sh->st->doubt++;
		sh->st->reason = "a loop in front of it does not end";
	}
}
