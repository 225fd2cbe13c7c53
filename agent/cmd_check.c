/* --check: what would accept mail here, now and at the next boot. */
#include "agent/commands.h"

#include "agent/base/log.h"
#include "agent/check_run.h"
#include "agent/output.h"
#include "agent/text.h"
#include "agent/waiting.h"

/* The monitoring plugins' codes. */
static int
status_of(enum verdict worst)
{
	switch (worst) {
	case VERDICT_FAIL:
		return 2;
	case VERDICT_WARN:
		return 1;
	case VERDICT_UNKNOWN:
		return 3;
	default:
		return 0;
	}
}

static void
nagios_error(const char *words, const char *file)
{
	struct buf b = BUF_INIT(4096);

	buf_adds(&b, "HARDENMAIL UNKNOWN - ");
	text_escape(&b, words);
	buf_addc(&b, '\n');
	(void)output_write(file, &b, NULL);
	buf_release(&b);
}

int
cmd_check(const struct settings *s)
{
	struct check_run run;
	struct err e = { .code = 0 }, why = { .code = 0 };
	int status, spooled = 0;

	check_run_init(&run);
	run.second_opinion = s->second_opinion;
	if (s->splay > 0 && waiting_splay(s->splay, &e) < 0)
		status = EXIT_SYSTEM;
	else
		status = check_run_open(s, &run, &e);
	if (status == 0)
		status = check_run_look(&run, &e);
	if (status == 0 && s->report)
		spooled = check_run_spool(&run, &why);
	if (status == 0)
		status = check_run_show(s, &run, &e);
	if (status == 0)
		status = spooled != 0 ? spooled :
		    status_of(run.findings.worst);
	/* What monitoring shows of a check that could not be made. */
	if (s->format == &format_nagios && status >= EXIT_USAGE) {
		nagios_error(e.text[0] != '\0' ? e.text : why.text, s->output);
		status = 3;
	}
	if (why.text[0] != '\0')
		log_error("%s", why.text);
	if (e.text[0] != '\0')
		log_error("%s", e.text);
	check_run_release(&run);
	return status;
}
