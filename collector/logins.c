/* Who has logged in: sessions of operators, in memory alone. */
#include "collector/logins.h"

#include <string.h>

static struct session *
find(struct logins *s, const char *token)
{
	char hash[DIGEST_HEX];
	size_t i;

	secret_hash("session", token, hash);
	for (i = 0; i < SESSIONS; i++)
		if (s->v[i].name != NULL && secret_equal(s->v[i].hash, hash,
		    DIGEST_HEX - 1))
			return &s->v[i];
	return NULL;
}

void
logins_add(struct logins *s, const char *token, const char *name,
    int64_t now)
{
	struct session *to = &s->v[0];
	size_t i;

	for (i = 0; i < SESSIONS && to->name != NULL; i++)
		if (s->v[i].name == NULL || s->v[i].used < to->used)
			to = &s->v[i];
	secret_hash("session", token, to->hash);
	to->name = name;
	to->began = to->used = now;
}

const char *
logins_find(struct logins *s, const char *token, int64_t now)
{
	struct session *one = find(s, token);

	if (one == NULL)
		return NULL;
	if (now - one->used > SESSION_IDLE || now - one->began > SESSION_LIFE) {
		*one = (struct session){ .name = NULL };
		return NULL;
	}
	one->used = now;
	return one->name;
}

void
logins_end(struct logins *s, const char *token)
{
	struct session *one = find(s, token);

	if (one != NULL)
		*one = (struct session){ .name = NULL };
}
