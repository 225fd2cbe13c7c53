/* A journal with a step of each kind, for tests. */
#ifndef HM_JOURNAL_SAMPLE_TEST_H
#define HM_JOURNAL_SAMPLE_TEST_H

#include "tests/unit/unit.h"

#include <string.h>

#include "agent/run/journal.h"

static const char *const sample_argv[] = { "/etc/init.d/sendmail", "stop",
	NULL };
static const char *const sample_undo[] = { "/etc/init.d/sendmail", "start",
	NULL };

static inline void
journal_sample(struct journal *j)
{
	struct root_xattr *x;
	struct record *c;

	journal_init(j);
	j->run = 7;
	j->time = 1795348800;
	j->program = "0.1.0";
	j->boot = "b-1";
	j->live = true;
	j->deadline = 1795349400;
	c = journal_record(j);
	c->step = (struct step){ .kind = STEP_PUT,
	    .phase = PHASE_CONFIGURATION, .path = "/etc/default/send mail",
	    .len = 6, .mode = 0644, .why = "the daemon's switch" };
	c->step.was = (struct was){ .there = true, .dev = 1, .ino = 2,
	    .nlink = 1, .size = 9, .mtime = 900000000, .mtime_ns = 5,
	    .mode = 0100640, .uid = 3, .gid = 4 };
	digest_of("MODE=-bd\n", 9, c->step.was.digest);
	digest_of("MODE=\n", 6, c->digest);
	c->attr.atime.tv_sec = 800000000;
	c->attr.flags = 16;
	x = pool_alloc(&j->pool, sizeof(*x));
	*x = (struct root_xattr){ .name = "user.note", .value = "a\0b",
	    .len = 3 };
	c->attr.xattrs = x;
	c->folder_mtime = 910000000;
	c = journal_record(j);
	c->step = (struct step){ .kind = STEP_LINK,
	    .phase = PHASE_CONFIGURATION, .path = "/etc/systemd/system/x",
	    .to = "/dev/null" };
	digest_of("/dev/null", 9, c->digest);
	c->made = "/etc/systemd";
	c->reverter = true;
	c = journal_record(j);
	c->step = (struct step){ .kind = STEP_BUS, .phase = PHASE_STOP,
	    .verb = "StopUnit", .undo_verb = "StartUnit",
	    .unit = "sendmail.service", .limit = 30000, .live = true };
	c = journal_record(j);
	c->step = (struct step){ .kind = STEP_ARGV, .phase = PHASE_STOP,
	    .argv = sample_argv, .undo_argv = sample_undo, .live = true };
	c = journal_record(j);
	c->step = (struct step){ .kind = STEP_SIGNAL, .phase = PHASE_STOP,
	    .pid = 91, .start = 12345, .live = true };
}

#endif
