"""How wide a text is in Source Sans 3, near enough to break lines and place labels.

The drawings for documents have a fixed width and must know where a label ends
without loading a font. Widths are the font's own advances for regular weight, to a
hundredth of the size; semi-bold is about four per cent wider.
"""

from __future__ import annotations

# Advance in hundredths of the font size → the characters that have it.
_ADVANCES = {
    20: " \N{NO-BREAK SPACE}",
    24: "|",
    25: "',.:;ijí·’",
    27: "Il!f",
    30: "()[]{}•",
    31: "-",
    34: "t°",
    35: "/\\r",
    42: "*?sz",
    43: '"”“',
    46: "cçxvy",
    48: "JY–",
    49: "FL",
    50: "#$+0123456789<=>^_aegk~åäéèá§±×≥≤−€",
    52: "XV",
    54: "ATZ`houöÅÄüøóúESÉ",
    56: "dpqbnñ",
    58: "CPRKßB",
    62: "DG←→&",
    65: "HNUÜ",
    66: "OQÖØ",
    72: "w",
    73: "M",
    79: "WæÆ½—",
    83: "m%",
    85: "@",
    95: "…",
}
_WIDTH = {
    character: advance
    for advance, characters in _ADVANCES.items()
    for character in characters
}
# Letters not in the table: the width of a wide Latin letter; from the CJK blocks on,
# a whole square.
_OTHER = 62
_SQUARE = 100
_FIRST_SQUARE = 0x2E80
_SEMI_BOLD = 1.04


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """Return how wide a text is, in the unit that ``size`` is given in."""
    hundredths = sum(
        _WIDTH.get(character, _SQUARE if ord(character) >= _FIRST_SQUARE else _OTHER)
        for character in text
    )
    return hundredths * size / 100 * (_SEMI_BOLD if bold else 1)


def wrapped(text: str, size: float, width: float, *, bold: bool = False) -> list[str]:
    """Return the text as lines that fit the width; at least one line.

    Breaks at blanks; a word wider than the line is cut rather than let out of the
    drawing.
    """
    lines: list[str] = []
    line = ""
    for word in text.split():
        for piece in _pieces(word, size, width, bold):
            joined = f"{line} {piece}" if line else piece
            if line and text_width(joined, size, bold=bold) > width:
                lines.append(line)
                line = piece
            else:
                line = joined
    return [*lines, line]


def _pieces(word: str, size: float, width: float, bold: bool) -> list[str]:
    pieces: list[str] = []
    piece = ""
    for character in word:
        if piece and text_width(piece + character, size, bold=bold) > width:
            pieces.append(piece)
            piece = ""
        piece += character
    return [*pieces, piece]
