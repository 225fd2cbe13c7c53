/* What fanotify(7) gives to read, with FAN_REPORT_DFID_NAME. No I/O. */
#ifndef HM_FANOTIFY_EVENT_H
#define HM_FANOTIFY_EVENT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

struct fanotify_change {
	pid_t pid;		/* 0: of another pid namespace */
	bool lost;		/* too much came at once; nothing else holds */
	uint64_t folder;	/* fanotify_folder() */
	const char *name;	/* in the text; "." is the folder itself */
	size_t len;
};

/*
 * Take one event off a text that was read. 1: *ret is filled; 0: it is at its
 * end; -EINVAL: it is none. An event without a folder and name is lost.
 */
int fanotify_next(const char **text, size_t *len,
    struct fanotify_change *ret);

/* A number for a folder: of its file system's id (8 bytes) and its struct
 * file_handle with the bytes behind it. */
uint64_t fanotify_folder(const void *fsid, const void *handle, size_t len);

#endif
