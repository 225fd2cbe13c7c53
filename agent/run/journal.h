/* What a run meant to change, what it replaced, and how far it came. */
#ifndef HM_JOURNAL_H
#define HM_JOURNAL_H

#include <stdbool.h>
#include <stdint.h>

#include "agent/base/buf.h"
#include "agent/base/err.h"
#include "agent/base/pool.h"
#include "agent/base/root_attr.h"
#include "agent/model/plan.h"

/*
 * A text of lines
 *
 *	word key=value key=value ... #checksum
 *
 * with all keys of a word, in one order. Values are percent-encoded; NULL is
 * "-". The checksum is the beginning of the SHA-256 of what stands before
 * " #". The first line is "hardenmail-journal version=1". Until "ready" the
 * plan is written down, with what it replaces; behind it come marks. A last
 * line that is cut or garbled was being written when the host went down, and
 * is left out; any other is an error.
 */

/* How a step that writes a file does it. */
enum record_way { WAY_REPLACE = 0, WAY_IN_PLACE };

/* One step, with what undoes it. */
struct record {
	struct record *next;
	unsigned n;			/* from 1 on, in order of doing */
	struct step step;		/* data NULL: in a file of its own */
	enum record_way way;
	bool reverter;			/* undoes the run if nobody confirms */
	char digest[DIGEST_HEX];	/* of the data, or the target, that
					 * is there after it; or "" */
	struct root_attr attr;		/* where was.there */
	int64_t folder_mtime, folder_mtime_ns;
	const char *made;		/* the highest folder that had to be
					 * made for it, or NULL */
	/* marks */
	bool begun, done, undone;
};

enum run_state { RUN_PREPARING = 0, RUN_APPLYING, RUN_APPLIED, RUN_UNDOING,
	RUN_UNDONE };

struct journal {
	struct pool pool;
	/* the head */
	unsigned run;
	int64_t time;
	const char *program;
	const char *boot;		/* of the running kernel, or NULL */
	unsigned mode;			/* enum mode that the plan reaches */
	bool live;
	int64_t deadline;		/* undone then, if not confirmed; 0:
					 * never */
	/* the plan */
	struct record *first, **end;
	unsigned n;
	/* the marks */
	enum run_state state;
	bool confirmed;
	bool rolled_back;		/* undone because it went wrong */
	size_t whole;			/* bytes of the text up to its last
					 * whole line */
};

void journal_init(struct journal *);
void journal_release(struct journal *);

/* Append a record of zeros with the next number; NULL: no memory. */
struct record *journal_record(struct journal *);

/* "preparing", "applying", "applied" ... */
const char *run_state_name(enum run_state);

/* Head, records and "ready". 0, -ENOMEM, -E2BIG. */
int journal_write(const struct journal *, struct buf *);

/* Marks. n is the number of a record. */
enum mark { MARK_BEGIN = 0, MARK_DONE, MARK_UNDONE };

int journal_mark(struct buf *, enum mark, unsigned n);
/* The run came to its end, is being undone, or was. */
int journal_mark_state(struct buf *, enum run_state, bool rolled_back,
    int64_t time);
int journal_mark_confirmed(struct buf *, int64_t time);

/*
 * Read what the functions above wrote into a journal that journal_init()
 * has prepared. -EINVAL with "line N: what". RUN_PREPARING: it ends before
 * "ready", and nothing was changed.
 */
int journal_parse(struct journal *, const char *text, size_t len,
    struct err *);

#endif
