"""Pages that are drawn once for all who are shown the same.

Of a question not yet answered only the code, what is filled in so far and what the
answer is for are its reader's own. The rest follows from what the survey says, the
question, and the language: drawing it took longer than all else. A page is kept under
all that it was drawn of, as it was read, so what is changed makes another page.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.html import escape
from django.utils.translation import get_language

# Pages that are kept in a process: questions in two languages, of a few surveys.
_MOST = 500
# What stands where a reader's own is to stand; nobody can foresee it, so no text of a
# survey has it.
_MARK = secrets.token_hex(16)
_IN_BYTES = _MARK.encode()
_pages: dict[tuple[Any, ...], list[bytes]] = {}


def drawn_once(
    request: HttpRequest,
    key: tuple[Any, ...],
    own: Mapping[str, str],
    draw: Callable[[dict[str, str]], HttpResponse],
) -> HttpResponse:
    """Return a page with its reader's own texts in it.

    Args:
        key: all that the page is drawn of, but for the frame's own.
        own: the reader's texts by name, as they are; none of them decides what else
            stands in the page.
        draw: draws the page with other texts by those names.
    """
    if request.META.get("QUERY_STRING"):
        # The link to the other language repeats it.
        return draw(dict(own))
    key = (get_language(), request.path, *_frame(request), *key)
    pieces = _pages.get(key)
    if pieces is None:
        marks = {name: f"{_MARK}{number}{_MARK}" for number, name in enumerate(own)}
        pieces = draw(marks).content.split(_IN_BYTES)
        if len(_pages) >= _MOST:
            _pages.clear()
        _pages[key] = pieces
    texts = [escape(text).encode() for text in own.values()]
    # Every second piece is the number of the text that stands there.
    page = pieces.copy()
    page[1::2] = [texts[int(piece)] for piece in pieces[1::2]]
    return HttpResponse(b"".join(page))


def _frame(request: HttpRequest) -> tuple[Any, ...]:
    """Return what the frame shows that is neither the survey's nor the space's."""
    is_larger = request.COOKIES.get("text") == "lg"
    return settings.DEMONSTRATION, settings.THEME, is_larger
