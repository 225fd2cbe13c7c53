/* What only the collector and the sender ask of libraries, and can fail. */
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>

#include <jansson.h>
#include <openssl/rand.h>
#include <zlib.h>

#include "tests/fault/fault.h"
#include "tests/fault/point.h"

#define CALL(type, name, params, args, failed, ...)			\
	type fault_##name params;					\
	type								\
	fault_##name params						\
	{								\
		static const int ways[] = { __VA_ARGS__, 0 };		\
									\
		if (fault_call(#name, ways) != 0)			\
			return failed;					\
		return name args;					\
	}

CALL(json_t *, json_deep_copy, (const json_t *j), (j), NULL, ENOMEM)
CALL(int, RAND_bytes, (unsigned char *at, int n), (at, n), 0, EIO)
CALL(int, pthread_create, (pthread_t *t, const pthread_attr_t *a,
    void *(*run)(void *), void *arg), (t, a, run, arg), EAGAIN, EAGAIN)
CALL(int, deflateInit2_, (z_streamp z, int l, int m, int w, int e, int s,
    const char *v, int n), (z, l, m, w, e, s, v, n), Z_MEM_ERROR, ENOMEM)
CALL(int, inflateInit2_, (z_streamp z, int w, const char *v, int n),
    (z, w, v, n), Z_MEM_ERROR, ENOMEM)

json_t *fault_json_loadb(const char *p, size_t n, size_t flags,
    json_error_t *e);
json_t *
fault_json_loadb(const char *p, size_t n, size_t flags, json_error_t *e)
{
	static const int ways[] = { ENOMEM, 0 };

	if (fault_call("json_loadb", ways) == 0)
		return json_loadb(p, n, flags, e);
	if (e != NULL) {
		memset(e, 0, sizeof(*e));
		snprintf(e->text, sizeof(e->text), "out of memory");
	}
	return NULL;
}

/* The caller frees it with our free(). */
char *fault_json_dumps(const json_t *j, size_t flags);
char *
fault_json_dumps(const json_t *j, size_t flags)
{
	static const int ways[] = { ENOMEM, 0 };
	char *text;

	if (fault_call("json_dumps", ways) != 0)
		return NULL;
	text = json_dumps(j, flags);
	if (text != NULL)
		__atomic_add_fetch(&fault_page->allocated, 1,
		    __ATOMIC_RELAXED);
	return text;
}

/* The value is taken in any case. */
int fault_json_object_set_new(json_t *o, const char *key, json_t *value);
int
fault_json_object_set_new(json_t *o, const char *key, json_t *value)
{
	static const int ways[] = { ENOMEM, 0 };

	if (fault_call("json_object_set_new", ways) == 0)
		return json_object_set_new(o, key, value);
	json_decref(value);
	return -1;
}
