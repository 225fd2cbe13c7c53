/* No server upsets the interview: what it says, in parts, decides nothing but
 * the answers, and nothing but envelopes is ever sent. */
#include "probe/interview.h"

#include <assert.h>
#include <stdint.h>
#include <string.h>

#include "probe/greeting.h"
#include "probe/relay_verdict.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const struct envelope_names names = { .host = "mx.example",
	.literal = "[192.0.2.25]", .sender = "postmaster@probe.example",
	.offsite = "off.test", .third = "third.test", .user = "nobody-x",
	.offsite_literal = "[203.0.113.9]" };

/* Each line that is sent is one of ours. */
static void
take_out(struct interview *i)
{
	static const char *const ours[] = { "MAIL FROM:", "RCPT TO:",
		"RSET\r\n", "QUIT\r\n" };
	const char *p = i->out.p, *end = i->out.p + i->out.len;
	size_t n;

	while (p < end) {
		for (n = 0; n < 4; n++)
			if (strncmp(p, ours[n], strlen(ours[n])) == 0)
				break;
		assert(n < 4);
		p = memchr(p, '\n', (size_t)(end - p));
		assert(p != NULL);
		p++;
	}
	interview_sent(i, i->out.len);
}

/* The first byte: which envelopes, and whether pipelined; the next ones say
 * how long the part behind them is. */
int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct pool pool = { .blocks = NULL };
	struct greeting g = { .code = 0 };
	struct question *list = NULL;
	struct interview i;
	struct relay_verdict v;
	int state, more = 1;
	size_t n;

	if (size < 1)
		return 0;
	greeting_line(&g, (const char *)data, size);
	if (questions_make(&pool, &names, data[0] & 2 ? QUESTION_ALL :
	    1u << 1 | 1u << 9, NULL, &list) < 0)
		return 0;
	interview_init(&i, data[0] & 1);
	state = interview_ask(&i, list);
	data++;
	size--;
	while (size > 1 && state >= 0 && more > 0) {
		take_out(&i);
		n = data[0] < size ? data[0] : size - 1;
		state = interview_feed(&i, (const char *)data + 1, n);
		data += n + 1;
		size -= n + 1;
		if (state == INTERVIEW_ASKED) {
			more = questions_follow(&pool, &names, list);
			if (more > 0)
				state = interview_ask(&i, list);
			else
				interview_leave(&i);
		}
	}
	take_out(&i);
	v = relay_verdict(list);
	assert(v.relay == RELAY_UNKNOWN || v.proof != NULL);
	assert((v.relay == RELAY_UNKNOWN) == (v.reason != NULL));
	interview_release(&i);
	pool_release(&pool);
	return 0;
}
