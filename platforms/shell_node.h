/* The parsed form of a shell script, as the evaluator walks it. */
#ifndef HM_SHELL_NODE_H
#define HM_SHELL_NODE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "agent/base/pool.h"

/* A text that was read: a file, or what `eval` and `sh -c` were given. */
struct sh_source {
	const char *path;
	const char *text;
	size_t len;
	unsigned base;		/* text of eval: all of it stands on this line
				 * of path; 0: a file, lines are its own */
	bool top;		/* the script that was asked for */
	const struct sh_source *parent;	/* of text: where it stands */
	struct sh_lines *lines;		/* of a file; NULL: not kept */
	struct pool *pool;		/* for these */
};
/* Where the lines of a text begin; filled when it is first asked for. */
struct sh_lines {
	const uint32_t *start;
	unsigned n;
};

/* The unknown, inside a text. One stands for any text, empty too; the other
 * for any number of words, and says so through quotes too ("$@"). Script text
 * never holds these bytes: they are replaced when it is read. */
#define SH_GAP '\001'
#define SH_MANY '\002'
#define SH_ONE '\003'	/* one word: not empty, no blanks */
#define SH_GAPS "\001\002\003"

enum sh_part_kind { SH_LITERAL, SH_PARAM, SH_COMMAND_SUB, SH_ARITH };

enum sh_param_op { SH_PLAIN, SH_DEFAULT, SH_ASSIGN, SH_ERROR, SH_ALTERNATE,
	SH_PREFIX, SH_PREFIX_LONG, SH_SUFFIX, SH_SUFFIX_LONG, SH_LENGTH,
	SH_OTHER };

struct sh_part {
	struct sh_part *next;
	enum sh_part_kind kind;
	bool quoted;
	const char *text;	/* the literal, or the parameter's name */
	enum sh_param_op op;
	bool colon;
	struct sh_word *word;	/* of ${name-word}, $((word)) */
	struct sh_node *body;	/* of $(...), may be NULL */
};

struct sh_word {
	struct sh_word *next;
	struct sh_part *parts;
	unsigned line;
};

struct sh_assign {
	struct sh_assign *next;
	const char *name;
	struct sh_word *value;
	bool append;
	unsigned line;
};

enum sh_redir_kind { SH_READ, SH_WRITE, SH_DUP, SH_HERE };

struct sh_redir {
	struct sh_redir *next;
	enum sh_redir_kind kind;
	int fd;
	struct sh_word *word;	/* file name, descriptor or the document */
};

enum sh_kind { SH_SIMPLE, SH_PIPE, SH_AND, SH_OR, SH_NOT, SH_LIST,
	SH_BACKGROUND, SH_SUBSHELL, SH_GROUP, SH_IF, SH_WHILE, SH_UNTIL,
	SH_FOR, SH_CASE, SH_FUNCTION };

struct sh_item {		/* one arm of a case */
	struct sh_item *next;
	struct sh_word *patterns;
	struct sh_node *body;
};

struct sh_node {
	struct sh_node *next;		/* in a list or pipe */
	enum sh_kind kind;
	unsigned line;
	const struct sh_source *source;
	struct sh_assign *assigns;
	struct sh_word *words;		/* command; of for; subject of case */
	struct sh_redir *redirs;
	const char *name;		/* of for and function */
	struct sh_node *a, *b, *c;	/* if a then b else c; while a do b */
	struct sh_item *items;
	bool all;			/* for without `in` */
};

#endif
