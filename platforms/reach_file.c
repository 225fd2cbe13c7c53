/* What a file that a script comes to is, and its words. */
#include "platforms/reach_file.h"

#include <string.h>

#include "agent/base/buf.h"
#include "agent/base/root_real.h"
#include "agent/base/root_seen.h"
#include "platforms/mta.h"
#include "platforms/openrc.h"
#include "platforms/service_call.h"

static bool
begins(const char *s, const char *with)
{
	return strncmp(s, with, strlen(with)) == 0;
}

bool
reach_is_data(const char *path)
{
	static const char *const folders[] = { "/dev/", "/proc/", "/run/",
		"/sys/", "/var/backups/", "/var/cache/",
		"/var/lib/apt/", "/var/lib/dpkg/", "/var/log/" };
	size_t i;

	if (path[0] != '/' || strchr("dprsv", path[1]) == NULL)
		return false;
	for (i = 0; i < sizeof(folders) / sizeof(folders[0]); i++)
		if (begins(path, folders[i]))
			return true;
	return false;
}

bool
reach_is_binary(const char *head, size_t len)
{
	return memchr(head, '\0', len) != NULL;
}

bool
reach_is_shell(const char *head, size_t len)
{
	size_t i;

	if (len < 2 || memcmp(head, "#!", 2) != 0)
		return true;
	for (i = 2; i + 1 < len && head[i] != '\n'; i++)
		if (head[i] == 's' && head[i + 1] == 'h')
			return true;
	if (openrc_reads(head, len))
		return true;
	/* Debian's interpreter of start scripts is one. */
	return i >= 15 && memcmp(head + i - 13, "init-d-script", 13) == 0;
}

int
reach_file_words(const struct host *h, struct pool *pool, const char *path,
    bool names, struct reach_words *ret)
{
	const struct root *root = &h->root;
	const struct root_answer *known;
	struct root_answer a = { .r = 0 };
	struct buf b = BUF_INIT(ROOT_MAX_FILE);
	char room[ROOT_MAX_PATH];
	const char *key;
	int r;

	/* /sbin and /usr/sbin are often one. */
	key = pool_join(pool, names ? "words " : "paths ",
	    root_real_key(root, path, room, &r), NULL);
	known = key == NULL ? NULL : root_seen_get(root->seen,
	    ROOT_KEPT_VERDICT, key);
	if (known != NULL)
		return reach_words_unpack(pool, known->text, known->len,
		    ret);
	r = root_read(root, path, &b, NULL, NULL);
	if (r == 0)
		r = reach_words_read(pool, b.len > 0 ? b.p : "", b.len,
		    names, ret);
	buf_clear(&b);
	if (r == 0 && key != NULL && root->seen != NULL &&
	    reach_words_pack(ret, &b) == 0) {
		a.text = b.p;
		a.len = b.len;
		root_seen_put(root->seen, ROOT_KEPT_VERDICT, key, &a);
	}
	buf_release(&b);
	return r;
}

bool
reach_file_mentions(const struct host *h, const char *path)
{
	const struct root *root = &h->root;
	struct pool pool = { .blocks = NULL };
	const char *key = pool_join(&pool, "mentions ", path, NULL);
	const struct root_answer *known = key == NULL ? NULL :
	    root_seen_get(root->seen, ROOT_KEPT_VERDICT, key);
	struct root_answer a = { .r = 1 };
	struct buf b = BUF_INIT(ROOT_MAX_FILE);

	if (known != NULL)
		a.r = known->r;
	else if (root_read(root, path, &b, NULL, NULL) == 0)
		a.r = b.len > 0 && (mta_mentioned(b.p, b.len) ||
		    service_call_mentions(h, b.p, b.len));
	buf_release(&b);
	if (key != NULL && known == NULL)
		root_seen_put(root->seen, ROOT_KEPT_VERDICT, key, &a);
	pool_release(&pool);
	return a.r != 0;
}
