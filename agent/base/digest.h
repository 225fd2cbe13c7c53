/* SHA-256 (FIPS 180-4). */
#ifndef HM_DIGEST_H
#define HM_DIGEST_H

#include <stddef.h>
#include <stdint.h>

#define DIGEST_HEX 65		/* 64 hexadecimal digits and the NUL */

struct digest {
	uint32_t h[8];
	uint64_t bytes;
	unsigned char block[64];
};

void digest_init(struct digest *);
void digest_add(struct digest *, const void *data, size_t len);
/* Lower case. The digest may not be added to afterwards. */
void digest_hex(struct digest *, char hex[DIGEST_HEX]);

/* All three for what is in memory whole. */
void digest_of(const void *data, size_t len, char hex[DIGEST_HEX]);

#endif
