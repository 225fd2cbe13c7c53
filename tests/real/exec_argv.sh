#!/bin/bash
# The table tests/data/exec.tsv on a real systemd.
#
#	exec_argv.sh LEADER [TABLE]
#
# LEADER is the first process of a booted container, as seen from outside.
# Each row becomes a unit in its /run; the program /argv prints its words.
# Leaves the container as it was.
set -u
leader=$1
table=${2:-$(dirname "$0")/../data/exec.tsv}
root=/proc/$leader/root
units=$root/run/systemd/system
inside() { nsenter -t "$leader" -m -u -i -n -p -C -r -w "$@"; }

cleanup() {
	rm -rf "$units"/hmcase-*.service "$root"/hmcase "$root/argv" \
	    "$root"/env1 "$root"/env2
	inside systemctl daemon-reload
	inside systemctl reset-failed 'hmcase-*' 2>/dev/null
}
trap cleanup EXIT

mkdir -p "$units" "$root/hmcase" || exit 71
cat >"$root/argv" <<'END'
#!/bin/sh
for w; do printf '<%s>' "$w"; done
echo
END
chmod 755 "$root/argv"

# Every case has files of its own, so that all may be loaded at once.
n=0
rows() { grep -v '^#' "$table"; }
while IFS=$'\t' read -r name unit env1 env2 want; do
	n=$((n + 1))
	dir=hmcase/$n
	mkdir -p "$root/$dir"
	[ "$env1" = - ] || printf %b "$env1" >"$root/$dir/env1"
	[ "$env2" = - ] || printf %b "$env2" >"$root/$dir/env2"
	{
		printf '[Service]\nType=oneshot\n'
		printf 'StandardOutput=append:/%s/out\n' "$dir"
		printf %b "$unit" | sed "s,/env,/$dir/env,"
		echo
	} >"$units/hmcase-$n.service"
done < <(rows)
inside systemctl daemon-reload || exit 71
for i in $(seq 1 $n); do echo "hmcase-$i.service"; done |
    inside xargs systemctl start --no-block 2>/dev/null
for i in $(seq 1 100); do
	inside systemctl list-jobs --no-legend | grep -q hmcase || break
	sleep 0.1
done

n=0
failed=0
while IFS=$'\t' read -r name unit env1 env2 want; do
	n=$((n + 1))
	got=$(cat "$root/hmcase/$n/out" 2>/dev/null)
	[ -s "$root/hmcase/$n/out" ] || got=FAIL
	want=$(printf %b "${want//@NAME@/hmcase-$n}")
	if [ "$got" = "$want" ]; then
		echo "ok - exec: $name"
	else
		echo "not ok - exec: $name: systemd gives $got, not $want"
		failed=1
	fi
done < <(rows)
exit $failed
