/* Reports on their way to the collector: written here, sent by others. */
#include "agent/run/spool.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "agent/base/digest.h"
#include "agent/base/memory.h"
#include "agent/base/root_lock.h"
#include "agent/base/root_walk.h"
#include "agent/base/rootown.h"
#include "agent/base/rootwrite.h"
#include "agent/run/spool_room.h"

#define STATE SPOOL_FOLDER "/state"
#define LOCK SPOOL_FOLDER "/lock"
#define MAX_REPORT ((size_t)8 << 20)
#define SPOOL_ABOVE "/var/spool"
#define LOCK_TRIES 100

struct spool {
	const struct root *root;
	struct spool_state state;
	struct spool_list list;
	struct spoolack ack;
	gid_t group;
	bool has_group;
};

/* Other runs hold it for moments only. */
static int
lock(const struct root *root, struct err *e)
{
	const struct timespec pause = { .tv_nsec = 100000000 };
	int i, fd = -EAGAIN;
	pid_t holder;

	for (i = 0; i < LOCK_TRIES && fd == -EAGAIN; i++) {
		if (i > 0)
			nanosleep(&pause, NULL);
		fd = root_lock(root, LOCK, &holder, e);
	}
	return fd == -EAGAIN ? err_set(e, EAGAIN, "%s: process %ld has it",
	    LOCK, (long)holder) : fd;
}

/* The folder, for the group if there is one. */
static int
make_folder(struct spool *s, bool *fresh, struct err *e)
{
	struct stat st;
	int r = root_stat(s->root, SPOOL_FOLDER, &st);

	s->has_group = rootown_find_group(s->root, SPOOL_GROUP,
	    &s->group) == 0;
	*fresh = r == -ENOENT;
	if (*fresh)
		r = rootwrite_mkdir(s->root, SPOOL_ABOVE, 0755, e);
	if (*fresh && r == 0)
		r = rootwrite_mkdir(s->root, SPOOL_FOLDER, 0750, e);
	if (r == 0 && s->has_group && (*fresh || st.st_gid != s->group ||
	    (st.st_mode & 07777) != 0750) &&
	    rootown_group(s->root, SPOOL_FOLDER, s->group, 0750, e) < 0 &&
	    geteuid() == 0)
		s->has_group = false;
	return r < 0 && e->text[0] == '\0' ? root_fail(e, SPOOL_FOLDER, -r) :
	    r;
}

static int
read_all(struct spool *s, struct err *e)
{
	struct buf b = BUF_INIT(SPOOLACK_MAX);
	int r = root_read(s->root, STATE, &b, NULL, NULL);

	/* One that cannot be read is lost, which the numbers survive. */
	spool_state_parse(&s->state, r >= 0 ? b.p : "", r >= 0 ? b.len : 0);
	r = root_read(s->root, SPOOL_ACKNOWLEDGED, &b, NULL, NULL);
	spoolack_parse(&s->ack, r >= 0 ? b.p : "", r >= 0 ? b.len : 0);
	buf_release(&b);
	return spool_list_read(s->root, &s->list, e);
}

static int
write_own(const struct spool *s, const char *path, const struct buf *b,
    struct err *e)
{
	struct stat as = { .st_uid = geteuid(), .st_gid = s->has_group ?
	    s->group : getegid(), .st_mode = S_IRUSR | S_IWUSR | S_IRGRP };
	struct err why = { .code = 0 };
	int r;

	if (b->failed || memory_refused())
		return err_set(e, ENOMEM, "out of memory");
	clock_gettime(CLOCK_REALTIME, &as.st_mtim);
	as.st_atim = as.st_mtim;
	r = rootwrite_file_as(s->root, path, b->p, b->len, &as, &why);
	/* Whoever is not root may not give files away. */
	if (r == -EPERM)
		r = rootwrite_file(s->root, path, b->p, b->len, 0640, &why);
	return r < 0 ? err_set(e, -r, "%s", why.text[0] != '\0' ? why.text :
	    strerror(-r)) : 0;
}

static int
write_state(const struct spool *s, struct err *e)
{
	struct buf b = BUF_INIT(SPOOLACK_MAX);
	int r;

	spool_state_write(&s->state, &b);
	r = write_own(s, STATE, &b, e);
	buf_release(&b);
	return r;
}

/* A full disk may have room for this one once an old heartbeat is gone. */
static int
write_making_room(struct spool *s, const char *path, const struct buf *b,
    struct err *e)
{
	int r;

	r = path != NULL ? write_own(s, path, b, e) : write_state(s, e);
	while (r == -ENOSPC || r == -EDQUOT) {
		if (spool_make_room(s->root, &s->list, 0, true,
		    &s->state) < 0)
			break;
		*e = (struct err){ .code = 0 };
		r = path != NULL ? write_own(s, path, b, e) :
		    write_state(s, e);
	}
	return r;
}

static void
canonical_digest(struct report *r, char hex[DIGEST_HEX], struct buf *b)
{
	struct report c = *r;

	c.canonical = true;
	buf_clear(b);
	report_json(&c, b);
	digest_of(b->p != NULL ? b->p : "", b->len, hex);
}

/* What is known of the newest change may be older than it: a crash. */
static bool
is_unchanged(const struct spool *s, const char *digest)
{
	return s->state.digest[0] != '\0' &&
	    strcmp(s->state.digest, digest) == 0 &&
	    !spool_list_change(&s->list, s->state.change);
}

static int
put(struct spool *s, struct report *r, int64_t now, struct spooled *ret,
    struct err *e)
{
	struct report_spool member = { .rejected = s->state.rejected,
	    .dropped = s->state.dropped, .lost = s->state.lost };
	struct buf b = BUF_INIT(MAX_REPORT);
	char hex[DIGEST_HEX], name[SPOOL_NAME], path[128];
	bool same;
	int rc;

	r->spool = &member;
	canonical_digest(r, hex, &b);
	same = is_unchanged(s, hex);
	member.digest = hex;
	member.sequence = s->state.high = spool_state_next(&s->state,
	    spool_list_high(&s->list), s->ack.done, now);
	s->state.known = true;
	buf_clear(&b);
	report_json(r, &b);
	r->spool = NULL;
	rc = b.failed ? err_set(e, ENOMEM, "out of memory") : 0;
	if (rc == 0 && spool_make_room(s->root, &s->list, (long long)b.len,
	    false, &s->state) < 0) {
		s->state.lost += !same;
		rc = err_set(e, ENOSPC, "the spool is full of changes that "
		    "no collector took");
		write_state(s, NULL);
	}
	/* The number is used up before it is seen. */
	if (rc == 0)
		rc = write_making_room(s, NULL, NULL, e);
	spool_name(name, member.sequence, same ? SPOOL_HEARTBEAT :
	    SPOOL_CHANGE);
	snprintf(path, sizeof(path), "%s/%s", SPOOL_FOLDER, name);
	if (rc == 0)
		rc = write_making_room(s, path, &b, e);
	buf_release(&b);
	if (rc < 0)
		return rc;
	ret->sequence = member.sequence;
	ret->heartbeat = same;
	if (same)
		return 0;
	s->state.change = member.sequence;
	memcpy(s->state.digest, hex, sizeof(hex));
	/* Without this one the next is a change once more: no harm. */
	write_state(s, NULL);
	return 0;
}

int
spool_report(const struct root *root, struct report *r, int64_t now,
    struct spooled *ret, struct err *e)
{
	struct spool s = { .root = root };
	struct spooled done = { .sequence = 0 };
	struct err why = { .code = 0 };
	bool fresh = false;
	int fd = -1, rc = make_folder(&s, &fresh, &why);

	if (rc == 0)
		rc = fd = lock(root, &why);
	if (rc >= 0)
		rc = read_all(&s, &why);
	if (rc >= 0) {
		spool_settle(root, &s.list, &s.ack, &s.state);
		rc = put(&s, r, now, &done, &why);
	}
	if (fd >= 0)
		close(fd);
	spool_list_release(&s.list);
	if (rc < 0)
		return err_set(e, -rc, "the spool: %s", why.text[0] != '\0' ?
		    why.text : strerror(-rc));
	done.no_group = fresh && !s.has_group;
	*ret = done;
	return 0;
}
