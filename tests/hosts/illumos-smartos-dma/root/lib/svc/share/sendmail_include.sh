# Written for this test.
SENDMAIL="/usr/lib/smtp/sendmail/sendmail"

turn_m4_crank()
{
	return 0
}
