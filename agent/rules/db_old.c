/* The pages of libdb 1.85: hash and btree (hash.h, btree.h of 4.4BSD). */
#include <errno.h>
#include <string.h>

#include "agent/rules/db_file.h"

#define MIN_PAGE 64
#define MAX_PAGE 65536

/* A hash file: numbers of the header are big-endian, whatever those of the
 * pages are; that it says in its third. */
#define HASH_ORDER 8
#define HASH_PAGE_SIZE 12
#define HASH_MAX_BUCKET 40
#define HASH_HEADER_PAGES 60
#define HASH_SPARES 68
#define N_SPARES 32
#define HASH_HEADER 260
#define BIG_ENDIAN_ORDER 4321
/* Below this an offset says what kind of entry its partner is. */
#define REAL_KEY 4
#define OVERFLOW_PAGE 0

struct buckets {
	struct db_pages *f;
	struct db_pages header;		/* its byte order */
	uint32_t first;			/* pages of the header */
};

static uint32_t
spare(const struct buckets *b, uint32_t i)
{
	return i < N_SPARES ? db_32(&b->header,
	    b->f->p + HASH_SPARES + 4 * i) : 0;
}

/* The smallest l with 2^l not below n. */
static uint32_t
log_of(uint32_t n)
{
	uint32_t l = 0;

	while (l < 31 && (uint32_t)1 << l < n)
		l++;
	return l;
}

static uint32_t
bucket_page(const struct buckets *b, uint32_t n)
{
	return n + b->first + (n == 0 ? 0 : spare(b, log_of(n + 1) - 1));
}

/* An overflow page's address: how many doublings before it, and which. */
static uint32_t
overflow_page(const struct buckets *b, uint32_t address)
{
	uint32_t split = address >> 11;

	return bucket_page(b, ((uint32_t)1 << (split & 31)) - 1) +
	    (address & 0x7ff);
}

/* Pairs of one page; *next: the address of the page that goes on, or 0. */
static int
hash_page(struct buckets *b, const unsigned char *p, uint32_t *next)
{
	struct db_pages *f = b->f;
	size_t n = db_16(f, p), end = f->size, i, key, value;
	struct db_entry e;

	*next = 0;
	if (n % 2 != 0 || (n + 3) * 2 > f->size)
		return n == 0 ? 0 : -EINVAL;
	for (i = 1; i < n; i += 2) {
		key = db_16(f, p + 2 * i);
		value = db_16(f, p + 2 * i + 2);
		if (value == OVERFLOW_PAGE) {
			*next = (uint32_t)key;
			return 0;
		}
		/* A pair that fills pages of its own: none of ours. */
		if (value < REAL_KEY)
			return -ENOTSUP;
		if (key > end || value > key || value < (n + 3) * 2)
			return -EINVAL;
		e = (struct db_entry){ .key = p + key, .key_len = end - key,
		    .value = p + value, .value_len = key - value };
		if (db_add(f->pool, f->index, &e) < 0)
			return -ENOMEM;
		end = value;
	}
	return 0;
}

int
db_read_hash_185(struct db_pages *f)
{
	struct buckets b = { .f = f, .header = { .big = 1 } };
	uint32_t buckets, i, next;
	const unsigned char *p;
	size_t left;
	int r = 0;

	if (f->len < HASH_HEADER)
		return -EINVAL;
	/* The header of some ports is in the order of their machine. */
	b.header.big = f->big;
	f->big = db_32(&b.header, f->p + HASH_ORDER) == BIG_ENDIAN_ORDER;
	f->size = db_32(&b.header, f->p + HASH_PAGE_SIZE);
	buckets = db_32(&b.header, f->p + HASH_MAX_BUCKET);
	b.first = db_32(&b.header, f->p + HASH_HEADER_PAGES);
	if (f->size < MIN_PAGE || f->size > MAX_PAGE ||
	    buckets >= f->len / f->size)
		return -EINVAL;
	left = f->len / f->size;
	for (i = 0; i <= buckets && r == 0; i++) {
		p = db_page(f, bucket_page(&b, i));
		/* Buckets that were never written are not in the file. */
		while (p != NULL && r == 0) {
			r = left-- == 0 ? -EINVAL : hash_page(&b, p, &next);
			p = r < 0 || next == 0 ? NULL :
			    db_page(f, overflow_page(&b, next));
		}
	}
	return r;
}

/* A btree: page 0 has magic, version, page size; the root is page 1. A page:
 * number, previous, next, flags of 4 bytes, end of the offsets and begin of
 * the items of 2, then the offsets. */
#define TREE_PAGE_SIZE 8
#define TREE_NEXT 8
#define TREE_FLAGS 12
#define TREE_LOWER 16
#define TREE_OFFSETS 20
#define TREE_INTERNAL 1
#define TREE_LEAF 2
#define BIG_DATA 1
#define BIG_KEY 2
#define MAX_HEIGHT 32

/* A key or value of its own pages. 0 or -errno. */
static int
big_item(struct db_pages *f, const unsigned char *at, const unsigned char
    **ret, size_t *len)
{
	uint32_t page = db_32(f, at), left = db_32(f, at + 4);
	const unsigned char *p;
	unsigned char *copy;
	size_t n, done = 0;

	if (left > f->budget)
		return -EINVAL;
	f->budget -= left;
	copy = pool_alloc(f->pool, (size_t)left + 1);
	if (copy == NULL)
		return -ENOMEM;
	*ret = copy;
	*len = left;
	while (done < *len) {
		p = db_page(f, page);
		if (p == NULL)
			return -EINVAL;
		n = f->size - TREE_OFFSETS;
		if (n > *len - done)
			n = *len - done;
		memcpy(copy + done, p + TREE_OFFSETS, n);
		done += n;
		page = db_32(f, p + TREE_NEXT);
	}
	return 0;
}

static int
leaf_item(struct db_pages *f, const unsigned char *page, size_t at)
{
	const unsigned char *p = page + at;
	size_t key, value;
	struct db_entry e;
	int r = 0;

	if (at + 9 > f->size)
		return -EINVAL;
	key = db_32(f, p);
	value = db_32(f, p + 4);
	if (key > f->size || value > f->size || at + 9 + key + value > f->size)
		return -EINVAL;
	e = (struct db_entry){ .key = p + 9, .key_len = key,
	    .value = p + 9 + key, .value_len = value };
	if ((p[8] & BIG_KEY) != 0)
		r = key < 8 ? -EINVAL :
		    big_item(f, p + 9, &e.key, &e.key_len);
	if (r == 0 && (p[8] & BIG_DATA) != 0)
		r = value < 8 ? -EINVAL :
		    big_item(f, p + 9 + key, &e.value, &e.value_len);
	return r < 0 ? r : db_add(f->pool, f->index, &e);
}

static int
leaf_page(struct db_pages *f, const unsigned char *p)
{
	size_t lower = db_16(f, p + TREE_LOWER), at;
	int r = 0;

	if (lower > f->size)
		return -EINVAL;
	for (at = TREE_OFFSETS; at + 2 <= lower && r == 0; at += 2)
		r = leaf_item(f, p, db_16(f, p + at));
	return r;
}

/* The leftmost leaf, from the root down. */
static const unsigned char *
first_leaf(const struct db_pages *f)
{
	const unsigned char *p = db_page(f, 1);
	size_t at;
	int i;

	for (i = 0; i < MAX_HEIGHT && p != NULL; i++) {
		if ((db_32(f, p + TREE_FLAGS) & 0x1f) == TREE_LEAF)
			return p;
		at = db_16(f, p + TREE_OFFSETS);
		if ((db_32(f, p + TREE_FLAGS) & 0x1f) != TREE_INTERNAL ||
		    at + 8 > f->size)
			return NULL;
		p = db_page(f, db_32(f, p + at + 4));
	}
	return NULL;
}

int
db_read_btree_185(struct db_pages *f)
{
	const unsigned char *p;
	uint32_t next;
	size_t left;
	int r = 0;

	if (f->len < TREE_OFFSETS)
		return -EINVAL;
	f->size = db_32(f, f->p + TREE_PAGE_SIZE);
	if (f->size < MIN_PAGE || f->size > MAX_PAGE)
		return -EINVAL;
	left = f->len / f->size;
	if (left < 2)
		return 0;	/* no key was ever put into it */
	p = first_leaf(f);
	if (p == NULL)
		return -EINVAL;
	while (p != NULL && r == 0) {
		r = left-- == 0 ? -EINVAL : leaf_page(f, p);
		next = db_32(f, p + TREE_NEXT);
		p = next == 0 ? NULL : db_page(f, next);
	}
	return r;
}
