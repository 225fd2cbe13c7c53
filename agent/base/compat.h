/* The one place outside the ports where the compiler asks what is there. */
#ifndef HM_COMPAT_H
#define HM_COMPAT_H

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/types.h>

/*
 * A folder that is only walked through needs the right to search it, not to
 * read it. POSIX.1-2008 has O_SEARCH for this (musl and the BSDs define it),
 * Linux O_PATH. glibc shows O_PATH only to programs that take all of its
 * extensions; the name that it is made from is always there. Elsewhere the
 * folder must be readable, which for root it is.
 */
#ifndef O_SEARCH
#if defined(O_PATH)
#define O_SEARCH O_PATH
#elif defined(__O_PATH)
#define O_SEARCH __O_PATH
#else
#define O_SEARCH O_RDONLY
#endif
#endif

/*
 * The type bits of st_mode: of POSIX's XSI part, with the values that all
 * systems have had since the seventh edition. The base part has S_ISDIR()
 * and its kin only, which cannot make a mode.
 */
#ifndef S_IFMT
#define S_IFMT 0170000
#define S_IFDIR 0040000
#define S_IFREG 0100000
#define S_IFLNK 0120000
#endif

/*
 * openat(2) where the folder fd is "/" for absolute paths, for "..", and for
 * every link on the way. -1 with errno; ENOSYS where the kernel has no such
 * call, EAGAIN when something was renamed meanwhile: the caller must then
 * walk the path itself.
 */
int compat_open_in_root(int fd, const char *path, int flags);

/* Leave all supplementary groups, as root: no call of POSIX. 0, or -1 with
 * errno; ENOSYS where no way is known. Safe behind fork(). */
int compat_no_groups(void);

/* What an entry of a folder is (S_IFREG and so on), where the system says it
 * with the name; 0: it does not. */
mode_t compat_entry_mode(const struct dirent *);

#endif
