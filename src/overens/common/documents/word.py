"""The Word writer: real headings, lists, tables and alternative texts.

A chart goes in as a picture (PNG): Word draws SVG with whatever fonts the reader has,
older versions not at all, and EMF has no program here that makes it. The same
drawing that the PDF has is turned into pixels by the same Typst.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from datetime import datetime, time
from typing import Any

from docx import Document as new_word_file
from docx.document import Document as WordFile
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK, WD_TAB_ALIGNMENT
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from docx.shared import Pt
from docx.table import _Cell
from docx.text.paragraph import Paragraph

from overens.common.documents.blocks import Document
from overens.common.documents.pdf import to_pictures
from overens.common.documents.plain import Plain, plain_document
from overens.common.documents.word_look import (
    RULE,
    TEAL,
    TEXT_WIDTH,
    TINT,
    TONES,
    add_linked,
    dress,
    edge,
    element,
    shade,
    speak,
)

# Rows that a table keeps together on one page; a longer one may break between rows.
KEPT_TOGETHER = 12

# Zip's own beginning of time: no file in the package carries a day of making.
_NO_DAY = (1980, 1, 1, 0, 0, 0)


def write_docx(document: Document) -> bytes:
    """Return a document as Word; see ``to_docx``, which imports this when called."""
    values, drawings = plain_document(document)
    pictures = iter(to_pictures(drawings, document.date))
    file = new_word_file()
    dress(file, document.language)
    _Writer(file, values, pictures).write()
    _describe(file, document, values)
    kept = io.BytesIO()
    file.save(kept)
    return _without_days(kept.getvalue())


class _Writer:
    """Puts one document's blocks into one Word file, in order."""

    def __init__(
        self, file: WordFile, values: Plain, pictures: Iterator[bytes]
    ) -> None:
        self.file = file
        self.values = values
        self.pictures = pictures
        self.bookmarks: list[tuple[int, str, str]] = []
        headings = [b for b in values["blocks"] if b["kind"] == "heading"]
        # Words may lead to a heading that comes after them.
        self.named = {
            block["name"]: _bookmark(number)
            for number, block in enumerate(headings, 1)
            if block["name"]
        }

    def write(self) -> None:
        """Write cover, contents, blocks, header and footer."""
        values = self.values
        self.file.add_paragraph(values["title"], "Title")
        if values["subtitle"]:
            self.file.add_paragraph(values["subtitle"], "Subtitle")
        made_by = self.file.add_paragraph()
        made_by.paragraph_format.space_before = Pt(34)
        made_by.add_run(values["publisher"]).bold = True
        made_by.add_run(f" · {values['words']['day']}")
        if values["origin"]:
            origin = self.file.add_paragraph(values["origin"], "Note")
            shade(origin._p.get_or_add_pPr(), TINT)
        # The contents are known only when the headings are: remember their place.
        mark = self.file.add_paragraph() if values["contents"] else None
        for block in values["blocks"]:
            getattr(self, f"_{block['kind']}")(block)
        if mark is not None:
            self._contents(mark)
        self._running()

    def _contents(self, mark: Paragraph) -> None:
        """List the headings as a field that Word can bring up to date itself."""
        words = self.values["words"]["contents"]
        # Its own style: the list's heading is not one of what it lists.
        mark.insert_paragraph_before(words, "Contents Heading")
        shown = [entry for entry in self.bookmarks if entry[0] < 3]
        for place, (level, text, name) in enumerate(shown):
            line = mark.insert_paragraph_before("", "Normal")
            line.paragraph_format.left_indent = Pt(14 * (level - 1))
            line.paragraph_format.space_after = Pt(3)
            if place == 0:
                _field_begins(line, r'TOC \o "1-2" \n \h \z \u')
            link = element("hyperlink", anchor=name, history="1")
            run = line.add_run(text)
            run.bold = level == 1
            link.append(run._r)
            line._p.append(link)
            if place == len(shown) - 1:
                run = line.add_run()
                run._r.append(element("fldChar", fldCharType="end"))
        mark.add_run().add_break(WD_BREAK.PAGE)

    def _running(self) -> None:
        """Header and footer: origin above, publisher and page below."""
        values = self.values
        section = self.file.sections[0]
        header = section.header.paragraphs[0]
        header.add_run(values["title"]).bold = True
        if values["origin"]:
            # On a line of its own: it may be a whole sentence.
            header.add_run().add_break()
            header.add_run(values["origin"])
        edge(header._p.get_or_add_pPr(), bottom=(RULE, 4, 4))
        footer = section.footer.paragraphs[0]
        footer.paragraph_format.tab_stops.add_tab_stop(
            TEXT_WIDTH, WD_TAB_ALIGNMENT.RIGHT
        )
        edge(footer._p.get_or_add_pPr(), top=(RULE, 4, 4))
        footer.add_run(values["publisher"])
        words = values["words"]
        footer.add_run(f"\t{words['page']} ")
        _field(footer, "PAGE")
        footer.add_run(f" {words['of']} ")
        _field(footer, "NUMPAGES")

    # One method a kind of block; a kind without one stops the writing by name.

    def _heading(self, block: Plain) -> None:
        heading = self.file.add_heading(block["text"], block["level"])
        name = _bookmark(len(self.bookmarks) + 1)
        number = str(len(self.bookmarks) + 1)
        heading._p.insert(1, element("bookmarkStart", id=number, name=name))
        heading._p.append(element("bookmarkEnd", id=number))
        self.bookmarks.append((block["level"], block["text"], name))

    def _texts(
        self, texts: list[str], style: str, language: str = "", *, stays: bool = False
    ) -> list[Paragraph]:
        lines = [self.file.add_paragraph(text, style) for text in texts]
        for line in lines:
            speak(line, language)
            line.paragraph_format.keep_with_next = stays or None
        return lines

    def _lead(self, block: Plain) -> None:
        self._texts(block["texts"], "Lead", block["language"])

    def _paragraph(self, block: Plain) -> None:
        self._texts(block["texts"], "Normal", block["language"], stays=block["stays"])

    def _linked(self, block: Plain) -> None:
        line = self.file.add_paragraph("", "Normal")
        runs = [(line.add_run(words), name) for words, name in block["pieces"]]
        speak(line, block["language"])
        for run, name in runs:
            if name:
                run.underline = True
                link = element("hyperlink", anchor=self.named[name], history="1")
                run._r.addprevious(link)
                link.append(run._r)

    def _bullets(self, block: Plain) -> None:
        self._texts(block["items"], "List Bullet", stays=block["stays"])

    def _numbered(self, block: Plain) -> None:
        number = self._new_numbering()
        for item in self._texts(block["items"], "List Number"):
            properties = item._p.get_or_add_pPr().get_or_add_numPr()
            properties.get_or_add_ilvl().val = 0
            properties.get_or_add_numId().val = number

    def _new_numbering(self) -> int:
        """Return a numbering that begins at 1; the style alone would count on."""
        style = self.file.styles["List Number"].element
        old = style.pPr.numPr.numId.val
        numbering: Any = self.file.part.numbering_part.element
        abstract = numbering.num_having_numId(old).abstractNumId.val
        made = numbering.add_num(abstract)
        made.add_lvlOverride(ilvl=0).add_startOverride(1)
        number: int = made.numId
        return number

    def _definitions(self, block: Plain) -> None:
        for (term, meaning), address in zip(
            block["items"], block["addresses"], strict=True
        ):
            line = self.file.add_paragraph()
            line.paragraph_format.left_indent = Pt(17)
            line.paragraph_format.first_line_indent = Pt(-17)
            add_linked(line, term, address)
            line.add_run(": ").bold = True
            line.add_run(meaning)

    def _quote(self, block: Plain) -> None:
        lines = self._texts(block["texts"], "Quote", block["language"])
        if block["source"]:
            lines.append(self.file.add_paragraph(block["source"], "Small"))
        for line in lines:
            line.paragraph_format.left_indent = Pt(17)
            edge(line._p.get_or_add_pPr(), left=(TEAL, 16, 12))

    def _note(self, block: Plain) -> None:
        border, ground = TONES[block["tone"]]
        lines = []
        if block["title"]:
            title = self.file.add_paragraph("", "Note")
            title.add_run(block["title"]).bold = True
            title.paragraph_format.keep_with_next = True
            lines.append(title)
        lines += self._texts(block["texts"], "Note")
        for line in lines:
            properties = line._p.get_or_add_pPr()
            shade(properties, ground)
            edge(properties, left=(border, 24, 8))

    def _pagebreak(self, block: Plain) -> None:
        self.file.add_paragraph().add_run().add_break(WD_BREAK.PAGE)

    def _figures(self, block: Plain) -> None:
        items = block["items"]
        wide = 2 if len(items) == 4 else min(len(items), 3)
        for start in range(0, len(items), max(wide, 1)):
            row = items[start : start + wide]
            grid = self.file.add_table(rows=1, cols=wide)
            _size_columns(grid, [TEXT_WIDTH // wide] * wide)
            for cell, item in zip(grid.rows[0].cells, row, strict=False):
                cell.paragraphs[0].style = "Figure Number"
                add_linked(cell.paragraphs[0], item["number"], item["address"])
                label = cell.add_paragraph("", "Table Text")
                label.add_run(item["label"]).bold = True
                if item["note"]:
                    cell.add_paragraph(item["note"], "Small")
                _cell_edges(cell, top=(TEAL, 12))
            self.file.add_paragraph("", "Spacer")

    def _table(self, block: Plain) -> None:
        if block["caption"]:
            self.file.add_paragraph(block["caption"], "Caption")
        self._grid(block)

    def _grid(self, block: Plain) -> None:
        columns = len(block["headings"])
        grid = self.file.add_table(rows=1 + len(block["rows"]), cols=columns)
        grid.alignment = WD_TABLE_ALIGNMENT.LEFT
        _size_columns(grid, _column_widths(block))
        properties = grid._tbl.tblPr
        look = properties.find(qn("w:tblLook"))
        if look is not None:
            look.set(qn("w:firstRow"), "1")
            look.set(qn("w:firstColumn"), "1")
        properties.append(element("tblCaption", val=block["caption"] or "–"))
        rows = len(block["rows"])
        last_kept = rows if rows <= KEPT_TOGETHER else 1
        style = self.file.styles["Table Text"].style_id
        # Row by row: asking the table for a cell walks the whole table each time.
        for place, row in enumerate(grid.rows):
            texts = block["headings"] if place == 0 else block["rows"][place - 1]
            line = row._tr.get_or_add_trPr()
            line.append(element("cantSplit"))
            if place == 0:
                line.append(element("tblHeader"))
            for column, (cell, text) in enumerate(zip(row.cells, texts, strict=True)):
                paragraph = cell.paragraphs[0]
                # By id: a style asked for by name is looked for among all, each time.
                paragraph._p.style = style
                paragraph.add_run(text).bold = place == 0
                # The headings are row 0 here, and no row there.
                speak(paragraph, block["languages"].get(f"{place - 1},{column}", ""))
                paragraph.paragraph_format.keep_with_next = place < last_kept
                if column in block["numbers"]:
                    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
                _cell_edges(cell, bottom=(TEAL, 8) if place == 0 else (RULE, 4))
        self.file.add_paragraph("", "Spacer")

    def _chart(self, block: Plain) -> None:
        self.file.add_paragraph(block["title"], "Chart Title")
        if block["description"]:
            line = self.file.add_paragraph(block["description"], "Small")
            line.paragraph_format.keep_with_next = True
        self.file.add_picture(io.BytesIO(next(self.pictures)), width=TEXT_WIDTH)
        holder = self.file.paragraphs[-1]
        holder.paragraph_format.keep_with_next = bool(block["notes"])
        for frame in holder._p.iter(qn("wp:inline")):
            for side in ("distT", "distB", "distL", "distR"):
                frame.set(side, "0")
        for shown in holder._p.iter(qn("wp:docPr")):
            shown.set("descr", block["told"])
            shown.set("title", block["title"])
            shown.set("name", f"{block['place'] + 1}")
        if block["notes"]:
            self.file.add_paragraph(" ".join(block["notes"]), "Small")
        if block["table"]:
            self._grid(block["table"])


def _bookmark(number: int) -> str:
    return f"_Toc{number:06d}"


def _column_widths(block: Plain) -> list[int]:
    """The widths as given, else by how much the columns hold."""
    shares = block["widths"]
    if not shares:
        shares = [
            min(
                max(len(row[column]) for row in [block["headings"], *block["rows"]]), 36
            )
            + 4
            for column in range(len(block["headings"]))
        ]
    return [TEXT_WIDTH * share // sum(shares) for share in shares]


def _size_columns(grid: Any, widths: list[int]) -> None:
    grid.autofit = False
    for column, width in zip(grid.columns, widths, strict=True):
        column.width = width
    for row in grid.rows:
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = width


def _cell_edges(cell: _Cell, **sides: tuple[str, int]) -> None:
    properties = cell._tc.get_or_add_tcPr()
    borders = element("tcBorders")
    for side, (colour, size) in sides.items():
        borders.append(
            element(side, val="single", sz=str(size), space="0", color=colour)
        )
    properties.append(borders)


def _field_begins(line: Paragraph, code: str) -> None:
    run = line.add_run()
    run._r.append(element("fldChar", fldCharType="begin"))
    instruction = element("instrText")
    instruction.text = code
    instruction.set(qn("xml:space"), "preserve")
    line.add_run()._r.append(instruction)
    line.add_run()._r.append(element("fldChar", fldCharType="separate"))


def _field(line: Paragraph, code: str) -> None:
    _field_begins(line, code)
    line.add_run("1")
    line.add_run()._r.append(element("fldChar", fldCharType="end"))


def _describe(file: WordFile, document: Document, values: Plain) -> None:
    """Say in the file's properties what it is, with the document's own day."""
    made = datetime.combine(document.date, time())
    about = file.core_properties
    about.title, about.subject = values["title"], values["subtitle"]
    about.author = about.last_modified_by = values["publisher"]
    about.comments = values["origin"]
    about.language = document.language
    about.created = about.modified = made
    about.last_printed = made
    about.revision = 1
    # The template's own picture of itself shows some other document.
    relations = file.part.package.rels
    for key, relation in list(relations.items()):
        if relation.reltype == RELATIONSHIP_TYPE.THUMBNAIL:
            del relations[key]


def _without_days(package: bytes) -> bytes:
    """The same package with no days of making in it: the same bytes each time."""
    kept = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(package)) as old,
        zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            entry = zipfile.ZipInfo(name, _NO_DAY)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            new.writestr(entry, old.read(name))
    return kept.getvalue()
