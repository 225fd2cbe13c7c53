/* What the two sides of the spool agree on: places and names. */
#ifndef HM_SPOOLNAME_H
#define HM_SPOOLNAME_H

/* Of the spool and of what hardenmail-send keeps, seen from the root. */
#define SPOOL_FOLDER "/var/spool/hardenmail"
#define SPOOL_ACKNOWLEDGED "/var/lib/hardenmail-send/acknowledged"
#define SPOOL_SENDER "/var/lib/hardenmail-send"

/* What JSON carries exactly everywhere (RFC 8259, section 6). */
#define SPOOL_MAX_SEQUENCE (((long long)1 << 53) - 1)
/* A number that we did not write ourselves moves sequences no further. */
#define SPOOL_MAX_FOREIGN ((long long)1 << 40)

/* A heartbeat's file holds the whole report too, as the collector may ask
 * for it; what it is tells whether it says anything new. */
enum spool_kind { SPOOL_NONE, SPOOL_CHANGE, SPOOL_HEARTBEAT };

#define SPOOL_NAME 40

/* "0000000000000042.report": sorted by name is sorted by sequence. */
void spool_name(char name[SPOOL_NAME], long long sequence, enum spool_kind);

/* SPOOL_NONE for any other name. */
enum spool_kind spool_parse(const char *name, long long *sequence);

#endif
