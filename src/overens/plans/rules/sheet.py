"""The columns of a sheet of measures, and how each cell is read and written. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from overens.common import dates
from overens.errors import RuleBroken, gettext_noop


class WrongDay(RuleBroken):
    """A cell holds no day."""

    sentence = gettext_noop("Write a date, for example 2026-12-15, not “%(cell)s”.")


class WrongAmount(RuleBroken):
    """A cell holds no amount."""

    sentence = gettext_noop("Write an amount in figures, not “%(cell)s”.")


class WrongMilestone(RuleBroken):
    """A line does not begin with a day."""

    sentence = gettext_noop(
        "Begin each milestone with a day, for example 2026-12-15: “%(line)s”"
    )


class NotInRegister(RuleBroken):
    """No organisation has the name."""

    sentence = gettext_noop(
        "There is no organisation called “%(name)s” in the register."
    )


class NotInRegisterButLike(RuleBroken):
    """No organisation has the name, but some have one like it."""

    sentence = gettext_noop(
        "There is no organisation called “%(name)s” in the register. "
        "Do you mean %(like)s?"
    )


class SeveralCalled(RuleBroken):
    """Several organisations have the name."""

    sentence = gettext_noop(
        "Several organisations in the register are called “%(name)s”. Paste the "
        "address of the right one's page instead: %(addresses)s."
    )


class NoSuchUnit(RuleBroken):
    """The body has no such unit."""

    sentence = gettext_noop("%(body)s has no unit called “%(name)s”.")


class UnitInSeveral(RuleBroken):
    """Several bodies have a unit of that name."""

    sentence = gettext_noop(
        "Several bodies have a unit called “%(name)s”: %(bodies)s. Name the body, and "
        "the unit in a column of its own."
    )


class UnitWithoutBody(RuleBroken):
    """A unit is named, but not whose."""

    sentence = gettext_noop("Name the public body too.")


class NoSuchPrinciple(RuleBroken):
    """The compact in force has no such principle."""

    sentence = gettext_noop("The compact in force has no principle called “%(name)s”.")


class NoSuchCommitment(RuleBroken):
    """The compact in force has no such commitment."""

    sentence = gettext_noop("The compact in force has no commitment called “%(name)s”.")


class NumberTwice(RuleBroken):
    """Two rows have the same number."""

    sentence = gettext_noop("The number %(number)s stands on row %(row)s too.")


class TitleInSeveral(RuleBroken):
    """A row without number has the title of several measures."""

    sentence = gettext_noop(
        "Several measures in the plan are called “%(title)s”. Write the number of the "
        "one you mean: %(numbers)s."
    )


class MeasureWithdrawn(RuleBroken):
    """The number belongs to a measure that has been taken out of the plan."""

    sentence = gettext_noop(
        "The measure %(number)s has been taken out of the plan. Give the row another "
        "number, or none."
    )


class HeadingsMissing(RuleBroken):
    """The first row does not say what the columns hold."""

    sentence = gettext_noop(
        "The first row has no heading that we know. Write at least: %(heading)s."
    )


class NoRows(RuleBroken):
    """There is nothing below the headings."""

    sentence = gettext_noop("There are no rows below the headings.")


@dataclass(frozen=True)
class Column:
    """One column of the sheet.

    Args:
        key: what it is called in code; ``title.sv`` for one language of a text.
        kind: how it is read: text, day, amount, milestones, or a name of something.
        sv: its heading in Swedish.
        en: its heading in English.
        others: further headings that are understood.
    """

    key: str
    kind: str
    sv: str
    en: str
    others: tuple[str, ...] = ()

    def heading(self, language: str) -> str:
        """Return the heading in a language."""
        return self.en if language == "en" else self.sv

    def is_called(self, heading: str) -> bool:
        """Tell whether a heading of a sheet means this column."""
        return _plain(heading) in {
            _plain(name) for name in (self.key, self.sv, self.en, *self.others)
        }

    @property
    def field(self) -> str:
        """The field that it fills, without the language."""
        return self.key.partition(".")[0]


def _plain(heading: str) -> str:
    return re.sub(r"[\s_:.*-]+", " ", heading).strip().casefold()


def _texts(key: str, sv: str, en: str, *others: str) -> tuple[Column, Column]:
    return (
        Column(
            f"{key}.sv", "text", sv, f"{en} (Swedish)", (f"{sv} (svenska)", *others)
        ),
        Column(f"{key}.en", "text", f"{sv} (engelska)", en, (f"{en} (English)",)),
    )


COLUMNS: tuple[Column, ...] = (
    Column("number", "plain", "Nummer", "Number", ("Nr", "No", "Åtgärdsnummer")),
    *_texts("title", "Åtgärd", "Measure", "Rubrik", "Aktivitet"),
    *_texts("about", "Beskrivning", "Description", "Vad ska göras"),
    Column("principle", "principle", "Princip", "Principle"),
    Column("commitment", "commitment", "Åtagande", "Commitment"),
    *_texts("why_note", "Varför", "Why"),
    Column(
        "public_body",
        "public",
        "Ansvarig i det offentliga",
        "Responsible in the public sector",
        ("Ansvarig, det offentliga", "Ansvarig hos det offentliga", "Det offentliga"),
    ),
    Column("public_unit", "unit", "Enhet", "Unit", ("Nämnd", "Förvaltning")),
    Column(
        "civil_organisation",
        "organisation",
        "Ansvarig i civilsamhället",
        "Responsible in civil society",
        (
            "Ansvarig, civilsamhället",
            "Ansvarig i idéburen sektor",
            "Civilsamhället",
            "Idéburen sektor",
        ),
    ),
    *_texts("together_with", "Tillsammans med", "Together with"),
    *_texts("performer", "Utförare", "Performer"),
    Column("starts", "day", "Börjar", "Begins", ("Start", "Startdatum")),
    Column("due", "day", "Ska vara klar", "To be done by", ("Klar senast", "Slut")),
    Column("budget_ore", "amount", "Budget (kr)", "Budget (SEK)", ("Budget",)),
    *_texts("funding", "Finansiering", "Funding"),
    *_texts("indicator", "Mått", "Indicator", "Indikator"),
    *_texts("baseline", "Utgångsläge", "At the start"),
    *_texts("target", "Mål", "Goal"),
    *_texts("now", "Nuläge", "Now", "Nu"),
    Column("milestones", "milestones", "Milstolpar", "Milestones"),
    Column("done_day", "day", "Klar den", "Done on", ("Avslutad",)),
    Column("paused_day", "day", "Pausad från", "Paused from"),
    Column("paused_until", "day", "Tas upp igen", "Taken up again on"),
    *_texts("paused_why", "Varför pausad", "Why paused"),
    Column("carried_over_day", "day", "Överförd den", "Carried over on"),
    *_texts("carried_over_why", "Varför överförd", "Why carried over"),
)

# Written for the reader of the sheet; not read back, since it is reckoned.
SHOWN_ONLY: tuple[Column, ...] = (
    Column("status", "shown", "Status", "Status"),
    Column("updated", "shown", "Senaste lägesrapport", "Latest progress report"),
    # As in open data: the name and the value are the same in every language.
    Column("origin", "shown", "origin", "origin", ("Ursprung", "Källa")),
)


def column_of(field: str) -> Column | None:
    """Return the first column of a key or field; None for a field without any.

    >>> column_of("title_sv").sv, column_of("paused_until").sv
    ('Åtgärd', 'Tas upp igen')
    """
    wanted = field.removesuffix("_sv")
    return next((one for one in COLUMNS if wanted in (one.key, one.field)), None)


def find_columns(headings: Sequence[str]) -> tuple[dict[int, Column], list[str]]:
    """Return which column stands where, and the headings that nobody knows.

    Raises:
        HeadingsMissing: no heading is the number's or the title's.
    """
    found: dict[int, Column] = {}
    unknown: list[str] = []
    for place, heading in enumerate(headings):
        column = next((each for each in COLUMNS if each.is_called(heading)), None)
        if column is not None and column not in found.values():
            found[place] = column
        elif heading.strip() and not any(
            each.is_called(heading) for each in SHOWN_ONLY
        ):
            unknown.append(heading.strip())
    if not {column.field for column in found.values()} & {"title"}:
        raise HeadingsMissing(heading="Åtgärd")
    return found, unknown


def read_day(cell: str) -> date | None:
    """Return the day of a cell, in any form that ``common.dates`` reads.

    Raises:
        WrongDay: it holds something else, or only a month or a year.
    """
    text = cell.strip()
    if not text:
        return None
    try:
        return dates.read_day(text)
    except ValueError as wrong:
        raise WrongDay(cell=text) from wrong


def read_amount(cell: str) -> int | None:
    """Return the öre of an amount in kronor: ``200 000``, ``12,50``, ``85000 kr``.

    Raises:
        WrongAmount: it holds something else, or less than nothing.
    """
    text = re.sub(r"(?i)\s|kr(onor)?\.?$|^sek|sek$|:-$", "", cell.strip())
    if not text:
        return None
    # A comma before three figures groups thousands, as English does: 200,000.
    if re.fullmatch(r"\d{1,3}(,\d{3})+(\.\d+)?", text):
        text = text.replace(",", "")
    try:
        amount = Decimal(text.replace(",", "."))
    except InvalidOperation as wrong:
        raise WrongAmount(cell=cell.strip()) from wrong
    if not amount.is_finite() or not 0 <= amount <= Decimal("9999999999"):
        raise WrongAmount(cell=cell.strip())
    return int((amount * 100).to_integral_value())


def write_amount(ore: int | None) -> str:
    """Return öre as kronor for a sheet: ``200000``, ``12.50``."""
    if ore is None:
        return ""
    return str(ore // 100) if ore % 100 == 0 else f"{Decimal(ore) / 100:.2f}"


_MILESTONE = re.compile(
    r"^(?P<due>\d{4}-\d{2}-\d{2})\s+(?P<sv>[^|]*?)(?:\s*\(=(?P<done>[\d-]+)\))?"
    r"(?:\s*\|\s*(?P<en>.*))?$"
)


def read_milestones(cell: str) -> list[dict[str, Any]]:
    """Read milestones, one a line: ``2026-03-01 What (=2026-02-27) | In English``.

    The day in brackets is when it was done; the English may be left out.

    Returns:
        ``[{"text": {"sv": …, "en": …}, "due": "2026-03-01", "done": ""}]``.

    Raises:
        WrongMilestone: a line has another shape.
    """
    found = []
    for line in filter(None, map(str.strip, cell.splitlines())):
        match = _MILESTONE.match(line)
        if match is None:
            raise WrongMilestone(line=line)
        texts = {"sv": match["sv"].strip(), "en": (match["en"] or "").strip()}
        try:
            date.fromisoformat(match["due"])
            date.fromisoformat(match["done"] or match["due"])
        except ValueError as wrong:
            raise WrongMilestone(line=line) from wrong
        if not any(texts.values()):
            raise WrongMilestone(line=line)
        found.append(
            {
                "text": {key: text for key, text in texts.items() if text},
                "due": match["due"],
                "done": match["done"] or "",
            }
        )
    return found


def write_milestones(milestones: Sequence[dict[str, Any]]) -> str:
    """Return milestones as ``read_milestones`` reads them."""
    lines = []
    for entry in milestones:
        text = entry.get("text") or {}
        line = f"{entry.get('due', '')} {text.get('sv', '')}".rstrip()
        if entry.get("done"):
            line += f" (={entry['done']})"
        if text.get("en"):
            line += f" | {text['en']}"
        lines.append(line)
    return "\n".join(lines)
