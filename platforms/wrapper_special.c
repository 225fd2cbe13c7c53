/* Wrappers with a syntax of their own: flock -c, setarch, systemd-run. */
#include "platforms/wrapper_special.h"

#include <string.h>

#include "agent/base/name.h"

/* flock [options] FILE -c TEXT (flock(1)): the last words are left. */
static int
mend_flock(struct pool *p, const struct words *in, struct wrapped *w)
{
	const char *t = w->words.n > 1 ? w->words.v[0].text : "";

	if (strcmp(t, "-c") != 0 && strcmp(t, "--command") != 0)
		return 0;
	w->kind = WRAPPED_TEXT;
	w->text_at = in->n - w->words.n + 1;
	return 0;
}

/* setarch [ARCH] [options] [COMMAND] (setarch(8)): no option of it takes a
 * word of its own. */
static int
mend_setarch(struct pool *p, const struct words *in, struct wrapped *w)
{
	size_t i = 1;
	int r = 0;

	if (i < in->n && in->v[i].text[0] != '-')
		i++;
	while (i < in->n && in->v[i].text[0] == '-' &&
	    strcmp(in->v[i].text, "--") != 0)
		i++;
	if (i < in->n && strcmp(in->v[i].text, "--") == 0)
		i++;
	w->kind = i < in->n ? WRAPPED_COMMAND : WRAPPED_NOTHING;
	w->words = (struct words){ .n = 0 };
	for (; i < in->n && r == 0; i++)
		r = words_push(p, &w->words, in->v[i].text, in->v[i].gap);
	return r;
}

/* Without a command, systemd-run makes a timer (or path, or socket) for a
 * unit that is there already (systemd-run(1)). */
static int
mend_systemd_run(struct pool *p, const struct words *in, struct wrapped *w)
{
	const struct word *unit = NULL;
	struct word own;
	size_t i;
	int r;

	if (w->kind != WRAPPED_NOTHING)
		return 0;
	for (i = 1; i < in->n; i++) {
		if (strncmp(in->v[i].text, "--unit=", 7) == 0) {
			own = in->v[i];
			own.text += 7;
			unit = &own;
		} else if ((strcmp(in->v[i].text, "-u") == 0 ||
		    strcmp(in->v[i].text, "--unit") == 0) && i + 1 < in->n) {
			unit = &in->v[++i];
		}
	}
	if (unit == NULL)
		return 0;
	w->kind = WRAPPED_COMMAND;
	r = words_push(p, &w->words, "systemctl", WORD_KNOWN);
	if (r == 0)
		r = words_push(p, &w->words, "start", WORD_KNOWN);
	return r < 0 ? r : words_push(p, &w->words, unit->text, unit->gap);
}

int
wrapper_special(struct pool *p, const char *name, const struct words *in,
    struct wrapped *w)
{
	static const struct {
		const char *name;
		int (*mend)(struct pool *, const struct words *,
		    struct wrapped *);
	} all[] = {
		{ .name = "flock", .mend = mend_flock },
		{ .name = "setarch", .mend = mend_setarch },
		{ .name = "systemd-run", .mend = mend_systemd_run },
	};
	size_t i;

	for (i = 0; i < sizeof(all) / sizeof(all[0]); i++)
		if (strcmp(all[i].name, name) == 0)
			return all[i].mend(p, in, w);
	return 0;
}

bool
wrapper_changes_root(const char *name, const struct words *in)
{
	static const char *const always[] = { "chroot", "jail", "jexec",
		"nsenter", "bwrap", "proot", NULL };
	static const struct { const char *name, *option; } table[] = {
		{ "start-stop-daemon", "-r" }, { "chpst", "-/" },
		{ "unshare", "-R" },
	};
	const char *t;
	size_t i, k;

	if (name_in(always, name))
		return true;
	for (i = 1; i < in->n; i++) {
		t = in->v[i].text;
		if (strncmp(t, "--chroot", 8) == 0 ||
		    strncmp(t, "--root", 6) == 0)
			return true;
		for (k = 0; k < sizeof(table) / sizeof(table[0]); k++)
			if (strcmp(table[k].name, name) == 0 &&
			    strncmp(t, table[k].option, 2) == 0)
				return true;
	}
	return false;
}
