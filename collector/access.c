/* Who asks, and whether he may. */
#include "collector/access.h"

#include <string.h>
#include <strings.h>

#include "collector/secret.h"

static const char *
bearer(struct exchange *x)
{
	const char *text = http_field(x->q, "Authorization");

	if (text == NULL || strncasecmp(text, "Bearer ", 7) != 0)
		return NULL;
	for (text += 7; *text == ' '; text++)
		;
	return *text != '\0' && strlen(text) <= 256 ? text : NULL;
}

static void
no_identity(struct exchange *x, const char *words)
{
	exchange_error(x, 401, "%s", words);
	exchange_field(x, "WWW-Authenticate", "Bearer");
}

static void
check_host(struct exchange *x)
{
	const char *token = bearer(x);

	if (token != NULL)
		secret_hash("token", token, x->credential);
	else if (x->q->subject != NULL)
		secret_hash("subject", x->q->subject, x->credential);
	else
		no_identity(x, "a host's token, or its certificate, is "
		    "needed");
}

static void
check_campus(struct exchange *x)
{
	const char *token = bearer(x);
	char hash[DIGEST_HEX];

	if (x->q->subject != NULL)
		secret_hash("subject", x->q->subject, x->credential);
	if (token == NULL && x->credential[0] != '\0')
		return;
	if (token != NULL && x->c->campus[0] != '\0') {
		secret_hash("campus", token, hash);
		if (secret_equal(hash, x->c->campus, DIGEST_HEX - 1))
			return;
	}
	no_identity(x, "the enrolment token is needed");
}

void
access_check(struct exchange *x)
{
	switch (x->route->access) {
	case ACCESS_OPEN:
		return;
	case ACCESS_HOST:
		check_host(x);
		return;
	case ACCESS_CAMPUS:
		check_campus(x);
		return;
	default:
		if (!x->c->open)
			no_identity(x, "an operator has to log in");
	}
}
