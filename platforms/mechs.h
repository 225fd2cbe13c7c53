/* All kinds of boot configuration that can be read. */
#ifndef HM_MECHS_H
#define HM_MECHS_H

#include "platforms/platform.h"

/* A list of a table: NULL-ended. */
#define PATHS(...) ((const char *const []){ __VA_ARGS__, NULL })

/* Run level folders: paths are the folders, with % for the level. */
extern const struct mech mech_rclink;
/* One script that is run whole: rc.local, AIX's rc.tcpip. */
extern const struct mech mech_rcscript;
extern const struct mech mech_inittab;
/* inetd.conf, and xinetd.conf with what it includes. */
extern const struct mech mech_inetd;
extern const struct mech mech_xinetd;
extern const struct mech mech_cron;
/* Folders of scripts that cron runs: paths are the scripts, args what cron's
 * line has before the folder's name; periodic(1M), periodic(8). */
extern const struct mech mech_periodic;
/* systemd: services, and sockets, with what its generators would make. */
extern const struct mech mech_unit;

/* OpenRC: paths are the folders of its run levels. Nothing where another
 * init runs. */
extern const struct mech mech_openrc;

/* rc.d of FreeBSD and NetBSD: paths are the scripts, config the files that
 * load_rc_config reads, as words for a shell. */
extern const struct mech mech_rcsubr;

/* OpenBSD's rc.d: paths are the scripts; what starts them, and their flags,
 * are said by /etc/rc, rc.conf and rc.conf.local. */
extern const struct mech mech_rcd;

/* SMF: paths are the manifests. */
extern const struct mech mech_smf;

/* launchd: paths are the jobs. */
extern const struct mech mech_launchd;
/* Mac OS X before it: paths are the folders of the startup items. */
extern const struct mech mech_startupitem;

/* What events run: interfaces, logins, udev, generators; its own paths. */
extern const struct mech mech_hook;

/* Vendor's scripts that an administrator runs: never at boot. */
extern const struct mech mech_manual;

#endif
