/* Programs of the host that are asked, in a folder of their own. */
#include <errno.h>
#include <string.h>

#include "agent/base/pool.h"
#include "agent/port/host.h"
#include "agent/port/run.h"
#include "agent/port/scratch.h"

#define MAX_WORDS 16

static int
put_files(const struct tool_job *j, struct scratch *s, struct err *e)
{
	const struct tool_file *f;
	int r = 0;

	for (f = j->files; r == 0 && f < j->files + j->n_files; f++)
		if (f->data != NULL)
			r = scratch_put(s, f->name, f->data, f->len, e);
	return r;
}

static int
take_files(const struct tool_job *j, struct scratch *s, struct err *e)
{
	const struct tool_file *f;
	int r = 0;

	for (f = j->files; r == 0 && f < j->files + j->n_files; f++) {
		if (f->made == NULL)
			continue;
		r = scratch_read(s, f->name, f->made);
		if (r == -ENOENT)
			r = 0;
		else if (r < 0)
			err_set(e, -r, "%s: %s", f->name, strerror(-r));
	}
	return r;
}

static int
run_in(const struct tool_job *j, const struct scratch *s, struct pool *pool,
    struct run_result *end, struct err *e)
{
	const char *argv[MAX_WORDS + 1];
	const char *input = NULL;
	size_t n;

	for (n = 0; j->argv[n] != NULL; n++) {
		if (n == MAX_WORDS)
			return err_set(e, E2BIG, "too many arguments");
		argv[n] = j->argv[n][0] != '@' ? j->argv[n] :
		    pool_printf(pool, "%s/%s", s->path.p, j->argv[n] + 1);
	}
	argv[n] = NULL;
	if (j->input != NULL)
		input = pool_printf(pool, "%s/%s", s->path.p, j->input);
	if (pool->failed)
		return -ENOMEM;
	return run_first(&(struct program){ .argv = argv, .input = input,
	    .limit_ms = j->limit, .user = j->user, .out = j->out,
	    .errors = j->errors }, j->paths, end, e);
}

static int
run_tool(const struct tool_job *j, struct err *e)
{
	static const int ends[] = { [RUN_EXITED] = 0,
		[RUN_SIGNALED] = -EINTR, [RUN_TIMEOUT] = -ETIMEDOUT,
		[RUN_TOO_MUCH] = -E2BIG };
	struct scratch s = SCRATCH_INIT;
	struct pool pool = { .blocks = NULL };
	struct run_result end = { .end = RUN_EXITED };
	char words[64];
	int r = scratch_make(&s, j->user, e);

	if (r == 0)
		r = put_files(j, &s, e);
	if (r == 0)
		r = run_in(j, &s, &pool, &end, e);
	if (r == 0 && end.end != RUN_EXITED)
		r = err_set(e, -ends[end.end], "%s: %s", j->argv[0],
		    run_words(&end, words, sizeof(words)));
	if (r == 0)
		r = take_files(j, &s, e);
	scratch_release(&s);
	pool_release(&pool);
	return r == 0 ? end.number : r;
}

const struct tool_ops tool_port = { .run = run_tool };
