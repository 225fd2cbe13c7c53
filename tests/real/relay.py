"""Asks the real sendmail -bt and --relay-cases the same questions.

Runs in namespaces of its own, where /etc is WORK/etc: B WORK SEED COUNT.
"""
import os
import random
import re
import shutil
import socket
import struct
import subprocess
import sys
import threading

B, WORK, SEED, COUNT = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
ENV = dict(os.environ, LD_LIBRARY_PATH=os.environ['LIBRARIES'])
MAIL = '/etc/mail'
CF = B + '/sendmail-cf/usr/share/sendmail/cf/'

ZONE = '''relay.test.example	A	192.0.2.25
mail.test.example	A	192.0.2.26
test.example	MX	10 relay.test.example
probe.offsite.example	A	203.0.113.9
offsite.example	A	203.0.113.80
offsite.example	MX	20 mx2.offsite.example
offsite.example	MX	10 mx.offsite.example
points.example	MX	10 relay.test.example
elsewhere.example	A	203.0.113.81
friend.example	MX	5 mail.friend.example
mail.friend.example	A	198.51.100.82
alias.example	CNAME	offsite.example
25.2.0.192.in-addr.arpa	PTR	relay.test.example
9.113.0.203.in-addr.arpa	PTR	probe.offsite.example
broken.example	*	SERVFAIL
*	*	NXDOMAIN
'''
TYPES = {1: 'A', 5: 'CNAME', 12: 'PTR', 15: 'MX', 16: 'TXT', 28: 'AAAA'}


def wire(name):
    return b''.join(bytes([len(p)]) + p.encode() for p in name.split('.') if p) + b'\0'


def record(name, kind, value):
    if kind == 'A':
        data = socket.inet_aton(value)
    elif kind == 'MX':
        data = struct.pack('>H', int(value.split()[0])) + wire(value.split()[1])
    else:
        data = wire(value)
    number = [n for n, t in TYPES.items() if t == kind][0]
    return wire(name) + struct.pack('>HHIH', number, 1, 60, len(data)) + data


def reply(query):
    at, labels = 12, []
    while query[at]:
        labels.append(query[at + 1:at + 1 + query[at]].decode('latin-1'))
        at += query[at] + 1
    name, end = '.'.join(labels).lower(), at + 5
    kind = TYPES.get(struct.unpack('>H', query[at + 1:at + 3])[0], '?')
    rows = [r.split('\t') for r in ZONE.splitlines()]
    code, found = 3, []
    asked, seen = name, set()
    while asked not in seen:
        seen.add(asked)
        mine = [r for r in rows if r[0] == asked]
        if any(r[2] == 'SERVFAIL' for r in mine):
            code = 2
            break
        if mine or any(r[0].endswith('.' + asked) for r in rows):
            code = 0
        found += [r for r in mine if r[1] == kind]
        cname = [r for r in mine if r[1] == 'CNAME' and kind != 'CNAME']
        if cname:
            found += cname
            asked = cname[0][2]
    if code == 2:
        found = []
    body = b''.join(record(*r) for r in found)
    return (query[:2] + struct.pack('>HHHHH', 0x8580 | code, 1, len(found), 0, 0)
            + query[12:end] + body)


def serve():
    s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    s.bind(('127.0.0.1', 53))

    def loop():
        while True:
            query, peer = s.recvfrom(4096)
            try:
                s.sendto(reply(query), peer)
            except (IndexError, struct.error):
                pass
    threading.Thread(target=loop, daemon=True).start()


FEATURES = '''promiscuous_relay relay_entire_domain relay_based_on_MX relay_hosts_only
relay_local_from loose_relay_check accept_unresolvable_domains
accept_unqualified_senders always_add_domain redirect nocanonify use_cw_file
nouucp:`reject' nouucp:`nospecial' nopercenthack:`nospecial' nopercenthack:`reject'
relay_mail_from relay_mail_from:`domain' blocklist_recipients delay_checks
delay_checks:`friend' delay_checks:`hater' require_rdns use_client_ptr badmx
relaytofulladdress preserve_local_plus_detail local_lmtp stickyhost
bestmx_is_local domaintable mailertable virtusertable genericstable
generics_entire_domain virtuser_entire_domain masquerade_envelope limited_masquerade
lookupdotdomain access_db:`hash -T<TMPF> /etc/mail/access'
access_db:`btree -T<TMPF> -o /etc/mail/access'
access_db:`text -T<TMPF> -k0 -v1 /etc/mail/access' block_bad_helo
dnsbl:`bl.example' enhdnsbl:`bl.example' mtamark check_cert_altnames'''.split('\n')
FEATURES = re.findall(r"[a-zA-Z_]+(?::`[^']*')?", ' '.join(FEATURES))
DEFINES = ['SMART_HOST,smtp:hub.test.example', 'SMART_HOST,hub.test.example',
           'MAIL_HUB,hub.test.example', 'LUSER_RELAY,local:root',
           'confDELIVERY_MODE,deferred', 'confDELIVERY_MODE,i',
           'confAUTH_MECHANISMS,LOGIN PLAIN', 'confRELAY_MSG,550 go away',
           'UUCP_RELAY,uucp:hub', 'LOCAL_RELAY,hub.test.example',
           'confOPERATORS,.:@!^/[]+', 'confBLANK_SUB,_']
MACROS = ["TRUST_AUTH_MECH(`LOGIN PLAIN')", "RELAY_DOMAIN(`friend.example')",
          "RELAY_DOMAIN(`198.51.100')", "LOCAL_DOMAIN(`test.example')",
          "MASQUERADE_AS(`test.example')", "EXPOSED_USER(`root')",
          "VIRTUSER_DOMAIN(`virt.example')", "GENERICS_DOMAIN(`relay.test.example')",
          "LOCAL_USER(`root')", "MODIFY_MAILER_FLAGS(`LOCAL', `-u')",
          "DAEMON_OPTIONS(`Name=MTA, DeliveryMode=q')",
          "DAEMON_OPTIONS(`Addr=127.0.0.1, Name=MTA, M=f')"]
LOCAL = ["LOCAL_RULESETS\nSLocal_check_rcpt\nR$*\t\t$: $(lastly $1 $: no $)\nRno\t\t$@ ok\n",
         "LOCAL_RULESETS\nSLocal_check_rcpt\nR< $+ @ partner.example >\t$#OK\n",
         "LOCAL_RULESETS\nSLocal_check_mail\nR< $- @ $* >\t$: $(arith + $@ 1 $@ 2 $)\n",
         "LOCAL_RULESETS\nSLocal_check_rcpt\nR$*\t\t$: $(swap $1 $: $1 $)\nR$* friend $*\t$@ $1\n",
         "LOCAL_RULESETS\nSLocal_Relay_Auth\nRLOGIN\t\t$# RELAY\n"]
VALUES = ['RELAY', 'OK', 'REJECT', 'DISCARD', '550 no %1', 'ERROR:5.7.1:550 told you',
          'SKIP', 'FRIEND', 'HATER', 'ERROR:4.7.0:451 later', 'relay']
HOSTS = ['offsite.example', 'elsewhere.example', 'friend.example', 'partner.example',
         'virt.example', 'test.example', 'relay.test.example', 'points.example',
         'broken.example', 'nosuch.invalid', 'localhost', '[192.0.2.25]', '[203.0.113.80]',
         'alias.example', 'sub.friend.example', 'relay', '[IPv6:2001:db8::1]', 'RELAY.Test.Example',
         'offsite.example.', '[10.1.2.3', 'uucp.UUCP', '[127.0.0.1]', 'mail.test.example']
USERS = ['user', 'root', 'boss', 'user+detail', 'u.ser', '"u ser"', '"user@offsite.example"',
         'offsite.example!user', 'user%offsite.example', '"user%offsite.example"', 'a/b', '"|prog"',
         '/file', ':include:/x', 'user%friend.example%relay', r'us\er', 'u(c)ser', 'MAILER-DAEMON', 'nobody']
CLIENTS = [('203.0.113.9', 'probe.offsite.example', 'OK'), ('203.0.113.9', '[203.0.113.9]', 'FAIL'),
           ('203.0.113.9', 'relay.test.example', 'FORGED'), ('203.0.113.7', '[203.0.113.7]', 'TEMP'),
           ('127.0.0.1', 'localhost', 'OK'), ('192.0.2.25', 'relay.test.example', 'OK'),
           ('198.51.100.82', 'mail.friend.example', 'OK'), ('10.1.2.3', '[10.1.2.3]', 'FAIL'),
           ('192.0.2.26', 'mail.test.example', 'OK'),
           ('IPv6:2001:db8:0:0:0:0:0:9', '[IPv6:2001:db8:0:0:0:0:0:9]', 'FAIL')]


def make_mc(rnd):
    features = rnd.sample(FEATURES, rnd.randint(0, 7))
    text = ["divert(0)dnl", "VERSIONID(`test')", "OSTYPE(`%s')" % rnd.choice(['linux', 'hpux10', 'solaris8'])]
    if any(f.startswith(('relay_mail_from', 'blocklist', 'delay_checks:', 'relayto', 'lookup', 'require'))
           for f in features) and not any(f.startswith('access_db') for f in features):
        features.insert(0, "access_db")
    features.sort(key=lambda f: not f.startswith('access_db'))
    for d in rnd.sample(DEFINES, rnd.choice([0, 0, 1, 2])):
        text.append("define(`%s', `%s')" % tuple(d.split(',', 1)))
    for f in features:
        name, _, argument = f.partition(':')
        text.append("FEATURE(`%s'%s)" % (name, ', ' + argument if argument else ''))
    text += rnd.sample(MACROS, rnd.randint(0, 4))
    text += ["MAILER(`local')", "MAILER(`smtp')"] + (["MAILER(`uucp')"] if rnd.random() < .2 else [])
    config = ["LOCAL_CONFIG\nKlastly regex -a@MATCH %s$\nKswap dequote -s_\n" % rnd.choice(['friend', 'example.'])]
    return '\n'.join(text + config + rnd.sample(LOCAL, rnd.choice([0, 0, 1]))) + '\n'


def keys(rnd, n):
    for _ in range(n):
        tag = rnd.choice(['', '', 'Connect:', 'From:', 'To:', 'Spam:'])
        host = rnd.choice(HOSTS + ['203', '203.0.113', '10', '192.0.2', 'example', 'IPv6:2001:db8', '198.51'])
        yield tag + rnd.choice([host, host, 'user@', 'boss@' + host, 'root@' + host])


def make_maps(rnd):
    def lines(values, n):
        seen, out = set(), []
        for k in keys(rnd, n):
            if k.lower() not in seen:
                seen.add(k.lower())
                out.append(k + '\t' + rnd.choice(values))
        return '\n'.join(out) + '\n'
    write('access', lines(VALUES, rnd.randint(0, 30)))
    hosts = ['friend.example', 'virt.example', 'partner.example', '.offsite.example']
    write('mailertable', ''.join('%s\t%s\n' % (h, rnd.choice(['smtp:hub.test.example', 'local:root', 'error:5.7.0:550 no',
          'esmtp:[198.51.100.1]'])) for h in rnd.sample(hosts, 2)))
    write('virtusertable', 'user@virt.example\troot\n@virt.example\t%1@offsite.example\n'
          'boss@friend.example\terror:nouser 550 none\n')
    write('genericstable', 'root\tboss@test.example\nuser\tu@offsite.example\n')
    write('domaintable', 'old.example\tfriend.example\nvirt.example\tpartner.example\n')
    write('relay-domains', ''.join(k.split(':')[-1] + '\n' for k in keys(rnd, rnd.choice([0, 0, 3])) if '@' not in k))
    write('local-host-names', rnd.choice(['', 'test.example\n', 'virt.example\n# no\npoints.example # c\n']))
    cf = read('sendmail.cf')
    for name in 'access mailertable virtusertable genericstable domaintable'.split():
        kind = 'btree' if name == 'access' and 'Kaccess btree' in cf else 'hash'
        if MAIL + '/' + name not in cf:
            continue
        if subprocess.run([B + '/sendmail/usr/libexec/sendmail/makemap', '-C', '/dev/null', kind, MAIL + '/' + name],
                          env=ENV, stdin=open(MAIL + '/' + name), capture_output=True).returncode:
            sys.exit('makemap ' + name)


def write(name, text):
    with open(MAIL + '/' + name, 'w') as f:
        f.write(text)


def read(name):
    with open(MAIL + '/' + name) as f:
        return f.read()


def make_cases(rnd, n):
    out = []
    for i in range(n):
        host, user = rnd.choice(HOSTS), rnd.choice(USERS)
        address = rnd.choice([user + '@' + host] * 6 + [user, '@relay.test.example:' + user + '@' + host,
            '@a.example,@relay.test.example:user@' + host, host + '!' + user, user + '@' + host + '@relay.test.example', '', '@' + host])
        address = rnd.choice(['<%s>'] * 5 + ['%s']) % address or '<>'
        sender = rnd.choice(['user@elsewhere.example', 'user@relay.test.example', 'boss@test.example', '<>',
                             'user@localhost', 'bare', rnd.choice(USERS[:5]) + '@' + rnd.choice(HOSTS)])
        kind = rnd.choice('OOOOTLM')
        ruleset = 'check_rcpt' if kind != 'M' else rnd.choice(['check_mail', 'check_relay', 'check_compat'])
        addr, name, how = rnd.choice(CLIENTS)
        if ruleset == 'check_relay':
            address = name + ' $| ' + addr
        if ruleset == 'check_mail':
            address = sender if sender == '<>' else '<' + sender + '>'
        out.append(['q%d' % i, ruleset, address, kind, addr, name, how, sender, rnd.choice(['', '', '', 'LOGIN', 'GSSAPI'])])
    return out


def mutate(rnd, text):
    """One rule of the file is another, or none."""
    if rnd.random() < .3:
        text = text.replace('V10/Berkeley', rnd.choice(['V9/Berkeley', 'V8', 'V7/Sun', 'V11/Berkeley', 'V6']))
    lines = text.split('\n')
    rules = [i for i, l in enumerate(lines) if l.startswith('R') and '\t' in l]
    at = rnd.choice(rules)
    changes = [('$*', '$+'), ('$+', '$*'), ('$:', '$@'), ('$@', '$:'), ('$1', '$2'), ('$2', '$1'), ('<', ''),
               ('>', '> <'), ('$-', '$+'), ('$=w', '$=R'), ('$=R', '$~R'), ('$|', ''), ('$#', ''), ('.', '. $1')]
    rnd.shuffle(changes)
    for old, new in changes:
        if old in lines[at]:
            lines[at] = lines[at].replace(old, new, 1)
            break
    else:
        del lines[at]
    return '\n'.join(lines)


def delivery():
    text = read('sendmail.cf')
    m = re.search(r'^O DaemonPortOptions=.*?\bDeliveryMode=(.)', text, re.M) or \
        re.search(r'^O DeliveryMode=(.)', text, re.M)
    return m.group(1) if m else 'b'


def script(case, mode):
    _, ruleset, address, kind, addr, client, how, sender, auth = case
    macros = [('client_addr', addr), ('client_name', client), ('client_resolve', how), ('deliveryMode', mode),
              ('mail_from', sender)] + ([('auth_type', auth)] if auth else [])
    return (''.join('.D{%s}%s\n' % m for m in macros) + '.Df' + sender + '\n' + ruleset + ' ' + address + '\n'
            + ('' if kind == 'M' else '/parse ' + address + '\n'))


def real(cases):
    """{case: (returned, route)}; each question in a process of its own, so
    that no macro or cached name of another is left."""
    mode = delivery()
    with open(WORK + '/questions', 'w', encoding='latin-1') as f:
        f.writelines(script(c, mode) + '\f\n' for c in cases)
    with open(WORK + '/answers', 'w', encoding='latin-1') as f:
        p = subprocess.run([B + '/sendmail/bin/sendmail', '-C', MAIL + '/sendmail.cf', '-bt'], stdin=subprocess.DEVNULL,
                           env=dict(ENV, LD_PRELOAD=WORK + '/ask_each.so', ASK_EACH=WORK + '/questions'),
                           stdout=f, stderr=subprocess.PIPE, timeout=600)
    with open(WORK + '/answers', encoding='latin-1') as f:
        answers = f.read().split('\f\n')
    if p.returncode or len(answers) != len(cases) + 1:
        sys.exit('sendmail -bt: %d answers, status %d, %r, %r' % (len(answers) - 1, p.returncode, p.stderr[-500:], answers[-1][-500:]))
    return {c[0]: read_answer(c[1], a) for c, a in zip(cases, answers)}


def read_answer(ruleset, out):
    if 'Undefined ruleset' in out:
        returned = 'ruleset undefined'
    else:
        r = re.findall(r'^> *%s +returns: (.*)$|^%s +returns: (.*)$' % (ruleset[:16], ruleset[:16]), out.split('Cracked address')[0], re.M)
        returned = ''.join(r[-1]) if r else ''
    r = re.findall(r'^mailer (.*)$', out, re.M)
    return returned, (r[-1] if r else '')


def ours(cases):
    with open(WORK + '/cases.tsv', 'w', encoding='latin-1') as f:
        f.writelines('\t'.join(c) + '\n' for c in cases)
    p = subprocess.run([B + '/hardenmail', '--root', WORK, '--relay-cases', WORK + '/cases.tsv', '--dns', WORK + '/zone.tsv'],
                       capture_output=True, timeout=60)
    rows = [l.split('\t') for l in p.stdout.decode('latin-1').split('\n') if l]
    if p.returncode:
        print('#', p.stderr.decode('latin-1'))
    return {r[0]: (r[2], r[3], r[1]) for r in rows}


def main():
    serve()
    subprocess.run(['ip', 'addr', 'add', '192.0.2.25/32', 'dev', 'lo'], check=False)
    with open(WORK + '/zone.tsv', 'w') as f:
        f.write(ZONE)
    rnd, bad, done, asked, words = random.Random(SEED), 0, 0, 0, {}
    while done < COUNT:
        mc = make_mc(rnd)
        p = subprocess.run([B + '/sendmail-cf/usr/bin/m4', '-I' + CF, CF + 'm4/cf.m4', '-'], input=mc, env=ENV, capture_output=True, text=True)
        if p.returncode or '*** ERROR' in p.stderr:
            continue
        done += 1
        # Every other one with one rule that is not as m4 made it.
        write('sendmail.cf', p.stdout if done % 2 else mutate(rnd, p.stdout))
        make_maps(rnd)
        cases = make_cases(rnd, 40)
        want, got = real(cases), ours(cases)
        squeeze = lambda t: re.sub(r'\s+', '', t)
        wrong = [c for c in cases if c[0] not in got or [squeeze(t) for t in want[c[0]]] != [squeeze(t) for t in got[c[0]][:2]]]
        asked += len(cases)
        for returned, _ in want.values():
            word = (re.findall(r'\$# *\w+|RELAY|OK|undefined', returned) or ['other' if returned else 'nothing'])[0]
            words[word] = words.get(word, 0) + 1
        print('%sok - relay %d: %d questions, %d differ' % ('not ' if wrong else '', done, len(cases), len(wrong)), flush=True)
        for c in wrong[:3]:
            print('# ' + '\t'.join(c) + '\n#   real %r\n#   ours %r' % (want[c[0]], got.get(c[0])))
        if wrong and os.environ.get('KEEP'):
            shutil.copytree(WORK + '/etc', '%s/%d' % (os.environ['KEEP'], done), dirs_exist_ok=True)
            shutil.copy(WORK + '/cases.tsv', '%s/%d/' % (os.environ['KEEP'], done))
            with open('%s/%d/mc' % (os.environ['KEEP'], done), 'w') as f:
                f.write(mc)
        bad += len(wrong)
    print('# returned: ' + ', '.join('%d %s' % (n, w) for w, n in sorted(words.items())))
    # A comparison of nothing with nothing would agree as well.
    hollow = words.get('nothing', 0) * 10 > asked or '$# error' not in words or 'RELAY' not in words
    print('%sok - relay: the real sendmail answered' % ('not ' if hollow else ''))
    print('%sok - relay: %d questions, %d differ (SEED=%d)' % ('not ' if bad else '', asked, bad, SEED))
    sys.exit(bool(bad or hollow))


main()
