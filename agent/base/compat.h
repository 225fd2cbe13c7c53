/* The one place outside the ports where the compiler asks what is there. */
#ifndef HM_COMPAT_H
#define HM_COMPAT_H

#include <fcntl.h>
#include <stddef.h>
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

/* A descriptor of the process itself, which no other can take over (Linux
 * 5.3: pidfd_open(2)), and a signal to it. -1 with errno; ENOSYS. */
int compat_pid_open(pid_t);
int compat_pid_signal(int fd, int number);

/*
 * All names of an open folder, which is closed, except for "." and "..", with
 * what each is (S_IFREG and so on; 0: the system does not say). fn's answer
 * other than 0 ends it and is returned. 0, or -errno.
 */
typedef int compat_entry_fn(void *arg, const char *name, mode_t kind);
int compat_entries(int fd, compat_entry_fn *, void *arg);

/*
 * renameat2(2). New: as renameat(2), but nothing is overwritten (EEXIST).
 * Swap: both names change places at once. -1 with errno; ENOSYS or EINVAL
 * where the kernel or the file system cannot.
 */
int compat_rename_new(int from_dir, const char *from, int to_dir,
    const char *to);
int compat_rename_swap(int a_dir, const char *a, int b_dir, const char *b);

/* Of a file or folder that nobody, root included, may change (chattr +i) or
 * only add to (chattr +a): FS_IOC_GETFLAGS, ioctl_iflags(2). */
#define COMPAT_IMMUTABLE 0x10u
#define COMPAT_APPEND 0x20u

/* Those two of an open file; 0 where there is no such thing. */
unsigned compat_flags(int fd);
/* Set the two as given, leaving the other flags. -1 with errno. */
int compat_set_flags(int fd, unsigned flags);

/*
 * Extended attributes of an open file, as listxattr(2) and its kin: access
 * control lists, SELinux contexts, capabilities. Where there are none, lists
 * are empty, and setting says ENOTSUP. ENOENT: none of that name.
 */
ssize_t compat_xattr_list(int fd, char *names, size_t size);
ssize_t compat_xattr_get(int fd, const char *name, void *value, size_t size);
int compat_xattr_set(int fd, const char *name, const void *value,
    size_t len);
int compat_xattr_remove(int fd, const char *name);

/* Memory that is free goes back to the system, as far as the C library can do
 * that (malloc_trim(3)): for what waits for hours. */
void compat_memory_trim(void);

#endif
