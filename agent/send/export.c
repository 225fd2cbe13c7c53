/* The reports of this host as a file, for hosts without HTTPS. */
#include "agent/send/export.h"

#include <errno.h>
#include <string.h>

#include "agent/base/parcel.h"
#include "agent/send/outbox.h"
#include "agent/send/signing.h"

#define MAX_BODY ((size_t)16 << 20)

static int
put(struct parcel *p, const char *secret, struct buf *to, struct err *e)
{
	struct buf text = BUF_INIT(MAX_BODY + 1024);
	int r = parcel_signed(p, &text);

	if (r == 0)
		r = signing_sign(secret, text.p, text.len, p->signature, e);
	else
		err_set(e, -r, r == -EINVAL ? "the id that the collector gave "
		    "is none" : "out of memory");
	if (r == 0 && parcel_put(p, to) < 0)
		r = err_set(e, EFBIG, "more than fits into one file");
	buf_release(&text);
	return r;
}

int
export_spool(const struct root *spool, struct spoolack *ack,
    const struct enrolled *self, struct buf *to, size_t *n, struct err *e)
{
	struct parcel p = { .len = 0 };
	struct buf body = BUF_INIT(MAX_BODY);
	struct outbox o = { .n = 0 };
	size_t i, count = 0;
	int r;

	if (self->id[0] == '\0' || self->sign[0] == '\0')
		return err_set(e, ENOENT, "not enrolled with a key to sign "
		    "with: --enroll URL --token-file FILE");
	if (strlen(self->id) >= sizeof(p.id))
		return err_set(e, EINVAL, "the id that the collector gave is "
		    "none");
	memcpy(p.id, self->id, strlen(self->id) + 1);
	r = signing_public(self->sign, p.key, e);
	if (r == 0)
		r = outbox_read(spool, ack, &o, e);
	for (i = 0; r == 0 && i < o.n; i++) {
		r = outbox_body(spool, &o.v[i], &body, e);
		/* Root gave it up for room meanwhile; or it is no report. */
		if (r == -ENOENT || r == -EFBIG || (r >= 0 && body.len == 0)) {
			r = 0;
			continue;
		}
		p.body = body.p;
		p.len = body.len;
		r = r < 0 ? r : put(&p, self->sign, to, e);
		count++;
	}
	buf_release(&body);
	outbox_release(&o);
	if (r == 0)
		*n = count;
	return r;
}
