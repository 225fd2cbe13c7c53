/* What the shell evaluator knows at one point of a script. */
#ifndef HM_SHELL_STATE_H
#define HM_SHELL_STATE_H

#include "agent/base/buf.h"
#include "platforms/shell.h"
#include "platforms/shell_node.h"
#include "platforms/shell_place.h"

#define SH_MAX_PLACES 24	/* behind one value or command */
#define SH_MAX_STEPS 200000	/* commands of one evaluation */
#define SH_MAX_MEMORY ((size_t)64 << 20)
#define SH_MAX_DEPTH 120	/* calls, files and nested commands */
#define SH_MAX_TEXT ((size_t)1 << 20)
#define SH_MAX_TURNS 512	/* of one loop */
#define SH_UNKNOWN_TURNS 4	/* of one whose number is not known */
#define SH_FDS 10		/* descriptors that are followed */

/* A text with gaps, and the lines that it came from. Never changed. */
struct sh_value {
	const char *text;
	const struct place *from;
	const char *why;	/* what is not known, where there is a gap */
	bool exported;
	bool constant;		/* readonly */
};

/* A dictionary of which a copy is cheap: its lists are shared and never
 * changed. */
#define SH_BUCKETS 64
struct sh_entry {
	const struct sh_entry *next;
	const char *name;
	const void *value;
	unsigned hash;			/* of the name; in a dictionary */
};
struct sh_map {
	const struct sh_entry *bucket[SH_BUCKETS];
};

/* $1 ...; a value with SH_MANY may be several of them. Never changed. */
struct sh_params {
	size_t n;
	struct sh_value v[];
};

/* What jumps may have left by: some path is not here any more. */
#define SH_LOST_LOOP 1u
#define SH_LOST_CALL 2u
#define SH_LOST_SHELL 4u
#define SH_LOST_NEXT 8u
#define SH_LOST_OUTER 16u	/* break 2: a loop further out */

/* A file that the script itself made or removed. */
enum sh_made { SH_GONE = 1, SH_FILE, SH_FOLDER, SH_CHANGED };

struct sh_state {
	struct sh_map vars, functions, files;
	const struct sh_params *params;
	/* of the last command */
	int status;
	bool known;			/* status is */
	bool asked;			/* it is not, and answers a question */
	const struct place *from;	/* what the status depends on */
	const char *why;		/* why it is not known */
	/* would this point be reached? */
	bool dead;			/* no */
	bool jumps;			/* dead, and would leave here */
	unsigned doubt;			/* 0: yes; conditions not known */
	const char *reason;		/* of the innermost of them */
	unsigned lost;
	const struct place *guard;	/* lines behind those conditions that
					 * are known */
	bool errexit, noglob;
	const char *cwd;		/* NULL: not known */
	/* A file that nobody can read was sourced: every variable that is
	 * not in `vars` has this value. NULL: they are unset. */
	const struct sh_value *lost_vars;
	const struct sh_trap *at_exit;	/* trap ... 0, or NULL */
};

/* What runs when the shell ends. Never changed. */
struct sh_trap {
	const char *text;
	const struct sh_node *node;	/* the trap command */
	const struct place *from;
	const char *why;
	bool maybe;			/* on some ways to here only */
};

struct sh_frame {
	struct sh_frame *up;
	const struct sh_node *call;	/* its words: see the place rule */
	const struct sh_entry *locals;	/* old values of local variables */
	bool function;
	unsigned records;		/* commands recorded below it */
};

enum sh_scope_kind { SH_SCOPE_LOOP, SH_SCOPE_CALL, SH_SCOPE_SHELL };

/* Where a jump goes to; left and next gather the states that jumped. */
struct sh_scope {
	struct sh_scope *up;
	enum sh_scope_kind kind;
	struct sh_state *left;		/* break, return, exit */
	struct sh_state *next;		/* continue */
	struct sh_state entry;
	/* of a shell: its descriptors are its own */
	struct sh_input *in;
	struct sh_output *fd[SH_FDS];
};

/* Standard input: what is left of a text, with gaps. */
struct sh_input {
	const char *at;
	const struct place *from;
	const char *why;
};

/* Output that somebody reads. */
struct sh_output {
	struct buf text;
	const struct place *from;
	const char *why;
	unsigned doubt;			/* of the reader */
	const struct place *guard;	/* the same */
	bool dead;
	unsigned dead_depth;
};

/* A command of an MTA, before it becomes a struct sh_command. */
struct sh_record {
	struct sh_record *next;
	struct words words;
	struct place at;
	const struct place *because;
	const char *reason;
	unsigned doubt;		/* conditions not known in front of it */
	unsigned certain;	/* arms of a choice in which it is */
	bool dead;
	bool src, other_root;
};

/* Never changed. */
struct sh_function {
	struct sh_node *node;		/* NULL: there may be none, so that a
					 * program is called */
	const struct sh_function *other;	/* it may be this one too */
	unsigned *dead_runs;		/* on ways that are not taken */
};

/* A script that is being run, and the one that ran it. */
struct sh_running {
	const struct sh_running *up;
	const char *path;
	const struct sh_params *params;
};

/* Files that were read already. */
struct sh_files {
	struct pool pool;
	struct sh_file *first;
	size_t bytes;
};

/* Joins that were made already. */
#define SH_KNOWN_JOINS 1024
struct sh_known_join {
	const struct place *a, *b, *is;
};

struct sh {
	const struct host *host;
	const struct sh_options *options;
	struct pool *out;		/* for the result */
	struct pool pool;		/* for all else */
	size_t used;
	unsigned steps, depth, dead_depth, scripts;
	unsigned dead_steps;		/* of steps: where it is dead */
	unsigned endless;		/* calls that came to themselves */
	unsigned outputs;		/* command substitutions so far */
	size_t read;			/* bytes of all files */
	unsigned files;
	const char *stop;		/* why it was given up */
	const char *script;		/* path, and $0 of the top */
	const char *zero;		/* $0 now */
	struct sh_state *st;
	struct sh_frame *frame;
	struct sh_scope *scope;
	struct sh_input *in;
	struct sh_output *fd[SH_FDS];	/* who reads it; NULL: nobody */
	unsigned tested;		/* set -e does not count here */
	const struct sh_node *here;	/* the command at hand */
	struct sh_record *records;	/* newest first */
	struct note *doubts, **doubts_end;
	bool src;			/* startsrc(1) runs the command */
	bool other_root;		/* chroot(8) does */
	const char *unread;		/* why sh_world_read() said 1 */
	const struct sh_running *running;
	struct sh_files files_own;	/* see shell_file.h */
	struct sh_known_join joins[SH_KNOWN_JOINS];
};

/* Zeroed memory that lives as long as the evaluation. When there is none,
 * or the bound is met, `stop` is set; NULL then. */
void *sh_new(struct sh *, size_t);
const char *sh_copy(struct sh *, const char *text, size_t len);
const char *sh_format(struct sh *, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));

bool sh_has_gap(const char *text);
/* "\001": any text. */
extern const char sh_gap[];

const void *sh_map_get(const struct sh_map *, const char *name);
void sh_map_set(struct sh *, struct sh_map *, const char *name,
    const void *value);

/* A variable; NULL: not set. */
const struct sh_value *sh_var(const struct sh *, const char *name);
void sh_var_set(struct sh *, const char *name, const char *text,
    const struct place *from, const char *why);
void sh_var_value(struct sh *, const char *name, const struct sh_value *);
void sh_var_unset(struct sh *, const char *name);

/* Nothing is known of any variable but PATH, IFS and OPTIND. */
void sh_vars_lose(struct sh *, const char *why);

void sh_status(struct sh *, int status, const struct place *from);
void sh_status_unknown(struct sh *, const struct place *from,
    const char *why);

struct sh_state *sh_state_copy(struct sh *, const struct sh_state *);
/* a becomes what is known whether a or b holds. */
void sh_state_join(struct sh *, struct sh_state *a, const struct sh_state *b);

void sh_doubt(struct sh *, const char *path, unsigned line, const char *fmt,
    ...) __attribute__((format(printf, 4, 5)));

#endif
