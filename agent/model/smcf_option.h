/* The names of sendmail's options, their old letters and abbreviations. */
#ifndef HM_SMCF_OPTION_H
#define HM_SMCF_OPTION_H

#include <stdbool.h>
#include <stddef.h>

#include "agent/base/pool.h"

/* "Name = value" taken apart. */
struct smcf_setting {
	const char *name;	/* as sendmail spells it; static */
	const char *value;	/* borrowed; "" without '=' */
	const char *suboption;	/* borrowed: of Timeout and Milter only */
	size_t suboption_len;
};

/* The name as sendmail spells it: any case, and abbreviated as far as it is
 * still one option, as readcf.c allows. NULL: unknown or ambiguous. */
const char *smcf_option_name(const char *name, size_t len);

/* The same for a letter of "Oxvalue" or "-ox": 'O' is DaemonPortOptions. */
const char *smcf_option_letter(char letter);

/* False: sendmail knows no such option. *ret is then as it was. */
bool smcf_option_split(const char *setting, struct smcf_setting *ret);

/* "Name=value" with the name as sendmail spells it, or, where there is no
 * such option, a copy of the text. NULL: no memory. */
const char *smcf_option_spell(struct pool *, const char *setting);

/* The value that the last of some command line settings (struct smcmd,
 * `options`) gives this option, or NULL. */
const char *smcf_option_last(const struct strv *settings, const char *name);

/* sendmail's atobool: nothing, or what begins with t or y, is true. */
bool smcf_option_true(const char *value);

#endif
