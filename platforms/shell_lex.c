/* Reads shell text into words and operators. */
#include "platforms/shell_lex.h"

#include <ctype.h>
#include <string.h>

#include "agent/base/buf.h"
#include "platforms/shell_word.h"

#define MAX_DOCUMENT ((size_t)1 << 20)

void
sh_lex_init(struct sh_lex *lx, struct pool *pool,
    const struct sh_source *source)
{
	*lx = (struct sh_lex){ .pool = pool, .source = source,
		.at = source->text, .end = source->text + source->len,
		.line = source->base != 0 ? source->base : 1 };
}

void
sh_lex_release(struct sh_lex *lx)
{
	buf_release(&lx->spare);
}

void
sh_lex_fail(struct sh_lex *lx, const char *what)
{
	if (lx->error == NULL) {
		lx->error = what;
		lx->error_line = lx->line;
	}
	lx->at = lx->end;
}

bool
sh_lex_in(int c, const char *set)
{
	return c > 0 && strchr(set, c) != NULL;
}

int
sh_lex_peek(const struct sh_lex *lx, size_t n)
{
	return (size_t)(lx->end - lx->at) > n ? (unsigned char)lx->at[n] : -1;
}

int
sh_lex_next(struct sh_lex *lx)
{
	if (lx->at == lx->end)
		return -1;
	if (*lx->at == '\n' && lx->source->base == 0)
		lx->line++;
	return (unsigned char)*lx->at++;
}

void
sh_lex_here(struct sh_lex *lx, struct sh_redir *r, const char *end,
    bool quoted, bool strip)
{
	struct sh_here *h = pool_alloc(lx->pool, sizeof(*h)), **at = &lx->heres;

	if (h == NULL) {
		sh_lex_fail(lx, "out of memory");
		return;
	}
	*h = (struct sh_here){ .redir = r, .end = end, .quoted = quoted,
		.strip = strip };
	while (*at != NULL)
		at = &(*at)->next;
	*at = h;
}

static void
read_document(struct sh_lex *lx, struct sh_here *h)
{
	struct buf text = BUF_INIT(MAX_DOCUMENT);
	unsigned line = lx->line;
	const char *from;
	size_t len, i;

	while (lx->at < lx->end) {
		from = lx->at;
		while (lx->at < lx->end && sh_lex_next(lx) != '\n')
			;
		len = (size_t)(lx->at - from);
		for (; h->strip && len > 0 && *from == '\t'; len--)
			from++;
		i = len > 0 && from[len - 1] == '\n' ? len - 1 : len;
		if (i == strlen(h->end) && memcmp(from, h->end, i) == 0)
			break;
		buf_add(&text, from, len);
	}
	if (text.failed) {
		sh_lex_fail(lx, "a here-document is too long");
	} else if (h->quoted) {
		h->redir->word = sh_lex_quoted(lx, text.len > 0 ?
		    text.p : "", text.len, line);
	} else {
		h->redir->word = sh_lex_document(lx, text.len > 0 ?
		    text.p : "", text.len, line);
	}
	buf_release(&text);
}

static void
read_documents(struct sh_lex *lx)
{
	struct sh_here *h = lx->heres;

	lx->heres = NULL;
	for (; h != NULL; h = h->next)
		read_document(lx, h);
}

/* "2>", "<<-", ">&" ...: true when there is one at hand. */
static bool
redirection(struct sh_lex *lx)
{
	size_t n = 0;
	int c, fd = -1;

	while (isdigit(sh_lex_peek(lx, n)))
		n++;
	c = sh_lex_peek(lx, n);
	if (n == 0 && c == '&' && sh_lex_peek(lx, 1) == '>')
		c = sh_lex_peek(lx, ++n);	/* &>file of bash */
	if ((c != '<' && c != '>') || n > 1)
		return false;
	if (n == 1 && isdigit(sh_lex_peek(lx, 0)))
		fd = sh_lex_peek(lx, 0) - '0';
	lx->at += n + 1;
	lx->redir = (struct sh_redir){ .kind = c == '<' ? SH_READ : SH_WRITE,
		.fd = fd >= 0 ? fd : c == '>' };
	lx->here_strip = false;
	n = 1;
	if (c == '<' && sh_lex_peek(lx, 0) == '<') {
		lx->redir.kind = SH_HERE;
		lx->here_strip = sh_lex_peek(lx, 1) == '-';
		n = lx->here_strip ? 2 : 1;
	} else if (sh_lex_peek(lx, 0) == '&') {
		lx->redir.kind = SH_DUP;
	} else if (sh_lex_peek(lx, 0) != '>' && sh_lex_peek(lx, 0) != '|') {
		n = 0;
	}
	lx->at += n;
	return true;
}

static enum sh_token
operator(struct sh_lex *lx, int c)
{
	bool twice;

	sh_lex_next(lx);
	twice = sh_lex_peek(lx, 0) == c;
	if (twice && sh_lex_in(c, ";&|"))
		sh_lex_next(lx);
	switch (c) {
	case ';':
		return twice ? SH_T_DSEMI : SH_T_SEMI;
	case '&':
		return twice ? SH_T_AND : SH_T_AMP;
	case '|':
		return twice ? SH_T_OR : SH_T_PIPE;
	case '(':
		return SH_T_OPEN;
	default:
		return SH_T_CLOSE;
	}
}

/* Does the script ask for a shell that knows <( )? For others it is a
 * mistake, and what /bin/sh is differs from host to host. */
static bool
is_bash(const struct sh_lex *lx)
{
	const struct sh_source *s = lx->source;
	size_t i, n = 0;

	while (s->parent != NULL)
		s = s->parent;
	if (s->len > 2 && memcmp(s->text, "#!", 2) == 0)
		n = strcspn(s->text, "\n");
	for (i = 2; i + 3 < n; i++)
		if (memcmp(s->text + i, "bash", 4) == 0 ||
		    memcmp(s->text + i, "ksh", 3) == 0)
			return true;
	return false;
}

static enum sh_token
scan(struct sh_lex *lx)
{
	int c;

	for (;;) {
		c = sh_lex_peek(lx, 0);
		if (c == ' ' || c == '\t')
			sh_lex_next(lx);
		else if (c == '\\' && sh_lex_peek(lx, 1) == '\n')
			sh_lex_next(lx), sh_lex_next(lx);
		else if (c == '#')
			while (lx->at < lx->end && *lx->at != '\n')
				sh_lex_next(lx);
		else
			break;
	}
	lx->token_line = lx->line;
	if (c < 0)
		return SH_T_END;
	if (c == '\n') {
		sh_lex_next(lx);
		read_documents(lx);
		return SH_T_NEWLINE;
	}
	if (sh_lex_in(c, "<>") && sh_lex_peek(lx, 1) == '(' && is_bash(lx)) {
		lx->word = sh_lex_process(lx);
		return SH_T_WORD;
	}
	if (redirection(lx))
		return SH_T_REDIR;
	if (sh_lex_in(c, ";&|()"))
		return operator(lx, c);
	lx->word = sh_lex_word(lx);
	return SH_T_WORD;
}

enum sh_token
sh_peek(struct sh_lex *lx)
{
	if (!lx->have) {
		lx->token = scan(lx);
		lx->have = true;
	}
	return lx->error != NULL ? SH_T_END : lx->token;
}

void
sh_take(struct sh_lex *lx)
{
	sh_peek(lx);
	lx->have = false;
}

const char *
sh_word_plain(const struct sh_word *w)
{
	const struct sh_part *p = w != NULL ? w->parts : NULL;

	return p != NULL && p->next == NULL && p->kind == SH_LITERAL &&
	    !p->quoted ? p->text : NULL;
}

const char *
sh_word_literal(struct pool *pool, const struct sh_word *w)
{
	const char *text = "";
	const struct sh_part *p;

	for (p = w->parts; p != NULL; p = p->next) {
		if (p->kind != SH_LITERAL)
			return NULL;
		text = *text == '\0' ? p->text :
		    pool_printf(pool, "%s%s", text, p->text);
		if (text == NULL)
			return NULL;
	}
	return text;
}
