/* Reads the INI form of the policy file. */
#include "agent/base/ini.h"

#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "agent/base/lines.h"
#include "agent/base/memory.h"

struct ini {
	const char *name;
	unsigned line;
	char *section, *argument;	/* owned; NULL before the first */
};

/* A piece of the text, without the blanks around it. */
struct span {
	const char *p;
	size_t len;
};

static bool
blank(char c)
{
	return c == ' ' || c == '\t';
}

static struct span
trim(const char *p, size_t len)
{
	while (len > 0 && blank(p[0])) {
		p++;
		len--;
	}
	while (len > 0 && blank(p[len - 1]))
		len--;
	return (struct span){ .p = p, .len = len };
}

static bool
word_char(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	    (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.';
}

static bool
is_word(struct span s)
{
	size_t i;

	for (i = 0; i < s.len; i++)
		if (!word_char(s.p[i]))
			return false;
	return s.len > 0;
}

/* Up to a ';' that begins the line or stands behind a blank. */
static struct span
without_comment(const char *p, size_t len)
{
	size_t i;

	for (i = 0; i < len; i++)
		if (p[i] == ';' && (i == 0 || blank(p[i - 1])))
			break;
	return trim(p, i);
}

static char *
copy(struct span s)
{
	char *p = memory_alloc(s.len + 1);

	if (p != NULL) {
		memcpy(p, s.p, s.len);
		p[s.len] = '\0';
	}
	return p;
}

static int
wrong(const struct ini *ini, const char *what, struct err *e)
{
	return err_set(e, EINVAL, "%s:%u: %s", ini->name, ini->line, what);
}

static int
read_section(struct ini *ini, struct span s, struct err *e)
{
	struct span word, argument;
	char *section, *text;
	size_t n = 0;

	if (s.p[s.len - 1] != ']')
		return wrong(ini, "expected ']' at the end of the section",
		    e);
	s = trim(s.p + 1, s.len - 2);
	while (n < s.len && !blank(s.p[n]))
		n++;
	word = (struct span){ .p = s.p, .len = n };
	argument = trim(s.p + n, s.len - n);
	if (!is_word(word))
		return wrong(ini, "expected the name of a section between "
		    "'[' and ']'", e);
	section = copy(word);
	text = copy(argument);
	if (section == NULL || text == NULL) {
		free(section);
		free(text);
		return err_set(e, ENOMEM, "%s: out of memory", ini->name);
	}
	free(ini->section);
	free(ini->argument);
	ini->section = section;
	ini->argument = text;
	return 0;
}

static int
read_key(struct ini *ini, struct span s, ini_fn *fn, void *arg,
    struct err *e)
{
	const char *equals = memchr(s.p, '=', s.len);
	struct span key, value;
	struct ini_key k;
	char *name, *text;
	int r;

	if (equals == NULL)
		return wrong(ini, "expected \"key = value\" or \"[section]\"",
		    e);
	key = trim(s.p, (size_t)(equals - s.p));
	value = trim(equals + 1, (size_t)(s.p + s.len - equals - 1));
	if (!is_word(key))
		return wrong(ini, "expected the name of a key before '='", e);
	if (ini->section == NULL)
		return wrong(ini, "expected a \"[section]\" before the first "
		    "key", e);
	name = copy(key);
	text = copy(value);
	if (name == NULL || text == NULL) {
		r = err_set(e, ENOMEM, "%s: out of memory", ini->name);
		goto out;
	}
	k = (struct ini_key){
		.section = ini->section, .argument = ini->argument,
		.key = name, .value = text, .line = ini->line,
	};
	r = fn(arg, &k, e);
	r = r < 0 ? r : 0;
out:
	free(name);
	free(text);
	return r;
}

static int
read_line(struct ini *ini, const struct lines *l, ini_fn *fn, void *arg,
    struct err *e)
{
	struct span s = trim(l->line, l->len);

	if (memchr(l->line, '\0', l->len) != NULL)
		return wrong(ini, "a NUL byte; this is no text file", e);
	if (s.len == 0 || s.p[0] == '#')
		return 0;
	s = without_comment(s.p, s.len);
	if (s.len == 0)
		return 0;
	if (s.p[0] == '[')
		return read_section(ini, s, e);
	return read_key(ini, s, fn, arg, e);
}

int
ini_parse(const char *name, const char *text, size_t len, ini_fn *fn,
    void *arg, struct err *e)
{
	struct ini ini = { .name = name };
	struct lines l;
	int r = 0;

	if (len >= 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0) {
		text += 3;	/* some editors' mark of UTF-8 */
		len -= 3;
	}
	lines_init(&l, text, len);
	while (r == 0 && lines_next(&l)) {
		ini.line = l.number;
		r = read_line(&ini, &l, fn, arg, e);
	}
	free(ini.section);
	free(ini.argument);
	return r;
}
