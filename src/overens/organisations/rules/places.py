"""What stops a municipality from being brought in, and what a code is. Pure Python.

Rule O19 in ``docs/rules/organisations.md``.
"""

from __future__ import annotations

from overens.errors import RuleBroken, gettext_noop


class SwedenMissing(RuleBroken):
    """The file that set-up builds is not there."""

    sentence = gettext_noop(
        "The list of Sweden’s municipalities is missing. Run make setup, or install "
        "the program again."
    )


class UnknownCounty(RuleBroken):
    """A code that is no county's."""

    sentence = gettext_noop("There is no county with the code %(code)s in Sweden.")
    field = "county"


class MunicipalityElsewhere(RuleBroken):
    """A code is one municipality's, and that one is in another world."""

    sentence = gettext_noop(
        "Another world of this database already has %(names)s. A municipality is in "
        "one world only."
    )


class PropertyMissing(RuleBroken):
    """An outline says which municipality it is."""

    sentence = gettext_noop("Each outline needs the property %(name)s.")


def is_municipality_code(text: str) -> bool:
    """Tell whether a text has the form of a Swedish municipality's code.

    >>> is_municipality_code("1380"), is_municipality_code("Halmstad")
    (True, False)
    """
    return len(text) == 4 and text.isascii() and text.isdigit()
