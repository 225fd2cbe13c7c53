"""Random scripts for shell_diff, from a grammar of what start scripts do."""
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
        k = self.r.randrange(18)
        if k < 5:
            return "$" + n
        if k == 15:
            return "${%s:-${%s:-%s}}" % (n, self.name(), self.pick(
                "c", "'x y'", "\"$D\""))
        if k == 16:
            return "${%s%s$%s}" % (n, self.pick("#", "%"), self.name())
        if k == 17:
            return self.pick("$((1 + 2 * 3))", "$(( $# + 1 ))",
                             "$(( (7 - 2) / 2 ))", "$((5 % 3))",
                             "$((${#%s} + 1))" % n)
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
            "(echo out; echo err >&2) 2>&1", "echo lost >&2; echo kept",
            "{ echo a; echo b >&2; } 2>&1 >/dev/null",
            "printf '%%s-%%s\\n' a \"$%s\" c" % n, "printf '%d.' 3 4",
            "printf '%%5s|%%-5s|%%03d' a \"$%s\" 7" % n,
            'echo "$%s" | cut -c2-3' % n, "wc -l <sub.txt | tr -d ' '",
            'echo "$%s" | cut -d= -f2-' % n,
            "sed -n 's/^b[a-z]* //p' sub.txt", "sed -n 2p sub.txt",
            "sed '/^b/d;s/a/A/' sub.txt", "awk '/^g/ { print $1 }' sub.txt",
            "grep -v a sub.txt", "grep -i ALPHA sub.txt", "tr a-z A-Z <sub.txt",
            "awk -F' ' '$2 == 2 { print $1 }' sub.txt",
            'basename /x/sub.conf .conf', "echo 'a b'; echo $A",
            "command -v stub1 >/dev/null && echo found",
            "f_echo() { echo \"<$1>\"; }; f_echo \"$%s\"" % n,
            'case "$%s" in -*) echo dash;; "") echo none;; *) echo "$%s";; '
            'esac' % (n, n), 'set -- a b "$%s"; echo "$# $3"' % n,
            'for z in $%s; do echo "[$z]"; done' % n, "sort -r sub.txt",
            'echo "$%s" | grep -o "[a-z]*" | head -n 1' % n,
            "expr length abc : x 2>/dev/null || echo 3", "expr 7 / 2",
            'expr "$%s" = yes' % n, 'expr "$%s" : "-.*"' % n,
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
        # "$((" begins arithmetic to some shells, whatever follows.
        form = self.pick("$(%s)", "$(%s)", "$( %s )")
        return ("$( %s )" if c.startswith("(") else form) % c

    def word(self):
        k = self.r.randrange(15)
        if k < 4:
            return self.quoted(self.r.choice(VALUES))
        if k > 11:
            return self.odd_word()
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

    def odd_word(self):
        n = self.name()
        return self.pick("a\\ b", '"a\\$b"', '"q\\"q"', "'it'\\''s'", "\\-x",
                         '"a\\b"', "'a\\b'", 'x\\"y', "sub.*", "*.none",
                         '"sub.*"', "sub.[ct]*", '-o"$%s"' % n,
                         '"$%s"\'$%s\'' % (n, n), "a\\\nb", '""', "''$%s" % n,
                         "~x", "a=~", "{a,b}", '"$*"', '"${%s}$#"' % n, "#no",
                         "a#b", '"`echo b q`"', "`echo $%s`" % n, "$%s$%s" % (
                             n, self.name()), '"$@"x', 'x"$@"', "${1+\"$@\"}",
                         "[a]", "!", "a\tb", "$%s." % n)

    def runs(self):
        """A command that runs a stub in some other way."""
        st = self.stub()
        n = self.name()
        return self.pick(
            st + " &\nwait", "nohup %s" % st, "nice -n 5 " + st,
            "env %s=e %s" % (n, st), "command " + st, "(exec %s)" % st,
            "(exec %s; stub1 never)" % st, "nice " + st,
            "sh -c 'stub1 \"$@\" $0' zero one \"$%s\"" % n,
            "sh -c \"stub2 '$%s' x\"" % self.pick("B", "C"),
            "echo a b | xargs stub1 -x", "setsid " + st,
            "%s=pre eval %s" % (n, "'stub3 \"$%s\"'" % n),
            "%s 2>&1 | cat" % st, st + " </dev/null >/dev/null 2>&1",
            "%s >>out.log" % st, "{ %s; } 2>/dev/null" % st,
            "\\%s" % st, "'stub1' q", "S=stub2; $S -bd $%s" % n,
            "S='stub3 -a'; $S -q", 'S="stub1"; "$S" "$%s"' % n,
            "exec 3>&1; %s 3>&-" % st, "if %s; then stub1 ran; fi" % st,
            "! %s || stub1 no" % st, "%s || stub1 never" % st,
            "export %s; sh ./child one \"$%s\"" % (n, n),
            "./child two $%s" % n, ". ./child", "sh child",
            "stub1 \\\n  $%s \\\n-z" % n)

    def odd(self):
        """Statements that few scripts have."""
        n, m = self.name(), self.name()
        self.uid += 1
        i = "u%d" % self.uid
        return self.pick(
            "command -v echo >/dev/null && stub1 own; command -v nonesuch || "
            "stub2 none", "f_t() { :; }; type f_t >/dev/null && stub1 fn",
            "printf '%%s|%%s\\n' \"$%s\" b c | while read -r k; do stub1 \"$k\";"
            " done" % n,
            "echo 'a\\b c' | while read k l; do stub1 \"$k\" \"$l\"; done",
            "echo 'u:x:0:y z' | { IFS=: read a b c; stub1 \"$a\" \"$b\" \"$c\"; }",
            "echo 'u:x:0' | while IFS=: read a b c d; do stub1 $a.$b.$c.$d; done",
            "set -f; stub1 sub.*; set +f; stub2 sub.t*",
            "cd none.d 2>/dev/null || stub1 stays; stub2 sub.d",
            "( cd sub.d/../sub.d && stub1 * )",
            "(exec >/dev/null; echo lost; stub1 quiet); stub2 loud",
            "X=`exec 2>&1; echo a >&2; echo b`; stub1 $X",
            "X=`{ echo o; echo e >&2; } 3>&1 1>&2 2>&3`; stub1 \"$X\"",
            "X=`[ a -eq b ] 2>&1`; [ -n \"$X\" ] && stub1 said",
            "X=`cat none.txt 2>&1`; stub1 ${X:+said}",
            "i=0; while [ $i -lt 2 ]; do i=$((i+1)); false; done; stub1 $?",
            "for k in a b; do false; done; stub1 $?; for k in; do :; done; "
            "stub2 $?", "false; for k in a; do stub1 $?; done",
            "false; case x in x) stub1 $?; esac; false; case x in y) esac; "
            "stub2 $?", "false; if true; then stub1 $?; fi; false; X=1; "
            "stub2 $?", "set -- a; f_p() { stub1 $# $1; shift; stub2 $#; }; "
            "f_p x y; stub3 $1",
            "%s=0\nuntil [ $%s -ge 2 ]; do %s=$((%s + 1)); stub1 u$%s; done"
            % (i, i, i, i, i),
            "for p in 1 2; do for q in a b; do [ $q = b ] && %s 2; "
            "stub1 $p$q; done; stub2 $p; done" % self.pick("break",
                                                          "continue"),
            "while getopts ab:c o -a -b \"$%s\" -x 2>/dev/null; do "
            "stub1 \"$o\" \"$OPTARG\"; done" % n,
            "( trap 'stub1 bye $%s' 0; %s )" % (n, self.statement()),
            "( set -e; %s; %s; stub1 after )" % (self.test(), self.stub()),
            "( : ${%s:?unset} 2>/dev/null; stub1 has )" % n,
            ": ${%s:=%s}" % (n, self.pick("dflt", '"a b"', "$B")),
            "while read x y; do stub1 \"$y\" $x; done <sub.txt",
            "cat sub.txt | while read x; do stub2 \"$x\"; done\nstub1 $x",
            "IFS=%s; set -- $%s; stub1 $# \"$@\"; IFS=' \t\n'" % (
                self.pick("=", "-", "':'", "' ='"), n),
            "set -- one two three; shift %s; stub1 \"$*\"" % self.pick(
                "", "2", "3"),
            "for f in sub.* none.*; do stub1 $f; done",
            "X=`cat <<-E\n\t$%s tab\n\t\tmore\n\tE\n`\nstub1 \"$X\"" % n,
            "eval \"set -- $%s\"; stub1 $#" % self.pick("B", "C"),
            "%s=1 export %s; stub1 $%s" % (n, n, n),
            "rec() { [ $1 -gt 2 ] && return 5; stub1 r$1; rec $(($1 + 1)); }"
            "\nrec 0; stub2 $?",
            "case $%s in (a*|-*) stub1 p;; [!x]*) stub2 q;; *) esac" % n,
            "case \"$%s\" in \"$%s\") stub1 same;; $%s*) stub2 pre; esac" % (
                n, m, m),
            "X=1; (X=2; stub1 $X); stub2 $X; { X=3; }; stub3 $X",
            "echo $%s >made.txt; [ -s made.txt ] && stub1 \"`cat made.txt`\"; "
            "rm -f made.txt; [ -f made.txt ] || stub2 gone" % n,
            "[ \"$%s\" -gt 2 ] 2>/dev/null && stub1 gt || stub2 le" % n,
            "true && false || stub1 or; false && stub2 never; stub3 $?",
            "f_st() { return 3; }; f_st; stub1 $?; f_st || stub2 $?",
            "%s=out; f_l() { local %s; %s=in; stub1 $%s; }; f_l; stub2 $%s" % (
                n, n, n, n, n),
            "if ! %s; then stub1 not; fi" % self.test(),
            "if %s; then :; else stub1 else; fi" % self.test(),
            "x='$%s'; eval stub1 $x; eval \"stub2 $x\"" % n,
            "cd sub.d && stub1 in; cd ..; [ -f sub.txt ] && stub2 back",
            "umask 022; ulimit -c 0 2>/dev/null; stub1 $?",
            "type stub1 >/dev/null 2>&1 && stub2 typed",
            "set -- $(echo a 'b c'); stub1 $# $2",
            "X=$(false); stub1 $?; X=$(exit 4) || stub2 $?",
            "readonly RO%s=x 2>/dev/null; stub1 $RO%s" % (i, i),
            "unset -v %s; stub1 ${%s-un} ${%s+set}" % (n, n, n),
            "%s=\"a\nb  c\"; stub1 $%s; stub2 \"$%s\"; echo $%s | { read k; "
            "stub3 \"$k\"; }" % (n, n, n, n),
            "wait; sleep 0; stub1 w$?", "test; stub1 $?; [ ]; stub2 $?",
            "[ a ] && [ ! '' ] && stub1 t; [ -n ] && stub2 n",
            "[ \"$%s\" ] && [ -z \"$%s\" ] && stub1 z" % (n, m),
            "%s=${%s}x${%s:+y}; stub1 \"$%s\"" % (n, n, m, n))

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
        k = self.r.randrange(33)
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
        if k in (30, 31):
            return self.odd()
        if k == 32:
            return self.runs()
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

    def child(self):
        """A script that others run or source."""
        self.funcs = []
        return "#!/bin/sh\nstub3 child $# \"$1\" $A \"$B\"\n%s\n" % (
            self.assign())
