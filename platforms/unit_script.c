/* Commands of units that a shell runs, or could. */
#include "platforms/unit_script.h"

#include <errno.h>
#include <string.h>

#include "agent/base/buf.h"
#include "agent/base/name.h"

bool
unit_is_shell(const char *program)
{
	static const char *const names[] = { "sh", "bash", "dash", "ksh",
		"mksh", "ash", "ksh93" };
	size_t i;

	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (strcmp(name_of(program), names[i]) == 0)
			return true;
	return false;
}

/* Does the file begin with "#!" and a shell? */
static bool
is_script(const struct host *h, const char *path)
{
	struct buf b = BUF_INIT(ROOT_MAX_FILE);
	char shell[256], head[ROOT_HEAD];
	size_t from, len;
	bool is = false;
	ssize_t n = root_head(&h->root, path, head);
	int r;

	/* Programs are large, and are not read for this. */
	if (n < 2 || head[0] != '#' || head[1] != '!')
		return false;
	r = memchr(head, '\n', (size_t)n) != NULL ?
	    buf_add(&b, head, (size_t)n) :
	    root_read(&h->root, path, &b, NULL, NULL);
	if (r == 0 && b.len > 2 && b.p[0] == '#' && b.p[1] == '!') {
		from = 2 + strspn(b.p + 2, " \t");
		len = strcspn(b.p + from, " \t\r\n");
		if (len > 0 && len < sizeof(shell)) {
			memcpy(shell, b.p + from, len);
			shell[len] = '\0';
			is = unit_is_shell(shell);
		}
	}
	buf_release(&b);
	return is;
}

int
unit_script_env(struct pool *pool, const struct unit_env *env, struct strv *ret)
{
	const struct unit_var *v;
	const char *text;

	for (v = env->vars; v != NULL; v = v->next) {
		if (v->unknown)
			continue;
		text = pool_printf(pool, "%s=%s", v->name, v->value);
		if (text == NULL || strv_push(pool, ret, text) < 0)
			return -ENOMEM;
	}
	return 0;
}

bool
unit_as_script(const struct host *h, struct pool *pool,
    const struct unit_command *c, const char **path, struct sh_options *o,
    struct strv *args)
{
	const struct words *w = &c->words;
	size_t i, first = 1;

	for (i = 0; i < w->n; i++)
		if (w->v[i].gap != WORD_KNOWN)
			return false;
	*path = c->program;
	if (unit_is_shell(c->program)) {
		for (; first < w->n && w->v[first].text[0] == '-' &&
		    !o->text_is_command; first++)
			o->text_is_command = strchr(w->v[first].text, 'c') !=
			    NULL && w->v[first].text[1] != '-';
		if (first >= w->n)
			return false;
		*path = w->v[first++].text;
		/* After the text of -c comes $0. */
		if (o->text_is_command && first < w->n)
			first++;
	} else if (!is_script(h, c->program)) {
		return false;
	}
	for (i = first; i < w->n; i++)
		if (strv_push(pool, args, w->v[i].text) < 0)
			return false;
	o->args = args->n > 0 ? args->v : NULL;
	return true;
}

const char *
unit_as_text(struct pool *pool, const struct unit_command *c)
{
	struct buf b = BUF_INIT(1 << 16);
	const char *s, *text = NULL;
	size_t i;

	for (i = 0; i < c->words.n; i++) {
		if (c->words.v[i].gap != WORD_KNOWN)
			break;
		buf_addc(&b, '\'');
		for (s = i == 0 ? c->program : c->words.v[i].text;
		    *s != '\0'; s++)
			buf_adds(&b, *s == '\'' ? "'\\''" :
			    (char[]){ *s, '\0' });
		buf_adds(&b, "' ");
	}
	if (i == c->words.n && !b.failed && b.len > 0)
		text = pool_strndup(pool, b.p, b.len);
	buf_release(&b);
	return text;
}
