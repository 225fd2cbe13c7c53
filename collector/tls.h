/* How the collector speaks TLS. */
#ifndef HM_TLS_H
#define HM_TLS_H

#include <stdbool.h>

#include "agent/base/err.h"
#include "agent/base/pool.h"

struct ssl_ctx_st;
struct ssl_st;

/*
 * A server's context: TLS 1.2 or later, tickets, and with client_ca a
 * certificate of the client is asked for and verified, but may be left out
 * (hosts with tokens have none). Files are PEM. NULL, with the words, when
 * one of them is of no use. The caller frees it with tls_free().
 */
struct ssl_ctx_st *tls_server(const char *cert, const char *key,
    const char *client_ca, struct err *);
void tls_free(struct ssl_ctx_st *);

/* Is it a name or an address of the server's certificate? field is that of
 * HTTP, with or without a port; NULL is none. */
bool tls_serves(struct ssl_ctx_st *, const char *field);

/* "issuer / subject" of the client's verified certificate (RFC 2253), in the
 * pool; NULL when there is none. */
const char *tls_subject(struct ssl_st *, struct pool *);

#endif
