/* Parses shell text into nodes. */
#include "platforms/shell_parse.h"

#include <ctype.h>
#include <string.h>

#include "platforms/shell_clause.h"

#define MAX_NESTED 100

static const char *const no_ends[] = { NULL };

struct sh_node *
sh_parse_node(struct sh_lex *lx, enum sh_kind kind)
{
	struct sh_node *n = pool_alloc(lx->pool, sizeof(*n));

	if (n == NULL) {
		sh_lex_fail(lx, "out of memory");
		return NULL;
	}
	n->kind = kind;
	n->source = lx->source;
	sh_peek(lx);
	n->line = lx->token_line;
	return n;
}

static struct sh_node *
over(struct sh_lex *lx, enum sh_kind kind, struct sh_node *a)
{
	struct sh_node *n = sh_parse_node(lx, kind);

	if (n != NULL) {
		n->a = a;
		if (a != NULL)
			n->line = a->line;
	}
	return n;
}

/* A reserved word counts only where a command may begin; the callers ask
 * only there. */
bool
sh_at_word(struct sh_lex *lx, const char *text)
{
	const char *plain;

	if (sh_peek(lx) != SH_T_WORD)
		return false;
	plain = sh_word_plain(lx->word);
	return plain != NULL && plain[0] == text[0] &&
	    strcmp(plain, text) == 0;
}

bool
sh_take_word(struct sh_lex *lx, const char *text)
{
	if (!sh_at_word(lx, text))
		return false;
	sh_take(lx);
	return true;
}

void
sh_skip_newlines(struct sh_lex *lx)
{
	while (sh_peek(lx) == SH_T_NEWLINE)
		sh_take(lx);
}

static bool
at_any(struct sh_lex *lx, const char *const *ends)
{
	const char *plain = sh_peek(lx) == SH_T_WORD ?
	    sh_word_plain(lx->word) : NULL;

	for (; plain != NULL && *ends != NULL; ends++)
		if (plain[0] == **ends && strcmp(plain, *ends) == 0)
			return true;
	return false;
}

static void
redirection(struct sh_lex *lx, struct sh_redir ***end)
{
	struct sh_redir *r = pool_alloc(lx->pool, sizeof(*r));
	bool strip = lx->here_strip, quoted;
	const char *text;

	if (r == NULL) {
		sh_lex_fail(lx, "out of memory");
		return;
	}
	*r = lx->redir;
	sh_take(lx);
	if (sh_peek(lx) != SH_T_WORD) {
		sh_lex_fail(lx, "a redirection has no target");
		return;
	}
	r->word = lx->word;
	**end = r;
	*end = &r->next;
	quoted = sh_word_plain(lx->word) == NULL;
	text = sh_word_literal(lx->pool, lx->word);
	lx->have = false;
	if (r->kind == SH_HERE && text != NULL)
		sh_lex_here(lx, r, text, quoted, strip);
}

static void
redirections(struct sh_lex *lx, struct sh_node *n)
{
	struct sh_redir **end = &n->redirs;

	while (sh_peek(lx) == SH_T_REDIR)
		redirection(lx, &end);
}

/* "name=" or "name+=" at the beginning: its length, else 0. */
static size_t
assignment(const struct sh_word *w)
{
	const struct sh_part *p = w->parts;
	const char *t;
	size_t n = 0;

	if (p == NULL || p->kind != SH_LITERAL || p->quoted)
		return 0;
	t = p->text;
	if (*t != '_' && !isalpha((unsigned char)*t))
		return 0;
	while (t[n] == '_' || isalnum((unsigned char)t[n]))
		n++;
	if (t[n] == '+' && t[n + 1] == '=')
		return n + 2;
	return t[n] == '=' ? n + 1 : 0;
}

static void
assign(struct sh_lex *lx, struct sh_assign ***end, size_t n)
{
	struct sh_assign *a = pool_alloc(lx->pool, sizeof(*a));
	struct sh_word *w = pool_alloc(lx->pool, sizeof(*w));
	struct sh_part *p = pool_alloc(lx->pool, sizeof(*p));
	const struct sh_part *first = lx->word->parts;

	if (a == NULL || w == NULL || p == NULL) {
		sh_lex_fail(lx, "out of memory");
		return;
	}
	*p = *first;
	p->text = first->text + n;
	w->parts = *p->text != '\0' ? p : p->next;
	w->line = lx->word->line;
	a->append = first->text[n - 2 + (n < 2)] == '+';
	a->name = pool_strndup(lx->pool, first->text, n - 1 - a->append);
	a->value = w;
	a->line = w->line;
	**end = a;
	*end = &a->next;
	lx->have = false;
}

/* Inside [[ ]] of ksh and bash operators are words. */
static void
bracket_words(struct sh_lex *lx, struct sh_word **end)
{
	static const struct { enum sh_token token; const char *text; } op[] = {
		{ .token = SH_T_AND, .text = "-a" },
		{ .token = SH_T_OR, .text = "-o" },
		{ .token = SH_T_OPEN, .text = "(" },
		{ .token = SH_T_CLOSE, .text = ")" },
	};
	enum sh_token t;
	struct sh_word *w;
	struct sh_part *p;
	size_t i;

	while ((t = sh_peek(lx)) != SH_T_END && !sh_at_word(lx, "]]")) {
		for (i = 0; i < 4 && op[i].token != t; i++)
			;
		w = lx->word;
		if (i < 4) {
			w = pool_alloc(lx->pool, sizeof(*w));
			p = pool_alloc(lx->pool, sizeof(*p));
			if (w == NULL || p == NULL) {
				sh_lex_fail(lx, "out of memory");
				return;
			}
			p->text = op[i].text;
			w->parts = p;
		}
		lx->have = false;
		if (t != SH_T_WORD && i == 4)
			continue;
		*end = w;
		end = &w->next;
	}
}

static struct sh_node *
function(struct sh_lex *lx, const char *name, unsigned line)
{
	struct sh_node *n = sh_parse_node(lx, SH_FUNCTION);

	sh_skip_newlines(lx);
	if (n == NULL || name == NULL)
		return n;
	n->name = name;
	n->line = line;
	n->a = sh_parse_command(lx);
	if (n->a == NULL)
		sh_lex_fail(lx, "a function has no body");
	return n;
}

static struct sh_node *
simple(struct sh_lex *lx)
{
	struct sh_node *n = sh_parse_node(lx, SH_SIMPLE);
	struct sh_assign **aend;
	struct sh_word **wend, *first;
	struct sh_redir **rend;
	enum sh_token t;
	size_t len;

	if (n == NULL)
		return NULL;
	aend = &n->assigns;
	wend = &n->words;
	rend = &n->redirs;
	for (;;) {
		t = sh_peek(lx);
		if (t == SH_T_REDIR) {
			redirection(lx, &rend);
		} else if (t == SH_T_WORD && n->words == NULL &&
		    (len = assignment(lx->word)) > 0) {
			assign(lx, &aend, len);
		} else if (t == SH_T_WORD) {
			*wend = lx->word;
			wend = &lx->word->next;
			lx->have = false;
			if (n->words->next == NULL && sh_word_plain(n->words)
			    != NULL && strcmp(sh_word_plain(n->words), "[[")
			    == 0)
				bracket_words(lx, wend);
			while (*wend != NULL)
				wend = &(*wend)->next;
		} else if (t == SH_T_OPEN && n->words != NULL &&
		    n->words->next == NULL && n->assigns == NULL &&
		    sh_word_plain(n->words) != NULL) {
			first = n->words;
			sh_take(lx);
			if (sh_peek(lx) != SH_T_CLOSE)
				sh_lex_fail(lx, "( is not expected here");
			sh_take(lx);
			return function(lx, sh_word_plain(first), n->line);
		} else {
			break;
		}
	}
	if (n->words == NULL && n->assigns == NULL && n->redirs == NULL)
		sh_lex_fail(lx, "a command is expected here");
	return n;
}

/* Words that end what others began are no names of commands (XCU 2.4). */
static bool
at_closing(struct sh_lex *lx)
{
	static const char *const words[] = { "then", "else", "elif", "fi",
		"do", "done", "esac", "}", NULL };

	return at_any(lx, words);
}

static struct sh_node *
keyword_function(struct sh_lex *lx)
{
	unsigned line = lx->token_line;
	const char *name;

	sh_take(lx);
	name = sh_peek(lx) == SH_T_WORD ? sh_word_plain(lx->word) : NULL;
	if (name == NULL) {
		sh_lex_fail(lx, "a function has no name");
		return NULL;
	}
	sh_take(lx);
	if (sh_peek(lx) == SH_T_OPEN) {
		sh_take(lx);
		sh_take(lx);
	}
	return function(lx, name, line);
}

/* A compound command, or NULL: none begins here. */
static struct sh_node *
compound(struct sh_lex *lx)
{
	if (sh_at_word(lx, "function"))
		return keyword_function(lx);
	return sh_parse_clause(lx);
}

struct sh_node *
sh_parse_command(struct sh_lex *lx)
{
	struct sh_node *n;

	if (++lx->depth > MAX_NESTED) {
		sh_lex_fail(lx, "nested too deeply");
		return NULL;
	}
	n = compound(lx);
	if (n == NULL && at_closing(lx))
		sh_lex_fail(lx, "a closing word without its beginning");
	if (n != NULL)
		redirections(lx, n);
	else if (lx->error == NULL)
		n = simple(lx);
	lx->depth--;
	return n;
}

static struct sh_node *
pipeline(struct sh_lex *lx)
{
	struct sh_node *first, *n, *pipe;
	bool not = false;

	while (sh_take_word(lx, "!"))
		not = !not;
	first = n = sh_parse_command(lx);
	if (sh_peek(lx) == SH_T_PIPE) {
		pipe = over(lx, SH_PIPE, first);
		while (n != NULL && sh_peek(lx) == SH_T_PIPE) {
			sh_take(lx);
			if (sh_peek(lx) == SH_T_AMP)	/* |& of bash */
				sh_take(lx);
			sh_skip_newlines(lx);
			n->next = sh_parse_command(lx);
			n = n->next;
		}
		first = pipe;
	}
	return not ? over(lx, SH_NOT, first) : first;
}

static struct sh_node *
and_or(struct sh_lex *lx)
{
	struct sh_node *left = pipeline(lx), *n;
	enum sh_token t;

	while ((t = sh_peek(lx)) == SH_T_AND || t == SH_T_OR) {
		n = over(lx, t == SH_T_AND ? SH_AND : SH_OR, left);
		sh_take(lx);
		sh_skip_newlines(lx);
		if (n == NULL)
			return left;
		n->b = pipeline(lx);
		left = n;
	}
	return left;
}

/* Commands up to one of the words, ')' or ';;' or the end. */
struct sh_node *
sh_parse_list(struct sh_lex *lx, const char *const *ends)
{
	struct sh_node *all = sh_parse_node(lx, SH_LIST), **end, *n;
	enum sh_token t;

	if (all == NULL)
		return NULL;
	end = &all->a;
	for (;;) {
		sh_skip_newlines(lx);
		t = sh_peek(lx);
		if (t == SH_T_SEMI && *ends != NULL) {
			sh_take(lx);	/* "fi; ;" of careless scripts */
			continue;
		}
		if (t == SH_T_END || t == SH_T_CLOSE || t == SH_T_DSEMI ||
		    at_any(lx, ends))
			break;
		n = and_or(lx);
		if (n == NULL || lx->error != NULL)
			break;		/* not complete: it never runs */
		t = sh_peek(lx);
		if (t == SH_T_AMP)
			n = over(lx, SH_BACKGROUND, n);
		if (t == SH_T_AMP || t == SH_T_SEMI)
			sh_take(lx);
		else if (t != SH_T_NEWLINE && t != SH_T_END &&
		    t != SH_T_CLOSE && t != SH_T_DSEMI && !at_any(lx, ends))
			sh_lex_fail(lx, "an operator is expected here");
		if (n == NULL || lx->error != NULL)
			break;
		*end = n;
		end = &n->next;
	}
	return all->a != NULL ? all : NULL;
}

struct sh_node *
sh_parse_some(struct sh_lex *lx, const char *const *ends)
{
	struct sh_node *n = sh_parse_list(lx, ends);

	if (n == NULL)
		sh_lex_fail(lx, "a command is expected here");
	return n;
}

struct sh_node *
sh_parse_sub(struct sh_lex *lx)
{
	return sh_parse_list(lx, no_ends);
}

struct sh_node *
sh_parse(struct pool *pool, const struct sh_source *source,
    const char **error, unsigned *line)
{
	struct sh_lex lx;
	struct sh_node *all;

	sh_lex_init(&lx, pool, source);
	all = sh_parse_list(&lx, no_ends);
	if (lx.error == NULL && sh_peek(&lx) != SH_T_END)
		sh_lex_fail(&lx, "a closing word without its beginning");
	*error = lx.error;
	*line = lx.error_line;
	sh_lex_release(&lx);
	return all;
}
