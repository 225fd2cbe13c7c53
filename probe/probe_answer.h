/* The answers of hardenmail-probe, for people and programs. */
#ifndef HM_PROBE_ANSWER_H
#define HM_PROBE_ANSWER_H

#include "agent/base/buf.h"
#include "probe/dialogue.h"
#include "probe/mx.h"
#include "probe/probe_settings.h"

/* What --hub came to. */
struct hub_result {
	struct hub_answer answer;
	const char *helo;	/* what was said, or NULL */
	const char *address;	/* that was connected to, or NULL */
	long long milliseconds;
};

/* What --mx came to; reason "": it was answered. */
struct mx_result {
	struct mx_answer answer;
	bool missing;		/* there is no such name */
	const char *reason;
};

/* 0 accepted, 1 refused, 2 neither is certain. */
int probe_hub_status(const struct hub_result *);
/* 0 this host is among them, 1 it is not, 2 that is not known. */
int probe_mx_status(const struct mx_result *);

/* Append the answer in the form that the settings ask for. */
void probe_hub_print(struct buf *, const struct probe_settings *,
    const struct hub_result *);
void probe_mx_print(struct buf *, const struct probe_settings *,
    const struct mx_result *);

#endif
