"""A survey's results as DDI-Codebook 2.5: the XML that data archives keep.

Every figure comes out of the same ``ShownSurvey`` as those of all other forms: what is
withheld there has no statistics here. Nobody's own words are in it, released or not: a
codebook says what was asked and how often each answer was given.
"""

from __future__ import annotations

from xml.etree.ElementTree import indent, tostring

from overens.surveys.queries.ddi.elements import codebook
from overens.surveys.queries.ddi.study import add_document, add_study
from overens.surveys.queries.ddi.variables import add_variables
from overens.surveys.queries.shown import ShownSurvey


def ddi_codebook(shown: ShownSurvey) -> bytes:
    """Return the results as a codebook, in the active language. 1 query."""
    book = codebook(shown.language)
    add_document(book, shown)
    add_study(book, shown)
    add_variables(book, shown)
    indent(book, " ")
    written: bytes = tostring(book, encoding="utf-8", xml_declaration=True)
    return written + b"\n"


__all__ = ["ddi_codebook"]
