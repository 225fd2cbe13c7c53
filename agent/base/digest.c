/* SHA-256, as FIPS 180-4 section 6.2 describes it. */
#include "agent/base/digest.h"

#include <string.h>

/* Section 4.2.2: cube roots of the first 64 primes. */
static const uint32_t K[64] = {
	0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1,
	0x923f82a4, 0xab1c5ed5, 0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3,
	0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174, 0xe49b69c1, 0xefbe4786,
	0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
	0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147,
	0x06ca6351, 0x14292967, 0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13,
	0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85, 0xa2bfe8a1, 0xa81a664b,
	0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
	0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a,
	0x5b9cca4f, 0x682e6ff3, 0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208,
	0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
};

static uint32_t
rotr(uint32_t x, unsigned n)
{
	return x >> n | x << (32 - n);
}

static void
schedule(uint32_t w[64], const unsigned char *block)
{
	uint32_t s0, s1;
	unsigned t;

	for (t = 0; t < 16; t++, block += 4)
		w[t] = (uint32_t)block[0] << 24 | (uint32_t)block[1] << 16 |
		    (uint32_t)block[2] << 8 | block[3];
	for (; t < 64; t++) {
		s0 = rotr(w[t - 15], 7) ^ rotr(w[t - 15], 18) ^
		    w[t - 15] >> 3;
		s1 = rotr(w[t - 2], 17) ^ rotr(w[t - 2], 19) ^ w[t - 2] >> 10;
		w[t] = w[t - 16] + s0 + w[t - 7] + s1;
	}
}

static void
compress(uint32_t h[8], const unsigned char *block)
{
	uint32_t w[64], v[8], t1, t2;
	unsigned t;

	schedule(w, block);
	memcpy(v, h, sizeof(v));
	for (t = 0; t < 64; t++) {
		t1 = v[7] + K[t] + w[t] + ((v[4] & v[5]) ^ (~v[4] & v[6])) +
		    (rotr(v[4], 6) ^ rotr(v[4], 11) ^ rotr(v[4], 25));
		t2 = ((v[0] & v[1]) ^ (v[0] & v[2]) ^ (v[1] & v[2])) +
		    (rotr(v[0], 2) ^ rotr(v[0], 13) ^ rotr(v[0], 22));
		memmove(v + 1, v, 7 * sizeof(v[0]));
		v[4] += t1;
		v[0] = t1 + t2;
	}
	for (t = 0; t < 8; t++)
		h[t] += v[t];
}

void
digest_init(struct digest *d)
{
	/* Section 5.3.3: square roots of the first eight primes. */
	*d = (struct digest){
		.h = {
			0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
			0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19,
		},
	};
}

void
digest_add(struct digest *d, const void *data, size_t len)
{
	const unsigned char *p = data;
	size_t used = d->bytes % sizeof(d->block), n;

	d->bytes += len;
	while (len > 0) {
		if (used == 0 && len >= sizeof(d->block)) {
			compress(d->h, p);
			n = sizeof(d->block);
		} else {
			n = sizeof(d->block) - used;
			n = n < len ? n : len;
			memcpy(d->block + used, p, n);
			used += n;
			if (used == sizeof(d->block)) {
				compress(d->h, d->block);
				used = 0;
			}
		}
		p += n;
		len -= n;
	}
}

void
digest_hex(struct digest *d, char hex[DIGEST_HEX])
{
	static const unsigned char pad[64] = { 0x80 };
	static const char digits[] = "0123456789abcdef";
	const uint64_t bits = d->bytes * 8;
	unsigned char length[8];
	unsigned i;

	for (i = 0; i < 8; i++)
		length[i] = (unsigned char)(bits >> (56 - 8 * i));
	/* Up to eight bytes short of a block, then the length. */
	digest_add(d, pad, 1 + (119 - d->bytes % 64) % 64);
	digest_add(d, length, sizeof(length));
	for (i = 0; i < 64; i++)
		hex[i] = digits[d->h[i / 8] >> (28 - 4 * (i % 8)) & 15];
	hex[64] = '\0';
}

void
digest_of(const void *data, size_t len, char hex[DIGEST_HEX])
{
	struct digest d;

	digest_init(&d);
	digest_add(&d, data, len);
	digest_hex(&d, hex);
}
