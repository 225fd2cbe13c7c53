/* Stand in for libc's functions of the same names without "fault_". */
#ifndef HM_FAULT_MEMORY_H
#define HM_FAULT_MEMORY_H

#include <stdarg.h>
#include <stddef.h>

void *fault_malloc(size_t size);
void *fault_calloc(size_t n, size_t size);
void *fault_realloc(void *p, size_t size);
void *fault_reallocarray(void *p, size_t n, size_t size);
void fault_free(void *p);
char *fault_strdup(const char *text);
char *fault_strndup(const char *text, size_t len);
int fault_vasprintf(char **ret, const char *fmt, va_list ap)
    __attribute__((format(printf, 2, 0)));
int fault_asprintf(char **ret, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));

#endif
