/* The host's files as a script finds them while the machine boots. */
#ifndef HM_SHELL_WORLD_H
#define HM_SHELL_WORLD_H

#include "agent/model/role.h"
#include "platforms/shell_state.h"

/*
 * What test(1) would say of a path with one of -e -f -d -x -r -w -s -h -L -b
 * -c -p -S -u -g -k. /run, /var/run, lock folders and pid files are
 * empty at boot, whatever lies there now; what the script itself made or
 * removed counts; /proc and /sys are not known.
 */
enum tri sh_world_test(struct sh *, char op, const char *path);

struct sh_file;

/* A file of shell_file.h: answers as below; *ret is NULL for /dev/null. */
int sh_world_file(struct sh *, const char *path, struct sh_file **ret);

/* The text of a file: 0, -ENOENT, or 1 when it is not known;
 * sh->unread then says why. */
int sh_world_read(struct sh *, const char *path, const char **text);

/* Its first bytes, as root_head() has them; the same answers. */
int sh_world_head(struct sh *, const char *path, char head[ROOT_HEAD],
    size_t *len);

/* The script made, changed or removed it. */
void sh_world_made(struct sh *, const char *path, enum sh_made);

/* Names that a pattern matches; false where that is not known. */
bool sh_world_glob(struct sh *, const char *pattern, struct strv *);

/* The path of a program by $PATH, or NULL. */
const char *sh_world_find(struct sh *, const char *name);

/* Absolute and without gaps, or NULL. */
const char *sh_world_path(struct sh *, const char *path);

#endif
