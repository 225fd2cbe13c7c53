/* Evaluates read and getopts. */
#include "platforms/shell_input.h"

#include <string.h>

#include "agent/base/num.h"

static bool
blank(char c)
{
	return c == ' ' || c == '\t';
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

void
sh_read(struct sh *sh, const struct sh_call *c)
{
	struct sh_input *in = sh->in;
	const char *end, *line;
	size_t i = 1;

	while (i < c->n && c->argv[i][0] == '-')
		i++;
	if (in == NULL || in->at == NULL || sh_has_gap(in->at)) {
		for (; i < c->n; i++)
			sh_var_set(sh, c->argv[i], sh_gap, NULL,
			    "what is read is not known");
		sh_status_unknown(sh, NULL, "what is read is not known");
		return;
	}
	end = strchr(in->at, '\n');
	line = sh_copy(sh, in->at, end != NULL ? (size_t)(end - in->at) :
	    strlen(in->at));
	assign_fields(sh, c, i, line, in);
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

void
sh_getopts(struct sh *sh, const struct sh_call *c)
{
	long at = position(sh, "OPTIND", 1), letter = position(sh, LETTER, 1);
	const char *name, *spec, *word, *option;
	struct sh_value v;

	if (c->n != 3 || !c->known) {
		sh_status_unknown(sh, c->from, "getopts is not understood");
		return;
	}
	spec = c->argv[1];
	name = c->argv[2];
	v = sh_param(sh, (size_t)at);
	word = v.text;
	if (word != NULL && sh_has_gap(word)) {
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
	letter++;
	if (option != NULL && option[1] == ':') {
		if (word[letter] == '\0')
			v = sh_param(sh, (size_t)++at);
		else
			v.text = word + letter;
		sh_var_set(sh, "OPTARG", v.text != NULL ? v.text : "",
		    v.from, v.why);
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
