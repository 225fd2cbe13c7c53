/* Parses if, for, while, case and groups. */
#include "platforms/shell_clause.h"

static const char *const no_ends[] = { NULL };

static void
expect(struct sh_lex *lx, const char *text, const char *what)
{
	if (!sh_take_word(lx, text))
		sh_lex_fail(lx, what);
}

static struct sh_node *
if_clause(struct sh_lex *lx)
{
	static const char *const then[] = { "then", NULL };
	static const char *const rest[] = { "elif", "else", "fi", NULL };
	struct sh_node *n = sh_parse_node(lx, SH_IF);

	if (n == NULL)
		return NULL;
	sh_take(lx);
	n->a = sh_parse_some(lx, then);
	expect(lx, "then", "`then` is expected here");
	n->b = sh_parse_some(lx, rest);
	if (sh_at_word(lx, "elif")) {
		n->c = if_clause(lx);
		return n;
	}
	if (sh_take_word(lx, "else"))
		n->c = sh_parse_some(lx, rest + 2);
	expect(lx, "fi", "`fi` is expected here");
	return n;
}

static struct sh_node *
body_of_loop(struct sh_lex *lx)
{
	static const char *const done[] = { "done", NULL };
	struct sh_node *body;

	expect(lx, "do", "`do` is expected here");
	body = sh_parse_some(lx, done);
	expect(lx, "done", "`done` is expected here");
	return body;
}

static struct sh_node *
while_clause(struct sh_lex *lx, enum sh_kind kind)
{
	static const char *const ends[] = { "do", NULL };
	struct sh_node *n = sh_parse_node(lx, kind);

	if (n == NULL)
		return NULL;
	sh_take(lx);
	n->a = sh_parse_some(lx, ends);
	n->b = body_of_loop(lx);
	return n;
}

static struct sh_node *
for_clause(struct sh_lex *lx)
{
	struct sh_node *n = sh_parse_node(lx, SH_FOR);
	struct sh_word **end;

	if (n == NULL)
		return NULL;
	sh_take(lx);
	if (sh_peek(lx) != SH_T_WORD ||
	    (n->name = sh_word_plain(lx->word)) == NULL) {
		sh_lex_fail(lx, "`for` has no variable");
		return n;
	}
	sh_take(lx);
	sh_skip_newlines(lx);
	n->all = !sh_take_word(lx, "in");
	for (end = &n->words; !n->all && sh_peek(lx) == SH_T_WORD;
	    end = &(*end)->next) {
		*end = lx->word;
		lx->have = false;
	}
	if (sh_peek(lx) == SH_T_SEMI)
		sh_take(lx);
	sh_skip_newlines(lx);
	if (sh_at_word(lx, "{")) {	/* an old form: for x in a; { } */
		n->b = sh_parse_command(lx);
		return n;
	}
	n->b = body_of_loop(lx);
	return n;
}

static void
item(struct sh_lex *lx, struct sh_item ***end)
{
	static const char *const esac[] = { "esac", NULL };
	struct sh_item *it = pool_alloc(lx->pool, sizeof(*it));
	struct sh_word **wend;

	if (it == NULL) {
		sh_lex_fail(lx, "out of memory");
		return;
	}
	**end = it;
	*end = &it->next;
	if (sh_peek(lx) == SH_T_OPEN)
		sh_take(lx);
	for (wend = &it->patterns; sh_peek(lx) == SH_T_WORD;
	    wend = &(*wend)->next) {
		*wend = lx->word;
		lx->have = false;
		if (sh_peek(lx) != SH_T_PIPE)
			break;
		sh_take(lx);
		if (*wend == NULL)
			break;
	}
	if (sh_peek(lx) != SH_T_CLOSE || it->patterns == NULL) {
		sh_lex_fail(lx, "a pattern of `case` does not end");
		return;
	}
	sh_take(lx);
	it->body = sh_parse_list(lx, esac);
	if (sh_peek(lx) == SH_T_DSEMI) {
		sh_take(lx);
		if (sh_peek(lx) == SH_T_AMP)	/* ;;& of bash */
			sh_take(lx);
	}
	sh_skip_newlines(lx);
}

static struct sh_node *
case_clause(struct sh_lex *lx)
{
	struct sh_node *n = sh_parse_node(lx, SH_CASE);
	struct sh_item **end;

	if (n == NULL)
		return NULL;
	sh_take(lx);
	if (sh_peek(lx) != SH_T_WORD) {
		sh_lex_fail(lx, "`case` has no word");
		return n;
	}
	n->words = lx->word;
	sh_take(lx);
	sh_skip_newlines(lx);
	expect(lx, "in", "`in` is expected here");
	sh_skip_newlines(lx);
	end = &n->items;
	while (lx->error == NULL && !sh_at_word(lx, "esac")) {
		if (sh_peek(lx) == SH_T_END)
			sh_lex_fail(lx, "`esac` is missing");
		else
			item(lx, &end);
	}
	sh_take(lx);
	return n;
}

static struct sh_node *
group(struct sh_lex *lx, bool subshell)
{
	static const char *const brace[] = { "}", NULL };
	struct sh_node *n = sh_parse_node(lx, subshell ? SH_SUBSHELL :
	    SH_GROUP);

	if (n == NULL)
		return NULL;
	sh_take(lx);
	n->a = sh_parse_some(lx, subshell ? no_ends : brace);
	if (!subshell)
		expect(lx, "}", "`}` is expected here");
	else if (sh_peek(lx) != SH_T_CLOSE)
		sh_lex_fail(lx, "`)` is expected here");
	else
		sh_take(lx);
	return n;
}

struct sh_node *
sh_parse_clause(struct sh_lex *lx)
{
	if (sh_peek(lx) == SH_T_OPEN)
		return group(lx, true);
	if (sh_at_word(lx, "{"))
		return group(lx, false);
	if (sh_at_word(lx, "if"))
		return if_clause(lx);
	if (sh_at_word(lx, "while"))
		return while_clause(lx, SH_WHILE);
	if (sh_at_word(lx, "until"))
		return while_clause(lx, SH_UNTIL);
	if (sh_at_word(lx, "for"))
		return for_clause(lx);
	if (sh_at_word(lx, "case"))
		return case_clause(lx);
	return NULL;
}
