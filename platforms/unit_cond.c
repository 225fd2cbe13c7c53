/* Would the Condition and Assert lines of a unit let it start? */
#include "platforms/unit_cond.h"

#include <errno.h>
#include <string.h>

#include "platforms/unit_specify.h"

static enum tri
yes_no(bool b)
{
	return b ? TRI_YES : TRI_NO;
}

static enum tri
not_empty_dir(const struct unit_tree *t, const char *path)
{
	struct strv names = { .n = 0 };

	if (!root_is_dir(&t->host->root, path))
		return TRI_NO;
	if (root_list(&t->host->root, path, t->pool, &names, NULL) < 0)
		return TRI_UNKNOWN;
	return yes_no(names.n > 0);
}

/* The conditions that ask for files; UNKNOWN for all others. */
static enum tri
ask(const struct unit_tree *t, const char *what, const char *path)
{
	const struct root *root = &t->host->root;
	struct strv found = { .n = 0 };
	struct stat st;
	int r;

	if (path[0] != '/' || strncmp(path, "/run/", 5) == 0 ||
	    strncmp(path, "/var/run/", 9) == 0 ||
	    strncmp(path, "/proc", 5) == 0 ||
	    strncmp(path, "/sys/", 5) == 0 ||
	    strncmp(path, "/dev/", 5) == 0 || strncmp(path, "/tmp/", 5) == 0)
		return TRI_UNKNOWN;
	r = root_stat(root, path, &st);
	if (r == -EACCES)
		return TRI_UNKNOWN;
	if (strcmp(what, "PathExists") == 0)
		return yes_no(r == 0);
	if (strcmp(what, "PathExistsGlob") == 0) {
		r = root_glob(root, path, t->pool, &found);
		return r < 0 ? TRI_UNKNOWN : yes_no(found.n > 0);
	}
	if (strcmp(what, "PathIsDirectory") == 0)
		return yes_no(r == 0 && S_ISDIR(st.st_mode));
	if (strcmp(what, "PathIsSymbolicLink") == 0)
		return yes_no(root_lstat(root, path, &st) == 0 &&
		    S_ISLNK(st.st_mode));
	if (strcmp(what, "FileNotEmpty") == 0)
		return yes_no(r == 0 && S_ISREG(st.st_mode) &&
		    st.st_size > 0);
	if (strcmp(what, "FileIsExecutable") == 0)
		return yes_no(r == 0 && S_ISREG(st.st_mode) &&
		    (st.st_mode & 0111) != 0);
	if (strcmp(what, "DirectoryNotEmpty") == 0)
		return not_empty_dir(t, path);
	return TRI_UNKNOWN;
}

/* One line; *trigger: it begins with "|". */
static enum tri
line(const struct unit_tree *t, const struct unit *u,
    const struct unit_value *v, const char *what, bool *trigger)
{
	const char *text = v->value;
	struct unit_text path;
	bool negate;
	enum tri r;

	*trigger = *text == '|';
	text += *trigger;
	text += strspn(text, " \t");
	negate = *text == '!';
	text += negate;
	text += strspn(text, " \t");
	if (unit_specify_at(t, u, &v->at, text, &path) < 0 ||
	    path.gap != WORD_KNOWN)
		return TRI_UNKNOWN;
	r = ask(t, what, path.text);
	if (r == TRI_UNKNOWN || !negate)
		return r;
	return r == TRI_YES ? TRI_NO : TRI_YES;
}

/* All Conditions, or all Asserts. */
static enum tri
group(const struct unit_tree *t, const struct unit *u, const char *kind,
    struct place *at)
{
	const struct unit_value *v, *unknown = NULL, *last = NULL;
	enum tri any = TRI_YES, r;
	bool trigger;

	for (v = u->values; v != NULL; v = v->next) {
		if (strcmp(v->section, "Unit") != 0 ||
		    strncmp(v->key, kind, strlen(kind)) != 0)
			continue;
		r = line(t, u, v, v->key + strlen(kind), &trigger);
		if (trigger) {
			if (last == NULL)
				any = TRI_NO;
			last = v;
			if (r == TRI_YES ||
			    (r == TRI_UNKNOWN && any == TRI_NO))
				any = r;
			continue;
		}
		if (r == TRI_NO) {
			*at = v->at;
			return TRI_NO;
		}
		if (r == TRI_UNKNOWN)
			unknown = v;
	}
	if (last != NULL && any != TRI_YES)
		*at = last->at;
	if (any == TRI_NO || unknown == NULL)
		return any;
	*at = unknown->at;
	return TRI_UNKNOWN;
}

enum tri
unit_condition(const struct unit_tree *t, const struct unit *u,
    struct place *at)
{
	struct place where = { .path = NULL };
	enum tri a = group(t, u, "Condition", &where), b;

	if (a != TRI_NO) {
		b = group(t, u, "Assert", &where);
		if (b != TRI_YES)
			a = b;
	}
	if (at != NULL && a != TRI_YES)
		*at = where;
	return a;
}
