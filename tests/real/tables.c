/* Prints what is made from the tables of platforms: for the block of paths in
 * packaging/capture.sh. */
#include <stdio.h>
#include <string.h>

#include "platforms/capture_paths.h"

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

int
main(int argc, char **argv)
{
	if (argc == 2 && strcmp(argv[1], "paths") == 0)
		return print_paths();
	return 64;
}
