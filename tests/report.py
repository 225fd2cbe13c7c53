#!/usr/bin/env python3
"""Is this JSON a report, version 1? Every member, in order, of its type.

    tests/report.py FILE...

The members of DESIGN's example, written down by hand; those behind them are
additions, which are allowed. Exit status 1 and a line for each flaw.
"""
import json
import re
import sys

TEXT, MAYBE, COUNT, MAYBE_COUNT = "text", "text|null", "count", "count|null"
NULL, LIST = "null", "list of text"
ROLES = {"daemon", "loopback-daemon", "queue-runner", "submission-runner",
         "inetd", "session", "one-shot", "none", "unknown"}
TRI = {"yes", "no", "unknown"}
RELAY = {"closed", "open", "open-by-sender", "open-by-mx", "open-to-domain",
         "open-to-network", "lan-only", "unknown", "absent"}
PLATFORMS = set("""solaris hpux aix irix unixware openserver tru64 ultrix
    sunos4 riscos nextstep redhat suse debian slackware gentoo alpine arch
    mandriva photon freebsd netbsd openbsd dragonfly macos generic""".split())
TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$")

PLACE = [("path", MAYBE), ("line", MAYBE_COUNT), ("text", MAYBE)]
REPORT = [
    ("schema", {"hardenmail/1"}), ("program", TEXT),
    ("run", re.compile(r"\S{1,64}$")), ("epoch", NULL), ("sequence", NULL),
    ("time", TIME),
    ("host", [("id", NULL), ("name", MAYBE), ("addresses", LIST),
              ("machine_id", MAYBE), ("macs", LIST), ("serial", MAYBE)]),
    ("platform", [("id", PLATFORMS), ("title", MAYBE), ("version", MAYBE),
                  ("distribution", MAYBE), ("init", MAYBE),
                  ("source", {"live", "root", "capture"}),
                  ("evidence", LIST)]),
    ("policy", [("digest", re.compile(r"[0-9a-f]{64}$|null$")),
                ("mode", {"disabled", "queue-only", "local-only", "server",
                          "observe"}), ("remarks", LIST)]),
    ("verdict", {"compliant", "warning", "non-compliant", "unknown"}),
    ("mtas", [[("kind", TEXT), ("path", TEXT), ("resolved", MAYBE),
               ("version", MAYBE), ("version_source", MAYBE)]]),
    ("starters", [[
        ("id", TEXT), ("mta", MAYBE), ("mechanism", TEXT),
        ("activation", {"boot", "inetd", "socket", "cron", "on-demand"}),
        ("path", TEXT), ("line", MAYBE_COUNT), ("text", MAYBE),
        ("argv", "list of text|null"), ("role", ROLES), ("at_boot", TRI),
        ("queue_interval", MAYBE_COUNT), ("needs", LIST),
        ("because", [PLACE]), ("reason", MAYBE)]]),
    ("processes", [[
        ("pid", COUNT), ("mta", MAYBE), ("role", ROLES), ("exe", MAYBE),
        ("command", MAYBE), ("command_source", MAYBE), ("unit", MAYBE),
        ("starter", MAYBE)]]),
    ("listeners", [[
        ("family", {"inet", "inet6"}), ("address", TEXT), ("port", COUNT),
        ("interface", MAYBE),
        ("bound", {"loopback", "link", "address", "any", "unknown"}),
        ("holder", [("pid", MAYBE_COUNT), ("exe", MAYBE), ("unit", MAYBE)]),
        ("serves", MAYBE), ("firewalled", TRI)]]),
    ("queues", [[("path", TEXT), ("messages", MAYBE_COUNT),
                 ("oldest", re.compile(TIME.pattern + r"|null$"))]]),
    ("submission", [
        ("path", MAYBE), ("target", MAYBE), ("clients", LIST),
        ("local", [("fetchmail", COUNT), ("filter", COUNT),
                   ("connected", COUNT), ("logged", COUNT)]),
        ("remote", [("connected", COUNT), ("logged", COUNT)]),
        ("smart_host", MAYBE), ("mail_hub", MAYBE), ("delivery", MAYBE),
        ("set_user_id", TRI),
        ("log_from", re.compile(TIME.pattern + r"|null$"))]),
    ("relay", [("disk", RELAY), ("running", RELAY), ("reached", RELAY),
               ("basis", MAYBE), ("examples", LIST)]),
    ("findings", [[
        ("check", TEXT),
        ("verdict", {"pass", "warn", "fail", "unknown", "not-applicable",
                     "exempt"}),
        ("severity", {"low", "medium", "high"}), ("summary", TEXT),
        ("evidence", [PLACE]), ("remedy", MAYBE)]]),
    ("plan", NULL), ("change", NULL), ("unseen", LIST),
]
CHECKS = ["smtp-listener", "sendmail-daemon-running", "sendmail-daemon-boot",
          "boot-matches-running", "queue-runner", "submission-path",
          "other-mta", "relay-open", "relay-settings"]
# Only where there is something to say.
SOMETIMES = {"sendmail-version", "watch-blind"}


def plain(value, wanted):
    if wanted == NULL:
        return value is None
    if isinstance(wanted, set):
        return isinstance(value, str) and value in wanted
    if isinstance(wanted, re.Pattern):
        return wanted.match("null" if value is None else str(value))
    for kind in wanted.split("|"):
        if kind == "null" and value is None:
            return True
        if kind == "text" and isinstance(value, str):
            return True
        if kind == "count" and type(value) is int and value >= 0:
            return True
        if kind == "list of text" and isinstance(value, list) and \
                all(isinstance(v, str) for v in value):
            return True
    return False


def check(value, wanted, where, out):
    if not isinstance(wanted, list):
        if not plain(value, wanted):
            out.append(f"{where}: {value!r} is not {wanted}")
    elif isinstance(wanted[0], list):
        if not isinstance(value, list):
            out.append(f"{where}: no list")
            return
        for i, each in enumerate(value):
            check(each, wanted[0], f"{where}[{i}]", out)
    else:
        if not isinstance(value, dict):
            out.append(f"{where}: no object")
            return
        names = [n for n in value if not n.startswith("raw_")]
        expected = [n for n, _ in wanted]
        if names[:len(expected)] != expected:
            out.append(f"{where}: members {names}, expected {expected}")
        for name, kind in wanted:
            if name in value:
                check(value[name], kind, f"{where}.{name}", out)


def pairs(items):
    names = [n for n, _ in items]
    if len(names) != len(set(names)):
        raise ValueError(f"a member twice in {names}")
    return dict(items)


def report(path):
    """The flaws of one report."""
    out = []
    with open(path, "rb") as f:
        data = f.read()
    value = json.loads(data.decode("utf-8"), object_pairs_hook=pairs)
    if not data.endswith(b"}\n"):
        out.append("does not end in a line feed")
    check(value, REPORT, "report", out)
    names = [f.get("check") for f in value.get("findings", [])]
    if [n for n in names if n not in SOMETIMES] != CHECKS:
        out.append(f"findings: {names}")
    ids = {s.get("id") for s in value.get("starters", [])}
    for key, each in ([("starter", p) for p in value.get("processes", [])] +
                      [("serves", x) for x in value.get("listeners", [])]):
        if each.get(key) is not None and each[key] not in ids:
            out.append(f"{key}: no starter {each[key]}")
    return out


def main():
    bad = False
    for path in sys.argv[1:]:
        try:
            flaws = report(path)
        except (OSError, ValueError) as e:
            flaws = [str(e)]
        for flaw in flaws:
            print(f"{path}: {flaw}")
        bad = bad or bool(flaws)
    return 1 if bad or len(sys.argv) < 2 else 0


if __name__ == "__main__":
    sys.exit(main())
