/* Privileges that a start needed, and nothing else does: capabilities(7). */
#ifndef HM_PRIVILEGE_H
#define HM_PRIVILEGE_H

/*
 * CAP_SYS_ADMIN, CAP_SYS_NICE and CAP_SETPCAP go for good, also for what is
 * started from here: in a service that can gain none (PR_GET_NO_NEW_PRIVS).
 * Elsewhere they stay, as a program that is started may need them.
 */
void privilege_give_up(void);

#endif
