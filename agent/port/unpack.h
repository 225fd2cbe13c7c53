/* Unpacks a capture: unpack_libarchive.c, or unpack_none.c without it. */
#ifndef HM_UNPACK_H
#define HM_UNPACK_H

#include "agent/base/buf.h"
#include "agent/base/err.h"

/* More than this is no capture of any host: files, bytes of one, of all. */
#define UNPACK_FILES 200000
#define UNPACK_FILE ((int64_t)64 << 20)
#define UNPACK_ALL ((int64_t)1 << 30)

/*
 * Unpack a tar, as it is or through gzip or compress, into a new folder that
 * nobody else may enter (unpack_place.h). All or nothing: a member that would
 * lie outside (an absolute name, "..", one that leads through a link), that
 * is a device or socket, is there twice or too large makes the whole
 * archive one that is refused, and nothing stays behind. Links stay links and
 * are not followed. Set-ID bits are dropped; owners are kept for root.
 *
 * 0: *folder is the path, for unpack_remove(). -EBADMSG: the archive is
 * refused or broken; -ENOSYS: no libarchive here; -errno of the file.
 */
int unpack_tar(const char *file, struct buf *folder, struct err *);

#endif
