/* Letters that this host writes to its own users, and those that wait. */
#include "agent/run/letters.h"

#include <errno.h>
#include <string.h>

#include "agent/base/buf.h"
#include "agent/model/aliases.h"
#include "agent/run/recipients.h"
#include "platforms/cron_table.h"
#include "platforms/mechs.h"
#include "platforms/platform.h"

static const char *const mail_folders[] = { "/var/mail", "/var/spool/mail",
	"/usr/mail", "/usr/spool/mail" };

/* The last MAILTO above a line: crontab(5). NULL: none. */
static const char *
mail_to(const struct cron_line *l)
{
	const char *to = NULL;
	size_t i;

	for (i = 0; i < l->env.n; i++)
		if (strncmp(l->env.v[i], "MAILTO=", 7) == 0)
			to = l->env.v[i] + 7;
	return to;
}

static bool
is_known(const struct facts *f, const char *path, const char *name,
    const char *target)
{
	const struct recipient *r;

	for (r = f->recipients; r != NULL; r = r->next)
		if (r->kind == RECIPIENT_CRON &&
		    strcmp(r->at.path, path) == 0 &&
		    strcmp(r->name, name) == 0 && (target == NULL) ==
		    (r->target == NULL) && (target == NULL ||
		    strcmp(r->target, target) == 0))
			return true;
	return false;
}

static int
add_letter(struct facts *f, const char *path, const struct cron_line *l,
    const char *user, const struct strv *own)
{
	const char *to = mail_to(l);
	struct recipient one = { .kind = RECIPIENT_CRON, .name = user,
		.end = MAIL_END_LOCAL,
		.at = { .path = path, .line = l->line } };
	struct alias *list = NULL;
	struct pool p = { 0 };
	int r = 0;

	if (to == NULL || strcmp(to, user) == 0) {
		if (!is_known(f, path, user, NULL))
			r = facts_recipient(f, &one);
		return r == -ENOMEM ? r : 0;
	}
	if (*to == '\0')
		return 0;	/* the letter is not written */
	r = aliases_list(&p, to, strlen(to), &list);
	for (; r == 0 && list != NULL; list = list->next) {
		one.target = list->target;
		one.end = aliases_end(list->target, own);
		if (!is_known(f, path, user, one.target))
			r = facts_recipient(f, &one);
	}
	pool_release(&p);
	return r == -ENOMEM ? r : 0;
}

static int
read_table(const struct host *h, struct facts *f, const char *path,
    bool user_field, const struct strv *own)
{
	struct pool p = { 0 };
	struct buf b = BUF_INIT(ROOT_MAX_FILE);
	struct cron_line *l = NULL;
	const char *user = strrchr(path, '/') + 1;
	int r = root_read(&h->root, path, &b, NULL, NULL);

	if (r == -EACCES)
		r = facts_unseen(f, "recipients", "crontabs: %s",
		    strerror(-r));
	else if (r < 0)		/* the boot has said so already */
		r = r == -ENOMEM ? r : 0;
	else if (b.len > 0 && memchr(b.p, '\0', b.len) == NULL)
		r = cron_parse(&p, b.p, b.len, user_field, &l);
	for (; r == 0 && l != NULL; l = l->next) {
		if (user_field && (l->user == NULL || *l->user == '\0'))
			continue;
		r = add_letter(f, path, l, user_field ? l->user : user, own);
	}
	buf_release(&b);
	pool_release(&p);
	return r;
}

static int
gather_cron(const struct host *h, struct facts *f, const struct strv *own)
{
	const struct platform *os = platform_find(f->platform);
	const struct entry *n = os == NULL ? NULL : os->entries;
	const char *const *pattern;
	struct strv found = { 0 };
	struct pool p = { 0 };
	size_t i;
	int r = 0;

	for (; r >= 0 && n != NULL && n->mech != NULL; n++) {
		if (n->mech != &mech_cron)
			continue;
		found = (struct strv){ .n = 0 };
		for (pattern = n->paths; r >= 0 && *pattern != NULL;
		    pattern++)
			r = root_glob(&h->root, *pattern, &p, &found);
		for (i = 0; r >= 0 && i < found.n; i++) {
			if ((n->flags & ENTRY_NO_DOTS) != 0 &&
			    strchr(strrchr(found.v[i], '/'), '.') != NULL)
				continue;
			if (root_is_file(&h->root, found.v[i]))
				r = read_table(h, f, found.v[i],
				    (n->flags & ENTRY_USER_FIELD) != 0, own);
		}
		r = r == -ENOMEM ? r : 0;
	}
	pool_release(&p);
	return r;
}

static bool
is_lock(const char *name)
{
	size_t n = strlen(name);

	return name[0] == '.' || (n > 5 &&
	    strcmp(name + n - 5, ".lock") == 0);
}

static int
add_mailbox(const struct host *h, struct facts *f, const char *folder,
    const char *name, struct pool *p)
{
	struct recipient one = { .kind = RECIPIENT_MAILBOX, .name = name,
		.end = MAIL_END_LOCAL };
	struct stat st;
	int r;

	one.at.path = pool_printf(p, "%s/%s", folder, name);
	if (one.at.path == NULL)
		return -ENOMEM;
	r = root_stat(&h->root, one.at.path, &st);
	if (r < 0 || !S_ISREG(st.st_mode) || st.st_size == 0)
		return 0;
	return facts_recipient(f, &one);
}

static int
read_folder(const struct host *h, struct facts *f, const char *folder,
    struct pool *p)
{
	struct strv names = { 0 };
	size_t i;
	int r = root_list(&h->root, folder, p, &names, NULL);

	if (r < 0 && r != -ENOMEM)
		return facts_unseen(f, "recipients", "%s: %s", folder,
		    strerror(-r));
	for (i = 0; r == 0 && i < names.n; i++)
		if (!is_lock(names.v[i]))
			r = add_mailbox(h, f, folder, names.v[i], p);
	return r == -E2BIG ? 0 : r;
}

static int
gather_mailboxes(const struct host *h, struct facts *f)
{
	struct strv done = { 0 };
	struct pool p = { 0 };
	struct buf b = BUF_INIT(4096);
	size_t i, k;
	int r = 0;

	for (i = 0; r == 0 && i < sizeof(mail_folders) /
	    sizeof(mail_folders[0]); i++) {
		if (!root_is_dir(&h->root, mail_folders[i]) ||
		    root_resolve(&h->root, mail_folders[i], &b) < 0)
			continue;
		for (k = 0; k < done.n; k++)
			if (strcmp(done.v[k], b.p) == 0)
				break;
		if (k < done.n)
			continue;
		r = strv_push(&p, &done, b.p);
		if (r == 0)
			r = read_folder(h, f, mail_folders[i], &p);
	}
	buf_release(&b);
	pool_release(&p);
	return r;
}

int
letters_gather(const struct host *h, struct facts *f, const struct strv *own,
    struct err *e)
{
	int r = gather_cron(h, f, own);

	if (r == 0)
		r = gather_mailboxes(h, f);
	return r == 0 ? 0 : err_set(e, ENOMEM, "recipients: out of memory");
}
