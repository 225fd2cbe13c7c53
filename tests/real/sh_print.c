/* Prints what the shell evaluator says of a script:
 *	sh_print [-v] [-s] [-C CWD] [-e NAME=value]... [-p NAME]... [-r PATH]
 *	    ROOT SCRIPT [ARG...]
 * One line a command: runs, path:line, then the words, tabs between; \n, \t
 * and \\ in a word stand for themselves, \? behind it for a tail that is not
 * known, \* for words. -v adds its reasons and places. -p: programs to record
 * instead of MTAs; -r: those that are the same file as PATH (in ROOT). -s:
 * init is systemd. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "agent/base/root.h"
#include "platforms/shell.h"

#define MAX_NAMES 16

static const char *names[MAX_NAMES + 1];
static const char *env[MAX_NAMES + 1];
static struct stat recorder;

static bool
is_recorder(const struct host *host, const char *path)
{
	struct stat st;

	return recorder.st_ino != 0 && path[0] == '/' &&
	    root_stat(&host->root, path, &st) == 0 &&
	    st.st_ino == recorder.st_ino && st.st_dev == recorder.st_dev;
}

static bool
wanted(const struct host *host, const struct words *w)
{
	const char *name, *slash;
	size_t i;

	if (w->n == 0 || w->v[0].gap != WORD_KNOWN)
		return false;
	if (is_recorder(host, w->v[0].text))
		return true;
	slash = strrchr(w->v[0].text, '/');
	name = slash != NULL ? slash + 1 : w->v[0].text;
	for (i = 0; names[i] != NULL; i++)
		if (strcmp(names[i], name) == 0)
			return true;
	return false;
}

static void
print_escaped(const char *text)
{
	for (; *text != '\0'; text++)
		if (*text == '\n')
			printf("\\n");
		else if (*text == '\t')
			printf("\\t");
		else if (*text == '\\')
			printf("\\\\");
		else
			putchar(*text);
}

static void
print_command(const struct sh_command *c, bool verbose)
{
	static const char *const gaps[] = { "", "\\?", "\\*" };
	const struct place *p;
	size_t i;

	printf("%s\t%s:%u", tri_name(c->runs), c->at.path, c->at.line);
	for (i = 0; i < c->words.n; i++) {
		printf("\t");
		print_escaped(c->words.v[i].text);
		printf("%s", gaps[c->words.v[i].gap]);
	}
	printf("\n");
	if (!verbose)
		return;
	printf("#\tat %s\n", c->at.text);
	if (c->reason != NULL)
		printf("#\treason %s\n", c->reason);
	for (p = c->because; p != NULL; p = p->next)
		printf("#\tbecause %s:%u %s\n", p->path, p->line, p->text);
}

int
main(int argc, char *argv[])
{
	struct host host = { .root = ROOT_INIT, .source = SOURCE_ROOT };
	struct pool pool = { .failed = false };
	struct sh_options o = { .args = NULL };
	struct sh_result result;
	struct err err = { .code = 0 };
	const struct sh_command *c;
	const struct note *n;
	const char *same = NULL;
	bool verbose = false;
	size_t n_names = 0, n_env = 0;
	int opt;

	while ((opt = getopt(argc, argv, "+vsC:e:p:r:")) != -1) {
		if (opt == 'v')
			verbose = true;
		else if (opt == 'C')
			o.cwd = optarg;
		else if (opt == 's')
			o.systemd = true;
		else if (opt == 'e' && n_env < MAX_NAMES)
			env[n_env++] = optarg;
		else if (opt == 'r')
			same = optarg;
		else if (opt == 'p' && n_names < MAX_NAMES)
			names[n_names++] = optarg;
		else
			return 64;
	}
	if (argc - optind < 2)
		return 64;
	if (n_names > 0 || same != NULL)
		o.wanted = wanted;
	o.env = env;
	o.args = (const char *const *)(void *)(argv + optind + 2);
	if (root_open(&host.root, argv[optind], &err) < 0 || (same != NULL &&
	    root_stat(&host.root, same, &recorder) < 0) ||
	    sh_run(&host, argv[optind + 1], &o, &pool, &result, &err) < 0) {
		fprintf(stderr, "sh_print: %s\n", err.text);
		return 1;
	}
	for (c = result.commands; c != NULL; c = c->next)
		print_command(c, verbose);
	for (n = result.doubts; n != NULL; n = n->next)
		printf("doubt\t%s:%u\t%s\n", n->at.path, n->at.line,
		    n->reason);
	pool_release(&pool);
	root_release(&host.root);
	return 0;
}
