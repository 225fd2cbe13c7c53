/* From the command line to the answer. */
#include "probe/relay_command.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/unit/smtp_script.h"

static char folder[200];

static int
keep(void *arg, const struct buf *b)
{
	return buf_add(arg, b->p, b->len);
}

static int
command(struct buf *out, struct err *e, const char *const *words)
{
	char *argv[20] = { NULL };
	struct probe_settings s;
	int argc = 0, r;

	buf_clear(out);
	*e = (struct err){ 0 };
	for (; words[argc] != NULL; argc++)
		argv[argc] = (char *)(size_t)words[argc];
	r = probe_settings_parse(argc, argv, &s, e);
	return r < 0 ? r : relay_command(&s, argc, argv, "own.example", keep,
	    out, NULL, e);
}

#define RUN(...) command(&out, &e, (const char *const []){ "probe", \
    __VA_ARGS__, NULL })

static const char *
closed(const char *line, int n)
{
	if (*line == '\0')
		return "220 a.example ready\r\n";
	if (strncmp(line, "QUIT", 4) == 0)
		return "221 bye\r\n";
	return strncmp(line, "RCPT", 4) == 0 ? "550 5.7.1 Relaying denied\r\n" :
	    "250 ok\r\n";
}

static void
put(const char *name, const char *text, char path[256])
{
	FILE *f;

	snprintf(path, 256, "%s/%s", folder, name);
	f = fopen(path, "w");
	assert_non_null(f);
	assert_true(fputs(text, f) >= 0);
	fclose(f);
}

static void
hosts(void **state)
{
	struct smtp_script server = smtp_script_start(closed);
	struct buf out = BUF_INIT((size_t)1 << 20);
	char networks[256], list[256], port[16], path[256], line[300];
	struct err e;
	FILE *f;

	snprintf(port, sizeof(port), "%u", server.port);
	put("networks", "127.0.0.0/30 # ours\n", networks);
	put("list", "# hosts\n127.0.0.1\n127.0.0.5\n", list);
	assert_int_equal(RUN("--authorised-networks", networks, "--envelopes",
	    "1,5", list, "--port", port, "--retries", "0", "--transcripts",
	    folder), 2);
	assert_non_null(strstr(out.p, "closed: 127.0.0.1 port "));
	assert_non_null(strstr(out.p, ", 2 of 2 envelopes answered\n"
	    "  1: MAIL FROM:<postmaster@own.example> "));
	assert_non_null(strstr(out.p, "unknown: 127.0.0.5"));
	assert_non_null(strstr(out.p, "0 open, 1 closed, 1 unknown\n"));
	snprintf(path, sizeof(path), "%s/127.0.0.1-%s.txt", folder, port);
	f = fopen(path, "r");
	assert_non_null(f);
	assert_non_null(fgets(line, sizeof(line), f));
	assert_non_null(strstr(line, " closed: 127.0.0.1 port "));
	fclose(f);
	remove(path);
	snprintf(path, sizeof(path), "%s/127.0.0.5-%s.txt", folder, port);
	assert_null(fopen(path, "r"));
	assert_int_equal(RUN("--authorised-networks=127.0.0.1", "--port",
	    port, "--format", "json", "--envelopes", "1", "--retries", "0",
	    "--helo",
	    "me.example", "--from", "me@x.example", "127.0.0.1"), 0);
	assert_non_null(strstr(out.p, "\"C: EHLO me.example\""));
	assert_non_null(strstr(out.p, "\"C: MAIL FROM:<me@x.example>\""));
	smtp_script_end(&server);
	remove(networks);
	remove(list);
	buf_release(&out);
}

static void
mistakes(void **state)
{
	struct buf out = BUF_INIT((size_t)1 << 20);
	char bad[256];
	struct err e;

	assert_int_equal(RUN("127.0.0.1"), -EINVAL);
	assert_non_null(strstr(e.text, "--authorised-networks"));
	assert_int_equal(RUN("--authorised-networks", "everything",
	    "127.0.0.1"), -EINVAL);
	assert_int_equal(RUN("--authorised-networks", "127.0.0.1",
	    "127.0.0.1/8"), -EINVAL);
	put("bad", "127.0.0.1\na b/c\n", bad);
	assert_int_equal(RUN("--authorised-networks", "127.0.0.1", bad),
	    -EINVAL);
	assert_non_null(strstr(e.text, "b/c"));
	remove(bad);
	assert_int_equal(out.len, 0);
	buf_release(&out);
}

static int
begin(void **state)
{
	const char *tmp = getenv("TMPDIR");

	snprintf(folder, sizeof(folder), "%s/relay_command.XXXXXX",
	    tmp != NULL ? tmp : "/tmp");
	return mkdtemp(folder) == NULL;
}

static int
end(void **state)
{
	return remove(folder);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(hosts),
		cmocka_unit_test(mistakes),
	};

	return cmocka_run_group_tests_name("relay_command", tests, begin,
	    end);
}
