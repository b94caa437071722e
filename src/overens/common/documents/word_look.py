"""How a Word document looks: real styles, so that Word's own tools work on it.

Georgia and Calibri stand on every machine that has Word, and LibreOffice has faces
of the same widths; Source Sans does not, and a font cannot be relied on to come along.
"""

from __future__ import annotations

from typing import Any

from docx.document import Document as WordFile
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_LINE_SPACING
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

SERIF = "Georgia"
SANS = "Calibri"
INK = "1F2A2E"
QUIET = "55636A"
TEAL = "155E63"
TINT = "E3ECEC"
RULE = "C9D2D3"
WHITE = "FFFFFF"

# Tone → the colours of a note's edge and ground.
TONES = {
    "success": (TEAL, "E6F0EF"),
    "info": ("3B5B8C", "E9EEF6"),
    "warning": ("C8752D", "FAF0E6"),
    "neutral": ("8A9699", "F1F4F4"),
    "quiet": ("8A9699", "F1F4F4"),
    "danger": ("6B2F14", "F6EBE6"),
}

TEXT_WIDTH = Mm(160)


def element(name: str, /, **attributes: str) -> Any:
    """Return a WordprocessingML element: ``element("shd", fill="155E63")``."""
    made = OxmlElement(f"w:{name}")
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), value)
    return made


# What order the schema wants the parts of a paragraph's properties in.
_PARAGRAPH_ORDER = (
    "pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl",
    "numPr", "suppressLineNumbers", "pBdr", "shd", "tabs", "suppressAutoHyphens",
    "spacing", "ind", "contextualSpacing", "jc", "outlineLvl", "rPr",
)  # fmt: skip


def put(properties: Any, part: Any) -> None:
    """Put a part among a paragraph's properties where the schema wants it."""
    names = [qn(f"w:{name}") for name in _PARAGRAPH_ORDER]
    place = names.index(part.tag)
    for sibling in properties:
        if sibling.tag == part.tag:
            properties.replace(sibling, part)
            return
        if sibling.tag in names and names.index(sibling.tag) > place:
            sibling.addprevious(part)
            return
    properties.append(part)


def shade(properties: Any, fill: str) -> None:
    """Give a paragraph, or a paragraph style, a ground."""
    put(properties, element("shd", val="clear", color="auto", fill=fill))


def edge(properties: Any, **sides: tuple[str, int, int]) -> None:
    """Give a paragraph edges: side = (colour, eighths of a point, points of space)."""
    border = element("pBdr")
    for side in ("top", "left", "bottom", "right"):
        if side in sides:
            colour, size, space = sides[side]
            border.append(
                element(
                    side, val="single", sz=str(size), space=str(space), color=colour
                )
            )
    put(properties, border)


def dress(file: WordFile, language: str) -> None:
    """Give a new Word file page, language and styles."""
    section = file.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(25)
    section.top_margin, section.bottom_margin = Mm(28), Mm(26)
    section.header_distance = section.footer_distance = Mm(12)
    _set_language(file, tag_of(language))

    styles = file.styles
    _type(styles["Normal"], size=10.5)
    spacing = styles["Normal"].paragraph_format
    spacing.space_after = Pt(7)
    spacing.line_spacing_rule = WD_LINE_SPACING.MULTIPLE
    spacing.line_spacing = 1.15

    for level, size, before, after in (
        (1, 19, 26, 9),
        (2, 13.5, 18, 6),
        (3, 11, 14, 4),
    ):
        style = styles[f"Heading {level}"]
        _type(style, family=SERIF if level < 3 else SANS, size=size, bold=True)
        style.paragraph_format.space_before = Pt(before)
        style.paragraph_format.space_after = Pt(after)
        style.paragraph_format.keep_with_next = True
    edge(styles["Heading 1"].element.get_or_add_pPr(), top=(TEAL, 12, 6))

    _cover(styles)
    for name in ("List Bullet", "List Number"):
        styles[name].paragraph_format.space_after = Pt(4)
    _type(styles["Caption"], size=10, bold=True)
    styles["Caption"].paragraph_format.keep_with_next = True
    styles["Caption"].paragraph_format.space_before = Pt(10)
    styles["Caption"].paragraph_format.space_after = Pt(4)
    _type(styles["Quote"], family=SERIF, size=11.5, italic=True)
    for name in ("Header", "Footer"):
        _type(styles[name], size=8.5, colour=QUIET)
        # The template's own stops are for a narrower page.
        tabs = styles[name].element.pPr.find(qn("w:tabs"))
        if tabs is not None:
            tabs.getparent().remove(tabs)

    own: tuple[tuple[str, str, dict[str, Any]], ...] = (
        ("Lead", "Normal", {"size": 13}),
        ("Contents Heading", "Normal", {"family": SERIF, "size": 19, "bold": True}),
        ("Small", "Normal", {"size": 9, "colour": QUIET}),
        ("Table Text", "Normal", {"size": 9.5}),
        ("Figure Number", "Normal", {"family": SERIF, "size": 22, "colour": TEAL}),
        ("Note", "Normal", {}),
        ("Spacer", "Normal", {"size": 4}),
        ("Chart Title", "Caption", {"family": SERIF, "size": 12, "bold": True}),
    )
    for name, base, options in own:
        style = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = styles[base]
        _type(style, **options)
    contents = styles["Contents Heading"]
    contents.paragraph_format.space_before = Pt(26)
    edge(contents.element.get_or_add_pPr(), top=(TEAL, 12, 6))
    styles["Table Text"].paragraph_format.space_before = Pt(1.5)
    styles["Table Text"].paragraph_format.space_after = Pt(1.5)
    styles["Spacer"].paragraph_format.space_after = Pt(4)
    styles["Figure Number"].paragraph_format.space_after = Pt(0)
    styles["Chart Title"].paragraph_format.keep_with_next = True


def _cover(styles: Any) -> None:
    """The band with the title: a ground that reaches out to its own edges."""
    for name, size, before, after in (("Title", 28, 60, 0), ("Subtitle", 13, 4, 0)):
        style = styles[name]
        _type(style, family=SERIF if name == "Title" else SANS, size=size, colour=WHITE)
        style.paragraph_format.space_before = Pt(before)
        style.paragraph_format.space_after = Pt(after)
        properties = style.element.get_or_add_pPr()
        shade(properties, TEAL)
        around = (TEAL, 4, 20)
        edge(properties, top=around, left=around, bottom=around, right=around)
    styles["Title"].font.bold = True


def _type(
    style: Any,
    *,
    family: str = SANS,
    size: float = 10.5,
    colour: str = INK,
    bold: bool = False,
    italic: bool = False,
) -> None:
    font = style.font
    font.name, font.size, font.bold, font.italic = family, Pt(size), bold, italic
    font.color.rgb = RGBColor.from_string(colour)
    properties = style.element.get_or_add_rPr()
    fonts = properties.find(qn("w:rFonts"))
    # A theme font would win over the one named beside it.
    for key in list(fonts.attrib):
        if key.endswith("Theme"):
            del fonts.attrib[key]
    for script in ("w:hAnsi", "w:cs", "w:eastAsia"):
        fonts.set(qn(script), family)
    for name in ("w:spacing", "w:kern"):
        found = properties.find(qn(name))
        if found is not None:
            properties.remove(found)


def tag_of(language: str) -> str:
    """Return how Word writes a language: with the country whose spelling it has."""
    return "sv-SE" if language == "sv" else "en-GB"


def speak(line: Any, language: str) -> None:
    """Say which language a paragraph is in; nothing where it is the document's."""
    for run in line.runs if language else ():
        run._r.get_or_add_rPr().append(
            element("lang", val=tag_of(language), eastAsia=tag_of(language))
        )


def add_linked(line: Any, words: str, address: str) -> None:
    """Add words in bold, as a link where they lead somewhere."""
    run = line.add_run(words)
    run.bold = True
    if not address:
        return
    run.underline = True
    relation = line.part.relate_to(
        address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True
    )
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), relation)
    link.set(qn("w:history"), "1")
    line._p.append(link)
    link.append(run._r)


def _set_language(file: WordFile, tag: str) -> None:
    for mark in file.styles.element.iter(qn("w:lang")):
        mark.set(qn("w:val"), tag)
        mark.set(qn("w:eastAsia"), tag)
