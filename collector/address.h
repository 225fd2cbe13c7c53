/* Addresses of IPv4 and IPv6, in the one form in which they are compared. */
#ifndef HM_COLLECTOR_ADDRESS_H
#define HM_COLLECTOR_ADDRESS_H

#define ADDRESS_SIZE 46

/*
 * As inet_ntop() writes it (RFC 5952); ::ffff:a.b.c.d is the a.b.c.d that it
 * stands for. 0, or -EINVAL: a name, a scope, or nothing of the kind.
 */
int address_clean(const char *text, char ret[ADDRESS_SIZE]);

#endif
