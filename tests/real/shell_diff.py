#!/usr/bin/env python3
"""Random scripts through real shells and through the evaluator.

Everything that the evaluator says would run must have run with the same
words, and everything that ran must be said to run, or perhaps to run.
	shell_diff.py SH_PRINT [COUNT [SEED]]     prints TAP
"""
import os
import random
import shutil
import subprocess
import sys

STUBS = ["stub1", "stub2", "stub3"]
VALUES = ["", "yes", "no", "-bd", "-q1h", "a b", "Daemon", "15m", "x=y",
          "none", " lead", "a  b ", "sub.conf", "-q 5", "/etc/x.conf", "3"]
NAMES = ["A", "B", "C", "D", "MODE", "OPTS"]
PATTERNS = ["yes", "no", "-b*", "*", "?*", "[a-d]*", "x=?", "none|no",
            "'a b'", "[!a]*", "*.conf", "\"$A\"", "$B*", "-bd|-q*", "''"]


class Gen:
    def __init__(self, rnd):
        self.r = rnd
        self.funcs = []
        self.depth = 0
        self.uid = 0
        self.in_func = 0

    def pick(self, *a):
        return self.r.choice(a)

    def name(self):
        return self.r.choice(NAMES)

    def quoted(self, v):
        k = self.r.randrange(3)
        if k == 0:
            return "'%s'" % v
        if k == 1 or v == "" or any(c in v for c in " *=\t"):
            return '"%s"' % v
        return v

    def pattern(self):
        return self.pick("*b", "-*", "[a-z]", "?", "*", "a*", "*.conf",
                         "s*b", "/*/", "y", "'a '*")

    def param(self):
        n = self.name()
        k = self.r.randrange(15)
        if k < 5:
            return "$" + n
        if k == 5:
            return "${%s}" % n
        if k == 6:
            return "${%s%s-%s}" % (n, self.pick("", ":"), self.pick(
                "def", "$B", "'q q'", "", "a b"))
        if k == 7:
            return "${%s%s=%s}" % (n, self.pick("", ":"), self.pick(
                "set", "$C", ""))
        if k == 8:
            return "${%s%s+%s}" % (n, self.pick("", ":"), self.pick(
                "alt", "$D", "-q$A", "c d"))
        if k == 9:
            return "${%s%s%s}" % (n, self.pick("#", "##"), self.pattern())
        if k == 10:
            return "${%s%s%s}" % (n, self.pick("%", "%%"), self.pattern())
        if k == 11:
            return "${#%s}" % n
        if k == 12:
            return self.pick("$1", "$2", "$#", "${1:-one}", "${2-two}")
        if k == 13:
            return "$?"
        return "$*"

    def subst(self):
        n = self.name()
        c = self.pick(
            'echo "$%s"' % n, "echo $%s" % n, 'printf %%s "$%s"' % n,
            'echo "$%s" | tr "[:upper:]" "[:lower:]"' % n,
            'echo "$%s" | sed s/a/b/' % n,
            'echo "$%s" | sed -e "s/^-//" -e "s/[bq]\\(.\\)/<\\1>/g"' % n,
            'basename "/x/$%s"' % n, 'dirname "/x/y$%s"' % n,
            '[ "$%s" = yes ] && echo -bd' % n,
            'test -n "$%s" && echo -q$%s' % (n, n),
            "echo one two three | cut -d' ' -f2",
            "echo one two | awk '{print $2}'",
            'cat sub.txt', 'head -1 sub.txt', 'tail -n 1 sub.txt',
            'grep -c a sub.txt', 'grep b sub.txt', 'expr 3 + 4',
            'expr "x$%s" : "x\\(.\\)"' % n, 'if [ "$%s" ]; then echo t; '
            'else echo f; fi' % n, 'A=inner; echo $A', 'echo a; echo b')
        return self.pick("$(%s)", "$(%s)", "$( %s )") % c

    def word(self):
        k = self.r.randrange(12)
        if k < 4:
            return self.quoted(self.r.choice(VALUES))
        if k < 6:
            return self.param()
        if k < 8:
            return '"%s"' % self.param()
        if k == 8:
            return self.subst()
        if k == 9:
            return '"%s"' % self.subst()
        if k == 10:
            return '%s"%s"%s' % (self.pick("-q", "x", "\\$"), self.param(),
                                 self.pick("", "z"))
        return '"$@"'

    def stub(self):
        return "%s %s" % (self.r.choice(STUBS), " ".join(
            self.word() for _ in range(self.r.randrange(1, 4))))

    def test(self):
        k = self.r.randrange(14)
        n, m = self.name(), self.name()
        if k < 3:
            return '[ "$%s" %s %s ]' % (n, self.pick("=", "!="),
                                        self.quoted(self.r.choice(VALUES)))
        if k == 3:
            return '[ %s "$%s" ]' % (self.pick("-z", "-n"), n)
        if k == 4:
            return 'test "x$%s" = "x%s"' % (n, self.r.choice(VALUES))
        if k == 5:
            return '[ "$%s" = yes -%s "$%s" != no ]' % (
                n, self.pick("a", "o"), m)
        if k == 6:
            return '[ ! "$%s" = "$%s" ]' % (n, m)
        if k == 7:
            return '[ -%s sub.%s ]' % (self.pick(*"fdersx"),
                                       self.pick("conf", "txt", "none"))
        if k == 8:
            return '[ "$#" -%s %d ]' % (self.pick("eq", "gt", "le", "ne"),
                                        self.r.randrange(3))
        if k == 9:
            return '[ \\( "$%s" = yes -o -n "$%s" \\) -a -f sub.conf ]' % (
                n, m)
        if k == 10:
            return self.pick("true", "false", ":")
        if k == 11:
            return "! " + self.test()
        if k == 12:
            return 'echo "$%s" | grep -q %s' % (n, self.pick("a", "^-",
                                                            "[0-9]"))
        return "%s && %s" % (self.test(), self.test())

    def assign(self):
        k = self.r.randrange(8)
        n = self.name()
        if k == 0:
            return "export %s=%s" % (n, self.quoted(self.r.choice(VALUES)))
        if k == 1:
            return "%s=%s %s=%s" % (n, self.word1(), self.name(),
                                    self.word1())
        if k == 2:
            return "unset " + n
        return "%s=%s" % (n, self.word1())

    def word1(self):
        w = self.word()
        while "$*" in w or "$@" in w:
            w = self.word()
        return w

    def block(self, n=None):
        self.depth += 1
        n = n or self.r.randrange(1, 4)
        s = "\n".join(self.statement() for _ in range(n))
        self.depth -= 1
        return s

    def statement(self):
        if self.depth > 4:
            return self.r.choice([self.stub, self.assign])()
        k = self.r.randrange(30)
        if k < 7:
            return self.stub()
        if k < 12:
            return self.assign()
        if k < 15:
            s = "if %s; then\n%s\n" % (self.test(), self.block())
            if self.r.randrange(2):
                s += "elif %s\nthen\n%s\n" % (self.test(), self.block())
            if self.r.randrange(2):
                s += "else\n%s\n" % self.block()
            return s + "fi"
        if k < 17:
            return self.case()
        if k == 17:
            return "for v in %s; do\n%s\n%s v=$v\ndone" % (
                " ".join(self.word() for _ in range(self.r.randrange(1, 4))),
                self.block(1), self.r.choice(STUBS))
        if k == 18:
            return self.counted()
        if k == 19:
            return "%s %s %s" % (self.test(), self.pick("&&", "||"),
                                 self.stub())
        if k == 20:
            return "%s && { %s; %s; } || %s" % (
                self.test(), self.assign(), self.stub(), self.stub())
        if k == 21:
            return "(\n%s\n)" % self.block()
        if k == 22 and self.depth < 3:
            return self.function()
        if k == 23 and self.funcs:
            return "%s %s" % (self.r.choice(self.funcs), " ".join(
                self.word() for _ in range(self.r.randrange(3))))
        if k == 24 and self.in_func == 0 and self.depth < 3:
            return ". ./sub.conf"
        if k == 25:
            return "set -- %s\nstub1 n=$# \"$@\"" % " ".join(
                self.word() for _ in range(self.r.randrange(1, 3)))
        if k == 26:
            return self.here()
        if k == 27:
            return self.pick("stub3 $?", "X=$?; stub3 $X",
                             "shift 2>/dev/null || true" if False else
                             "[ $# -gt 0 ] && shift",
                             "case $# in 0) ;; *) shift;; esac")
        if k == 28:
            return self.pick("eval \"%s=new\"" % self.name(),
                             "eval stub2 '\"$%s\"'" % self.name(),
                             "%s=pre %s" % (self.name(), self.stub()))
        if k == 29 and self.in_func and self.r.randrange(2):
            return "%s && return %d" % (self.test(), self.r.randrange(3))
        if k == 29 and self.r.randrange(4) == 0 and self.depth < 2:
            return "%s && exit %d" % (self.test(), self.r.randrange(3))
        return self.stub()

    def case(self):
        s = "case %s in\n" % self.pick('"$%s"' % self.name(), "$1",
                                       '"%s"' % self.param())
        for _ in range(self.r.randrange(1, 4)):
            s += "%s)\n%s\n;;\n" % (self.r.choice(PATTERNS), self.block(1))
        return s + "esac"

    def counted(self):
        self.uid += 1
        v = "i%d" % self.uid
        stop = self.pick("", "[ $%s = 2 ] && break\n" % v,
                         "[ $%s = 1 ] && continue\n" % v)
        return ("%s=0\nwhile [ $%s -lt %d ]; do\n%s=`expr $%s + 1`\n%s%s\n"
                "done" % (v, v, self.r.randrange(1, 4), v, v, stop,
                          self.block(1)))

    def here(self):
        q = self.pick("EOF", "'EOF'")
        return self.pick(
            "X=`cat <<%s\n$A text\nEOF\n`\nstub2 \"$X\"",
            "while read one rest; do stub1 \"$one\" $rest; done <<%s\n"
            "k1 v1 w1\n$B\nk2\nEOF",
            "read R <<%s\n$C x\nEOF\nstub3 \"$R\"") % q

    def function(self):
        self.uid += 1
        f = "f%d" % self.uid
        self.in_func += 1
        body = self.block()
        if self.r.randrange(3) == 0:
            body = "local L %s\nL=1\n%s\nstub1 L=$L" % (
                self.name() + "=loc", body)
        self.in_func -= 1
        call = "%s %s" % (f, self.word())
        self.funcs.append(f)
        return "%s() {\n%s\n}\n%s" % (f, body, call)

    def script(self):
        return self.block(self.r.randrange(4, 10)) + "\nstub1 end \"$A\"\n"

    def conf(self):
        return "\n".join("%s=%s" % (self.name(), self.quoted(
            self.r.choice(VALUES))) for _ in range(3)) + "\n"


def real(shell, folder):
    log = os.path.join(folder, "log")
    if os.path.exists(log):
        os.unlink(log)
    env = {"PATH": folder + "/bin:/usr/bin:/bin", "LOG": log}
    p = subprocess.run(shell + [folder + "/script", "start", "two words"],
                       env=env, cwd=folder, stdin=subprocess.DEVNULL,
                       capture_output=True, timeout=20)
    ran = []
    if os.path.exists(log):
        for rec in open(log, encoding="latin-1").read().split("\036")[:-1]:
            ran.append(tuple(rec.split("\037")[:-1]))
    return ran, p.stderr.decode("latin-1")


def said(sh_print, folder):
    cmd = [sh_print, "-C", folder]
    for s in STUBS:
        cmd += ["-p", s]
    p = subprocess.run(cmd + ["/", folder + "/script", "start", "two words"],
                       capture_output=True, timeout=20)
    if p.returncode != 0:
        return None, p.stderr.decode("latin-1")
    out = []
    for line in p.stdout.decode("latin-1").split("\n"):
        f = line.split("\t")
        if f[0] in ("yes", "unknown", "no"):
            out.append((f[0], tuple(w.replace("\\n", "\n").replace(
                "\\t", "\t") for w in f[2:])))
    return out, ""


def may_be(words, ran):
    for i, w in enumerate(words):
        if w.endswith("*?"):
            return len(ran) <= i or ran[i].startswith(w[:-2]) or True
        if i >= len(ran):
            return False
        if w.endswith("?"):
            if not ran[i].startswith(w[:-1]):
                return False
        elif w != ran[i]:
            return False
    return len(words) == len(ran)


def compare(ran, claims):
    bad = []
    for verdict, words in claims:
        if verdict == "yes" and not any(may_be(words, r) for r in ran):
            bad.append("said yes, did not run: %r" % (words,))
    for r in ran:
        if not any(v != "no" and may_be(w, r) for v, w in claims):
            bad.append("ran, not said: %r" % (r,))
    unknown = sum(v == "unknown" or any(w.endswith("?") for w in ws)
                  for v, ws in claims if v != "no")
    return bad, unknown, sum(v != "no" for v, _ in claims)


def prepare(folder):
    os.makedirs(folder + "/bin", exist_ok=True)
    for s in STUBS:
        with open(folder + "/bin/" + s, "w") as f:
            f.write("#!/bin/sh\nfor a in %s \"$@\"; do printf '%%s\\037' "
                    "\"$a\"; done >>\"$LOG\"\nprintf '\\036' >>\"$LOG\"\n"
                    % s)
        os.chmod(folder + "/bin/" + s, 0o755)
    with open(folder + "/sub.txt", "w") as f:
        f.write("alpha 1\nbeta 2\ngamma 3\n")


def main():
    sh_print = os.path.abspath(sys.argv[1])
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 300
    seed = int(sys.argv[3]) if len(sys.argv) > 3 else 1
    shells = [s for s in (["dash"], ["bash", "--posix"], ["busybox", "sh"])
              if shutil.which(s[0])]
    if not shells:
        print("ok - no shell to compare with # SKIP no shell")
        return 0
    folder = os.path.abspath("build/shell_diff.%d" % os.getpid())
    prepare(folder)
    failures = unknown = claims_n = compared = 0
    for i in range(seed, seed + count):
        g = Gen(random.Random(i))
        script, conf = g.script(), g.conf()
        open(folder + "/script", "w").write(script)
        open(folder + "/sub.conf", "w").write(conf)
        claims, err = said(sh_print, folder)
        if claims is None:
            failures += 1
            print("# seed %d: %s" % (i, err[:2000]))
            continue
        results = []
        for s in shells:
            try:
                results.append(real(s, folder)[0])
            except subprocess.TimeoutExpired:
                pass
        # Where real shells differ there is nothing to hold against us.
        if not results or any(r != results[0] for r in results):
            continue
        compared += 1
        bad, u, n = compare(results[0], claims)
        unknown += u
        claims_n += n
        if bad:
            failures += 1
            if failures <= 5:
                print("# seed %d\n# %s" % (i, "\n# ".join(bad[:6])))
    shutil.rmtree(folder)
    print("%s - %d of %d random scripts run as the shells run them" % (
        "not ok" if failures else "ok", compared - failures, compared))
    share = 100.0 * unknown / max(1, claims_n)
    print("%s - %.1f %% of the commands are not certain, below 5 %%" % (
        "ok" if share < 5 else "not ok", share))
    print("%s - %d of %d scripts mean the same to all shells" % (
        "ok" if compared * 2 > count else "not ok", compared, count))
    return 0


if __name__ == "__main__":
    sys.exit(main())
