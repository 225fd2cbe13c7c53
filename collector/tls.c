/* How the collector speaks TLS. */
#include "collector/tls.h"

#include <errno.h>
#include <string.h>

#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

/* Sessions that are remembered for clients without tickets. */
#define SESSIONS 20000
#define SESSION_SECONDS 86400
/* RFC 1035: 255 bytes. */
#define MAX_NAME 256

static void
say(struct err *e, const char *what)
{
	unsigned long code = ERR_peek_error();
	const char *why = ERR_reason_error_string(code);

	err_set(e, EINVAL, "%s: %s", what, why != NULL ? why :
	    "not usable");
	ERR_clear_error();
}

static int
load(SSL_CTX *ctx, const char *cert, const char *key, const char *client_ca,
    struct err *e)
{
	if (SSL_CTX_use_certificate_chain_file(ctx, cert) != 1) {
		say(e, cert);
		return -EINVAL;
	}
	if (SSL_CTX_use_PrivateKey_file(ctx, key, SSL_FILETYPE_PEM) != 1 ||
	    SSL_CTX_check_private_key(ctx) != 1) {
		say(e, key);
		return -EINVAL;
	}
	if (client_ca == NULL)
		return 0;
	if (SSL_CTX_load_verify_locations(ctx, client_ca, NULL) != 1) {
		say(e, client_ca);
		return -EINVAL;
	}
	SSL_CTX_set_client_CA_list(ctx, SSL_load_client_CA_file(client_ca));
	SSL_CTX_set_verify(ctx, SSL_VERIFY_PEER, NULL);
	return 0;
}

struct ssl_ctx_st *
tls_server(const char *cert, const char *key, const char *client_ca,
    struct err *e)
{
	/* Sessions are of this program only; without a context OpenSSL
	 * refuses to resume where client certificates are asked for
	 * (SSL_CTX_set_session_id_context(3)). */
	static const unsigned char context[] = "hardenmail-collector";
	SSL_CTX *ctx = SSL_CTX_new(TLS_server_method());

	if (ctx == NULL) {
		say(e, "TLS");
		return NULL;
	}
	SSL_CTX_set_min_proto_version(ctx, TLS1_2_VERSION);
	/* A connection that is cut off is an end, as it always was: HTTP
	 * knows by its own lengths what is missing (libevent #1288). */
	SSL_CTX_set_options(ctx, SSL_OP_IGNORE_UNEXPECTED_EOF |
	    SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION |
	    SSL_OP_CIPHER_SERVER_PREFERENCE);
	SSL_CTX_set_mode(ctx, SSL_MODE_RELEASE_BUFFERS);
	SSL_CTX_set_session_id_context(ctx, context, sizeof(context) - 1);
	SSL_CTX_set_session_cache_mode(ctx, SSL_SESS_CACHE_SERVER);
	SSL_CTX_sess_set_cache_size(ctx, SESSIONS);
	SSL_CTX_set_timeout(ctx, SESSION_SECONDS);
	/* Clients come once an hour, over one connection. */
	SSL_CTX_set_num_tickets(ctx, 1);
	if (load(ctx, cert, key, client_ca, e) < 0) {
		SSL_CTX_free(ctx);
		return NULL;
	}
	return ctx;
}

void
tls_free(struct ssl_ctx_st *ctx)
{
	SSL_CTX_free(ctx);
}

/* "host", "host:8443", "[::1]:8443"; false: too long to be one. */
static bool
without_port(const char *field, char name[MAX_NAME])
{
	size_t len = strcspn(field, ":");

	if (field[0] == '[') {
		field++;
		len = strcspn(field, "]");
	}
	if (len > 0 && field[len - 1] == '.')
		len--;
	if (len == 0 || len >= MAX_NAME)
		return false;
	memcpy(name, field, len);
	name[len] = '\0';
	return true;
}

bool
tls_serves(struct ssl_ctx_st *ctx, const char *field)
{
	X509 *cert = SSL_CTX_get0_certificate(ctx);
	char name[MAX_NAME];
	bool good;

	if (cert == NULL || field == NULL || !without_port(field, name))
		return false;
	good = X509_check_ip_asc(cert, name, 0) == 1 ||
	    X509_check_host(cert, name, 0, 0, NULL) == 1;
	ERR_clear_error();
	return good;
}

const char *
tls_subject(struct ssl_st *ssl, struct pool *pool)
{
	X509 *cert = SSL_get1_peer_certificate(ssl);
	const char *text = NULL;
	BIO *bio = NULL;
	char *data;
	long len;

	if (cert == NULL || SSL_get_verify_result(ssl) != X509_V_OK)
		goto out;
	bio = BIO_new(BIO_s_mem());
	if (bio == NULL)
		goto out;
	X509_NAME_print_ex(bio, X509_get_issuer_name(cert), 0,
	    XN_FLAG_RFC2253);
	BIO_puts(bio, " / ");
	X509_NAME_print_ex(bio, X509_get_subject_name(cert), 0,
	    XN_FLAG_RFC2253);
	len = BIO_get_mem_data(bio, &data);
	if (len > 0)
		text = pool_strndup(pool, data, (size_t)len);
out:
	BIO_free(bio);
	X509_free(cert);
	return text;
}
