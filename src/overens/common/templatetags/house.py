"""What the house's templates need beyond Django's own tags.

``{% load house %}`` gives: icons, published texts in the reader's language, days with
holes, numbers and money as the reader writes them, addresses with one GET parameter
changed, the look of a status, the chips of a filter.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import Any

from django import template
from django.core.paginator import Page
from django.forms import BaseForm
from django.http import QueryDict
from django.template import Context
from django.template.loader import render_to_string
from django.urls import NoReverseMatch, reverse
from django.utils.html import (
    conditional_escape,
    format_html,
    linebreaks,
)
from django.utils.safestring import SafeString, mark_safe

from overens.common import formats, markdown, origins
from overens.common.charts import Chart, to_page_figure
from overens.common.dates import PartialDate
from overens.common.forms import Chip, as_query, chips_of
from overens.common.hyphens import with_soft_hyphens
from overens.common.icons import icon_svg
from overens.common.texts import LocalText, local

register = template.Library()


@register.simple_tag
def icon(name: str, classes: str = "ic") -> SafeString:
    """Return an icon as inline SVG, hidden from screen readers."""
    return icon_svg(name, classes)


# --- texts ----------------------------------------------------------------------


def _text_and_language(
    value: LocalText | Mapping[str, str] | str | None,
) -> tuple[str, str | None]:
    """Return the text, and its language where it is not the reader's."""
    if not value:
        return "", None
    if not isinstance(value, Mapping):
        return str(value), None
    asked = formats.language_or_active()
    words, language = local(value).best(asked)
    return words, None if language == asked else language


@register.simple_tag
def text(value: LocalText | Mapping[str, str] | str | None) -> SafeString:
    """Return a published text in the reader's language.

    Where that language is missing, the text there is, marked with ``lang``, so that a
    screen reader pronounces it right and everyone sees that it is not translated.
    """
    words, foreign = _text_and_language(value)
    if foreign is None:
        return conditional_escape(words)
    return format_html('<span lang="{}">{}</span>', foreign, words)


@register.simple_tag(takes_context=True)
def typed(context: Context, words: str) -> SafeString:
    """Return what somebody typed in one language: that of the space, its first.

    No field keeps which language they wrote in; people write in the site's own.
    """
    language = next(iter(getattr(context.get("space"), "languages", ())), "sv")
    return text(LocalText({language: words}))


@register.simple_tag
def prose(value: LocalText | Mapping[str, str] | str | None) -> SafeString:
    """Return a published text of several paragraphs, as ``text`` does."""
    words, foreign = _text_and_language(value)
    paragraphs = mark_safe(linebreaks(words, autoescape=True)) if words else ""
    if foreign is None:
        return SafeString(paragraphs)
    return format_html('<div lang="{}">{}</div>', foreign, paragraphs)


@register.simple_tag
def wording(value: LocalText | Mapping[str, str] | str | None) -> SafeString:
    """Return an agreed text: paragraphs, lists and emphasis as Markdown has them.

    Everything else that looks like markup is shown as it stands.
    """
    words, foreign = _text_and_language(value)
    html = mark_safe(markdown.to_html(words)) if words else ""
    if foreign is None:
        return SafeString(html)
    return format_html('<div lang="{}">{}</div>', foreign, html)


@register.simple_tag(takes_context=True)
def origin_sentence(context: Context) -> str:
    """Return where the facts come from: the page's own origin, else its world's."""
    space = context.get("space")
    return origins.origin_sentence(
        str(context.get("page_origin") or getattr(space, "origin", ""))
    )


@register.simple_tag(takes_context=True)
def hole(context: Context, words: str = "") -> SafeString:
    """Return the mark that stands where nothing is known.

    In a world of sources that the source does not say; in a world of one's own that
    nobody has filled it in. ``words`` says something closer to the matter.
    """
    origin = getattr(context.get("space"), "origin", "")
    told = words or formats.hole(from_source=origin not in ("own", "made up"))
    return format_html('<span class="hole">{}</span>', told)


@register.simple_tag(takes_context=True)
def partial_date(
    context: Context, value: PartialDate | date | None, unknown: str = ""
) -> SafeString:
    """Return as much of a day as is known in ``<time>``, or a hole."""
    known = value if isinstance(value, PartialDate) else PartialDate.of(value)
    if not known:
        return hole(context, unknown)
    return format_html(
        '<time datetime="{}">{}</time>', str(known), formats.partial_date(known)
    )


@register.filter
def hyphenated(name: str) -> str:
    """Return a name that breaks where it should on a narrow page."""
    hyphenated_name = with_soft_hyphens(str(name))
    is_safe = isinstance(name, SafeString)
    return SafeString(hyphenated_name) if is_safe else hyphenated_name


# --- numbers, days, money ---------------------------------------------------------


@register.filter
def number(value: int | float | Decimal | None, decimals: int = 0) -> str:
    """Return "1 250" or "1,250"; nothing for nothing."""
    return "" if value is None else formats.number(value, int(decimals))


@register.filter
def percent(share: float | Decimal | None, decimals: int = 0) -> str:
    """Return a share 0 to 1 as "69 %", for figures and tables."""
    return "" if share is None else formats.percent(share, int(decimals))


@register.filter
def percent_in_text(share: float | Decimal | None, decimals: int = 0) -> str:
    """Return a share 0 to 1 as "69 procent", for running text."""
    return "" if share is None else formats.percent_in_text(share, int(decimals))


@register.simple_tag
def share(count: int, base: int) -> str:
    """Return "9 av 13", and the per cent too where the base is 30 or more."""
    return formats.share_of(count, base)


@register.filter
def in_words(value: int) -> str:
    """Return a whole number to twelve in letters."""
    return formats.in_words(int(value))


@register.filter
def day(value: date | datetime | None) -> str:
    """Return "15 december 2026"."""
    return formats.day(value) if value else ""


@register.filter
def days_to(first: date | None, last: date | None) -> str:
    """Return "1 januari–31 december 2026": a year that both share is said once."""
    return formats.days(first, last)


@register.filter
def moment(value: datetime | None) -> str:
    """Return "15 december 2026 kl. 14.30"."""
    return formats.moment(value) if value else ""


@register.filter
def kronor(ore: int | None) -> str:
    """Return an amount in öre as "200 000 kr"."""
    return "" if ore is None else formats.kronor(int(ore))


# --- addresses --------------------------------------------------------------------


def _parameters(context: Context) -> QueryDict:
    request = context.get("request")
    return request.GET.copy() if request is not None else QueryDict(mutable=True)


@register.simple_tag(takes_context=True)
def query(context: Context, **changes: object) -> str:
    """Return the page's GET parameters with some replaced: ``{% query page=2 %}``.

    ``None`` and an empty text take a parameter away; the rest is kept.
    """
    parameters = _parameters(context)
    for name, value in changes.items():
        parameters.pop(name, None)
        if value not in (None, ""):
            parameters[name] = str(value)
    return as_query(parameters)


@register.simple_tag(takes_context=True)
def query_of(context: Context, parameter: str, value: object = None) -> str:
    """As ``query``, where the parameter's name is in a variable."""
    return query(context, **{parameter: value})


@register.simple_tag(takes_context=True)
def active_filters(
    context: Context, form: BaseForm | None, besides: str = ""
) -> list[Chip]:
    """Return the filters in use as chips; ``besides`` names what is no filter."""
    return chips_of(form, _parameters(context), without=besides.split())


# --- status -------------------------------------------------------------------------


@dataclass(frozen=True)
class Look:
    """How a status is drawn; the word beside it always says it too."""

    tone: str
    icon: str


_UNKNOWN_LOOK = Look("neutral", "circle")

# Statuses that several columns share. A column with one of its own gives the
# component ``tone`` and ``icon`` instead.
_LOOKS = {
    "done": Look("success", "circle-check"),
    "answered": Look("success", "message-2-check"),
    "signed": Look("success", "circle-check"),
    "in_force": Look("success", "circle-check"),
    "published": Look("success", "world"),
    "sent": Look("success", "circle-check"),
    "on_plan": Look("info", "progress-check"),
    "waiting": Look("info", "hourglass"),
    "late": Look("warning", "clock-exclamation"),
    "declared": Look("warning", "hourglass"),
    "paused": Look("neutral", "player-pause"),
    "not_begun": Look("neutral", "circle-dashed"),
    "draft": Look("neutral", "pencil"),
    "carried_over": Look("neutral", "arrow-forward-up"),
    "unknown": Look("neutral", "question-mark"),
    "dormant": Look("neutral", "player-pause"),
    "dissolved": Look("neutral", "circle-x"),
    "ended": Look("neutral", "circle-x"),
    "lapsed": Look("neutral", "circle-x"),
    "cancelled": Look("neutral", "circle-x"),
    "adopted": Look("info", "gavel"),
    "reconstructed": Look("neutral", "history"),
    "failed": Look("danger", "alert-circle"),
    "withdrawn": Look("danger", "circle-x"),
    "urgent": Look("danger", "alert-circle"),
}


@register.filter
def status_look(key: object) -> Look:
    """Return the tone and icon of a status; plain grey for one not known here."""
    return _LOOKS.get(re.sub(r"[ -]", "_", str(key)), _UNKNOWN_LOOK)


# Tones that charts tell apart and tags do not: the icon and the word do it there.
_TAG_COLOURS = {"quiet": "neutral", "moved": "neutral"}


@register.filter
def tag_colour(tone: object) -> str:
    """Return the colour of a tag for any tone of a chart."""
    return _TAG_COLOURS.get(str(tone), str(tone))


@register.simple_tag(takes_context=True)
def chart_figure(
    context: Context, chart: Chart, level: int = 3, csv: str = "", key: str = ""
) -> SafeString:
    """Return a chart's whole figure: finding, drawing, base, source, table.

    Args:
        chart: any chart of ``overens.common.charts``.
        level: the level of its heading, 2 to 6.
        csv: the address of the same figures as CSV.
        key: tells apart two places on one page where the same chart stands.
    """
    is_print = bool(_parameters(context).get("print"))
    return to_page_figure(chart, key=key, heading=level, open_table=is_print, csv=csv)


# --- lists and files ------------------------------------------------------------


@register.filter
def page_numbers(page: Page[Any]) -> list[int | None]:
    """Return the page numbers to show, ``None`` for a gap between them."""
    numbers = page.paginator.get_elided_page_range(
        page.number, on_each_side=1, on_ends=1
    )
    return [number if isinstance(number, int) else None for number in numbers]


@register.filter
def unlocal(value: object) -> str:
    """Return a number as machines write it, for attributes such as ``value``."""
    return str(value)


_FORMAT_ICONS = {
    "pdf": "file-type-pdf",
    "docx": "file-type-docx",
    "xlsx": "file-type-xls",
    "csv": "file-type-csv",
    "json": "json",
    "geojson": "map",
    "hsds.json": "json",
    "html": "world",
}


@register.filter
def format_icon(file_format: object) -> str:
    """Return the icon of a file's format."""
    return _FORMAT_ICONS.get(str(file_format), "download")


# --- the frame --------------------------------------------------------------------


@register.simple_tag
def styles(theme: object) -> SafeString:
    """Return the links to styles, fonts and mark in the head of every page."""
    return _styles(str(theme or ""))


@cache
def _styles(theme: str) -> SafeString:
    """Draw them once a theme: no file gets another address while the program runs."""
    return mark_safe(render_to_string("common/_styles.html", {"theme": theme}).strip())


@register.filter
def theme_file(theme: object) -> str:
    """Return the path of a theme's stylesheet; the house's own when none is named."""
    return f"vendor/{theme or 'samverkan'}.css"


@register.filter
def shows(space: Any, column: str) -> bool:
    """Tell whether a part of the work is switched on in a space; not where none is."""
    return bool(space) and bool(space.has_column(column))


@register.simple_tag
def space_url(space: Any) -> str:
    """Return the address of a space's own front: its compact's page."""
    with contextlib.suppress(NoReverseMatch):
        return reverse("compacts:compact", args=[space.slug])
    return f"?compact={space.slug}"
