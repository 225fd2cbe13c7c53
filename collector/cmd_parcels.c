/* --import-reports: takes in what hosts without HTTPS exported. */
#include "collector/commands_all.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "agent/base/log.h"
#include "agent/base/parcel.h"
#include "collector/ingest.h"
#include "collector/secret.h"
#include "collector/signature.h"
#include "collector/textfile.h"

#define MAX_FILE ((size_t)256 << 20)

struct importing {
	const struct arguments *a;
	struct store *s;
	const struct config *c;
	size_t number;			/* of the report in the file, from 1 */
	size_t taken, before, refused;
	/* the host whose reports come one after another */
	char id[PARCEL_ID];
	int64_t upto;			/* taken up to there without a gap;
					 * -1: none */
	bool gap;
};

static void
refuse(struct importing *i, const char *words)
{
	log_error("%s: report %zu: %s", i->a->value, i->number, words);
	i->refused++;
	i->gap = true;
}

/* What to say to the host, so that its spool gets empty. */
static void
end_host(struct importing *i)
{
	if (i->id[0] != '\0' && i->upto >= 0)
		printf("host %s: hardenmail-send --acknowledge %lld\n", i->id,
		    (long long)i->upto);
}

static void
next_host(struct importing *i, const char *id)
{
	if (strcmp(i->id, id) == 0)
		return;
	end_host(i);
	memcpy(i->id, id, strlen(id) + 1);
	i->upto = -1;
	i->gap = false;
}

static void
take_receipt(struct importing *i, const struct posting *p,
    const struct receipt *got)
{
	char words[200];

	switch (got->outcome) {
	case OUTCOME_STORED:
	case OUTCOME_LATE:
		i->taken++;
		break;
	case OUTCOME_DUPLICATE:
		log_warning("%s: report %zu: sequence %lld of host %s came "
		    "before: not taken again", i->a->value, i->number,
		    (long long)p->sequence, got->id);
		i->before++;
		break;
	case OUTCOME_NO_IDENTITY:
		refuse(i, "no host has the key that it is signed with");
		return;
	case OUTCOME_OTHER_HOST:
		refuse(i, "the report is another host's");
		return;
	case OUTCOME_OTHER_EPOCH:
		refuse(i, "the report is of another enrolment");
		return;
	default:
		snprintf(words, sizeof(words), "sequence %lld came before "
		    "with other contents: is there a clone of this host?",
		    (long long)p->sequence);
		refuse(i, words);
		return;
	}
	if (!i->gap)
		i->upto = p->sequence;
}

static int
take(struct importing *i, const struct parcel *p, struct err *e)
{
	struct posting posting;
	struct receipt got;
	struct err why = { .code = 0 };
	char hash[DIGEST_HEX];
	int r = posting_read(&posting, true, p->body, p->len, &why);

	if (r == -ENOMEM) {
		*e = why;
	} else if (r < 0) {
		refuse(i, why.text);
		r = 0;
	} else if (posting.host_id != NULL && strcmp(posting.host_id,
	    p->id) != 0) {
		refuse(i, "the report is another host's");
	} else {
		posting.host_id = p->id;
		secret_hash("key", p->key, hash);
		r = ingest(i->s, i->c, &posting, hash, command_now(i->a),
		    &got, e);
		if (r >= 0)
			take_receipt(i, &posting, &got);
	}
	posting_release(&posting);
	return r;
}

static int
take_all(struct importing *i, const struct buf *text, struct err *e)
{
	struct buf plain = BUF_INIT(MAX_FILE);
	struct err why = { .code = 0 };
	struct parcel p;
	size_t at = 0;
	int r = 0, more;

	while (r >= 0 && (more = parcel_next(text->p, text->len, &at, &p,
	    &why)) != 0) {
		i->number++;
		if (more < 0) {
			refuse(i, why.text);
			break;
		}
		next_host(i, p.id);
		buf_clear(&plain);
		if (parcel_signed(&p, &plain) < 0)
			r = err_set(e, ENOMEM, "out of memory");
		else if (!signature_good(p.key, p.signature, plain.p,
		    plain.len))
			refuse(i, "the signature is wrong: it was changed, or "
			    "another key signed it");
		else
			r = take(i, &p, e);
	}
	buf_release(&plain);
	return r;
}

static int
import(struct importing *i, struct err *e)
{
	struct buf text = BUF_INIT(MAX_FILE);
	int r = textfile_read(i->a->value, &text, e);

	if (r >= 0 && text.len == 0)
		r = err_set(e, EINVAL, "%s: nothing is in it", i->a->value);
	if (r >= 0)
		r = store_transact(i->s, STORE_BEGIN, e);
	if (r >= 0) {
		r = take_all(i, &text, e);
		if (r >= 0)
			r = store_transact(i->s, STORE_COMMIT, e);
		if (r < 0)
			store_transact(i->s, STORE_ROLLBACK, NULL);
	}
	buf_release(&text);
	return r;
}

int
cmd_parcels(const struct arguments *a)
{
	struct store s = { .ops = NULL };
	struct err e = { .code = 0 };
	struct config c;
	struct importing i = { .a = a, .s = &s, .c = &c, .upto = -1 };
	int status = command_open(a, &s, &c);

	if (status == 0 && import(&i, &e) < 0) {
		log_error("%s", e.text);
		status = e.code == EINVAL || e.code == ENOENT ?
		    STATUS_NO_INPUT : STATUS_SYSTEM;
	} else if (status == 0) {
		end_host(&i);
		printf("%zu reports taken, %zu came before, %zu refused\n",
		    i.taken, i.before, i.refused);
		status = i.refused > 0 ? STATUS_NO : 0;
	}
	store_close(&s);
	config_release(&c);
	return status;
}
