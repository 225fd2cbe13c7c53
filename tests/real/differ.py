"""What sh_print says of a script, against what ran: for the shell_* tests."""
import os
import random
import re
import subprocess
import sys
import time

B = os.environ.get("B", "build")
SH_PRINT = os.path.abspath(os.path.join(B, "san/tests/real/sh_print"))
QUICK = os.path.abspath(os.path.join(B, "tests/real/sh_print"))
RECORDER = os.path.abspath(os.path.join(B, "tests/real/recorder"))
SHELLS = [["dash"], ["bash", "--posix"], ["busybox", "sh"]]
TAIL, MANY = 1, 2	# what is not known of a word


def commit_seed():
    """A number of its own for every commit, or None where there is none."""
    done = subprocess.run(["git", "rev-parse", "HEAD"], capture_output=True,
                          cwd=os.path.dirname(os.path.abspath(__file__)),
                          check=False)
    return int(done.stdout[:7], 16) if done.returncode == 0 else None


def seed_of(argument=None):
    """The seed of the argument or of $HM_SEED, else the commit's: fresh with
    every change, and the same for all who try that change. It is printed;
    HM_SEED=new takes any."""
    seed = argument or os.environ.get("HM_SEED") or commit_seed() or "new"
    seed = (random.SystemRandom().randrange(1 << 30) if seed == "new" else
            int(seed))
    print("# seed %d (HM_SEED=%d repeats it)" % (seed, seed), flush=True)
    return seed


def word_of(text):
    """(known beginning, 0 or TAIL or MANY) of one word of sh_print."""
    gap = {"\\?": TAIL, "\\*": MANY}.get(text[-2:], 0)
    n = len(text) - len(text[:-1].rstrip("\\")) - 1 if gap else 0
    if gap and n % 2 == 0:		# the backslash was itself escaped
        gap = 0
    if gap:
        text = text[:-2]
    out = ""
    at = 0
    while at < len(text):
        if text[at] == "\\":
            at += 1
            out += {"n": "\n", "t": "\t"}.get(text[at], text[at])
        else:
            out += text[at]
        at += 1
    return out, gap


class Said:
    """What the evaluator says: (verdict, words), and its doubts."""

    def __init__(self, options, root, script, args, env=None,
                 program=SH_PRINT):
        done = subprocess.run(
            [program] + options + [root, script] + args,
            capture_output=True, timeout=60, env=env or {}, check=False)
        self.error = done.stderr.decode("latin-1") if done.returncode else ""
        self.claims, self.doubts = [], []
        for line in done.stdout.decode("latin-1").split("\n"):
            cells = line.split("\t")
            if cells[0] in ("yes", "unknown", "no"):
                self.claims.append((cells[0], tuple(
                    word_of(w) for w in cells[2:])))
            elif cells[0] == "doubt":
                self.doubts.append("\t".join(cells[1:]))

    def live(self):
        return [(v, w) for v, w in self.claims if v != "no"]

    def unknown(self):
        return sum(v == "unknown" or any(gap for _, gap in words)
                   for v, words in self.live())


def records(path):
    """The records of a log: (execfn, argv0, argv1 ...)."""
    if not os.path.exists(path):
        return []
    with open(path, "rb") as f:
        text = f.read().decode("latin-1")
    return [tuple(r.split("\037")[:-1]) for r in text.split("\036")[:-1]]


def may_be(words, ran):
    """Do the words said fit the record? argv[0] may be named by its path."""
    i = 0
    for i, (text, gap) in enumerate(words):
        here = ran[i + 1] if i + 1 < len(ran) else None
        if gap == MANY:
            return True if here is None else here.startswith(text) or \
                text == ""
        if here is None:
            return False
        if gap == TAIL:
            if not here.startswith(text):
                return False
        elif here != text and (i > 0 or os.path.normpath(ran[0]) !=
                               os.path.normpath(text)):
            return False
    return len(words) == len(ran) - 1


def compare(ran, said):
    """(wrong, unsure): lines. What ran is unsure where the evaluator does
    not say so for certain, and word by word; what it did not say at all,
    where it had doubts."""
    wrong, unsure = [], []
    for verdict, words in said.claims:
        if verdict == "yes" and not any(may_be(words, r) for r in ran):
            wrong.append("said yes, did not run: %r" % (words,))
    for r in sorted(set(ran)):
        fit = [(v, w) for v, w in said.claims if v != "no" and may_be(w, r)]
        if any(v == "yes" and not any(gap for _, gap in w) for v, w in fit):
            continue
        if fit or said.doubts:
            unsure.append("not certain: %r" % (r[1:],))
        else:
            wrong.append("ran, not said: %r" % (r[1:],))
    return wrong, unsure


class Tally:
    """Counts over all scripts, and the lines that say them."""

    def __init__(self, what, counted="."):
        self.what, self.counted = what, counted
        self.scripts = self.failed = self.said = self.unknown = 0
        self.differ = self.ran = self.unsure = 0

    def counts(self, text):
        return re.search(self.counted, text) is not None

    def add(self, title, results, said):
        """results: the records of each real shell."""
        if not results or any(set(r) != set(results[0]) for r in results):
            self.differ += 1
            return True
        wrong, unsure = compare(results[0], said)
        self.scripts += 1
        self.ran += sum(self.counts(r[1]) for r in set(results[0]))
        self.unsure += sum(self.counts(line) for line in unsure)
        self.said += len(said.live())
        self.unknown += said.unknown()
        if os.environ.get("HM_UNSURE"):
            for line in unsure + said.doubts:
                print("# %s: %s" % (title, line), flush=True)
        if wrong or said.error:
            self.failed += 1
            if self.failed <= int(os.environ.get("HM_SHOW", "8")):
                print("# %s\n#   %s" % (title, "\n#   ".join(
                    wrong[:6] + said.error.split("\n")[:20])), flush=True)
        return not wrong

    def report(self, least, share=5.0):
        part = 100.0 * self.unsure / max(1, self.ran)
        ok = self.failed == 0 and self.ran >= least
        print("%s - %s: 0 wrong argument vectors: %d scripts, %d commands "
              "ran, %d scripts wrong" % ("ok" if ok else "not ok", self.what,
                                         self.scripts, self.ran, self.failed))
        few = part <= share
        print("%s - %s: at most %g %% unknown: %d of %d commands, %.1f %%" % (
            "ok" if few else "not ok", self.what, share, self.unsure,
            self.ran, part))
        print("# of %d commands said, %d are not certain" % (
            self.said, self.unknown))
        print("# %d scripts mean different things to different shells" %
              self.differ, flush=True)
        return ok and few


def need(paths=(SH_PRINT, RECORDER)):
    for path in paths:
        if not os.access(path, os.X_OK):
            print("not ok - %s can be run" % path)
            sys.exit(1)


def now():
    return time.monotonic()
