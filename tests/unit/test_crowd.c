/* Links of a crowd, and whom they never reach. */
#include "probe/crowd.h"

#include <errno.h>
#include <string.h>

#include "probe/dialogue.h"
#include "tests/unit/smtp_script.h"

struct seen {
	struct crowd *crowd;
	struct link *link;
	bool may, opened, failed, greedy;
	int error;
	char said[256], heard[1024], got[256], words[300], local[ADDRESS_TEXT];
};

static void
append(char *to, size_t size, const char *data, size_t len)
{
	size_t n = strlen(to);

	if (n + len < size) {
		memcpy(to + n, data, len);
		to[n + len] = '\0';
	}
}

static bool
allowed(void *owner, const struct address *a)
{
	return ((struct seen *)owner)->may;
}

static void
said(void *owner, const char *data, size_t len)
{
	struct seen *s = owner;

	append(s->said, sizeof(s->said), data, len);
}

static bool
heard(void *owner, const char *line, size_t len)
{
	struct seen *s = owner;

	append(s->heard, sizeof(s->heard), line, len);
	return !s->greedy;
}

static void
opened(void *owner)
{
	struct seen *s = owner;

	s->opened = true;
	link_local(s->link, s->local);
	assert_int_equal(link_send(s->link, "NOOP\r\n", 6), 6);
}

static void
failed(void *owner, int error, const char *words)
{
	struct seen *s = owner;

	s->failed = true;
	s->error = error;
	s->link = NULL;
	append(s->words, sizeof(s->words), words, strlen(words));
}

static void
readable(void *owner)
{
	struct seen *s = owner;
	char data[100];
	ssize_t n = link_recv(s->link, data, sizeof(data));

	if (n > 0)
		append(s->got, sizeof(s->got), data, (size_t)n);
	if (n == 0) {
		link_close(s->link);
		s->link = NULL;
	}
}

static void
writable(void *owner)
{
}

static const struct crowd_handler handler = { .allowed = allowed,
	.said = said, .heard = heard, .opened = opened, .failed = failed,
	.readable = readable, .writable = writable };

/* Until it failed or was closed. */
static void
run(struct seen *s, const char *to, unsigned port)
{
	int64_t deadline = clock_ms() + 60000;
	struct err e = { 0 };
	struct address a;

	assert_int_equal(address_parse(to, &a), 0);
	s->crowd = crowd_new(&handler, 10, &e);
	assert_non_null(s->crowd);
	assert_int_equal(crowd_room(s->crowd), 10);
	s->link = crowd_open(s->crowd, &a, port, "[192.0.2.1]", true, s, &e);
	assert_non_null(s->link);
	assert_int_equal(crowd_links(s->crowd), 1);
	while (s->link != NULL && clock_ms() < deadline)
		assert_int_equal(crowd_wait(s->crowd, 100), 0);
	assert_null(s->link);
	assert_int_equal(crowd_links(s->crowd), 0);
	crowd_free(s->crowd);
}

static const char *
polite(const char *line, int n)
{
	if (*line == '\0')
		return "220 a.example ready\r\n";
	if (strncmp(line, "EHLO", 4) == 0)
		return "250-a.example\r\n250 PIPELINING\r\n";
	return strncmp(line, "NOOP", 4) == 0 ? "250 noop\r\n" : NULL;
}

/* Hangs up after NOOP's answer. */
static const char *
short_of_words(const char *line, int n)
{
	return strncmp(line, "NOOP", 4) == 0 ? NULL : polite(line, n);
}

static void
opens(void **state)
{
	struct smtp_script server = smtp_script_start(short_of_words);
	struct seen s = { .may = true };

	run(&s, "127.0.0.1", server.port);
	smtp_script_end(&server);
	assert_true(s.opened);
	assert_string_equal(s.said, "EHLO [192.0.2.1]\r\n");
	assert_string_equal(s.heard, "220 a.example ready\r\n"
	    "250-a.example\r\n250 PIPELINING\r\n");
	/* No server takes that for itself. */
	assert_string_equal(s.local, "127.86.77.53");
}

/* Whatever libcurl was told. */
static void
not_allowed(void **state)
{
	struct smtp_script server = smtp_script_start(polite);
	struct seen s = { .may = false };

	run(&s, "127.0.0.1", server.port);
	smtp_script_end(&server);
	assert_true(s.failed);
	assert_string_equal(s.heard, "");
}

static void
nobody(void **state)
{
	struct smtp_script server = smtp_script_start(polite);
	struct seen s = { .may = true };

	smtp_script_end(&server);
	run(&s, "127.0.0.1", server.port);
	assert_true(s.failed);
	assert_int_equal(s.error, ECONNREFUSED);
	assert_true(s.words[0] != '\0');
}

static const char *
busy(const char *line, int n)
{
	return *line == '\0' ? "421 busy\r\n" : NULL;
}

static void
refused(void **state)
{
	struct smtp_script server = smtp_script_start(busy);
	struct seen s = { .may = true };

	run(&s, "127.0.0.1", server.port);
	assert_int_equal(s.error, EPROTO);
	assert_string_equal(s.heard, "421 busy\r\n");
	smtp_script_end(&server);
	/* What is heard may be enough. */
	server = smtp_script_start(polite);
	s = (struct seen){ .may = true, .greedy = true };
	run(&s, "127.0.0.1", server.port);
	assert_int_equal(s.error, EPROTO);
	smtp_script_end(&server);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(opens),
		cmocka_unit_test(not_allowed),
		cmocka_unit_test(nobody),
		cmocka_unit_test(refused),
	};

	return cmocka_run_group_tests_name("crowd", tests, NULL, NULL);
}
