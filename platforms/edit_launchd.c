/* launchd: a job is switched off by its own Disabled key. */
#include <errno.h>
#include <string.h>

#include "platforms/edit_file.h"

/* Behind the first <dict> of the list. Where launchctl's own file says
 * otherwise the proof fails. */
int
edit_launchd(struct edit_job *j, struct err *e)
{
	static const char open[] = "<dict>";
	struct edit_file f;
	const char *at;
	size_t from;
	int r;

	if (j->turn > 0 || j->starter->at.path == NULL)
		return 0;
	r = edit_open(j, j->starter->at.path, &f, e);
	if (r <= 0 || !f.was.there)
		return r < 0 ? r : 0;
	at = strstr(f.text, "<plist");
	at = at == NULL ? NULL : strstr(at, open);
	if (at == NULL)
		return 0;
	from = (size_t)(at - f.text) + sizeof(open) - 1;
	return edit_span(j, &f, from, from,
	    "\n\t<key>Disabled</key>\n\t<true/>", e);
}
