# Every prefix of a live plan is booted; sourced by enforce_prefix_systemd and
# enforce_prefix_sysv after boot(). A run is killed after each change that it
# makes outside of its own folder and after each service that it stops or
# starts; the host boots as it is left, delivers mail, and accepts no more
# than before; the next run brings it into its mode, and undo back.
mkdir -p "$top/etc/hardenmail"
printf '[service]\nmode = local-only\n' >"$top/etc/hardenmail/policy.conf"

result() {	# STATUS NAME
	if [ "$1" -eq 0 ]; then
		echo "ok - $host: $2"
	else
		sed 's/^/# /' "$out/said"
		echo "not ok - $host: $2"
	fi
}
# What others can reach.
open_ports() {
	inside ss -Hltn | awk '$4 !~ /^127\.|^\[::1\]/ { print $4 }' | sort
}
true_that() {	# NAME COMMAND...
	local name=$1
	shift
	wait_for "$@" >"$out/said" 2>&1
	result $? "$name"
}
as_before() { [ "$(open_ports)" = "$ports" ]; }
starts() {
	local port
	for port in $listens; do
		listening "$port" || return 1
	done
}
up_again() {
	wait_for starts || wait_for starts
	settled
}
etc() {	# names, modes, contents
	(cd "$top/etc" && find . \( -type f -o -type l \) |
	    grep -vE '^\./(hardenmail|mtab$|mail/(aliases|.*\.db)|resolv.conf)' |
	    sort | while read -r f; do
		echo "$f $(stat -c '%A %N' "$f")" \
		    "$([ -L "$f" ] || sed '/^##### /d' "$f" | sha256sum)"
	    done)
}
delivers() {	# NAME: a letter to root ends in a mailbox
	local token=hm-prefix-$RANDOM$RANDOM
	printf 'Subject: %s\n\n%s\n' "$token" "$token" |
	    inside /usr/sbin/sendmail -oi root >"$out/said" 2>&1
	wait_for grep -qsF "$token" "$top/var/mail/root"
	result $? "$1: mail is delivered"
}
interrupted() { inside hardenmail --history | grep -q 'interrupted'; }

# NAME NTH of the call behind each change, from a trace of a whole run.
points() {
	awk '/^[a-z0-9_]+\(/ {
		name = $0
		sub(/\(.*/, "", name)
		n[name]++
		if (hit != "")
			print name, n[name], hit
		hit = ""
		if (name ~ /^(renameat2|symlinkat|unlinkat|linkat)$/ &&
		    $0 ~ /<[^>]*\/etc(\/[^>]*)?>/)
			hit = name
		else if (name ~ /^(clone|clone3|vfork|kill|pidfd_send_signal)$/)
			hit = name
		else if (match($0, /(Stop|Start|Restart|TryRestart)Unit|"Reload/))
			hit = substr($0, RSTART, RLENGTH)
	}' "$1"
}

calls=write,fsync,ftruncate,renameat2,unlinkat,symlinkat,linkat,mkdirat
calls=$calls,fchmod,fchown,clone,clone3,vfork,wait4,sendmsg,kill
calls=$calls,pidfd_send_signal

# Open to the world by the daemon and, if so wanted, by inetd on the port of
# smtps. Debian makes the cf anew at each start where the mc is newer; then it
# is Debian that changes it, not the plan.
: >"$top/etc/resolv.conf"
listens=25
wait_for listening 25
sed -i '/^O DaemonPortOptions/s/, *Addr=127\.0\.0\.1//' \
    "$top/etc/mail/sendmail.cf"
if [ "${inetd:-no}" = yes ]; then
	listens='25 465'
	echo 'submissions stream tcp nowait root /usr/sbin/sendmail' \
	    'sendmail -bs' >>"$top/etc/inetd.conf"
	inside update-rc.d openbsd-inetd enable >/dev/null 2>&1
fi
start_all() {
	inside sh -c '[ "$1" = no ] || service openbsd-inetd restart
		service sendmail restart' _ "${inetd:-no}" >/dev/null 2>&1
}
start_all
up_again
ports=$(open_ports)
delivers 'before'
before=$(etc)
inside strace -y -s 512 -o /var/tmp/trace -e trace="$calls" \
    hardenmail --enforce --yes >"$out/said" 2>&1
result $? 'a run that nobody kills'
up_again
after=$(etc)
loopback=$(open_ports)
[ -z "$loopback" ]
result $? "it listens on loopback only"
inside hardenmail --undo >"$out/said" 2>&1
result $? 'and its undo'
up_again
points "$top/var/tmp/trace" >"$out/points"
sed 's/^/# kill at /' "$out/points"
[ "$(wc -l <"$out/points")" -ge 3 ]
result $? 'there are changes to be killed after'

n=0
while read -r call nth what <&3; do
	n=$((n + 1))
	name="$n, behind $what"
	inside strace -o /dev/null -e trace="$call" \
	    -e inject="$call:signal=KILL:when=$nth" \
	    hardenmail --enforce --yes >"$out/said" 2>&1 </dev/null
	[ $? -ge 128 ]
	result $? "$name: killed at $call $nth"
	tests/real/host reboot "$host" >"$out/said" 2>&1
	result $? "$name: it boots"
	calm
	up_again
	delivers "$name"
	open_ports >"$out/said"
	[ -z "$(comm -13 <(echo "$ports") "$out/said")" ]
	result $? "$name: it accepts no more than before"
	inside hardenmail --enforce --yes >"$out/said" 2>&1
	result $? "$name: the next run ends in its mode"
	up_again
	open_ports >"$out/said"
	[ ! -s "$out/said" ]
	result $? "$name: it listens on loopback only"
	diff <(echo "$after") <(etc) >"$out/said"
	result $? "$name: the files are as without the kill"
	delivers "$name, then"
	! interrupted
	result $? "$name: no run is left in the middle"
	inside hardenmail --undo >"$out/said" 2>&1
	result $? "$name: undone"
	up_again
	diff <(echo "$before") <(etc) >"$out/said"
	result $? "$name: undone, all is as before"
	# The daemon that the boot left on loopback was none of that run's.
	start_all
	true_that "$name: undone, it starts as before" as_before
done 3<"$out/points"
