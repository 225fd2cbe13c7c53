/* Who asks, and whether he may. */
#ifndef HM_ACCESS_H
#define HM_ACCESS_H

#include "collector/route.h"

/* Tries of a password from one address, an hour; sixty may come at once. */
#define ACCESS_TRIES 60

/*
 * In the loop's thread, before the body is looked at. Sets the exchange's
 * credential or operator, or its answer: 401 without identity (for a page:
 * 303 to the login), 429 where a host or an address asks too often.
 */
void access_check(struct exchange *);

/* With every answer: who is refused too often has to wait. */
void access_refused(struct exchange *);

/* 429, with how many seconds to wait. */
void access_too_often(struct exchange *, int64_t wait);

/* A cookie of ours ("session", "visit") by its whole name; its value in the
 * request, or NULL. */
const char *access_cookie_name(const struct exchange *, const char *name);
const char *access_cookie(struct exchange *, const char *name);

/* Sets form_token to what forms of whoever has this secret must bring. */
void access_form_token(struct exchange *, const char *of);

/* The address that a request comes from: of X-Forwarded-For where the proxy
 * that is trusted brings it, the connection's otherwise. */
const char *access_peer(struct exchange *);

#endif
