/* What the names of MTAs can be put together from. */
#ifndef HM_MTA_PIECE_H
#define HM_MTA_PIECE_H

#include <stdbool.h>
#include <stddef.h>

/* Does a text contain the name of an MTA's program, or a part of one that makes
 * it when something is put in front or behind? Quick; what mta_mentioned()
 * finds is there. */
bool mta_piece(const char *text, size_t len);

/* Where the first such piece behind `from` begins, if not len; also one that
 * mta_piece() would take for prose. */
size_t mta_piece_at(const char *text, size_t len, size_t from);

#endif
