"""What is known not to be accessible, as records: the statement is written from them.

Each installation is its own actor and owns its statement (lag 2018:1937). Add a record
when a fault is found; take it away when it is mended, with a new day of assessment.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ASSESSED = date(2026, 11, 22)
METHOD = _(
    "Self-assessment: an automatic test of every kind of page, in light and dark, "
    "by keyboard alone, and at 320 pixels' width. People with disabilities have not "
    "tried the site yet."
)


@dataclass(frozen=True)
class Fault:
    """One thing that does not meet the requirements, and why.

    Attributes:
        what: what does not work, for whom.
        criterion: number and name of the WCAG criterion.
        plan: what is done about it.
    """

    what: Promise
    criterion: str
    plan: Promise


FAULTS = (
    Fault(
        _(
            "PDF files are tagged, but have not been checked with a program that "
            "tests the whole PDF/UA standard. The same content is on the page."
        ),
        "WCAG 1.3.1",
        _("The page and the Word file can be read instead."),
    ),
    Fault(
        _("The handbook exists only in Swedish."),
        "WCAG 3.1.2",
        _("Its language is marked, so that a screen reader pronounces it right."),
    ),
)
