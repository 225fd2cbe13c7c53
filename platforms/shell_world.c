/* Answers for files during boot. */
#include "platforms/shell_world.h"

#include <errno.h>
#include <string.h>

#include "platforms/shell_file.h"
#include "platforms/shell_pattern.h"

static bool
below(const char *path, const char *folder)
{
	size_t n = strlen(folder);

	return strncmp(path, folder, n) == 0 && path[n] == '/' &&
	    path[n + 1] != '\0';
}

static bool
at_or_below(const char *path, const char *folder)
{
	return strcmp(path, folder) == 0 || below(path, folder);
}

/* Made anew by each boot (file-hierarchy(7)); a pid file that outlived a
 * crash names no process of ours. /tmp is not among them: not every system
 * empties it, and what lies there may be run. */
static bool
is_empty_at_boot(const char *path)
{
	static const char *const folders[] = { "/run", "/var/run",
		"/var/lock", "/dev/shm", "/system/volatile" };
	size_t i, n = strlen(path);

	for (i = 0; i < sizeof(folders) / sizeof(folders[0]); i++)
		if (below(path, folders[i]))
			return true;
	return n > 4 && strcmp(path + n - 4, ".pid") == 0;
}

static bool
is_kernel(const char *path)
{
	return at_or_below(path, "/proc") || at_or_below(path, "/sys") ||
	    at_or_below(path, "/dev");
}

const char *
sh_world_path(struct sh *sh, const char *path)
{
	const char *cwd = sh->st->cwd;

	if (sh_has_gap(path) || *path == '\0')
		return NULL;
	if (*path == '/') {
		while (path[1] == '/')
			path++;
		return path;
	}
	if (cwd == NULL)
		return NULL;
	if (path[0] == '.' && path[1] == '/')
		path += 2;
	return sh_format(sh, "%s/%s", strcmp(cwd, "/") == 0 ? "" : cwd, path);
}

static enum tri
of_made(enum sh_made made, char op)
{
	if (made == SH_GONE)
		return TRI_NO;
	if (made == SH_CHANGED || op == 's' || op == 'x')
		return op == 'd' && made == SH_FILE ? TRI_NO : TRI_UNKNOWN;
	if (op == 'd')
		return tri_of(made == SH_FOLDER);
	if (op == 'f')
		return tri_of(made == SH_FILE);
	return strchr("erw", op) != NULL ? TRI_YES : TRI_NO;
}

static enum tri
of_stat(const struct root *root, const char *path, char op)
{
	struct stat st;
	int r = strchr("hL", op) != NULL ? root_lstat(root, path, &st) :
	    root_stat(root, path, &st);

	if (r < 0)
		return TRI_NO;
	switch (op) {
	case 'f':
		return tri_of(S_ISREG(st.st_mode));
	case 'd':
		return tri_of(S_ISDIR(st.st_mode));
	case 's':
		return tri_of(st.st_size > 0);
	case 'x':	/* root needs one x bit of a file, none of a folder */
		return tri_of(S_ISDIR(st.st_mode) ||
		    (st.st_mode & 0111) != 0);
	case 'h':
	case 'L':
		return tri_of(S_ISLNK(st.st_mode));
	case 'b':
		return tri_of(S_ISBLK(st.st_mode));
	case 'c':
		return tri_of(S_ISCHR(st.st_mode));
	case 'p':
		return tri_of(S_ISFIFO(st.st_mode));
	case 'S':
		return tri_of(S_ISSOCK(st.st_mode));
	case 'u':
		return tri_of((st.st_mode & S_ISUID) != 0);
	case 'g':
		return tri_of((st.st_mode & S_ISGID) != 0);
	default:
		return TRI_YES;		/* e, r, w for root */
	}
}

enum tri
sh_world_test(struct sh *sh, char op, const char *path)
{
	const enum sh_made *made;

	if (*path == '\0')
		return TRI_NO;
	path = sh_world_path(sh, path);
	if (path == NULL)
		return TRI_UNKNOWN;
	made = sh_map_get(&sh->st->files, path);
	if (made != NULL)
		return of_made(*made, op);
	if (sh->options->systemd && (at_or_below("/run/systemd/system", path)
	    || strcmp(path, "/run/systemd/system/") == 0))
		return of_made(SH_FOLDER, op);
	if (is_empty_at_boot(path))
		return TRI_NO;
	if (strcmp(path, "/dev/null") == 0)
		return tri_of(strchr("ecrw", op) != NULL);
	if (is_kernel(path))
		return TRI_UNKNOWN;
	return of_stat(&sh->host->root, path, op);
}

/* What can be said without looking: 0 (it is empty), -ENOENT, 1 (nobody
 * knows), or 2: look, at *path. */
static int
before_look(struct sh *sh, const char **path)
{
	const enum sh_made *made;

	*path = sh_world_path(sh, *path);
	if (*path == NULL)
		return 1;
	if (strcmp(*path, "/dev/null") == 0)
		return 0;
	made = sh_map_get(&sh->st->files, *path);
	if (made != NULL)
		return *made == SH_GONE ? -ENOENT : 1;
	if (is_empty_at_boot(*path))
		return -ENOENT;
	return is_kernel(*path) ? 1 : 2;
}

int
sh_world_head(struct sh *sh, const char *path, char head[ROOT_HEAD],
    size_t *len)
{
	ssize_t n;
	int r = before_look(sh, &path);

	*len = 0;
	if (r < 2)
		return r;
	n = root_head(&sh->host->root, path, head);
	if (n < 0)
		return n == -ENOENT || n == -ENOTDIR ? -ENOENT : 1;
	*len = (size_t)n;
	return 0;
}

int
sh_world_file(struct sh *sh, const char *path, struct sh_file **ret)
{
	int r = before_look(sh, &path);

	*ret = NULL;
	sh->unread = "what is in it when the machine starts is not known";
	return r < 2 ? r : sh_file_read(sh, path, ret);
}

int
sh_world_read(struct sh *sh, const char *path, const char **text)
{
	struct sh_file *f;
	int r = sh_world_file(sh, path, &f);

	*text = f != NULL ? f->text : "";
	return r;
}

void
sh_world_made(struct sh *sh, const char *path, enum sh_made made)
{
	static const enum sh_made all[] = { [SH_GONE] = SH_GONE,
		[SH_FILE] = SH_FILE, [SH_FOLDER] = SH_FOLDER,
		[SH_CHANGED] = SH_CHANGED };

	path = sh_world_path(sh, path);
	if (path != NULL && !at_or_below(path, "/dev"))
		sh_map_set(sh, &sh->st->files, path, &all[made]);
}

/* Did the script itself make or remove what the pattern matches? */
static bool
has_made(const struct sh *sh, const char *pattern)
{
	const struct sh_entry *e;
	size_t i;

	for (i = 0; i < SH_BUCKETS; i++)
		for (e = sh->st->files.bucket[i]; e != NULL; e = e->next)
			if (sh_match(pattern, e->name) != TRI_NO)
				return true;
	return false;
}

bool
sh_world_glob(struct sh *sh, const char *pattern, struct strv *found)
{
	const char *path = sh_world_path(sh, pattern);
	struct strv all = { .n = 0 };
	size_t i, skip = 0;

	if (path == NULL || has_made(sh, path))
		return false;
	if (is_empty_at_boot(path))
		return true;
	if (is_kernel(path))
		return false;
	if (*pattern != '/' && strlen(path) > strlen(pattern))
		skip = strlen(path) - strlen(pattern);
	if (root_glob(&sh->host->root, path, &sh->pool, &all) < 0)
		return false;
	for (i = 0; i < all.n; i++)
		if (strlen(all.v[i]) >= skip &&
		    strv_push(&sh->pool, found, all.v[i] + skip) < 0)
			sh->stop = "out of memory";
	return true;
}

const char *
sh_world_find(struct sh *sh, const char *name)
{
	const struct sh_value *path = sh_var(sh, "PATH");
	const char *p, *full;
	size_t n;

	if (strchr(name, '/') != NULL)
		return sh_world_test(sh, 'x', name) == TRI_YES ? name : NULL;
	if (path == NULL)
		return NULL;
	for (p = path->text; *p != '\0'; p += n + (p[n] == ':')) {
		n = strcspn(p, ":");
		full = sh_format(sh, "%.*s/%s", n < 300 ? (int)n : 300, p,
		    name);
		if (!sh_has_gap(full) && *full == '/' &&
		    sh_world_test(sh, 'x', full) == TRI_YES &&
		    sh_world_test(sh, 'f', full) == TRI_YES)
			return full;
	}
	return NULL;
}
