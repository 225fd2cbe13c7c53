/* What hardenmail-send is asked: its command line. */
#ifndef HM_SEND_SETTINGS_H
#define HM_SEND_SETTINGS_H

#include <stdbool.h>

#include "agent/base/err.h"
#include "agent/base/opt.h"

enum send_command { SEND_RUN = 0, SEND_EXPORT, SEND_ACKNOWLEDGE, SEND_HELP,
	SEND_VERSION };

#define SEND_TIME_LIMIT 300
#define SEND_MAX_TIME_LIMIT 86400

/* Strings are borrowed from argv; NULL: not given. */
struct send_settings {
	enum send_command command;
	const char *enroll;		/* URL of a collector */
	const char *token_file, *ca, *cert, *key;
	const char *spool, *state;	/* folders */
	const char *export;		/* file, "-": standard output */
	long long acknowledge;		/* a sequence */
	bool insecure_http;
	unsigned time_limit;		/* seconds */
};

extern const struct opt send_options[];

/* 0, or -EINVAL with the words for a person. */
int send_settings_parse(int argc, char *const argv[],
    struct send_settings *ret, struct err *e);

#endif
