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
