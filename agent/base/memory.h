/* The only way to memory: what was refused once is not forgotten. */
#ifndef HM_MEMORY_H
#define HM_MEMORY_H

#include <stdbool.h>
#include <stddef.h>

/* As malloc, calloc and realloc; what they return is for free(). */
void *memory_alloc(size_t size);
void *memory_zeroed(size_t n, size_t size);
void *memory_resize(void *, size_t size);

/*
 * Was an allocation refused since the start, or since memory_forget()? A
 * reader that got no memory for one line may take the line for one that says
 * nothing. So whoever is about to make a verdict known asks here first,
 * whatever the parts have returned (gather(), output_write()).
 */
bool memory_refused(void);
void memory_forget(void);

#endif
