/* Classes: which words are in $=w, $=R and the others, and why. */
#include "agent/rules/wordclass.h"

#include <errno.h>
#include <string.h>
#include <strings.h>

#include "agent/base/lines.h"
#include "agent/rules/macro.h"
#include "agent/rules/meta.h"

static bool
is_blank(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

static size_t
hash(const char *word)
{
	size_t h = 5381;

	for (; *word != '\0'; word++)
		h = h * 33 + (unsigned char)(*word >= 'A' && *word <= 'Z' ?
		    *word + 32 : *word);
	return h;
}

static struct word_entry *
lookup(const struct rules *cf, const char *word)
{
	struct word_entry *w;

	if (cf->n_hash == 0)
		return NULL;
	for (w = cf->words[hash(word) % cf->n_hash]; w != NULL; w = w->next)
		if (strcasecmp(w->word, word) == 0)
			return w;
	return NULL;
}

/* Twice as many places. */
static int
grow(struct rules *cf)
{
	size_t n = cf->n_hash == 0 ? 512 : cf->n_hash * 2, i;
	struct word_entry **words, *w, *next;

	words = pool_alloc(&cf->pool, n * sizeof(struct word_entry *));
	if (words == NULL)
		return -ENOMEM;
	for (i = 0; i < cf->n_hash; i++)
		for (w = cf->words[i]; w != NULL; w = next) {
			next = w->next;
			w->next = words[hash(w->word) % n];
			words[hash(w->word) % n] = w;
		}
	cf->words = words;
	cf->n_hash = n;
	return 0;
}

static struct word_entry *
enter(struct rules *cf, const char *word)
{
	struct word_entry *w;
	size_t at;

	if (cf->n_words >= cf->n_hash && grow(cf) < 0)
		return NULL;
	w = pool_alloc(&cf->pool, sizeof(*w));
	if (w == NULL || (w->word = pool_strdup(&cf->pool, word)) == NULL)
		return NULL;
	at = hash(word) % cf->n_hash;
	w->next = cf->words[at];
	cf->words[at] = w;
	cf->n_words++;
	return w;
}

static const struct member *
member_of(const struct word_entry *w, int class)
{
	const struct member *m;

	for (m = w->members; m != NULL; m = m->next)
		if (m->class == class)
			return m;
	return NULL;
}

static int
add_member(struct rules *cf, struct word_entry *w, int class,
    const char *path, unsigned line)
{
	struct member *m;

	if (member_of(w, class) != NULL)
		return 0;
	m = pool_alloc(&cf->pool, sizeof(*m));
	if (m == NULL)
		return -ENOMEM;
	*m = (struct member){ .class = class, .path = path, .line = line,
	    .next = w->members };
	w->members = m;
	if (strlen(w->word) > cf->longest[class])
		cf->longest[class] = strlen(w->word);
	return 0;
}

int
class_add(struct rules *cf, int class, const char *word, const char *path,
    unsigned line)
{
	struct word_entry *w = lookup(cf, word);

	if (w == NULL && cf->n_words >= MAX_CLASS_WORDS)
		return -E2BIG;
	if (w == NULL)
		w = enter(cf, word);
	return w == NULL ? -ENOMEM : add_member(cf, w, class, path, line);
}

const struct member *
class_find(const struct rules *cf, int class, const char *word)
{
	const struct word_entry *w = lookup(cf, word);

	return w == NULL ? NULL : member_of(w, class);
}

/* All of one class into another, each with its own origin. */
static int
copy_class(struct rules *cf, int from, int to)
{
	const struct member *m;
	struct word_entry *w;
	size_t i;
	int r = 0;

	cf->read_work += cf->n_hash + cf->n_words;
	if (cf->read_work > MAX_READ_WORK)
		return -E2BIG;
	for (i = 0; i < cf->n_hash && r == 0; i++)
		for (w = cf->words[i]; w != NULL && r == 0; w = w->next) {
			m = member_of(w, from);
			if (m != NULL)
				r = add_member(cf, w, to, m->path, m->line);
		}
	return r;
}

int
class_add_words(struct rules *cf, int class, const char *text,
    const char *path, unsigned line)
{
	struct buf word = BUF_INIT(MAX_CF_SIZE);
	const char *end;
	size_t len;
	int from, r = 0;

	while (r == 0) {
		while (is_blank(*text))
			text++;
		for (end = text; *end != '\0' && !is_blank(*end); end++)
			continue;
		if (end == text)
			break;
		if (meta(text) == META_CLASS) {
			from = macro_get(text + 1, &len);
			r = from == 0 ? 0 : copy_class(cf, from, class);
		} else {
			buf_clear(&word);
			r = buf_add(&word, text, (size_t)(end - text));
			if (r == 0)
				r = class_add(cf, class, word.p, path, line);
		}
		text = end;
	}
	buf_release(&word);
	return r;
}

/* "[set]" behind %: does c belong to it? *end is behind the set. */
static bool
in_set(const char *set, char c, const char **end)
{
	bool not = set[0] == '^', found = false;
	const char *p = set + not;
	unsigned char u = (unsigned char)c;

	do {
		if (*p == '\0')
			break;
		if (p[1] == '-' && p[2] != ']' && p[2] != '\0' &&
		    (unsigned char)p[0] <= (unsigned char)p[2]) {
			if (u >= (unsigned char)p[0] &&
			    u <= (unsigned char)p[2])
				found = true;
			p += 3;
		} else {
			if (*p == c)
				found = true;
			p++;
		}
	} while (*p != ']' && *p != '\0');
	*end = *p == ']' ? p + 1 : p;
	return found != not;
}

/* A conversion under way: behind the '%'. */
struct conversion {
	const char *p;
	bool keep;		/* no '*' */
	size_t width;
};

static void
read_conversion(struct conversion *c)
{
	c->keep = *c->p != '*';
	if (!c->keep)
		c->p++;
	c->width = 0;
	for (; *c->p >= '0' && *c->p <= '9' && c->width < 100000; c->p++)
		c->width = c->width * 10 + (size_t)(*c->p - '0');
	if (c->width == 0)
		c->width = (size_t)-1;
}

/* %s, %[ or %c at line: how many bytes it takes; -1: not understood. */
static long
convert(struct conversion *c, const char **line)
{
	const char *set = c->p + 1, *end = c->p + 1, *p;
	char kind = *c->p;
	size_t n = 0;

	if (kind != 's' && kind != '[' && kind != 'c')
		return -1;
	if (kind == 's')
		while (is_blank(**line))
			(*line)++;
	if (kind == 'c' && c->width == (size_t)-1)
		c->width = 1;
	if (kind == '[')
		in_set(set, 'x', &end);
	for (p = *line; *p != '\0' && n < c->width; p++, n++)
		if ((kind == 's' && is_blank(*p)) ||
		    (kind == '[' && !in_set(set, *p, &end)))
			break;
	c->p = end;
	return (long)n;
}

bool
class_match_pattern(const char *line, const char *pattern, char *ret,
    size_t size, bool *understood)
{
	struct conversion c = { .p = pattern };
	bool found = false;
	size_t take;
	long n;

	*understood = true;
	while (*c.p != '\0') {
		if (is_blank(*c.p)) {
			for (; is_blank(*line); line++)
				continue;
			c.p++;
		} else if (*c.p != '%' || c.p[1] == '%') {
			c.p += *c.p == '%';
			if (*line != *c.p)
				return found;
			line++, c.p++;
		} else {
			c.p++;
			read_conversion(&c);
			n = convert(&c, &line);
			*understood = n >= 0;
			if (n <= 0)
				return found && n == 0;
			take = (size_t)n < size ? (size_t)n : size - 1;
			if (c.keep && found)	/* a second one */
				return false;
			if (c.keep) {
				memcpy(ret, line, take);
				ret[take] = '\0';
				found = true;
			}
			line += n;
		}
	}
	return found;
}

int
class_add_file(struct rules *cf, int class, const struct file_text *file,
    const char *pattern)
{
	char text[MAX_LINE_TEXT], word[MAX_LINE_TEXT + 1];
	const char *p = file->text, *end = file->text + file->len, *lf;
	bool understood = true;
	unsigned line = 1;
	size_t n;
	int r = 0;

	/* As fgets() reads: the line feed stays, long lines are parted. */
	while (p < end && r == 0 && understood) {
		lf = memchr(p, '\n', (size_t)(end - p));
		n = lf == NULL ? (size_t)(end - p) : (size_t)(lf + 1 - p);
		if (n > sizeof(text) - 1)
			n = sizeof(text) - 1;
		memcpy(text, p, n);
		text[n] = '\0';
		if (text[0] != '#' && class_match_pattern(text, pattern, word,
		    sizeof(word), &understood))
			r = class_add_words(cf, class, word, file->path, line);
		line += p[n - 1] == '\n';
		p += n;
	}
	if (!understood)
		cf->incomplete = "a class file with a pattern that is not "
		    "understood";
	return r;
}
