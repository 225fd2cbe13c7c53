# For the tests that ask the real sendmail: it is unpacked, never installed,
# and runs in namespaces of its own. Sourced, with $B, $work and $print set.
# shellcheck shell=sh disable=SC2154,SC2016

# $B/sendmail/bin/sendmail with its libraries, from Debian's packages. Prints
# why it cannot be had. Two tests may want it at a time.
sendmail_prepare() {
	[ "$(id -u)" -eq 0 ] || { echo "needs root"; return 1; }
	unshare -mnpu --fork true 2>/dev/null ||
	    { echo "no namespaces here"; return 1; }
	locked sendmail_unpack
}

# The program that prints what our readers say.
sendmail_make() {
	locked make -s "B=${B#"$PWD"/}" "${print#"$PWD"/}"
}

locked() (
	mkdir -p "$B"
	exec 9>"$B/sendmail.lock"
	flock 9
	"$@"
)

# A mirror may be out of step for a moment: FOLDER PACKAGE...
download() (
	cd "$1" || exit
	shift
	for try in 1 2 3; do
		apt-get -qq download "$@" && exit
		[ $try -eq 3 ] || sleep 5
	done
	exit 1
)

sendmail_unpack() {
	[ ! -x "$B/sendmail/bin/sendmail" ] || return 0
	mkdir -p "$work/debs"
	# shellcheck disable=SC2046
	download "$work/debs" sendmail-bin $(apt-cache depends sendmail-bin |
	    sed -n 's/^ *Depends: \(lib.*\)/\1/p' | grep -v '^libc6') \
	    >"$work/download" 2>&1 ||
	    { echo "no packages: $(tail -n 1 "$work/download")"; return 1; }
	rm -rf "$B/sendmail"
	mkdir -p "$B/sendmail/bin"
	for deb in "$work"/debs/*.deb; do
		dpkg-deb -x "$deb" "$B/sendmail" || return 1
	done
	for name in smtpd mailq newaliases hoststat purgestat; do
		ln -s sendmail "$B/sendmail/bin/$name"
	done
	# Set-group-ID would make the loader pass over LD_LIBRARY_PATH.
	install -m 755 "$B/sendmail/usr/libexec/sendmail/sendmail" \
	    "$B/sendmail/bin/sendmail"
}

# $B/sendmail-cf: the m4 sources, and an m4.
sendmail_cf_unpack() {
	[ ! -x "$B/sendmail-cf/usr/bin/m4" ] || return 0
	mkdir -p "$work/cfdebs"
	download "$work/cfdebs" sendmail-cf m4 libsigsegv2 \
	    >"$work/download" 2>&1 ||
	    { echo "no packages: $(tail -n 1 "$work/download")"; return 1; }
	rm -rf "$B/sendmail-cf"
	mkdir -p "$B/sendmail-cf"
	for deb in "$work"/cfdebs/*.deb; do
		dpkg-deb -x "$deb" "$B/sendmail-cf" || return 1
	done
}
# An /etc of its own in $work/etc: users, services, a dotted name of the host
# (without a dot sendmail sleeps for a minute at every start).
sendmail_etc() {
	mkdir -p "$work/etc/mail"
	cp -r /etc/ld.so.cache /etc/ld.so.conf* "$work/etc/" 2>/dev/null
	cat >"$work/etc/passwd" <<-PASSWD
	root:x:0:0:root:/root:/bin/sh
	smmsp:x:25:25:smmsp:/nonexistent:/bin/false
	nobody:x:65534:65534:nobody:/nonexistent:/bin/false
	PASSWD
	printf 'root:x:0:\nsmmsp:x:25:\nnogroup:x:65534:\n' >"$work/etc/group"
	echo '127.0.0.1 relay.test.example localhost relay' >"$work/etc/hosts"
	printf 'smtp 25/tcp\nsubmission 587/tcp\n' >"$work/etc/services"
	printf 'hosts: files\nservices: files\npasswd: files\ngroup: files\n' \
	    >"$work/etc/nsswitch.conf"
	: >"$work/etc/resolv.conf"
	: >"$work/etc/mail/aliases"
}

# Run a shell script with that /etc and name: SCRIPT ARGUMENT...
sendmail_world() {
	unshare -mnu sh -c '
		work=$1
		shift
		mount --bind "$work/etc" /etc && hostname relay.test.example &&
		mount -t tmpfs tmpfs /var/spool && ip link set lo up &&
		exec "$@"' _ "$work" "$@"
}
