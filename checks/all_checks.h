/* The checks that are there; all_checks.c puts them in their order. */
#ifndef HM_ALL_CHECKS_H
#define HM_ALL_CHECKS_H

#include "checks/check.h"

extern const struct check check_smtp_listener;
extern const struct check check_sendmail_daemon_running;
extern const struct check check_sendmail_daemon_boot;
extern const struct check check_boot_matches_running;
extern const struct check check_queue_runner;
extern const struct check check_submission_path;
extern const struct check check_other_mta;
extern const struct check check_relay_open;
extern const struct check check_relay_settings;
extern const struct check check_sendmail_version;
extern const struct check check_watch_blind;

#endif
