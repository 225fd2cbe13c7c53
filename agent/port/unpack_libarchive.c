/* Unpacks a capture with libarchive, which is loaded when it is needed. */
#include "agent/port/unpack.h"

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <archive.h>
#include <archive_entry.h>

#include "agent/port/unpack_place.h"

#define BLOCK 65536

/* Of libarchive what is called here; HM_LIBARCHIVE is the name that the
 * linker would have noted. */
#define EACH(call)							\
	call(archive_read_new) call(archive_read_free)			\
	call(archive_read_support_format_tar)				\
	call(archive_read_support_filter_gzip)				\
	call(archive_read_support_filter_compress)			\
	call(archive_read_open_fd) call(archive_read_next_header)	\
	call(archive_read_data) call(archive_error_string)		\
	call(archive_entry_pathname) call(archive_entry_pathname_utf8)	\
	call(archive_entry_symlink) call(archive_entry_symlink_utf8)	\
	call(archive_entry_hardlink) call(archive_entry_hardlink_utf8)	\
	call(archive_entry_filetype) call(archive_entry_perm)		\
	call(archive_entry_size) call(archive_entry_mtime)		\
	call(archive_entry_uid) call(archive_entry_gid)

struct library {
#define MEMBER(name) __typeof__(&name) name;
	EACH(MEMBER)
};

struct job {
	struct library lib;
	struct archive *archive;
	int place;
	unsigned files;
	int64_t bytes;
};

static int
load(struct library *ret, struct err *e)
{
	struct library lib;
	const char *why;
	bool all = true;
#ifdef HM_LIBARCHIVE
	void *so = dlopen(HM_LIBARCHIVE, RTLD_LAZY | RTLD_LOCAL |
	    RTLD_NODELETE);

#define LOAD(name)							\
	*(void **)&lib.name = so == NULL ? NULL : dlsym(so, #name);	\
	all = all && lib.name != NULL;
	EACH(LOAD)
	if (!all) {
		why = dlerror();
		return err_set(e, ENOSYS, "%s (or unpack it, for --root)",
		    why != NULL ? why : HM_LIBARCHIVE);
	}
#else
#define LINKED(name) lib.name = name;
	EACH(LINKED)
	(void)all;
	(void)why;
#endif
	*ret = lib;
	return 0;
}

/* Why a member is refused. */
static int
refuse(const char *name, int code, struct err *e)
{
	const char *why = strerror(code);

	if (code == EINVAL)
		why = "its name leads out of the archive";
	else if (code == ELOOP)
		why = "its name leads through a link";
	else if (code == EEXIST)
		why = "it is there twice";
	else if (code == ENOENT)
		why = "it is a link to nothing";
	else if (code != ENAMETOOLONG)
		return err_set(e, code, "%s: %s", name, why);
	return err_set(e, EBADMSG, "member %s: %s", name, why);
}

static int
broken(const struct job *j, struct err *e)
{
	const char *why = j->lib.archive_error_string(j->archive);

	return err_set(e, EBADMSG, "%s", why != NULL ? why :
	    "the archive is broken");
}

/* All of a part, however little write(2) takes. */
static int
write_all(int fd, const char *p, size_t len)
{
	ssize_t n;

	for (; len > 0; p += n, len -= (size_t)n) {
		n = write(fd, p, len);
		if (n < 0 && errno == EINTR)
			n = 0;
		if (n < 0)
			return -errno;
	}
	return 0;
}

static int
copy(struct job *j, int fd, const char *name, struct err *e)
{
	char block[BLOCK];
	int64_t size = 0;
	ssize_t n;
	int r;

	for (;;) {
		n = j->lib.archive_read_data(j->archive, block,
		    sizeof(block));
		if (n < 0)
			return broken(j, e);
		if (n == 0)
			return 0;
		size += n;
		j->bytes += n;
		if (size > UNPACK_FILE || j->bytes > UNPACK_ALL)
			return err_set(e, EBADMSG, "member %s: more than a "
			    "capture holds", name);
		r = write_all(fd, block, (size_t)n);
		if (r < 0)
			return err_set(e, -r, "%s: %s", name, strerror(-r));
	}
}

/* Where a long has 32 bits the library may have been built with a time_t of as
 * many: half of what it seems to return then is not its answer. */
static time_t
mtime_of(const struct library *lib, struct archive_entry *entry)
{
	const time_t t = lib->archive_entry_mtime(entry);

	return sizeof(long) < sizeof(t) ? (time_t)(uint32_t)t : t;
}

static int
take_file(struct job *j, struct archive_entry *entry, const char *name,
    struct err *e)
{
	const struct library *lib = &j->lib;
	const struct timespec times[2] = {
		{ .tv_nsec = UTIME_OMIT },
		{ .tv_sec = mtime_of(lib, entry) },
	};
	const mode_t mode = (lib->archive_entry_perm(entry) & 0777) | 0600;
	int fd, r;

	if (lib->archive_entry_size(entry) > UNPACK_FILE)
		return err_set(e, EBADMSG, "member %s: more than a capture "
		    "holds", name);
	fd = unpack_file(j->place, name);
	if (fd < 0)
		return refuse(name, -fd, e);
	r = copy(j, fd, name, e);
	/* Who may not give files away keeps them. */
	if (r == 0 && geteuid() == 0 && fchown(fd,
	    (uid_t)lib->archive_entry_uid(entry),
	    (gid_t)lib->archive_entry_gid(entry)) < 0 && errno != EPERM &&
	    errno != EINVAL)
		r = err_set(e, errno, "%s: %s", name, strerror(errno));
	if (r == 0 && (fchmod(fd, mode) < 0 || futimens(fd, times) < 0))
		r = err_set(e, errno, "%s: %s", name, strerror(errno));
	if (close(fd) < 0 && r == 0)
		r = err_set(e, errno, "%s: %s", name, strerror(errno));
	return r;
}

/* Is it the folder of all? */
static bool
is_top(const char *name)
{
	return strspn(name, "./") == strlen(name) &&
	    strstr(name, "..") == NULL && name[0] == '.';
}

static const char *
either(const char *bytes, const char *utf8)
{
	return bytes != NULL ? bytes : utf8;
}

static int
take(struct job *j, struct archive_entry *entry, struct err *e)
{
	const struct library *lib = &j->lib;
	const char *name, *target;
	int r;

	name = either(lib->archive_entry_pathname(entry),
	    lib->archive_entry_pathname_utf8(entry));
	if (name == NULL)
		return broken(j, e);
	if (++j->files > UNPACK_FILES)
		return err_set(e, EBADMSG, "more files than a capture holds");
	target = either(lib->archive_entry_hardlink(entry),
	    lib->archive_entry_hardlink_utf8(entry));
	if (target != NULL) {
		r = unpack_hardlink(j->place, name, target);
		return r < 0 ? refuse(name, -r, e) : 0;
	}
	switch (lib->archive_entry_filetype(entry)) {
	case AE_IFREG:
		return take_file(j, entry, name, e);
	case AE_IFDIR:
		r = is_top(name) ? 0 : unpack_folder(j->place, name);
		return r < 0 ? refuse(name, -r, e) : 0;
	case AE_IFLNK:
		target = either(lib->archive_entry_symlink(entry),
		    lib->archive_entry_symlink_utf8(entry));
		if (target == NULL || target[0] == '\0')
			return broken(j, e);
		r = unpack_symlink(j->place, name, target);
		return r < 0 ? refuse(name, -r, e) : 0;
	case AE_IFIFO:
		r = unpack_pipe(j->place, name);
		return r < 0 ? refuse(name, -r, e) : 0;
	default:
		return err_set(e, EBADMSG, "member %s: a device or the like",
		    name);
	}
}

static int
take_all(struct job *j, int fd, struct err *e)
{
	const struct library *lib = &j->lib;
	struct archive_entry *entry;
	int r;

	j->archive = lib->archive_read_new();
	if (j->archive == NULL)
		return err_set(e, ENOMEM, "out of memory");
	lib->archive_read_support_format_tar(j->archive);
	lib->archive_read_support_filter_gzip(j->archive);
	lib->archive_read_support_filter_compress(j->archive);
	if (lib->archive_read_open_fd(j->archive, fd, BLOCK) != ARCHIVE_OK)
		return broken(j, e);
	for (;;) {
		r = lib->archive_read_next_header(j->archive, &entry);
		if (r == ARCHIVE_EOF)
			return 0;
		if (r < ARCHIVE_WARN)
			return broken(j, e);
		r = take(j, entry, e);
		if (r < 0)
			return r;
	}
}

int
unpack_tar(const char *file, struct buf *folder, struct err *e)
{
	struct job j = { .place = -1 };
	struct buf path = BUF_INIT(4096);
	struct err why = { .code = 0 };
	int fd, r;

	fd = open(file, O_RDONLY | O_CLOEXEC | O_NOCTTY);
	if (fd < 0)
		return err_set(e, errno, "%s: %s", file, strerror(errno));
	r = load(&j.lib, &why);
	if (r == 0)
		r = j.place = unpack_place(&path, &why);
	if (r >= 0)
		r = take_all(&j, fd, &why);
	if (j.archive != NULL)
		j.lib.archive_read_free(j.archive);
	close(fd);
	if (j.place >= 0)
		close(j.place);
	if (r < 0) {
		if (path.len > 0)
			unpack_remove(path.p);
		buf_release(&path);
		return err_set(e, -r, "%s: %s", file, why.text);
	}
	buf_release(folder);
	*folder = path;
	return 0;
}
