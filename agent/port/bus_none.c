/* No service manager that could be asked: programs and signals only. */
#include <errno.h>

#include "agent/port/service.h"

static int
no_state(const struct host *h, const char *unit, struct unit_state *ret,
    struct err *e)
{
	return err_set(e, ENOTSUP, "this program was built without D-Bus");
}

static int
no_act(const struct host *h, const char *verb, const char *unit, long limit,
    struct err *e)
{
	return err_set(e, ENOTSUP, "this program was built without D-Bus");
}

const struct service_ops service_port = {
	.state = no_state,
	.act = no_act,
	.run = service_run,
	.signal = service_signal,
};
