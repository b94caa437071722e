"""Workbooks and Word files made by hand: right ones, and ones made to do harm."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

_TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/'
    '2006/content-types"><Default Extension="rels" ContentType="application/'
    'vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" '
    'ContentType="application/xml"/></Types>'
)
_RELATIONS = (
    '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/'
    'package/2006/relationships">{}</Relationships>'
)
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def package(parts: Mapping[str, str | bytes]) -> bytes:
    """A zip file of these parts."""
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as new:
        for name, part in parts.items():
            new.writestr(name, part)
    return kept.getvalue()


def workbook_parts(sheet_data: str) -> dict[str, str | bytes]:
    """The parts of a workbook with one sheet: ``<row>…</row>`` and so on."""
    return {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": _RELATIONS.format(
            f'<Relationship Id="r1" Type="{_OFFICE}/officeDocument" '
            'Target="xl/workbook.xml"/>'
        ),
        "xl/workbook.xml": (
            f'<?xml version="1.0"?><workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}">'
            '<sheets><sheet name="Blad1" sheetId="1" r:id="r1"/></sheets></workbook>'
        ),
        "xl/_rels/workbook.xml.rels": _RELATIONS.format(
            f'<Relationship Id="r1" Type="{_OFFICE}/worksheet" '
            'Target="worksheets/sheet1.xml"/>'
        ),
        "xl/worksheets/sheet1.xml": (
            f'<?xml version="1.0"?><worksheet xmlns="{_MAIN}"><sheetData>{sheet_data}'
            "</sheetData></worksheet>"
        ),
    }


def cell(place: str, text: str) -> str:
    """A cell with a text in it."""
    return f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'


ONE_ROW = f'<row r="1">{cell("A1", "Namn")}{cell("B1", "Ort")}</row>'


def sparse_workbook() -> bytes:
    """One cell in the corner of the largest sheet there can be."""
    far = f'<row r="1048576">{cell("XFD1048576", "x")}</row>'
    return package(workbook_parts(ONE_ROW + far))


def wide_workbook() -> bytes:
    """One cell far to the right."""
    return package(
        workbook_parts(f'<row r="1">{cell("A1", "a")}{cell("XFD1", "b")}</row>')
    )


def bomb_workbook() -> bytes:
    """A sheet that shrinks to a thousandth: 60 MB of noughts."""
    return package(workbook_parts(ONE_ROW + " " * 60_000_000))


def doctype_workbook() -> bytes:
    """A document type with entities that grow."""
    parts = workbook_parts(ONE_ROW)
    parts["xl/sharedStrings.xml"] = (
        '<?xml version="1.0"?><!DOCTYPE sst [<!ENTITY a "aaaaaaaaaa">'
        '<!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
        f'<sst xmlns="{_MAIN}"><si><t>&b;</t></si></sst>'
    )
    return package(parts)


def double_workbook() -> bytes:
    """Two members of the same name; readers differ in which they take."""
    kept = io.BytesIO(package(workbook_parts(ONE_ROW)))
    with zipfile.ZipFile(kept, "a") as more:
        import warnings

        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            more.writestr("xl/workbook.xml", "<x/>")
    return kept.getvalue()


def locked_workbook() -> bytes:
    """A package whose members say that they are encrypted."""
    data = bytearray(package(workbook_parts(ONE_ROW)))
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = data.find(mark)
        while start >= 0:
            data[start + at] |= 1
            start = data.find(mark, start + 4)
    return bytes(data)


def ods(rows: str) -> bytes:
    """An OpenDocument sheet: ``<table:table-row>…``."""
    namespaces = (
        'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
    )
    return package(
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "META-INF/manifest.xml": (
                '<?xml version="1.0"?><manifest:manifest xmlns:manifest="urn:oasis:'
                'names:tc:opendocument:xmlns:manifest:1.0"><manifest:file-entry '
                'manifest:full-path="/" manifest:media-type="application/vnd.oasis.'
                'opendocument.spreadsheet"/></manifest:manifest>'
            ),
            "content.xml": (
                f'<?xml version="1.0"?><office:document-content {namespaces}>'
                '<office:body><office:spreadsheet><table:table table:name="Blad1">'
                f"{rows}</table:table></office:spreadsheet></office:body>"
                "</office:document-content>"
            ),
        }
    )


def ods_cell(text: str) -> str:
    """A cell of an OpenDocument sheet."""
    return (
        '<table:table-cell office:value-type="string">'
        f"<text:p>{text}</text:p></table:table-cell>"
    )


def word(body: str, *, styles: str = "", prolog: str = "") -> bytes:
    """A Word file: ``<w:p>…</w:p>`` and, if wanted, ``<w:style>…</w:style>``."""
    return package(
        {
            "[Content_Types].xml": _TYPES,
            "word/document.xml": (
                f'<?xml version="1.0"?>{prolog}<w:document xmlns:w="{_WORD}" '
                'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/'
                f'2006"><w:body>{body}</w:body></w:document>'
            ),
            "word/styles.xml": (
                f'<?xml version="1.0"?><w:styles xmlns:w="{_WORD}">{styles}</w:styles>'
            ),
        }
    )


def word_paragraph(text: str, properties: str = "") -> str:
    """A paragraph of a Word file."""
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"
