# What the tests of booted hosts share; sourced by booted_systemd, booted_sysv.
# Each step puts the host's mail system into a state, asks hardenmail inside,
# and compares its report with what the state is known to be.

this=$(realpath "$0")
cd "$(dirname "$0")/../.." || exit 70
B=${B:-build}
export HM_HOSTS=${TMPDIR:-/tmp}/hardenmail-hosts.$$
mkdir -p "$HM_HOSTS" || exit 71
[ "$(id -u)" -eq 0 ] || { echo "not ok - booted hosts need root"; exit 1; }
out=$HM_HOSTS/out
mkdir "$out"

finish() {
	tests/real/host down "$host"
	rm -rf "$out"
	rmdir "$HM_HOSTS" 2>/dev/null
}

# The load of the machine below is not this host's: above RefuseLA its sendmail
# would close its sockets, which refusing() tests. Until the next boot.
calm() {
	inside sh -c 'echo "0.10 0.10 0.10 1/99 999" >/tmp/calm
	    mount --bind /tmp/calm /proc/loadavg'
}

calls_twin() {
	grep -q 'twin \|hardenmail-portable' "$this"
}

# The portable build comes along for those that call twin().
boot() {	# NAME KIND
	host=$1
	trap finish EXIT
	trap 'exit 130' INT TERM
	! calls_twin || make -s -j"$(nproc)" PORTABLE=1 B="$B/portable" all \
	    >"$out/make" 2>&1 || sed 's/^/# /' "$out/make"
	tests/real/host tree "$2" "$B/trees/$2" || exit 1
	tests/real/host up "$host" "$B/trees/$2" || exit 1
	top=$(tests/real/host root "$host")
	calm
	cp "$B/hardenmail" "$top/usr/local/sbin/hardenmail"
	! calls_twin || cp "$B/portable/hardenmail" \
	    "$top/usr/local/sbin/hardenmail-portable"
	settled
}

inside() {
	tests/real/host x "$host" "$@"
}

settled() {	# the start script has ended
	local i
	for i in $(seq 1 100); do
		inside sh -c 'ps -eo args' | grep -q '[i]nit.d/sendmail' ||
		    return 0
		sleep 0.1
	done
}

# Ask: the report goes to $out/report.json, the status to $status.
ask() {
	inside hardenmail --check --format json >"$out/report.json" \
	    2>"$out/stderr"
	status=$?
	[ ! -s "$out/stderr" ] || sed 's/^/# /' "$out/stderr"
}

# ok NAME FILTER [jq arguments]: the filter holds for the report.
ok() {
	local test=$1 filter=$2
	shift 2
	if jq -e "$@" "$filter" "$out/report.json" >/dev/null 2>"$out/jq"; then
		echo "ok - $host: $test"
	else
		echo "not ok - $host: $test"
		echo "# want: $filter $*"
		sed 's/^/# /' "$out/jq"
		jq -c '{verdict, starters: [.starters[]? | {path, line, role,
		    at_boot, unit, mechanism, reason}], processes: .processes,
		    listeners: .listeners,
		    findings: [.findings[]? | {check, verdict, summary}],
		    unseen, submission}' "$out/report.json" 2>/dev/null |
		    sed 's/^/# /'
	fi
}

# The portable build sees the same, but not who holds a socket: its roles do
# not tell loopback, and it never says more than it knows.
twin() {	# NAME: right after ask
	inside hardenmail-portable --check --format json \
	    >"$out/portable.json" 2>"$out/stderr"
	if [ ! -s "$out/stderr" ] && jq -en --slurpfile n "$out/report.json" \
	    --slurpfile p "$out/portable.json" '
	    def who: [.processes[] | [.pid, .mta, .command, (.role |
		if . == "loopback-daemon" then "daemon" else . end)]] | sort;
	    def where: [.listeners[] | [.family, .address, .port, .bound]] |
		sort;
	    $n[0] as $n | $p[0] as $p |
	    ($n | who) == ($p | who) and ($n | where) == ($p | where) and
	    $n.starters == $p.starters and $n.queues == $p.queues and
	    ([$n, $p] | map([.submission.path, .submission.target]) |
		.[0] == .[1]) and
	    ($p.processes | all(.[]; .exe == null and .unit == null)) and
	    ($p.listeners | all(.[]; .holder == null or (.holder.pid == null
		and .holder.exe == null and .holder.unit == null))) and
	    ($p.unseen | any(.[]; test("ps does not tell"))) and
	    ($p.verdict == $n.verdict or
		($p.verdict == "unknown" and $n.verdict != "non-compliant"))
	    ' >/dev/null 2>"$out/jq"; then
		echo "ok - $host: $1: the portable build agrees:" \
		    "$(jq -r .verdict "$out/portable.json")"
	else
		echo "not ok - $host: $1: the portable build agrees"
		sed 's/^/# /' "$out/stderr" "$out/jq"
		jq -c '{verdict, processes, listeners, starters, queues,
		    submission, unseen}' "$out/report.json" \
		    "$out/portable.json" | sed 's/^/# /'
	fi
}

exits() {	# NAME STATUS
	if [ "$status" -eq "$2" ]; then
		echo "ok - $host: $1: exit status $2"
	else
		echo "not ok - $host: $1: exit status $status, want $2"
	fi
}

# The listening MTA as the kernel and the pid file show it.
daemon_pid() {
	inside head -n 1 /run/sendmail/mta/sendmail.pid 2>/dev/null || echo 0
}

wait_for() {	# COMMAND...: until it is true, 15 s at most
	local i
	for i in $(seq 1 150); do
		"$@" >/dev/null 2>&1 && return 0
		sleep 0.1
	done
	echo "# waited in vain for: $*"
	return 1
}
listening() {
	inside ss -Hltn "sport = :$1" | grep -q .
}
silent() {
	! listening 25
}
gone() {
	! inside sh -c 'kill -0 "$1" 2>/dev/null' _ "$1"
}

# End the processes that run this host's sendmail, by pid; inside only.
end_sendmail() {
	inside sh -c 'for p in /proc/[0-9]*; do
		[ "$(readlink $p/exe)" = /usr/libexec/sendmail/sendmail ] &&
		    kill "${p#/proc/}"
	done; exit 0'
	wait_for silent
	inside sh -c 'for i in 1 2 3 4 5 6 7 8 9 10; do
		n=0
		for p in /proc/[0-9]*; do
			[ "$(readlink $p/exe)" = /usr/libexec/sendmail/sendmail ] &&
			    n=1
		done
		[ $n = 0 ] && exit 0
		sleep 0.2
	done'
}

# Debian's own switches, in /etc/mail/sendmail.conf.
switch() {	# DAEMON_MODE QUEUE_MODE
	sed -i "s/^DAEMON_MODE=.*/DAEMON_MODE=\"$1\";/
	    s/^QUEUE_MODE=.*/QUEUE_MODE=\"$2\";/" "$top/etc/mail/sendmail.conf"
}

# Where the script starts the listener: the first line that runs $CMD.
script=/etc/init.d/sendmail
listener_line() {
	awk '/^[ \t]*\$CMD &/ { print NR; exit }' "$top$script"
}
queue_line() {
	awk '/^[ \t]*\$CMD &/ && ++n == 2 { print NR; exit }' "$top$script"
}

# By hand: each spelling is a daemon that no starter accounts for.
by_hand() {
	local words
	for words in '-bd' '-b d' '-bD' '-q30m -bd' '-bd -bs -bd'; do
		inside sh -c "exec /usr/sbin/sendmail $words" </dev/null \
		    >/dev/null 2>&1 &
		wait_for listening 25
		ask
		ok "by hand, sendmail $words: a daemon on loopback" '
		    [.processes[] | select(.mta == "sendmail")] |
		    length == 1 and .[0].role == "loopback-daemon" and
		    .[0].starter == null and .[0].unit != "sendmail.service"'
		ok "by hand, sendmail $words: its true command line" '
		    .processes[0].command == "/usr/sbin/sendmail " + $w' \
		    --arg w "$words"
		end_sendmail
	done
	inside sh -c 'exec /usr/libexec/sendmail/smtpd' </dev/null \
	    >/dev/null 2>&1 &
	wait_for listening 25
	ask
	ok 'by hand, under the name smtpd: a daemon' '
	    [.processes[] | select(.role == "loopback-daemon")] | length == 1'
	end_sendmail
}

# A daemon that waits 60 s for a qualified name has no socket yet.
sleeping() {
	cp "$top/etc/hosts" "$out/hosts"
	printf '127.0.0.1 localhost host1\n' >"$top/etc/hosts"
	inside sh -c 'exec /usr/sbin/sendmail -bd -q7m' </dev/null \
	    >/dev/null 2>&1 &
	sleep 1
	ask
	ok 'asleep on an unqualified name: already a daemon' '
	    [.processes[] | select(.mta == "sendmail")] | length == 1 and
	    (.[0].role == "daemon" or .[0].role == "loopback-daemon") and
	    .[0].queue_interval == 420'
	ok 'asleep: not yet listening' '.listeners == []'
	cp "$out/hosts" "$top/etc/hosts"
	end_sendmail
}

# Above RefuseLA sendmail closes its sockets; it is a daemon all the same.
refusing() {
	inside sh -c 'echo "9.00 9.00 9.00 1/99 999" >/tmp/loadavg
	    mount --bind /tmp/loadavg /proc/loadavg'
	inside sh -c 'exec /usr/sbin/sendmail -bd -ORefuseLA=2 -OQueueLA=1' \
	    </dev/null >/dev/null 2>&1 &
	wait_for inside sh -c 'grep -l "rejecting" /proc/[0-9]*/cmdline'
	ask
	ok 'closed under load: still a daemon' '
	    [.processes[] | select(.mta == "sendmail" and
	    (.role == "daemon" or .role == "loopback-daemon"))] | length == 1'
	ok 'closed under load: no listener' '.listeners == []'
	ok 'closed under load: running does not pass unseen' '
	    .findings[] | select(.check == "sendmail-daemon-running") |
	    .summary | test("sendmail")'
	end_sendmail
	inside umount /proc/loadavg
}

# Through inetd: nothing runs until somebody calls.
through_inetd() {
	sed -i 's/^#<off># smtp\t/smtp\t/' "$top/etc/inetd.conf"
	inside sh -c 'update-rc.d openbsd-inetd enable
	    /usr/sbin/inetd' >/dev/null 2>&1
	wait_for listening 25
	line=$(grep -n '^smtp' "$top/etc/inetd.conf" | cut -d: -f1)
	ask
	ok 'inetd: a starter with its line' '
	    [.starters[] | select(.mechanism == "inetd" and
	    .path == "/etc/inetd.conf" and .line == $l and .role == "inetd" and
	    .at_boot == "yes" and .activation == "inetd")] | length == 1' \
	    --argjson l "$line"
	ok 'inetd: the socket is held for sendmail' '
	    [.listeners[] | select(.port == 25 and .bound == "any")] |
	    length >= 1 and (.[0].holder.exe | test("inetd")) and
	    (.[0].serves | type == "string")'
	ok 'inetd: no sendmail process' '
	    [.processes[] | select(.mta == "sendmail")] == []'
	ok 'inetd: non-compliant' '.verdict == "non-compliant"'
	exits inetd 2
	# One connection: sendmail -bs is a session, no daemon.
	inside bash -c 'exec 3<>/dev/tcp/127.0.0.1/25; read -r -u 3 greeting
	    hardenmail --check --format json' >"$out/report.json" 2>/dev/null
	ok 'inetd: a connection is a session' '
	    [.processes[] | select(.mta == "sendmail")] | length >= 1 and
	    all(.[]; .role == "session")'
	inside sh -c 'for p in /proc/[0-9]*; do
		case $(readlink $p/exe) in
		/usr/sbin/inetd|/usr/sbin/*inetd) kill "${p#/proc/}" ;;
		esac
	done; exit 0'
	inside update-rc.d openbsd-inetd disable >/dev/null 2>&1
	sed -i 's/^smtp\t/#<off># smtp\t/' "$top/etc/inetd.conf"
	wait_for silent
}
