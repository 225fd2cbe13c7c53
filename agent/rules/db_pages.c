/* The pages of libdb 2 and later: hash and btree (db_page.h of libdb). */
#include <errno.h>
#include <string.h>

#include "agent/rules/db_file.h"

/* A page: log number 8, own number 4, previous 4, next 4, entries 2, free
 * or used bytes 2, level 1, type 1, then offsets of 2. */
#define AT_NEXT 16
#define AT_ENTRIES 20
#define AT_USED 22
#define AT_TYPE 25
#define HEADER 26

enum page_type { PAGE_HASH_UNSORTED = 2, PAGE_BTREE_LEAF = 5,
	PAGE_OVERFLOW = 7, PAGE_HASH = 13 };
enum hash_item { HASH_DATA = 1, HASH_DUPLICATES = 2, HASH_OFF_PAGE = 3 };
enum tree_item { TREE_DATA = 1, TREE_OVERFLOW = 3, TREE_DELETED = 0x80 };

struct item {
	const unsigned char *p;
	size_t len;
};

/* What lies on pages of its own, copied together. 1, 0 for damage. */
static int
long_item(struct db_pages *f, uint32_t page, uint32_t len, struct item *ret)
{
	const unsigned char *p;
	unsigned char *copy;
	size_t n, at = 0;

	/* All long items together are no longer than the file. */
	if (len > f->budget)
		return 0;
	f->budget -= len;
	copy = pool_alloc(f->pool, (size_t)len + 1);
	if (copy == NULL)
		return -ENOMEM;
	while (at < len) {
		p = db_page(f, page);
		if (p == NULL || p[AT_TYPE] != PAGE_OVERFLOW)
			return 0;
		n = db_16(f, p + AT_USED);
		if (n == 0 || n > f->size - HEADER || n > len - at)
			return 0;
		memcpy(copy + at, p + HEADER, n);
		at += n;
		page = db_32(f, p + AT_NEXT);
	}
	*ret = (struct item){ .p = copy, .len = len };
	return 1;
}

/* Item i of a hash page, which ends where the one before it begins. */
static int
hash_item(struct db_pages *f, const unsigned char *page, size_t i,
    struct item *ret)
{
	size_t at = db_16(f, page + HEADER + 2 * i), n;
	size_t end = i == 0 ? f->size : db_16(f, page + HEADER + 2 * i - 2);
	const unsigned char *p = page + at;

	if (at < HEADER || at >= end || end > f->size)
		return 0;
	*ret = (struct item){ .p = p + 1, .len = end - at - 1 };
	if (p[0] == HASH_DATA)
		return 1;
	if (p[0] == HASH_OFF_PAGE && end - at >= 12)
		return long_item(f, db_32(f, p + 4), db_32(f, p + 8), ret);
	if (p[0] != HASH_DUPLICATES || end - at < 3)
		return 0;
	/* The first of several: its length before it. */
	n = db_16(f, p + 1);
	if (n > end - at - 3)
		return 0;
	*ret = (struct item){ .p = p + 3, .len = n };
	return 1;
}

static int
tree_item(struct db_pages *f, const unsigned char *page, size_t i,
    struct item *ret)
{
	size_t at = db_16(f, page + HEADER + 2 * i);
	const unsigned char *p = page + at;

	if (at < HEADER || at + 3 > f->size || (p[2] & TREE_DELETED))
		return 0;
	*ret = (struct item){ .p = p + 3, .len = db_16(f, p) };
	if (p[2] == TREE_DATA)
		return at + 3 + ret->len <= f->size;
	if (p[2] != TREE_OVERFLOW || at + 12 > f->size)
		return 0;
	return long_item(f, db_32(f, p + 4), db_32(f, p + 8), ret);
}

typedef int item_fn(struct db_pages *, const unsigned char *page, size_t,
    struct item *);

/* Keys and values in turn; a damaged pair is left out. */
static int
read_page(struct db_pages *f, const unsigned char *page, item_fn *item)
{
	size_t n = db_16(f, page + AT_ENTRIES), i;
	struct item key, value;
	struct db_entry e;
	int r;

	if (n > (f->size - HEADER) / 2)
		return -EINVAL;
	for (i = 0; i + 1 < n; i += 2) {
		r = item(f, page, i, &key);
		if (r > 0)
			r = item(f, page, i + 1, &value);
		if (r < 0)
			return r;
		if (r == 0)
			continue;
		e = (struct db_entry){ .key = key.p, .key_len = key.len,
		    .value = value.p, .value_len = value.len };
		if (db_add(f->pool, f->index, &e) < 0)
			return -ENOMEM;
	}
	return 0;
}

/* Every page of these types, in the file's order: what hash value it belongs
 * to does not matter for a list of all. */
static int
read_pages(struct db_pages *f, int type, int other, item_fn *item)
{
	const unsigned char *p;
	uint32_t n;
	int r = 0;

	for (n = 1; r == 0 && (p = db_page(f, n)) != NULL; n++)
		if (p[AT_TYPE] == type || p[AT_TYPE] == other)
			r = read_page(f, p, item);
	return r;
}

int
db_read_hash(struct db_pages *f)
{
	return read_pages(f, PAGE_HASH, PAGE_HASH_UNSORTED, hash_item);
}

int
db_read_btree(struct db_pages *f)
{
	return read_pages(f, PAGE_BTREE_LEAF, PAGE_BTREE_LEAF, tree_item);
}
