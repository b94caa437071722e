"""Words a broken rule in the reader's language, at the door it came in by."""

from __future__ import annotations

from django.utils.translation import gettext

from overens.errors import RuleBroken


def explain(broken: RuleBroken) -> str:
    """Return the rule's sentence, translated and filled in."""
    sentence = gettext(broken.sentence)
    facts = {
        name: gettext(value.msgid) if isinstance(value, Marked) else value
        for name, value in broken.facts.items()
    }
    return sentence % facts if facts else sentence


class Marked(str):
    """A fact that is itself a message to translate, such as a column's name."""

    @property
    def msgid(self) -> str:
        """The English text to look up."""
        return str(self)
