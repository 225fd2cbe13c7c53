/* What the program uses of C11's atomics, for tcc, which has none: they are
 * optional, and the tests that it compiles have one thread. */
#ifndef HM_PORTABLE_STDATOMIC_H
#define HM_PORTABLE_STDATOMIC_H

#include <stdbool.h>

typedef volatile bool atomic_bool;
#define atomic_store(to, value) ((void)(*(to) = (value)))
#define atomic_load(from) (*(from))

#endif
