"""Random units for booted_units: text, and where it lies."""
import random

RECORDER = "/usr/sbin/sendmail"
ETC, USR = "/etc/systemd/system/", "/usr/lib/systemd/system/"
VALUES = ["x", "-bd", "'a b'", '"c d"', "-q15m", "a\\tb", "'it\\'s'", "$B",
          "${C}", "%i", "%n", "%p", "50%%", "\\x41z", '"q\\"r"', "e=f",
          "''", "#h", ";s", "-OA=b", '"%j-%N"', "a\\sb"]
# A service that does not come up, for want of its condition or of a file, is
# asked for again at once. systemd gives up after 200 times in 2 seconds, which
# a busy machine may never reach: its jobs, and so the boot, would not end.
ENOUGH = "TriggerLimitIntervalSec=1h\nTriggerLimitBurst=20\n"


class Gen:
    def __init__(self, seed):
        self.r = random.Random(seed)
        self.files, self.links = {}, {}

    def pick(self, *a):
        return self.r.choice(a)

    def some(self, low, high, of):
        return [self.r.choice(of) for _ in range(
            self.r.randrange(low, high + 1))]

    def word(self):
        k = self.r.randrange(10)
        name = self.r.choice("ABCDE")
        if k < 3:
            return self.pick("$%s", "${%s}", "-q${%s}", "x$%s", "$$%s",
                             '"$%s"', '"${%s} z"', "${%s}${%s}" % (
                                 "%s", "A")) % name
        return self.r.choice(VALUES)

    def command(self):
        prefix = self.pick("", "", "", "-", "+", "!", "!!", ":", "@", "-:",
                           "@-", ":@")
        words = " ".join(self.word() for _ in range(self.r.randrange(4)))
        own = " argv0" if "@" in prefix else ""
        return "%s%s%s %s" % (prefix, RECORDER, own, words)

    def environment(self):
        out = []
        for _ in range(self.r.randrange(3)):
            out.append("Environment=" + " ".join(
                self.pick("%s=%s", '"%s=%s"', "'%s=%s'") % (
                    self.r.choice("ABCDE"), self.pick(
                        "1", "two words", "-bd -q1h", "%i", "a\\nb", "$A",
                        "x%%y", "", "q\\'s", "it")) for _ in
                range(self.r.randrange(1, 3))))
        if self.r.randrange(8) == 0:
            out.append(self.pick("Environment=", "UnsetEnvironment=A",
                                 "UnsetEnvironment=B=1"))
        return out

    def env_file(self, path):
        lines = []
        for _ in range(self.r.randrange(1, 6)):
            lines.append(self.pick(
                "%s=plain", "%s='a  b'", '%s="c d"', "# %s=comment",
                "; %s=c", "  %s = spaced", "%s=x\\\ny", '%s="two\nlines"',
                "%s=a'b'c", "export %s=x", "%s=tail   ", "%s=#no", "%s=\\$A",
                '%s="e\\"f"', "%s=", "=%s", "%s", "%s=a b ; c", "%s='x\\y'"
            ) % self.r.choice("ABCDE"))
        self.files[path] = "\n".join(lines) + self.pick("\n", "", "\n\n")

    def service(self, i):
        out = ["[Service]", "Type=oneshot", "RemainAfterExit=yes"]
        out += self.environment()
        for k in range(self.r.randrange(3)):
            path = "/etc/hmgen/e%d-%d" % (i, k)
            dash = self.pick("", "-")
            kind = self.r.randrange(6)
            if kind:
                self.env_file(path)
            elif not dash and self.r.randrange(3):
                dash = "-"
            out.append("EnvironmentFile=%s%s" % (dash, path))
        for _ in range(self.r.randrange(1, 3)):
            out.append("ExecStart=" + self.command())
        if self.r.randrange(4) == 0:
            out.append("ExecStartPre=-" + RECORDER + " -bd pre%d" % i)
        head = ["[Unit]"]
        if self.r.randrange(3) == 0:
            head.append(self.pick("ConditionPathExists=", "AssertPathExists=",
                                  "ConditionFileNotEmpty=",
                                  "ConditionPathIsDirectory=",
                                  "ConditionPathExists=|") + self.pick(
                                      "", "!") + self.pick(
                "/etc/passwd", "/none", "/etc", "/etc/hmgen"))
        return "\n".join(head + out) + "\n"

    def dropin(self, i):
        lines = ["[Service]"] + self.environment()
        k = self.r.randrange(4)
        if k == 0:
            lines += ["ExecStart=", "ExecStart=" + self.command()]
        elif k == 1:
            lines += ["ExecStart=" + self.command()]
        elif k == 2:
            lines += ["EnvironmentFile=", "Environment=D=from%d" % i]
        return "\n".join(lines) + "\n"

    def one(self, i):
        shape = self.r.randrange(12)
        base = self.pick("hg%d" % i, "hg-p%d" % (i % 7) + "-%d" % i)
        name, real = base + ".service", base + ".service"
        if shape in (1, 2):
            real = base + "@.service"
            name = base + "@" + self.pick("in", "a-b", "x\\x20y") + ".service"
        self.files[self.pick(ETC, USR) + real] = self.service(i)
        if self.r.randrange(3) == 0:
            self.files[self.pick(ETC, USR) + self.pick(real, name) +
                       ".d/%d.conf" % self.r.randrange(3)] = self.dropin(i)
        if self.r.randrange(12) == 0:
            self.links[ETC + name] = "/dev/null"
        if shape == 3:
            alias = "al%d.service" % i
            self.links[ETC + alias] = self.pick("", USR) + name if \
                USR + real in self.files else name
            wanted = alias
        else:
            wanted = name
        if shape == 4:		# by another unit
            puller = "pull%d.target" % i
            self.files[ETC + puller] = "[Unit]\n%s=%s\n" % (
                self.pick("Wants", "Requires", "BindsTo"), wanted)
            wanted = puller
        if shape in (5, 6):	# by a timer or path that comes at once
            kind = self.pick("timer", "path")
            other = base + "." + kind
            self.files[ETC + other] = {
                "timer": "[Timer]\nOnActiveSec=0\nUnit=%s\n",
                "path": "[Path]\nPathExists=/etc/passwd\nUnit=%s\n" +
                        ENOUGH}[kind] % name
            wanted = other
        if shape == 8 and self.r.randrange(3) == 0:
            self.neighbours(i, real)
        if shape != 7:
            self.links[ETC + "hmgen.target.wants/" + wanted] = self.pick(
                    "../", USR, ETC) + wanted

    def neighbours(self, i, real):
        """It requires something that is masked, or is not there at all, and
        others, which nothing else names."""
        if self.r.randrange(2):
            self.links[ETC + "hg%d-masked.service" % i] = "/dev/null"
        for kind in ("required", "wanted"):
            self.files[USR + "hg%d-%s.service" % (i, kind)] = self.service(i)
        self.files[ETC + real + ".d/90-neighbours.conf"] = (
            "[Unit]\nWants=hg%d-wanted.service\n%s=hg%d-masked.service\n"
            "Requires=hg%d-required.service\n" % (i, self.pick(
                "Requires", "Requires", "BindsTo", "Wants"), i, i))

    def all(self, count):
        self.files[ETC + "hmgen.target"] = "[Unit]\n"
        self.links[ETC + "multi-user.target.wants/hmgen.target"] = \
            "../hmgen.target"
        # For all services of a type or prefix: a harmless variable.
        self.files[ETC + "service.d/50-hm.conf"] = \
            "[Service]\nEnvironment=E=all\n"
        for i in range(7):
            self.files[USR + "hg-p%d-.service.d/20.conf" % i] = \
                "[Service]\nEnvironment=C=prefix%d\n" % i
        for i in range(count):
            self.one(i)
