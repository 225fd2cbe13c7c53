/* What the API answers; routes_all.c puts it into the table. */
#ifndef HM_API_H
#define HM_API_H

#include "collector/host_list.h"
#include "collector/route.h"

extern const struct route routes[];

/* api_ingest.c */
void api_report_prepare(struct exchange *);
void api_heartbeat_prepare(struct exchange *);
int api_posting(struct exchange *, struct store *, struct err *);
void api_posting_release(struct exchange *);
void api_enroll_prepare(struct exchange *);
int api_enroll(struct exchange *, struct store *, struct err *);
void api_enroll_release(struct exchange *);

/* A body as it was before compression, in *plain or as it came; false: the
 * exchange has its answer. */
bool api_body(struct exchange *, struct buf *plain, const char **body,
    size_t *len);
/* The answer to a body that was read with -EINVAL, -EPROTO or -ENOMEM. */
void api_refuse_body(struct exchange *, int r, const struct err *);

/* api_observations.c */
void api_observe_prepare(struct exchange *);
int api_observe(struct exchange *, struct store *, struct err *);
void api_observe_release(struct exchange *);
int api_observations(struct exchange *, struct store *, struct err *);
extern const char *const api_observations_queries[];

/* api_filter.c: false where the answer is that they are wrong. */
extern const char *const api_filter_queries[];
bool api_filter(struct exchange *, struct host_filter *);

/* api_hosts.c */
int api_hosts_csv(struct exchange *, struct store *, struct err *);
int api_host_report(struct exchange *, struct store *, struct err *);
int api_hosts(struct exchange *, struct store *, struct err *);
int api_host(struct exchange *, struct store *, struct err *);
int api_notified(struct exchange *, struct store *, struct err *);

/* api_health.c */
int api_healthz(struct exchange *, struct store *, struct err *);
int api_readyz(struct exchange *, struct store *, struct err *);
void api_metrics_prepare(struct exchange *);
int api_metrics(struct exchange *, struct store *, struct err *);

/* openapi.c */
int api_openapi(struct exchange *, struct store *, struct err *);

/* page_*.c */
int page_front(struct exchange *, struct store *, struct err *);
int page_hosts(struct exchange *, struct store *, struct err *);
int page_host(struct exchange *, struct store *, struct err *);
void page_notified_prepare(struct exchange *);
int page_notified(struct exchange *, struct store *, struct err *);
int page_login(struct exchange *, struct store *, struct err *);
void page_login_prepare(struct exchange *);
int page_login_try(struct exchange *, struct store *, struct err *);
void page_login_settle(struct exchange *);
void page_login_release(struct exchange *);
int page_logout(struct exchange *, struct store *, struct err *);
int page_style(struct exchange *, struct store *, struct err *);

#endif
