/* What the rules of a host's sendmail.cf ask for: its files, names, DNS. */
#include "agent/run/relay_world.h"

#include <arpa/inet.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "agent/base/lines.h"

/* A map of a campus hub may be that large. */
#define MAX_FILE ((size_t)256 << 20)

static int
read_file(void *context, const char *path, struct pool *pool,
    const char **text, size_t *len)
{
	struct relay_world *w = context;
	struct buf b = BUF_INIT(MAX_FILE);
	char *copy;
	int r;

	r = root_read(&w->host->root, path, &b, NULL, NULL);
	if (r < 0 && r != -ENOENT && r != -ENOTDIR && w->refused == NULL)
		w->refused = pool_printf(&w->pool, "%s: %s", path,
		    strerror(-r));
	if (r == 0 && strv_push(&w->pool, &w->files, path) < 0)
		r = -ENOMEM;
	if (r == 0) {
		copy = pool_alloc(pool, b.len + 1);
		if (copy == NULL) {
			r = -ENOMEM;
		} else {
			if (b.len > 0)
				memcpy(copy, b.p, b.len);
			*text = copy;
			*len = b.len;
		}
	}
	buf_release(&b);
	return r;
}

/* One row of the zone: name, type, value. */
struct row {
	const char *field[3];
	size_t len[3];
};

static void
split(const char *line, size_t len, struct row *ret)
{
	const char *end = line + len, *tab;
	int i;

	for (i = 0; i < 3; i++) {
		tab = memchr(line, '\t', (size_t)(end - line));
		if (tab == NULL || i == 2)
			tab = end;
		ret->field[i] = line;
		ret->len[i] = (size_t)(tab - line);
		line = tab < end ? tab + 1 : end;
	}
}

static bool
is(const struct row *row, int i, const char *text)
{
	return row->len[i] == strlen(text) &&
	    strncasecmp(row->field[i], text, row->len[i]) == 0;
}

/* Is the row's name below the one asked for? Then that exists, too. */
static bool
is_below(const struct row *row, const char *name)
{
	size_t n = strlen(name);

	return row->len[0] > n + 1 &&
	    row->field[0][row->len[0] - n - 1] == '.' &&
	    strncasecmp(row->field[0] + row->len[0] - n, name, n) == 0;
}

static enum dns_answer
ask_zone(void *context, const char *name, const char *type,
    struct pool *pool, struct strv *ret)
{
	const struct relay_world *w = context;
	enum dns_answer answer = DNS_NO_NAME;
	struct lines l;
	struct row row;

	if (w->zone == NULL)
		return DNS_AGAIN;
	lines_init(&l, w->zone, w->zone_len);
	while (lines_next(&l)) {
		split(l.line, l.len, &row);
		if (is_below(&row, name) && answer == DNS_NO_NAME)
			answer = DNS_EMPTY;
		if (!is(&row, 0, name) && !is(&row, 0, "*"))
			continue;
		if (!is(&row, 1, type) && !is(&row, 1, "*")) {
			if (answer == DNS_NO_NAME && !is(&row, 0, "*"))
				answer = DNS_EMPTY;
			continue;
		}
		if (is(&row, 2, "SERVFAIL"))
			return DNS_AGAIN;
		if (is(&row, 2, "NXDOMAIN"))
			continue;
		if (strv_pushn(pool, ret, row.field[2], row.len[2]) < 0)
			return DNS_AGAIN;
		answer = DNS_FOUND;
	}
	return answer;
}

/* "[192.0.2.25]", "[IPv6:2001:db8:0:0:0:0:0:9]", as sendmail has them in
 * class w: IPv6 with all eight numbers. */
static int
add_address(struct relay_world *w, const char *address)
{
	unsigned char b[16];
	char text[64];
	size_t at;
	int i;

	if (inet_pton(AF_INET6, address, b) != 1) {
		snprintf(text, sizeof(text), "[%.40s]", address);
		return strv_push(&w->pool, &w->names, text);
	}
	at = (size_t)snprintf(text, sizeof(text), "[IPv6");
	for (i = 0; i < 16; i += 2)
		at += (size_t)snprintf(text + at, sizeof(text) - at, ":%x",
		    (unsigned)(b[i] << 8 | b[i + 1]));
	snprintf(text + at, sizeof(text) - at, "]");
	return strv_push(&w->pool, &w->names, text);
}

static bool
is_loopback(const char *address)
{
	return strncmp(address, "127.", 4) == 0 ||
	    strcmp(address, "::1") == 0;
}

#define MAX_HOST_NAMES 32

/* The words of a line of the hosts file. */
static size_t
words_of(struct relay_world *w, const struct lines *l, const char **v)
{
	const char *const blanks = " \t\r";
	char *p = pool_strndup(&w->pool, l->line, l->len);
	size_t n = 0;

	if (p == NULL)
		return 0;
	p[strcspn(p, "#")] = '\0';
	for (p += strspn(p, blanks); *p != '\0' && n < MAX_HOST_NAMES;
	    p += strspn(p, blanks)) {
		v[n++] = p;
		p += strcspn(p, blanks);
		if (*p != '\0')
			*p++ = '\0';
	}
	return n;
}

static bool
has_name(const char *const *v, size_t n, const char *name)
{
	size_t i;

	for (i = 1; i < n; i++)
		if (strcasecmp(v[i], name) == 0)
			return true;
	return false;
}

/* The host's own line: its full name is the one with a dot. */
static int
take_line(struct relay_world *w, const char *const *v, size_t n)
{
	size_t i;
	int r = add_address(w, v[0]);

	for (i = 1; i < n && r == 0; i++) {
		if (strchr(w->rules.host, '.') == NULL &&
		    strchr(v[i], '.') != NULL)
			w->rules.host = v[i];
		r = strv_push(&w->pool, &w->names, v[i]);
	}
	return r;
}

/* sendmail finds itself as gethostbyname() of its name does, and the names
 * of every interface, loopback among them. */
static int
read_hosts(struct relay_world *w, const char *name)
{
	const char *v[MAX_HOST_NAMES], *text = "";
	size_t len = 0, n;
	struct lines l;
	int r = 0;

	if (read_file(w, "/etc/hosts", &w->pool, &text, &len) < 0)
		return w->pool.failed ? -ENOMEM : 0;
	lines_init(&l, text, len);
	while (r == 0 && lines_next(&l)) {
		n = words_of(w, &l, v);
		if (n < 2)
			continue;
		/* A tree that does not tell its name has it here. */
		if (name == NULL && !is_loopback(v[0]))
			w->rules.host = w->rules.node = name = v[1];
		if (name != NULL && has_name(v, n, name))
			r = take_line(w, v, n);
		else if (is_loopback(v[0]))
			r = strv_push(&w->pool, &w->names, v[1]);
	}
	return r;
}

int
relay_world_init(struct relay_world *w, const struct host *h,
    const char *name, const struct strv *addresses, struct err *e)
{
	size_t i;
	int r;

	*w = (struct relay_world){ .host = h, .rules = {
	    .read = read_file, .dns = ask_zone, .host = name, .node = name } };
	w->rules.context = w;
	w->rules.names = &w->names;
	if (name == NULL)
		w->rules.host = w->rules.node = "localhost";
	r = add_address(w, "127.0.0.1");
	if (r == 0)
		r = add_address(w, "::1");
	for (i = 0; r == 0 && addresses != NULL && i < addresses->n; i++)
		r = add_address(w, addresses->v[i]);
	if (r == 0)
		r = read_hosts(w, name);
	return r < 0 ? err_set(e, -r, "out of memory") : 0;
}

void
relay_world_release(struct relay_world *w)
{
	pool_release(&w->pool);
	*w = (struct relay_world){ .host = NULL };
}
