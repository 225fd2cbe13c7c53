/* Addresses of IPv4 and IPv6, in the one form in which they are compared. */
#include "collector/address.h"

#include <arpa/inet.h>
#include <errno.h>
#include <string.h>

int
address_clean(const char *text, char ret[ADDRESS_SIZE])
{
	static const unsigned char mapped[12] = { [10] = 0xff, [11] = 0xff };
	unsigned char bytes[16];

	if (inet_pton(AF_INET, text, bytes) == 1)
		return inet_ntop(AF_INET, bytes, ret, ADDRESS_SIZE) != NULL ?
		    0 : -EINVAL;
	if (inet_pton(AF_INET6, text, bytes) != 1)
		return -EINVAL;
	if (memcmp(bytes, mapped, sizeof(mapped)) == 0)
		return inet_ntop(AF_INET, bytes + 12, ret, ADDRESS_SIZE) !=
		    NULL ? 0 : -EINVAL;
	return inet_ntop(AF_INET6, bytes, ret, ADDRESS_SIZE) != NULL ? 0 :
	    -EINVAL;
}
