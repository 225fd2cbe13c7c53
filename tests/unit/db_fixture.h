/* Database files of each format, put together byte by byte for tests. */
#ifndef HM_TESTS_DB_FIXTURE_H
#define HM_TESTS_DB_FIXTURE_H

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#define PAGE 512

struct db_bytes {
	unsigned char p[PAGE * 4];
	bool big;
};

static inline void
put_16(struct db_bytes *b, size_t at, unsigned v)
{
	b->p[at + !b->big] = (unsigned char)(v >> 8);
	b->p[at + b->big] = (unsigned char)v;
}

static inline void
put_32(struct db_bytes *b, size_t at, uint32_t v)
{
	put_16(b, at + (b->big ? 0 : 2), v >> 16);
	put_16(b, at + (b->big ? 2 : 0), v & 0xffff);
}

/* The first page of libdb 2 and later. */
static inline void
new_meta(struct db_bytes *b, bool hash, bool big)
{
	*b = (struct db_bytes){ .big = big };
	put_32(b, 12, hash ? 0x061561 : 0x053162);
	put_32(b, 16, 9);
	put_32(b, 20, PAGE);
	b->p[25] = hash ? 8 : 9;
}

/* Page n with pairs, ended by NULL: items from the page's end downwards. */
static inline void
new_page(struct db_bytes *b, size_t n, bool hash, const char *const *items)
{
	size_t base = n * PAGE, end = PAGE, i, len;

	b->p[base + 25] = hash ? 13 : 5;
	for (i = 0; items[i] != NULL; i++) {
		len = strlen(items[i]);
		end -= len + (hash ? 1 : 3);
		put_16(b, base + 26 + 2 * i, (unsigned)end);
		if (hash) {
			b->p[base + end] = 1;
			memcpy(b->p + base + end + 1, items[i], len);
		} else {
			put_16(b, base + end, (unsigned)len);
			b->p[base + end + 2] = 1;
			memcpy(b->p + base + end + 3, items[i], len);
		}
	}
	put_16(b, base + 20, (unsigned)i);
}

/* libdb 1.85: a hash file with one bucket, on page 1. */
static inline void
old_hash(struct db_bytes *b, bool big, const char *const *items)
{
	size_t end = PAGE, i;

	*b = (struct db_bytes){ .big = true };
	put_32(b, 0, 0x061561);
	put_32(b, 4, 2);
	put_32(b, 8, big ? 4321 : 1234);
	put_32(b, 12, PAGE);
	put_32(b, 60, 1);
	b->big = big;
	for (i = 0; items[i] != NULL; i++) {
		end -= strlen(items[i]);
		put_16(b, PAGE + 2 + 2 * i, (unsigned)end);
		memcpy(b->p + PAGE + end, items[i], strlen(items[i]));
	}
	put_16(b, PAGE, (unsigned)i);
}

/* A btree whose root, page 1, is its one leaf. */
static inline void
old_btree(struct db_bytes *b, bool big, const char *const *items)
{
	size_t end = PAGE, i, key, value;

	*b = (struct db_bytes){ .big = big };
	put_32(b, 0, 0x053162);
	put_32(b, 4, 3);
	put_32(b, 8, PAGE);
	put_32(b, PAGE, 1);
	put_32(b, PAGE + 12, 2);
	for (i = 0; items[2 * i] != NULL; i++) {
		key = strlen(items[2 * i]);
		value = strlen(items[2 * i + 1]);
		end -= 9 + key + value;
		put_16(b, PAGE + 20 + 2 * i, (unsigned)end);
		put_32(b, PAGE + end, (uint32_t)key);
		put_32(b, PAGE + end + 4, (uint32_t)value);
		memcpy(b->p + PAGE + end + 9, items[2 * i], key);
		memcpy(b->p + PAGE + end + 9 + key, items[2 * i + 1], value);
	}
	put_16(b, PAGE + 16, (unsigned)(20 + 2 * i));
}

#endif
