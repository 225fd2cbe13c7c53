/* Maps in files: text, hash, btree, dbm, implicit, user. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "agent/base/num.h"
#include "agent/rules/cf_line.h"
#include "agent/rules/db_file.h"
#include "agent/rules/map_define.h"
#include "agent/rules/map_look.h"

/* A database that was read, kept with the cf. */
struct database {
	struct file_text file;	/* first: what map->text points to */
	struct db_index index;
};

static bool
give_up(struct run *r, const char *path, const char *why)
{
	char text[512];

	snprintf(text, sizeof(text), "%s: %s", path, why);
	if (r->unknown == NULL)
		r->unknown = run_text(r, text, strlen(text));
	return false;
}

/* FILE.db, which may be written with its ending. */
static const char *
with_ending(struct run *r, const struct map *m, const char *ending)
{
	size_t len = strlen(m->file), n = strlen(ending);
	char *path = pool_alloc(&r->cf->pool, len + n + 1);

	if (path == NULL)
		return "";
	snprintf(path, len + n + 1, "%s%s", m->file,
	    len >= n && strcmp(m->file + len - n, ending) == 0 ? "" : ending);
	return path;
}

/* The text that the database is made of, as if that were done now. */
static bool
open_rebuilt(struct run *r, struct map *m, const char *db)
{
	const struct file_text *file;
	const char *dot = strrchr(db, '.');
	struct database *made;
	char *path;

	path = dot == NULL ? NULL : pool_strndup(&r->cf->pool, db,
	    (size_t)(dot - db));
	file = path == NULL ? NULL : rules_file(r->cf, path);
	if (file == NULL || file->status != 0)
		return false;
	made = pool_alloc(&r->cf->pool, sizeof(*made));
	if (made == NULL || db_read_text(&r->cf->pool, file->text, file->len,
	    m->keep_case, &made->index) < 0)
		return false;
	/* Known by the database's name, as find_line() takes it. */
	made->file = *file;
	made->file.path = db;
	m->text = &made->file;
	return true;
}

static bool
open_database(struct run *r, struct map *m, const char *ending,
    enum db_kind kind)
{
	const struct file_text *file;
	struct database *db;
	const char *path;
	int status;

	/* One of another kind before, which needs no file. */
	if (m->file == NULL)
		return false;
	path = with_ending(r, m, ending);
	if (r->cf->world->rebuilt && open_rebuilt(r, m, path))
		return true;
	file = rules_file(r->cf, path);
	if (file == NULL || file->status != 0)
		return false;
	db = pool_alloc(&r->cf->pool, sizeof(*db));
	if (db == NULL)
		return false;
	db->file = *file;
	status = strcmp(ending, ".pag") == 0 ?
	    db_read_pag(&r->cf->pool, file->text, file->len, &db->index) :
	    db_read(&r->cf->pool, file->text, file->len, kind, &db->index);
	if (status == -ENOTSUP)
		give_up(r, path, "a database of a format that is not read "
		    "here");
	if (status == 0)
		m->text = &db->file;
	return status == 0;
}

const struct db_index *
map_index(const struct map *m)
{
	if (m->kind != &map_hash && m->kind != &map_btree &&
	    m->kind != &map_dbm && m->kind != &map_implicit)
		return NULL;
	return m->state != MAP_OPEN || m->text == NULL ? NULL :
	    &((const struct database *)(const void *)m->text)->index;
}

static bool
open_hash(struct run *r, struct map *m)
{
	return open_database(r, m, ".db", DB_KIND_HASH);
}

static bool
open_btree(struct run *r, struct map *m)
{
	return open_database(r, m, ".db", DB_KIND_BTREE);
}

static bool
open_dbm(struct run *r, struct map *m)
{
	return open_database(r, m, ".pag", DB_KIND_HASH);
}

/* impl_map_open(): the first that can be opened. */
static bool
open_implicit(struct run *r, struct map *m)
{
	return open_hash(r, m) || open_dbm(r, m);
}

static void
lower(char *s)
{
	for (; *s != '\0'; s++)
		if (*s >= 'A' && *s <= 'Z')
			*s = (char)(*s + 32);
}

/* The line of the text beside a database that made this entry, for people:
 * the first with that key. */
static void
find_line(struct run *r, const struct map *m, const char *key,
    struct lookup *look)
{
	size_t len = strlen(m->text->path), n = strlen(key), word;
	const struct file_text *text;
	const char *p, *end, *lf, *dot;
	char path[1024];
	unsigned line = 1;

	look->path = m->text->path;
	dot = strrchr(m->text->path, '.');
	len = dot == NULL ? len : (size_t)(dot - m->text->path);
	snprintf(path, sizeof(path), "%.*s", (int)len, m->text->path);
	text = rules_file(r->cf, path);
	if (text == NULL || text->status != 0)
		return;
	for (p = text->text, end = p + text->len; p < end;
	    p = lf + 1, line++) {
		lf = memchr(p, '\n', (size_t)(end - p));
		if (lf == NULL)
			lf = end;
		for (word = 0; p + word < lf && p[word] != '\t' &&
		    p[word] != ' '; word++)
			continue;
		if (word == n && strncasecmp(p, key, n) == 0) {
			look->path = text->path;
			look->line = line;
			return;
		}
	}
}

static void
set_value(struct run *r, const struct map *m, struct lookup *look,
    const char *value, size_t len)
{
	struct buf b = BUF_INIT(MAX_CF_SIZE);
	const char *raw = map_rewrite(r, m, look, value, len);

	look->value = raw;
	if (raw != NULL) {
		quote_bytes(&b, raw, strlen(raw));
		if (b.p != NULL && b.len != strlen(raw))
			look->value = run_text(r, b.p, b.len);
	}
	buf_release(&b);
}

/* db_map_lookup(): without the NUL at its end, then with it, until one of
 * both has found something. */
static enum flow
find_database(struct run *r, struct map *m, struct lookup *look)
{
	const struct database *db = (const struct database *)
	    (const void *)m->text;
	const struct db_entry *e = NULL;
	char key[MAX_NAME + 1];
	size_t len = strlen(look->key);

	if (len > MAX_NAME)
		len = MAX_NAME;
	memcpy(key, look->key, len);
	key[len] = '\0';
	if (!m->keep_case)
		lower(key);
	if (m->try_bare && (e = db_find(&db->index, key, len)) != NULL)
		m->try_ended = false;
	if (e == NULL && m->try_ended &&
	    (e = db_find(&db->index, key, len + 1)) != NULL)
		m->try_bare = false;
	if (e == NULL)
		return FLOW_ON;
	find_line(r, m, key, look);
	set_value(r, m, look, (const char *)e->value, e->value_len);
	return FLOW_ON;
}

const struct map_kind map_hash = {
	.name = "hash",
	.define = map_define_file,
	.open = open_hash,
	.find = find_database,
};
const struct map_kind map_btree = {
	.name = "btree",
	.define = map_define_file,
	.open = open_btree,
	.find = find_database,
};
const struct map_kind map_dbm = {
	.name = "dbm",
	.define = map_define_file,
	.open = open_dbm,
	.find = find_database,
};
const struct map_kind map_implicit = {
	.name = "implicit",
	.define = map_define_file,
	.open = open_implicit,
	.find = find_database,
};

static bool
open_text(struct run *r, struct map *m)
{
	const struct file_text *file;

	if (m->file == NULL || m->file[0] != '/')
		return false;
	if ((m->key_column != NULL && (*m->key_column < '0' ||
	    *m->key_column > '9')) || (m->value_column != NULL &&
	    (*m->value_column < '0' || *m->value_column > '9')))
		return false;
	file = rules_file(r->cf, m->file);
	m->text = file;
	return file != NULL && file->status == 0;
}

/* get_column() of util.c: false where there is no such column. */
static bool
column(const char *line, long n, char delimiter, char *ret, size_t size)
{
	const char delimiters[] = { delimiter != '\0' ? delimiter : '\n',
	    delimiter != '\0' ? '\0' : '\t', ' ', '\0' };
	const char *const blanks = " \t\r\n\v\f";
	const char *p = line;
	size_t len;
	long i;

	if (*p == '\0' || (*p == delimiter && n == 0))
		return false;
	if (n == 0 && delimiter == '\0')
		p += strspn(p, blanks);
	for (i = 0; i < n; i++) {
		p += strcspn(p, delimiters);
		if (*p == '\0')
			return false;
		p++;
		if (delimiter == '\0')
			p += strspn(p, blanks);
	}
	len = strcspn(p, delimiters);
	if (len >= size)
		len = size - 1;
	memcpy(ret, p, len);
	ret[len] = '\0';
	return true;
}

static long
column_number(const char *text)
{
	return text == NULL ? 0 : strtol(text, NULL, 10) % 1000;
}

static enum flow
find_text(struct run *r, struct map *m, struct lookup *look)
{
	char line[MAX_LINE_TEXT], value[MAX_NAME + 1], key[MAX_NAME + 1];
	const char *p = m->text->text, *end = p + m->text->len, *lf;
	long key_at = column_number(m->key_column);
	unsigned number = 0;
	size_t n;

	snprintf(key, sizeof(key), "%s", look->key);
	for (; p < end; p += n) {
		if (!run_works(r, 1))
			return FLOW_WRONG;
		number++;
		lf = memchr(p, '\n', (size_t)(end - p));
		n = lf == NULL ? (size_t)(end - p) : (size_t)(lf + 1 - p);
		if (n > sizeof(line) - 1)
			n = sizeof(line) - 1;
		memcpy(line, p, n);
		line[n] = '\0';
		line[strcspn(line, "\n")] = '\0';
		if (line[0] == '#' || !column(line, key_at, m->delimiter,
		    value, sizeof(value)) || strcasecmp(key, value) != 0)
			continue;
		if (!column(line, column_number(m->value_column),
		    m->delimiter, value, sizeof(value)))
			return FLOW_ON;
		look->path = m->text->path;
		look->line = number;
		set_value(r, m, look, value, strlen(value));
		return FLOW_ON;
	}
	return FLOW_ON;
}

const struct map_kind map_text = {
	.name = "text",
	.define = map_define_file,
	.open = open_text,
	.find = find_text,
};

static bool
open_users(struct run *r, struct map *m)
{
	m->text = rules_file(r->cf, "/etc/passwd");
	return m->text != NULL;
}

/* finduser(): the name as it is, then in small letters. */
static enum flow
find_user(struct run *r, struct map *m, struct lookup *look)
{
	struct map users = { .text = m->text, .delimiter = ':' };
	long n = column_number(m->value_column);
	char field[32], small[MAX_NAME + 1];
	struct lookup inner = { .map = &users, .key = look->key,
	    .args = { NULL } };
	enum flow flow;

	snprintf(field, sizeof(field), "%ld", n > 0 ? n - 1 : 0);
	users.value_column = field;
	if (m->text->status != 0) {
		give_up(r, m->text->path, "cannot be read");
		return FLOW_AGAIN;
	}
	snprintf(small, sizeof(small), "%s", look->key);
	flow = find_text(r, &users, &inner);
	if (inner.value == NULL)
		return flow;
	look->path = m->text->path;
	look->line = inner.line;
	look->value = map_rewrite(r, m, look, inner.value,
	    strlen(inner.value));
	return flow;
}

const struct map_kind map_user = {
	.name = "user",
	.define = map_define_file,
	.open = open_users,
	.find = find_user,
};
