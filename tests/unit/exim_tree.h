/* Debian's files of Exim in a tree, in short. */
#ifndef HM_EXIM_TREE_TEST_H
#define HM_EXIM_TREE_TEST_H

#include "tests/unit/hosttree.h"

#define EXIM_TEMPLATE "etc/exim4/exim4.conf.template"
#define EXIM_CONF "etc/exim4/update-exim4.conf.conf"

static inline void
exim_tree(struct fixture *f, const char *interfaces)
{
	struct pool p = { .blocks = NULL };

	tree_file(&f->tree, EXIM_CONF, pool_printf(&p,
	    "# debconf\ndc_eximconfig_configtype='local'\n"
	    "dc_local_interfaces='%s'\n", interfaces));
	tree_file(&f->tree, EXIM_TEMPLATE, "# comment\n"
	    "UPEX4CmacrosUPEX4C = 1\n"
	    ".ifdef MAIN_LOCAL_INTERFACES\n"
	    "local_interfaces = MAIN_LOCAL_INTERFACES\n.endif\n"
	    "begin acl\n");
	pool_release(&p);
}

#endif
