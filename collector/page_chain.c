/* From each listener to the process, the starter, and the lines of the boot
 * configuration that make it so. */
#include "collector/page.h"

#include <string.h>

#include "agent/model/facts.h"

static void
put_place(struct buf *b, const struct place *p)
{
	html_put(b, "<span class=\"at\">%s", p->path);
	if (p->line > 0)
		html_put(b, ":%d", (int64_t)p->line);
	html_put(b, "</span> <code>%s</code>", p->text);
}

static const struct starter *
starter_find(const struct facts *f, const char *id)
{
	const struct starter *s;

	for (s = f->starters; s != NULL && id != NULL; s = s->next)
		if (s->id != NULL && strcmp(s->id, id) == 0)
			return s;
	return NULL;
}

static const struct process *
process_find(const struct facts *f, pid_t pid)
{
	const struct process *p;

	for (p = f->processes; p != NULL && pid > 0; p = p->next)
		if (p->pid == pid)
			return p;
	return NULL;
}

static const char *
at_boot_words(enum tri at_boot)
{
	return at_boot == TRI_YES ? "started at boot" : at_boot == TRI_NO ?
	    "not started at boot" : "may be started at boot";
}

static void
put_starter(struct buf *b, const struct starter *s)
{
	const struct place *p;

	html_put(b, "<li><b>%s by</b> %s%s%s (%s, role %s)<br>",
	    at_boot_words(s->at_boot), s->mechanism, s->unit != NULL ? " " :
	    "", s->unit, activation_name(s->activation),
	    role_name(s->role));
	put_place(b, &s->at);
	if (s->reason != NULL)
		html_put(b, "<br><span class=\"quiet\">%s</span>",
		    s->reason);
	buf_adds(b, "</li>\n");
	for (p = s->because; p != NULL; p = p->next) {
		buf_adds(b, "<li><b>because of</b> ");
		put_place(b, p);
		buf_adds(b, "</li>\n");
	}
}

static void
put_process(struct buf *b, const struct process *p)
{
	html_put(b, "<li><b>held by</b> process %d, %s, role %s<br>"
	    "<span class=\"at\">%s</span> <code>%s</code></li>\n",
	    (int64_t)p->pid, p->unit != NULL ? p->unit : p->mta,
	    role_name(p->role), p->exe, p->command);
}

static void
put_listener(struct buf *b, const struct facts *f, const struct listener *l)
{
	const struct process *p = process_find(f, l->pid);
	const struct starter *s = starter_find(f, l->serves);

	if (s == NULL && p != NULL)
		s = starter_find(f, p->starter);
	html_put(b, "<li><p><b>Listens on</b> <code>%r%s%r:%d</code> (%s)"
	    "</p>\n<ol class=\"chain\">\n", l->inet6 ? "[" : "", l->address,
	    l->inet6 ? "]" : "", (int64_t)l->port, l->bound == BOUND_ANY ?
	    "every address" : bound_name(l->bound));
	if (p != NULL)
		put_process(b, p);
	else if (l->pid > 0 || l->exe != NULL)
		html_put(b, "<li><b>held by</b> process %d "
		    "<span class=\"at\">%s</span> %s</li>\n",
		    (int64_t)l->pid, l->exe, l->unit);
	else
		buf_adds(b, "<li>it could not be seen who holds it</li>\n");
	if (s != NULL)
		put_starter(b, s);
	else
		buf_adds(b, "<li>nothing was found that starts it at boot"
		    "</li>\n");
	buf_adds(b, "</ol></li>\n");
}

/* What starts at boot, whether it listens now or not. */
static void
put_starters(struct buf *b, const struct facts *f)
{
	const struct starter *s;

	buf_adds(b, "<h3 id=\"starters\">What starts a mail program</h3>\n");
	if (f->starters == NULL) {
		buf_adds(b, "<p>Nothing in the boot configuration does.</p>"
		    "\n");
		return;
	}
	buf_adds(b, "<div class=\"scroll\" tabindex=\"0\" role=\"group\" "
	    "aria-labelledby=\"starters\">\n<table>\n<thead><tr>"
	    "<th scope=\"col\">Where</th><th scope=\"col\">At boot</th>"
	    "<th scope=\"col\">Role</th><th scope=\"col\">By</th>"
	    "<th scope=\"col\">Line</th></tr></thead>\n<tbody>\n");
	for (s = f->starters; s != NULL; s = s->next) {
		html_put(b, "<tr><th scope=\"row\" class=\"at\">%s",
		    s->at.path);
		if (s->at.line > 0)
			html_put(b, ":%d", (int64_t)s->at.line);
		html_put(b, "</th><td>%s</td><td>%s</td><td>%s</td>"
		    "<td><code>%s</code></td></tr>\n", s->at_boot == TRI_YES ?
		    "yes" : s->at_boot == TRI_NO ? "no" : "unknown",
		    role_name(s->role), s->mechanism, s->at.text);
	}
	buf_adds(b, "</tbody>\n</table>\n</div>\n");
}

void
page_chain(struct buf *b, const struct facts *f)
{
	const struct listener *l;

	if (f->listeners != NULL) {
		buf_adds(b, "<ul class=\"listeners\">\n");
		for (l = f->listeners; l != NULL; l = l->next)
			put_listener(b, f, l);
		buf_adds(b, "</ul>\n");
	} else {
		html_put(b, "<p>%r</p>\n", f->sockets_seen ? "Nothing "
		    "listens for mail." : "Listeners could not be seen.");
	}
	put_starters(b, f);
}

static void
put_list(struct buf *b, const char *term, const struct strv *list)
{
	size_t i;

	if (list->n == 0)
		return;
	html_put(b, "<div><dt>%r</dt><dd>", term);
	for (i = 0; i < list->n; i++)
		html_put(b, "%r%s", i > 0 ? ", " : "", list->v[i]);
	buf_adds(b, "</dd></div>\n");
}

static void
put_claim(struct buf *b, const char *term, const char *text)
{
	if (text != NULL && text[0] != '\0')
		html_put(b, "<div><dt>%r</dt><dd>%s</dd></div>\n", term,
		    text);
}

static void
put_notes(struct buf *b, const char *title, const struct note *n)
{
	if (n == NULL)
		return;
	html_put(b, "<h3>%r</h3>\n<ul>\n", title);
	for (; n != NULL; n = n->next)
		html_put(b, "<li>%s: %s%s%s</li>\n", n->about, n->reason,
		    n->at.path != NULL ? ", " : "", n->at.path);
	buf_adds(b, "</ul>\n");
}

void
page_claims(struct buf *b, const struct facts *f, const struct host_row *h)
{
	buf_adds(b, "<p class=\"notice plain\">Not trusted: nothing below "
	    "decides anything here. The verdict above is the collector's own, "
	    "from the reported facts and the permitted mode.</p>\n"
	    "<dl class=\"about\">\n");
	put_claim(b, "Its mode and verdict", h->claimed);
	put_claim(b, "Its name", f->name);
	put_list(b, "Addresses", &f->addresses);
	put_list(b, "MAC addresses", &f->macs);
	put_claim(b, "Machine id", f->machine_id);
	put_claim(b, "Serial number", f->serial);
	put_claim(b, "System", f->title);
	put_claim(b, "Version", f->version);
	put_claim(b, "Init", f->init);
	buf_adds(b, "</dl>\n");
	put_notes(b, "What it could not see", f->unseen);
	put_notes(b, "What was unclear to it", f->doubts);
}
