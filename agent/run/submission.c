/* How mail that is submitted on the host leaves it. */
#include "agent/run/submission.h"

#include <errno.h>
#include <string.h>

#include "agent/base/buf.h"
#include "agent/base/lines.h"
#include "agent/model/smcf.h"
#include "agent/run/clients.h"
#include "platforms/start_role.h"

/* sendmail's submit.mc: the macro MTAHost, FEATURE(`msp')'s argument. */
static int
find_line(struct facts *f, const char *path, const char *text, size_t len)
{
	static const char macro[] = "D{MTAHost}";
	struct submission *s = &f->submission;
	struct lines l;

	s->at.path = pool_strdup(&f->pool, path);
	lines_init(&l, text, len);
	while (lines_next(&l))
		if (l.len >= sizeof(macro) - 1 &&
		    memcmp(l.line, macro, sizeof(macro) - 1) == 0) {
			s->at.line = l.number;
			s->at.text = pool_strndup(&f->pool, l.line, l.len);
		}
	return f->pool.failed ? -ENOMEM : 0;
}

static int
read_submit(const struct host *h, struct facts *f, const char *path)
{
	struct submission *s = &f->submission;
	struct pool p = { 0 };
	struct buf b = BUF_INIT(ROOT_MAX_FILE);
	struct smcf cf = { 0 };
	const char *target = NULL;
	int r;

	s->path = "msp";
	r = root_read(&h->root, path, &b, NULL, NULL);
	if (r == 0)
		r = smcf_parse(&p, b.p == NULL ? "" : b.p, b.len, &cf, NULL);
	if (r == 0)
		target = smcf_msp_host(&p, &cf);
	if (r == 0 && target != NULL) {
		s->target = pool_strdup(&f->pool, target);
		/* Every port of the MSP's relay mailer is this host's MTA. */
		s->needs_listener = clients_is_self(f, target);
	}
	if (r == 0)
		r = find_line(f, path, b.p == NULL ? "" : b.p, b.len);
	if (r < 0 && r != -ENOMEM)
		r = facts_doubt(f, "submission", path, 0, "%s",
		    r == -EINVAL ? "is no sendmail configuration" :
		    strerror(-r));
	else if (r == 0 && target == NULL)
		r = facts_doubt(f, "submission", path, 0,
		    "does not say where mail is handed to");
	buf_release(&b);
	pool_release(&p);
	return r;
}

int
submission_gather(const struct host *h, struct facts *f, struct err *e)
{
	const struct mta *m, *other = NULL;
	const char *submit, *cf;
	struct stat st;

	for (m = f->mtas; m != NULL; m = m->next) {
		if (strcmp(m->kind, "sendmail") == 0)
			break;
		other = m;
	}
	if (m == NULL) {
		f->submission.path = other != NULL ? "other" : "none";
		return 0;
	}
	cf = start_cf(h, f, false, &f->pool);
	submit = start_cf(h, f, true, &f->pool);
	if (f->pool.failed)
		return -ENOMEM;
	if (submit != NULL && cf != NULL && strcmp(submit, cf) != 0)
		return read_submit(h, f, submit);
	f->submission.path = "setuid";
	if (f->live && root_stat(&h->root, m->resolved != NULL ?
	    m->resolved : m->path, &st) == 0)
		f->submission.set_user_id = st.st_uid == 0 &&
		    (st.st_mode & S_ISUID) != 0 ? TRI_YES : TRI_NO;
	return 0;
}
