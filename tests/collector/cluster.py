"""A PostgreSQL of the tests' own: in a temporary folder, on a Unix socket
there, run by a user without rights; with a standby when asked."""
import glob
import os
import pwd
import shutil
import subprocess
import tempfile

CONFIG = """
listen_addresses = ''
unix_socket_directories = '{folder}'
port = {port}
wal_level = replica
max_wal_senders = 5
hot_standby = on
shared_buffers = 32MB
max_connections = 60
fsync = {fsync}
log_min_messages = warning
"""


def programs():
    """The folder with initdb of the newest version; None without any."""
    found = glob.glob("/usr/lib/postgresql/*/bin/initdb")
    found.sort(key=lambda p: float(p.split("/")[4]))
    if found:
        return os.path.dirname(found[-1])
    there = shutil.which("initdb")
    return os.path.dirname(there) if there else None


class Server:
    def __init__(self, cluster, name, port):
        self.cluster, self.port = cluster, port
        self.data = os.path.join(cluster.folder, name)
        self.log = self.data + ".log"

    def control(self, *what, check=True):
        return self.cluster.run("pg_ctl", "-D", self.data, "-w", "-t", "60",
                                "-l", self.log, *what, check=check)

    def configure(self, text):
        with open(self.data + "/postgresql.conf", "a") as f:
            f.write(text)

    def start(self):
        self.control("start")

    def kill(self):
        """As a crash: nothing is written back, nobody is waited for."""
        self.control("-m", "immediate", "stop")

    def promote(self):
        self.control("promote")

    def sql(self, *statements):
        """Their last output, without headings."""
        a = []
        for s in statements:
            a += ["-c", s]
        return self.cluster.run(
            "psql", "-X", "-q", "-At", "-v", "ON_ERROR_STOP=1", "-h",
            self.cluster.folder, "-p", str(self.port), "-d",
            self.cluster.database, *a).stdout.strip()


class Cluster:
    """fsync: what is committed survives more than a killed process."""
    database = "campus"

    def __init__(self, fsync=False):
        self.bin = programs()
        self.folder = tempfile.mkdtemp(prefix="hm-pg-")
        self.fsync = "on" if fsync else "off"
        self.servers = []
        self.user = None
        if os.geteuid() == 0:
            self.user = pwd.getpwnam("nobody")
            os.chown(self.folder, self.user.pw_uid, self.user.pw_gid)
            # Programs of ours that are root speak to it as well.
            os.chmod(self.folder, 0o755)

    def run(self, program, *a, check=True):
        ids = {"user": self.user.pw_uid, "group": self.user.pw_gid,
               "extra_groups": []} if self.user else {}
        r = subprocess.run(
            [os.path.join(self.bin, program), *a], cwd=self.folder,
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT, text=True, timeout=120,
            env={**os.environ, "LC_ALL": "C.UTF-8", "PGUSER": "hm",
                 "HOME": self.folder}, **ids)
        if check and r.returncode:
            raise RuntimeError(f"{program} {' '.join(a)}: {r.stdout}")
        return r

    def start(self):
        p = Server(self, "primary", 5401)
        self.run("initdb", "-D", p.data, "-A", "trust", "-U", "hm", "-E",
                 "UTF8", "--no-sync", "--no-instructions")
        p.configure(CONFIG.format(folder=self.folder, port=p.port,
                                  fsync=self.fsync))
        p.start()
        self.servers.append(p)
        self.run("createdb", "-h", self.folder, "-p", str(p.port),
                 self.database)
        return self

    def add_standby(self):
        """Synchronous: no commit is over before it has it."""
        p = self.servers[0]
        s = Server(self, "standby", 5402)
        self.run("pg_basebackup", "-h", self.folder, "-p", str(p.port),
                 "-D", s.data, "-R", "-X", "stream", "-c", "fast", "-C",
                 "-S", "standby",
                 "-d", "application_name=standby")
        s.configure(f"port = {s.port}\n")
        s.start()
        self.servers.append(s)
        p.sql("ALTER SYSTEM SET synchronous_standby_names ="
              " 'FIRST 1 (standby)'", "SELECT pg_reload_conf()")
        return s

    def url(self, *servers):
        """Of all servers, or of these."""
        chosen = servers or self.servers
        return ("postgresql://hm@/" + self.database + "?host="
                + ",".join(self.folder for _ in chosen) + "&port="
                + ",".join(str(s.port) for s in chosen))

    def close(self):
        for s in self.servers:
            s.control("-m", "immediate", "stop", check=False)
        shutil.rmtree(self.folder, ignore_errors=True)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()
