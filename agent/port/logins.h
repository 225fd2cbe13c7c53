/* Who is logged in. */
#ifndef HM_LOGINS_H
#define HM_LOGINS_H

/* Called for each session; texts are borrowed for the call. */
typedef void logins_fn(void *arg, const char *user, const char *line);

/* All sessions of the login records (utmpx) that are open now. A system that
 * keeps none has none. */
void logins_each(logins_fn *, void *arg);

#endif
