/* Prints what is made from the tables of platforms: for the block of paths in
 * packaging/capture.sh, and the matrix of README.md. */
#include <stdio.h>
#include <string.h>

#include "platforms/capture_paths.h"
#include "platforms/platform.h"

static int
print_paths(void)
{
	struct pool pool = { .blocks = NULL };
	struct strv list = { .n = 0 };
	size_t i;
	int r = capture_paths(&pool, &list);

	for (i = 0; r == 0 && i < list.n; i++)
		printf("%s\n", list.v[i]);
	pool_release(&pool);
	return r == 0 ? 0 : 70;
}

static void
print_rows(const struct support *s)
{
	for (; s->systems != NULL; s++)
		printf("| %s | %s | %s | %s |\n", s->systems, s->verified,
		    s->evidence, agent_there_name(s->agent));
}

static int
print_matrix(void)
{
	const struct platform *const *os;

	printf("\n| system | how it was verified | evidence | hardenmail "
	    "there |\n|---|---|---|---|\n");
	for (os = platforms; *os != NULL; os++)
		print_rows((*os)->support);
	print_rows(support_others);
	printf("\n");
	return 0;
}

int
main(int argc, char **argv)
{
	if (argc == 2 && strcmp(argv[1], "paths") == 0)
		return print_paths();
	if (argc == 2 && strcmp(argv[1], "matrix") == 0)
		return print_matrix();
	return 64;
}
