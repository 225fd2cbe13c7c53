"""A scratch root in which start scripts really run, for the shell_* tests.

Every program of the tree is a recorder, beside a userland of real shells and
utilities. Each run has a copy of the root that is thrown away, namespaces of
its own and no network; nothing of the machine is in reach.
"""
import os
import re
import shutil
import stat
import subprocess
import tempfile

import differ

# Utilities that stay what they are. All else is a recorder, or not there.
APPLETS = """[ awk basename cat chgrp chmod chown cp cut date dirname echo
    egrep env expr false fgrep find grep head hostname id kill killall
    ln ls mkdir mkfifo mktemp mountpoint mv nice pidof printf ps pwd readlink realpath rm
    rmdir sed seq setsid sort stat stty su sync tail tee test touch tr
    true tty uname uniq uptime wc which who whoami xargs""".split()
REAL = ["/sbin/start-stop-daemon", "/usr/bin/dash", "/usr/bin/bash",
        "/usr/bin/busybox", "/usr/bin/install", "/usr/bin/ionice",
        "/usr/bin/nohup", "/usr/sbin/runuser"]
PROGRAM_FOLDERS = ("/bin/", "/sbin/", "/lib/", "/libexec/", "/lib64/",
                   "/local/", "/usr/ucblib/", "/mmdf/", "/etc/")
SHELL_LINE = re.compile(rb"#!\s*\S*/(?:env\s+)?(?:sh|dash|bash|ksh|init-d-script)\b|"
                        rb"#!\s*/usr/bin/env\s+/lib/init/init-d-script")
PATH = "/sbin:/usr/sbin:/bin:/usr/bin"

INSIDE = r"""
set -e
work=$0 top=$1 shell=$2 log=$3
shift 3
mount -t tmpfs -o size=64m,mode=755 none "$work"
mkdir "$work/up" "$work/work" "$work/root"
mount -t overlay -o "lowerdir=$top,upperdir=$work/up,workdir=$work/work" \
    overlay "$work/root"
mount --bind "$log" "$work/root/.hm/log"
mount -t proc -o ro none "$work/root/proc"
mount -o remount,bind,ro "$work/root/proc"
exec chroot "$work/root" /.hm/busybox sh -c \
    'ln -sfn "$0" /bin/sh; exec "$@"' "$shell" "$@"
"""


def files(top):
    for folder, _, names in os.walk(top):
        for name in names:
            yield os.path.join(folder, name)


def head(path, n=64):
    try:
        with open(path, "rb") as f:
            return f.read(n)
    except OSError:
        return b""


def is_shell_script(path):
    return SHELL_LINE.match(head(path)) is not None


class Root:
    """A root below top; what is there becomes a scratch root."""

    def __init__(self, top):
        self.top = top
        self.own = set()

    def at(self, path):
        """Where a path of the root lies, links of folders followed inside."""
        at = self.top
        for part in path.strip("/").split("/")[:-1]:
            at = os.path.join(at, part)
            for _ in range(8):
                if not os.path.islink(at):
                    break
                to = os.readlink(at)
                at = self.top + to if to.startswith("/") else \
                    os.path.join(os.path.dirname(at), to)
        return os.path.join(at, os.path.basename(path.rstrip("/")))

    def put(self, path, source=None, text=None, link=None, mode=0o755):
        at = self.at(path)
        os.makedirs(os.path.dirname(at), exist_ok=True)
        if os.path.lexists(at):
            os.unlink(at)
        if link is not None:
            os.symlink(link, at)
        elif text is not None:
            with open(at, "w") as f:
                f.write(text)
            os.chmod(at, mode)
        else:
            shutil.copyfile(source, at)
            os.chmod(at, mode)
        self.own.add(os.path.realpath(at))
        return at

    def with_libraries(self, program):
        """A program of this machine with the libraries that it loads."""
        real = os.path.realpath(program)
        self.put(program, source=real)
        out = subprocess.run(["ldd", real], capture_output=True, text=True,
                             check=False).stdout
        for path in re.findall(r"(/\S+) \(0x", out):
            self.put(path, source=os.path.realpath(path))

    def userland(self):
        for folder in ("bin", "sbin", "dev", "proc", "tmp", "usr/bin", "etc",
                       "usr/sbin", ".hm", "lib", "lib64", "var", "root"):
            os.makedirs(self.at("/" + folder + "/x")[:-2], exist_ok=True)
        for program in REAL:
            if os.path.exists(program):
                self.with_libraries(program)
        self.put("/bin/busybox", source="/usr/bin/busybox")
        for shell in ("dash", "bash", "ksh"):
            self.put("/bin/" + shell, source=os.path.realpath(
                "/usr/bin/" + ("dash" if shell == "ksh" else shell)))
        for name in APPLETS:
            for folder in ("/bin/", "/usr/bin/"):
                self.put(folder + name, link="/bin/busybox")
        for name in ("sleep", "usleep"):
            self.put("/bin/" + name, text="#!/bin/sh\nexit 0\n")
        self.put("/bin/sh", link="dash")
        for path in ("/sbin/sh", "/usr/bin/sh", "/usr/bin/ksh",
                     "/usr/bin/bash", "/usr/xpg4/bin/sh"):
            if not os.path.lexists(self.at(path)) or \
                    self.at(path) != self.at("/bin/" + path.split("/")[-1]):
                self.put(path, link="/bin/" + path.split("/")[-1])
        self.put("/.hm/busybox", source="/usr/bin/busybox")
        for name, minor in (("null", 3), ("zero", 5)):
            os.mknod(self.at("/dev/" + name), 0o666 | stat.S_IFCHR,
                     os.makedev(1, minor))
        self.put("/dev/fd", link="/proc/self/fd")
        for name in ("console", "tty", "sysmsg", "klog"):
            self.put("/dev/" + name, link="null")
        self.put("/etc/environment", text="", mode=0o644)
        self.put("/.hm/recorder", source=differ.RECORDER)
        # start-stop-daemon knows a program by its inode: not this one.
        self.put("/.hm/init", source=differ.RECORDER)
        self.put("/.hm/log", text="", mode=0o666)
        os.chmod(self.top + "/.hm", 0o777)

    def record(self, path):
        """Put a recorder there: one file, so that it can be told."""
        at = self.at(path)
        if os.path.realpath(at) in self.own or os.path.isdir(at):
            return
        if os.path.isfile(os.path.dirname(at)):
            return
        os.makedirs(os.path.dirname(at), exist_ok=True)
        if os.path.lexists(at):
            os.unlink(at)
        os.link(self.top + "/.hm/recorder", at)

    def record_programs(self):
        """All programs of the tree that are no shell scripts."""
        for at in list(files(self.top)):
            path = at[len(self.top):]
            if os.path.islink(at) or at in self.own or \
                    not os.path.isfile(at) or not os.access(at, os.X_OK) or \
                    path.startswith(("/.hm/", "/etc/")) or ".so" in path or \
                    not any(f in path for f in PROGRAM_FOLDERS):
                continue
            if not is_shell_script(at):
                self.record(path)

    def script_text(self):
        """All shell scripts of the tree as one text."""
        out = []
        for at in files(self.top):
            if os.path.isfile(at) and not os.path.islink(at) and \
                    at not in self.own and (is_shell_script(at) or
                                            "functions" in at):
                with open(at, encoding="latin-1") as f:
                    out.append(f.read())
        return "\n".join(out)

    def users_of(self, text):
        """Whatever word of a script may be a user is one."""
        names = sorted(set(re.findall(r"(?<![\w./-])_?[a-zA-Z][\w-]{1,30}",
                                      text)))[:15000]
        lines = ["root:x:0:0:root:/:/bin/sh"]
        lines += ["%s:x:%d:%d::/:/bin/sh" % (n, 1000 + i, 1000 + i)
                  for i, n in enumerate(names) if n != "root"]
        self.put("/etc/passwd", text="\n".join(lines) + "\n", mode=0o644)
        self.put("/etc/group", text="\n".join(
            re.sub(r":x:(\d+):.*", r":x:\1:", line) for line in lines) + "\n",
            mode=0o644)
        self.put("/etc/shadow", text="\n".join(
            line.split(":")[0] + "::::::::" for line in lines) + "\n")

    def programs_of(self, text):
        """Programs that a script names by path and that are not there."""
        for path in set(re.findall(
                r"(?<![\w.}/])/(?:usr/|opt/|local/|mmdf/)*(?:s?bin|lib|libexec|"
                r"ucblib)/[\w./+-]*\w|/etc/(?:inetd|smtpd|syslogd)\b", text)):
            if re.search(r"\.(?:conf|cf|db|d|sh|pid|log|cfg|rc|so|pm|list)\b|"
                         r"functions$|script|restorecon|/init/|/lsb|/init\.d/", path) or \
                    os.path.lexists(self.at(path)):
                continue
            self.record(path)

    def devices_of(self, text):
        """Devices that a script names are there, and are empty."""
        for path in set(re.findall(r"(?<![\w}])/dev/[a-z]\w*\b(?!/)", text)):
            if not os.path.lexists(self.at(path)):
                self.put(path, link="null")

    def empty_at_boot(self):
        for name in ("run", "var/run", "var/lock"):
            at = self.top + "/" + name
            if os.path.islink(at):
                os.unlink(at)
            shutil.rmtree(at, ignore_errors=True)
            os.makedirs(at)
        os.makedirs(self.top + "/run/lock")

    def run(self, script, args, shell, seconds=20):
        """The records of a run where /bin/sh is this shell, or None."""
        work = tempfile.mkdtemp(prefix="work.", dir=os.path.dirname(self.top))
        log = work + ".log"
        # The log lies outside, so that it outlives the namespace.
        with open(log, "w"):
            os.chmod(log, 0o666)
        at = self.at(script)
        direct = os.access(at, os.X_OK) and head(at, 2) == b"#!"
        start = differ.now()
        done = subprocess.run(
            ["unshare", "-m", "-n", "-p", "-i", "-u", "--propagation",
             "private", "--fork", "sh", "-c", INSIDE, work, self.top, shell,
             log, "/.hm/init", "--init", str(seconds)] +
            ([] if direct else ["/bin/sh"]) + [script] + args,
            env={"PATH": PATH}, stdin=subprocess.DEVNULL,
            capture_output=True, timeout=seconds + 30, check=False)
        if differ.now() - start > 5:
            print("# %s took %.0f s" % (script, differ.now() - start))
        self.last = done.stderr.decode("latin-1")
        out = differ.records(log)
        os.unlink(log)
        os.rmdir(work)
        return None if done.returncode == 124 else out
