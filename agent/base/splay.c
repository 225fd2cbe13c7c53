/* When in an hour a host's turn comes, so that not all come at once. */
#include "agent/base/splay.h"

#include <stdint.h>
#include <string.h>

#include "agent/base/digest.h"

unsigned
splay_offset(const char *machine_id, const char *name, unsigned span)
{
	const char *parts[] = { "splay", machine_id, name };
	char hex[DIGEST_HEX];
	struct digest d;
	uint64_t x = 0;
	size_t i;

	digest_init(&d);
	for (i = 0; i < 3; i++)
		if (parts[i] != NULL)
			digest_add(&d, parts[i], strlen(parts[i]) + 1);
	digest_hex(&d, hex);
	for (i = 0; i < 13; i++)
		x = x << 4 | (uint64_t)(hex[i] <= '9' ? hex[i] - '0' :
		    hex[i] - 'a' + 10);
	/* 52 bits: what modulo favours is one part in 10^12. */
	return span == 0 ? 0 : (unsigned)(x % span);
}
