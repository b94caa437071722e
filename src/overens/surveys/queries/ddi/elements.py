"""Elements of a codebook, each text without what XML 1.0 cannot hold."""

from __future__ import annotations

from xml.etree.ElementTree import Element, SubElement

from overens.common.charts.svg import plain

NAMESPACE = "ddi:codebook:2_5"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"

_SCHEMA = (
    "https://ddialliance.org/Specification/DDI-Codebook/2.5/XMLSchema/codebook.xsd"
)


def codebook(language: str) -> Element:
    """Return the root of a codebook in a language."""
    return Element(
        "codeBook",
        {
            "version": "2.5",
            "xmlns": NAMESPACE,
            "xmlns:xsi": "http://www.w3.org/2001/XMLSchema-instance",
            "xsi:schemaLocation": f"{NAMESPACE} {_SCHEMA}",
            LANG: language,
        },
    )


def add(
    parent: Element, tag: str, text: str | int = "", /, **attributes: str | int
) -> Element:
    """Put one element last under another, and return it.

    Args:
        **attributes: those that are empty are left out; ``lang`` is ``xml:lang``.
    """
    element = SubElement(parent, tag)
    for key, value in attributes.items():
        if value != "":
            element.set(LANG if key == "lang" else key, plain(str(value)))
    element.text = plain(str(text)) or None
    return element


def add_text(parent: Element, tag: str, text: str, /, **attributes: str | int) -> None:
    """Put one element last under another, unless it would say nothing."""
    if text:
        add(parent, tag, text, **attributes)
