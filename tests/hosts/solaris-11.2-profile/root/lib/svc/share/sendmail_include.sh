# Written for this test.
SENDMAIL="/usr/lib/inet/sendmail"

turn_m4_crank()
{
	m4_path=`svcprop -p config/$2 $SMF_FMRI`
	if [ $? -ne 0 -o -z "$m4_path" -o "$m4_path" = "\"\"" ]; then
		return 0
	fi
	/usr/bin/m4 /etc/mail/cf/m4/cf.m4 "$m4_path" >/etc/mail/cf/cf/new
	mv /etc/mail/cf/cf/new "/etc/mail/$1"
}
