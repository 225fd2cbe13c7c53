/* Where a sendmail command says that it listens, and what it says instead. */
#ifndef HM_EDIT_WORDS_H
#define HM_EDIT_WORDS_H

#include <stdbool.h>
#include <stddef.h>

struct edit_job;

/* text[from..to) makes it a listener. */
struct listen_word {
	size_t from, to;
	char mode;			/* 'd', 'D', 'l'; of a name: 'd' */
	bool inside;			/* other letters stand before it in
					 * its word: -vbd */
	bool name;			/* the program's name, smtpd */
};

/* The nth (from 0) -bd, -bD or -bl in text[from..to) that is a word of its
 * own or the beginning of one, with other letters before it (-vbd), or with
 * its argument in the next word (-b d). */
bool words_find_listen(const char *text, size_t from, size_t to,
    unsigned nth, struct listen_word *ret);

/* The nth program whose name is smtpd; neither what is assigned to a
 * variable nor what test(1) is asked about. */
bool words_find_smtpd(const char *text, size_t from, size_t to,
    unsigned nth, struct listen_word *ret);

/*
 * What stands in the place of *w afterwards, in the plan's pool; *w is
 * widened over the blanks that go with it. `out`: the command has a -q of
 * its own. A command of the name smtpd is told -bm, as the last -b counts:
 * with -q that is a queue runner. NULL: no memory.
 */
const char *words_instead(struct edit_job *, const char *text, size_t len,
    bool out, struct listen_word *w);

/* The starter's program goes by the name smtpd, and listens for that. */
bool words_named_smtpd(const struct edit_job *);

#endif
