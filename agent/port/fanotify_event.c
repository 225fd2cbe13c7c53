/* What fanotify(7) gives to read. */
#define _GNU_SOURCE
#include "agent/port/fanotify_event.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/fanotify.h>

/* FNV-1a, of 64 bits. */
static uint64_t
mix(uint64_t hash, const void *bytes, size_t len)
{
	const unsigned char *p = bytes;

	while (len-- > 0)
		hash = (hash ^ *p++) * 0x100000001b3ULL;
	return hash;
}

uint64_t
fanotify_folder(const void *fsid, const void *handle, size_t len)
{
	return mix(mix(0xcbf29ce484222325ULL, fsid, 8), handle, len);
}

/* struct fanotify_event_info_fid: a head, the file system's id, a handle of
 * the length that it says, a name up to its NUL. */
static bool
take_name(const char *text, size_t len, struct fanotify_change *ret)
{
	const size_t fsid = sizeof(struct fanotify_event_info_header),
	    handle = fsid + 8, bytes = handle + sizeof(struct file_handle);
	const char *end;
	unsigned size;

	if (len < bytes)
		return false;
	memcpy(&size, text + handle, sizeof(size));
	if (size > len - bytes)
		return false;
	ret->name = text + bytes + size;
	end = memchr(ret->name, '\0', len - bytes - size);
	if (end == NULL || end == ret->name)
		return false;
	ret->len = (size_t)(end - ret->name);
	ret->folder = fanotify_folder(text + fsid, text + handle,
	    sizeof(struct file_handle) + size);
	return true;
}

int
fanotify_next(const char **text, size_t *len, struct fanotify_change *ret)
{
	struct fanotify_event_metadata head;
	struct fanotify_event_info_header info;
	struct fanotify_change c = { .lost = true };
	const char *p = *text;
	size_t at;

	if (*len == 0)
		return 0;
	if (*len < sizeof(head))
		return -EINVAL;
	memcpy(&head, p, sizeof(head));
	if (head.event_len < sizeof(head) || head.event_len > *len ||
	    head.metadata_len < sizeof(head) ||
	    head.metadata_len > head.event_len ||
	    head.vers != FANOTIFY_METADATA_VERSION)
		return -EINVAL;
	c.pid = head.pid;
	for (at = head.metadata_len; c.lost && (head.mask & FAN_Q_OVERFLOW)
	    == 0 && head.event_len - at >= sizeof(info); at += info.len) {
		memcpy(&info, p + at, sizeof(info));
		if (info.len < sizeof(info) || info.len > head.event_len - at)
			return -EINVAL;
		if (info.info_type == FAN_EVENT_INFO_TYPE_DFID_NAME)
			c.lost = !take_name(p + at, info.len, &c);
	}
	*text += head.event_len;
	*len -= head.event_len;
	*ret = c;
	return 1;
}
