/* The files that scripts are read from, each read and parsed once. */
#ifndef HM_SHELL_FILE_H
#define HM_SHELL_FILE_H

#include "platforms/shell_state.h"

/* The commands of a file. They are never changed: scripts share them. */
struct sh_parsed {
	bool done;
	struct sh_source source;
	struct sh_lines lines;
	struct sh_node *node;		/* NULL: none */
	const char *error;		/* behind them, at `line`; or NULL */
	unsigned line;
};

struct sh_file {
	struct sh_file *next;
	const char *path, *text;	/* '?' for bytes that stand for gaps */
	size_t len;
	struct pool *pool;		/* of all that is in here */
	struct sh_parsed as[2];		/* sourced; the script at hand */
};

/*
 * The text of the file at that path of the root. Kept with what the root
 * remembers (agent/base/root_seen.h) as long as there is room, otherwise
 * until the evaluation ends. -ENOENT: there is none; 1: sh->unread says why
 * it cannot be read. *ret is NULL then, and when the memory is used up.
 */
int sh_file_read(struct sh *, const char *path, struct sh_file **ret);

/* Its commands; `top`: it is the script that was asked for. */
const struct sh_parsed *sh_file_parse(struct sh_file *, bool top);

/* At the end of an evaluation: 0, or -ENOMEM if a file was not kept or
 * parsed whole for want of memory. */
int sh_files_release(struct sh *);

#endif
