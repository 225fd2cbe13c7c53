/* The edit functions on any text: they end, no byte outside of what they
 * name changes, the shell reads what comes of it, and the diff of both makes
 * the one of the other. */
#include <errno.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "agent/diff.h"
#include "agent/run/was.h"
#include "platforms/recipe.h"
#include "platforms/shell.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* How much of the old text an edit may take away. */
enum reach { NOTHING, A_WORD, ALL };

static const struct {
	edit_fn *edit;
	const char *path;
	enum reach reach;
} edits[] = {
	{ edit_assign, "/etc/x", ALL },
	{ edit_words, "/etc/x", A_WORD },
	{ edit_src, "/etc/x", A_WORD },
	{ edit_port_word, "/etc/x", NOTHING },
	{ edit_noop, "/etc/x", NOTHING },
	{ edit_comment, "/etc/x", NOTHING },
	{ edit_inittab_off, "/etc/x", A_WORD },
	{ edit_inittab_once, "/etc/x", A_WORD },
	{ edit_inetd_loopback, "/etc/x", A_WORD },
	{ edit_xinetd_off, "/etc/x", A_WORD },
	{ edit_xinetd_loopback, "/etc/x", A_WORD },
	{ edit_unit_command, "/etc/systemd/system/x.service", ALL },
	{ edit_socket_loopback, "/etc/systemd/system/x.socket", ALL },
	{ edit_cf_loopback, "/etc/mail/sendmail.cf", A_WORD },
};

/* What is neither in the common beginning nor in the common end. */
static void
check_bytes(const struct step *s, enum reach reach)
{
	size_t i = 0, a = s->old_len, b = s->len, k;

	if (s->old == NULL || reach == ALL)
		return;
	while (i < a && i < b && s->old[i] == s->data[i])
		i++;
	while (a > i && b > i && s->old[a - 1] == s->data[b - 1]) {
		a--;
		b--;
	}
	if (reach == NOTHING && a != i)
		abort();
	/* Several addresses of a cf may change; a line never ends or joins
	 * another. */
	for (k = 0, i = 0; i < s->old_len; i++)
		k += s->old[i] == '\n';
	for (i = 0; i < s->len; i++)
		k -= s->data[i] == '\n';
	if (reach == A_WORD && (ptrdiff_t)k > 0)
		abort();
}

static void
check_step(struct host *host, const struct step *s, enum reach reach)
{
	static const char *const args[] = { "start", NULL };
	struct buf b = BUF_INIT((size_t)1 << 20);
	struct pool pool = { .failed = false };
	struct sh_result r = { .commands = NULL };
	struct err e;

	if (s->kind != STEP_PUT)
		return;
	if (s->data == NULL || s->data[s->len] != '\0')
		abort();
	check_bytes(s, reach);
	diff_write(&b, s->path, s->old, s->old_len, s->data, s->len);
	if (b.failed)
		abort();
	buf_release(&b);
	if (root_overlay_put(&host->root, "/s", s->data, s->len) < 0 ||
	    sh_run(host, "/s", &(struct sh_options){ .args = args }, &pool,
	    &r, &e) < 0)
		abort();
	pool_release(&pool);
}

/* The first byte is the function and the turn, the second the line. */
int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct host host = { .root = { .fd = -1 } };
	static const struct recipe recipe = { .file = "/etc/x", .why = "x",
		.set = "MODE=\"\";\nexport A=none\nB={interval}" };
	static const char *const argv[] = { "/usr/lib/sendmail", "-bd" };
	const size_t n = sizeof(edits) / sizeof(edits[0]);
	struct starter starter = { .mta = "sendmail", .mechanism = "rclink",
		.unit = "x.service" };
	struct place because = { .next = NULL };
	struct facts facts;
	struct policy policy;
	struct plan plan;
	struct edit_job job;
	struct step *s;
	struct err e = { .code = 0 };
	size_t at;
	int r;

	if (size < 2 || size > 16384)
		return 0;
	if (host.root.fd < 0 && root_open(&host.root, "/proc/self/fdinfo",
	    &e) < 0)
		abort();
	at = data[0] % n;
	if (root_overlay_put(&host.root, edits[at].path, data + 2,
	    size - 2) < 0)
		abort();
	facts_init(&facts);
	policy_init(&policy);
	plan_init(&plan);
	facts.platform = "generic";
	words_from_argv(&plan.pool, argv, 2, &starter.words);
	starter.at = (struct place){ .path = edits[at].path,
	    .line = data[1] % 16 };
	because = starter.at;
	starter.because = &because;
	starter.queue_interval = data[1] & 128 ? 900 : 0;
	job = (struct edit_job){ .host = &host, .facts = &facts,
	    .starter = &starter, .policy = &policy, .recipe = &recipe,
	    .turn = data[0] / n % 4, .plan = &plan, .was = was_read };
	r = edits[at].edit(&job, &e);
	if (r < 0 && r != -ENOMEM)
		abort();
	if (r > 0 && plan_seal(&plan) < 0)
		abort();
	for (s = plan.first; r > 0 && s != NULL; s = s->next)
		check_step(&host, s, edits[at].reach);
	plan_release(&plan);
	policy_release(&policy);
	facts_release(&facts);
	return 0;
}
