"""A row of every model, with a word of its own in every text field.

What may be published says ``synlig…``, what may not ``kanarie…``. A test that finds a
canary in a file has found a leak; one that misses a visible word, a field that a data
set only claims to show.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from uuid import uuid4

from django.db import models

from overens.common.dates import PartialDate
from overens.common.models import PartialDateField
from overens.common.personal_data import our_models
from overens.common.texts import LocalTextField
from overens.followups.queries import Figure, Report, Section, to_stored
from tests.make import ALL_COLUMNS, make_organisation

DAY = date(2026, 2, 3)
# A word of ours is this long; where it does not fit, the field is not looked for.
LENGTH = len("kanarie0001")


def report(word: str) -> dict[str, Any]:
    """Return a stored follow-up of one figure, in both languages."""
    figure = Figure("signed", f"{word} etikett", 3, "organisationer", "Räknas så.")
    made = Report(
        compact="strandland",
        compact_name="Överenskommelsen",
        year=2026,
        language="sv",
        origin="made up",
        publisher="Kansliet",
        counted_as_of=DAY,
        status="draft",
        title="Uppföljning 2026",
        introduction="",
        conclusions="",
        sections=(Section("signatories", "Vem", "Tre", figures=(figure,)),),
    )
    return {"sv": to_stored(made), "en": to_stored(made)}


@dataclass
class Filled:
    """Makes the rows, each model once, those it points to first."""

    visible: dict[str, str] = field(default_factory=dict)
    canaries: dict[str, str] = field(default_factory=dict)
    rows: dict[type[models.Model], Any] = field(default_factory=dict)

    def everything(self) -> Filled:
        """Make a row of every model."""
        for model in our_models():
            self.row_of(model)
        return self

    def row_of(self, model: type[models.Model]) -> Any:
        """Return the model's row, made when it is not there."""
        if model not in self.rows:
            row = model(**dict(self._values(model)))
            if model._meta.label in MADE_BY_TRIGGER:
                # It came to be when a sheet was written.
                model.objects.filter(survey=row.survey).delete()
            # Straight to the table: what actions check is not what is tested here.
            row.save(force_insert=True)
            self.rows[model] = row
            for many in model._meta.many_to_many:
                getattr(row, many.name).set([self.row_of(many.related_model)])
        return self.rows[model]

    def word(self, path: str, public: bool) -> str:
        """Return a field's own word."""
        kept, stem = (self.visible, "synlig") if public else (self.canaries, "kanarie")
        return kept.setdefault(path, f"{stem}{len(kept) + 1:04d}")

    def _values(self, model: type[models.Model]) -> Iterator[tuple[str, Any]]:
        for column in model._meta.concrete_fields:
            if isinstance(column, (models.AutoField, models.CompositePrimaryKey)):
                continue
            value = self._value(model, column)
            if value is not LEAVE:
                yield column.name, value

    def _value(self, model: type[models.Model], column: Any) -> Any:
        path = f"{model._meta.label}.{column.name}"
        kept = model.kept  # type: ignore[attr-defined]
        public = kept.of(column.name).public
        if path in OVERRIDES or column.name in OVERRIDES:
            given = OVERRIDES.get(path, OVERRIDES.get(column.name))
            return given(self.word(path, public)) if callable(given) else given
        if column.name == "uuid" and column.has_default():
            return LEAVE
        if column.is_relation:
            target = column.related_model
            return None if target is model else self.row_of(target)
        if column.choices:
            return next(key for key, _label in column.choices if key)
        for kind, make in MAKERS.items():
            if isinstance(column, kind):
                return make(self, path, public, column)
        raise NotImplementedError(f"{path} is a {type(column).__name__}")

    def _text(self, path: str, public: bool, column: Any) -> str:
        if column.max_length and column.max_length < LENGTH:
            return "x" * min(column.max_length, 2)
        return self.word(path, public)

    def _texts(self, path: str, public: bool, column: Any) -> dict[str, str]:
        word = self.word(path, public)
        return {"sv": f"{word} sv", "en": f"{word} en"}


LEAVE = object()


def _json(filled: Filled, path: str, public: bool, column: Any) -> Any:
    word = filled.word(path, public)
    return [word] if column.default is list else {word: word}


# By class of field, the narrower first.
MAKERS: dict[Any, Any] = {
    PartialDateField: lambda *_: PartialDate.of(DAY),
    LocalTextField: Filled._texts,
    models.JSONField: _json,
    models.UUIDField: lambda *_: uuid4(),
    models.EmailField: lambda f, path, public, _c: (
        f"{f.word(path, public)}@example.org"
    ),
    models.URLField: lambda f, path, public, _c: (
        f"https://example.org/{f.word(path, public)}"
    ),
    models.CharField: Filled._text,
    models.TextField: Filled._text,
    models.DateTimeField: lambda *_: datetime(2026, 2, 3, 12, tzinfo=UTC),
    models.DateField: lambda *_: DAY,
    models.BooleanField: lambda f, path, public, column: (
        column.default if column.has_default() else True
    ),
    models.DecimalField: lambda *_: Decimal("1.5"),
    models.IntegerField: lambda *_: 1,
    models.FloatField: lambda *_: 1.0,
}

# By field, or by the name of a field wherever it stands: a value, or what makes one of
# the field's word.
MADE_BY_TRIGGER = frozenset({"surveys.AnswerColumns"})

OVERRIDES: dict[str, Any] = {
    # Nobody agrees with themselves, and there is one person here.
    "surveys.AnswersRequest.decided_by": None,
    "surveys.AnswerColumns.data": b"",
    "created": LEAVE,
    "withdrawn_at": None,
    "merged_into": None,
    "origin": "made up",
    "language": "sv",
    "published": True,
    "is_current": True,
    "accounts.Space.slug": "strandland",
    "accounts.Space.columns": ALL_COLUMNS,
    "accounts.Space.languages": ["sv", "en"],
    "accounts.Space.time_zone": "Europe/Stockholm",
    "accounts.RoleGrant.role": "secretariat",
    "organisations.Organisation.roles": ["voice"],
    "organisations.Organisation.languages": ["sv"],
    "organisations.Organisation.target_groups": ["everyone"],
    "organisations.Organisation.field_sources": lambda word: {
        "identity": {"source": word, "day": "2026-02-03"}
    },
    # Seen by everyone: who sees less has tests of its own.
    "organisations.Organisation.visibility": {},
    "organisations.Organisation.borrowed_number": "8999999991",
    "organisations.DuplicatePair.other": lambda _word: make_organisation("Tredje"),
    "organisations.Relation.upper": lambda word: make_organisation(f"Annan {word}"),
    "organisations.ContactRole.public": True,
    "governance.Decision.day": PartialDate.of(DAY),
    "compacts.Compact.holes": lambda word: [
        {"about": "principles", "text": {"sv": word, "en": word}}
    ],
    "compacts.CompactVersion.corrections": lambda word: [
        {
            "day": "2026-11-28",
            "sentence": "",
            "before": {"sv": f"{word} sv", "en": f"{word} en"},
            "after": {"sv": f"{word} sv", "en": f"{word} en"},
        }
    ],
    "compacts.CompactVersion.headings": lambda word: {
        "principles": {"sv": word, "en": word}
    },
    # Only usual roles are published: any other word may be a name.
    "compacts.Signature.contact_role": "Ordförande",
    "compacts.ConsentRequest.reminded_days": ["2026-02-03"],
    "plans.Measure.milestones": lambda word: [
        {"text": {"sv": word, "en": word}, "due": "2026-03-01", "done": ""}
    ],
    "surveys.Survey.mode": "open",
    "surveys.Survey.interviews_shown": True,
    "surveys.Survey.codes_shown": True,
    "surveys.InterviewTheme.key": "tema",
    "surveys.Release.key": "codes:tema",
    "surveys.Release.figures": lambda word: {
        "codes": [{"key": "tid", "name": {"sv": "Tid", "en": "Time"}}],
        "counts": {"tid": 1},
        "persons": 1,
        word: word,
    },
    "surveys.Survey.year": 2026,
    "surveys.Survey.strata": lambda word: {"x": {"sv": word}, "y": {"sv": word}},
    "surveys.Survey.least_persons": 5,
    "surveys.OutsideSurvey.year": 2024,
    "surveys.OutsideQuestion.grade": "B",
    "surveys.Survey.side": "public",
    "surveys.Survey.other_side": None,
    "surveys.Question.kind": "single",
    "surveys.Question.options": lambda word: [
        {"key": "yes", "label": {"sv": word, "en": word}}
    ],
    "surveys.Question.settings": lambda word: {"unit": {"sv": word, "en": word}},
    "surveys.QuestionnaireItem.marks": {"base": "follows"},
    "surveys.QuestionnaireItem.condition": lambda word: {"x": [word]},
    "surveys.AnswerSheet.answers": lambda word: {"x.text": word, "x": word},
    "surveys.AnswerSheet.pooled": False,
    "surveys.Collection.mode": "open",
    "surveys.Remark.question_key": "",
    "surveys.PrintedFigure.figure": "texts",
    "surveys.PrintedFigure.option_keys": [],
    "followups.FollowUp.report": report,
    "followups.FollowUp.year": 2026,
    "followups.FollowUp.status": "published",
}
