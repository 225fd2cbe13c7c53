/* The words that go with a failure: one line for a person. */
#ifndef HM_ERR_H
#define HM_ERR_H

/* Owned by the caller; = {0} is empty. Text longer than the array is cut. */
struct err {
	int code;		/* errno value, 0 while nothing failed */
	char text[512];
};

/*
 * Record a failure and return -code, so that a caller may write
 * `return err_set(e, ENOENT, "%s: no such file", path);`.
 * e may be NULL: then only the code is returned. code is positive.
 */
int err_set(struct err *e, int code, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));

/* Put "where: " before the text that is there; used on the way up. */
void err_prefix(struct err *e, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));

#endif
