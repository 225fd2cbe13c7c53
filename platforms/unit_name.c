/* Names of units, and the specifiers (%i, %n ...) in their settings. */
#include "platforms/unit_name.h"

#include <errno.h>
#include <string.h>

#define NAME_MAX_LEN 255	/* systemd.unit(5) */

static const char *const types[] = { "service", "socket", "target", "device",
	"mount", "automount", "swap", "timer", "path", "slice", "scope" };

#define LETTERS "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
#define DIGITS "0123456789"

static const char *
type_of(const char *name)
{
	const char *dot = strrchr(name, '.');
	size_t i;

	if (dot == NULL || dot == name)
		return NULL;
	for (i = 0; i < sizeof(types) / sizeof(types[0]); i++)
		if (dot[1] == types[i][0] && strcmp(dot + 1, types[i]) == 0)
			return types[i];
	return NULL;
}

bool
unit_name_valid(const char *name)
{
	const char *p;

	if (strlen(name) > NAME_MAX_LEN || name[0] == '@' ||
	    type_of(name) == NULL)
		return false;
	for (p = name; *p != '\0'; p++)
		if (!((*p >= 'a' && *p <= 'z') || (*p >= 'A' && *p <= 'Z') ||
		    (*p >= '0' && *p <= '9') || strchr(":-_.\\@", *p) !=
		    NULL))
			return false;
	return true;
}

int
unit_name_split(struct pool *pool, const char *name, struct unit_name *ret)
{
	struct unit_name n = { .instance = "" };
	const char *at, *dot;

	if (!unit_name_valid(name))
		return -EINVAL;
	dot = strrchr(name, '.');
	at = strchr(name, '@');
	if (at != NULL && at > dot)
		at = NULL;
	n.type = dot + 1;
	n.full = pool_strdup(pool, name);
	n.prefix = pool_strndup(pool, name,
	    (size_t)((at != NULL ? at : dot) - name));
	if (at != NULL) {
		n.template = at + 1 == dot;
		n.has_instance = !n.template;
		n.instance = pool_strndup(pool, at + 1,
		    (size_t)(dot - at - 1));
	}
	if (n.full == NULL || n.prefix == NULL || n.instance == NULL)
		return -ENOMEM;
	n.type = n.full + (n.type - name);
	*ret = n;
	return 0;
}

const char *
unit_name_template(struct pool *pool, const char *name)
{
	struct unit_name n;

	if (strchr(name, '@') == NULL ||
	    unit_name_split(pool, name, &n) < 0 || !n.has_instance)
		return NULL;
	return pool_join(pool, n.prefix, "@.", n.type, NULL);
}

const char *
unit_name_chop(struct pool *pool, const char *name)
{
	char prefix[NAME_MAX_LEN + 1];
	struct unit_name n;
	size_t len, i;

	if (strchr(name, '-') == NULL || unit_name_split(pool, name, &n) < 0)
		return NULL;
	/* A dash that ends the prefix was the last step's; go before it. */
	len = strlen(n.prefix);
	if (len > 0 && n.prefix[len - 1] == '-')
		len--;
	for (i = len; i > 1; i--)
		if (n.prefix[i - 1] == '-')
			break;
	if (i <= 1)
		return NULL;
	memcpy(prefix, n.prefix, i);
	prefix[i] = '\0';
	/* That of a template is no template: systemd puts the name together
	 * anew, without an instance (its dropin.c). */
	return pool_join(pool, prefix, n.has_instance ? "@" : "",
	    n.has_instance ? n.instance : "", ".", n.type, NULL);
}

const char *
unit_name_mangle(struct pool *pool, const char *word)
{
	static const char hex[] = "0123456789abcdef";
	struct buf b = BUF_INIT(4 * strlen(word) + 2);
	const char *s, *ret;

	if (unit_name_valid(word))
		return pool_strdup(pool, word);
	for (s = word; *s != '\0'; s++) {
		if (strchr(LETTERS DIGITS ":-_.\\@", *s) != NULL) {
			buf_addc(&b, *s);
		} else if (*s == '/') {
			buf_addc(&b, '-');
		} else {
			buf_adds(&b, "\\x");
			buf_addc(&b, hex[((unsigned char)*s) >> 4]);
			buf_addc(&b, hex[((unsigned char)*s) & 15]);
		}
	}
	ret = b.failed ? NULL : pool_printf(pool, "%s%s",
	    b.p != NULL ? b.p : "",
	    b.p != NULL && type_of(b.p) != NULL ? "" : ".service");
	buf_release(&b);
	return ret;
}

static int
hex_value(char c)
{
	static const char digits[] = "0123456789abcdef";
	const char *at = c != '\0' ? strchr(digits, c) : NULL;

	return at != NULL ? (int)(at - digits) : -1;
}

/* "-" is "/", \x2d is "-" (systemd-escape(1)). */
static const char *
unescape(struct pool *pool, const char *text)
{
	char *copy = pool_strdup(pool, text), *to = copy;
	const char *s;

	if (copy == NULL)
		return NULL;
	for (s = text; *s != '\0'; s++) {
		if (*s == '-') {
			*to++ = '/';
		} else if (s[0] == '\\' && s[1] == 'x' &&
		    hex_value(s[2]) >= 0 && hex_value(s[3]) >= 0) {
			*to++ = (char)(hex_value(s[2]) * 16 +
			    hex_value(s[3]));
			s += 3;
		} else {
			*to++ = *s;
		}
	}
	*to = '\0';
	return copy;
}

static const char *
last_part(const char *prefix)
{
	const char *dash = strrchr(prefix, '-');

	return dash != NULL ? dash + 1 : prefix;
}

/* Specifiers with one value on every host: the system manager runs as root,
 * and these are its folders. */
static const char *
constant(char c)
{
	switch (c) {
	case '%': return "%";
	case 't': return "/run";
	case 'S': return "/var/lib";
	case 'C': return "/var/cache";
	case 'L': return "/var/log";
	case 'E': return "/etc";
	case 'T': return "/tmp";
	case 'V': return "/var/tmp";
	case 'u': return "root";
	case 'g': return "root";
	case 'U': return "0";
	case 'G': return "0";
	case 'h': return "/root";
	default: return NULL;
	}
}

/* From the unit's name; NULL: another letter, or no memory. */
static const char *
named(struct pool *pool, const struct unit_name *n, const char *fragment,
    char c)
{
	const char *t;

	switch (c) {
	case 'n':
		return n->full;
	case 'N':
		return pool_strndup(pool, n->full,
		    (size_t)(n->type - 1 - n->full));
	case 'p':
		return n->prefix;
	case 'P':
		return unescape(pool, n->prefix);
	case 'i':
		return n->instance;
	case 'I':
		return unescape(pool, n->instance);
	case 'j':
		return last_part(n->prefix);
	case 'J':
		return unescape(pool, last_part(n->prefix));
	case 'f':
		t = unescape(pool, n->has_instance ? n->instance : n->prefix);
		if (t == NULL || t[0] == '/')
			return t;
		return pool_printf(pool, "/%s", t);
	case 'y':
		return fragment;
	case 'Y':
		if (fragment == NULL || (t = strrchr(fragment, '/')) == NULL)
			return NULL;
		return pool_strndup(pool, fragment, (size_t)(t - fragment));
	default:
		return NULL;
	}
}

/* 32 hexadecimal digits, as machine-id(5) has it; "" when there are none. */
static const char *
machine_id(const struct host *h, struct pool *pool)
{
	struct buf b = BUF_INIT(4096);
	const char *ret = "";

	if (root_read(&h->root, "/etc/machine-id", &b, NULL, NULL) == 0 &&
	    b.len >= 32 && strspn(b.p, DIGITS "abcdef") == 32)
		ret = pool_strndup(pool, b.p, 32);
	buf_release(&b);
	return ret;
}

int
unit_specify(const struct host *h, struct pool *pool, const char *name,
    const char *fragment, const char *text, struct unit_text *ret)
{
	struct unit_text out = { .gap = WORD_KNOWN };
	struct unit_name n;
	struct buf b = BUF_INIT(ROOT_MAX_FILE);
	const char *s, *value;
	int r = 0;

	if (strchr(text, '%') == NULL ||
	    unit_name_split(pool, name, &n) == -EINVAL) {
		*ret = (struct unit_text){ .text = pool_strdup(pool, text) };
		return ret->text == NULL ? -ENOMEM : 0;
	}
	for (s = text; *s != '\0' && out.gap == WORD_KNOWN; s++) {
		if (*s != '%' || s[1] == '\0') {
			buf_addc(&b, *s);
			continue;
		}
		s++;
		value = constant(*s);
		if (value == NULL)
			value = named(pool, &n, fragment, *s);
		if (value == NULL && *s == 'm')
			value = machine_id(h, pool);
		if (value != NULL && b.len + strlen(value) > UNIT_WORD_MAX) {
			out.gap = WORD_TAIL;
			out.reason = "it is too long to be followed";
		} else if (value != NULL && (*value != '\0' || *s != 'm')) {
			buf_adds(&b, value);
		} else if (strchr("aAbBcdHlmMoqrRsvwWyY", *s) != NULL) {
			out.gap = WORD_TAIL;
			out.reason = pool_printf(pool,
			    "%%%c is known on the running host only", *s);
		} else {
			out.refused = out.refused ||
			    strchr(LETTERS DIGITS, *s) != NULL;
			buf_addc(&b, '%');
			buf_addc(&b, *s);
		}
	}
	out.text = pool_strndup(pool, b.p != NULL ? b.p : "", b.len);
	if (b.failed || pool->failed || out.text == NULL)
		r = -ENOMEM;
	else
		*ret = out;
	buf_release(&b);
	return r;
}
