/* sendmail's own answers in address test mode: what to type, what it says. */
#include "agent/run/address_test.h"

#include <errno.h>
#include <string.h>

#include "agent/base/lines.h"

static bool
is_plain(const char *text)
{
	for (; *text != '\0'; text++)
		if ((unsigned char)*text < ' ' || *text == 0x7f)
			return false;
	return true;
}

int
address_test_ask(struct buf *b, const struct relay_mail *m, char delivery)
{
	const char *from = strcmp(m->from, "<>") == 0 ? "" : m->from;

	if (!is_plain(from) || !is_plain(m->to) ||
	    !is_plain(m->client.address) || !is_plain(m->client.name))
		return -EINVAL;
	/* Without ${client_addr} it would be the host's own mail, and without
	 * ${deliveryMode} nothing would be deferred. */
	return buf_addf(b, ".D{client_addr}%s\n.D{client_name}%s\n"
	    ".D{client_resolve}%s\n.D{deliveryMode}%c\n.Df%s\n"
	    "check_rcpt %s\n/parse %s\n", m->client.address, m->client.name,
	    m->client.resolve, delivery, from, m->to, m->to);
}

static bool
begins(const char *line, size_t len, const char *word)
{
	const size_t n = strlen(word);

	return len >= n && memcmp(line, word, n) == 0;
}

/* The text behind "returns:" or "input:", or NULL. */
static const char *
behind(const char *line, size_t len, const char *word, size_t *rest)
{
	const size_t n = strlen(word);
	size_t i;

	for (i = 0; i + n <= len && i < 40; i++)
		if (memcmp(line + i, word, n) == 0) {
			i += n;
			while (i < len && line[i] == ' ')
				i++;
			*rest = len - i;
			return line + i;
		}
	return NULL;
}

/* "$# error $@ 5 . 7 . 1 $: "550 ...": refused; with 4, later. Everything
 * else lets it pass, whatever it looks like. */
static enum address_says
weigh(const char *returned)
{
	static const char error[] = "$# error", at[] = "$@ ", colon[] = "$: ";
	const char *code;

	if (strncmp(returned, "$# TEMP", 7) == 0)
		return SAYS_LATER;
	if (strncmp(returned, "$# discard", 10) == 0)
		return SAYS_REFUSED;
	if (strncmp(returned, error, sizeof(error) - 1) != 0)
		return SAYS_ACCEPTED;
	code = strstr(returned, at);
	if (code == NULL)
		code = strstr(returned, colon);
	if (code == NULL)
		return SAYS_REFUSED;
	code += 3;
	code += strspn(code, "\" ");
	return *code == '4' ? SAYS_LATER : SAYS_REFUSED;
}

int
address_test_read(struct pool *pool, const char *text, size_t len,
    struct address_answer *ret, size_t max)
{
	struct address_answer *a = NULL;
	const char *line, *rest;
	struct lines l;
	size_t n = 0, left, m;

	lines_init(&l, text, len);
	while (lines_next(&l)) {
		line = l.line;
		for (m = l.len; m >= 2 && line[0] == '>' && line[1] == ' ';
		    m -= 2)
			line += 2;
		if (begins(line, m, "Undefined ruleset check_rcpt")) {
			if (n == max)
				break;
			a = &ret[n++];
			*a = (struct address_answer){ .says = SAYS_ACCEPTED };
		} else if (begins(line, m, "check_rcpt ") && behind(line, m,
		    "input:", &left) != NULL) {
			if (n == max)
				break;
			a = &ret[n++];
			*a = (struct address_answer){ .says = SAYS_NOTHING };
		} else if (a != NULL && begins(line, m, "check_rcpt ") &&
		    (rest = behind(line, m, "returns:", &left)) != NULL) {
			a->returned = pool_strndup(pool, rest, left);
			if (a->returned != NULL)
				a->says = weigh(a->returned);
		} else if (a != NULL && begins(line, m, "mailer ")) {
			rest = line + 7;
			left = m - 7;
			a->mailer = pool_strndup(pool, rest,
			    memchr(rest, ',', left) == NULL ? left :
			    (size_t)((const char *)memchr(rest, ',', left) -
			    rest));
		}
	}
	return pool->failed ? -ENOMEM : (int)n;
}
