"""Numbers, days, shares and money as a reader of Swedish or English writes them.

One place for pages, mails and documents. Swedish groups thousands with a no-break
space and has a decimal comma ("1 250", "61,5 %", "200 000 kr"); English has a comma
and a point ("1,250", "61.5%", "SEK 200,000"). Every function takes the language it
is to write in, or uses the active one.
"""

from __future__ import annotations

from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext, override

from overens.common.dates import PartialDate

NO_BREAK = "\N{NO-BREAK SPACE}"
MINUS = "\N{MINUS SIGN}"

# Below this base a percentage promises more than it knows: the count is shown.
SMALLEST_BASE_FOR_PERCENT = 30

_SMALL_NUMBERS = {
    "sv": [
        "noll",
        "en",
        "två",
        "tre",
        "fyra",
        "fem",
        "sex",
        "sju",
        "åtta",
        "nio",
        "tio",
        "elva",
        "tolv",
    ],
    "en": [
        "no",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
    ],
}


def language_or_active(language: str | None = None) -> str:
    """Return ``sv`` or ``en``: the asked language, else the active one."""
    chosen = (language or get_language() or "sv")[:2]
    return chosen if chosen in _SMALL_NUMBERS else "sv"


def number(
    value: int | float | Decimal, decimals: int = 0, *, language: str | None = None
) -> str:
    """Return the number grouped by thousands, rounded half up.

    Args:
        value: the number.
        decimals: how many decimals to show, 0 or more.
        language: ``sv`` or ``en``; the active one when absent.
    """
    rounded = Decimal(str(value)).quantize(
        Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP
    )
    text = f"{abs(rounded):,.{decimals}f}"
    if language_or_active(language) == "sv":
        text = text.replace(",", NO_BREAK).replace(".", ",")
    return f"{MINUS}{text}" if rounded < 0 else text


def percent(
    share: float | Decimal, decimals: int = 0, *, language: str | None = None
) -> str:
    """Return a share, 0 to 1, as "69 %" (Swedish) or "69%" (English)."""
    text = number(Decimal(str(share)) * 100, decimals, language=language)
    return f"{text}{NO_BREAK}%" if language_or_active(language) == "sv" else f"{text}%"


def percent_in_text(
    share: float | Decimal, decimals: int = 0, *, language: str | None = None
) -> str:
    """Return a share, 0 to 1, as in running text: "69 procent", "69 per cent"."""
    chosen = language_or_active(language)
    word = "procent" if chosen == "sv" else "per cent"
    figure = number(Decimal(str(share)) * 100, decimals, language=chosen)
    return f"{figure}{NO_BREAK}{word}"


def share_of(count: int, base: int, *, language: str | None = None) -> str:
    """Return ``count`` of ``base`` as its base allows.

    "9 av 13" where the base is small, "155 av 250 (62 %)" where it is not; a base of
    nought gives "0 av 0". What was counted comes first.
    """
    chosen = language_or_active(language)
    of = "av" if chosen == "sv" else "of"
    counts = f"{number(count, language=chosen)} {of} {number(base, language=chosen)}"
    if base < SMALLEST_BASE_FOR_PERCENT:
        return counts
    whole = percent(Decimal(count) / Decimal(base), language=chosen)
    return f"{counts} ({whole})"


def in_words(value: int, *, language: str | None = None) -> str:
    """Return whole numbers to twelve in letters, larger ones in figures."""
    words = _SMALL_NUMBERS[language_or_active(language)]
    if 0 <= value < len(words):
        return words[value]
    return number(value, language=language)


def kronor(ore: int, *, language: str | None = None) -> str:
    """Return an amount in öre as kronor: "200 000 kr", "12,50 kr", "SEK 200,000"."""
    chosen = language_or_active(language)
    amount = number(Decimal(ore) / 100, 2 if ore % 100 else 0, language=chosen)
    return f"{amount}{NO_BREAK}kr" if chosen == "sv" else f"SEK{NO_BREAK}{amount}"


def day(value: date | datetime, *, language: str | None = None) -> str:
    """Return "15 december 2026"; an instant is read by the space's own clock."""
    if isinstance(value, datetime) and timezone.is_aware(value):
        value = timezone.localtime(value)
    with override(language_or_active(language)):
        return date_format(value, "j F Y")


def days(first: date | None, last: date | None, *, language: str | None = None) -> str:
    """Return a span of days; a year that both ends share is said once.

    "1 januari–31 december 2026", "1 december 2025–31 mars 2026", "1 januari 2026–".
    """
    chosen = language_or_active(language)
    begins = day(first, language=chosen) if first else ""
    if first and last and first.year == last.year:
        begins = begins.removesuffix(f" {first.year}")
    return f"{begins}–{day(last, language=chosen) if last else ''}"


def moment(value: datetime, *, language: str | None = None) -> str:
    """Return "15 december 2026 kl. 14.30", "15 December 2026, 14:30"."""
    local = timezone.localtime(value) if timezone.is_aware(value) else value
    chosen = language_or_active(language)
    clock = f"{local:%H.%M}" if chosen == "sv" else f"{local:%H:%M}"
    between = f" kl.{NO_BREAK}" if chosen == "sv" else ", "
    return f"{day(local, language=chosen)}{between}{clock}"


def partial_date(
    value: PartialDate | date | None, *, language: str | None = None
) -> str:
    """Return as much of the day as is known; an empty text when nothing is."""
    known = value if isinstance(value, PartialDate) else PartialDate.of(value)
    earliest = known.earliest
    if earliest is None:
        return ""
    pattern = "j F Y" if known.day else "F Y" if known.month else "Y"
    with override(language_or_active(language)):
        return date_format(earliest, pattern)


def hole(*, from_source: bool = True, language: str | None = None) -> str:
    """Return what stands where nothing is known.

    Args:
        from_source: whether the record shows what a source says; else it is one that
            somebody here could have filled in.
        language: ``sv`` or ``en``; the active one when absent.
    """
    with override(language_or_active(language)):
        return (
            gettext("The source does not say") if from_source else gettext("Not given")
        )
