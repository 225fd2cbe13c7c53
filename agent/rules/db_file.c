/* Berkeley DB and ndbm files, read from their bytes: all keys at once. */
#include "agent/rules/db_file.h"

#include <errno.h>
#include <string.h>

#include "agent/base/lines.h"

#define MAGIC_HASH 0x061561
#define MAGIC_BTREE 0x053162
#define PAG_SIZE 1024
#define MIN_PAGE 512
#define MAX_PAGE 65536

uint16_t
db_16(const struct db_pages *f, const unsigned char *p)
{
	return (uint16_t)(f->big ? p[0] << 8 | p[1] : p[1] << 8 | p[0]);
}

static uint32_t
number(const unsigned char *p, int big)
{
	if (big)
		return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 |
		    (uint32_t)p[2] << 8 | p[3];
	return (uint32_t)p[3] << 24 | (uint32_t)p[2] << 16 |
	    (uint32_t)p[1] << 8 | p[0];
}

uint32_t
db_32(const struct db_pages *f, const unsigned char *p)
{
	return number(p, f->big);
}

const unsigned char *
db_page(const struct db_pages *f, uint32_t n)
{
	if (n >= f->len / f->size)
		return NULL;
	return f->p + (size_t)n * f->size;
}

static size_t
hash(const unsigned char *p, size_t len)
{
	size_t h = 5381, i;

	for (i = 0; i < len; i++)
		h = h * 33 + p[i];
	return h;
}

const struct db_entry *
db_find(const struct db_index *x, const void *key, size_t len)
{
	const struct db_entry *e;

	if (x->n_table == 0)
		return NULL;
	for (e = x->table[hash(key, len) % x->n_table]; e != NULL;
	    e = e->next)
		if (e->key_len == len && memcmp(e->key, key, len) == 0)
			return e;
	return NULL;
}

static int
grow(struct pool *pool, struct db_index *x)
{
	size_t n = x->n_table == 0 ? 256 : x->n_table * 4, i, at;
	struct db_entry **table = pool_alloc(pool, n * sizeof(*table));
	struct db_entry *e, *next;

	if (table == NULL)
		return -ENOMEM;
	for (i = 0; i < x->n_table; i++)
		for (e = x->table[i]; e != NULL; e = next) {
			next = e->next;
			at = hash(e->key, e->key_len) % n;
			e->next = table[at];
			table[at] = e;
		}
	x->table = table;
	x->n_table = n;
	return 0;
}

int
db_add(struct pool *pool, struct db_index *x, const struct db_entry *e)
{
	struct db_entry *new;
	size_t at;

	if (db_find(x, e->key, e->key_len) != NULL)
		return 0;
	if (x->n >= x->n_table && grow(pool, x) < 0)
		return -ENOMEM;
	new = pool_alloc(pool, sizeof(*new));
	if (new == NULL)
		return -ENOMEM;
	*new = *e;
	at = hash(e->key, e->key_len) % x->n_table;
	new->next = x->table[at];
	x->table[at] = new;
	x->n++;
	return 0;
}

/* The magic number at `at`, in which order: 0 when it is another. */
static uint32_t
magic_at(const unsigned char *p, size_t len, size_t at, int *big)
{
	uint32_t v;

	if (len < at + 4)
		return 0;
	for (*big = 0; *big < 2; ++*big) {
		v = number(p + at, *big);
		if (v == MAGIC_HASH || v == MAGIC_BTREE)
			return v;
	}
	return 0;
}

/* libdb 2 and later: the magic number is behind the log number and the
 * page's own. */
static int
read_new(struct db_pages *f, uint32_t magic)
{
	if (f->len < 72)
		return -EINVAL;
	f->size = db_32(f, f->p + 20);
	if (f->size < MIN_PAGE || f->size > MAX_PAGE ||
	    (f->size & (f->size - 1)) != 0)
		return -EINVAL;
	/* From version 7 of hash, 8 of btree on: encryption, flags. */
	if (db_32(f, f->p + 16) >= 8 && (f->p[24] != 0 || (f->p[26] & 1)))
		return -ENOTSUP;
	return magic == MAGIC_HASH ? db_read_hash(f) : db_read_btree(f);
}

int
db_read(struct pool *pool, const char *text, size_t len, enum db_kind kind,
    struct db_index *ret)
{
	struct db_pages f = { .pool = pool, .len = len, .budget = len,
	    .p = (const unsigned char *)text, .index = ret };
	uint32_t magic;
	int old = 1;

	*ret = (struct db_index){ .n = 0 };
	magic = magic_at(f.p, len, 0, &f.big);
	if (magic == 0) {
		old = 0;
		magic = magic_at(f.p, len, 12, &f.big);
	}
	if (magic == 0)
		return -EINVAL;
	if ((magic == MAGIC_HASH) != (kind == DB_KIND_HASH))
		return -EPROTOTYPE;
	if (!old)
		return read_new(&f, magic);
	return magic == MAGIC_HASH ? db_read_hash_185(&f) :
	    db_read_btree_185(&f);
}

/* One block: a count, offsets of key and value in turn, each item ending
 * where the one before it begins. False: it is none in this order. */
static int
pag_block(struct db_pages *f, const unsigned char *p, int add)
{
	size_t n = db_16(f, p), end = PAG_SIZE, at, i, key = 0;
	struct db_entry e;

	if (n % 2 != 0 || (n + 1) * 2 > PAG_SIZE)
		return -EINVAL;
	for (i = 1; i <= n; i++) {
		at = db_16(f, p + 2 * i);
		if (at > end || at < (n + 1) * 2)
			return -EINVAL;
		if (i % 2 == 1) {
			key = at;
			e = (struct db_entry){ .key = p + at,
			    .key_len = end - at };
		} else if (add) {
			e.value = p + at;
			e.value_len = key - at;
			if (db_add(f->pool, f->index, &e) < 0)
				return -ENOMEM;
		}
		end = at;
	}
	return 0;
}

int
db_read_pag(struct pool *pool, const char *text, size_t len,
    struct db_index *ret)
{
	struct db_pages f = { .pool = pool, .len = len, .size = PAG_SIZE,
	    .p = (const unsigned char *)text, .index = ret };
	size_t at;
	int r = 0;

	*ret = (struct db_index){ .n = 0 };
	if (len % PAG_SIZE != 0)
		return -EINVAL;
	for (f.big = 0; f.big < 2; f.big++) {
		for (at = 0; at < len; at += PAG_SIZE)
			if ((r = pag_block(&f, f.p + at, 0)) < 0)
				break;
		if (r == 0)
			break;
	}
	for (at = 0; r == 0 && at < len; at += PAG_SIZE)
		r = pag_block(&f, f.p + at, 1);
	return r;
}

static bool
is_blank(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

static int
add_text_line(struct pool *pool, const struct lines *l, bool keep_case,
    struct db_index *x)
{
	const char *p = l->line, *end = l->line + l->len, *value;
	struct db_entry e = { .next = NULL };
	unsigned char *key;
	size_t i, n = 0;

	while (p + n < end && !is_blank(p[n]))
		n++;
	for (value = p + n; value < end && is_blank(*value); value++)
		continue;
	/* It complains of a key alone, and goes on. */
	if (n == 0 || *p == '#' || value == end)
		return 0;
	key = pool_alloc(pool, n + 1);
	if (key == NULL)
		return -ENOMEM;
	for (i = 0; i < n; i++)
		key[i] = (unsigned char)(!keep_case && p[i] >= 'A' &&
		    p[i] <= 'Z' ? p[i] + 32 : p[i]);
	key[n] = '\0';
	e.key = key;
	e.value = (const unsigned char *)value;
	e.value_len = (size_t)(end - value);
	for (e.key_len = n; e.key_len <= n + 1; e.key_len++)
		if (db_add(pool, x, &e) < 0)
			return -ENOMEM;
	return 0;
}

int
db_read_text(struct pool *pool, const char *text, size_t len, bool keep_case,
    struct db_index *ret)
{
	struct lines l;
	int r = 0;

	*ret = (struct db_index){ .n = 0 };
	lines_init(&l, text, len);
	while (r == 0 && lines_next(&l))
		r = add_text_line(pool, &l, keep_case, ret);
	return r;
}
