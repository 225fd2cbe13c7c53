/* Where an assignment stands in the text of a shell or settings file. */
#ifndef HM_EDIT_ASSIGN_H
#define HM_EDIT_ASSIGN_H

#include <stdbool.h>
#include <stddef.h>

/*
 * The value of the last assignment of a variable, with its quotes:
 * text[*from..*to). Comments and quoted text are passed over; so is
 * "cmd NAME=x", which assigns nothing. False: there is none.
 */
bool assign_find(const char *text, size_t len, const char *name,
    size_t *from, size_t *to);

#endif
