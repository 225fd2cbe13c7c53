/* Messages of commands and main; library code never prints. */
#ifndef HM_LOG_H
#define HM_LOG_H

/* The program's name, before every message; borrowed. */
void log_program(const char *name);

/* One line on standard error: "hardenmail: text". Control characters in
 * the text, and what is not UTF-8, are written as \ooo, so that a file name
 * cannot paint screens. Longer than 2,047 bytes is cut. */
void log_error(const char *fmt, ...) __attribute__((format(printf, 1, 2)));
void log_warning(const char *fmt, ...) __attribute__((format(printf, 1, 2)));

#endif
