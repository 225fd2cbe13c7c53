/* The second line of sendmail's pid file. */
#include "agent/run/pidfile.h"

#include "agent/base/lines.h"
#include "agent/base/num.h"

#define FILE_MAX 65536

/* Times of processes are counted from the boot in ticks, those of files in
 * the seconds of a clock that may be slewed. */
#define SLACK 2

static size_t
trimmed(const char *line, size_t len)
{
	while (len > 0 && (line[len - 1] == ' ' || line[len - 1] == '\t'))
		len--;
	return len;
}

bool
pidfile_parse(const char *text, size_t len, pid_t pid, struct pool *pool,
    struct words *ret)
{
	struct words w = { .v = NULL };
	struct lines l;
	long long n;
	size_t i = 0, start;
	char *word;

	lines_init(&l, text, len);
	if (!lines_next(&l) ||
	    num_parse(l.line, trimmed(l.line, l.len), 1, 0x7fffffff, &n) != 0 ||
	    n != pid || !lines_next(&l))
		return false;
	for (;;) {
		while (i < l.len && l.line[i] == ' ')
			i++;
		for (start = i; i < l.len && l.line[i] != ' '; i++)
			;
		if (i == start)
			break;
		word = pool_strndup(pool, l.line + start, i - start);
		if (word == NULL || words_push(pool, &w, word, WORD_KNOWN) != 0)
			return false;
	}
	if (w.n == 0)
		return false;
	*ret = w;
	return true;
}

bool
pidfile_words(const struct host *h, const char *path, const struct proc *p,
    struct pool *pool, struct words *ret)
{
	struct buf b = BUF_INIT(FILE_MAX);
	struct stat st;
	bool found = false;

	if (root_read(&h->root, path, &b, &st, NULL) == 0 &&
	    (p->started == 0 || (int64_t)st.st_mtime + SLACK >= p->started) &&
	    (st.st_uid == 0 || (long)st.st_uid == p->uid))
		found = pidfile_parse(b.p, b.len, p->pid, pool, ret);
	buf_release(&b);
	return found;
}
