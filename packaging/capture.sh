#!/bin/sh
# Takes from a host what hardenmail --check --capture FILE.tar looks at, where
# hardenmail itself cannot run.
#
#	sh capture.sh FILE.tar		as root, on the host
#
# Written for the Bourne shell of 1990: no functions, no $( ), no test -e.
# Changes nothing but FILE.tar and a folder of its own below $TMPDIR or /tmp,
# that it takes away again. Never taken are keys, shadow files, passwords
# (they are cut out of passwd and group), mail, homes, and of mail logs the
# addresses; what is withheld for its name is listed in .hardenmail/withheld.
#
# CAPTURE_ROOT=DIR: of the system below DIR, such as a mounted disk, without
# the outputs of commands.

PATH=/usr/sbin:/usr/bin:/sbin:/bin:/usr/etc:/usr/ucb:/usr/bsd:/etc
export PATH
LC_ALL=C
export LC_ALL
LANG=C
export LANG
blanks=$IFS
line='
'

case $# in
1)	;;
*)	echo 'usage: sh capture.sh FILE.tar' >&2
	exit 64 ;;
esac
case $1 in
/*)	out=$1 ;;
*)	out=`pwd`/$1 ;;
esac
if test -f "$out"
then	echo "capture: $out is there already" >&2
	exit 73
fi
umask 077
tmp=${TMPDIR-/tmp}/hm$$
case $tmp in
/*)	;;
*)	tmp=/tmp/hm$$ ;;
esac
mkdir "$tmp" || exit 73
trap 'cd /; rm -rf "$tmp"' 0
trap 'exit 75' 1 2 15
(umask 077; : >"$out") || exit 73
cd "$CAPTURE_ROOT/" || exit 66
# Modes inside are the host's; nobody else comes into the folder.
umask 022
mkdir "$tmp/stage" "$tmp/stage/.hardenmail" || exit 73
notes=$tmp/stage/.hardenmail

# w: a file, or a folder with all below it; f: a program, whole; m: a mail
# log; n: that it is there. From the tables of hardenmail, by `make capture`.
cat >"$tmp/list" <<end
# paths: begin
f /opt/freeware/sbin/exim
f /opt/freeware/sbin/postfix
f /opt/local/sbin/exim
f /opt/local/sbin/sendmail
f /usr/bin/exim
f /usr/bin/msmtpd
f /usr/bin/postfix
f /usr/bin/sendmail
f /usr/bin/smtpd
f /usr/exim/bin/exim
f /usr/freeware/bin/exim
f /usr/freeware/sbin/postfix
f /usr/lib/inet/sendmail
f /usr/lib/sendmail
f /usr/lib/smtp/postfix/postfix
f /usr/lib/smtp/sendmail/sendmail
f /usr/libexec/dma
f /usr/libexec/postfix/master
f /usr/libexec/postfix/sendmail
f /usr/libexec/sendmail/sendmail
f /usr/local/lib/sendmail
f /usr/local/libexec/sendmail/sendmail
f /usr/local/sbin/exim
f /usr/local/sbin/postfix
f /usr/local/sbin/sendmail
f /usr/local/sbin/smtpd
f /usr/mmdf/bin/deliver
f /usr/pkg/sbin/exim
f /usr/pkg/sbin/postfix
f /usr/pkg/sbin/sendmail
f /usr/sbin/dma
f /usr/sbin/exim
f /usr/sbin/exim4
f /usr/sbin/nullmailer-send
f /usr/sbin/postfix
f /usr/sbin/sendmail
f /usr/sbin/sendmail-mta
f /usr/sbin/smtpd
f /usr/ucblib/sendmail
f /var/qmail/bin/qmail-smtpd
m /var/adm/SYSLOG
m /var/adm/syslog.dated/current/mail.log
m /var/adm/syslog/mail.log
m /var/log/mail
m /var/log/mail.log
m /var/log/maillog
m /var/log/syslog
n /bin/freebsd-version
n /bin/init
n /bsd
n /genvmunix
n /kernel/genunix
n /lib/svc/bin/svc.startd
n /lib/systemd/systemd
n /netbsd
n /platform
n /sbin/chkconfig
n /sbin/init
n /sbin/initctl
n /sbin/openrc
n /stand
n /stand/unix
n /unix
n /usr/etc/uwsvers
n /usr/lib/systemd/systemd
n /usr/lpp
n /usr/sbin/init
n /var/lib/dpkg/status
n /var/sadm/pkg/SUNWcsr
n /var/sadm/system/admin/INST_RELEASE
n /vmunix
w /Library/LaunchDaemons
w /Library/StartupItems
w /System/Library/CoreServices/SystemVersion.plist
w /System/Library/LaunchDaemons
w /System/Library/StartupItems
w /etc
w /lib/dhcpcd/dhcpcd-hooks
w /lib/init
w /lib/lsb
w /lib/svc/manifest
w /lib/svc/method
w /lib/svc/share
w /lib/systemd/system
w /lib/systemd/system-generators
w /lib/systemd/system-preset
w /lib/udev/rules.d
w /opt/local/etc
w /root/.config/systemd/user
w /run/sendmail.pid
w /run/sendmail/msp/sendmail.pid
w /run/sendmail/mta/queue.pid
w /run/sendmail/mta/sendmail.pid
w /run/sm-client.pid
w /run/systemd/generator
w /sbin/init.d
w /sbin/rc1.d
w /sbin/rc2.d
w /sbin/rc3.d
w /sbin/rc4.d
w /sbin/rc?.d
w /usr/adm/periodic
w /usr/adm/sendmail/sendmail.cf
w /usr/bin/addoutsys
w /usr/etc/inetd.conf
w /usr/lib/NetworkManager/dispatcher.d
w /usr/lib/aliases
w /usr/lib/cron/tabs
w /usr/lib/crontab
w /usr/lib/mail
w /usr/lib/os-release
w /usr/lib/sendmail.cf
w /usr/lib/systemd/system
w /usr/lib/systemd/system-generators
w /usr/lib/systemd/system-preset
w /usr/lib/systemd/system-sleep
w /usr/lib/systemd/system.conf.d
w /usr/lib/sysusers.d
w /usr/lib/udev/rules.d
w /usr/lib/uucp/addoutsys
w /usr/local/etc
w /usr/local/lib/systemd/system
w /usr/local/lib/systemd/system-generators
w /usr/mmdf/mmdftailor
w /usr/pkg/etc
w /usr/sbin/bindsetup
w /usr/sbin/mailsetup
w /usr/share/sendmail
w /usr/spool/cron/crontabs
w /usr/ucblib/aliases
w /usr/ucblib/sendmail.cf
w /usr/ucblib/sendmail.pid
w /var/adm/sendmail
w /var/at/tabs
w /var/cron/tabs
w /var/db/com.apple.xpc.launchd
w /var/db/launchd.db
w /var/lib/dbus/machine-id
w /var/run/sendmail.pid
w /var/run/sendmail/msp/sendmail.pid
w /var/run/sendmail/mta/queue.pid
w /var/run/sendmail/mta/sendmail.pid
w /var/run/sm-client.pid
w /var/service
w /var/spool/clientmqueue/sm-client.pid
w /var/spool/cron
w /var/svc.d
w /var/svc/manifest
w /var/svc/profile
# paths: end
end

: >"$tmp/all"
: >"$tmp/folders"
: >"$tmp/linked"
: >"$tmp/heads"
: >"$tmp/large"
: >"$tmp/pipes"
: >"$notes/left"
: >"$notes/errors"
sed -e '/^#/d' "$tmp/list" | while read how path
do	case $how in
	m)	# Those that it was rotated to, too.
		path="$path .$path.[0-9]* .$path-[0-9]*" ;;
	esac
	for one in .$path
	do	echo "$how $one"
	done
done >"$tmp/want"
sed -n -e '/^#/d' -e 's/^.*mail.*[ 	-]\(\/[^ 	,;:]*\)$/m .\1/p' \
    ./etc/syslog.conf ./etc/rsyslog.conf ./etc/rsyslog.d/*.conf \
    2>/dev/null >>"$tmp/want"
for one in ./var/spool/mqueue ./usr/spool/mqueue ./var/spool/clientmqueue
do	echo "q $one"
done >>"$tmp/want"
# fetchmail hands mail in, for root or for users.
echo 'c ./etc/fetchmailrc' >>"$tmp/want"
test -r ./etc/passwd && sed -n \
    's/^[^:]*:[^:]*:[^:]*:[^:]*:[^:]*:\(\/..*\):.*$/c .\1\/.fetchmailrc/p' \
    ./etc/passwd | sort -u >>"$tmp/want"

# Each round takes what is wanted, and wants what that leads to: links, and
# the files that scripts and tables name.
for round in 1 2 3 4 5 6
do	test -s "$tmp/want" || break
	: >"$tmp/new"
	: >"$tmp/dirs"
	: >"$tmp/links"
	: >"$tmp/scan"
	sed 's/\\/\\\\/g' "$tmp/want" | while read how path
	do	# The way there, a name at a time, so that links are taken as
		# links and nothing is taken twice under two names.
		IFS=/
		set x $path
		IFS=$blanks
		shift
		at=.
		kind=folder
		hops=x
		while test $# -gt 0
		do	name=$1
			shift
			case $name in
			''|.)	continue ;;
			..)	case $at in
				.)	;;
				*)	at=`echo "$at" | sed 's:/[^/]*$::'` ;;
				esac
				continue ;;
			esac
			next=$at/$name
			case $known in
			*" $next "*)
				at=$next
				kind=folder
				continue ;;
			esac
			info=`ls -ld "$next" 2>/dev/null`
			case $info in
			l*)	echo "$next" >>"$tmp/new"
				hops=x$hops
				case $hops in
				xxxxxxxxxxxxxxxxxxxxx*)
					kind=none
					break ;;
				esac
				target=`ls -ld "$next" | sed 's/^.* -> //'`
				case $target in
				/*)	at=. ;;
				esac
				IFS=/
				set x $target "$@"
				IFS=$blanks
				shift
				kind=folder ;;
			d*)	at=$next
				kind=folder
				known="$known $next "
				test -d "$tmp/stage/$at" ||
				    mkdir "$tmp/stage/$at" ;;
			-*)	at=$next
				kind=file
				test $# -gt 0 && kind=none
				break ;;
			p*)	test $# -eq 0 && echo "$next" >>"$tmp/pipes"
				kind=none
				break ;;
			*)	kind=none
				break ;;
			esac
		done
		case $kind$how in
		folderw|folderl|folderq)
			echo "$how $at" >>"$tmp/dirs" ;;
		filem)
			# Who handed in mail, without whose it was; the rest
			# of a log is nobody's business.
			case $at in
			*.gz|*.bz2|*.xz|*.Z|*.zst)
				: >"$tmp/stage/$at" ;;
			*)	sed -e '/relay=/b keep' -e '/mailer=/b keep' \
				    -e d -e ': keep' \
				    -e 's/from=<[^>]*>/from=<x>/' \
				    -e 's/to=<[^>]*>/to=<x>/g' \
				    -e 's/from=[^<,][^,]*,/from=x,/' \
				    -e 's/to=[^<,][^,]*,/to=x,/g' \
				    -e 's/ctladdr=[^ ,]*/ctladdr=x/' \
				    -e 's/relay=[^@ ,]*@/relay=x@/' \
				    "$at" >"$tmp/stage/$at"
				touch -r "$at" "$tmp/stage/$at" ;;
			esac ;;
		filec)
			# What stands behind such a word, in the next line if
			# need be, is a password.
			sed -e '/pass[a-z]*[ 	=]*$/{
N
s/\n.*//
}' -e 's/\(pass[a-z]*\)[ 	=].*/\1 x/' "$at" >"$tmp/stage/$at" ;;
		filew|filef)
			case $how`find "$at" -size +8192 -print` in
			w?*)	echo "$at" >>"$tmp/large"
				continue ;;
			esac
			echo "$at" >>"$tmp/new"
			find "$at" -size -400 -print >>"$tmp/scan" ;;
		filen|files|filel)
			# Of a program its beginning tells what it is.
			first=`dd if="$at" bs=1 count=1 2>/dev/null`
			case $first in
			[a-zA-Z.:/]|'#'|'"'|'('|';'|'')
				first=text ;;
			esac
			case $how$first in
			stext|ltext)
				case `find "$at" -size +8192 -print` in
				?*)	echo "$at" >>"$tmp/large"
					continue ;;
				esac
				echo "$at" >>"$tmp/new"
				find "$at" -size -400 -print >>"$tmp/scan" ;;
			?-)	# A key, or a letter.
				echo "$at" >>"$notes/withheld" ;;
			*)	echo "$at" >>"$tmp/heads"
				dd if="$at" of="$tmp/stage/$at" bs=512 \
				    count=1 2>/dev/null
				case $info in
				-*x*)	chmod 755 "$tmp/stage/$at" ;;
				esac ;;
			esac ;;
		esac
	done 2>>"$notes/errors"

	sort -u "$tmp/dirs" | sed 's/\\/\\\\/g' | while read how at
	do	case $at$how in
		.*q)	case $at in
			.)	continue ;;
			esac
			# A queue: how many there are, without what they say.
			ls -a "$at" | sed -n '/^[A-Za-z]f/p' | while read name
			do	: >"$tmp/stage/$at/$name"
			done
			continue ;;
		esac
		# What a link happens to lead to may be any folder at all.
		most=20000
		case $how in
		l)	most=200 ;;
		esac
		case $at in
		.|./usr|./var|./home|./tmp|./proc|./dev|./sys|./export)
			most=0 ;;
		./proc/*|./dev/*|./sys/*|./home/*|./tmp/*|./var/log*|\
		./var/mail*|./var/spool/mail*|./usr/mail*|./usr/spool/mail*)
			most=0 ;;
		esac
		if test $most -eq 0 ||
		    test `find "$at" -print | wc -l` -gt $most
		then	echo "$at" >>"$notes/left"
			continue
		fi
		find "$at" -type d -print >>"$tmp/folders"
		find "$at" -type f -size -400 -print >>"$tmp/scan"
		find "$at" ! -type d ! -type b ! -type c ! -type p \
		    -size -8193 -print >>"$tmp/new"
		find "$at" -type p -print >>"$tmp/pipes"
		find "$at" -type f -size +8192 -print >>"$tmp/large"
		find "$at" ! -type d -links +1 -print >>"$tmp/linked"
		find "$at" -type l -print >>"$tmp/links"
	done 2>>"$notes/errors"

	sort -u "$tmp/new" >"$tmp/sorted"
	comm -13 "$tmp/all" "$tmp/sorted" >"$tmp/new"
	sort -u "$tmp/all" "$tmp/new" >"$tmp/sorted"
	mv "$tmp/sorted" "$tmp/all"

	# Paths in what is new, wherever in a line: what a script starts.
	sort -u "$tmp/links" | sed 's/^/l /' >"$tmp/want"
	sort -u "$tmp/scan" >"$tmp/sorted"
	comm -12 "$tmp/new" "$tmp/sorted" | sed -e '/\.pem$/d' \
	    -e '/\.crt$/d' -e '/\/ca-cert/d' -e '/\/ssl\//d' \
	    -e '/\/modules\.[a-z]*$/d' -e 's/\\/\\\\/g' | while read at
	do	test -r "$at" && sed 's/[^A-Za-z0-9_.,:@%/-]/\
/g' "$at"
	done 2>/dev/null | sed -n -e '/^\/[A-Za-z0-9]*\/./!d' \
	    -e '/^\/dev\//d' -e '/^\/proc\//d' -e '/^\/sys\//d' \
	    -e '/^\/tmp\//d' -e '/^\/home\//d' -e '/^\/root\//d' \
	    -e '/^\/export\//d' -e '/^\/var\/log/d' -e '/^\/var\/adm\//d' \
	    -e '/^\/var\/lib\//d' -e '/^\/var\/cache\//d' \
	    -e '/^\/var\/mail/d' -e '/^\/usr\/mail/d' -e '/^\/var\/tmp/d' \
	    -e '/^\/usr\/tmp/d' -e '/^\/var\/spool\//d' \
	    -e '/^\/usr\/spool\//d' -e '/^\/var\/backups\//d' \
	    -e '/^\/usr\/share\/doc\//d' -e '/^\/usr\/share\/man\//d' \
	    -e '/\/\.\.\//d' -e 's/[.,:]*$//' -e 's/^/s ./p' |
	    sort -u >>"$tmp/want"
	case $round in
	1)	# Where sendmail.cf has another queue.
		grep 'sendmail\.cf$\|submit\.cf$' "$tmp/all" |
		while read at
		do	sed -n -e 's/^O *QueueDirectory *= */q ./p' \
			    -e 's/^OQ/q ./p' "$at"
		done 2>/dev/null >>"$tmp/want" ;;
	esac
	# Once is enough.
	sort -u "$tmp/want" >"$tmp/sorted"
	test -f "$tmp/asked" || : >"$tmp/asked"
	comm -13 "$tmp/asked" "$tmp/sorted" >"$tmp/want"
	sort -u "$tmp/asked" "$tmp/want" >"$tmp/sorted"
	mv "$tmp/sorted" "$tmp/asked"
done

# Folders that hold nothing are an answer too.
sort -u "$tmp/folders" | sed 's/\\/\\\\/g' | while read at
do	test -d "$tmp/stage/$at" || mkdir "$tmp/stage/$at"
done 2>>"$notes/errors"

# What holds secrets, by its name. Start scripts are named as they like.
cat >"$tmp/secret" <<\end
/\.key$/d
/\.pem$/d
/\.p12$/d
/\.pfx$/d
/\.jks$/d
/\.kdb$/d
/\.gpg$/d
/_key$/d
/\/ssh_host_/d
/\/\.ssh\//d
/\/\.gnupg\//d
/\/id_[a-z0-9]*$/d
/keytab/d
/secring/d
/\/ssl\/private\//d
/\/pki\/.*private\//d
/\/[g]*shadow[^/]*$/d
/master\.passwd/d
/\/s*pwd\.db/d
/\/passwd[^/]*[-.~][^/]*$/d
/\/opasswd/d
/\/etc\/security\//d
/\/tcb\//d
/\/auth\//d
/\/dialups/d
/\/d_passwd/d
/\/init\.d\//b
/\/rc[0-9A-Za-z]*\.d\//b
/\/systemd\//b
/\/pam\.d\//b
/\/cron/b
/\/uucp\/addoutsys$/b
/secret/d
/sasldb/d
/sasl_/d
/authinfo/d
/auth-info/d
/passwd\.client/d
/htpasswd/d
/\/system-connections\//d
/wpa_supplicant/d
/\/wireguard\//d
/\/openvpn\//d
/\/ipsec/d
/\/ppp\/.*ap-/d
/\/uucp\//d
/\/L\.sys/d
/fetchmailrc/d
/msmtprc/d
/netrc/d
/\/cups\//d
/\/krb5kdc\//d
/credential/d
/credstore/d
/\/[^/]*my[^/]*\.cnf/d
/\/debian\.cnf/d
/\/sudoers/d
/\/letsencrypt\/[akl]/d
/\.tdb$/d
/\/snmp\//d
/ldap\.conf$/d
/password/d
end
sed -f "$tmp/secret" "$tmp/all" >"$tmp/kept"
comm -23 "$tmp/all" "$tmp/kept" >"$notes/withheld"
# Of programs and the like the beginning is there already.
sort -u "$tmp/heads" >"$tmp/sorted"
sed -f "$tmp/secret" "$tmp/sorted" >"$tmp/new"
comm -23 "$tmp/sorted" "$tmp/new" | sed 's/\\/\\\\/g' | while read at
do	rm -f "$tmp/stage/$at"
	echo "$at" >>"$notes/withheld"
done

# What nobody reads for its size stays as large: that is not known, and not
# absent. A pipe is one.
sort -u "$tmp/large" | sed 's/\\/\\\\/g' | while read at
do	echo "$at" >>"$notes/left"
	dd if=/dev/zero of="$tmp/stage/$at" bs=4096 count=1 seek=1024
done 2>/dev/null
sort -u "$tmp/pipes" | sed 's/\\/\\\\/g' | while read at
do	tar cf - "$at" | (cd "$tmp/stage" && tar xpf -)
done 2>>"$notes/errors"

# passwd and group without the passwords that old systems keep in them.
for one in ./etc/passwd ./etc/group
do	if test -r $one
	then	sed 's/^\([^:]*\):[^:]*:/\1:x:/' $one >"$tmp/stage/$one"
	fi
done
sed -e '/^\.\/etc\/passwd$/d' -e '/^\.\/etc\/group$/d' "$tmp/kept" \
    >"$tmp/sorted"

# Names of one file go together, so that it stays one.
sort -u "$tmp/linked" >"$tmp/new"
comm -12 "$tmp/sorted" "$tmp/new" | sed 's/\\/\\\\/g' | while read at
do	ls -id "$at"
done 2>/dev/null | sort -n | sed 's/^ *[0-9][0-9]* //' >"$tmp/files"
comm -23 "$tmp/sorted" "$tmp/new" >>"$tmp/files"
cd "$tmp" || exit 71
split -50 files part 2>/dev/null || split -l 50 files part
cd "$CAPTURE_ROOT/" || exit 66
for part in "$tmp"/part*
do	test -s "$part" || continue
	IFS=$line
	set x `cat "$part"`
	IFS=$blanks
	shift
	tar cf - "$@" 2>>"$notes/errors" |
	    (cd "$tmp/stage" && tar xpf -) 2>>"$notes/errors"
	# A key under a name that does not tell.
	(cd "$tmp/stage" && grep -l 'PRIVATE KEY-' "$@" /dev/null) \
	    2>/dev/null | while read at
	do	rm -f "$tmp/stage/$at"
		echo "$at" >>"$notes/withheld"
	done
done

if test -z "$CAPTURE_ROOT"
then	cd /
	COLUMNS=8192
	export COLUMNS
	UNIX95=1
	export UNIX95
	for one in s r n v m
	do	uname -$one
	done >"$notes/uname" 2>>"$notes/errors"
	ps -A -o pid,ppid,user,comm,args >"$notes/ps" 2>/dev/null ||
	    ps -ef >"$notes/ps" 2>/dev/null ||
	    ps axww >"$notes/ps" 2>/dev/null || rm -f "$notes/ps"
	netstat -an >"$notes/netstat" 2>/dev/null || rm -f "$notes/netstat"
	date >"$notes/date" 2>/dev/null
	who -r >"$notes/who-r" 2>/dev/null
	who am i >"$notes/who" 2>/dev/null
	ifconfig -a >"$notes/ifconfig" 2>/dev/null
	svcs -a >"$notes/svcs" 2>/dev/null
	svcprop -f -p general/enabled '*' >"$notes/svcprop" 2>/dev/null
	svcprop -f -p config/local_only -p config/path_to_sendmail_mc \
	    -p config/path_to_submit_mc 'svc:/network/smtp:*' \
	    'svc:/network/sendmail-client:*' >>"$notes/svcprop" 2>/dev/null
	lssrc -a >"$notes/lssrc" 2>/dev/null
	rc-status -a >"$notes/rc-status" 2>/dev/null
	chkconfig --list >"$notes/chkconfig" 2>/dev/null
	systemctl --no-pager list-units >"$notes/systemctl" 2>/dev/null
fi
find "$notes" -type f -size 0 -print | while read one
do	rm -f "$one"
done

# .hardenmail/capture comes last: an archive without it is not complete.
cd "$tmp/stage" || exit 71
echo 'hardenmail capture 1' >.hardenmail/capture
set x
for one in * .[a-zA-Z]*
do	case $one in
	.hardenmail|'*'|'.[a-zA-Z]*')
		;;
	*)	set "$@" "./$one" ;;
	esac
done
for one in .hardenmail/*
do	case $one in
	.hardenmail/capture)
		;;
	*)	set "$@" "./$one" ;;
	esac
done
shift
if tar cf "$out" "$@" ./.hardenmail/capture
then	echo "$out: look at it with hardenmail --check --capture"
	echo 'It holds configuration of this host: keep it as you keep that.'
	exit 0
fi
echo "capture: $out is not complete" >&2
exit 74
