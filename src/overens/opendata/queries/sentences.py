"""Every passage, principle, goal and commitment of a compact: one data set."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.urls import NoReverseMatch
from django.utils.translation import gettext_lazy as _

from overens.compacts.models import Commitment, Goal, Passage, Principle
from overens.compacts.rules import FUNCTIONS
from overens.opendata.queries.columns import (
    DataColumn,
    Words,
    id_column,
    labels,
    local_column,
    origin_column,
)
from overens.opendata.queries.sets import Asked, DataSet, Found

PART = "compacts"

KINDS: dict[str, Words] = {
    "passage": _("passage"),
    "principle": _("principle"),
    "goal": _("goal"),
    "commitment": _("commitment"),
}
_MODELS: tuple[type[Any], ...] = (Passage, Principle, Goal, Commitment)
_HEADINGS = {"passage": "heading", "principle": "name", "goal": "name"}
_TEXTS = {"passage": "text", "principle": "meaning", "goal": "text"}


def _kind(row: Any) -> str:
    return type(row).__name__.lower()


def _heading(row: Any) -> Any:
    return getattr(row, _HEADINGS.get(_kind(row), ""), None)


def _text(row: Any) -> Any:
    return getattr(row, _TEXTS.get(_kind(row), "text"))


def _of_each(name: str) -> tuple[str, ...]:
    """Return the field's full name on each of the four models."""
    return tuple(f"{model._meta.label}.{name}" for model in _MODELS)


def _follow(row: Any) -> str:
    try:
        return f"{settings.BASE_URL}{row.follow_url()}"
    except NoReverseMatch:
        return ""


def _slug(name: str) -> Any:
    return lambda row: getattr(getattr(row, name, None), "slug", None)


def _sentences(asked: Asked) -> Found:
    found = []
    for model in _MODELS:
        rows = model._default_manager.filter(
            version__compact__space=asked.space, version__is_draft=False
        )
        joined = ["version__compact", "arises_from", "arises_from_assignment"]
        if model is Commitment:
            joined.append("party")
        found.append(rows.select_related(*joined).order_by("version", "place", "id"))
    return found


SENTENCES = DataSet(
    "sentences",
    PART,
    _("The compact’s text, sentence by sentence"),
    _(
        "Passages, principles, goals and commitments of every version, each with what "
        "it came from."
    ),
    (
        id_column(lambda row: str(row.uuid), *_of_each("uuid")),
        DataColumn(
            "version",
            _("Version"),
            _("The version that it stands in."),
            "integer",
            lambda row: row.version.number,
            _of_each("version"),
        ),
        DataColumn(
            "kind", _("Kind"), _("What sort of sentence."), "key", _kind, words=KINDS
        ),
        DataColumn(
            "key",
            _("Key"),
            _("Name in data; principles and commitments have one."),
            "key",
            lambda row: getattr(row, "key", None),
            ("compacts.Principle.key", "compacts.Commitment.key"),
        ),
        DataColumn(
            "place",
            _("Order"),
            _("Its place among those of its kind."),
            "integer",
            lambda row: row.place,
            _of_each("place"),
        ),
        DataColumn(
            "level",
            _("Level of the heading"),
            _("For passages: 1 is the highest."),
            "integer",
            lambda row: getattr(row, "level", None),
            ("compacts.Passage.level",),
        ),
        *local_column(
            "heading",
            _("Heading"),
            _("Heading of a passage, name of a principle or a goal."),
            _heading,
            "compacts.Passage.heading",
            "compacts.Principle.name",
            "compacts.Goal.name",
        ),
        *local_column(
            "text",
            _("Text"),
            _("The wording."),
            _text,
            "compacts.Passage.text",
            "compacts.Principle.meaning",
            "compacts.Goal.text",
            "compacts.Commitment.text",
        ),
        DataColumn(
            "function",
            _("Function"),
            _("For goals: the function of civil society that it speaks of."),
            "key",
            lambda row: getattr(row, "function", None),
            ("compacts.Goal.function",),
            labels(FUNCTIONS),
        ),
        DataColumn(
            "party",
            _("Party"),
            _("For commitments: whose it is. Empty when it is everyone’s."),
            "key",
            lambda row: getattr(getattr(row, "party", None), "key", None),
            ("compacts.Commitment.party",),
        ),
        DataColumn(
            "arises_from",
            _("Arises from"),
            _("The decision that it came from."),
            "key",
            _slug("arises_from"),
            _of_each("arises_from"),
        ),
        DataColumn(
            "arises_from_assignment",
            _("Arises from assignment"),
            _("Identifier of the assignment that it came from."),
            "key",
            lambda row: (
                str(row.arises_from_assignment.uuid)
                if row.arises_from_assignment
                else None
            ),
            _of_each("arises_from_assignment"),
        ),
        *local_column(
            "arises_note",
            _("Where it came from"),
            _("In words, where no decision is known."),
            lambda row: row.arises_note,
            *_of_each("arises_note"),
        ),
        *local_column(
            "source",
            _("Source"),
            _("What the row rests on. Empty for what was entered here."),
            lambda row: row.source_note,
            *_of_each("source_note"),
        ),
        DataColumn("page", _("Page"), _("The page that follows it."), "url", _follow),
        origin_column(lambda row: row.origin, *_of_each("origin")),
    ),
    _sentences,
)

SETS = (SENTENCES,)
