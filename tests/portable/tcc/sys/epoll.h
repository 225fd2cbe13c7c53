/* glibc packs struct epoll_event, as the kernel does on x86-64, by an attribute
 * that it hides from compilers other than GNU's. */
#pragma pack(push, 1)
#include_next <sys/epoll.h>
#pragma pack(pop)
