/* What all edit functions do with a file: read it, and plan a span. */
#ifndef HM_EDIT_FILE_H
#define HM_EDIT_FILE_H

#include "platforms/recipe.h"

/* A file as it is now; path is without links; the text is in the plan's
 * pool, NUL-ended, "" where nothing is there. */
struct edit_file {
	const char *path;
	struct was was;
	const char *text;
	size_t len;
};

/* The line without its end; end is where the next one begins. */
struct edit_line {
	size_t from, to, end;
};

/*
 * Read the file that path leads to. Not there: was.there is false, and it
 * will be made with mode 0644. 1; 0 where path is no regular file or cannot
 * be read, so that nothing can be planned with it; -ENOMEM.
 */
int edit_open(struct edit_job *, const char *path, struct edit_file *,
    struct err *);

/* Plan text[from..to) = with. 1, 0 (another edit is there), -errno. */
int edit_span(struct edit_job *, const struct edit_file *, size_t from,
    size_t to, const char *with, struct err *);

/* Plan that a symbolic link goes. 1; 0: there is none; -errno. */
int edit_remove_link(struct edit_job *, const char *path, struct err *);

/* Line n of the file, from 1. False: it has none. */
bool edit_find(const struct edit_file *, unsigned n, struct edit_line *);

/* How its lines end: "\n", "\r\n". What a text at its end must begin with:
 * "" or a line end, where the last line has none. */
const char *edit_eol(const struct edit_file *);
const char *edit_gap(const struct edit_file *);

/* The n-th place (0: the command itself, then its `because`) with a line. */
const struct place *edit_place(const struct starter *, unsigned n);

/* A file or link in the platform's unit folders: not to be edited. */
bool edit_is_unit(const char *path);

/* "15m", "1h" of the policy, as sendmail's -q takes it. */
const char *edit_interval(struct edit_job *);

#endif
