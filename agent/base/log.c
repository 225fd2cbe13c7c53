/* Messages of commands and main. */
#include "agent/base/log.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "agent/base/buf.h"
#include "agent/base/utf8.h"

#define MAX_TEXT 2048

static const char *program = "hardenmail";

void
log_program(const char *name)
{
	program = name;
}

static void print(const char *kind, const char *fmt, va_list ap)
    __attribute__((format(printf, 2, 0)));

/* In one piece, so that the lines of two programs do not mix. */
static void
print(const char *kind, const char *fmt, va_list ap)
{
	struct buf line = BUF_INIT(5 * MAX_TEXT);
	char text[MAX_TEXT];

	if (vsnprintf(text, sizeof(text), fmt, ap) < 0)
		text[0] = '\0';
	utf8_escape(&line, text, strlen(text));
	fprintf(stderr, "%s: %s%s\n", program, kind,
	    line.failed ? "out of memory" : line.p == NULL ? "" : line.p);
	buf_release(&line);
}

void
log_error(const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	print("", fmt, ap);
	va_end(ap);
}

void
log_warning(const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	print("warning: ", fmt, ap);
	va_end(ap);
}
