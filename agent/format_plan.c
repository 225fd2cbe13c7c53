/* A plan for people, and for patch(1). */
#include "agent/format_plan.h"

#include <string.h>

#include "agent/diff.h"
#include "agent/text.h"

/* One line that patch(1) passes over. */
static void
put(struct buf *b, const char *text)
{
	buf_adds(b, "# ");
	text_escape(b, text);
	buf_addc(b, '\n');
}

/* A word as a shell takes it. */
static void
add_word(struct buf *b, const char *word)
{
	static const char plain[] = "abcdefghijklmnopqrstuvwxyz"
	    "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/._-+@:,=%";
	const char *p;

	if (word[0] != '\0' && word[strspn(word, plain)] == '\0') {
		buf_adds(b, word);
		return;
	}
	buf_addc(b, '\'');
	for (p = word; *p != '\0'; p++) {
		if (*p == '\'')
			buf_adds(b, "'\\''");
		else
			buf_addc(b, *p);
	}
	buf_addc(b, '\'');
}

static void
add_argv(struct buf *b, const char *const *argv)
{
	for (; *argv != NULL; argv++) {
		if (b->len > 0)
			buf_addc(b, ' ');
		add_word(b, *argv);
	}
}

/* systemctl(1)'s words for the manager's methods. */
static const char *
verb_word(const char *verb)
{
	static const struct { const char *verb, *word; } table[] = {
		{ "Reload", "daemon-reload" },
		{ "StopUnit", "stop" },
		{ "StartUnit", "start" },
		{ "RestartUnit", "restart" },
		{ "TryRestartUnit", "try-restart" },
		{ "ReloadUnit", "reload" },
	};
	size_t i;

	for (i = 0; i < sizeof(table) / sizeof(table[0]); i++)
		if (strcmp(table[i].verb, verb) == 0)
			return table[i].word;
	return verb;
}

/* The step as a command; false: it is in the diff. */
static bool
command_of(struct buf *b, const struct step *s)
{
	switch (s->kind) {
	case STEP_PUT:
		return false;
	case STEP_LINK:
		buf_adds(b, s->was.there ? "ln -sf " : "ln -s ");
		add_word(b, s->to);
		break;
	case STEP_MOVE:
		buf_adds(b, "mv ");
		add_word(b, s->path);
		buf_addc(b, ' ');
		add_word(b, s->to);
		return true;
	case STEP_REMOVE:
		buf_adds(b, "rm");
		break;
	case STEP_MODE:
		buf_addf(b, "chmod %04o", (unsigned)s->mode & 07777);
		break;
	case STEP_BUS:
		buf_addf(b, "systemctl %s", verb_word(s->verb));
		if (s->unit != NULL) {
			buf_addc(b, ' ');
			add_word(b, s->unit);
		}
		return true;
	case STEP_ARGV:
		add_argv(b, s->argv);
		return true;
	case STEP_SIGNAL:
		buf_addf(b, "kill %ld", (long)s->pid);
		return true;
	}
	buf_addc(b, ' ');
	add_word(b, s->path);
	return true;
}

/* Commands: those on files, or those that only a running host knows. */
static void
put_commands(const struct plan *p, bool live, struct buf *b)
{
	const struct step *s;
	struct buf line = BUF_INIT(1 << 16);
	bool any = false;

	for (s = p->first; s != NULL; s = s->next) {
		buf_clear(&line);
		if (s->live != live || !command_of(&line, s))
			continue;
		if (line.failed) {
			b->failed = true;
			break;
		}
		if (!any)
			buf_adds(b, live ? "#\n# on the running host, then:\n"
			    : "#\n# links and names:\n");
		any = true;
		buf_adds(b, "#   ");
		text_escape(b, line.p);
		buf_addc(b, '\n');
	}
	buf_release(&line);
}

static void
put_refusals(const struct plan *p, struct buf *b)
{
	const struct refusal *n;
	struct buf line = BUF_INIT(1 << 16);

	for (n = p->refusals; n != NULL; n = n->next) {
		buf_clear(&line);
		buf_adds(&line, n->forcible ? "refused (--force goes on): " :
		    "refused: ");
		if (n->at.path != NULL && n->at.line > 0)
			buf_addf(&line, "%s line %u: ", n->at.path,
			    n->at.line);
		else if (n->at.path != NULL)
			buf_addf(&line, "%s: ", n->at.path);
		buf_adds(&line, n->reason);
		put(b, line.p != NULL ? line.p : "");
	}
	buf_release(&line);
}

/* Why a host that fails has no plan. */
static void
put_exempt(const struct report *r, struct buf *b)
{
	const struct finding *n;
	struct buf line = BUF_INIT(1 << 16);

	for (n = r->findings != NULL ? r->findings->first : NULL; n != NULL;
	    n = n->next) {
		if (n->verdict != VERDICT_EXEMPT)
			continue;
		buf_clear(&line);
		buf_addf(&line, "exempt: %s: %s", n->check,
		    n->summary != NULL ? n->summary : "");
		put(b, line.p != NULL ? line.p : "");
	}
	buf_release(&line);
}

static void
put_ends(const struct plan *p, struct buf *b)
{
	const struct outcome *m;
	struct buf line = BUF_INIT(1 << 16);

	for (m = p->ends; m != NULL; m = m->next) {
		buf_clear(&line);
		buf_addf(&line, "%s: %s", m->who, m->where != NULL ?
		    m->where : "NOWHERE");
		put(b, line.p != NULL ? line.p : "");
	}
	buf_release(&line);
}

/* patch(1) makes a new file: the other names would keep the old one. */
static void
put_links(const struct plan *p, struct buf *b)
{
	const struct step *s;
	struct buf line = BUF_INIT(1 << 16);

	for (s = p->first; s != NULL; s = s->next) {
		if (s->kind != STEP_PUT || s->was.nlink < 2)
			continue;
		buf_clear(&line);
		buf_addf(&line, "%s has %llu names (hard links): it has to "
		    "be written in place", s->path,
		    (unsigned long long)s->was.nlink);
		put(b, line.p != NULL ? line.p : "");
	}
	buf_release(&line);
}

static void
put_head(const struct report *r, struct buf *b)
{
	const struct plan *p = r->plan;
	struct buf line = BUF_INIT(4096);

	buf_addf(&line, "%s: mode %s", r->facts->name != NULL ?
	    r->facts->name : "this host", mode_name(p->wanted));
	if (p->mode != p->wanted)
		buf_addf(&line, ", as %s: local mail needs a listener on "
		    "loopback", mode_name(p->mode));
	if (r->facts->title != NULL)
		buf_addf(&line, " (%s)", r->facts->title);
	put(b, line.p != NULL ? line.p : "");
	buf_release(&line);
}

/* A database is no text: patch(1) could not make it. */
static bool
is_binary(const struct step *s)
{
	return (s->len > 0 && memchr(s->data, '\0', s->len) != NULL) ||
	    (s->old_len > 0 && memchr(s->old, '\0', s->old_len) != NULL);
}

static void
put_binary(const struct step *s, struct buf *b)
{
	struct buf line = BUF_INIT(1 << 16);

	buf_addf(&line, "%s: %zu bytes, %s", s->path, s->len,
	    s->why != NULL ? s->why : "made anew");
	put(b, line.p != NULL ? line.p : "");
	buf_release(&line);
}

void
plan_text(const struct report *r, const struct look *look, struct buf *b)
{
	const struct plan *p = r->plan;
	const struct step *s;

	put_head(r, b);
	put_refusals(p, b);
	if (p->first == NULL) {
		if (p->refusals == NULL)
			put(b, p->wanted == MODE_OBSERVE ?
			    "mode observe: nothing is changed" :
			    "nothing to change");
		put_exempt(r, b);
		return;
	}
	put_ends(p, b);
	put_links(p, b);
	for (s = p->first; s != NULL; s = s->next)
		if (s->kind == STEP_PUT && is_binary(s))
			put_binary(s, b);
		else if (s->kind == STEP_PUT)
			diff_write(b, s->path, s->old, s->old_len, s->data,
			    s->len);
	put_commands(p, false, b);
	put_commands(p, true, b);
}
