/* What all pages share: their frame, states as people read them. */
#ifndef HM_PAGE_H
#define HM_PAGE_H

#include "collector/host_list.h"
#include "collector/html.h"
#include "collector/route.h"

/* Which entry of the navigation a page stands under. */
enum page_place { PAGE_NOWHERE = 0, PAGE_FRONT, PAGE_HOSTS };

/* Everything up to the <h1>, which the page writes itself, inside <main>. */
void page_begin(struct exchange *, const char *title, enum page_place);
/* The end, and status, type and policy of the answer. */
void page_end(struct exchange *, int status);

/* The answer is an error (x->status, x->error) and a page was asked for. */
void page_error(struct exchange *);

/* 303 to a path of ours; borrowed as exchange_field() has it. */
void page_go(struct exchange *, const char *path);

/* The hidden field that shows that a form came from our page. */
void page_token(struct exchange *);
/* Did it? Otherwise the answer is 403. */
bool page_token_right(struct exchange *);

/* A condition or a verdict: sign, word and class. */
void page_state(struct buf *, const char *name);
void page_contact(struct buf *, const char *name);

/* "in 3 days", "2 hours ago"; "" for 0. */
void page_relative(struct buf *, int64_t when, int64_t now);

/* page_style.c: the path of the stylesheet, with its digest in it. */
#define PAGE_STYLE 64
void page_style_path(char path[PAGE_STYLE]);

/* page_chain.c, page_evidence.c: parts of a host's page. */
struct facts;
struct findings;
void page_chain(struct buf *, const struct facts *);
void page_claims(struct buf *, const struct facts *,
    const struct host_row *);
void page_findings(struct buf *, const struct findings *);

/* page_trend.c: 90 days, the last of them as it is now. */
struct totals;
int page_trend(struct buf *, struct store *, int64_t now,
    const struct totals *today, struct err *);

/* A section with the enrolments that wait, and the conditions of the hosts
 * that they resemble; nothing where there are none. 0, or a store's error. */
int page_pending(struct exchange *, struct store *, struct err *);

/* A section with what probes saw of the host of that number; nothing where
 * they saw nothing. 0, or a store's error. */
int page_observations(struct exchange *, struct store *, int64_t host,
    struct err *);

/* The same for addresses that relay and that no host has. */
int page_strays(struct exchange *, struct store *, struct err *);

#endif
