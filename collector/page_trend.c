/* The trend: hosts by condition on each of 90 days, as SVG and as text. */
#include "collector/page.h"

#include <string.h>

#include "agent/model/report.h"
#include "collector/totals.h"

#define DAYS 90
#define DAY 86400
/* In units of the drawing. */
#define LEFT 44
#define TOP 8
#define STEP 7
#define BAR 6
#define HEIGHT 150
#define WIDTH (LEFT + DAYS * STEP + 8)

static const char *const classes[CONDITIONS] = { "fail", "unknown", "warn",
	"good" };

static int64_t
total_of(const struct day *d)
{
	int64_t n = 0;
	size_t i;

	for (i = 0; i < CONDITIONS; i++)
		n += d->condition[i];
	return n;
}

/* 1, 2 or 5 times a power of ten, at least n, and even where it is halved. */
static int64_t
nice(int64_t n)
{
	static const int64_t steps[] = { 1, 2, 4, 6, 8, 10 };
	int64_t unit = 1;
	size_t i;

	for (; unit < INT64_MAX / 100; unit *= 10)
		for (i = 0; i < sizeof(steps) / sizeof(steps[0]); i++)
			if (steps[i] * unit >= n && steps[i] * unit % 2 == 0)
				return steps[i] * unit;
	return n;
}

static void
put_date(struct buf *b, int64_t day)
{
	char text[32];

	time_words(day, text);
	buf_addf(b, "%.10s", text);
}

/* Three lines with their figures, and a date each thirty days. */
static void
put_axes(struct buf *b, int64_t top, int64_t first)
{
	int i, y;

	for (i = 0; i <= 2; i++) {
		y = TOP + HEIGHT - i * HEIGHT / 2;
		buf_addf(b, "<line class=\"grid\" x1=\"%d\" x2=\"%d\" "
		    "y1=\"%d\" y2=\"%d\"/><text class=\"end\" x=\"%d\" "
		    "y=\"%d\">%lld</text>\n", LEFT, WIDTH, y, y, LEFT - 6,
		    y + 4, (long long)(top * i / 2));
	}
	for (i = 0; i < DAYS; i += 30) {
		buf_addf(b, "<text x=\"%d\" y=\"%d\">", LEFT + i * STEP,
		    TOP + HEIGHT + 18);
		put_date(b, first + i * DAY);
		buf_adds(b, "</text>\n");
	}
	buf_addf(b, "<text class=\"end\" x=\"%d\" y=\"%d\">today</text>\n",
	    WIDTH, TOP + HEIGHT + 18);
}

static void
put_bar(struct buf *b, const struct day *d, int at, int64_t top)
{
	int64_t below = 0;
	double y, height;
	size_t i;

	for (i = 0; i < CONDITIONS; i++) {
		if (d->condition[i] == 0)
			continue;
		height = (double)d->condition[i] * HEIGHT / (double)top;
		below += d->condition[i];
		y = TOP + HEIGHT - (double)below * HEIGHT / (double)top;
		buf_addf(b, "<rect class=\"%s\" x=\"%d\" y=\"%.1f\" "
		    "width=\"%d\" height=\"%.1f\"/>", classes[i],
		    LEFT + at * STEP, y, BAR, height);
	}
	buf_adds(b, "\n");
}

static void
put_sentence(struct buf *b, const struct day *d)
{
	html_put(b, "%d failing, %d unknown, %d warning and %d compliant",
	    d->condition[0], d->condition[1], d->condition[2],
	    d->condition[3]);
}

/* What the picture says, in words: the first day, the last, the worst. */
static void
put_words(struct buf *b, const struct day *days, size_t first)
{
	const struct day *last = NULL, *worst = &days[first];
	size_t i;

	for (i = first; i < DAYS; i++) {
		if (days[i].day == 0)
			continue;
		last = &days[i];
		if (days[i].condition[CONDITION_FAILING] >
		    worst->condition[CONDITION_FAILING])
			worst = &days[i];
	}
	buf_adds(b, "On ");
	put_date(b, days[first].day);
	buf_adds(b, ": ");
	put_sentence(b, &days[first]);
	if (last != &days[first]) {
		buf_adds(b, ". On ");
		put_date(b, last->day);
		buf_adds(b, ": ");
		put_sentence(b, last);
		html_put(b, ". Most were failing on ");
		put_date(b, worst->day);
		html_put(b, ": %d", worst->condition[CONDITION_FAILING]);
	}
	buf_adds(b, ".");
}

static void
put_table(struct buf *b, const struct day *days)
{
	size_t i;

	buf_adds(b, "<details>\n<summary>The same as a table</summary>\n"
	    "<table>\n<caption>Hosts by condition on each day</caption>\n"
	    "<thead><tr><th scope=\"col\">Day</th><th scope=\"col\" "
	    "class=\"n\">Failing</th><th scope=\"col\" class=\"n\">Unknown"
	    "</th><th scope=\"col\" class=\"n\">Warning</th>"
	    "<th scope=\"col\" class=\"n\">Compliant</th><th scope=\"col\" "
	    "class=\"n\">Overdue</th></tr></thead>\n<tbody>\n");
	for (i = DAYS; i-- > 0;) {
		if (days[i].day == 0)
			continue;
		buf_adds(b, "<tr><th scope=\"row\">");
		put_date(b, days[i].day);
		html_put(b, "</th><td class=\"n\">%d</td><td class=\"n\">%d"
		    "</td><td class=\"n\">%d</td><td class=\"n\">%d</td>"
		    "<td class=\"n\">%d</td></tr>\n", days[i].condition[0],
		    days[i].condition[1], days[i].condition[2],
		    days[i].condition[3], days[i].overdue);
	}
	buf_adds(b, "</tbody>\n</table>\n</details>\n");
}

static void
put_legend(struct buf *b)
{
	size_t i;

	buf_adds(b, "<ul class=\"legend\" aria-label=\"Legend, from below\">"
	    "\n");
	for (i = 0; i < CONDITIONS; i++)
		html_put(b, "<li><svg class=\"key\" width=\"10\" "
		    "height=\"10\" aria-hidden=\"true\"><rect class=\"%r\" "
		    "width=\"10\" height=\"10\"/></svg> %s</li>\n",
		    classes[i], condition_names[i]);
	buf_adds(b, "</ul>\n");
}

int
page_trend(struct buf *b, struct store *s, int64_t now,
    const struct totals *today, struct err *e)
{
	struct day days[DAYS];
	int64_t top = 2;
	size_t i, first = DAYS;
	int r = totals_days(s, now, days, DAYS, e);

	if (r < 0)
		return r;
	/* That of today is made once an hour: what is true now is newer. */
	days[DAYS - 1] = (struct day){ .day = now - now % DAY,
	    .overdue = today->overdue };
	memcpy(days[DAYS - 1].condition, today->condition,
	    sizeof(today->condition));
	for (i = DAYS; i-- > 0;) {
		if (days[i].day != 0)
			first = i;
		if (total_of(&days[i]) > top)
			top = total_of(&days[i]);
	}
	top = nice(top);
	buf_addf(b, "<figure>\n<div class=\"scroll\" tabindex=\"0\" "
	    "role=\"group\" aria-labelledby=\"trend-words\">\n"
	    "<svg class=\"trend\" viewBox=\"0 0 %d %d\" role=\"img\" "
	    "aria-labelledby=\"trend-words\">\n", WIDTH + 2,
	    TOP + HEIGHT + 26);
	put_axes(b, top, now - now % DAY - (DAYS - 1) * (int64_t)DAY);
	for (i = first; i < DAYS; i++)
		put_bar(b, &days[i], (int)i, top);
	buf_adds(b, "</svg>\n</div>\n");
	put_legend(b);
	buf_adds(b, "<figcaption id=\"trend-words\">");
	put_words(b, days, first);
	buf_adds(b, "</figcaption>\n");
	put_table(b, days);
	buf_adds(b, "</figure>\n");
	return 0;
}
