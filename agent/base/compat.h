/* The one place outside the ports where the compiler asks what is there. */
#ifndef HM_COMPAT_H
#define HM_COMPAT_H

#include <fcntl.h>

/* POSIX.1-2008 has O_SEARCH, Linux has O_PATH, old systems have neither. */
#ifndef O_SEARCH
#ifdef O_PATH
#define O_SEARCH O_PATH
#else
#define O_SEARCH O_RDONLY
#endif
#endif

#endif
