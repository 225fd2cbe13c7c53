/* Any words as a command that starts services, and any text that may: over a
 * tree with one unit that runs an MTA. */
#include "platforms/service_call.h"

#include "platforms/unit_name.h"
#include "tests/fuzz/fuzz_words.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char unit[] = "[Service]\nExecStart=/usr/sbin/sendmail\n";
	static struct host host = { .root = { .fd = -1 } };
	struct pool pool = { .blocks = NULL };
	struct words w = { .n = 0 };
	struct service_call call;
	struct err e;
	size_t i;
	int r;

	if (host.root.fd < 0 && (root_open(&host.root, "/proc/self/fdinfo",
	    &e) < 0 || root_overlay_put(&host.root,
	    "/etc/systemd/system/m.service", unit, sizeof(unit) - 1) < 0))
		abort();
	fuzz_words(&pool, data, size, &w);
	r = service_call_read(&pool, &w, &call);
	if (r < 0 || r > 1)
		abort();
	for (i = 0; r == 1 && i < call.units.n; i++)
		if (!unit_name_valid(call.units.v[i]))
			abort();
	if (r == 1)
		(void)service_call_of_units(&host, &w, &call);
	(void)service_call_mentions(&host, (const char *)data, size);
	pool_release(&pool);
	return 0;
}
