"""A real collector on loopback, and hosts that report to it; for the tests
in this folder. Expected values stand in the tests, written by hand."""
import contextlib
import copy
import http.client
import json
import os
import re
import shutil
import signal
import socket
import sqlite3
import ssl
import subprocess
import sys
import tempfile
import time

TOP = os.path.dirname(os.path.dirname(os.path.dirname(
    os.path.abspath(__file__))))
PROGRAM = os.environ.get("COLLECTOR") or next(
    (p for p in (os.path.join(TOP, "build/san/hardenmail-collector"),
                 os.path.join(TOP, "build/hardenmail-collector"))
     if os.path.exists(p)), None)
CAMPUS = "campus-secret-of-the-tests"
failed = 0


def ok(good, name, *words):
    global failed
    if not good:
        failed += 1
        for word in words:
            print("#", str(word).replace("\n", "\n# "))
    print(("ok" if good else "not ok") + " - collector: " + name, flush=True)
    return good


def same(got, expected, name):
    return ok(got == expected, name, f"got {got!r}", f"expected {expected!r}")


def finish():
    sys.exit(1 if failed else 0)


LISTENER = {"family": "inet", "address": "0.0.0.0", "port": 25,
            "interface": None, "bound": "any",
            "holder": {"pid": 91, "exe": "/usr/libexec/sendmail/sendmail",
                       "unit": None, "mta": "sendmail", "kind": "mta"},
            "serves": None, "firewalled": "no", "v6only": False}
PROCESS = {"pid": 91, "mta": "sendmail", "role": "daemon",
           "exe": "/usr/libexec/sendmail/sendmail",
           "command": "sendmail -bd -q10m", "command_source": "pid-file",
           "unit": None, "starter": None, "title": None,
           "queue_interval": 600, "reason": None}


def report(sequence, name="relay1.example.edu", failing=False, **more):
    """A full report: of a host without any MTA, or of one whose sendmail
    listens for everybody."""
    r = {"schema": "hardenmail/1", "program": "0.1.0",
         "run": f"run-{sequence}", "epoch": None, "sequence": sequence,
         "time": "2026-11-22T09:00:00Z",
         "host": {"id": None, "name": name, "addresses": [],
                  "machine_id": None, "macs": [], "serial": None},
         "platform": {"id": "debian", "title": "Debian 12", "version": "12",
                      "distribution": "Debian", "init": "systemd",
                      "source": "live", "evidence": []},
         "policy": {"digest": None, "mode": "queue-only", "remarks": []},
         "verdict": "compliant", "mtas": [], "starters": [],
         "processes": [], "listeners": [], "queues": [],
         "submission": {"path": "none", "target": None, "clients": []},
         "findings": [], "plan": None, "change": None, "unseen": [],
         "doubts": [], "seen": {"processes": True, "sockets": True}}
    if failing:
        r["listeners"].append(copy.deepcopy(LISTENER))
        r["processes"].append(copy.deepcopy(PROCESS))
        r["mtas"].append({"kind": "sendmail", "path": "/usr/sbin/sendmail"})
    r.update(more)
    return r


class Answer:
    def __init__(self, status, fields, body):
        self.status, self.fields, self.body = status, fields, body

    @property
    def json(self):
        return json.loads(self.body)

    @property
    def why(self):
        try:
            return self.json["error"]["message"]
        except (ValueError, KeyError, TypeError):
            return self.body


def fresh_store(folder):
    """An empty one: a file, or under tests/collector/on_postgres a database
    of the server."""
    url = os.environ.get("HM_TEST_CLUSTER")
    if not url:
        return "sqlite:" + os.path.join(folder, "store")
    name = "t" + os.path.basename(folder).lower().replace("-", "_")
    subprocess.run(["psql", "-X", "-q", "-d", url, "-c",
                    f'CREATE DATABASE "{name}"'], check=True, timeout=60)
    head, _, tail = url.partition("?")
    return head.rsplit("/", 1)[0] + "/" + name + "?" + tail


def rows_of(url, sql):
    """What is in a store, as it is: tuples of numbers and text."""
    if url.startswith("sqlite:"):
        with sqlite3.connect(url[len("sqlite:"):]) as db:
            return db.execute(sql).fetchall()
    out = subprocess.run(["psql", "-X", "-q", "-At", "-F", "\t", "-d", url,
                          "-c", sql], check=True, timeout=60,
                         capture_output=True, text=True).stdout
    return [tuple(int(v) if re.fullmatch(r"-?\d+", v) else v
                  for v in line.split("\t")) for line in out.splitlines()]


class Collector:
    """One store, and the server as often as it is started on it."""

    def __init__(self, folder=None, config=None, tls=None, store=None):
        self.own = folder is None
        self.folder = folder or tempfile.mkdtemp(prefix="hm-collector-")
        self.store = store or fresh_store(self.folder)
        self.token_file = os.path.join(self.folder, "campus")
        with open(self.token_file, "w") as f:
            f.write(CAMPUS + "\n")
        self.config = None
        if config:
            self.config = os.path.join(self.folder, "collector.conf")
            with open(self.config, "w") as f:
                f.write(config)
        self.tls = tls
        self.process = self.port = None
        self.log_path = os.path.join(self.folder, "log")

    def arguments(self):
        a = [PROGRAM, "--store", self.store]
        return a + (["--config", self.config] if self.config else [])

    def start(self, *more, offset=0):
        a = self.arguments() + ["--listen", "127.0.0.1:0",
                                "--enroll-token-file", self.token_file]
        a += self.tls or ["--insecure-http"]
        if offset:
            a += ["--clock-offset", str(offset)]
        self.log = open(self.log_path, "ab")
        self.process = subprocess.Popen(
            a + list(more), stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=self.log)
        line = self.process.stdout.readline().decode()
        if not line:
            self.process.wait(10)
            raise RuntimeError("the collector did not start: "
                               + self.log_text())
        self.port = int(line.strip().rstrip("/").rsplit(":", 1)[1])
        return self

    def log_text(self):
        with open(self.log_path, errors="replace") as f:
            return f.read()

    def kill(self):
        self.process.kill()
        self.process.wait(10)
        self.process.stdout.close()
        self.log.close()
        self.process = None

    def stop(self):
        """Ends it in order; its exit status."""
        self.process.send_signal(signal.SIGTERM)
        try:
            return self.process.wait(20)
        finally:
            self.process.stdout.close()
            self.log.close()
            self.process = None

    def command(self, *more, offset=0):
        a = self.arguments() + list(more)
        if offset:
            a += ["--insecure-http", "--clock-offset", str(offset)]
        return subprocess.run(a, stdin=subprocess.DEVNULL, timeout=60,
                              capture_output=True, text=True)

    def ask(self, method, path, body=None, token=None, fields=None,
            context=None):
        if context:
            c = http.client.HTTPSConnection("127.0.0.1", self.port,
                                            timeout=20, context=context)
        else:
            c = http.client.HTTPConnection("127.0.0.1", self.port,
                                           timeout=20)
        f = dict(fields or {})
        if token:
            f["Authorization"] = "Bearer " + token
        if isinstance(body, (dict, list)):
            body = json.dumps(body)
        try:
            c.request(method, path, body, f)
            r = c.getresponse()
            return Answer(r.status, r.headers, r.read())
        finally:
            c.close()

    def enroll(self, name="relay1.example.edu", machine_id=None, macs=(),
               serial=None, token=CAMPUS):
        return self.ask("POST", "/v1/enroll", {
            "name": name, "machine_id": machine_id, "macs": list(macs),
            "serial": serial}, token)

    def send(self, token, body):
        return self.ask("POST", "/v1/reports", body, token)

    def beat(self, token, sequence, digest, epoch=None):
        return self.ask("POST", "/v1/heartbeats", {
            "epoch": epoch, "sequence": sequence, "digest": digest}, token)

    def host(self, host_id):
        return self.ask("GET", "/v1/hosts/" + host_id).json

    def close(self):
        if self.process:
            self.kill()
        if self.own:
            shutil.rmtree(self.folder, ignore_errors=True)


@contextlib.contextmanager
def collector(*more, **how):
    offset = how.pop("offset", 0)
    c = Collector(**how)
    try:
        c.start(*more, offset=offset)
        yield c
    finally:
        text = c.log_text()
        c.close()
        if "Sanitizer" in text or "runtime error" in text:
            ok(False, "no sanitizer speaks", text[-3000:])
