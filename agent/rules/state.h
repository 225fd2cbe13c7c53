/* What the files of the interpreter share: a cf as read, and one question. */
#ifndef HM_RULES_STATE_H
#define HM_RULES_STATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "agent/base/buf.h"
#include "agent/base/pool.h"
#include "agent/rules/rules.h"

/* Limits of sendmail 8.17 (conf.h), which are part of what its rules do. */
#define MAX_LINE_TEXT 2048	/* of a rule, after expansion */
#define MAX_WORDS 1000		/* tokens of an address */
#define MAX_NAME 256
#define MAX_KEY 1024
#define MAX_SCAN (MAX_NAME + MAX_WORDS)	/* bytes that are tokenised */
#define MAX_PARTS 9		/* $1 to $9 */
#define MAX_ARGUMENTS 10	/* of a map, %0 to %9 */
#define MAX_CALLS 16		/* $> in one right side */
#define MAX_TURNS 100		/* of one rule */
#define MAX_DEPTH 50		/* of rulesets; option MaxRuleRecursion */
#define MAX_EXPAND_DEPTH 10
/* And ours, which only a hostile file meets. */
#define MAX_MACROS 1280		/* 256 of one byte, the others long names */
#define MAX_CF_SIZE ((size_t)4 << 20)
#define MAX_CLASS_WORDS 500000
#define MAX_RULES 50000
#define MAX_RULE_BYTES ((size_t)32 << 20)	/* of all tokens */
#define MAX_THINGS 1000	/* rulesets, maps, mailers, files: each */
#define MAX_READ_WORK 50000000	/* words copied from class to class */
#define MAX_SEQUENCE_DEPTH 10	/* sequences of sequences */
#define WORK_PER_QUESTION 20000000	/* tokens looked at */
#define MEMORY_PER_QUESTION ((size_t)64 << 20)

/* A list of tokens: the workspace. n of them, then NULL. */
struct words {
	size_t n;
	const char *w[MAX_WORDS + 1];
};

struct rule {
	struct rule *next;
	unsigned line;
	const char **left, **right;	/* NULL-ended */
};
struct ruleset {
	struct ruleset *next;
	const char *name;	/* NULL: a number only */
	int number;		/* -1: a name only */
	struct rule *first, *last;
};

/* Where a word came into a class. */
struct member {
	struct member *next;	/* of the same word */
	int class;
	const char *path;
	unsigned line;
};
struct word_entry {
	struct word_entry *next;	/* of the same hash */
	const char *word;
	struct member *members;
};

struct mailer {
	struct mailer *next;
	const char *name, *flags;
	struct ruleset *recipient;	/* R=, or NULL */
};

struct file_text {		/* read once */
	struct file_text *next;
	const char *path, *text;
	size_t len;
	int status;		/* 0 or -errno */
};

struct host_answer {		/* a name's canonical form, asked once */
	struct host_answer *next;
	const char *name, *canon;
	bool again;
};

#define SCANS 3

struct rules {
	struct pool pool;
	const struct rules_world *world;
	const char *path;
	int level;		/* V line */
	bool scan_ready;
	unsigned char scan_type[SCANS][256];
	const char *operators;	/* OperatorChars, or NULL */
	char blank;		/* BlankSub */
	char delivery;
	char listener_delivery;	/* of the first that says one */
	bool listener_plain, listener_deferred;	/* one says none; says d */
	int max_depth, max_expand;
	bool wildcard_mx;
	const char *hosts_file;
	const char *switch_file;

	const char *macro_names[MAX_MACROS];
	int n_macros;		/* the next long name */
	const char *macros[MAX_MACROS];

	struct word_entry **words;	/* hash of class members */
	size_t n_hash, n_words;
	size_t longest[MAX_MACROS];	/* word of each class */

	struct ruleset *sets;
	struct map *maps;
	struct mailer *mailers;
	struct file_text *files;
	struct host_answer *hosts;
	size_t n_rules, rule_bytes, n_sets, n_maps, n_mailers, n_files;
	size_t read_work;
	const char *incomplete;	/* a part that could not be read, or NULL */
};

/* How something ended, as in sendmail: a failed lookup that may succeed
 * later goes on; what is wrong stops the ruleset it happens in. */
enum flow { FLOW_ON, FLOW_AGAIN, FLOW_WRONG };

struct run {			/* one question */
	struct rules *cf;
	struct pool *pool;
	const char *macros[MAX_MACROS];
	long work;		/* left */
	size_t memory;		/* taken */
	const char *unknown;	/* the first reason to give up */
	bool explain;		/* keep events */
	bool broken;		/* the ruleset asked for ended in an error,
				 * before it left anything */
	int sequences;		/* that ask each other now */
	const char *ruleset;	/* the one that is being run */
	struct rules_event *events, **events_end;
	struct rules_event *last_rule, *last_class, *last_map;
	/* Those of the last word that a ruleset ended with. */
	const char *end_text;
	struct rules_event *end_rule, *end_class, *end_map;
};

/* Memory of the question; NULL when there is none, or too much was taken:
 * `unknown` is then set. */
void *run_alloc(struct run *, size_t size);
char *run_text(struct run *, const char *text, size_t len);

/* False when the work is used up; `unknown` is then set. */
static inline bool
run_works(struct run *r, long n)
{
	r->work -= n;
	if (r->work >= 0)
		return true;
	if (r->unknown == NULL)
		r->unknown = "the rules did not come to an end";
	return false;
}

struct scan;

/* scan() in the question's memory, which counts it. */
int run_scan(struct run *, const char *text, const struct scan *,
    struct words *ret, const char **end);

/* Tokens parted by blanks, $-words as in a cf: for people. */
void tokens_text(const char *const *words, char *ret, size_t size);

/* A class member, map entry or rule that was used. text is copied. */
void run_event(struct run *, enum rules_event_kind, const char *path,
    unsigned line, const char *text);

/* A file, through the world, once. NULL: there is no memory, or there were
 * too many. */
const struct file_text *rules_file(struct rules *, const char *path);

#endif
