/* Reads XML as service manifests and property lists are written. */
#ifndef HM_XML_H
#define HM_XML_H

#include <stddef.h>

#include "agent/base/pool.h"

/*
 * Elements with attributes, text, CDATA, comments, processing instructions,
 * a document type without declarations of its own, the five entities that
 * XML has, and characters by number. What could change the meaning of the
 * rest is refused: an internal subset, other entities, an encoding that is
 * no ASCII.
 */
enum xml_kind { XML_OPEN = 1, XML_CLOSE, XML_TEXT };

struct xml_attribute {
	struct xml_attribute *next;
	const char *name, *value;
};

/* What comes next; <a/> is XML_OPEN and XML_CLOSE. Text between two tags
 * comes whole, unless it is blank: then it does not come. */
struct xml_event {
	enum xml_kind kind;
	unsigned line;			/* on which it begins */
	const char *name;		/* of OPEN and CLOSE */
	const struct xml_attribute *attributes;
	const char *text;		/* of TEXT */
};

#define XML_MAX_DEPTH 64

struct xml {
	struct pool *pool;
	const char *at, *end;
	unsigned line;
	unsigned depth;
	const char *open[XML_MAX_DEPTH];
	int pending;			/* "/>" was seen: a CLOSE comes */
	int done;			/* the root element is closed */
};

/* Borrows the text; strings of events come from the pool. */
void xml_init(struct xml *, struct pool *, const char *text, size_t len);

/* 1: *ret is what comes next; 0: the end; -EINVAL: no XML, or none of this
 * kind, at xml->line; -ENOMEM. */
int xml_next(struct xml *, struct xml_event *ret);

/* The value of an attribute, or NULL. */
const char *xml_attribute(const struct xml_event *, const char *name);

#endif
