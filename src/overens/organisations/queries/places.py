"""The slot that later columns fill on an organisation's page."""

from __future__ import annotations

from dataclasses import dataclass, field

from overens.common.slots import slot


@dataclass(frozen=True)
class ProfileRow:
    """One line of a part: its text, where it leads, and what is said beside it.

    Attributes:
        text: translated.
        url: the page it leads to.
        note: one more line: a day, a role.
        status: key of a status that the page parts know, if any.
        status_label: its word.
    """

    text: str
    url: str = ""
    note: str = ""
    status: str = ""
    status_label: str = ""


@dataclass(frozen=True)
class ProfilePart:
    """What a later column shows of an organisation.

    Attributes:
        key: for the heading's address in the page; a slug.
        heading: translated.
        rows: in the order to be shown.
        empty: one sentence; without it a part without rows is left out.
        more_url: where all of it is, if there is more.
        more_label: the words of that link.
    """

    key: str
    heading: str
    rows: tuple[ProfileRow, ...] = field(default_factory=tuple)
    empty: str = ""
    more_url: str = ""
    more_label: str = ""


PROFILE_PARTS = slot(
    "organisations.profile_parts",
    shape=ProfilePart,
    budget=2,
    takes="organisation: Organisation, day: date",
)
