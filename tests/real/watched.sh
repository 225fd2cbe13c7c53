# What the tests of hardenmail-watch.service on a booted host share; sourced
# behind booted.sh by booted_watch, booted_reenabled and booted_hardship.
# The tree was made without it, and this machine's is the same release.
library=$(ldconfig -p | sed -n 's/.*libinotifytools\.so\.0 .*=> //p' | head -n 1)
cp -L "$library" "$top/usr/lib/$(basename "$(dirname "$library")")/"
units="hardenmail-watch.service hardenmail-enforce.service"
mkdir -p "$top/etc/hardenmail"
for u in $units; do
	sed 's|@sbindir@|/usr/local/sbin|' "packaging/systemd/$u" \
	    >"$top/etc/systemd/system/$u"
done
true_that() {	# name command...
	local name=$1
	shift
	if "$@" >/dev/null 2>&1; then
		echo "ok - $host: $name"
	else
		inside journalctl -q -n 12 --no-pager -u hardenmail-watch \
		    -u hardenmail-enforce | sed 's/^/# /'
		inside ss -Hltn 'sport = :25' | sed 's/^/# /'
		echo "not ok - $host: $name"
	fi
}
# Patience of a minute: a busy machine.
soon() {
	local i
	for i in $(seq 1 300); do
		"$@" >/dev/null 2>&1 && return 0
		sleep 0.2
	done
	return 1
}
says() { inside systemctl show -P StatusText hardenmail-watch | grep -q "$1"; }
logged() { inside journalctl -q --no-pager -u hardenmail-watch | grep -q -e "$1"; }
spooled() { [ "$(cat "$top"/var/spool/hardenmail/*.report 2>/dev/null |
	grep -c '^  "verdict": "'"$1"'"')" -ge "$2" ]; }
