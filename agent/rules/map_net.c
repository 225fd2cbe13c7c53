/* Maps that ask for names: host, bestmx, dns. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "agent/base/num.h"
#include "agent/rules/map_define.h"
#include "agent/rules/map_look.h"
#include "agent/rules/net_names.h"

static enum flow
find_host(struct run *r, struct map *m, struct lookup *look)
{
	const struct host_answer *a = net_canon(r, look->key);

	if (a == NULL)
		return FLOW_WRONG;
	if (a->canon != NULL)
		look->value = map_rewrite(r, m, look, a->canon,
		    strlen(a->canon));
	return a->again ? FLOW_AGAIN : FLOW_ON;
}

const struct map_kind map_host = {
	.name = "host",
	.define = map_define_plain,
	.find = find_host,
};

/* One MX record "10 host" taken apart. */
static const char *
preference(const char *record, long *ret)
{
	char *end;

	*ret = strtol(record, &end, 10);
	return end + strspn(end, " \t");
}

/* By preference; equal ones as they came (sendmail throws dice). */
static void
sort_records(struct strv *v)
{
	const char *swap;
	long a, b;
	size_t i, j;

	for (i = 1; i < v->n; i++)
		for (j = i; j > 0; j--) {
			preference(v->v[j - 1], &a);
			preference(v->v[j], &b);
			if (a <= b)
				break;
			swap = v->v[j];
			v->v[j] = v->v[j - 1];
			v->v[j - 1] = swap;
		}
}

/* The hosts with a dot at the end, joined by -z, or the first. */
static void
join_hosts(const struct map *m, const struct strv *v, struct buf *b)
{
	const char *host;
	size_t i, len;
	long n;

	for (i = 0; i < v->n && (i == 0 || m->delimiter != '\0'); i++) {
		host = preference(v->v[i], &n);
		len = strlen(host);
		if (b->len + len + 2 > MAX_SCAN / 2)
			break;
		if (i > 0)
			buf_addc(b, m->delimiter);
		buf_adds(b, host);
		if (len == 0 || host[len - 1] != '.')
			buf_addc(b, '.');
	}
}

#define MAX_RECORDS 100

/* getmxrr(): a name without MX is its own, by its canonical name; an address
 * in brackets is itself. */
static void
own_exchanger(struct run *r, const char *name, struct buf *b)
{
	const struct host_answer *a;

	if (name[0] == '[') {
		buf_adds(b, name);
		return;
	}
	a = net_canon(r, name);
	if (a != NULL && a->canon != NULL)
		buf_addf(b, "%s.", a->canon);
}

static enum flow
find_bestmx(struct run *r, struct map *m, struct lookup *look)
{
	struct buf b = BUF_INIT(MAX_SCAN);
	struct strv v = { .n = 0 };
	enum dns_answer answer = DNS_EMPTY;

	if (look->key[0] == '\0')
		return FLOW_ON;
	if (look->key[0] != '[')
		answer = net_records(r, look->key, "MX", &v);
	if (answer == DNS_AGAIN)
		return FLOW_AGAIN;
	if (v.n > MAX_RECORDS)
		v.n = MAX_RECORDS;
	if (answer == DNS_FOUND && v.n > 0) {
		sort_records(&v);
		join_hosts(m, &v, &b);
	} else {
		own_exchanger(r, look->key, &b);
	}
	if (!b.failed && b.len > 0)
		look->value = map_rewrite(r, m, look, b.p, b.len);
	buf_release(&b);
	return FLOW_ON;
}

const struct map_kind map_bestmx = {
	.name = "bestmx",
	.define = map_define_file,
	.find = find_bestmx,
};

/* dns_map_parseargs(): the common flags, and -R TYPE, -B DOMAIN. */
static bool
define_dns(struct rules *cf, struct map *m, char *args)
{
	const char *const blanks = " \t\r\n\v\f";
	char *p, *end;
	bool last;

	for (p = args + strspn(args, blanks); *p == '-'; p = end) {
		end = p + strcspn(p, blanks);
		last = *end == '\0';
		*end = '\0';
		if ((p[1] == 'R' || p[1] == 'B' || p[1] == 'd' ||
		    p[1] == 'r' || p[1] == 'Z') && p[2] == '\0' && !last) {
			/* The value is the next word. */
			char *value = end + 1 + strspn(end + 1, blanks);

			end = value + strcspn(value, blanks);
			last = *end == '\0';
			*end = '\0';
			if (p[1] == 'R')
				m->type = value;
			else if (p[1] == 'B')
				m->base = value;
		} else if (p[1] == 'R') {
			m->type = p + 2;
		} else if (p[1] == 'B') {
			m->base = p + 2;
		} else if (p[1] == 'a') {
			m->append = p + 2;
		} else if (p[1] == 'T') {
			m->on_trouble = p + 2;
		} else if (p[1] == 'z') {
			m->delimiter = p[2];
		} else if (p[1] == 'm') {
			m->match_only = true;
		} else if (p[1] == 't') {
			m->no_defer = true;
		} else if (p[1] == 'q') {
			m->keep_quotes = true;
		}
		if (!last)
			end++;
		end += strspn(end, blanks);
	}
	return m->type != NULL;
}

static enum flow
find_dns(struct run *r, struct map *m, struct lookup *look)
{
	struct buf name = BUF_INIT(2 * MAX_KEY), b = BUF_INIT(MAX_SCAN);
	struct strv v = { .n = 0 };
	enum dns_answer answer;
	const char *text;
	size_t i;
	long n;

	buf_adds(&name, look->key);
	if (m->base != NULL)
		buf_addf(&name, ".%s", m->base);
	answer = name.failed ? DNS_NO_NAME :
	    net_records(r, name.p, m->type, &v);
	buf_release(&name);
	if (answer != DNS_FOUND || v.n == 0)
		return answer == DNS_AGAIN ? FLOW_AGAIN : FLOW_ON;
	for (i = 0; i < v.n && (i == 0 || (m->delimiter != '\0' &&
	    !m->match_only)); i++) {
		text = strcasecmp(m->type, "MX") == 0 ?
		    preference(v.v[i], &n) : v.v[i];
		if (b.len + strlen(text) + 1 > MAX_SCAN / 2)
			break;
		if (i > 0)
			buf_addc(&b, m->delimiter);
		buf_adds(&b, text);
	}
	if (!b.failed && b.p != NULL)
		look->value = map_rewrite(r, m, look, b.p, b.len);
	buf_release(&b);
	return FLOW_ON;
}

const struct map_kind map_dns = {
	.name = "dns",
	.define = define_dns,
	.find = find_dns,
};
