/* Watching folders where there is no inotify. */
#include "agent/port/watch.h"

#include "agent/port/poll_tree.h"

static struct poll_tree *
tree_of(struct watch *w)
{
	return (struct poll_tree *)(void *)w;
}

static int
open_watch(const struct watch_spot *spots, size_t n, struct watch **ret,
    struct err *e)
{
	struct poll_tree *t;
	int r = poll_tree_open(spots, n, POLL_TREE_INTERVAL, &t, e);

	if (r == 0)
		*ret = (struct watch *)(void *)t;
	return r;
}

static int
wait_watch(struct watch *w, long ms, int wake, struct err *e)
{
	return poll_tree_wait(tree_of(w), ms, wake, e);
}

static const char *
how_watch(const struct watch *w)
{
	(void)w;
	return "looking at them every two seconds";
}

static void
close_watch(struct watch *w)
{
	poll_tree_close(tree_of(w));
}

const struct watch_ops watch_port = {
	.open = open_watch,
	.wait = wait_watch,
	.how = how_watch,
	.close = close_watch,
};
