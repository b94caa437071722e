"""What somebody with a link is asked. Bounded queries.

Thousands may answer the same day, so each page of theirs reads little: one question of
the database for the invitation, its survey, and what it is for. The questions of the
survey are kept in the process, and so is what all its invitations say alike.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple, NoReturn
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS
from django.db.models import Count, Model, OuterRef, Q, QuerySet, Subquery
from django.db.models.base import ModelState
from django.db.models.expressions import RawSQL

from overens.accounts.models import Space
from overens.common.ballots import (
    Standing,
    TokenUnknown,
    ballot_for,
    hash_of,
    standing_columns,
    standing_in,
)
from overens.common.ballots.sealing import typed
from overens.common.prepared import Prepared
from overens.common.texts import LocalText
from overens.surveys.models import (
    Collection,
    FrameRespondent,
    Invitation,
    Questionnaire,
    QuestionnaireItem,
    Survey,
)
from overens.surveys.queries.stored import item_in
from overens.surveys.rules import Item

# So many questionnaires are kept in a process; few are answered at the same time.
_KEPT = 50
# What is read of a survey and its space, which have a great many texts: what the pages
# of those who answer show, and what an answer is made of. Another field that is asked
# for costs a question of its own, which a test counts.
_SURVEY = (
    *("id", "slug", "origin", "mode", "title", "introduction", "contact"),
    *("least_persons", "space_id"),
)
_COLLECTION = ("id", "ballot", "promise", "closes_at", "survey_id")
_SPACE = (
    *("id", "slug", "origin", "name", "place", "languages", "time_zone"),
    *("huvudman", "contact_email", "secretariat_name"),
)
# The columns of a row: what it says of one unit, of the invitation, and of the survey.
_OF_UNIT = ("id", "key", "stratum", "name")
_OF_INVITATION = ("respondent_id", "stratum", "unit_count")
_OF_TOKEN = tuple(standing_columns(None, None))
_FIRST_OWN = len(_OF_UNIT)
_FIRST_OF_TOKEN = _FIRST_OWN + len(_OF_INVITATION)
_FIRST_SHARED = _FIRST_OF_TOKEN + len(_OF_TOKEN)
_COLUMNS = (
    *(f"respondent__coverages__unit__{name}" for name in _OF_UNIT),
    *_OF_INVITATION,
    *_OF_TOKEN,
    "latest_version",
    *(f"respondent__survey__{name}" for name in _SURVEY),
    *(f"respondent__survey__collection__{name}" for name in _COLLECTION),
    *(f"respondent__survey__space__{name}" for name in _SPACE),
)


class AskedUnit(NamedTuple):
    """Something that an answer is for."""

    pk: int
    key: str
    stratum: str
    said: str

    @property
    def name(self) -> LocalText:
        """What it is called; few pages say so."""
        return LocalText(json.loads(self.said))


@dataclass(frozen=True)
class Asked:
    """What the holder of a link is asked, and about what.

    Attributes:
        respondent: the number of themselves in the frame.
        stratum, unit_count: as the invitation has them.
        survey: with its collection and its space, of what ``_COLUMNS`` reads.
        items: the questions of the latest version, in order; kept for others too.
        units: what they answer for, by key, in the frame's order.
        standing: how their link stands: used, or to be used still.
        says: what the survey, its version and its space were read as: alike for two
            where these say the same.
    """

    respondent: int
    stratum: str
    unit_count: int
    survey: Survey
    items: tuple[QuestionnaireItem, ...]
    units: Mapping[str, AskedUnit]
    standing: Standing
    says: tuple[Any, ...]

    def in_language(self, language: str) -> tuple[Item, ...]:
        """Return the questions as the rules take them."""
        if not self.items:
            return ()
        return worded(self.items[0].questionnaire.uuid, language)


def asked_of(token: str) -> Asked:
    """Return what a token's holder is asked. 1 query; 2 of a version not yet kept.

    Raises:
        TokenUnknown, TokenWithdrawn: nobody has that token, or not any more.
    """
    rows = _ASKED_BY.rows(hash_of(typed(token)))
    if not rows:
        _say_why_unknown(token)
    first, says = rows[0], tuple(rows[0][_FIRST_SHARED:])
    shared = _shared(says)
    respondent, stratum, unit_count = first[_FIRST_OWN:_FIRST_OF_TOKEN]
    return Asked(
        respondent,
        stratum,
        unit_count,
        survey=_copy(shared),
        items=questions_of(shared.version) if shared.version else (),
        units={unit.key: unit for unit in _units(rows)},
        standing=standing_in(
            shared.collection.ballot, first[_FIRST_OF_TOKEN:_FIRST_SHARED]
        ),
        says=says,
    )


def _invited(token_hash: Any) -> QuerySet[Invitation]:
    return (
        Invitation.objects.filter(token_hash=token_hash)
        # As the index has it, letter by letter: else all invitations are gone through.
        .exclude(token_hash=RawSQL("''", []))
    )


def _asked_by(token_hash: Any) -> QuerySet[Invitation, tuple[Any, ...]]:
    versions = Questionnaire.objects.filter(survey=OuterRef("respondent__survey"))
    latest = versions.order_by("-version").values("uuid")[:1]
    return (
        _invited(token_hash)
        .annotate(
            latest_version=Subquery(latest),
            **standing_columns(
                OuterRef("respondent__survey__collection__ballot"), token_hash
            ),
        )
        .order_by("respondent__coverages__unit__place")
        .values_list(*_COLUMNS)
    )


_ASKED_BY = Prepared(_asked_by)


class _Shared(NamedTuple):
    version: UUID | None
    survey: Survey
    collection: Collection
    space: Space


@lru_cache(maxsize=_KEPT)
def _shared(says: tuple[Any, ...]) -> _Shared:
    """Return the survey that a row tells of; the same row, the same survey.

    Making three models of a row took longer than reading it. What the database says is
    what it is kept under, so a changed word makes another.
    """
    blank = (None,) * _FIRST_SHARED
    version, *values = _ASKED_BY.read((*blank, *says))[_FIRST_SHARED:]
    left = iter(values)
    return _Shared(
        version,
        _made(Survey, _SURVEY, left),
        _made(Collection, _COLLECTION, left),
        _made(Space, _SPACE, left),
    )


def _copy(shared: _Shared) -> Survey:
    """Return a survey of the reader's own: what is read of it later stays with them."""
    survey: Survey = _again(shared.survey)
    collection, space = _again(shared.collection), _again(shared.space)
    survey._state.fields_cache = {"space": space, "collection": collection}
    return survey


def _again(row: Any) -> Any:
    """Return another object of the same row, without what hangs on the first."""
    made = row.__class__.__new__(row.__class__)
    made.__dict__ |= row.__dict__
    made._state = ModelState()
    made._state.db, made._state.adding = row._state.db, False
    return made


def _made(model: type[Model], names: Sequence[str], left: Iterator[Any]) -> Any:
    said = {name: next(left) for name in names}
    known = [each.attname for each in model._meta.concrete_fields]
    in_order = [name for name in known if name in said]
    return model.from_db(DEFAULT_DB_ALIAS, in_order, [said[name] for name in in_order])


def _units(rows: Sequence[Sequence[Any]]) -> Iterator[AskedUnit]:
    for row in rows:
        if row[0] is not None:
            yield AskedUnit(*row[:_FIRST_OWN])


def invitation_of(token: str) -> Invitation:
    """Return the invitation that a token came with, and its survey. 1 query.

    Raises:
        TokenUnknown, TokenWithdrawn: there is none, or none any more.
    """
    invited = _invited(hash_of(typed(token))).select_related(
        "respondent__survey__space"
    )
    found = invited.first()
    if found is None:
        _say_why_unknown(token)
    return found


def _say_why_unknown(token: str) -> NoReturn:
    # One that was replaced is told to be so.
    ballot_for(token)
    raise TokenUnknown()


@lru_cache(maxsize=_KEPT)
def questions_of(version: UUID) -> tuple[QuestionnaireItem, ...]:
    """Return the questions of a version of a questionnaire. 1 query the first time.

    They are kept while the process runs, and are right: only somebody who is invited
    asks for them, so the survey is open, and from then on no question of a version is
    changed or moved (rules 5 and 47): one that is added, or put in other words, makes a
    new version. Which is the latest is read with the invitation, each time.
    """
    items = QuestionnaireItem.objects.filter(questionnaire__uuid=version)
    return tuple(items.select_related("question", "questionnaire").order_by("place"))


@lru_cache(maxsize=_KEPT)
def worded(version: UUID, language: str) -> tuple[Item, ...]:
    return tuple(item_in(item, language) for item in questions_of(version))


def are_few(asked: Asked) -> bool:
    """Say whether few are asked for as many units of the same groups. 1 query.

    Fewer than the survey's ``least_persons``; they themselves are counted (rule 42). No
    more are looked through than it takes to find so many.
    """
    ours = Counter(unit.stratum for unit in asked.units.values())
    if not ours:
        return True
    least = asked.survey.least_persons
    # By their number alone: else the database sorts all of them by all they have.
    found: QuerySet[Any, Any] = FrameRespondent.objects.filter(survey=asked.survey)
    found = (
        found.values("pk").annotate(units=Count("coverages")).filter(units=ours.total())
    )
    for number, (stratum, units) in enumerate(ours.items()):
        of_group = Count("coverages", filter=Q(coverages__unit__stratum=stratum))
        name = f"of_group_{number}"
        found = found.annotate(**{name: of_group}).filter(**{name: units})
    return len(found.order_by("pk")[:least]) < least
