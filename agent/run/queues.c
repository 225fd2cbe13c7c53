/* Messages that wait in the queues of sendmail. */
#include "agent/run/queues.h"

#include <errno.h>
#include <string.h>

#include "agent/base/buf.h"
#include "agent/model/smcf.h"
#include "platforms/start_role.h"

#define DEFAULT_QUEUE "/var/spool/mqueue"
#define DEFAULT_CLIENT "/var/spool/clientmqueue"

/* The qf files of one folder. -ENOENT: no such folder. */
static int
count(const struct host *h, const char *dir, struct pool *p, struct queue *q)
{
	struct strv names = { 0 };
	const char *path;
	struct stat st;
	size_t i;
	int r;

	r = root_list(&h->root, dir, p, &names, NULL);
	for (i = 0; r == 0 && i < names.n; i++) {
		/* Hf: held, of the MSP; Qf: quarantined are hf. */
		if (strncmp(names.v[i], "qf", 2) != 0 ||
		    names.v[i][2] == '\0')
			continue;
		q->messages++;
		path = pool_printf(p, "%s/%s", dir, names.v[i]);
		if (path == NULL)
			return -ENOMEM;
		if (root_stat(&h->root, path, &st) == 0 &&
		    (q->oldest == 0 || st.st_mtime < q->oldest))
			q->oldest = st.st_mtime;
	}
	return r;
}

static int
add_folder(const struct host *h, struct facts *f, const char *dir, bool msp,
    struct pool *p)
{
	struct queue *q;
	const char *qf;
	int r;

	if (!root_exists(&h->root, dir))
		return 0;
	for (q = f->queues; q != NULL; q = q->next)
		if (strcmp(q->path, dir) == 0)
			return 0;
	q = facts_queue(f);
	if (q == NULL)
		return -ENOMEM;
	q->path = pool_strdup(&f->pool, dir);
	q->msp = msp;
	q->messages = 0;
	r = count(h, dir, p, q);
	qf = pool_printf(p, "%s/qf", dir);
	if (qf == NULL || f->pool.failed)
		return -ENOMEM;
	if (r == 0 && root_is_dir(&h->root, qf))
		r = count(h, qf, p, q);
	if (r < 0 && r != -ENOMEM) {
		q->messages = -1;
		q->oldest = 0;
		r = facts_doubt(f, "queues", dir, 0, "%s", strerror(-r));
	}
	return r;
}

/* The folders of a pattern; where there are none, the folder before the
 * first wildcard, in case it is that which cannot be read. */
static int
expand(const struct host *h, const char *pattern, struct pool *p,
    struct strv *found)
{
	struct strv names = { 0 };
	const char *wild = strpbrk(pattern, "*?["), *dir;
	int r = root_glob(&h->root, pattern, p, found);

	if (r == -ENOMEM || (r >= 0 && found->n > 0))
		return r < 0 ? r : 0;
	while (wild > pattern && *wild != '/')
		wild--;
	if (wild == pattern)
		return 0;
	dir = pool_strndup(p, pattern, (size_t)(wild - pattern));
	if (dir == NULL)
		return -ENOMEM;
	if (r >= 0)
		r = root_list(&h->root, dir, p, &names, NULL);
	if (r == -ENOMEM || r == 0 || r == -ENOENT)
		return r == -ENOMEM ? r : 0;
	return strv_push(p, found, dir);
}

static int
add_queue(const struct host *h, struct facts *f, const char *cf, bool msp)
{
	struct pool p = { 0 };
	struct buf b = BUF_INIT(ROOT_MAX_FILE);
	struct smcf parsed = { 0 };
	struct strv found = { 0 };
	const char *dir = NULL;
	size_t i;
	int r;

	r = root_read(&h->root, cf, &b, NULL, NULL);
	if (r == 0 && b.len > 0 &&
	    smcf_parse(&p, b.p, b.len, &parsed, NULL) == 0)
		dir = smcf_option(&parsed, "QueueDirectory");
	if (dir == NULL)
		dir = msp ? DEFAULT_CLIENT : DEFAULT_QUEUE;
	r = p.failed ? -ENOMEM : 0;
	if (r == 0 && strpbrk(dir, "*?[") != NULL)
		r = expand(h, dir, &p, &found);
	else if (r == 0)
		r = strv_push(&p, &found, dir);
	for (i = 0; r == 0 && i < found.n; i++)
		if (found.v[i][0] == '/')
			r = add_folder(h, f, found.v[i], msp, &p);
	buf_release(&b);
	pool_release(&p);
	return r;
}

int
queues_gather(const struct host *h, struct facts *f, struct err *e)
{
	const char *cf = start_cf(h, f, false, &f->pool);
	const char *submit = start_cf(h, f, true, &f->pool);
	int r = 0;

	if (cf != NULL)
		r = add_queue(h, f, cf, false);
	if (r == 0 && submit != NULL && (cf == NULL ||
	    strcmp(submit, cf) != 0))
		r = add_queue(h, f, submit, true);
	return r < 0 ? r : f->pool.failed ? -ENOMEM : 0;
}
