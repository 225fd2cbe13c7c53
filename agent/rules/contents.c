/* What is in a cf's classes and maps, for one who looks for questions. */
#include <errno.h>
#include <string.h>
#include <strings.h>

#include "agent/rules/db_file.h"
#include "agent/rules/macro.h"
#include "agent/rules/mailer.h"
#include "agent/rules/map_look.h"
#include "agent/rules/wordclass.h"

bool
rules_any(const struct rules *cf)
{
	return cf->n_rules > 0;
}

bool
rules_is_final(const struct rules *cf, const char *mailer)
{
	const struct mailer *m = mailer_find(cf, mailer);

	return m != NULL && strchr(m->flags, 'l') != NULL;
}

static int
add(struct pool *pool, struct rules_entry **list, const char *path,
    unsigned line, const char *key, const char *value)
{
	struct rules_entry *e = pool_alloc(pool, sizeof(*e));

	if (e == NULL)
		return -ENOMEM;
	*e = (struct rules_entry){ .next = *list, .key = key, .value = value,
	    .path = path, .line = line };
	*list = e;
	return 0;
}

int
rules_class_words(struct rules *cf, const char *class, struct pool *pool,
    struct rules_entry **ret)
{
	const char *end;
	const int number = macro_number(cf, class, &end);
	struct rules_entry *list = NULL;
	const struct word_entry *w;
	const struct member *m;
	size_t i;

	for (i = 0; number != 0 && i < cf->n_hash; i++)
		for (w = cf->words[i]; w != NULL; w = w->next)
			for (m = w->members; m != NULL; m = m->next)
				if (m->class == number && add(pool, &list,
				    m->path, m->line, w->word, NULL) < 0)
					return -ENOMEM;
	*ret = list;
	return cf->pool.failed ? -ENOMEM : 0;
}

/* The value, of len bytes, is the word or begins with it. */
static bool
begins(const char *text, size_t len, const char *word)
{
	size_t n = strlen(word);

	return len >= n && strncasecmp(text, word, n) == 0 &&
	    (len == n || text[n] == ' ' || text[n] == '\t' ||
	    text[n] == '\0');
}

static int
database_words(const struct db_index *x, const char *path, const char *value,
    struct pool *pool, struct rules_entry **ret)
{
	const struct db_entry *e;
	const char *key;
	size_t i, len;

	for (i = 0; i < x->n_table; i++)
		for (e = x->table[i]; e != NULL; e = e->next) {
			if (!begins((const char *)e->value, e->value_len,
			    value))
				continue;
			len = e->key_len;
			while (len > 0 && e->key[len - 1] == '\0')
				len--;
			key = pool_strndup(pool, (const char *)e->key, len);
			if (key == NULL || add(pool, ret, path, 0, key,
			    value) < 0)
				return -ENOMEM;
		}
	return 0;
}

/* Key and value parted by blanks or the map's own delimiter: whatever the
 * columns are, a word too many is only a question too many. */
static int
text_words(const struct file_text *f, char delimiter, const char *value,
    struct pool *pool, struct rules_entry **ret)
{
	const char parts[] = { ' ', '\t', delimiter, '\0' };
	const char *p = f->text, *end = p + f->len, *lf, *at;
	unsigned line = 0;
	const char *key;
	size_t len, n;

	for (; p < end; p = lf + 1) {
		lf = memchr(p, '\n', (size_t)(end - p));
		if (lf == NULL)
			lf = end;
		line++;
		for (n = 0; p + n < lf && strchr(parts, p[n]) == NULL; n++)
			continue;
		for (at = p + n; at < lf && strchr(parts, *at) != NULL; at++)
			continue;
		len = (size_t)(lf - at);
		if (n == 0 || *p == '#' || !begins(at, len, value))
			continue;
		key = pool_strndup(pool, p, n);
		if (key == NULL || add(pool, ret, f->path, line, key,
		    value) < 0)
			return -ENOMEM;
	}
	return 0;
}

static int
map_words(const struct map *m, const char *value, struct pool *pool,
    struct rules_entry **ret)
{
	const struct db_index *index = map_index(m);
	const struct file_text *text = m->text;

	if (text == NULL || text->status != 0)
		return 0;
	if (index != NULL)
		return database_words(index, text->path, value, pool, ret);
	return m->kind == &map_text ?
	    text_words(text, m->delimiter, value, pool, ret) : 0;
}

int
rules_map_words(struct rules *cf, const char *value, struct pool *pool,
    struct rules_entry **ret)
{
	struct rules_entry *list = NULL;
	const struct map *m;

	for (m = cf->maps; m != NULL; m = m->next)
		if (m->state == MAP_OPEN &&
		    map_words(m, value, pool, &list) < 0)
			return -ENOMEM;
	*ret = list;
	return 0;
}
