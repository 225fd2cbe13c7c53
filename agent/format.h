/* The forms in which a run can be shown. */
#ifndef HM_FORMAT_H
#define HM_FORMAT_H

#include <stdbool.h>

#include "agent/model/report.h"

/* What the place that it is written to can show. */
struct look {
	bool colour;
	unsigned columns;		/* 0: do not wrap */
};

struct format {
	const char *name;
	/* Appends the whole run; what fails stays in the buffer. */
	void (*write)(const struct report *, const struct look *,
	    struct buf *);
	bool findings_only;		/* plans cannot be shown in it */
};

extern const struct format format_text;
extern const struct format format_json;
extern const struct format format_sh;	/* of plans only */
extern const struct format format_nagios, format_prometheus, format_sarif,
    format_junit;

/* NULL-ended; the first is the default. */
extern const struct format *const formats[];

const struct format *format_find(const char *name);

#endif
