#!/usr/bin/env python3
"""Mail that is numbered, sent into a host, and counted where it arrives.

    ledger.py smtp NOTES NAME COUNT TO     one connection a message to
                                           127.0.0.1:25
    ledger.py command NOTES NAME COUNT TO -- SENDMAIL...
                                           one process a message
    ledger.py pop3 NOTES NAME COUNT ADDR   a mailbox that fetchmail empties
    ledger.py count NOTES MBOX... [-- QUEUE...]

A message is written down in NOTES as "try TOKEN" before it is offered and as
"ack TOKEN" when the host has taken it over. A message that was tried and not
acknowledged is offered again under a new number: it may arrive or not.

Sendmail that is told to end while it takes a message from its standard input
throws it away and ends with status 0 (intsig() in its main.c), as it does to
every user of a machine that is shut down. So no acknowledgement counts of a
command that was at work while NOTES.down was there.
`count` prints a line for each token that was acknowledged and is nowhere, and
for each that is in more than one place; then how many each writer handed in,
and what became of them. Exit status 1: one is lost, or is stuck in a queue.
"""
import mailbox
import os
import re
import smtplib
import socketserver
import subprocess
import sys
import threading
import time

# Seconds between two messages of a writer.
PAUSE = float(os.environ.get("PAUSE", "0.05"))
TOKEN = re.compile(rb"hm-[a-z]+-\d+-end")
DOWN = ""
NUMBERED = "hm-%s-%d-end"


class Notes:
    """Each line is on disk before the next thing is done."""

    def __init__(self, path):
        self.fd = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o644)
        self.lock = threading.Lock()

    def write(self, what, token):
        with self.lock:
            os.write(self.fd, ("%s %s\n" % (what, token)).encode())


def letter(token, to):
    return ("From: ledger@host1.example.test\r\nTo: %s\r\nSubject: %s\r\n"
            "Message-ID: <%s@ledger.example.test>\r\n\r\n%s\r\n"
            % (to, token, token, token))


def over_smtp(token, to):
    with smtplib.SMTP("127.0.0.1", 25, timeout=20) as s:
        s.sendmail("ledger@host1.example.test", [to], letter(token, to))


def by_command(token, to, command):
    down = os.path.exists(DOWN)
    done = subprocess.run(command + [to], timeout=60,
                          input=letter(token, to).replace("\r\n", "\n").encode(),
                          stdout=subprocess.DEVNULL,
                          stderr=subprocess.DEVNULL)
    if done.returncode != 0 or down or os.path.exists(DOWN):
        raise OSError("exit status %d" % done.returncode)


def send(notes, name, count, offer):
    """COUNT messages are taken over, or ten minutes are gone."""
    number = taken = 0
    until = time.monotonic() + 600
    while taken < count and time.monotonic() < until:
        number += 1
        token = NUMBERED % (name, number)
        notes.write("try", token)
        try:
            offer(token)
        except (OSError, smtplib.SMTPException,
                subprocess.TimeoutExpired):
            time.sleep(0.2)
            continue
        notes.write("ack", token)
        taken += 1
        time.sleep(PAUSE)
    return 0 if taken == count else 1


class Pop3(socketserver.StreamRequestHandler):
    """RFC 1939, as much of it as fetchmail asks for. What is deleted is gone
    with QUIT only, and then it is an acknowledgement."""

    def say(self, text):
        self.wfile.write(text.encode() + b"\r\n")

    def listing(self, offered, number, names):
        lines = ["%d %s" % (i + 1, token if names else
                            len(letter(token, "alice")))
                 for i, token in enumerate(offered)]
        if number > 0:
            self.say("+OK " + lines[number - 1])
            return
        for line in ["+OK"] + lines + ["."]:
            self.say(line)

    def handle(self):
        try:
            self.serve()
        except ConnectionError:
            pass

    def serve(self):
        left = self.server.left
        offered = left[:20]
        gone = set()
        self.say("+OK ledger")
        for line in self.rfile:
            verb, *words = line.decode("latin-1").split() or [""]
            verb = verb.upper()
            number = int(words[0]) if words and words[0].isdigit() else 0
            if number > len(offered):
                self.say("-ERR no such message")
            elif verb in ("USER", "PASS", "NOOP"):
                self.say("+OK")
            elif verb == "STAT":
                self.say("+OK %d %d" % (len(offered), 200 * len(offered)))
            elif verb in ("LIST", "UIDL"):
                self.listing(offered, number, verb == "UIDL")
            elif verb in ("RETR", "TOP"):
                token = offered[number - 1]
                self.server.notes.write("try", token)
                self.say("+OK")
                self.wfile.write(letter(token, "alice").encode())
                self.say(".")
            elif verb == "DELE":
                gone.add(offered[number - 1])
                self.say("+OK")
            elif verb == "QUIT":
                for token in gone:
                    self.server.notes.write("ack", token)
                    left.remove(token)
                self.say("+OK")
                return
            else:
                self.say("-ERR not here")


def pop3(notes, name, count, address):
    socketserver.TCPServer.allow_reuse_address = True
    with socketserver.TCPServer((address, 110), Pop3) as server:
        server.notes = notes
        server.left = [NUMBERED % (name, i + 1) for i in range(count)]
        print("ready", flush=True)
        server.serve_forever()


def tokens_in_boxes(paths):
    for path in paths:
        if not os.path.exists(path):
            continue
        for message in mailbox.mbox(path, create=False):
            for token in set(TOKEN.findall(message.as_bytes())):
                yield token, path


def tokens_in_queues(folders):
    for folder in folders:
        for name in sorted(os.listdir(folder)):
            if name.startswith("df"):
                with open(os.path.join(folder, name), "rb") as f:
                    for token in set(TOKEN.findall(f.read())):
                        yield token, os.path.join(folder, name)


def count(notes, boxes, queues):
    where = {}
    for token, path in tokens_in_boxes(boxes):
        where.setdefault(token.decode(), []).append(path)
    queued = list(tokens_in_queues(queues))
    for token, path in queued:
        where.setdefault(token.decode(), []).append(path)
    with open(notes, encoding="ascii") as f:
        acked = {line.split()[1] for line in f if line.startswith("ack ")}
    lost = sorted(acked - set(where))
    for token in lost:
        print("lost", token)
    twice = sorted(t for t, places in where.items() if len(places) > 1)
    for token in twice:
        print("twice", token, *where[token])
    writers = {}
    for token in acked:
        name = token.split("-")[1]
        writers[name] = writers.get(name, 0) + 1
    print("%s: arrived %d, still queued %d, lost %d, twice %d"
          % (", ".join("%s %d" % w for w in sorted(writers.items())),
             len(acked & set(where)), len(queued), len(lost), len(twice)))
    return 1 if lost or queued else 0


def main(argv):
    global DOWN
    what, notes, *rest = argv
    DOWN = notes + ".down"
    if what == "count":
        split = rest.index("--") if "--" in rest else len(rest)
        return count(notes, rest[:split], rest[split + 1:])
    name, number, to, *rest = rest
    if what == "pop3":
        return pop3(Notes(notes), name, int(number), to)
    if what == "smtp":
        return send(Notes(notes), name, int(number),
                    lambda token: over_smtp(token, to))
    return send(Notes(notes), name, int(number),
                lambda token: by_command(token, to, rest[1:]))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
