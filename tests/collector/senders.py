"""Hosts that send reports without a pause, and what must come of them."""
import threading
import time

from harness import report, rows_of


class Sender(threading.Thread):
    """A host that sends one report after the other, and repeats each until
    it is acknowledged, as hardenmail-send does; to one collector after the
    other, as a balancer leads it."""

    def __init__(self, collectors, number):
        super().__init__(daemon=True)
        self.collectors, self.number = collectors, number
        self.turn = number
        self.host = self.enroll()
        self.acknowledged, self.refused, self.results = [], [], {}
        self.unavailable = 0
        self.stop = False

    def to(self):
        self.turn += 1
        return self.collectors[self.turn % len(self.collectors)]

    def enroll(self):
        a = self.to().enroll(f"h{self.number}", f"machine-{self.number}")
        assert a.status == 201, (a.status, a.body)
        return a.json

    def run(self):
        sequence = 1
        while not self.stop:
            # Every third says something new.
            body = report(sequence, failing=sequence // 3 % 2 == 1)
            try:
                a = self.to().send(self.host["token"], body)
                result = a.json["result"] if a.status == 200 else None
            except Exception:           # no connection, or half an answer
                time.sleep(0.02)
                continue
            if a.status == 200:
                self.acknowledged.append(sequence)
                self.results[sequence] = result
                sequence += 1
            elif a.status == 503:
                self.unavailable += 1
                time.sleep(0.05)
            else:
                self.refused.append((sequence, a.status, a.body))
                sequence += 1


def start(collectors, number):
    senders = [Sender(collectors, i) for i in range(number)]
    for s in senders:
        s.start()
    return senders


def total(senders):
    return sum(len(s.acknowledged) for s in senders)


def wait_for(senders, more, seconds=60):
    """Until so many more are acknowledged; are they?"""
    wanted = total(senders) + more
    limit = time.time() + seconds
    while total(senders) < wanted and time.time() < limit:
        time.sleep(0.02)
    return total(senders) >= wanted


def stop(senders):
    for s in senders:
        s.stop = True
    for s in senders:
        s.join(60)


def accounted(store, senders):
    """Every acknowledged sequence lies in exactly one run, and the runs
    count what was sent, no more."""
    flaws = []
    for s in senders:
        i = s.host["id"]
        runs = rows_of(store,
                       "SELECT first_seq, last_seq, reports FROM receipt r"
                       f" JOIN host h ON h.n = r.host WHERE h.id = '{i}'"
                       " UNION ALL SELECT first_seq, last_seq, reports FROM"
                       " state JOIN host h ON h.n = state.host WHERE"
                       f" h.id = '{i}' AND state.epoch IS NOT NULL")
        covered = [n for a, b, _ in runs for n in range(a, b + 1)]
        if len(covered) != len(set(covered)):
            flaws.append((s.number, "a sequence in two runs"))
        missing = set(s.acknowledged) - set(covered)
        if missing:
            flaws.append((s.number, "acknowledged and lost", missing))
        # The last may have been stored without its answer getting through.
        extra = set(covered) - set(s.acknowledged)
        if len(extra) > 1:
            flaws.append((s.number, "stored and never sent", extra))
        if sum(r for _, _, r in runs) != len(covered):
            flaws.append((s.number, "counted otherwise", runs[-3:]))
    return flaws


def changes_right(store, senders):
    """The history has each change of the condition once, in order: failing
    and compliant in turn, as often as the sequences say."""
    flaws = []
    for s in senders:
        i = s.host["id"]
        rows = rows_of(store,
                       "SELECT c.sequence, c.after FROM change c JOIN host h"
                       f" ON h.n = c.host WHERE h.id = '{i}' AND"
                       " c.kind = 'condition' ORDER BY c.n")
        want = []
        for n in sorted(s.acknowledged):
            now = "failing" if n // 3 % 2 == 1 else "compliant"
            if not want or want[-1][1] != now:
                want.append((n, now))
        # The last may have been stored without its answer getting through.
        if rows not in (want, rows[:len(want)] if rows[:len(want)] == want
                        and len(rows) == len(want) + 1 else want):
            flaws.append((s.number, rows[-3:], want[-3:]))
    return flaws
