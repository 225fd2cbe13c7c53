/* Folders watched by libinotifytools in a child process. */
#include "agent/port/watch.h"

#include <dirent.h>
#include <sys/wait.h>

#include "tests/unit/watch_case.h"

static int
descriptors(void)
{
	DIR *d = opendir("/proc/self/fd");
	int n = 0;

	assert_non_null(d);
	while (readdir(d) != NULL)
		n++;
	closedir(d);
	return n;
}

/* Nothing is left: neither children nor descriptors. */
static void
nothing_left(void **state)
{
	int i, before = descriptors();

	for (i = 0; i < 20; i++)
		watch_case_ops->close(watch_case_open());
	assert_int_equal(descriptors(), before);
	assert_int_equal(waitpid(-1, NULL, WNOHANG), -1);
}

/* A child that was ended: it may have seen something. */
static void
the_child_is_gone(void **state)
{
	struct watch *w = watch_case_open();
	char path[64], text[256];
	long child = 0;
	FILE *f;

	snprintf(path, sizeof(path), "/proc/self/task/%ld/children",
	    (long)getpid());
	f = fopen(path, "r");
	if (f == NULL) {
		watch_case_ops->close(w);
		skip_because("this kernel does not list children");
	}
	if (fgets(text, sizeof(text), f) != NULL)
		child = strtol(text, NULL, 10);
	fclose(f);
	assert_true(child > 1);
	watch_case_drain(w);
	assert_int_equal(kill((pid_t)child, SIGKILL), 0);
	assert_true(watch_case_ops->wait(w, 5000, -1, NULL) < 0);
	watch_case_ops->close(w);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		WATCH_CASE(watch_case_ways),
		WATCH_CASE(watch_case_names),
		WATCH_CASE(watch_case_folder),
		WATCH_CASE(watch_case_many),
		WATCH_CASE(watch_case_waking),
		WATCH_CASE(watch_case_nothing),
		WATCH_CASE(nothing_left),
		WATCH_CASE(the_child_is_gone),
	};

	watch_case_ops = &watch_port;
	watch_case_quiet = 100;
	return cmocka_run_group_tests_name("watch_inotify", tests, NULL,
	    NULL);
}
