"""The HTML writer: one accessible file, complete in itself, for a disk or a mail.

It is a file and not a page of ours: its style sheet lies in it, where a page would
link to one.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, fields, replace
from functools import cache
from importlib.resources import files
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from overens.common.charts import Chart as Drawing
from overens.common.charts import Table, table_markup, to_page_figure
from overens.common.charts.svg import tag, together
from overens.common.documents.blocks import (
    Block,
    Bullets,
    Chart,
    Definitions,
    Document,
    Figures,
    Heading,
    Lead,
    Linked,
    Note,
    Numbered,
    PageBreak,
    Paragraph,
    Quote,
    paragraphs,
)
from overens.common.documents.words import Words, words_of

# Nothing may be fetched, run or sent by the file, whatever got into it.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'"


def to_html(document: Document) -> bytes:
    """Return a document as one HTML file, UTF-8, that needs nothing else."""
    head = together(
        mark_safe('<meta charset="utf-8">'),
        mark_safe(f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'),
        mark_safe('<meta name="viewport" content="width=device-width">'),
        tag("title", document.title),
        mark_safe(f"<style>{_style()}</style>"),
    )
    page = tag(
        "html",
        tag("head", head),
        tag("body", _cover(document), _main(document), _foot(document)),
        lang=document.language,
        data_color_scheme="auto",
    )
    return f"<!doctype html>\n{page}\n".encode()


def to_html_fragment(document: Document) -> SafeString:
    """Return a document's blocks as HTML, headings from ``h2``, without cover."""
    return _Writer().written(document)


@cache
def _style() -> str:
    """The file's own style sheet and the charts', as one."""
    common = files("overens.common")
    own = (common / "documents" / "templates" / "document.css").read_text("utf-8")
    charts = (common / "static" / "overens" / "chart.css").read_text("utf-8")
    # A layer loses to rules outside it, and the file's own rules are outside.
    return f"{charts}\n{own}"


def _cover(document: Document) -> SafeString:
    return tag(
        "header",
        tag("h1", document.title),
        tag("p", document.subtitle) if document.subtitle else "",
        class_="cover",
    )


def _main(document: Document) -> SafeString:
    words = words_of(document)
    day = tag("time", words.day, datetime=document.date.isoformat())
    writer = _Writer()
    written = writer.written(document)
    return tag(
        "main",
        tag("p", tag("strong", document.publisher), " · ", day, class_="made"),
        tag("p", document.origin_note, class_="origin") if document.origin_note else "",
        _contents(writer.headings, words) if document.lists_contents else "",
        written,
    )


def _foot(document: Document) -> SafeString:
    return tag(
        "footer",
        tag("p", document.publisher),
        tag("p", document.origin_note) if document.origin_note else "",
        class_="foot",
    )


def _contents(headings: list[tuple[int, str, str]], words: Words) -> SafeString:
    """The headings of level 1 and 2 as a list of links, the second inside the first."""
    chapters: list[tuple[SafeString, list[SafeString]]] = []
    for level, text, name in headings:
        link = tag("a", text, href=f"#{name}")
        if level == 1:
            chapters.append((link, []))
        elif level == 2:
            chapters[-1][1].append(tag("li", link))
    items = (
        tag("li", link, tag("ol", *sections) if sections else "")
        for link, sections in chapters
    )
    return tag(
        "nav",
        tag("h2", words.contents, id="contents"),
        tag("ol", *items),
        class_="contents",
        aria_labelledby="contents",
    )


@dataclass
class _Writer:
    """Writes blocks in order, knowing under which heading it is."""

    level: int = 0
    charts: int = 0
    headings: list[tuple[int, str, str]] = field(default_factory=list)

    def written(self, document: Document) -> SafeString:
        """Return all blocks as markup."""
        return together(*(self.block(block) for block in document.blocks))

    def block(self, block: Block) -> SafeString:
        """Return one block as markup."""
        return _WRITERS[type(block)](self, block)

    def heading(self, block: Heading) -> SafeString:
        """A heading one level under the title's, with an address of its own."""
        self.level = block.level
        name = block.name or f"part-{len(self.headings) + 1}"
        self.headings.append((block.level, block.text, name))
        return tag(f"h{block.level + 1}", block.text, id=name)

    def chart(self, block: Chart) -> SafeString:
        """A chart with its table open, since a file is often printed; unless the same
        figures stand in a table of their own.
        """
        self.charts += 1
        return to_page_figure(
            unlinked(block.chart),
            key=str(self.charts),
            heading=min(self.level + 2, 6),
            open_table=True,
            with_table=block.with_table,
        )


def unlinked(chart: Drawing) -> Drawing:
    """Return the chart without links: in a file there is no page to go to."""
    changes: dict[str, Any] = {
        part.name: tuple(
            replace(item, href="") if getattr(item, "href", "") else item
            for item in getattr(chart, part.name)
        )
        for part in fields(chart)
        if isinstance(getattr(chart, part.name), tuple)
    }
    return replace(chart, **changes)


def _texts(text: str, class_: str = "", language: str = "") -> SafeString:
    return together(
        *(tag("p", part, class_=class_, lang=language) for part in paragraphs(text))
    )


def _with_links(block: Linked) -> SafeString:
    return tag(
        "p",
        *(
            tag("a", words, href=f"#{name}") if name else words
            for words, name in block.pieces
        ),
        lang=block.language,
    )


def _list(name: str, items: tuple[str, ...]) -> SafeString:
    return tag(name, *(tag("li", item) for item in items))


def _quote(block: Quote) -> SafeString:
    words = tag("blockquote", _texts(block.text), lang=block.language)
    if not block.source:
        return words
    # Whose words they are is not among the words: outside the quotation.
    return tag("figure", words, tag("figcaption", block.source), class_="quote")


def _note(block: Note) -> SafeString:
    title = tag("p", tag("strong", block.title)) if block.title else ""
    return tag("div", title, _texts(block.text), class_=f"note note-{block.tone}")


def _linked(words: str, address: str) -> str:
    """The words, as a link where they lead somewhere."""
    return tag("a", words, href=address) if address else words


def _figures(block: Figures) -> SafeString:
    return tag(
        "ul",
        *(
            tag(
                "li",
                _linked(tag("b", item.number), item.address),
                " ",
                tag("strong", item.label),
                " ",
                tag("span", item.note) if item.note else "",
            )
            for item in block.items
        ),
        class_="figures",
    )


def _definitions(block: Definitions) -> SafeString:
    addresses = block.addresses or ("",) * len(block.items)
    pairs = (
        together(tag("dt", _linked(term, address)), tag("dd", meaning))
        for (term, meaning), address in zip(block.items, addresses, strict=True)
    )
    return tag("dl", *pairs)


def _table(block: Table) -> SafeString:
    return tag(
        "div",
        table_markup(block),
        class_="scroll",
        role="region",
        tabindex=0,
        aria_label=block.caption or block.headings[0],
    )


_WRITERS: dict[type, Callable[[_Writer, Any], SafeString]] = {
    Heading: _Writer.heading,
    Chart: _Writer.chart,
    Lead: lambda _writer, block: _texts(block.text, "lead", block.language),
    Paragraph: lambda _writer, block: _texts(block.text, "", block.language),
    Linked: lambda _writer, block: _with_links(block),
    Bullets: lambda _writer, block: _list("ul", block.items),
    Numbered: lambda _writer, block: _list("ol", block.items),
    Definitions: lambda _writer, block: _definitions(block),
    Table: lambda _writer, block: _table(block),
    Quote: lambda _writer, block: _quote(block),
    Note: lambda _writer, block: _note(block),
    Figures: lambda _writer, block: _figures(block),
    PageBreak: lambda _writer, _block: tag("div", class_="page-break"),
}
