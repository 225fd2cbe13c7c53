/* Variables in a file that a start script or a unit reads. */
#include "platforms/edit_assign.h"

#include <errno.h>
#include <string.h>

#include "platforms/edit_file.h"

/* Behind these words a command, or an assignment, begins as at the start. */
static const char *const openers[] = { "export", "readonly", "typeset",
	"local", "then", "do", "else", "elif", "if", "while", "until", "!",
	"{", NULL };

static bool
is_opener(const char *word, size_t len)
{
	size_t i;

	for (i = 0; openers[i] != NULL; i++)
		if (strlen(openers[i]) == len &&
		    memcmp(openers[i], word, len) == 0)
			return true;
	return false;
}

/* Where the quoted text that begins at `at` ends (behind the quote). */
static size_t
quoted_end(const char *t, size_t at, size_t len)
{
	const char quote = t[at++];

	while (at < len && t[at] != quote) {
		if (t[at] == '\\' && quote != '\'' && at + 1 < len)
			at++;
		at++;
	}
	return at < len ? at + 1 : len;
}

static size_t
parens_end(const char *t, size_t at, size_t len)
{
	unsigned depth = 0;

	while (at < len) {
		if (t[at] == '\'' || t[at] == '"' || t[at] == '`') {
			at = quoted_end(t, at, len);
			continue;
		}
		if (t[at] == '\\' && at + 1 < len)
			at++;
		else if (t[at] == '(' || t[at] == '{')
			depth++;
		else if ((t[at] == ')' || t[at] == '}') && --depth == 0)
			return at + 1;
		at++;
	}
	return len;
}

/* The end of the word that begins at `at` (XCU 2.3). */
static size_t
word_end(const char *t, size_t at, size_t len)
{
	while (at < len) {
		switch (t[at]) {
		case ' ': case '\t': case '\n': case ';': case '&': case '|':
		case '(': case ')': case '<': case '>':
			return at;
		case '\r':
			if (at + 1 == len || t[at + 1] == '\n')
				return at;
			at++;
			break;
		case '\'': case '"': case '`':
			at = quoted_end(t, at, len);
			break;
		case '\\':
			at += at + 1 < len ? 2 : 1;
			break;
		case '$':
			at++;
			if (at < len && (t[at] == '(' || t[at] == '{'))
				at = parens_end(t, at, len);
			break;
		default:
			at++;
		}
	}
	return len;
}

bool
assign_find(const char *t, size_t len, const char *name, size_t *from,
    size_t *to)
{
	const size_t n = strlen(name);
	bool command = true, found = false;
	size_t at = 0, end;

	while (at < len) {
		if (t[at] == '#') {
			while (at < len && t[at] != '\n')
				at++;
			continue;
		}
		if (t[at] == '\\' && at + 1 < len && t[at + 1] == '\n') {
			at += 2;
			continue;
		}
		end = word_end(t, at, len);
		if (end == at) {
			if (t[at] != ' ' && t[at] != '\t' && t[at] != '\r' &&
			    t[at] != '<' && t[at] != '>')
				command = true;
			at++;
			continue;
		}
		if (command && end - at > n && t[at + n] == '=' &&
		    memcmp(t + at, name, n) == 0) {
			*from = at + n + 1;
			*to = end;
			found = true;
		} else if (memchr(t + at, '=', end - at) == NULL) {
			command = command && is_opener(t + at, end - at);
		}
		at = end;
	}
	return found;
}

/* The value in the quotes of the old one. */
static const char *
quote_like(struct pool *p, const char *old, size_t len, const char *value)
{
	static const char plain[] = "abcdefghijklmnopqrstuvwxyz"
	    "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/._-+@:,%";
	const char q = len > 1 && old[0] == old[len - 1] ? old[0] : '\0';
	const bool bare = value[0] != '\0' &&
	    value[strspn(value, plain)] == '\0';

	if ((q == '"' || q == '\'') && memchr(old + 1, q, len - 2) == NULL)
		return pool_printf(p, "%c%s%c", q, value, q);
	return bare ? value : pool_printf(p, "\"%s\"", value);
}

/* One line of recipe->set. */
struct setting {
	const char *line, *name, *value;
};

static bool
setting_next(struct edit_job *j, const char **at, struct setting *s)
{
	struct pool *p = &j->plan->pool;
	const char *end = strchr(*at, '\n'), *eq, *v, *brace;
	size_t len = end == NULL ? strlen(*at) : (size_t)(end - *at), n;

	if (len == 0)
		return false;
	s->line = pool_strndup(p, *at, len);
	*at += end == NULL ? len : len + 1;
	brace = s->line == NULL ? NULL : strstr(s->line, "{interval}");
	if (brace != NULL)
		s->line = pool_printf(p, "%.*s%s%s", (int)(brace - s->line),
		    s->line, edit_interval(j), brace + strlen("{interval}"));
	if (s->line == NULL)
		return false;
	s->name = s->line + (strncmp(s->line, "export ", 7) == 0 ? 7 : 0);
	eq = strchr(s->name, '=');
	if (eq == NULL)
		return false;
	v = eq + 1;
	n = strcspn(v, ";");
	if (n > 1 && (v[0] == '"' || v[0] == '\'')) {
		v++;
		n -= 2;
	}
	s->name = pool_strndup(p, s->name, (size_t)(eq - s->name));
	s->value = pool_strndup(p, v, n);
	return s->name != NULL && s->value != NULL;
}

/* rc.conf.local overrides rc.conf, which is not to be edited (rc.conf(8)). */
static bool
is_overridden(const char *path, const char *file)
{
	const size_t n = strlen(path);

	return strncmp(file, path, n) == 0 && strcmp(file + n, ".local") == 0;
}

/* The file whose assignment is in force, where it is the recipe's or one
 * beside it: all files of HP-UX's rc.config.d are read. */
static const char *
file_of(const struct edit_job *j, const char *name)
{
	const char *file = j->recipe->file, *slash = strrchr(file, '/');
	const size_t folder = (size_t)(slash - file) + 1, n = strlen(name);
	const struct place *p;
	const char *at;

	for (p = j->starter->because; p != NULL; p = p->next) {
		at = p->text != NULL ? strstr(p->text, name) : NULL;
		if (at != NULL && at[n] == '=' && p->path != NULL &&
		    strncmp(p->path, file, folder) == 0 &&
		    strchr(p->path + folder, '/') == NULL &&
		    !is_overridden(p->path, file))
			return p->path;
	}
	return file;
}

int
edit_assign(struct edit_job *j, struct err *e)
{
	struct buf add = BUF_INIT(65536);
	const char *at = j->recipe->set, *with, *eol;
	struct edit_file f;
	struct setting s;
	size_t from, to;
	bool any = false;
	int r;

	if (j->turn > 1 || !setting_next(j, &at, &s))
		return j->plan->pool.failed ? -ENOMEM : 0;
	r = edit_open(j, file_of(j, s.name), &f, e);
	if (r <= 0)
		return r;
	eol = edit_eol(&f);
	do {
		if (j->turn == 1 || !assign_find(f.text, f.len, s.name, &from,
		    &to)) {
			buf_addf(&add, "%s%s", s.line, eol);
			continue;
		}
		any = true;
		with = quote_like(&j->plan->pool, f.text + from, to - from,
		    s.value);
		if (with == NULL)
			r = -ENOMEM;
		else if (strlen(with) != to - from ||
		    memcmp(f.text + from, with, to - from) != 0)
			r = edit_span(j, &f, from, to, with, e);
	} while (r > 0 && setting_next(j, &at, &s));
	if (r > 0 && add.len > 0) {
		with = pool_printf(&j->plan->pool, "%s%s", edit_gap(&f),
		    add.p);
		r = with == NULL ? -ENOMEM :
		    edit_span(j, &f, f.len, f.len, with, e);
	}
	/* All were missing: turn 0 has appended them already. */
	if (r > 0 && j->turn == 1) {
		at = j->recipe->set;
		while (setting_next(j, &at, &s))
			any = any || assign_find(f.text, f.len, s.name, &from,
			    &to);
		r = any ? r : 0;
	}
	buf_release(&add);
	return j->plan->pool.failed ? -ENOMEM : r;
}
