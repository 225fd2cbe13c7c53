/* Words and operators of the shell language (POSIX.1-2008, XCU 2.2, 2.3). */
#ifndef HM_SHELL_LEX_H
#define HM_SHELL_LEX_H

#include <stdbool.h>

#include "agent/base/buf.h"
#include "agent/base/pool.h"
#include "platforms/shell_node.h"

enum sh_token { SH_T_END, SH_T_NEWLINE, SH_T_WORD, SH_T_SEMI, SH_T_DSEMI,
	SH_T_AMP, SH_T_AND, SH_T_PIPE, SH_T_OR, SH_T_OPEN, SH_T_CLOSE,
	SH_T_REDIR };

struct sh_lex {
	struct pool *pool;
	const struct sh_source *source;
	const char *at, *end;
	unsigned line;
	unsigned depth;
	const char *error;		/* the first, or NULL */
	unsigned error_line;
	/* the token at hand */
	bool have;
	enum sh_token token;
	struct sh_word *word;
	unsigned token_line;
	struct sh_redir redir;		/* kind and fd of SH_T_REDIR */
	bool here_strip;
	struct sh_here {
		struct sh_here *next;
		struct sh_redir *redir;
		const char *end;
		bool quoted, strip;
	} *heres;			/* documents still to be read */
	struct buf spare;		/* for the text of a word */
};

void sh_lex_init(struct sh_lex *, struct pool *, const struct sh_source *);
/* What was parsed stays: it is the pool's. */
void sh_lex_release(struct sh_lex *);

/* The token at hand; it stays until sh_take(). */
enum sh_token sh_peek(struct sh_lex *);
void sh_take(struct sh_lex *);

/* Keep the first error; the rest of the text is then not read. */
void sh_lex_fail(struct sh_lex *, const char *what);

/* The text of a word without quotes or expansions, or NULL. */
const char *sh_word_plain(const struct sh_word *);

/* The same, quotes taken off: "a"b is ab. NULL when anything expands. */
const char *sh_word_literal(struct pool *, const struct sh_word *);

/* A document follows the next newline; its text goes into redir->word. */
void sh_lex_here(struct sh_lex *, struct sh_redir *, const char *end,
    bool quoted, bool strip);

/* Text in which $ and ` work as inside double quotes. */
struct sh_word *sh_lex_document(struct sh_lex *, const char *text,
    size_t len, unsigned line);

#endif
