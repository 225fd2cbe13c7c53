/* Reads one word of shell text into its parts. */
#include "platforms/shell_word.h"

#include <ctype.h>
#include <limits.h>
#include <string.h>

#include "agent/base/buf.h"
#include "platforms/shell_parse.h"

#define MAX_WORD ((size_t)1 << 20)
#define MAX_DEPTH 64

/* What ends a run of parts, and how characters count in it. */
enum mode { M_WORD, M_DQUOTE, M_BRACE, M_BRACE_QUOTED, M_TEXT, M_ARITH };

/* A word in the making. */
struct build {
	struct sh_lex *lx;
	struct sh_part *first, **end;
	struct buf text;
	bool quoted, open;
	unsigned parens;
};

static void parts(struct build *, enum mode);

static struct sh_part *
add_part(struct build *b, enum sh_part_kind kind, bool quoted)
{
	struct sh_part *p = pool_alloc(b->lx->pool, sizeof(*p));

	if (p == NULL) {
		sh_lex_fail(b->lx, "out of memory");
		return NULL;
	}
	p->kind = kind;
	p->quoted = quoted;
	*b->end = p;
	b->end = &p->next;
	return p;
}

/* The literal that was gathered so far becomes a part. */
static void
flush(struct build *b)
{
	struct sh_part *p;

	if (!b->open)
		return;
	p = add_part(b, SH_LITERAL, b->quoted);
	if (p != NULL && (p->text = pool_strndup(b->lx->pool, b->text.len > 0 ?
	    b->text.p : "", b->text.len)) == NULL)
		sh_lex_fail(b->lx, "out of memory");
	buf_clear(&b->text);
	b->open = false;
}

static void
open_literal(struct build *b, bool quoted)
{
	if (b->open && b->quoted != quoted)
		flush(b);
	b->open = true;
	b->quoted = quoted;
}

static void
add_char(struct build *b, int c, bool quoted)
{
	open_literal(b, quoted);
	if (c == SH_GAP || c == SH_MANY || c == SH_ONE || c == '\0')
		c = '?';
	if (buf_addc(&b->text, (char)c) < 0)
		sh_lex_fail(b->lx, "a word is too long");
}

/* Letters, digits and what is like them in words, whatever stands around. */
static const bool ordinary[UCHAR_MAX + 1] = {
	['a'] = 1, ['b'] = 1, ['c'] = 1, ['d'] = 1, ['e'] = 1, ['f'] = 1,
	['g'] = 1, ['h'] = 1, ['i'] = 1, ['j'] = 1, ['k'] = 1, ['l'] = 1,
	['m'] = 1, ['n'] = 1, ['o'] = 1, ['p'] = 1, ['q'] = 1, ['r'] = 1,
	['s'] = 1, ['t'] = 1, ['u'] = 1, ['v'] = 1, ['w'] = 1, ['x'] = 1,
	['y'] = 1, ['z'] = 1, ['A'] = 1, ['B'] = 1, ['C'] = 1, ['D'] = 1,
	['E'] = 1, ['F'] = 1, ['G'] = 1, ['H'] = 1, ['I'] = 1, ['J'] = 1,
	['K'] = 1, ['L'] = 1, ['M'] = 1, ['N'] = 1, ['O'] = 1, ['P'] = 1,
	['Q'] = 1, ['R'] = 1, ['S'] = 1, ['T'] = 1, ['U'] = 1, ['V'] = 1,
	['W'] = 1, ['X'] = 1, ['Y'] = 1, ['Z'] = 1, ['0'] = 1, ['1'] = 1,
	['2'] = 1, ['3'] = 1, ['4'] = 1, ['5'] = 1, ['6'] = 1, ['7'] = 1,
	['8'] = 1, ['9'] = 1, ['_'] = 1, ['.'] = 1, ['/'] = 1, ['-'] = 1,
	[':'] = 1, [','] = 1, ['='] = 1, ['+'] = 1, ['@'] = 1, ['%'] = 1,
};

/* All of them that come next, at once. False: there is none. */
static bool
add_ordinary(struct build *b, bool quoted)
{
	struct sh_lex *lx = b->lx;
	const char *at = lx->at;

	while (at < lx->end && ordinary[(unsigned char)*at])
		at++;
	if (at == lx->at)
		return false;
	open_literal(b, quoted);
	if (buf_add(&b->text, lx->at, (size_t)(at - lx->at)) < 0)
		sh_lex_fail(lx, "a word is too long");
	else
		lx->at = at;
	return true;
}

static struct sh_word *
finish(struct build *b, unsigned line)
{
	struct sh_word *w = pool_alloc(b->lx->pool, sizeof(*w));

	flush(b);
	if (b->lx->spare.p == NULL)
		b->lx->spare = b->text;
	else
		buf_release(&b->text);
	if (w == NULL) {
		sh_lex_fail(b->lx, "out of memory");
		return NULL;
	}
	w->parts = b->first;
	w->line = line;
	return w;
}

static void
begin(struct build *b, struct sh_lex *lx)
{
	*b = (struct build){ .lx = lx, .text = lx->spare };
	lx->spare = BUF_INIT(0);
	b->text.max = MAX_WORD;
	buf_clear(&b->text);
	b->end = &b->first;
}

static struct sh_word *
sub_word(struct sh_lex *lx, enum mode mode)
{
	struct build b;
	unsigned line = lx->line;

	begin(&b, lx);
	if (++lx->depth > MAX_DEPTH)
		sh_lex_fail(lx, "nested too deeply");
	parts(&b, mode);
	lx->depth--;
	return finish(&b, line);
}

static void
single_quoted(struct build *b)
{
	int c;

	open_literal(b, true);
	for (;;) {
		if (add_ordinary(b, true))
			continue;
		c = sh_lex_next(b->lx);
		if (c == '\'')
			return;
		if (c < 0) {
			sh_lex_fail(b->lx, "a single quote is not closed");
			return;
		}
		add_char(b, c, true);
	}
}

/* `...`: the text inside, one level of backslashes taken off, is a script of
 * its own (XCU 2.6.3). */
static void
backquoted(struct build *b, bool quoted)
{
	struct sh_lex *lx = b->lx, inner;
	struct buf text = BUF_INIT(MAX_WORD);
	char *copy;
	struct sh_part *p;
	unsigned line = lx->line;
	int c, after;

	while ((c = sh_lex_next(lx)) != '`' && c >= 0) {
		after = sh_lex_peek(lx, 0);
		if (c == '\\' && (after == '`' || after == '\\' ||
		    after == '$' || (quoted && after == '"')))
			c = sh_lex_next(lx);
		buf_addc(&text, (char)c);
	}
	if (c < 0)
		sh_lex_fail(lx, "a backquote is not closed");
	p = add_part(b, SH_COMMAND_SUB, quoted);
	copy = pool_strndup(lx->pool, text.len > 0 ? text.p : "", text.len);
	if (p == NULL || copy == NULL || lx->error != NULL)
		goto out;
	/* The commands inside keep the whole text as their source. */
	sh_lex_init(&inner, lx->pool, lx->source);
	inner.at = copy;
	inner.end = copy + text.len;
	inner.line = line;
	inner.depth = lx->depth + 1;
	p->body = sh_parse_sub(&inner);
	if (sh_peek(&inner) != SH_T_END)
		sh_lex_fail(lx, "a command in backquotes does not end");
	else if (inner.error != NULL)
		sh_lex_fail(lx, inner.error);
	sh_lex_release(&inner);
out:
	buf_release(&text);
}

static enum sh_param_op
param_op(struct sh_lex *lx, int c)
{
	bool twice = sh_lex_peek(lx, 0) == c;

	switch (c) {
	case '-':
		return SH_DEFAULT;
	case '=':
		return SH_ASSIGN;
	case '?':
		return SH_ERROR;
	case '+':
		return SH_ALTERNATE;
	case '#':
	case '%':
		if (twice)
			sh_lex_next(lx);
		return c == '#' ? twice ? SH_PREFIX_LONG : SH_PREFIX :
		    twice ? SH_SUFFIX_LONG : SH_SUFFIX;
	default:
		return SH_OTHER;
	}
}

/* Letters of a parameter's name: a name, digits, or one special sign. */
static const char *
param_name(struct sh_lex *lx, bool braces)
{
	const char *from = lx->at;
	int c = sh_lex_peek(lx, 0);

	if (c == '_' || isalpha(c)) {
		while ((c = sh_lex_peek(lx, 0)) == '_' || isalnum(c))
			sh_lex_next(lx);
	} else if (isdigit(c)) {
		do
			sh_lex_next(lx);
		while (braces && isdigit(sh_lex_peek(lx, 0)));
	} else if (c > 0 && sh_lex_in(c, "@*#?-$!")) {
		sh_lex_next(lx);
	} else {
		return NULL;
	}
	return pool_strndup(lx->pool, from, (size_t)(lx->at - from));
}

/* ${...}, behind the brace. */
static void
braced(struct build *b, bool quoted)
{
	struct sh_lex *lx = b->lx;
	struct sh_part *p;
	int c = sh_lex_peek(lx, 1);

	flush(b);
	p = add_part(b, SH_PARAM, quoted);
	if (p == NULL)
		return;
	if (sh_lex_peek(lx, 0) == '#' && c != '}' && c >= 0 &&
	    (c == '_' || isalnum(c) || c == '@' || c == '*')) {
		sh_lex_next(lx);
		p->op = SH_LENGTH;
	}
	p->text = param_name(lx, true);
	if (p->text == NULL) {
		sh_lex_fail(lx, "a parameter has no name");
		return;
	}
	c = sh_lex_next(lx);
	if (c == '}')
		return;
	if (c == ':' && sh_lex_in(sh_lex_peek(lx, 0), "-=?+")) {
		p->colon = true;
		c = sh_lex_next(lx);
	}
	p->op = p->op == SH_LENGTH || c < 0 ? SH_OTHER : param_op(lx, c);
	/* Patterns behind # and % are read as if outside the quotes. */
	p->word = sub_word(lx, quoted && p->op < SH_PREFIX ?
	    M_BRACE_QUOTED : M_BRACE);
	if (sh_lex_next(lx) != '}')
		sh_lex_fail(lx, "a brace is not closed");
}

/* $(...), behind the parenthesis: the lexer is lent to the parser. */
static void
substitution(struct build *b, struct sh_part *p)
{
	struct sh_lex *lx = b->lx, saved = *lx;

	lx->have = false;
	lx->heres = NULL;
	lx->depth++;
	if (lx->depth > MAX_DEPTH)
		sh_lex_fail(lx, "nested too deeply");
	if (p != NULL)
		p->body = sh_parse_sub(lx);
	if (sh_peek(lx) != SH_T_CLOSE)
		sh_lex_fail(lx, "a command substitution is not closed");
	lx->have = false;
	lx->heres = saved.heres;
	lx->depth = saved.depth;
	lx->token_line = saved.token_line;
}

/* <(...) and >(...) of bash and ksh. */
struct sh_word *
sh_lex_process(struct sh_lex *lx)
{
	struct build b;
	struct sh_part *p;
	unsigned line = lx->line;

	begin(&b, lx);
	sh_lex_next(lx);
	sh_lex_next(lx);
	p = add_part(&b, SH_COMMAND_SUB, true);
	if (p != NULL)
		p->op = SH_OTHER;
	substitution(&b, p);
	return finish(&b, line);
}

static void
dollar(struct build *b, bool quoted)
{
	struct sh_lex *lx = b->lx;
	struct sh_part *p;
	int c = sh_lex_peek(lx, 0);
	const char *name;

	if (c == '{') {
		sh_lex_next(lx);
		braced(b, quoted);
	} else if (c == '(' && sh_lex_peek(lx, 1) == '(') {
		sh_lex_next(lx);
		sh_lex_next(lx);
		flush(b);
		p = add_part(b, SH_ARITH, quoted);
		if (p != NULL)
			p->word = sub_word(lx, M_ARITH);
	} else if (c == '(') {
		sh_lex_next(lx);
		flush(b);
		p = add_part(b, SH_COMMAND_SUB, quoted);
		substitution(b, p);
	} else if ((c == '"' || c == '\'') && !quoted) {
		/* $"..." (to be translated) and $'...' of bash. */
		return;
	} else if ((name = param_name(lx, false)) != NULL) {
		flush(b);
		p = add_part(b, SH_PARAM, quoted);
		if (p != NULL)
			p->text = name;
	} else {
		add_char(b, '$', quoted);
	}
}

static void
backslash(struct build *b, enum mode mode)
{
	struct sh_lex *lx = b->lx;
	int c = sh_lex_peek(lx, 0);
	bool inside = mode != M_WORD && mode != M_BRACE;

	if (c == '\n') {
		sh_lex_next(lx);
	} else if (c < 0) {
		add_char(b, '\\', true);
	} else if (inside && !sh_lex_in(c, "$`\\") &&
	    !(c == '"' && mode != M_TEXT) &&
	    !(c == '}' && mode == M_BRACE_QUOTED)) {
		add_char(b, '\\', true);
	} else {
		add_char(b, sh_lex_next(lx), true);
	}
}

static bool
ends(struct build *b, enum mode mode, int c)
{
	switch (mode) {
	case M_WORD:
		return c < 0 || sh_lex_in(c, " \t\n;&|()<>");
	case M_DQUOTE:
		return c == '"';
	case M_BRACE:
	case M_BRACE_QUOTED:
		return c == '}';
	case M_ARITH:
		return c == ')' && b->parens == 0;
	default:
		return false;
	}
}

static void
quoted_parts(struct build *b)
{
	struct sh_part **end;

	flush(b);
	end = b->end;
	parts(b, M_DQUOTE);
	/* "" is an empty word, "$@" may be none. */
	if (b->end == end && !b->open)
		open_literal(b, true);
	if (sh_lex_next(b->lx) != '"')
		sh_lex_fail(b->lx, "a double quote is not closed");
}

/* Everything up to what ends the mode, which is left standing. */
static void
parts(struct build *b, enum mode mode)
{
	struct sh_lex *lx = b->lx;
	bool quoted = mode != M_WORD && mode != M_BRACE;
	int c;

	while ((c = sh_lex_peek(lx, 0)) >= 0 && !ends(b, mode, c)) {
		if (add_ordinary(b, quoted))
			continue;
		sh_lex_next(lx);
		if (c == '\\') {
			backslash(b, mode);
		} else if (c == '$') {
			dollar(b, quoted);
		} else if (c == '`') {
			flush(b);
			backquoted(b, quoted);
		} else if (c == '\'' && !quoted) {
			single_quoted(b);
		} else if (c == '"' && !quoted) {
			quoted_parts(b);
		} else if (c != '"' || mode != M_BRACE_QUOTED) {
			/* quotes in a quoted ${x:-"y"} go away */
			b->parens += c == '(';
			b->parens -= c == ')' && b->parens > 0;
			add_char(b, c, quoted);
		}
	}
	if (mode == M_ARITH && (sh_lex_next(lx) != ')' ||
	    sh_lex_next(lx) != ')'))
		sh_lex_fail(lx, "an arithmetic expression is not closed");
}

struct sh_word *
sh_lex_document(struct sh_lex *lx, const char *text, size_t len,
    unsigned line)
{
	const char *at = lx->at, *end = lx->end;
	unsigned was = lx->line;
	struct sh_word *w;

	lx->at = text;
	lx->end = text + len;
	lx->line = line;
	w = sub_word(lx, M_TEXT);
	lx->at = at;
	lx->end = end;
	lx->line = was;
	return w;
}

struct sh_word *
sh_lex_quoted(struct sh_lex *lx, const char *text, size_t len,
    unsigned line)
{
	struct build b;

	begin(&b, lx);
	open_literal(&b, true);
	while (len-- > 0)
		add_char(&b, *text++, true);
	return finish(&b, line);
}

struct sh_word *
sh_lex_word(struct sh_lex *lx)
{
	return sub_word(lx, M_WORD);
}
