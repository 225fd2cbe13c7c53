# hardenmail. GNU make.
#
#	make			build/hardenmail and the others
#	make PORTABLE=1		build/portable/hardenmail, with nothing but
#				POSIX.1-2008 (old compilers: HARDEN= LINK= WARN=)
#	make run		install what is missing, build, check this host
#	make test		install what is missing, then all tests but the
#				slow ones: units, trees, real sendmail, fuzzers, lint
#	make test-hosts		real booted hosts (root; some minutes)
#	make test-fault		every allocation and system call fails once
#	make demo		a collector on loopback with some hosts, to look at
#	make bench		speed, side by side with other tools
#	make lint		the rules of CONTRIBUTING.md
#	make install		DESTDIR= prefix=/usr/local
#	make clean

VERSION := 0.1.0
prefix ?= /usr/local
sysconfdir ?= /etc
# Objects of the two kinds do not mix.
B ?= build$(if $(PORTABLE),/portable)

CC ?= cc
CFLAGS ?= -O2 -g

# One implementation of each port: agent/port/proc_$(PROC).c and so on.
# PORTABLE=1 takes those that need nothing but POSIX.1-2008 and the host's own
# ps and netstat.
ifdef PORTABLE
PROC ?= ps
SOCK ?= netstat
BUS ?= none
PORT_LINUX ?=
COMPAT ?= agent/base/compat_posix.c
BASIS ?= -D_POSIX_C_SOURCE=200809L
endif
PROC ?= libproc2
SOCK ?= diag
CLOCK ?= posix
COMPAT ?= agent/base/compat.c
BUS ?= systemd

# What the Linux ports are made of.
PORT_LINUX ?= \
	agent/port/netlink.c \
	agent/port/procfs.c \
	agent/port/procfs_holders.c \
	agent/port/procnet.c \

BASE := \
	$(COMPAT) \
	agent/base/buf.c \
	agent/base/digest.c \
	agent/base/err.c \
	agent/base/ini.c \
	agent/base/json.c \
	agent/base/lines.c \
	agent/base/log.c \
	agent/base/memory.c \
	agent/base/name.c \
	agent/base/num.c \
	agent/base/opt.c \
	agent/base/overlay.c \
	agent/base/pairs.c \
	agent/base/pattern.c \
	agent/base/pool.c \
	agent/base/root.c \
	agent/base/root_attr.c \
	agent/base/root_change.c \
	agent/base/root_fast.c \
	agent/base/root_list.c \
	agent/base/root_lock.c \
	agent/base/root_real.c \
	agent/base/root_scan.c \
	agent/base/root_seen.c \
	agent/base/root_spot.c \
	agent/base/root_text.c \
	agent/base/root_trouble.c \
	agent/base/root_walk.c \
	agent/base/rootown.c \
	agent/base/rootwrite.c \
	agent/base/splay.c \
	agent/base/spoolack.c \
	agent/base/spoolname.c \
	agent/base/utf8.c \

MODEL := \
	agent/model/aliases.c \
	agent/model/facts.c \
	agent/model/fetchmailrc.c \
	agent/model/finding.c \
	agent/model/maillog.c \
	agent/model/plan.c \
	agent/model/policy.c \
	agent/model/policy_value.c \
	agent/model/relay_flaw.c \
	agent/model/relaying.c \
	agent/model/report.c \
	agent/model/report_mail.c \
	agent/model/report_parts.c \
	agent/model/report_plan.c \
	agent/model/role.c \
	agent/model/smcf.c \
	agent/model/smcf_listener.c \
	agent/model/smcf_option.c \
	agent/model/smcmd.c \
	agent/model/smcmd_line.c \
	agent/model/title.c \
	agent/model/window.c \
	agent/model/words.c \

PORT := \
	$(PORT_LINUX) \
	agent/port/bus_$(BUS).c \
	agent/port/clock_$(CLOCK).c \
	agent/port/hostname.c \
	agent/port/netstat_table.c \
	agent/port/proc_$(PROC).c \
	agent/port/ps_table.c \
	agent/port/run_posix.c \
	agent/port/service.c \
	agent/port/sock_$(SOCK).c \

PLATFORMS := \
	platforms/aix.c \
	platforms/all.c \
	platforms/alpine.c \
	platforms/arch.c \
	platforms/cron_table.c \
	platforms/debian.c \
	platforms/edit_assign.c \
	platforms/edit_cf.c \
	platforms/edit_cron.c \
	platforms/edit_dropin.c \
	platforms/edit_file.c \
	platforms/edit_flag.c \
	platforms/edit_line.c \
	platforms/edit_mc.c \
	platforms/edit_rclink.c \
	platforms/edit_unit.c \
	platforms/edit_words.c \
	platforms/edit_xinetd.c \
	platforms/freebsd.c \
	platforms/generic.c \
	platforms/gentoo.c \
	platforms/hpux.c \
	platforms/inittab.c \
	platforms/irix.c \
	platforms/mandriva.c \
	platforms/mech_cron.c \
	platforms/mech_hook.c \
	platforms/mech_inetd.c \
	platforms/mech_inittab.c \
	platforms/mech_openrc.c \
	platforms/mech_rclink.c \
	platforms/mech_rcscript.c \
	platforms/mech_rcsubr.c \
	platforms/mech_unit.c \
	platforms/mech_xinetd.c \
	platforms/mta.c \
	platforms/mta_piece.c \
	platforms/netbsd.c \
	platforms/openrc.c \
	platforms/openserver.c \
	platforms/os_id.c \
	platforms/photon.c \
	platforms/reach.c \
	platforms/reach_file.c \
	platforms/reach_words.c \
	platforms/recipe_rows.c \
	platforms/redhat.c \
	platforms/script.c \
	platforms/service_call.c \
	platforms/shell.c \
	platforms/shell_arith.c \
	platforms/shell_branch.c \
	platforms/shell_builtin.c \
	platforms/shell_call.c \
	platforms/shell_clause.c \
	platforms/shell_command.c \
	platforms/shell_eval.c \
	platforms/shell_expand.c \
	platforms/shell_external.c \
	platforms/shell_file.c \
	platforms/shell_first.c \
	platforms/shell_indirect.c \
	platforms/shell_input.c \
	platforms/shell_lex.c \
	platforms/shell_lookup.c \
	platforms/shell_param.c \
	platforms/shell_parse.c \
	platforms/shell_pattern.c \
	platforms/shell_place.c \
	platforms/shell_record.c \
	platforms/shell_redir.c \
	platforms/shell_scope.c \
	platforms/shell_sed.c \
	platforms/shell_state.c \
	platforms/shell_test.c \
	platforms/shell_text.c \
	platforms/shell_trap.c \
	platforms/shell_word.c \
	platforms/shell_world.c \
	platforms/slackware.c \
	platforms/smtp_port.c \
	platforms/solaris.c \
	platforms/start.c \
	platforms/start_role.c \
	platforms/sunos4.c \
	platforms/super.c \
	platforms/suse.c \
	platforms/tru64.c \
	platforms/ultrix.c \
	platforms/unit_boot.c \
	platforms/unit_cond.c \
	platforms/unit_env.c \
	platforms/unit_exec.c \
	platforms/unit_load.c \
	platforms/unit_name.c \
	platforms/unit_script.c \
	platforms/unit_sysv.c \
	platforms/unit_text.c \
	platforms/unit_timer.c \
	platforms/unit_tree.c \
	platforms/unixware.c \
	platforms/wrapper.c \
	platforms/wrapper_special.c \

CHECKS := \
	checks/all_checks.c \
	checks/boot_matches_running.c \
	checks/judge.c \
	checks/other_mta.c \
	checks/queue_runner.c \
	checks/relay_open.c \
	checks/relay_settings.c \
	checks/remedy.c \
	checks/remedy_rows.c \
	checks/sendmail_daemon_boot.c \
	checks/sendmail_daemon_running.c \
	checks/smtp_listener.c \
	checks/submission_path.c \
	checks/tally.c \

RUN := \
	agent/run/apply.c \
	agent/run/boot_id.c \
	agent/run/clients.c \
	agent/run/envelopes.c \
	agent/run/gather.c \
	agent/run/homes.c \
	agent/run/identity.c \
	agent/run/journal.c \
	agent/run/journal_fields.c \
	agent/run/journal_line.c \
	agent/run/journal_read.c \
	agent/run/letters.c \
	agent/run/listeners.c \
	agent/run/maillogs.c \
	agent/run/mailproc.c \
	agent/run/make_plan.c \
	agent/run/mtas.c \
	agent/run/permit.c \
	agent/run/pidfile.c \
	agent/run/plan_ends.c \
	agent/run/plan_mail.c \
	agent/run/plan_proof.c \
	agent/run/plan_service.c \
	agent/run/queues.c \
	agent/run/recipients.c \
	agent/run/recover.c \
	agent/run/relate.c \
	agent/run/relay_ask.c \
	agent/run/relay_case.c \
	agent/run/relay_flaws.c \
	agent/run/relay_levels.c \
	agent/run/relay_trial.c \
	agent/run/relay_words.c \
	agent/run/relay_world.c \
	agent/run/reverter.c \
	agent/run/running.c \
	agent/run/runs.c \
	agent/run/sessions.c \
	agent/run/spool.c \
	agent/run/spool_room.c \
	agent/run/spool_state.c \
	agent/run/step_change.c \
	agent/run/step_file.c \
	agent/run/step_live.c \
	agent/run/step_undo.c \
	agent/run/strangers.c \
	agent/run/submission.c \
	agent/run/undo.c \
	agent/run/was.c \

RULES := \
	agent/rules/ask.c \
	agent/rules/cf_line.c \
	agent/rules/cf_read.c \
	agent/rules/cf_rule.c \
	agent/rules/contents.c \
	agent/rules/db_file.c \
	agent/rules/db_old.c \
	agent/rules/db_pages.c \
	agent/rules/macro.c \
	agent/rules/mail_route.c \
	agent/rules/mailer.c \
	agent/rules/map_calc.c \
	agent/rules/map_call.c \
	agent/rules/map_define.c \
	agent/rules/map_file.c \
	agent/rules/map_look.c \
	agent/rules/map_net.c \
	agent/rules/map_regex.c \
	agent/rules/net_names.c \
	agent/rules/rewrite.c \
	agent/rules/rule_match.c \
	agent/rules/run.c \
	agent/rules/tokens.c \
	agent/rules/wordclass.c \

AGENT := \
	agent/changing.c \
	agent/check_run.c \
	agent/cmd_check.c \
	agent/cmd_enforce.c \
	agent/cmd_explain.c \
	agent/cmd_help.c \
	agent/cmd_list.c \
	agent/cmd_plan.c \
	agent/cmd_relay.c \
	agent/cmd_undo.c \
	agent/commands.c \
	agent/diff.c \
	agent/format.c \
	agent/format_json.c \
	agent/format_plan.c \
	agent/format_sh.c \
	agent/format_text.c \
	agent/hub_probe.c \
	agent/main.c \
	agent/output.c \
	agent/settings.c \
	agent/text.c \
	agent/waiting.c \

# hardenmail-probe, a program of its own: nothing of it is in hardenmail.
PROBE := \
	probe/connection.c \
	probe/dialogue.c \
	probe/main.c \
	probe/mx.c \
	probe/probe_answer.c \
	probe/probe_settings.c \
	probe/smtp_reply.c \

# hardenmail-send, a program of its own, as the probe is.
SEND := \
	agent/send/answer.c \
	agent/send/backoff.c \
	agent/send/enrolled.c \
	agent/send/gzip.c \
	agent/send/https.c \
	agent/send/main.c \
	agent/send/outbox.c \
	agent/send/outcome.c \
	agent/send/send_settings.c \
	agent/send/sender.c \
	agent/send/sender_state.c \

SEND_TESTS := \
	tests/unit/test_answer.c \
	tests/unit/test_backoff.c \
	tests/unit/test_enrolled.c \
	tests/unit/test_gzip.c \
	tests/unit/test_https.c \
	tests/unit/test_outbox.c \
	tests/unit/test_outcome.c \
	tests/unit/test_send_settings.c \
	tests/unit/test_sender.c \
	tests/unit/test_sender_state.c \

# What the ports of Linux promise.
UNIT_TESTS_LINUX := \
	tests/unit/test_bus_systemd.c \
	tests/unit/test_compat.c \
	tests/unit/test_hub_probe.c \
	tests/unit/test_netlink.c \
	tests/unit/test_proc_libproc2.c \
	tests/unit/test_procfs.c \
	tests/unit/test_procfs_holders.c \
	tests/unit/test_procnet.c \
	tests/unit/test_root_attr.c \
	tests/unit/test_root_real.c \
	tests/unit/test_service.c \
	tests/unit/test_sock_diag.c \

COLLECTOR := \
	collector/access.c \
	collector/api_filter.c \
	collector/api_health.c \
	collector/api_hosts.c \
	collector/api_ingest.c \
	collector/arguments.c \
	collector/change.c \
	collector/cmd_enrolments.c \
	collector/cmd_hosts.c \
	collector/cmd_password.c \
	collector/cmd_serve.c \
	collector/cmd_store.c \
	collector/config.c \
	collector/csv.c \
	collector/enroll.c \
	collector/host_json.c \
	collector/host_list.c \
	collector/host_row.c \
	collector/host_state.c \
	collector/housekeeping.c \
	collector/html.c \
	collector/http.c \
	collector/ingest.c \
	collector/inventory.c \
	collector/inventory_import.c \
	collector/judgement.c \
	collector/limiter.c \
	collector/listen.c \
	collector/logins.c \
	collector/main.c \
	collector/member.c \
	collector/notify.c \
	collector/openapi.c \
	collector/operators.c \
	collector/outage.c \
	collector/page_chain.c \
	collector/page_findings.c \
	collector/page_frame.c \
	collector/page_front.c \
	collector/page_host.c \
	collector/page_hosts.c \
	collector/page_login.c \
	collector/page_style.c \
	collector/page_trend.c \
	collector/passwords.c \
	collector/posting.c \
	collector/rejudge.c \
	collector/report_facts.c \
	collector/route.c \
	collector/routes_all.c \
	collector/secret.c \
	collector/store.c \
	collector/store_check.c \
	collector/store_schema.c \
	collector/store_sqlite.c \
	collector/summary.c \
	collector/textfile.c \
	collector/tls.c \
	collector/totals.c \
	collector/violation.c \
	collector/worker.c \
	collector/zip.c \

UNIT_TESTS := \
	$(if $(PORT_LINUX),$(UNIT_TESTS_LINUX)) \
	tests/unit/test_aix.c \
	tests/unit/test_aliases.c \
	tests/unit/test_all.c \
	tests/unit/test_all_checks.c \
	tests/unit/test_alpine.c \
	tests/unit/test_apply.c \
	tests/unit/test_arch.c \
	tests/unit/test_ask.c \
	tests/unit/test_boot_id.c \
	tests/unit/test_boot_matches_running.c \
	tests/unit/test_buf.c \
	tests/unit/test_bus_none.c \
	tests/unit/test_cf_line.c \
	tests/unit/test_cf_read.c \
	tests/unit/test_cf_rule.c \
	tests/unit/test_changing.c \
	tests/unit/test_check_run.c \
	tests/unit/test_clients.c \
	tests/unit/test_clock_posix.c \
	tests/unit/test_cmd_check.c \
	tests/unit/test_cmd_enforce.c \
	tests/unit/test_cmd_explain.c \
	tests/unit/test_cmd_help.c \
	tests/unit/test_cmd_list.c \
	tests/unit/test_cmd_plan.c \
	tests/unit/test_cmd_relay.c \
	tests/unit/test_cmd_undo.c \
	tests/unit/test_commands.c \
	tests/unit/test_compat_posix.c \
	tests/unit/test_connection.c \
	tests/unit/test_contents.c \
	tests/unit/test_cron_table.c \
	tests/unit/test_db_file.c \
	tests/unit/test_db_old.c \
	tests/unit/test_db_pages.c \
	tests/unit/test_debian.c \
	tests/unit/test_dialogue.c \
	tests/unit/test_diff.c \
	tests/unit/test_digest.c \
	tests/unit/test_edit_assign.c \
	tests/unit/test_edit_cf.c \
	tests/unit/test_edit_cron.c \
	tests/unit/test_edit_dropin.c \
	tests/unit/test_edit_file.c \
	tests/unit/test_edit_flag.c \
	tests/unit/test_edit_line.c \
	tests/unit/test_edit_mc.c \
	tests/unit/test_edit_rclink.c \
	tests/unit/test_edit_unit.c \
	tests/unit/test_edit_words.c \
	tests/unit/test_edit_xinetd.c \
	tests/unit/test_envelopes.c \
	tests/unit/test_err.c \
	tests/unit/test_facts.c \
	tests/unit/test_fetchmailrc.c \
	tests/unit/test_finding.c \
	tests/unit/test_format.c \
	tests/unit/test_format_json.c \
	tests/unit/test_format_plan.c \
	tests/unit/test_format_sh.c \
	tests/unit/test_format_text.c \
	tests/unit/test_freebsd.c \
	tests/unit/test_gather.c \
	tests/unit/test_generic.c \
	tests/unit/test_gentoo.c \
	tests/unit/test_homes.c \
	tests/unit/test_hostname.c \
	tests/unit/test_hpux.c \
	tests/unit/test_identity.c \
	tests/unit/test_ini.c \
	tests/unit/test_inittab.c \
	tests/unit/test_irix.c \
	tests/unit/test_journal.c \
	tests/unit/test_journal_fields.c \
	tests/unit/test_journal_line.c \
	tests/unit/test_journal_read.c \
	tests/unit/test_json.c \
	tests/unit/test_judge.c \
	tests/unit/test_letters.c \
	tests/unit/test_lines.c \
	tests/unit/test_listeners.c \
	tests/unit/test_log.c \
	tests/unit/test_macro.c \
	tests/unit/test_mail_route.c \
	tests/unit/test_mailer.c \
	tests/unit/test_maillog.c \
	tests/unit/test_maillogs.c \
	tests/unit/test_mailproc.c \
	tests/unit/test_make_plan.c \
	tests/unit/test_mandriva.c \
	tests/unit/test_map_calc.c \
	tests/unit/test_map_call.c \
	tests/unit/test_map_define.c \
	tests/unit/test_map_file.c \
	tests/unit/test_map_look.c \
	tests/unit/test_map_net.c \
	tests/unit/test_map_regex.c \
	tests/unit/test_mech_cron.c \
	tests/unit/test_mech_hook.c \
	tests/unit/test_mech_inetd.c \
	tests/unit/test_mech_inittab.c \
	tests/unit/test_mech_openrc.c \
	tests/unit/test_mech_rclink.c \
	tests/unit/test_mech_rcscript.c \
	tests/unit/test_mech_rcsubr.c \
	tests/unit/test_mech_unit.c \
	tests/unit/test_mech_xinetd.c \
	tests/unit/test_memory.c \
	tests/unit/test_mta.c \
	tests/unit/test_mta_piece.c \
	tests/unit/test_mtas.c \
	tests/unit/test_mx.c \
	tests/unit/test_name.c \
	tests/unit/test_net_names.c \
	tests/unit/test_netbsd.c \
	tests/unit/test_netstat_table.c \
	tests/unit/test_num.c \
	tests/unit/test_openrc.c \
	tests/unit/test_openserver.c \
	tests/unit/test_opt.c \
	tests/unit/test_os_id.c \
	tests/unit/test_other_mta.c \
	tests/unit/test_output.c \
	tests/unit/test_overlay.c \
	tests/unit/test_pairs.c \
	tests/unit/test_pattern.c \
	tests/unit/test_permit.c \
	tests/unit/test_photon.c \
	tests/unit/test_pidfile.c \
	tests/unit/test_plan.c \
	tests/unit/test_plan_ends.c \
	tests/unit/test_plan_mail.c \
	tests/unit/test_plan_proof.c \
	tests/unit/test_plan_service.c \
	tests/unit/test_policy.c \
	tests/unit/test_policy_value.c \
	tests/unit/test_pool.c \
	tests/unit/test_probe_answer.c \
	tests/unit/test_probe_settings.c \
	tests/unit/test_proc_ps.c \
	tests/unit/test_ps_table.c \
	tests/unit/test_queue_runner.c \
	tests/unit/test_queues.c \
	tests/unit/test_reach.c \
	tests/unit/test_reach_file.c \
	tests/unit/test_reach_words.c \
	tests/unit/test_recipe_rows.c \
	tests/unit/test_recipients.c \
	tests/unit/test_recover.c \
	tests/unit/test_redhat.c \
	tests/unit/test_relate.c \
	tests/unit/test_relay_ask.c \
	tests/unit/test_relay_case.c \
	tests/unit/test_relay_flaw.c \
	tests/unit/test_relay_flaws.c \
	tests/unit/test_relay_levels.c \
	tests/unit/test_relay_open.c \
	tests/unit/test_relay_settings.c \
	tests/unit/test_relay_trial.c \
	tests/unit/test_relay_words.c \
	tests/unit/test_relay_world.c \
	tests/unit/test_relaying.c \
	tests/unit/test_remedy.c \
	tests/unit/test_remedy_rows.c \
	tests/unit/test_report.c \
	tests/unit/test_report_mail.c \
	tests/unit/test_report_parts.c \
	tests/unit/test_report_plan.c \
	tests/unit/test_reverter.c \
	tests/unit/test_rewrite.c \
	tests/unit/test_role.c \
	tests/unit/test_root.c \
	tests/unit/test_root_change.c \
	tests/unit/test_root_fast.c \
	tests/unit/test_root_list.c \
	tests/unit/test_root_lock.c \
	tests/unit/test_root_scan.c \
	tests/unit/test_root_seen.c \
	tests/unit/test_root_spot.c \
	tests/unit/test_root_text.c \
	tests/unit/test_root_trouble.c \
	tests/unit/test_root_walk.c \
	tests/unit/test_rootown.c \
	tests/unit/test_rootwrite.c \
	tests/unit/test_rule_match.c \
	tests/unit/test_run.c \
	tests/unit/test_run_posix.c \
	tests/unit/test_running.c \
	tests/unit/test_runs.c \
	tests/unit/test_script.c \
	tests/unit/test_sendmail_daemon_boot.c \
	tests/unit/test_sendmail_daemon_running.c \
	tests/unit/test_service_call.c \
	tests/unit/test_sessions.c \
	tests/unit/test_settings.c \
	tests/unit/test_shell.c \
	tests/unit/test_shell_arith.c \
	tests/unit/test_shell_branch.c \
	tests/unit/test_shell_builtin.c \
	tests/unit/test_shell_call.c \
	tests/unit/test_shell_clause.c \
	tests/unit/test_shell_command.c \
	tests/unit/test_shell_eval.c \
	tests/unit/test_shell_expand.c \
	tests/unit/test_shell_external.c \
	tests/unit/test_shell_file.c \
	tests/unit/test_shell_first.c \
	tests/unit/test_shell_indirect.c \
	tests/unit/test_shell_input.c \
	tests/unit/test_shell_lex.c \
	tests/unit/test_shell_lookup.c \
	tests/unit/test_shell_param.c \
	tests/unit/test_shell_parse.c \
	tests/unit/test_shell_pattern.c \
	tests/unit/test_shell_place.c \
	tests/unit/test_shell_record.c \
	tests/unit/test_shell_redir.c \
	tests/unit/test_shell_scope.c \
	tests/unit/test_shell_sed.c \
	tests/unit/test_shell_state.c \
	tests/unit/test_shell_test.c \
	tests/unit/test_shell_text.c \
	tests/unit/test_shell_trap.c \
	tests/unit/test_shell_word.c \
	tests/unit/test_shell_world.c \
	tests/unit/test_slackware.c \
	tests/unit/test_smcf.c \
	tests/unit/test_smcf_listener.c \
	tests/unit/test_smcf_option.c \
	tests/unit/test_smcmd.c \
	tests/unit/test_smcmd_line.c \
	tests/unit/test_smtp_listener.c \
	tests/unit/test_smtp_port.c \
	tests/unit/test_smtp_reply.c \
	tests/unit/test_sock_netstat.c \
	tests/unit/test_solaris.c \
	tests/unit/test_splay.c \
	tests/unit/test_spool.c \
	tests/unit/test_spool_room.c \
	tests/unit/test_spool_state.c \
	tests/unit/test_spoolack.c \
	tests/unit/test_spoolname.c \
	tests/unit/test_start.c \
	tests/unit/test_start_role.c \
	tests/unit/test_step_change.c \
	tests/unit/test_step_file.c \
	tests/unit/test_step_live.c \
	tests/unit/test_step_undo.c \
	tests/unit/test_strangers.c \
	tests/unit/test_submission.c \
	tests/unit/test_submission_path.c \
	tests/unit/test_sunos4.c \
	tests/unit/test_super.c \
	tests/unit/test_suse.c \
	tests/unit/test_tally.c \
	tests/unit/test_text.c \
	tests/unit/test_title.c \
	tests/unit/test_tokens.c \
	tests/unit/test_tru64.c \
	tests/unit/test_ultrix.c \
	tests/unit/test_undo.c \
	tests/unit/test_unit_boot.c \
	tests/unit/test_unit_cond.c \
	tests/unit/test_unit_env.c \
	tests/unit/test_unit_exec.c \
	tests/unit/test_unit_load.c \
	tests/unit/test_unit_name.c \
	tests/unit/test_unit_script.c \
	tests/unit/test_unit_sysv.c \
	tests/unit/test_unit_text.c \
	tests/unit/test_unit_timer.c \
	tests/unit/test_unit_tree.c \
	tests/unit/test_unixware.c \
	tests/unit/test_utf8.c \
	tests/unit/test_waiting.c \
	tests/unit/test_was.c \
	tests/unit/test_window.c \
	tests/unit/test_wordclass.c \
	tests/unit/test_words.c \
	tests/unit/test_wrapper.c \
	tests/unit/test_wrapper_special.c \

COLLECTOR_TESTS := \
	tests/unit/test_access.c \
	tests/unit/test_api_filter.c \
	tests/unit/test_api_health.c \
	tests/unit/test_api_hosts.c \
	tests/unit/test_api_ingest.c \
	tests/unit/test_arguments.c \
	tests/unit/test_change.c \
	tests/unit/test_cmd_enrolments.c \
	tests/unit/test_cmd_hosts.c \
	tests/unit/test_cmd_password.c \
	tests/unit/test_cmd_serve.c \
	tests/unit/test_cmd_store.c \
	tests/unit/test_config.c \
	tests/unit/test_csv.c \
	tests/unit/test_enroll.c \
	tests/unit/test_host_json.c \
	tests/unit/test_host_list.c \
	tests/unit/test_host_row.c \
	tests/unit/test_host_state.c \
	tests/unit/test_housekeeping.c \
	tests/unit/test_html.c \
	tests/unit/test_http.c \
	tests/unit/test_ingest.c \
	tests/unit/test_inventory.c \
	tests/unit/test_inventory_import.c \
	tests/unit/test_judgement.c \
	tests/unit/test_limiter.c \
	tests/unit/test_listen.c \
	tests/unit/test_logins.c \
	tests/unit/test_member.c \
	tests/unit/test_notify.c \
	tests/unit/test_openapi.c \
	tests/unit/test_operators.c \
	tests/unit/test_outage.c \
	tests/unit/test_page_chain.c \
	tests/unit/test_page_findings.c \
	tests/unit/test_page_frame.c \
	tests/unit/test_page_front.c \
	tests/unit/test_page_host.c \
	tests/unit/test_page_hosts.c \
	tests/unit/test_page_login.c \
	tests/unit/test_page_style.c \
	tests/unit/test_page_trend.c \
	tests/unit/test_passwords.c \
	tests/unit/test_posting.c \
	tests/unit/test_rejudge.c \
	tests/unit/test_report_facts.c \
	tests/unit/test_route.c \
	tests/unit/test_routes_all.c \
	tests/unit/test_secret.c \
	tests/unit/test_store.c \
	tests/unit/test_store_check.c \
	tests/unit/test_store_schema.c \
	tests/unit/test_store_sqlite.c \
	tests/unit/test_summary.c \
	tests/unit/test_textfile.c \
	tests/unit/test_tls.c \
	tests/unit/test_totals.c \
	tests/unit/test_violation.c \
	tests/unit/test_worker.c \
	tests/unit/test_zip.c \

SCRIPT_TESTS := \
	tests/cli.sh \
	tests/collector/api \
	tests/collector/crash \
	tests/collector/deadlines \
	tests/collector/demo \
	tests/collector/hostile \
	tests/collector/ingest \
	tests/collector/pages \
	tests/collector/tls \
	tests/hosts/plan_sh \
	tests/hosts/plans \
	tests/hosts/run \
	tests/lint/tap \
	tests/real/clients \
	tests/real/crash \
	tests/real/debian_sendmail \
	tests/real/enforce \
	tests/real/frugal \
	tests/real/hostile \
	tests/real/maillog \
	tests/real/probe \
	tests/real/probe_sendmail \
	tests/real/relay \
	tests/real/relay_verdicts \
	tests/real/sendmail_cf \
	tests/real/sendmail_cmd \
	tests/real/shell_diff \
	tests/real/sockets \
	tests/real/units \
	tests/real/valgrind \
	tests/send/comeback \
	tests/send/run \
	tests/send/units \

TEST_TOOLS := \
	tests/real/check_twice.c \
	tests/real/crash_apply.c \
	tests/real/hold.c \
	tests/real/plan_apply.c \
	tests/real/seen.c \
	tests/real/sendmail_print.c \
	tests/real/sh_print.c \
	tests/real/unit_states.c \

FAULT_POINTS := \
	tests/fault/calls.c \
	tests/fault/memory.c \

FAULT_RUNNERS := \
	tests/fault/fault.c \
	tests/fault/program.c \
	tests/fault/units.c \

HOST_TESTS := \
	tests/collector/browser \
	tests/real/booted_systemd \
	tests/real/booted_sysv \
	tests/real/compilers \
	tests/real/crash_all \
	tests/real/enforce_prefix \
	tests/real/enforce_systemd \
	tests/real/fresh \
	tests/real/no_mail_lost \
	tests/real/portable \
	tests/real/reach \
	tests/real/shell_many \
	tests/real/shell_packages \
	tests/real/shell_trees \

COLLECTOR_FUZZERS := \
	tests/fuzz/fuzz_inventory.c \
	tests/fuzz/fuzz_posting.c \

FUZZERS := \
	tests/fuzz/fuzz_aliases.c \
	tests/fuzz/fuzz_cron_table.c \
	tests/fuzz/fuzz_edit.c \
	tests/fuzz/fuzz_envfile.c \
	tests/fuzz/fuzz_exec.c \
	tests/fuzz/fuzz_fetchmailrc.c \
	tests/fuzz/fuzz_ini.c \
	tests/fuzz/fuzz_inittab.c \
	tests/fuzz/fuzz_journal.c \
	tests/fuzz/fuzz_json.c \
	tests/fuzz/fuzz_maillog.c \
	tests/fuzz/fuzz_mx.c \
	tests/fuzz/fuzz_netstat_table.c \
	tests/fuzz/fuzz_num.c \
	tests/fuzz/fuzz_pattern.c \
	tests/fuzz/fuzz_pidfile.c \
	tests/fuzz/fuzz_policy.c \
	tests/fuzz/fuzz_procfs.c \
	tests/fuzz/fuzz_procnet.c \
	tests/fuzz/fuzz_ps_table.c \
	tests/fuzz/fuzz_reach_words.c \
	tests/fuzz/fuzz_rules.c \
	tests/fuzz/fuzz_service_call.c \
	tests/fuzz/fuzz_shell.c \
	tests/fuzz/fuzz_smcf.c \
	tests/fuzz/fuzz_smcmd.c \
	tests/fuzz/fuzz_smtp_reply.c \
	tests/fuzz/fuzz_spoolack.c \
	tests/fuzz/fuzz_title.c \
	tests/fuzz/fuzz_unit.c \
	tests/fuzz/fuzz_unit_name.c \
	tests/fuzz/fuzz_unit_timer.c \
	tests/fuzz/fuzz_wrapper.c \

include tests/rules.mk
