/* The collector's command line. */
#include "collector/arguments.h"

#include <arpa/inet.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "agent/base/num.h"

#define MAX_OFFSET INT64_C(4000000000)

const struct opt collector_options[] = {
	{ .id = ARGUMENT_LISTEN, .name = "listen", .arg = "ADDR:PORT", .help =
	    "serve there (127.0.0.1:8443); port 0 is any that is free" },
	{ .id = ARGUMENT_STORE, .name = "store", .arg = "URL", .help =
	    "where everything is kept: sqlite:PATH or "
	    "postgresql://USER@HOST/DATABASE" },
	{ .id = ARGUMENT_CONFIG, .name = "config", .arg = "FILE", .help =
	    "deadlines and limits" },
	{ .id = ARGUMENT_TLS_CERT, .name = "tls-cert", .arg = "FILE", .help =
	    "the server's certificate and those above it, PEM" },
	{ .id = ARGUMENT_TLS_KEY, .name = "tls-key", .arg = "FILE", .help =
	    "its key, PEM" },
	{ .id = ARGUMENT_CLIENT_CA, .name = "client-ca", .arg = "FILE",
	    .help = "take hosts with certificates of these authorities" },
	{ .id = ARGUMENT_ENROLL_TOKEN_FILE, .name = "enroll-token-file",
	    .arg = "FILE", .help =
	    "the token in its first line lets hosts enroll" },
	{ .id = ARGUMENT_OPERATORS, .name = "operators", .arg = "FILE",
	    .help = "who may read and change: NAME TOKEN in each line" },
	{ .id = ARGUMENT_PROBES, .name = "probes", .arg = "FILE", .help =
	    "which hardenmail-probe may say what it saw: NAME TOKEN or NAME "
	    "certificate ISSUER / SUBJECT in each line" },
	{ .id = ARGUMENT_PASSWORD_FILE, .name = "password-file", .arg =
	    "FILE", .help = "who may log in on the pages: a line of "
	    "--password each" },
	{ .id = ARGUMENT_OPERATOR_HEADER, .name = "operator-header",
	    .arg = "NAME", .help = "a proxy on loopback says in this header "
	    "which operator asks" },
	{ .id = ARGUMENT_INSECURE_HTTP, .name = "insecure-http", .help =
	    "serve without TLS, on loopback only; reading needs no login "
	    "then, unless --operators or --operator-header says who may" },
	{ .id = ARGUMENT_CLOCK_OFFSET, .name = "clock-offset", .arg =
	    "SECONDS", .help = "for tests, with --insecure-http: add this to "
	    "the clock" },
	{ .id = ARGUMENT_LIST, .name = "list", .arg = "STATE", .help =
	    "list hosts that are failing, overdue, stale, never-seen ..." },
	{ .id = ARGUMENT_NOTIFIED, .name = "notified", .arg = "HOST", .help =
	    "note that the owner of this host has been told" },
	{ .id = ARGUMENT_PENDING, .name = "pending", .help =
	    "list enrolments that wait for a decision" },
	{ .id = ARGUMENT_MERGE, .name = "merge", .arg = "N", .help =
	    "this one is the known host, installed anew" },
	{ .id = ARGUMENT_REPLACE, .name = "replace", .arg = "N", .help =
	    "this one is another host; the known one is gone" },
	{ .id = ARGUMENT_REVOKE, .name = "revoke", .arg = "HOST", .help =
	    "end all tokens and certificates of this host" },
	{ .id = ARGUMENT_ROTATE, .name = "rotate", .arg = "HOST", .help =
	    "the same, and print a new token for it" },
	{ .id = ARGUMENT_GONE, .name = "gone", .arg = "HOST", .help =
	    "this host is no more; what it reports later brings it back" },
	{ .id = ARGUMENT_IMPORT, .name = "import", .arg = "FILE", .help =
	    "read the inventory: name,address,mac,owner,department,mode" },
	{ .id = ARGUMENT_IMPORT_REPORTS, .name = "import-reports", .arg =
	    "FILE", .help = "take in what hardenmail-send --export wrote" },
	{ .id = ARGUMENT_BACKUP, .name = "backup", .arg = "FILE", .help =
	    "copy the store, while it is in use" },
	{ .id = ARGUMENT_RESTORE, .name = "restore", .arg = "FILE", .help =
	    "make the store from such a copy; there must be none yet" },
	{ .id = ARGUMENT_CHECK_STORE, .name = "check-store", .help =
	    "is everything in the store as it must be?" },
	{ .id = ARGUMENT_MIGRATE_STORE, .name = "migrate-store", .arg =
	    "FROM TO", .help = "move everything from one store, as --store "
	    "names it, into an empty one" },
	{ .id = ARGUMENT_PASSWORD, .name = "password", .arg = "USER", .help =
	    "read a password and print a line for --password-file" },
	{ .id = ARGUMENT_HELP, .name = "help", .letter = 'h', .help =
	    "show this help" },
	{ .id = ARGUMENT_VERSION, .name = "version", .letter = 'V', .help =
	    "show the version" },
	{ .id = 0 },
};

/* "127.0.0.1:8443", "[::1]:8443" */
static int
set_listen(struct arguments *a, const char *text, struct err *e)
{
	const char *colon = strrchr(text, ':');
	unsigned char bytes[16];
	long long port;
	size_t len;

	if (colon == NULL || num_parse(colon + 1, strlen(colon + 1), 0, 65535,
	    &port) < 0)
		goto wrong;
	len = (size_t)(colon - text);
	if (len > 2 && text[0] == '[' && text[len - 1] == ']') {
		text++;
		len -= 2;
	}
	if (len == 0 || len >= sizeof(a->address))
		goto wrong;
	memcpy(a->address, text, len);
	a->address[len] = '\0';
	a->port = (unsigned)port;
	if (inet_pton(AF_INET, a->address, bytes) == 1 ||
	    inet_pton(AF_INET6, a->address, bytes) == 1)
		return 0;
wrong:
	return err_set(e, EINVAL, "--listen: expected ADDR:PORT with a numeric "
	    "address, such as 127.0.0.1:8443 or [::1]:8443");
}

static int
set_command(struct arguments *a, int id, const char *value, struct err *e)
{
	if (a->command == ARGUMENT_HELP)
		return 0;
	if (id != ARGUMENT_HELP && a->command != ARGUMENT_SERVE)
		return err_set(e, EINVAL, "only one thing can be done at "
		    "once");
	a->command = (enum argument)id;
	a->value = value;
	return 0;
}

static int
set(struct arguments *a, int id, const char *value, struct err *e)
{
	const char **const texts[] = {
		[ARGUMENT_STORE] = &a->store,
		[ARGUMENT_CONFIG] = &a->config,
		[ARGUMENT_TLS_CERT] = &a->tls_cert,
		[ARGUMENT_TLS_KEY] = &a->tls_key,
		[ARGUMENT_CLIENT_CA] = &a->client_ca,
		[ARGUMENT_ENROLL_TOKEN_FILE] = &a->enroll_token_file,
		[ARGUMENT_OPERATORS] = &a->operators,
		[ARGUMENT_PROBES] = &a->probes,
		[ARGUMENT_PASSWORD_FILE] = &a->password_file,
		[ARGUMENT_OPERATOR_HEADER] = &a->operator_header,
	};
	long long offset;

	if (value != NULL && value[0] == '\0')
		return err_set(e, EINVAL, "an option has an empty argument");
	if (id == ARGUMENT_LISTEN)
		return set_listen(a, value, e);
	if ((size_t)id < sizeof(texts) / sizeof(texts[0]) &&
	    texts[id] != NULL) {
		*texts[id] = value;
		return 0;
	}
	if (id == ARGUMENT_INSECURE_HTTP) {
		a->insecure_http = true;
		return 0;
	}
	if (id != ARGUMENT_CLOCK_OFFSET)
		return set_command(a, id, value, e);
	if (num_parse(value, strlen(value), -MAX_OFFSET, MAX_OFFSET,
	    &offset) < 0)
		return err_set(e, EINVAL, "--clock-offset: expected a whole "
		    "number of seconds");
	a->clock_offset = offset;
	return 0;
}

static bool
is_loopback(const char *address)
{
	return strncmp(address, "127.", 4) == 0 || strcmp(address, "::1") == 0;
}

static int
check(const struct arguments *a, struct err *e)
{
	if (a->command == ARGUMENT_HELP || a->command == ARGUMENT_VERSION ||
	    a->command == ARGUMENT_PASSWORD)
		return 0;
	if (a->command == ARGUMENT_MIGRATE_STORE)
		return a->to != NULL ? 0 : err_set(e, EINVAL,
		    "--migrate-store: expected FROM and TO");
	if (a->store == NULL)
		return err_set(e, EINVAL, "--store is needed, such as "
		    "sqlite:/var/lib/hardenmail-collector/store");
	if (a->clock_offset != 0 && !a->insecure_http)
		return err_set(e, EINVAL, "--clock-offset is for tests: it "
		    "needs --insecure-http");
	if (a->command != ARGUMENT_SERVE)
		return 0;
	if (a->insecure_http && (a->tls_cert != NULL || a->tls_key != NULL ||
	    a->client_ca != NULL))
		return err_set(e, EINVAL, "--insecure-http and TLS exclude "
		    "each other");
	if (a->insecure_http && !is_loopback(a->address))
		return err_set(e, EINVAL, "--insecure-http: only on loopback, "
		    "not on %s", a->address);
	if (!a->insecure_http && (a->tls_cert == NULL || a->tls_key == NULL))
		return err_set(e, EINVAL, "--tls-cert and --tls-key are "
		    "needed (or --insecure-http on loopback)");
	return 0;
}

int
arguments_parse(int argc, char *const argv[], struct arguments *ret,
    struct err *e)
{
	struct arguments a = { .address = "127.0.0.1", .port = 8443 };
	struct opt_walk w;
	int id, r;

	opt_init(&w, argc, argv);
	while ((id = opt_next(&w, collector_options, e)) > 0)
		if ((r = set(&a, id, w.value, e)) < 0)
			return r;
	if (id < 0)
		return id;
	if (a.command == ARGUMENT_MIGRATE_STORE && w.at < argc)
		a.to = argv[w.at++];
	if (w.at < argc && a.command != ARGUMENT_HELP)
		return err_set(e, EINVAL, "%s: not expected here",
		    argv[w.at]);
	r = check(&a, e);
	if (r < 0)
		return r;
	a.loopback = is_loopback(a.address);
	*ret = a;
	return 0;
}
