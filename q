00008 >>> 554 5.0.0 /etc/mail/sendmail.cf: line 10: readcf: DontBlameSendmail option: WorldWritableDirPathSafe unrecognized
