"""What can be said no to, and the sentence that says so.

::

    RuleBroken                  the rule or the data said no; a person can act on it
    ├── NotYours                visible, but not yours to do (403)
    ├── Unreadable              what came in could not be read (file, sheet, text)
    └── … each rule's own, beside the rule in its package's ``rules``

The sentence stands on the exception, in English, marked by ``gettext_noop`` so that
the message extraction finds it; the door translates it (``common.explain``).
"""

from __future__ import annotations


def gettext_noop(sentence: str) -> str:
    """Mark a sentence for translation at the door; return it unchanged."""
    return sentence


class RuleBroken(Exception):
    """A rule said no.

    Args:
        **facts: what the sentence names, as plain values: ``%(name)s`` in
            ``sentence`` is filled with ``facts["name"]`` after translation.

    Subclasses set ``sentence`` (English, says what to do) and may set ``field``, the
    name of the form field that it concerns.
    """

    sentence: str = gettext_noop("This cannot be done as things stand.")
    field: str | None = None

    def __init__(self, *, field: str | None = None, **facts: object) -> None:
        self.facts = facts
        if field is not None:
            self.field = field
        super().__init__(self.sentence % facts if facts else self.sentence)


class NotYours(RuleBroken):
    """The person may see this, but not do it."""

    sentence = gettext_noop("You do not have the role that this takes.")


class Unreadable(RuleBroken):
    """What came in could not be read."""

    sentence = gettext_noop(
        "The file could not be read. Save it again and try once more."
    )
