/* What a mail server means when it refuses: words from outside, no more. */
#include "probe/refusal.h"

#include <ctype.h>
#include <stdbool.h>
#include <string.h>

static bool
has_any(const char *text, const char *const *words)
{
	while (*words != NULL && strstr(text, *words) == NULL)
		words++;
	return *words != NULL;
}

/* "5.1.8 ..." begins with "5.1.8", "5.1.80 ..." does not. */
static bool
has_status(const char *text, const char *status)
{
	size_t n = strlen(status);

	return strncmp(text, status, n) == 0 && (text[n] < '0' ||
	    text[n] > '9') && text[n] != '.';
}

static bool
has_any_status(const char *text, const char *const *list)
{
	while (*list != NULL && !has_status(text, *list))
		list++;
	return *list != NULL;
}

#define LIST(...) ((const char *const []){ __VA_ARGS__, NULL })

enum refusal
refusal_meaning(int code, const char *reply)
{
	char text[512];
	size_t n = 0;

	for (; reply[n] != '\0' && n + 1 < sizeof(text); n++)
		text[n] = (char)tolower((unsigned char)reply[n]);
	text[n] = '\0';
	if (code == 530 && has_any(text, LIST("tls")))
		return REFUSAL_TLS;
	if (has_any_status(text, LIST("5.1.7", "5.1.8")) ||
	    has_any(text, LIST("sender address", "domain of sender",
	    "sender verif", "sender domain", "spf", "return path")))
		return REFUSAL_SENDER;
	/* Before "relay": a list of open relays may refuse us. */
	if (has_any(text, LIST("client host", "client address",
	    "blocked using", "blacklist", "blocklist", "block list", "dnsbl",
	    "rbl", "listed", "helo", "reverse", "banned", "reputation",
	    "spam", "your host", "your ip")))
		return REFUSAL_CLIENT;
	if (code == 556 || has_any_status(text, LIST("5.1.2", "5.1.10")) ||
	    has_any(text, LIST("nullmx", "null mx", "domain not found",
	    "host unknown", "not accept mail")))
		return REFUSAL_DOMAIN;
	if (code == 530 || has_any_status(text, LIST("5.1.1", "5.1.3",
	    "5.1.6")) ||
	    has_any(text, LIST("relay", "recipient", "rcpt", "authenti",
	    "rout", "not local", "mailbox", "unknown user", "user unknown",
	    "no such user")))
		return REFUSAL_RECIPIENT;
	return REFUSAL_UNSAID;
}
