/* Inventories, and compressed bodies. */
#include "collector/inventory.h"

#include <stdint.h>
#include <stdlib.h>

#include "collector/csv.h"
#include "collector/zip.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len);

static int
take(void *arg, const struct inventory_line *l)
{
	if (l->name[0] == '\0')
		abort();
	return 0;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
	struct buf wrong = BUF_INIT(65536), plain = BUF_INIT(65536);
	struct err e = { .code = 0 };

	inventory_read("f", (const char *)data, len, take, NULL, &wrong, &e);
	zip_inflate(data, len, &plain);
	buf_release(&wrong);
	buf_release(&plain);
	return 0;
}
