/* The unit evaluator on whole sets of units: it ends, and what it says is
 * whole. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "platforms/mechs.h"
#include "platforms/platform.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* A line "= a" and so on begins the file of that letter. */
static const char *const paths[] = {
	"/etc/systemd/system/mail.service",
	"/usr/lib/systemd/system/mail.service",
	"/etc/systemd/system/mail.service.d/local.conf",
	"/usr/lib/systemd/system/mail.socket",
	"/usr/lib/systemd/system/mail.timer",
	"/usr/lib/systemd/system/mail.path",
	"/usr/lib/systemd/system/mail@.service",
	"/usr/lib/systemd/system/mail@one.service.d/more.conf",
	"/usr/lib/systemd/system/default.target",
	"/usr/lib/systemd/system/service.d/all.conf",
	"/etc/default/mail",
	"/etc/init.d/mail",
	"/etc/rc3.d/S20mail",
	"/usr/lib/systemd/system/other.service",
	"/etc/systemd/system.conf",
};
#define N_PATHS (sizeof(paths) / sizeof(paths[0]))

static void
put(struct root *root, const char *path, const void *text, size_t len)
{
	if (root_overlay_put(root, path, text, len) < 0)
		abort();
}

static void
wanted_by(struct root *root, const char *unit, const char *target)
{
	char path[256];

	snprintf(path, sizeof(path), "/etc/systemd/system/%s.wants/%s",
	    target, unit);
	if (root_overlay_link(root, path, unit) < 0)
		abort();
}

static void
put_files(struct root *root, const char *text, size_t size)
{
	const char *end = text + size, *line, *from = text, *next;
	size_t at = 0;

	for (line = text; line < end; line = next) {
		next = memchr(line, '\n', (size_t)(end - line));
		next = next != NULL ? next + 1 : end;
		if (next - line != 4 || memcmp(line, "= ", 2) != 0 ||
		    line[2] < 'a' || (size_t)(line[2] - 'a') >= N_PATHS)
			continue;
		put(root, paths[at], from, (size_t)(line - from));
		at = (size_t)(line[2] - 'a');
		from = next;
	}
	put(root, paths[at], from, (size_t)(end - from));
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char program[] = "\177ELF\0DaemonPortOptions\0"
	    "QueueDirectory";
	static const struct entry entry = { .mech = &mech_unit };
	struct host host = { .root = ROOT_INIT, .source = SOURCE_ROOT };
	struct root *root = &host.root;
	const struct starter *s;
	const struct note *n;
	struct facts f;
	struct err e;

	if (size > 16384)
		return 0;
	if (root_open(root, "/proc/self/fdinfo", &e) < 0)
		abort();
	put(root, "/usr/sbin/sendmail", program, sizeof(program));
	if (root_overlay_mode(root, "/usr/sbin/sendmail", 0755) < 0)
		abort();
	put_files(root, (const char *)data, size);
	wanted_by(root, "mail.service", "default.target");
	wanted_by(root, "mail.socket", "default.target");
	wanted_by(root, "mail@one.service", "mail.service");
	facts_init(&f);
	if (mech_unit.read(&host, &entry, &f, &e) < 0)
		abort();
	for (s = f.starters; s != NULL; s = s->next)
		if (s->mechanism == NULL || s->at.path == NULL ||
		    s->mta == NULL || (s->at_boot == TRI_UNKNOWN &&
		    s->reason == NULL))
			abort();
	for (n = f.doubts; n != NULL; n = n->next)
		if (n->reason == NULL)
			abort();
	facts_release(&f);
	root_release(root);
	return 0;
}
