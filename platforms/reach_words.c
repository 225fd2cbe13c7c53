/* Takes a script apart into words, more of them than a shell would see. */
#include "platforms/reach_words.h"

#include <ctype.h>
#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "agent/base/lines.h"
#include "agent/base/name.h"
#include "platforms/mta_piece.h"
#include "platforms/wrapper.h"

#define MAX_WORDS 16384
#define MAX_WORD 256
#define BUCKETS 128u

struct reading {
	struct pool *pool;
	struct reach_words *words;
	struct reach_word **end, *bucket[BUCKETS];
	unsigned n;
	bool names;		/* those are wanted too */
	bool run;		/* a command's name may come next */
	bool rest;		/* all of this line may be names */
	bool assigned;		/* the piece behind "=" */
	bool moves;		/* folders of this line are of PATH, or of
				 * cd */
	bool sources;		/* what comes is sourced */
	bool calls;		/* service or the like was on this line */
	bool units;		/* so was systemctl */
	bool caller;		/* a variable may be systemctl */
	bool verb;		/* such a start was somewhere */
	int r;
	unsigned char plain_at['z' + 1];
};

/* Sorted. The shell's own words, and utilities that no host replaces by a
 * script that starts a server. */
static const char *const plain[] = { "[", "alias", "awk", "basename",
	"bg", "break", "case", "cat", "cd", "chgrp", "chmod", "chown", "cmp",
	"command", "continue", "cp", "cut", "date", "dd", "df", "diff",
	"dirname", "do", "done", "du", "echo", "egrep", "elif", "else",
	"esac", "eval", "exec", "exit", "export", "expr", "false", "fg",
	"fgrep", "fi", "find", "for", "function", "getopts", "grep", "gzip",
	"head", "hostname", "id", "if", "in", "install", "join", "kill",
	"let", "ln", "local", "ls", "md5sum", "mkdir", "mkfifo", "mknod",
	"mktemp", "mount", "mv", "od", "paste", "printf", "ps", "pwd",
	"read", "readlink", "readonly", "return", "rm", "rmdir", "sed",
	"select", "seq", "set", "sha256sum", "shift", "shopt", "sleep",
	"sort", "stat", "stty", "sync", "tail", "tar", "tee", "test", "then",
	"times", "touch", "tr", "trap", "true", "tty", "type", "typeset",
	"ulimit", "umask", "umount", "unalias", "uname", "uniq", "unset",
	"until", "wait", "wc", "which", "while", "who", "whoami" };
#define N_PLAIN (sizeof(plain) / sizeof(plain[0]))
_Static_assert(N_PLAIN < 256, "plain_at holds bytes");

/* Most words differ in their first letter. */
static bool
is_word(const char *word, const char *what)
{
	return word[0] == what[0] && strcmp(word, what) == 0;
}

static bool
is_plain(const struct reading *r, const char *word)
{
	const unsigned char c = (unsigned char)word[0];
	size_t i;

	if (c > 'z')
		return false;
	for (i = r->plain_at[c]; i < N_PLAIN && plain[i][0] == word[0]; i++)
		if (plain[i][1] == word[1] && strcmp(plain[i], word) == 0)
			return true;
	return false;
}

/* Where the words of one first letter begin. */
static void
index_plain(struct reading *r)
{
	size_t i;

	memset(r->plain_at, N_PLAIN, sizeof(r->plain_at));
	for (i = N_PLAIN; i-- > 0;)
		r->plain_at[(unsigned char)plain[i][0]] = (unsigned char)i;
}

static int
by_text(const void *key, const void *element)
{
	return strcmp(key, *(const char *const *)element);
}

/* What some kind of word may begin with: most begin with nothing of it. */
enum { GOES_ON = 1, CALLS = 2, VERBS = 4, MOVES = 8, TAKES = 16 };

static const unsigned char letters[UCHAR_MAX + 1] = {
	['!'] = GOES_ON, ['-'] = VERBS, ['.'] = TAKES, ['P'] = MOVES,
	['R'] = VERBS, ['S'] = VERBS, ['a'] = VERBS | TAKES,
	['b'] = GOES_ON | CALLS | TAKES, ['c'] = MOVES | TAKES,
	['d'] = GOES_ON | TAKES, ['e'] = GOES_ON | VERBS | TAKES,
	['f'] = TAKES, ['i'] = GOES_ON | CALLS | VERBS | TAKES,
	['k'] = TAKES, ['n'] = TAKES, ['p'] = MOVES | VERBS,
	['r'] = CALLS | VERBS | TAKES, ['s'] = CALLS | VERBS | TAKES,
	['t'] = GOES_ON | TAKES, ['u'] = GOES_ON, ['w'] = GOES_ON,
	['x'] = TAKES,
};

static bool
begins_with(char c, int kind)
{
	return (letters[(unsigned char)c] & kind) != 0;
}

/* Behind these comes another command. */
static bool
goes_on(const char *word)
{
	static const char *const words[] = { "!", "do", "elif", "else",
		"if", "then", "time", "until", "while", "builtin" };
	size_t i;

	if (!begins_with(word[0], GOES_ON))
		return false;
	for (i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (is_word(word, words[i]))
			return true;
	return false;
}

/* Sorted. Programs that take a program, a script or a text as an argument,
 * of which wrapper.h knows no more than some. */
static bool
takes_program(const struct reading *r, const char *word)
{
	static const char *const words[] = { ".", "ash", "at", "bash",
		"batch", "chroot", "command", "dash", "doas", "env", "eval",
		"exec", "find", "flock", "invoke-rc.d", "ionice", "ksh",
		"nice", "nohup", "rc-service", "run-parts", "runuser",
		"service", "setpriv", "setsid", "sh", "source",
		"start-stop-daemon", "su", "sudo", "systemd-run", "timeout",
		"trap", "xargs" };
	const char *base = strrchr(word, '/');

	base = base == NULL ? word : base + 1;
	return (begins_with(base[0], TAKES) && bsearch(base, words,
	    sizeof(words) / sizeof(words[0]), sizeof(words[0]),
	    by_text) != NULL) ||
	    (!is_plain(r, base) && wrapper_is(base));
}

/* What ends a word; where the shell's grammar, or text for another shell, may
 * begin anew; what a word may be joined to. And what a word has in it. */
enum { ENDS = 1, BEGINS = 2, JOINS = 4,
	SLASH = 8, DOLLAR = 16, WILD = 32, BACKSLASH = 64 };

static const unsigned char marks[UCHAR_MAX + 1] = {
	['\0'] = ENDS | BEGINS | JOINS,
	[' '] = ENDS, ['\t'] = ENDS, ['\r'] = ENDS, ['='] = ENDS,
	[':'] = ENDS, [','] = ENDS, ['<'] = ENDS, ['>'] = ENDS,
	[';'] = ENDS | BEGINS, ['&'] = ENDS | BEGINS, ['|'] = ENDS | BEGINS,
	['('] = ENDS | BEGINS, ['{'] = ENDS | BEGINS,
	[')'] = ENDS | BEGINS | JOINS, ['`'] = ENDS | BEGINS | JOINS,
	['}'] = ENDS | JOINS, ['\''] = ENDS | JOINS, ['"'] = ENDS | JOINS,
	['/'] = SLASH, ['$'] = DOLLAR, ['*'] = WILD, ['?'] = WILD,
	['['] = WILD, ['\\'] = BACKSLASH,
};

static bool
is(char c, int mark)
{
	return (marks[(unsigned char)c] & mark) != 0;
}

/*
 * systemctl start NAME and the like reach whatever the unit or script of that
 * name runs. is-active, stop or try-restart do not; a variable may be
 * anything, and so may what stands on the line behind a backslash, or where
 * the program's name is kept for another line. What systemctl itself is told
 * is for systemd to do, and nothing where systemd is not init.
 */
static void
take_call(struct reading *r, const char *word, unsigned has)
{
	static const char *const callers[] = { "busctl", "invoke-rc.d",
		"rc-service", "service", "systemctl", "systemd-run", NULL };
	static const char *const verbs[] = { "start", "restart",
		"reload-or-restart", "isolate", "enable", "reenable",
		"preset", "add-wants", "add-requires", "set-default", "--now",
		"StartUnit", "RestartUnit", "--unit", "-u", NULL };
	const char *slash = (has & SLASH) != 0 ? strrchr(word, '/') : NULL;
	const char *base = slash == NULL ? word : slash + 1;
	const bool verb = has == 0 && begins_with(word[0], VERBS) &&
	    name_in(verbs, word);

	r->verb = r->verb || verb;
	if (begins_with(base[0], CALLS) && name_in(callers, base)) {
		if (strcmp(base, "systemctl") == 0)
			r->units = true;
		else
			r->calls = true;
		r->caller = r->caller || r->assigned;
	} else if ((r->calls || r->units) && (verb || (has & DOLLAR) != 0 ||
	    word[strlen(word) - 1] == '\\')) {
		r->words->units = r->words->units || r->units;
		r->words->piece = r->words->piece || r->calls;
	}
	if (r->caller && r->verb)
		r->words->piece = true;
}

static void
add(struct reading *r, enum reach_kind kind, bool run, const char *text)
{
	struct reach_word *w, **at;
	unsigned h = (unsigned)kind;
	const char *p;

	if (kind != REACH_PATH && !r->names)
		return;
	for (p = text; *p != '\0'; p++)
		h = h * 31 + (unsigned char)*p;
	at = &r->bucket[h % BUCKETS];
	for (w = *at; w != NULL; w = w->same)
		if (w->kind == kind && strcmp(w->text, text) == 0) {
			w->run = w->run || run;
			w->search = w->search || r->moves;
			return;
		}
	if (r->n++ >= MAX_WORDS) {
		r->r = -E2BIG;
		return;
	}
	w = pool_alloc(r->pool, sizeof(*w));
	text = pool_strdup(r->pool, text);
	if (w == NULL || text == NULL) {
		r->r = -ENOMEM;
		return;
	}
	*w = (struct reach_word){ .kind = kind, .run = run, .text = text,
		.search = r->moves, .same = *at };
	*at = w;
	*r->end = w;
	r->end = &w->next;
}

static bool
is_name(const char *word)
{
	const char *p;

	for (p = word; *p != '\0'; p++)
		if (!isalnum((unsigned char)*p) && *p != '_' && *p != '.' &&
		    *p != '-' && *p != '+' && *p != '@')
			return false;
	return isalnum((unsigned char)word[0]) || word[0] == '_';
}

static bool
is_number(const char *word)
{
	return word[0] >= '0' && word[0] <= '9' &&
	    word[strspn(word, "0123456789")] == '\0';
}

/* "/etc/default" of "/etc/default/$x". */
static void
add_folder(struct reading *r, const char *word, bool run)
{
	const bool moves = r->moves;
	char folder[MAX_WORD];
	size_t n = strcspn(word, "$");

	while (n > 0 && word[n - 1] != '/')
		n--;
	if (n < 2)
		return;
	memcpy(folder, word, n - 1);
	folder[n - 1] = '\0';
	r->moves = moves || run;
	add(r, REACH_PATH, false, folder);
	r->moves = moves;
}

/* A word with a slash in it. joined: something stands right before it, so
 * that it may be the end of a path. */
static void
take_path(struct reading *r, const char *word, bool run, bool joined)
{
	const char *slash = strchr(word, '/');
	const char *tail = slash;
	const bool wild = strpbrk(word, "*?[\\") != NULL;
	const enum reach_kind end = wild ? REACH_TAILS : REACH_TAIL;

	while (*tail == '/')
		tail++;
	if (strchr(word, '$') != NULL && strchr(tail, '$') == NULL) {
		if (*tail != '\0')
			add(r, end, run, tail);
		return;
	}
	if (strchr(word, '$') != NULL) {
		/* "/etc/$x": the names that x may have are words. */
		if (word[0] == '/')
			add_folder(r, word, run);
		r->words->dynamic = r->words->dynamic || run;
		return;
	}
	if (joined && *tail != '\0')
		add(r, end, run, tail);
	add(r, wild ? REACH_PATTERN : REACH_PATH, run, slash);
	if (slash != word && *tail != '\0' && word[0] != '-')
		add(r, end, run, word[0] == '.' ? tail : word);
}

static void
take(struct reading *r, const char *word, unsigned has, bool joined)
{
	const bool run = (r->run || r->rest) && !r->assigned;

	if (begins_with(word[0], MOVES) && (is_word(word, "PATH") ||
	    is_word(word, "cd") || is_word(word, "pushd")))
		r->moves = true;
	/* A copy of sendmail under another name keeps its options. */
	if (word[0] == '-' && ((word[1] == 'b' && word[2] != '\0' &&
	    strchr("dDsl", word[2]) != NULL) || (word[1] == 'q' &&
	    word[2] >= '0' && word[2] <= '9')))
		r->words->piece = true;
	take_call(r, word, has);
	if (r->sources && (has & DOLLAR) != 0)
		r->words->sources = r->words->dynamic = true;
	if (run && (word[0] == '$' || is_word(word, "eval")))
		r->words->dynamic = true;
	if ((has & SLASH) != 0)
		take_path(r, word, run, joined);
	else if ((has & WILD) != 0 && r->moves)
		add(r, REACH_TAILS, run, word);
	else if (has == 0 && is_name(word) && !is_number(word) &&
	    !is_plain(r, word))
		add(r, REACH_NAME, run, word);
	r->sources = run && (is_word(word, ".") || is_word(word, "source"));
	r->rest = r->rest || (run && word[0] != '$' && word[0] != '-' &&
	    takes_program(r, word));
	if (!r->assigned && !goes_on(word))
		r->run = false;
}

static unsigned
marks_of(const char *word)
{
	unsigned has = 0;

	for (; *word != '\0'; word++)
		has |= marks[(unsigned char)*word];
	return has;
}

static void
read_line(struct reading *r, const char *line, size_t len)
{
	char word[MAX_WORD];
	size_t i = 0, n, from;
	char before = ' ';
	bool first = true;
	unsigned has;

	while (i < len && r->r == 0) {
		for (from = i, has = 0; i < len && !is(line[i], ENDS); i++)
			has |= marks[(unsigned char)line[i]];
		n = i - from < sizeof(word) ? i - from : sizeof(word) - 1;
		memcpy(word, line + from, n);
		word[n] = '\0';
		if (n < i - from)
			has = marks_of(word);
		/* The label of a case is no pattern of files. */
		if (first && n > 0 && i < len && line[i] == ')' &&
		    (has & WILD) != 0)
			n = 0;
		first = false;
		if (n > 0 && !(i < len && line[i] == '=' && !r->rest &&
		    !is_word(word, "PATH"))) {
			take(r, word, has, is(before, JOINS));
			if (is_word(word, "PATH"))
				r->run = true;
		}
		if (i >= len)
			break;
		before = line[i++];
		r->assigned = before == '=' || (r->assigned &&
		    before != ' ' && before != '\t' && before != '\0');
		if (is(before, BEGINS)) {
			r->run = true;
			r->assigned = false;
		}
	}
}

int
reach_words_read(struct pool *pool, const char *text, size_t len,
    bool names, struct reach_words *ret)
{
	struct reach_words words = { .first = NULL };
	struct reading r = { .pool = pool, .words = &words,
		.names = names, .end = &words.first };
	size_t skip, piece = mta_piece_at(text, len, 0);
	struct lines l;

	index_plain(&r);
	lines_init(&l, text, len);
	while (r.r == 0 && !words.piece && lines_next(&l)) {
		for (skip = 0; skip < l.len && (l.line[skip] == ' ' ||
		    l.line[skip] == '\t'); skip++)
			;
		if (skip == l.len || l.line[skip] == '#')
			continue;
		/* Most texts have none. */
		if (l.line + l.len > text + piece) {
			words.piece = mta_piece(l.line + skip, l.len - skip);
			piece = mta_piece_at(text, len,
			    (size_t)(l.next - text));
		}
		r.run = true;
		r.rest = r.assigned = r.moves = r.sources = false;
		r.calls = r.units = false;
		if (!words.piece && (names || memchr(l.line, '/', l.len) !=
		    NULL))
			read_line(&r, l.line + skip, l.len - skip);
	}
	*ret = words;
	return r.r;
}

enum { PACK_RUN = 1, PACK_SEARCH = 2, PACK_PIECE = 1, PACK_DYNAMIC = 2,
	PACK_SOURCES = 4, PACK_UNITS = 8 };

int
reach_words_pack(const struct reach_words *w, struct buf *b)
{
	const struct reach_word *one;

	buf_addc(b, (char)((w->piece ? PACK_PIECE : 0) |
	    (w->dynamic ? PACK_DYNAMIC : 0) |
	    (w->sources ? PACK_SOURCES : 0) |
	    (w->units ? PACK_UNITS : 0)));
	for (one = w->first; one != NULL; one = one->next) {
		buf_addc(b, (char)one->kind);
		buf_addc(b, (char)((one->run ? PACK_RUN : 0) |
		    (one->search ? PACK_SEARCH : 0)));
		buf_add(b, one->text, strlen(one->text) + 1);
	}
	return b->failed ? -ENOMEM : 0;
}

int
reach_words_unpack(struct pool *pool, const char *text, size_t len,
    struct reach_words *ret)
{
	struct reach_words words = { .first = NULL };
	struct reach_word **end = &words.first, *w;
	const char *at = text + 1;

	words.piece = (*text & PACK_PIECE) != 0;
	words.dynamic = (*text & PACK_DYNAMIC) != 0;
	words.sources = (*text & PACK_SOURCES) != 0;
	words.units = (*text & PACK_UNITS) != 0;
	for (; at < text + len; at += strlen(at) + 1) {
		w = pool_alloc(pool, sizeof(*w));
		if (w == NULL)
			return -ENOMEM;
		w->kind = (enum reach_kind)*at++;
		w->run = (*at & PACK_RUN) != 0;
		w->search = (*at++ & PACK_SEARCH) != 0;
		w->text = at;
		*end = w;
		end = &w->next;
	}
	*ret = words;
	return 0;
}
