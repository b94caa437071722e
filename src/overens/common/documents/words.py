"""The fixed words of documents, in the document's own language."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import override, pgettext

from overens.common import formats
from overens.common.documents.blocks import Document


@dataclass(frozen=True)
class Words:
    """What a document says besides its own texts."""

    contents: str
    page: str
    of: str
    day: str
    unshown: str


def words_of(document: Document) -> Words:
    """Return the fixed words for one document."""
    with override(document.language):
        return Words(
            contents=pgettext("document", "Contents"),
            page=pgettext("document", "Page"),
            of=pgettext("document", "of"),
            day=formats.day(document.date, language=document.language),
            unshown=pgettext(
                "document",
                "Some characters in the texts have no letter form here and are shown "
                "as □. They stand in full on the web.",
            ),
        )
