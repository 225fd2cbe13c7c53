"""Reads a page the strict way: what is wrong with it as a list of words. For
the tests in this folder; Python's own HTML parser and nothing else."""
import html.parser
import re

VOID = {"meta", "link", "input", "br", "hr", "img"}
# What a page of ours may consist of.
KNOWN = VOID | set(
    "html head title body a header main footer nav div p h1 h2 h3 h4 ul ol li "
    "section article table caption thead tbody tfoot tr th td form label "
    "input select option button span b code pre time dl dt dd figure "
    "figcaption details summary svg rect line text".split())
CELLS = {"th", "td"}


class Page(html.parser.HTMLParser):
    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.open, self.wrong = [], []
        self.links, self.ids, self.refs = [], set(), set()
        self.headings, self.labels, self.fields = [], set(), []
        self.forms, self.title, self.words = [], "", []
        self.landmarks, self.styles = [], []
        self.named = []
        if not text.startswith("<!DOCTYPE html>\n"):
            self.wrong.append("no doctype")
        self.feed(text)
        self.close()
        if self.open:
            self.wrong.append(f"not closed: {self.open}")
        self.check()

    def handle_starttag(self, tag, attrs):
        a = dict(attrs)
        if len(a) != len(attrs):
            self.wrong.append(f"<{tag}> has an attribute twice")
        if tag not in KNOWN:
            self.wrong.append(f"<{tag}> is not of our making")
        for name, value in attrs:
            if name.startswith("on") or name == "style":
                self.wrong.append(f"<{tag} {name}>")
            if name in ("href", "action", "src") and not re.match(
                    r"(/|#|\?)", value or ""):
                self.wrong.append(f"<{tag} {name}={value!r}>")
        if "id" in a:
            if a["id"] in self.ids:
                self.wrong.append(f"id {a['id']} twice")
            self.ids.add(a["id"])
        for name in ("aria-labelledby", "aria-describedby", "for"):
            if name in a:
                self.refs |= set(a[name].split())
        self.one(tag, a)
        if tag not in VOID:
            self.open.append(tag)

    def one(self, tag, a):
        if tag == "a":
            self.links.append(a.get("href"))
        elif tag == "link":
            self.styles.append(a.get("href"))
        elif re.match(r"h\d$", tag):
            self.headings.append(int(tag[1]))
        elif tag in ("header", "main", "footer", "nav"):
            self.landmarks.append(tag)
            if tag == "nav":
                self.named.append("aria-label" in a)
        elif tag == "label":
            self.labels.add(a.get("for"))
        elif tag == "form":
            self.forms.append({"action": a.get("action"), "method":
                               a.get("method"), "fields": {}})
        elif tag in ("input", "select"):
            if a.get("type") != "hidden":
                self.fields.append(a.get("id"))
            if self.forms:
                self.forms[-1]["fields"][a["name"]] = a.get("value")
        elif tag == "th" and a.get("scope") not in ("col", "row"):
            self.wrong.append("<th> without scope")
        elif tag == "svg" and not (a.get("aria-hidden") == "true" or (
                a.get("role") == "img" and "aria-labelledby" in a)):
            self.wrong.append("<svg> without words")
        elif tag == "time" and not re.match(
                r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$", a.get("datetime", "")):
            self.wrong.append(f"<time datetime={a.get('datetime')!r}>")
        elif tag == "pre" and "tabindex" not in a:
            self.wrong.append("<pre> out of the keyboard's reach")

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag):
        if not self.open or self.open[-1] != tag:
            self.wrong.append(f"</{tag}> within {self.open[-3:]}")
        else:
            self.open.pop()

    def handle_data(self, data):
        if self.open and self.open[-1] == "title":
            self.title += data
        self.words.append(data)

    def handle_comment(self, data):
        self.wrong.append("a comment")

    def check(self):
        if self.refs - self.ids:
            self.wrong.append(f"nothing has the id {self.refs - self.ids}")
        if self.headings[:1] != [1] or self.headings.count(1) != 1:
            self.wrong.append(f"headings begin {self.headings[:3]}")
        for before, after in zip(self.headings, self.headings[1:]):
            if after > before + 1:
                self.wrong.append(f"<h{after}> below <h{before}>")
        for field in self.fields:
            if field is None or field not in self.labels:
                self.wrong.append(f"field {field} has no label")
        for mark in ("header", "main", "footer"):
            if self.landmarks.count(mark) != 1:
                self.wrong.append(f"not one <{mark}>")
        if not self.title or not all(self.named):
            self.wrong.append("no title, or a <nav> without name")
        if self.links[:1] != ["#main"]:
            self.wrong.append("no skip link first")

    @property
    def text(self):
        return " ".join(" ".join(self.words).split())


def luminance(colour):
    """WCAG 2.1: relative luminance of #rrggbb."""
    def one(x):
        x /= 255
        return x / 12.92 if x <= 0.04045 else ((x + 0.055) / 1.055) ** 2.4
    r, g, b = (int(colour[i:i + 2], 16) for i in (1, 3, 5))
    return 0.2126 * one(r) + 0.7152 * one(g) + 0.0722 * one(b)


def contrast(a, b):
    high, low = sorted((luminance(a), luminance(b)), reverse=True)
    return (high + 0.05) / (low + 0.05)
