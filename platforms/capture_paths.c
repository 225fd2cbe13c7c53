/* What packaging/capture.sh takes along from a host. */
#include "platforms/capture_paths.h"

#include <errno.h>
#include <limits.h>
#include <string.h>

#include "agent/base/root_trouble.h"
#include "agent/model/maillog.h"
#include "platforms/platform.h"

/*
 * What no table of a platform names. All of /etc: a start script may source
 * any file of it. The others are what mechanisms read of their own accord
 * (mech_hook.c, mech_unit.c, unit_tree.c), and where programs that are added
 * to a system keep their configuration.
 */
static const char *const more[] = {
	"w /etc",
	"w /lib/dhcpcd/dhcpcd-hooks",
	"w /lib/init",
	"w /lib/lsb",
	"w /lib/systemd/system",
	"w /lib/systemd/system-generators",
	"w /lib/systemd/system-preset",
	"w /lib/udev/rules.d",
	"w /opt/local/etc",
	"w /root/.config/systemd/user",
	"w /run/systemd/generator",
	"w /usr/lib/NetworkManager/dispatcher.d",
	"w /usr/lib/aliases",
	"w /usr/lib/mail",
	"w /usr/lib/os-release",
	"w /usr/lib/sysusers.d",
	"w /usr/lib/systemd/system",
	"w /usr/lib/systemd/system-generators",
	"w /usr/lib/systemd/system-preset",
	"w /usr/lib/systemd/system-sleep",
	"w /usr/lib/systemd/system.conf.d",
	"w /usr/lib/udev/rules.d",
	"w /usr/local/etc",
	"w /usr/local/lib/systemd/system",
	"w /usr/local/lib/systemd/system-generators",
	"w /usr/mmdf/mmdftailor",
	"w /usr/pkg/etc",
	"w /usr/share/sendmail",
	"w /usr/ucblib/aliases",
	"w /var/lib/dbus/machine-id",
	"w /var/service",
	"w /var/svc.d",
	"f /usr/bin/sendmail",
	"f /usr/libexec/postfix/sendmail",
	"f /usr/local/lib/sendmail",
	"f /usr/local/sbin/sendmail",
	"n /bin/init",
	"n /lib/systemd/systemd",
	"n /sbin/init",
	"n /sbin/openrc",
	"n /usr/lib/systemd/systemd",
	"n /usr/sbin/init",
	NULL
};

/* A line for a path of a table. Its % is a run level; from a folder's last
 * "*" on the folder is meant. Words that are no paths have none. */
static int
add(struct pool *p, struct strv *list, const char *how, const char *path)
{
	char *line, *at;

	if (path[0] != '/')
		return 0;
	line = pool_join(p, how, " ", path, NULL);
	if (line == NULL)
		return -ENOMEM;
	for (at = line; *at != '\0'; at++)
		if (*at == '%')
			*at = '?';
	at = strstr(line, "/*");
	if (at != NULL)
		*at = '\0';
	return strv_has(list, line) ? 0 : strv_keep(p, list, line);
}

static int
add_all(struct pool *p, struct strv *list, const char *how,
    const char *const *paths)
{
	int r = 0;

	for (; r == 0 && paths != NULL && *paths != NULL; paths++)
		r = add(p, list, how, *paths);
	return r;
}

/* The files among the words of rc.subr's settings, and their folders. */
static int
add_config(struct pool *p, struct strv *list, const char *words)
{
	const char *word, *folder;
	size_t len;
	int r = 0;

	for (; r == 0 && *words != '\0'; words += len) {
		words += strspn(words, " \n");
		len = strcspn(words, " \n");
		word = pool_strndup(p, words, len);
		folder = word == NULL ? NULL : pool_join(p, word, ".d", NULL);
		if (folder == NULL)
			return -ENOMEM;
		r = add(p, list, "w", word);
		if (r == 0)
			r = add(p, list, "w", folder);
	}
	return r;
}

/* No descriptor of any process: whatever is asked of it is noted as trouble. */
#define NO_FOLDER INT_MAX

/* What tells the platform from others: its questions are put to a root that
 * cannot be looked at. */
static int
add_evidence(struct pool *p, struct strv *list, const struct platform *os)
{
	struct root_trouble asked = { .n = 0 };
	struct host h = { .root = { .fd = NO_FOLDER },
		.source = SOURCE_ROOT };
	const struct os_id id = { .host = &h };
	struct os_version v = { .title = NULL };
	const struct root_trouble_one *one;
	int r;

	h.root.trouble = &asked;
	os->match(&id);
	r = os->describe(&id, p, &v);
	if (r == 0)
		r = add_all(p, list, "n", v.evidence);
	for (one = asked.list; r == 0 && one != NULL; one = one->next)
		r = add(p, list, "n", one->path);
	root_trouble_release(&asked);
	return r;
}

static int
add_platform(struct pool *p, struct strv *list, const struct platform *os)
{
	const struct entry *entry;
	int r;

	r = add_all(p, list, "w", os->watch_paths);
	if (r == 0)
		r = add_all(p, list, "w", os->cf_paths);
	if (r == 0)
		r = add_all(p, list, "w", os->pid_files);
	if (r == 0)
		r = add_all(p, list, "f", os->mta_paths);
	for (entry = os->entries; r == 0 && entry->mech != NULL; entry++) {
		r = add_all(p, list, "w", entry->paths);
		if (r == 0 && entry->args != NULL)
			r = add(p, list, "w", entry->args);
		if (r == 0 && entry->rc != NULL)
			r = add_all(p, list, "w", entry->rc->scripts);
		if (r == 0 && entry->config != NULL)
			r = add_config(p, list, entry->config);
	}
	return r == 0 ? add_evidence(p, list, os) : r;
}

/* Is the path of the line taken along with a folder that has a line? */
static bool
is_covered(const struct strv *list, const char *line)
{
	const char *path = line + 2, *other;
	size_t i, len;

	if (line[0] == 'f' || line[0] == 'm')
		return false;
	for (i = 0; i < list->n; i++) {
		other = list->v[i] + 2;
		len = strlen(other);
		if (list->v[i][0] == 'w' && list->v[i] != line &&
		    strncmp(path, other, len) == 0 &&
		    (path[len] == '/' || (path[len] == '\0' &&
		    line[0] == 'n')))
			return true;
	}
	return false;
}

int
capture_paths(struct pool *p, struct strv *ret)
{
	const struct platform *const *os;
	struct strv all = { .n = 0 };
	size_t from = ret->n, i;
	int r = 0;

	for (i = 0; r == 0 && more[i] != NULL; i++)
		r = strv_keep(p, &all, more[i]);
	if (r == 0)
		r = add_all(p, &all, "m", maillog_usual);
	for (os = platforms; r == 0 && *os != NULL; os++)
		r = add_platform(p, &all, *os);
	for (i = 0; r == 0 && i < all.n; i++)
		if (!is_covered(&all, all.v[i]) &&
		    !strv_has(ret, all.v[i]))
			r = strv_keep(p, ret, all.v[i]);
	strv_sort(ret, from);
	return r < 0 || p->failed ? -ENOMEM : 0;
}
