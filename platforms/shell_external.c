/* Evaluates the running of programs. */
#include "platforms/shell_external.h"

#include <string.h>

#include "agent/base/name.h"
#include "platforms/openrc.h"
#include "platforms/shell_eval.h"
#include "platforms/shell_first.h"
#include "platforms/shell_record.h"
#include "platforms/shell_indirect.h"
#include "platforms/shell_scope.h"
#include "platforms/shell_svcprop.h"
#include "platforms/shell_trap.h"
#include "platforms/shell_world.h"
#include "platforms/wrapper.h"

bool
sh_wrapper_name(const char *name)
{
	return wrapper_is(name);
}

bool
sh_is_library(const char *path)
{
	static const char *const names[] = { "functions", "init-functions",
		"vars.sh", "rc.status", "rc.subr", "smf_include.sh",
		"TIMEZONE", "init", "functions.sh", NULL };

	return name_in(names, name_of(path));
}

bool
sh_record_wrapped(struct sh *sh, const struct words *w,
    const struct place *from)
{
	const bool before = sh->other_root;
	struct words inner;

	if (wrapper_command(&sh->pool, w, &inner, &sh->other_root) < 0) {
		sh->stop = "out of memory";
		return false;
	}
	if (inner.n > 0 && sh_is_wanted(sh, &inner))
		sh_record(sh, &inner, from);
	else
		inner.n = 0;
	sh->other_root = before;
	return inner.n > 0;
}

/* Words back to fields, all with the places of the call. */
static struct sh_field *
fields_of(struct sh *sh, const struct words *w, const struct sh_call *call)
{
	struct sh_field *first = NULL, **end = &first, *f;
	size_t i;

	for (i = 0; i < w->n; i++) {
		f = sh_new(sh, sizeof(*f));
		if (f == NULL)
			break;
		f->text = w->v[i].gap == WORD_KNOWN ? w->v[i].text :
		    sh_format(sh, "%s%c", w->v[i].text,
		    w->v[i].gap == WORD_MANY ? SH_MANY : SH_GAP);
		f->from = call->from;
		f->why = call->why;
		*end = f;
		end = &f->next;
	}
	return first;
}

void
sh_external_text(struct sh *sh, const struct sh_call *call, const char *text,
    size_t zero)
{
	struct sh_frame frame = { .up = sh->frame, .call = sh->here };
	struct sh_state entry = *sh->st;
	struct sh_field *f = call->fields;
	const char *was = sh->zero;
	struct sh_scope scope;
	size_t i;

	if (sh_has_gap(text)) {
		sh_status_unknown(sh, call->from, call->why);
		sh_print(sh, sh_gap, call->from, call->why);
		if (!sh->st->dead)
			sh_doubt(sh, sh->here->source->path, sh->here->line,
			    "the text that is evaluated here is not known");
		return;
	}
	sh->frame = &frame;
	sh_shell_begin(sh, &scope);
	for (i = 0; i <= zero && f != NULL; i++)
		f = f->next;
	sh_set_params(sh, f);
	/* sh -c TEXT NAME: the name is its $0, else the shell's own. */
	sh->zero = zero < call->n && call->argv[zero][0] != '-' ?
	    call->argv[zero] : call->argv[0];
	sh->st->errexit = false;
	sh->st->guard = sh_places(sh, sh->st->guard, call->from);
	sh_eval_text(sh, text, sh->here->source, sh->here->line);
	sh_shell_end(sh, &scope);
	sh->zero = was;
	entry.files = sh->st->files;
	entry.status = sh->st->status;
	entry.known = sh->st->known;
	entry.asked = sh->st->asked;
	entry.from = sh->st->from;
	entry.why = sh->st->why;
	*sh->st = entry;
	sh->frame = frame.up;
}

/* Does the file's first line name a Bourne shell (or nothing at all)? */
static bool
is_script(struct sh *sh, const char *path, bool asked)
{
	char head[ROOT_HEAD];
	size_t n, i, len;
	bool is = false;

	if (sh_world_test(sh, 'f', path) != TRI_YES ||
	    sh_world_head(sh, path, head, &len) != 0)
		return false;
	if (asked)
		return true;
	if (len < 2 || memcmp(head, "#!", 2) != 0 ||
	    sh_world_test(sh, 'x', path) != TRI_YES)
		return false;
	for (n = 0; n < len && head[n] != '\n' && head[n] != '\0'; n++)
		;
	for (i = 2; i + 1 < n; i++) {
		if (head[i] != 's' || head[i + 1] != 'h')
			continue;
		if (head[i - 1] == 'c')
			return false;
		is = is || i + 2 == n || head[i + 2] == ' ';
	}
	return is || sh_interpreter(sh, path) != NULL;
}

/* service NAME start, invoke-rc.d NAME start. */
static const char *
service_path(struct sh *sh, const char *name)
{
	static const char *const folders[] = { "/etc/init.d",
		"/etc/rc.d/init.d", "/sbin/init.d", "/etc/rc.d" };
	const char *path;
	size_t i;

	for (i = 0; i < sizeof(folders) / sizeof(folders[0]); i++) {
		path = sh_format(sh, "%s/%s", folders[i], name);
		if (sh_world_test(sh, 'f', path) == TRI_YES)
			return path;
	}
	return NULL;
}

bool
sh_external_file(struct sh *sh, const struct sh_call *call, size_t word)
{
	const char *path = call->argv[word], *text = "";

	if (sh_has_gap(path) || sh_world_read(sh, path, &text) > 0) {
		if (!sh->st->dead)
			sh_doubt(sh, sh->here->source->path, sh->here->line,
			    "which commands a shell reads here is not known");
		sh_status_unknown(sh, call->from, call->why);
		return true;
	}
	return is_script(sh, path, true) &&
	    sh_run_script(sh, call, path, word);
}

/* rc-service NAME start, /etc/init.d/NAME start: for openrc-run. */
static bool
run_openrc(struct sh *sh, const struct sh_call *call, const char *path,
    const char *verb)
{
	char head[ROOT_HEAD];
	const char *text;
	size_t len;

	if (sh_world_head(sh, path, head, &len) != 0 ||
	    !openrc_reads(head, len))
		return false;
	if (strcmp(verb, "start") != 0 && strcmp(verb, "restart") != 0 &&
	    !sh_has_gap(verb)) {
		sh_status(sh, 0, NULL);
		return true;
	}
	text = openrc_text(&sh->pool, name_of(path), path);
	if (text == NULL)
		sh->stop = "out of memory";
	else
		sh_external_text(sh, call, text, call->n);
	return true;
}

static bool
run_script(struct sh *sh, const struct sh_call *call)
{
	static const char *const shells[] = { "sh", "bash", "ksh", "dash",
		"bsh", "ash", NULL };
	static const char *const services[] = { "service", "invoke-rc.d",
		"rc-service", NULL };
	const char *name = name_of(call->argv[0]), *path;
	size_t i = 1;

	if (name_in(shells, name)) {
		while (i < call->n && call->argv[i][0] == '-')
			i++;
		return i < call->n && sh_external_file(sh, call, i);
	}
	if (name_in(services, name)) {
		path = call->n > 1 && !sh_has_gap(call->argv[1]) &&
		    strchr(call->argv[1], '/') == NULL ?
		    service_path(sh, call->argv[1]) : NULL;
		return path != NULL && (run_openrc(sh, call, path,
		    call->n > 2 ? call->argv[2] : "") ||
		    sh_run_script(sh, call, path, 1));
	}
	path = strchr(call->argv[0], '/') != NULL ? call->argv[0] :
	    sh_world_find(sh, call->argv[0]);
	if (path != NULL && run_openrc(sh, call, path, call->n > 1 ?
	    call->argv[1] : ""))
		return true;
	return path != NULL && is_script(sh, path, false) &&
	    sh_run_script(sh, call, path, 0);
}

/* What these do to files counts for later tests. */
static bool
changes_files(struct sh *sh, const struct sh_call *c, const char *name)
{
	enum sh_made made = strcmp(name, "touch") == 0 ? SH_FILE :
	    strcmp(name, "mkdir") == 0 ? SH_FOLDER :
	    strcmp(name, "rm") == 0 || strcmp(name, "rmdir") == 0 ? SH_GONE :
	    SH_CHANGED;
	size_t i;

	if (made == SH_CHANGED && strcmp(name, "mv") != 0 &&
	    strcmp(name, "cp") != 0 && strcmp(name, "ln") != 0)
		return false;
	for (i = 1; i < c->n; i++)
		if (c->argv[i][0] != '-' && !sh->st->dead)
			sh_world_made(sh, c->argv[i], made == SH_FILE &&
			    sh_world_test(sh, 'e', c->argv[i]) != TRI_NO ?
			    SH_CHANGED : made);
	sh_status(sh, 0, NULL);
	return true;
}

/* Programs of which the rest of a script takes for granted that they work,
 * and that print nothing. */
static const char *const quiet[] = { "chmod", "chown", "chgrp", "sleep",
	"lockfile-create", "lockfile-remove", "lockfile-touch",
	"sync", "logger", "mkfifo", "mknod", "newaliases", "makemap", "stty",
	"usleep", "restorecon", "install", "killall_wait", "rc_reset",
	"log_daemon_msg", "log_end_msg", "log_progress_msg", "log_begin_msg",
	"log_action_msg", "log_action_begin_msg", "log_action_end_msg",
	"log_success_msg", "log_failure_msg", "log_warning_msg", "success",
	"failure", "echo_success", "echo_failure", "passed", "ebegin", "eend",
	"einfo", "ewarn", "eerror", "rc_status", "rc_exit", "msg_starting",
	"busy", "ok", "vlog_daemon_msg", "set_return", "utmpset", NULL };

/* Programs that ask for or signal processes: there are none yet. */
static const char *const processes[] = { "pidof", "pgrep", "pkill", "kill",
	"killall", "killproc", "pidofproc", "checkproc", "checkpid", "fuser",
	"lsof", "status", "killall5", "findproc", "pidfileofproc", "lssrc",
	"start_daemon_status", "stopsrc", NULL };

static void
systemctl(struct sh *sh, const struct sh_call *c)
{
	size_t i;

	for (i = 1; i < c->n; i++) {
		if (strcmp(c->argv[i], "LoadState") == 0) {
			sh_print(sh, "loaded\n", NULL, NULL);
			sh_status(sh, 0, NULL);
			return;
		}
		if (strcmp(c->argv[i], "is-active") == 0) {
			sh_print(sh, "inactive\n", NULL, NULL);
			sh_status(sh, 3, NULL);
			return;
		}
	}
	sh_print(sh, sh_gap, NULL, "what systemctl says is not known");
	sh_status_unknown(sh, NULL, "what systemctl says is not known");
}

static void
program(struct sh *sh, const struct sh_call *c)
{
	const char *name = name_of(c->argv[0]), *why;

	if (strcmp(name, "tee") == 0 && c->n > 1 && !sh->st->dead)
		sh_world_made(sh, c->argv[c->n - 1], SH_CHANGED);
	if (changes_files(sh, c, name))
		return;
	if (name_in(quiet, name)) {
		sh_status(sh, 0, NULL);
	} else if (name_in(processes, name)) {
		sh_status(sh, 1, NULL);
	} else if (strcmp(name, "ps") == 0) {
		sh_status(sh, 0, NULL);
	} else if (strcmp(name, "systemctl") == 0) {
		systemctl(sh, c);
	} else if (strcmp(name, "svcprop") == 0) {
		sh_svcprop(sh, c);
	} else if (c->argv[0][0] == '/' &&
	    sh_world_test(sh, 'e', c->argv[0]) == TRI_NO) {
		sh_status(sh, 127, c->from);
	} else {
		sh_indirect_doubt(sh, c);
		why = sh_format(sh, "what `%.60s` does is not known", name);
		sh_print(sh, sh_gap, c->from, why);
		sh_status_unknown(sh, c->from, why);
	}
}

/* By $PATH, or from the current folder; the words then name it whole. */
static bool
is_wanted_here(struct sh *sh, const struct sh_call *c, struct words *w)
{
	const char *name = c->argv[0], *path;

	if (*name == '/' || w->n == 0)
		return false;
	path = strchr(name, '/') == NULL ? sh_world_find(sh, name) :
	    sh_world_path(sh, name);
	if (path == NULL || *path != '/')
		return false;
	w->v[0].text = path;
	if (sh_is_wanted(sh, w))
		return true;
	w->v[0].text = name;
	return false;
}

void
sh_external(struct sh *sh, const struct sh_call *c)
{
	struct words w = sh_words(sh, c->fields);
	struct wrapped x;
	bool src, other_root;

	if (sh_is_wanted(sh, &w) || is_wanted_here(sh, c, &w)) {
		sh_record(sh, &w, c->from);
		sh_status(sh, 0, NULL);	/* taken to succeed */
		sh_print(sh, sh_gap, NULL, "what an MTA prints is not known");
		return;
	}
	if (wrapper_peel(&sh->pool, &w, &x) < 0) {
		sh->stop = "out of memory";
		return;
	}
	switch (x.kind) {
	case WRAPPED_COMMAND:
		src = sh->src;
		other_root = sh->other_root;
		sh->src = sh->src || x.src;
		sh->other_root = sh->other_root || x.other_root;
		sh_run_fields(sh, fields_of(sh, &x.words, c), false);
		sh->src = src;
		sh->other_root = other_root;
		break;
	case WRAPPED_TEXT:
		sh_external_text(sh, c, c->argv[x.text_at], x.text_at + 1);
		break;
	case WRAPPED_NOTHING:
		sh_status(sh, x.status, NULL);
		break;
	case WRAPPED_NOT:
		if (!run_script(sh, c) && !sh_indirect(sh, c))
			program(sh, c);
		break;
	}
}
