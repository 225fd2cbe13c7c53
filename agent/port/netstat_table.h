/* The list of sockets that netstat -an prints, whichever it is. */
#ifndef HM_NETSTAT_TABLE_H
#define HM_NETSTAT_TABLE_H

#include <stddef.h>

#include "agent/base/pool.h"
#include "agent/port/host.h"

/*
 * Append the listening TCP sockets of a listing. Known are the dialects of
 * Linux ("tcp6 0 0 :::25 :::* LISTEN"), of the BSDs, AIX, HP-UX, IRIX and
 * macOS ("tcp46 0 0 *.25 *.* LISTEN"), and of Solaris, whose tables have
 * headings instead of a protocol in each line. Port and address are parted
 * by the last dot or colon.
 *
 * Most of them cut IPv6 addresses: what is as long as they are cut to, or is
 * no address, is marked cut, with the bytes that are certain. v6only is
 * not known of "::". inode is 0, uid -1.
 *
 * 0; -EINVAL: there is no table of TCP sockets in the text; -EBADMSG: a
 * listening socket of TCP whose port could not be read; -ENOMEM.
 */
int netstat_parse(struct pool *, const char *text, size_t len,
    struct sock **list);

#endif
