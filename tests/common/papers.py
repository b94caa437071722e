"""Documents for tests. All names invented."""

from __future__ import annotations

from datetime import date

from overens.common.documents import (
    Bullets,
    Chart,
    Definitions,
    Document,
    Figure,
    Figures,
    Heading,
    Lead,
    Linked,
    Note,
    Numbered,
    PageBreak,
    Paragraph,
    Quote,
    Table,
)
from tests.common.drawings import ALL

# What is code in Typst, markup in HTML, or a command to Word.
SPECIAL = '# $x$ "a" \\ <b> & *f* _k_ `c` @r ~ [y] #let(x) // {\\page} %d =1'

ORIGIN = "Påhittat exempel: Strandland finns inte."

EVERYTHING = Document(
    title="Uppföljning 2026",
    subtitle="Överenskommelsen i Strandland",
    language="sv",
    origin_note=ORIGIN,
    date=date(2026, 11, 22),
    publisher="Kansliet i Strandland",
    slug="uppfoljning-2026",
    blocks=(
        Heading(1, "Det viktigaste"),
        Lead("Sjutton av tjugofem åtgärder går enligt plan."),
        Figures((Figure("17 av 25", "åtgärder", "4 klara"), Figure("84", "parter"))),
        Paragraph("Ett stycke.\n\nEtt till."),
        Linked((("Försenat: ", ""), ("två åtgärder", "tables"), (f" {SPECIAL}", ""))),
        Bullets(("Först", "Sedan")),
        Heading(2, "Tabeller", "tables"),
        Table(
            caption="Försenade åtgärder",
            headings=("Åtgärd", "Kronor"),
            rows=(("Samma blankett", "200 000"), ("Utbildning", "45 000")),
            numbers=(1,),
        ),
        Heading(3, "Så gjorde vi"),
        Numbered(("Utskick", "Påminnelse")),
        Numbered(("Börjar om",)),
        Definitions((("Bas", "de som svarade"),)),
        Quote(f"Det fungerar. {SPECIAL}", "Nämndsekreterare"),
        Note("warning", "Läs varsamt.", "Tänk på"),
        Note("info", "Utan titel."),
        PageBreak(),
        Heading(1, "Bilder"),
        *(Chart(chart) for chart in ALL),
    ),
)


def small(*blocks: object, **changes: object) -> Document:
    """A document with just these blocks."""
    facts: dict[str, object] = {
        "title": "Liten",
        "language": "sv",
        "date": date(2026, 1, 2),
        "publisher": "Kansliet",
        "slug": "liten",
        "blocks": blocks,
    }
    return Document(**(facts | changes))  # type: ignore[arg-type]
