/* Evaluates read and getopts. */
#include "platforms/shell_input.h"

#include <string.h>

#include "agent/base/num.h"

static bool
blank(char c)
{
	return c == ' ' || c == '\t';
}

/* What the names get where that is not known. */
static void
assign_gaps(struct sh *sh, const struct sh_call *c, size_t i,
    const struct place *from, const char *why)
{
	for (; i < c->n; i++)
		if (!sh_has_gap(c->argv[i]))
			sh_var_set(sh, c->argv[i], sh_gap, from, why);
}

/* IFS without blanks, as in IFS=: read user x; the rest for the last. */
static bool
assign_divided(struct sh *sh, const struct sh_call *c, size_t i,
    const char *line, const char *ifs, const struct sh_input *in)
{
	size_t n;

	for (; i < c->n; i++) {
		n = strcspn(line, ifs);
		/* Shells differ in what a separator at the end means. */
		if (i + 1 == c->n && line[n] != '\0')
			return false;
		sh_var_set(sh, c->argv[i], sh_copy(sh, line, n),
		    sh_places(sh, in->from, c->from), in->why);
		line += n + (line[n] != '\0');
	}
	return true;
}

/* Give the names the fields of a line; the last takes the rest. */
static void
assign_fields(struct sh *sh, const struct sh_call *c, size_t i,
    const char *line, const struct sh_input *in)
{
	size_t n, len;

	for (; i < c->n; i++) {
		while (blank(*line))
			line++;
		n = i + 1 < c->n ? strcspn(line, " \t") : strlen(line);
		for (len = n; len > 0 && blank(line[len - 1]);)
			len--;
		sh_var_set(sh, c->argv[i], sh_copy(sh, line, len),
		    sh_places(sh, in->from, c->from), in->why);
		line += n;
	}
}

/* The first name. Of the options -r is POSIX's; *raw, and *odd: one that
 * changes what is read. */
static size_t
read_options(const struct sh_call *c, bool *raw, bool *odd)
{
	const char *t;
	size_t i;

	for (i = 1; i < c->n && c->argv[i][0] == '-'; i++) {
		t = c->argv[i] + 1;
		*raw = *raw || strchr(t, 'r') != NULL;
		*odd = *odd || strpbrk(t, "andNui") != NULL;
		if (t[0] != '\0' && strchr("pt", t[strlen(t) - 1]) != NULL)
			i++;
	}
	return i;
}

void
sh_read(struct sh *sh, const struct sh_call *c)
{
	static const char why[] = "what is read is not known";
	const struct sh_value *ifs = sh_var(sh, "IFS");
	struct sh_input *in = sh->in;
	const char *end, *line;
	bool raw = false, odd = false, plain;
	size_t i = read_options(c, &raw, &odd);

	if (odd || in == NULL || in->at == NULL || sh_has_gap(in->at)) {
		assign_gaps(sh, c, i, NULL, why);
		sh_status_unknown(sh, NULL, why);
		return;
	}
	plain = ifs == NULL || strcmp(ifs->text, " \t\n") == 0;
	end = strchr(in->at, '\n');
	line = sh_copy(sh, in->at, end != NULL ? (size_t)(end - in->at) :
	    strlen(in->at));
	if (!raw && strchr(line, '\\') != NULL)
		assign_gaps(sh, c, i, in->from, "read takes a \\ away");
	else if (plain)
		assign_fields(sh, c, i, line, in);
	else if (strpbrk(ifs->text, " \t\n" SH_GAPS) != NULL ||
	    !assign_divided(sh, c, i, line, ifs->text, in))
		assign_gaps(sh, c, i, in->from, "how it is divided");
	sh_status(sh, end == NULL, in->from);
	if (!sh->st->dead || end != NULL)
		in->at = end != NULL ? end + 1 : in->at + strlen(in->at);
}

/* Where getopts stands: $OPTIND, and the letter in a bundle in a variable
 * that no script can name. */
#define LETTER " letter"

static long
position(const struct sh *sh, const char *name, long missing)
{
	const struct sh_value *v = sh_var(sh, name);
	long long n;

	return v == NULL || num_parse(v->text, strlen(v->text), 0, 1000, &n)
	    < 0 ? missing : (long)n;
}

static void
getopts_end(struct sh *sh, const char *name)
{
	sh_var_set(sh, name, "?", NULL, NULL);
	sh_var_unset(sh, LETTER);
	sh_status(sh, 1, NULL);
}

/* The n-th word that getopts looks at: its own, or $1 ... */
static struct sh_value
option_word(const struct sh *sh, const struct sh_call *c, size_t n)
{
	size_t i;

	if (c->n == 3)
		return sh_param(sh, n);
	for (i = 3; i < c->n && i < n + 3; i++)
		if (strchr(c->argv[i], SH_MANY) != NULL)
			return (struct sh_value){ .text = sh_gap,
				.from = c->from, .why = c->why };
	return (struct sh_value){ .text = n + 2 < c->n ? c->argv[n + 2] :
		NULL, .from = c->from, .why = c->why };
}

static void
getopts_missing(struct sh *sh, const char *name, const char *spec,
    char option)
{
	sh_var_set(sh, name, spec[0] == ':' ? ":" : "?", NULL, NULL);
	if (spec[0] == ':')
		sh_var_set(sh, "OPTARG", sh_format(sh, "%c", option), NULL,
		    NULL);
}

void
sh_getopts(struct sh *sh, const struct sh_call *c)
{
	long at = position(sh, "OPTIND", 1), letter = position(sh, LETTER, 1);
	const char *name, *spec, *word, *option;
	struct sh_value v;

	if (c->n < 3 || sh_has_gap(c->argv[2])) {
		sh_status_unknown(sh, c->from, "getopts is not understood");
		return;
	}
	spec = c->argv[1];
	name = c->argv[2];
	v = option_word(sh, c, (size_t)at);
	word = v.text;
	if (sh_has_gap(spec) || (word != NULL && sh_has_gap(word))) {
		sh_var_set(sh, name, sh_gap, v.from, v.why);
		sh_var_set(sh, "OPTARG", sh_gap, v.from, v.why);
		sh_status_unknown(sh, v.from, v.why);
		return;
	}
	if (word == NULL || word[0] != '-' || word[1] == '\0') {
		getopts_end(sh, name);
		return;
	}
	if (strcmp(word, "--") == 0) {
		sh_var_set(sh, "OPTIND", sh_format(sh, "%ld", at + 1), NULL,
		    NULL);
		getopts_end(sh, name);
		return;
	}
	if ((size_t)letter >= strlen(word))
		letter = 1;
	option = strchr(spec, word[letter]);
	sh_var_set(sh, name, option != NULL && word[letter] != ':' ?
	    sh_format(sh, "%c", word[letter]) : "?", v.from, NULL);
	sh_var_set(sh, "OPTARG", option == NULL && spec[0] == ':' ?
	    sh_format(sh, "%c", word[letter]) : "", v.from, NULL);
	letter++;
	if (option != NULL && option[1] == ':') {
		if (word[letter] == '\0')
			v = option_word(sh, c, (size_t)++at);
		else
			v.text = word + letter;
		if (v.text != NULL)
			sh_var_set(sh, "OPTARG", v.text, v.from, v.why);
		else	/* the word is missing */
			getopts_missing(sh, name, spec, *option);
		letter = (long)strlen(word);
	}
	if ((size_t)letter >= strlen(word)) {
		at++;
		sh_var_unset(sh, LETTER);
	} else {
		sh_var_set(sh, LETTER, sh_format(sh, "%ld", letter), NULL,
		    NULL);
	}
	sh_var_set(sh, "OPTIND", sh_format(sh, "%ld", at), NULL, NULL);
	sh_status(sh, 0, v.from);
}
