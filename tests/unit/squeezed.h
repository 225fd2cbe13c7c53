/* JSON without the blanks that make it readable. */
#ifndef HM_SQUEEZED_TEST_H
#define HM_SQUEEZED_TEST_H

/* In place; the strings in it must have no blanks of their own. */
static inline const char *
squeezed(char *text)
{
	char *to = text, *p;

	for (p = text; *p != '\0'; p++)
		if (*p != ' ' && *p != '\n')
			*to++ = *p;
	*to = '\0';
	return text;
}

#endif
