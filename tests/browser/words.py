"""Whether a page speaks the language it says it speaks.

Two nets, each catching what slips through the other: a piece of text that is exactly a
message of the catalogues in the wrong language, and small words that a sentence in the
other language cannot do without.
"""

from __future__ import annotations

import re
from functools import cache

from babel.messages.pofile import read_po

from tests.browser.serving import ROOT

# Words that no name in the demonstration has, and no sentence goes without for long.
SWEDISH = """
    att som är inte från eller har kan ska finns det vi ni du din er dig oss här där när
    hur vad vem vilka ingen inget inga alla mot efter innan
"""
ENGLISH = """
    the and of is are with from this that you your our we they has have been which who
    what when how there here no yes its
"""
# Of an address, and of a code in groups of four, only chance makes words.
BY_CHANCE = re.compile(r"https?://\S+|\b(?:[a-z2-7]{4}-){3,}[a-z2-7]{4}\b")
# What people have typed in their own language, which no field keeps.
TYPED = frozenset(["ordförande"])
SMALL_WORDS = {"sv": frozenset(SWEDISH.split()), "en": frozenset(ENGLISH.split())}
# Text of the page and of what a screen reader says, save what is marked as another
# language than the page's.
VISIBLE = """() => {
  const own = document.documentElement.lang;
  const other = node => {
    const marked = node.closest('[lang]');
    return marked && marked.lang !== own;
  };
  const said = [document.title];
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const node = walk.currentNode;
    const inside = node.parentElement;
    if (inside.closest('script, style, textarea, code, pre') || other(inside)) continue;
    if (node.data.trim()) said.push(node.data);
  }
  for (const node of document.querySelectorAll('*')) {
    if (other(node)) continue;
    for (const name of ['aria-label', 'title', 'alt', 'placeholder']) {
      if (node.getAttribute(name)) said.push(node.getAttribute(name));
    }
  }
  return said;
}"""


@cache
def messages() -> dict[str, frozenset[str]]:
    """Return, by language, the messages that exist in that language alone."""
    pairs = []
    for file in sorted(ROOT.glob("src/overens/**/LC_MESSAGES/django.po")):
        with file.open("rb") as opened:
            for message in read_po(opened, locale="sv"):
                ids, strings = _forms(message.id), _forms(message.string)
                pairs += list(zip(ids, strings, strict=False))
    english = {one.lower() for one, _ in pairs if one}
    swedish = {other.lower() for _, other in pairs if other}
    return {"en": frozenset(english - swedish), "sv": frozenset(swedish - english)}


def wrong_language(page) -> list[str]:
    """Return what is said in the other of the two languages than the page's own."""
    own = page.get_attribute("html", "lang")
    other = {"sv": "en", "en": "sv"}[own]
    faults = []
    for text in page.evaluate(VISIBLE):
        pieces = [re.sub(r"\s+", " ", piece) for piece in re.split(r"[·:()|]", text)]
        whole = {piece.strip(" .,–").lower() for piece in [text, *pieces]}
        words = set(re.findall(r"[^\W\d_]+", BY_CHANCE.sub(" ", text.lower())))
        if (whole - TYPED) & messages()[other] or words & SMALL_WORDS[other]:
            faults.append(f"not {own}: {' '.join(text.split())[:120]!r}")
    return sorted(set(faults))


def _forms(said) -> list[str]:
    """Return the singular and plural of a message, as far as it has no gap to fill."""
    forms = said if isinstance(said, list | tuple) else [said]
    return ["" if re.search(r"[%{<]", form) else form.strip(" .") for form in forms]
