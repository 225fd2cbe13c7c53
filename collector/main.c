/* hardenmail-collector: settings, one command, its exit status. */
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "agent/base/log.h"
#include "collector/commands_all.h"

#define MAX_HELP 65536

static int
help(void)
{
	struct buf b = BUF_INIT(MAX_HELP);

	buf_adds(&b, "usage: hardenmail-collector --store URL [option ...]\n\n"
	    "Takes the reports of hosts, and says which of them do not "
	    "comply.\n\n");
	opt_help(collector_options, &b);
	if (!b.failed)
		fputs(b.p, stdout);
	buf_release(&b);
	return 0;
}

int
main(int argc, char *argv[])
{
	struct err e = { .code = 0 };
	struct arguments a;

	log_program("hardenmail-collector");
	/* The store and its copies are nobody else's to read. */
	umask(077);
	if (arguments_parse(argc, argv, &a, &e) < 0) {
		log_error("%s (see --help)", e.text);
		return STATUS_USAGE;
	}
	switch (a.command) {
	case ARGUMENT_HELP:
		return help();
	case ARGUMENT_VERSION:
		puts("hardenmail-collector " HM_VERSION);
		return 0;
	case ARGUMENT_SERVE:
		return cmd_serve(&a);
	case ARGUMENT_LIST:
	case ARGUMENT_NOTIFIED:
	case ARGUMENT_GONE:
	case ARGUMENT_IMPORT:
		return cmd_hosts(&a);
	case ARGUMENT_IMPORT_REPORTS:
		return cmd_parcels(&a);
	case ARGUMENT_PENDING:
	case ARGUMENT_MERGE:
	case ARGUMENT_REPLACE:
	case ARGUMENT_REVOKE:
	case ARGUMENT_ROTATE:
		return cmd_enrolments(&a);
	case ARGUMENT_PASSWORD:
		return cmd_password(&a);
	default:
		return cmd_store(&a);
	}
}
