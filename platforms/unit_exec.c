/* The command lines of a unit, word by word. */
#include "platforms/unit_exec.h"

#include <errno.h>
#include <string.h>

#include "platforms/unit_specify.h"
#include "platforms/unit_text.h"

#define BLANKS " \t\n\r"

struct making {
	struct unit_tree *tree;
	const struct unit *unit;
	const struct unit_env *env;
	struct unit_command *command;
};

/* Variables that systemd itself sets for a service, with values that only
 * the running host knows (systemd.exec(5), "Environment Variables in
 * Spawned Processes"). */
static bool
set_by_systemd(const char *name)
{
	static const char *const names[] = { "PATH", "LANG", "USER",
		"LOGNAME", "HOME", "SHELL", "INVOCATION_ID", "NOTIFY_SOCKET",
		"WATCHDOG_PID", "WATCHDOG_USEC", "SYSTEMD_EXEC_PID",
		"LISTEN_FDS", "LISTEN_PID", "LISTEN_FDNAMES", "REMOTE_ADDR",
		"REMOTE_PORT", "JOURNAL_STREAM", "TERM", "MANAGERPID",
		"RUNTIME_DIRECTORY", "STATE_DIRECTORY", "CACHE_DIRECTORY",
		"LOGS_DIRECTORY", "CONFIGURATION_DIRECTORY",
		"CREDENTIALS_DIRECTORY", "TZ" };
	size_t i;

	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (strcmp(names[i], name) == 0)
			return true;
	return strncmp(name, "LC_", 3) == 0;
}

enum known { UNSET = 0, KNOWN, UNKNOWN };

/* What a variable is worth here; the line that sets it becomes part of the
 * evidence. */
static enum known
look_up(struct making *m, const char *name, const char **value)
{
	const struct unit_var *v = unit_env_find(m->env, name);
	struct pool *pool = m->tree->pool;

	*value = "";
	if (v != NULL) {
		if (v->at.path != NULL)
			(void)place_add(pool, &m->command->because,
			    v->at.path, v->at.line, v->at.text);
		*value = v->value;
		if (!v->unknown)
			return KNOWN;
		m->command->reason = pool_printf(pool, "$%s is not known: %s",
		    name, v->reason);
		return UNKNOWN;
	}
	if (m->env->opaque) {
		m->command->reason = pool_printf(pool, "$%s is not known: %s",
		    name, m->env->reason);
		return UNKNOWN;
	}
	if (set_by_systemd(name)) {
		m->command->reason = pool_printf(pool,
		    "$%s is set while the host runs", name);
		return UNKNOWN;
	}
	return UNSET;
}

/* A word that is $NAME: the value's own words, with its quotes removed. */
static int
split_variable(struct making *m, const char *name)
{
	struct pool *pool = m->tree->pool;
	const char *value, *word;
	enum known k = look_up(m, name, &value);
	int n;

	if (k == UNSET)
		return 0;
	if (k == UNKNOWN)
		return words_push(pool, &m->command->words, value,
		    WORD_MANY);
	while ((n = unit_text_word(pool, &value, UNIT_WORD_RELAXED,
	    &word)) > 0)
		if (words_push(pool, &m->command->words, word,
		    WORD_KNOWN) < 0)
			return -ENOMEM;
	return n;
}

/* A word with ${NAME} inside, which never splits; $$ is $. Others keep
 * their $: "-q$QUEUE" is passed on as it stands. */
static int
expand(struct making *m, const struct unit_text *t)
{
	struct pool *pool = m->tree->pool;
	struct buf b = BUF_INIT(ROOT_MAX_FILE);
	enum word_gap gap = t->gap;
	const char *s, *end, *name, *value;
	int r = -ENOMEM;

	for (s = t->text; *s != '\0'; s++) {
		if (s[0] == '$' && s[1] == '$') {
			buf_addc(&b, *s++);
			continue;
		}
		if (s[0] != '$' || s[1] != '{') {
			buf_addc(&b, *s);
			continue;
		}
		end = s + 2 + strcspn(s + 2, "}:");
		if (*end != '}') {
			/* ${X:-y} is no syntax here; the reader goes on
			 * behind what it took for a name. */
			buf_addc(&b, *s);
			continue;
		}
		name = pool_strndup(pool, s + 2, (size_t)(end - s - 2));
		if (name == NULL)
			goto out;
		s = end;
		if (look_up(m, name, &value) == UNKNOWN ||
		    b.len + strlen(value) > UNIT_WORD_MAX) {
			if (m->command->reason == NULL)
				m->command->reason = "too long for execve";
			if (b.len + strlen(value) <= UNIT_WORD_MAX)
				buf_adds(&b, value);
			gap = WORD_TAIL;
			break;
		}
		buf_adds(&b, value);
	}
	if (!b.failed && buf_adds(&b, "") == 0)
		r = words_push(pool, &m->command->words, b.p, gap);
out:
	buf_release(&b);
	return r;
}

static int
add_word(struct making *m, const struct unit_text *t, bool literal)
{
	if (t->reason != NULL)
		m->command->reason = t->reason;
	if (literal)
		return words_push(m->tree->pool, &m->command->words, t->text,
		    t->gap);
	if (t->text[0] == '$' && t->text[1] != '{' && t->text[1] != '$' &&
	    t->gap == WORD_KNOWN)
		return split_variable(m, t->text + 1);
	return expand(m, t);
}

/* The characters before the program's name; returns where that begins. */
static const char *
prefixes(const char *word, struct unit_command *c, bool *literal)
{
	for (; *word != '\0'; word++) {
		if (*word == '-')
			c->ignore = true;
		else if (*word == '@')
			c->own_argv0 = true;
		else if (*word == ':')
			*literal = true;
		else if (*word != '+' && *word != '!' && *word != '|')
			break;
	}
	return word;
}

/* "//usr/./sbin/x/" as systemd writes a path. */
static const char *
simplify(struct pool *pool, const char *path)
{
	char *copy = pool_strdup(pool, path), *to = copy;
	const char *s = path;

	if (copy == NULL)
		return NULL;
	while (*s != '\0') {
		if (s[0] == '/' && s[1] == '/')
			s++;
		else if (s[0] == '/' && s[1] == '.' &&
		    (s[2] == '/' || s[2] == '\0'))
			s += 2;
		else
			*to++ = *s++;
	}
	if (to > copy + 1 && to[-1] == '/')
		to--;
	*to = '\0';
	return copy;
}

/* A ";" that stands alone ends the command, "\;" is a word. */
static bool
alone(const char *s)
{
	return s[0] == ';' && (s[1] == '\0' || strchr(BLANKS, s[1]) != NULL);
}

/*
 * One command from *at. 1: it is made, 0: nothing is left, -EINVAL: refused,
 * -ENOMEM.
 */
static int
one(struct making *m, const char **at, const struct unit_value *v)
{
	struct pool *pool = m->tree->pool;
	struct unit_command *c;
	struct unit_text t, program;
	const char *word, *name;
	bool literal = false, first = true;
	int n;

	while (alone(*at))
		*at += 1 + strspn(*at + 1, BLANKS);
	n = unit_text_word(pool, at, UNIT_WORD_C, &word);
	if (n <= 0)
		return n == -EINVAL ? 0 : n;
	c = m->command = pool_alloc(pool, sizeof(*c));
	if (c == NULL)
		return -ENOMEM;
	*c = (struct unit_command){ .key = v->key, .at = v->at };
	name = prefixes(word, c, &literal);
	if (unit_specify_at(m->tree, m->unit, &v->at, name, &program) < 0)
		return -ENOMEM;
	if (program.refused ||
	    (program.text[0] == '\0' && program.gap == WORD_KNOWN))
		return -EINVAL;
	c->program = simplify(pool, program.text);
	program.text = c->program;
	if (c->program == NULL ||
	    (!c->own_argv0 && add_word(m, &program, literal) < 0))
		return -ENOMEM;
	for (; **at != '\0'; first = false) {
		if (alone(*at)) {
			*at += 1 + strspn(*at + 1, BLANKS);
			break;
		}
		if ((*at)[0] == '\\' && alone(*at + 1)) {
			*at += 2 + strspn(*at + 2, BLANKS);
			n = words_push(pool, &c->words, ";", WORD_KNOWN);
			if (n < 0)
				return n;
			continue;
		}
		n = unit_text_word(pool, at, UNIT_WORD_C, &word);
		if (n < 0)
			return n;
		if (unit_specify_at(m->tree, m->unit, &v->at, word, &t) < 0)
			return -ENOMEM;
		if (t.refused)
			return -EINVAL;
		if (add_word(m, &t, literal) < 0)
			return -ENOMEM;
	}
	return c->own_argv0 && first ? -EINVAL : 1;
}

int
unit_exec(struct unit_tree *t, const struct unit *u,
    const struct unit_env *env, const char *key, struct unit_command **ret,
    const char **broken)
{
	struct unit_command *list = NULL, **tail = &list;
	struct making m = { .tree = t, .unit = u, .env = env };
	const struct unit_value *v;
	const char *at;
	int n;

	*broken = NULL;
	*ret = NULL;
	if ((u->key_bits & unit_bit(key)) == 0)
		return 0;
	for (v = u->values; v != NULL; v = v->next) {
		if (strcmp(v->section, "Service") != 0 ||
		    strcmp(v->key, key) != 0)
			continue;
		at = v->value;
		while ((n = one(&m, &at, v)) > 0) {
			*tail = m.command;
			tail = &m.command->next;
		}
		if (n == -ENOMEM || t->pool->failed)
			return -ENOMEM;
		if (n == -EINVAL && !m.command->ignore)
			*broken = pool_printf(t->pool,
			    "%s:%u: systemd refuses this command line",
			    v->at.path, v->at.line);
	}
	*ret = list;
	return t->pool->failed ? -ENOMEM : 0;
}
