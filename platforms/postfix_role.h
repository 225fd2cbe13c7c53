/* What a starter of Postfix would listen on, by its configuration. */
#ifndef HM_POSTFIX_ROLE_H
#define HM_POSTFIX_ROLE_H

#include "agent/base/err.h"
#include "agent/model/facts.h"
#include "agent/model/pf_master.h"
#include "agent/port/host.h"

/*
 * Fill in role, loopback, exposed, needs (main.cf and master.cf of every
 * instance that it starts), because (the lines that decide) and, for an
 * unknown role, reason: a daemon where a service of type inet listens beyond
 * loopback, a loopback daemon, or a queue runner where none listens. words,
 * mta and activation are there; the words start Postfix. 0 or -ENOMEM.
 */
int postfix_role_read(const struct host *, struct facts *, struct starter *,
    struct err *);

/* The configuration of one instance. found: both files were there. */
struct postfix_files {
	const char *main_path, *master_path;
	struct pf_main main;
	struct pf_master master;
	bool found;
	int error;		/* of the file that could not be read; 0 */
};
int postfix_files_read(const struct host *, const struct facts *,
    struct pool *, const char *folder, struct postfix_files *ret);

/* The folder that a program without -c reads (command(1), postconf(5)
 * config_directory): by where the program is, and what is there. */
const char *postfix_folder(const struct host *, const char *program);

/* The folders of all instances that the words start, the first first. 0,
 * -ENOMEM, or -EINVAL: *why says why nobody knows. */
int postfix_folders(const struct host *, const struct facts *,
    struct pool *, const struct words *, struct strv *ret, const char **why);

#endif
