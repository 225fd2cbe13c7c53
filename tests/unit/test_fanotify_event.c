/* Events of fanotify(7), laid out by hand as <linux/fanotify.h> has them. */
#include "tests/unit/unit.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "agent/port/fanotify_event.h"

/* Numbers of this machine's own order. */
static size_t
put(char *to, const void *bytes, size_t len)
{
	memcpy(to, bytes, len);
	return len;
}

#define PUT(type, value) at += put(to + at, &(type){ value }, sizeof(type))

/* Its head: 24 bytes, with what follows in its length. */
static size_t
head(char *to, uint32_t len, uint64_t mask, int32_t pid)
{
	size_t at = 0;

	PUT(uint32_t, len);
	PUT(uint8_t, 3);
	PUT(uint8_t, 0);
	PUT(uint16_t, 24);
	PUT(uint64_t, mask);
	PUT(int32_t, -1);
	PUT(int32_t, pid);
	return at;
}

/* 2: FAN_EVENT_INFO_TYPE_DFID_NAME. Its handle has 8 bytes. */
static size_t
name_of(char *to, uint8_t type, uint16_t len, uint32_t bytes, char in,
    const char *name)
{
	size_t at = 0;

	PUT(uint8_t, type);
	PUT(uint8_t, 0);
	PUT(uint16_t, len);
	at += put(to + at, "filesys!", 8);
	PUT(uint32_t, bytes);
	PUT(int32_t, 1);
	at += put(to + at, (char[8]){ 'd', 'i', 'r', 0, 0, 0, 0, in }, 8);
	at += put(to + at, name, strlen(name) + 1);
	return at;
}

/* 4: FAN_EVENT_INFO_TYPE_PIDFD. */
static size_t
other(char *to)
{
	size_t at = 0;

	PUT(uint8_t, 4);
	PUT(uint8_t, 0);
	PUT(uint16_t, 8);
	PUT(int32_t, 0);
	return at;
}

static uint64_t
folder(char in)
{
	char handle[16];
	size_t at = put(handle, &(uint32_t){ 8 }, 4);

	at += put(handle + at, &(int32_t){ 1 }, 4);
	put(handle + at, (char[8]){ 'd', 'i', 'r', 0, 0, 0, 0, in }, 8);
	return fanotify_folder("filesys!", handle, sizeof(handle));
}

static void
changes(void **state)
{
	struct fanotify_change c = { .pid = -1 };
	char text[256];
	const char *p = text;
	size_t len;

	len = head(text, 24 + 28 + 12, 0x2, 4711);
	len += name_of(text + len, 2, 28 + 12, 8, 'a', "sendmail.cf");
	/* The second, with something else before its name. */
	len += head(text + len, 24 + 8 + 28 + 4, 0x80, 0);
	len += other(text + len);
	len += name_of(text + len, 2, 28 + 4, 8, 'b', ".");
	len += 2;
	assert_int_equal(fanotify_next(&p, &len, &c), 1);
	assert_int_equal(c.pid, 4711);
	assert_false(c.lost);
	assert_int_equal(c.len, 11);
	assert_memory_equal(c.name, "sendmail.cf", 11);
	assert_true(c.folder == folder('a'));
	assert_int_equal(fanotify_next(&p, &len, &c), 1);
	assert_int_equal(c.pid, 0);
	assert_int_equal(c.len, 1);
	assert_true(c.folder == folder('b'));
	assert_true(folder('a') != folder('b'));
	assert_int_equal(fanotify_next(&p, &len, &c), 0);
}

static void
lost(void **state)
{
	struct fanotify_change c = { .pid = -1 };
	char text[256];
	const char *p = text;
	size_t len;

	/* FAN_Q_OVERFLOW. */
	len = head(text, 24, 0x4000, 0);
	/* Without any name; with a handle alone; with an empty name. */
	len += head(text + len, 24, 0x2, 7);
	len += head(text + len, 24 + 28, 0x2, 7);
	len += name_of(text + len, 1, 28, 8, 'a', "") - 1;
	len += head(text + len, 24 + 29, 0x2, 7);
	len += name_of(text + len, 2, 29, 8, 'a', "");
	assert_int_equal(fanotify_next(&p, &len, &c), 1);
	assert_true(c.lost);
	assert_int_equal(fanotify_next(&p, &len, &c), 1);
	assert_true(c.lost);
	assert_int_equal(fanotify_next(&p, &len, &c), 1);
	assert_true(c.lost);
	assert_int_equal(fanotify_next(&p, &len, &c), 1);
	assert_true(c.lost);
	assert_int_equal(fanotify_next(&p, &len, &c), 0);
}

/* In memory of just that length, so that a step beyond it shows. */
static int
first(const char *text, size_t len, struct fanotify_change *ret)
{
	char *copy = malloc(len + 1);
	const char *p = copy;
	int r;

	assert_non_null(copy);
	memcpy(copy, text, len);
	r = fanotify_next(&p, &len, ret);
	free(copy);
	return r;
}

static void
nonsense(void **state)
{
	struct fanotify_change c;
	char text[256];
	size_t len, i;

	len = head(text, 24 + 28 + 2, 0x2, 7);
	len += name_of(text + len, 2, 28 + 2, 8, 'a', "x");
	assert_int_equal(first(text, len, &c), 1);
	for (i = 1; i < len; i++)
		assert_int_equal(first(text, i, &c), -EINVAL);
	/* A name that goes on behind its record, a handle that does: the
	 * event is there, but of what it is is not known. */
	len = head(text, 24 + 28 + 2, 0x2, 7);
	len += name_of(text + len, 2, 28 + 1, 8, 'a', "x");
	assert_int_equal(first(text, len, &c), 1);
	assert_true(c.lost);
	len = head(text, 24 + 28 + 2, 0x2, 7);
	len += name_of(text + len, 2, 28 + 2, 0xfffffff0u, 'a', "x");
	assert_int_equal(first(text, len, &c), 1);
	assert_true(c.lost);
	len = head(text, 24 + 28 + 2, 0x2, 7);
	len += name_of(text + len, 2, 3, 8, 'a', "x");
	assert_int_equal(first(text, len, &c), -EINVAL);
	/* Of another version of the kernel's interface. */
	len = head(text, 24, 0x2, 7);
	text[4] = 4;
	assert_int_equal(first(text, len, &c), -EINVAL);
	len = head(text, 8, 0x2, 7);
	assert_int_equal(first(text, len, &c), -EINVAL);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(changes),
		cmocka_unit_test(lost),
		cmocka_unit_test(nonsense),
	};

	return cmocka_run_group_tests_name("fanotify_event", tests, NULL,
	    NULL);
}
