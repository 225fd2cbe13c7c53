/* The bytes that stand for $-words within the text of a rule. */
#ifndef HM_RULES_META_H
#define HM_RULES_META_H

/*
 * The values are those of sendmail's own (sendmail.h), as texts that the
 * tokeniser sees must fall into the same character types. 0x80 to 0x9f are
 * taken, so that such bytes of a file or an address are quoted by META_QUOTE.
 */
enum meta {
	META_EXPAND = 0x81,	/* $x: a macro's name follows */
	META_LATER = 0x82,	/* $&x */
	META_MAP = 0x85,	/* $( */
	META_MAP_END = 0x86,	/* $) */
	META_ANY = 0x90,	/* $*: no token, or more */
	META_SOME = 0x91,	/* $+: one, or more */
	META_ONE = 0x92,	/* $- */
	META_CLASS = 0x93,	/* $=x */
	META_NOT_CLASS = 0x94,	/* $~x */
	META_PART = 0x95,	/* $1: a digit follows */
	META_NET = 0x96,	/* $# */
	META_AT = 0x97,		/* $@ */
	META_COLON = 0x98,	/* $: */
	META_CALL = 0x99,	/* $> */
	META_IF = 0x9a,		/* $? */
	META_ELSE = 0x9b,	/* $| */
	META_FI = 0x9c,		/* $. */
	META_HOST = 0x9d,	/* $[ */
	META_HOST_END = 0x9e,	/* $] */
	META_QUOTE = 0xff	/* the next byte means itself */
};

/* The first byte of a token, which is never a null pointer here. */
static inline int
meta(const char *token)
{
	return (unsigned char)token[0];
}

#endif
