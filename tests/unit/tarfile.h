/* Archives for tests, written block by block as POSIX has them (pax, ustar). */
#ifndef HM_TARFILE_TEST_H
#define HM_TARFILE_TEST_H

#include <stdio.h>
#include <string.h>

/* One header; what is claimed of the size need not be so. */
static inline void
tar_header(FILE *f, const char *name, char type, unsigned mode,
    unsigned long long size, const char *link)
{
	unsigned char b[512] = { 0 };
	unsigned sum = 0;
	size_t i;

	snprintf((char *)b, 100, "%s", name);
	snprintf((char *)b + 100, 8, "%07o", mode & 07777);
	snprintf((char *)b + 108, 8, "%07o", 0u);
	snprintf((char *)b + 116, 8, "%07o", 0u);
	snprintf((char *)b + 124, 12, "%011llo",
	    size & 077777777777ull);
	snprintf((char *)b + 136, 12, "%011llo",
	    946684800ull);
	memset(b + 148, ' ', 8);
	b[156] = (unsigned char)type;
	if (link != NULL)
		snprintf((char *)b + 157, 100, "%s", link);
	memcpy(b + 257, "ustar\00000", 8);
	for (i = 0; i < sizeof(b); i++)
		sum += b[i];
	snprintf((char *)b + 148, 7, "%06o", sum);
	fwrite(b, 1, sizeof(b), f);
}

static inline void
tar_file(FILE *f, const char *name, unsigned mode, const char *text)
{
	const size_t len = strlen(text);
	char rest[512] = { 0 };

	tar_header(f, name, '0', mode, len, NULL);
	fwrite(text, 1, len, f);
	fwrite(rest, 1, (512 - len % 512) % 512, f);
}

static inline void
tar_end(FILE *f)
{
	char zero[1024] = { 0 };

	fwrite(zero, 1, sizeof(zero), f);
	fclose(f);
}

#endif
