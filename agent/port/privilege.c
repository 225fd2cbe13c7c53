/* Privileges that a start needed, and nothing else does. */
#define _GNU_SOURCE
#include "agent/port/privilege.h"

#include <linux/capability.h>
#include <stddef.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

void
privilege_give_up(void)
{
	/* All are below 32. The last is what taking them away needs. */
	static const unsigned needless[] = { CAP_SYS_ADMIN, CAP_SYS_NICE,
		CAP_SETPCAP };
	struct __user_cap_header_struct head = {
		.version = _LINUX_CAPABILITY_VERSION_3 };
	struct __user_cap_data_struct data[_LINUX_CAPABILITY_U32S_3];
	size_t i;

	if (prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0) != 1 ||
	    syscall(SYS_capget, &head, data) != 0)
		return;
	for (i = 0; i < sizeof(needless) / sizeof(needless[0]); i++) {
		(void)prctl(PR_CAPBSET_DROP, needless[i], 0, 0, 0);
		data[0].effective &= ~(1u << needless[i]);
		data[0].permitted &= ~(1u << needless[i]);
		data[0].inheritable &= ~(1u << needless[i]);
	}
	(void)syscall(SYS_capset, &head, data);
}
