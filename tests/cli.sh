#!/bin/sh
# What people meet at the command line: options, errors, statuses, output.
set -u
top=$(cd "$(dirname "$0")/.." && pwd)
program=${HARDENMAIL:-$top/build/san/hardenmail}
dir=$(mktemp -d) || exit 71
trap 'rm -rf "$dir"' EXIT
# A tree of a system that is known, without any mail program.
root=$dir/root
mkdir -p "$root/etc/init.d" "$root/etc/rc2.d"
cp "$top/tests/hosts/solaris-7/root/etc/release" \
    "$top/tests/hosts/solaris-7/root/etc/inittab" "$root/etc/"
# An installed policy of this machine has no part in this.
printf '[service]\nmode = queue-only\n' >"$dir/policy"

# Run it; status, out and err are kept.
run() {
	"$program" "$@" >"$dir/out" 2>"$dir/err" </dev/null
	status=$?
}

result() {
	if [ "$1" -eq 0 ]; then
		echo "ok - cli: $2"
	else
		echo "not ok - cli: $2"
		echo "# status $status"
		sed 's/^/# /' "$dir/out" "$dir/err" | head -n 20
	fi
}

# wrong STATUS MESSAGE OPTION...: that status, that one line, no output.
wrong() {
	want=$1 message=$2
	shift 2
	run "$@"
	[ $status -eq "$want" ] && [ ! -s "$dir/out" ] &&
	    [ "$(cat "$dir/err")" = "hardenmail: $message" ]
	result $? "$want: $message"
}

wrong 64 "nothing to do: try --check, or --help"
wrong 64 "--chekc: no such option (see --help)" --chekc
wrong 64 "--root: needs DIR (see --help)" --check --root
wrong 64 "-x: no such option (see --help)" -x
wrong 64 "--check: takes no argument (see --help)" --check=now
wrong 64 "now: not expected here (see --help)" --check now
wrong 64 "--format xml: no such format, expected text, json, sh, nagios, prometheus, sarif or junit (see --help)" \
    --check --format xml
wrong 64 "an option has an empty argument (see --help)" --check --root ''
wrong 64 "--policy-from-root needs --root (see --help)" \
    --check --policy-from-root
wrong 64 "smtp: no such check (see --list-checks)" --explain smtp
wrong 64 "--platform plan9: no such platform" --check --platform plan9

run --check --policy "$dir/policy" --root "$dir/nowhere"
[ $status -eq 66 ] && [ ! -s "$dir/out" ] &&
    grep -q "^hardenmail: .*$dir/nowhere" "$dir/err" &&
    [ "$(wc -l <"$dir/err")" -eq 1 ]
result $? "a tree that is not there"
run --check --policy "$dir/policy" --root "$dir/policy"
[ $status -eq 66 ] && [ ! -s "$dir/out" ]
result $? "a tree that is a file"

# The policy is refused before anything is looked at, the tree included.
printf '[service]\nmode = off\n' >"$dir/bad"
wrong 78 "$dir/bad:2: mode = off, expected disabled, queue-only, local-only, \
server or observe" --check --policy "$dir/bad" --root "$dir/nowhere"
run --check --policy "$dir/missing" --root "$root"
[ $status -eq 78 ] && [ ! -s "$dir/out" ] && grep -q missing "$dir/err"
result $? "a policy that is not there"
run --check --policy "$dir" --root "$root"
[ $status -eq 78 ] && [ ! -s "$dir/out" ]
result $? "a policy that is a folder"
printf '[x\033[2J]\ny = 1\n' >"$dir/bad"
run --check --policy "$dir/bad" --root "$root"
[ $status -eq 78 ] && ! grep -q "$(printf '\033')" "$dir/err"
result $? "a policy cannot paint the screen"

run --check --policy "$dir/policy" --root "$root"
[ $status -eq 0 ] && [ ! -s "$dir/err" ] &&
    head -n 1 "$dir/out" | grep -q ': COMPLIANT (mode queue-only'
result $? "a tree without mail programs is compliant"
mkdir -p "$root/etc/hardenmail/policy.d"
printf '[service]\nmode = local-only\n' >"$root/etc/hardenmail/policy.conf"
run --check --root "$root" --policy-from-root
[ $status -eq 0 ] && grep -q 'mode local-only' "$dir/out"
result $? "the policy of the tree"
printf '[service]\nmode = on\n' >"$root/etc/hardenmail/policy.d/1.conf"
wrong 78 "/etc/hardenmail/policy.d/1.conf:2: mode = on, expected disabled, \
queue-only, local-only, server or observe" \
    --check --root "$root" --policy-from-root
rm -r "$root/etc/hardenmail"

# The report.
check="--check --policy $dir/policy --root $root"
run $check --format json
[ $status -eq 0 ] && "$top/tests/report.py" "$dir/out" >>"$dir/err"
result $? "the report has every member"
run $check --format=json --output "$dir/report"
[ $status -eq 0 ] && [ ! -s "$dir/out" ] &&
    "$top/tests/report.py" "$dir/report" >>"$dir/err" &&
    [ "$(stat -c %a "$dir/report")" = 644 ]
result $? "--output writes the report"
(cd "$dir" && umask 077 && "$program" $check -o here >/dev/null 2>&1)
[ -s "$dir/here" ]
result $? "--output in the working directory"
run $check --output "$dir/none/report"
[ $status -eq 73 ] && grep -q "^hardenmail: --output $dir/none/report: " \
    "$dir/err"
result $? "--output into a folder that is not there"
run $check --output /dev/null
[ $status -eq 73 ] && [ -c /dev/null ]
result $? "--output leaves a device alone"
echo before >"$dir/kept"
ln "$dir/kept" "$dir/link"
run $check --output "$dir/kept"
[ $status -eq 73 ] && [ "$(cat "$dir/link")" = before ]
result $? "--output leaves a file with two names alone"

# A folder without room, and one that may not be written to.
if unshare -m true 2>/dev/null; then
	mkdir "$dir/small"
	status=$(unshare -m sh -c '
		mount -t tmpfs -o size=4k none "$1/small" || exit 99
		echo before >"$1/small/report"
		"$2" --check --policy "$1/policy" --root "$1/root" \
		    --format json --output "$1/small/report" 2>"$1/err"
		echo $?
		cp "$1/small/report" "$1/out"
		ls -A "$1/small" >"$1/names"' _ "$dir" "$program" | tail -n 1)
	[ "$status" = 73 ] && [ "$(cat "$dir/out")" = before ] &&
	    [ "$(cat "$dir/names")" = report ]
	result $? "--output where there is no room keeps what was there"
	status=$(unshare -m sh -c '
		mount -t tmpfs -o ro none "$1/small" || exit 99
		"$2" --check --policy "$1/policy" --root "$1/root" \
		    --output "$1/small/report" >"$1/out" 2>"$1/err"
		echo $?' _ "$dir" "$program" | tail -n 1)
	[ "$status" = 73 ]
	result $? "--output where nothing may be written"
else
	echo "ok - cli: --output where there is no room # SKIP not root"
	echo "ok - cli: --output where nothing may be written # SKIP not root"
fi

"$program" $check >/dev/full 2>"$dir/err"
status=$?
: >"$dir/out"
[ $status -eq 74 ] && grep -q "^hardenmail: standard output: " "$dir/err"
result $? "standard output is full"
"$program" $check >&- 2>"$dir/err"
status=$?
[ $status -eq 74 ] && grep -q "^hardenmail: standard output: " "$dir/err"
result $? "standard output is closed"
"$program" --version >&- 2>"$dir/err"
status=$?
[ $status -eq 74 ]
result $? "standard output is closed for --version too"
"$program" $check >&- <&- 2>"$dir/err"
status=$?
[ $status -eq 74 ]
result $? "input and output are closed"
"$program" $check -o "$dir/closed" <&- >&- 2>&-
status=$?
[ $status -eq 0 ] && head -n 1 "$dir/closed" | grep -q COMPLIANT
result $? "a file is written with every standard descriptor closed"

# Colour: on a terminal only, and not when it is not wanted.
if command -v script >/dev/null; then
	terminal() {
		env "$@" script -qec "$program $check" /dev/null \
		    </dev/null >"$dir/out" 2>"$dir/err"
		status=$?
		grep -q "$(printf '\033')" "$dir/out"
	}
	terminal TERM=xterm
	result $? "colour on a terminal"
	! terminal TERM=xterm NO_COLOR=1
	result $? "NO_COLOR"
	terminal TERM=xterm NO_COLOR=
	result $? "an empty NO_COLOR is none"
	! terminal TERM=dumb
	result $? "a dumb terminal"
else
	echo "ok - cli: colour # SKIP no script(1)"
fi
run $check
! grep -q "$(printf '\033')" "$dir/out"
result $? "no colour into a file"

# Help, version, manual.
run --help
[ $status -eq 0 ] && [ ! -s "$dir/err" ] &&
    [ "$(awk '{ if (length > m) m = length } END { print m }' \
    "$dir/out")" -le 80 ]
result $? "--help fits 80 columns"
sed -n 's/^ *\(-., \)\{0,1\}--\([a-z-]*\).*/\2/p' "$dir/out" | sort -u \
    >"$dir/help"
sed -n 's/^\.It.*Fl -\([a-z-]*\).*/\1/p' "$top/packaging/hardenmail.8" |
    sort -u >"$dir/manual"
status=$(wc -l <"$dir/help")
[ "$status" -ge 11 ] && cmp -s "$dir/help" "$dir/manual"
result $? "the manual page lists the options of --help"
run --version
[ $status -eq 0 ] && grep -qx 'hardenmail [0-9.]*' "$dir/out"
result $? "--version"
run --list-checks
[ $status -eq 0 ] && [ "$(wc -l <"$dir/out")" -eq \
    "$(grep -l '^const struct check check_' "$top"/checks/*.c | wc -l)" ]
result $? "--list-checks"
for c in $(cut -d ' ' -f 1 "$dir/out"); do
	run --explain "$c" || break
done
result $status "--explain knows each of them"

# The example names every key of the manual page, and is taken as it stands,
# and with all its comments opened.
sed -n 's/^#\([a-z-]* = .*\)/\1/p; s/^#\(\[.*\]\)/\1/p' \
    "$top/packaging/policy.conf" >"$dir/open"
sed 's/ = .*//' "$dir/open" | grep -v '^\[' | sort -u >"$dir/keys"
sed -n '/^\.Ss/,/^\.Sh FILES/s/^\.It Cm \([a-z-]*\)$/\1/p' \
    "$top/packaging/hardenmail-policy.5" | sort -u >"$dir/manual"
cmp -s "$dir/keys" "$dir/manual"
result $? "the example has every key of the manual page"
run --check --root "$root" --policy "$top/packaging/policy.conf"
result $status "the example is taken as it is"
run --check --root "$root" --policy "$dir/open"
result $status "the example is taken with every line opened"

# The pages are right for those who format them.
for page in hardenmail.8 hardenmail-probe.8 hardenmail-collector.8 \
    hardenmail-policy.5; do
	if command -v groff >/dev/null; then
		groff -mdoc -ww -z -Tascii "$top/packaging/$page" \
		    >"$dir/out" 2>"$dir/err"
		status=$?
		[ $status -eq 0 ] && [ ! -s "$dir/err" ]
		result $? "$page without warnings"
	else
		echo "ok - cli: $page without warnings # SKIP no groff"
	fi
done
