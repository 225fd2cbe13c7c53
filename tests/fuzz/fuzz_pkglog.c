/* No text upsets the reader of package managers' logs. */
#include "agent/model/pkglog.h"

#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct pkglog_line l;
	int kind;

	for (kind = PKGLOG_DPKG; kind <= PKGLOG_ZYPP; kind++)
		pkglog_parse((enum pkglog_kind)kind, (const char *)data, size,
		    1795338000, &l);
	return 0;
}
