/* The collector's command line. */
#ifndef HM_ARGUMENTS_H
#define HM_ARGUMENTS_H

#include <stdbool.h>
#include <stdint.h>

#include "agent/base/err.h"
#include "agent/base/opt.h"

enum argument { ARGUMENT_SERVE = 0, ARGUMENT_LISTEN = 1, ARGUMENT_STORE,
	ARGUMENT_CONFIG, ARGUMENT_TLS_CERT, ARGUMENT_TLS_KEY,
	ARGUMENT_CLIENT_CA, ARGUMENT_ENROLL_TOKEN_FILE,
	ARGUMENT_OPERATORS, ARGUMENT_PROBES, ARGUMENT_PASSWORD_FILE,
	ARGUMENT_OPERATOR_HEADER, ARGUMENT_INSECURE_HTTP,
	ARGUMENT_CLOCK_OFFSET, ARGUMENT_LIST,
	ARGUMENT_NOTIFIED, ARGUMENT_PENDING, ARGUMENT_MERGE,
	ARGUMENT_REPLACE, ARGUMENT_REVOKE, ARGUMENT_ROTATE,
	ARGUMENT_GONE, ARGUMENT_IMPORT, ARGUMENT_IMPORT_REPORTS,
	ARGUMENT_BACKUP, ARGUMENT_RESTORE,
	ARGUMENT_CHECK_STORE, ARGUMENT_MIGRATE_STORE, ARGUMENT_PASSWORD,
	ARGUMENT_HELP, ARGUMENT_VERSION };

/* The one table; --help and the manual page list the same. */
extern const struct opt collector_options[];

/* Pointers are borrowed from argv or constant. */
struct arguments {
	enum argument command;		/* ARGUMENT_SERVE: none was named */
	const char *value;		/* of the command, or NULL */
	const char *to;			/* its second one, or NULL */
	char address[64];
	unsigned port;
	bool loopback;			/* is that address */
	const char *store, *config;
	const char *tls_cert, *tls_key, *client_ca, *enroll_token_file;
	const char *operators, *probes, *password_file, *operator_header;
	bool insecure_http;
	int64_t clock_offset;
};

/* -EINVAL with "--x: what is wrong". *ret is set on success only. */
int arguments_parse(int argc, char *const argv[], struct arguments *ret,
    struct err *);

#endif
