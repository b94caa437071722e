"""Somebody's way through a survey, as their own pages carry it.

Nothing of it is in a session or a cookie. What is filled in so far goes along in the
page, and comes back with the next one; where the survey is not anonymous it is kept
under the link as well, so that they can go on elsewhere.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cached_property
from itertools import chain
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.datastructures import MultiValueDict

from overens.common.ballots import draft_of, keep_draft
from overens.common.models import Ballot
from overens.surveys.forms import (
    EACH,
    GROUPED,
    NOT_FOR,
    TOGETHER,
    AskForm,
    GroupsForm,
    HowForm,
)
from overens.surveys.forms.given import Questions, Read, part_of, questions_in
from overens.surveys.models import QuestionnaireItem, Survey
from overens.surveys.queries import Asked, AskedUnit, asked_of, option_helps
from overens.surveys.rules import ANONYMOUS, GivenSheet
from overens.surveys.rules.sitting import Step, asked_steps, step_after, step_before

# Pages besides the questions, which are called by sheet and key: "0 knows".
HOW, GROUPS, CHECK = "how", "groups", "check"
# Characters of what is carried; a form of more than 2.5 MB is not taken at all.
_SIZE = 2_000_000
# Digits of a sheet's number.
_LONGEST_NUMBER = 4


@dataclass
class Sitting:
    """What is asked of the holder of a link, and what they have filled in.

    Attributes:
        was_asked: what the link's holder is asked, as it was read.
        fields: what was sent from each field, by its name in the page.
        place: the page that they are on: a name above, or of a step.
    """

    token: str
    was_asked: Asked
    language: str
    fields: MultiValueDict[str, str] = field(default_factory=MultiValueDict)
    place: str = ""
    # That an answer may come in to, where it may.
    ballot: Ballot | None = None
    # Of the questionnaire that the page was made of; None where it carries nothing.
    read_version: int | None = None
    _bound: dict[Step, AskForm] = field(default_factory=dict)

    @property
    def items(self) -> tuple[QuestionnaireItem, ...]:
        """All questions of the survey's latest version."""
        return self.was_asked.items

    @property
    def units(self) -> Mapping[str, AskedUnit]:
        """What they answer for, by key."""
        return self.was_asked.units

    @property
    def survey(self) -> Survey:
        """The survey that is answered."""
        return self.was_asked.survey

    @property
    def keeps_drafts(self) -> bool:
        """Whether they can stop and go on elsewhere."""
        return bool(self.survey.mode != ANONYMOUS)

    @cached_property
    def questions(self) -> Questions:
        """The questions that have something to fill in."""
        if not self.items:
            return Questions(UUID(int=0), self.language, (), {})
        return questions_in(self.items[0].questionnaire.uuid, self.language)

    @property
    def version(self) -> int:
        """The version of the questionnaire that is answered now."""
        return self.items[0].questionnaire.version if self.items else 0

    # --- what is carried --------------------------------------------------------------

    @property
    def carried(self) -> str:
        """What is filled in so far, as the page carries it."""
        return self._written(dict(self.fields.lists()))

    @property
    def carried_beside(self) -> str:
        """The same without what stands in the fields of the page itself."""
        own = {name for name, _part in self._names.get(self.step(self.place), ())}
        fields = dict(self.fields.lists())
        return self._written({n: fields[n] for n in fields if n not in own})

    def _written(self, fields: Mapping[str, list[str]]) -> str:
        said = {"place": self.place, "version": self.version, "fields": fields}
        return json.dumps(said, ensure_ascii=False)

    @staticmethod
    def _prefix(sheet: int, key: str) -> str:
        """Return what the names of a question's fields begin with."""
        return f"{sheet}.{key}"

    def take_up(self, carried: str) -> None:
        """Go on from what a page or a draft carries; from nothing if it is broken."""
        try:
            said = json.loads(carried) if len(carried) < _SIZE else {}
            fields = {
                str(name): [str(value) for value in values]
                for name, values in said.get("fields", {}).items()
                if isinstance(values, list)
            }
            place = str(said.get("place", ""))
            # Half a sign can be carried, and neither kept nor shown.
            "".join([place, *fields, *chain(*fields.values())]).encode()
        except (ValueError, AttributeError, TypeError, RecursionError):
            return
        self.fields, self.place = MultiValueDict(fields), place
        version = said.get("version")
        self.read_version = version if isinstance(version, int) else None
        self._forget()

    def fill_in(self, posted: MultiValueDict[str, str], here: str) -> None:
        """Keep what was sent from the fields of a page, right or wrong."""
        step = self.step(here)
        for name in [name for name in self.fields if self._is_of(name, step, here)]:
            del self.fields[name]
        for name in [name for name in posted if self._is_of(name, step, here)]:
            self.fields.setlist(name, list(posted.getlist(name)))
        self._forget()

    def _is_of(self, name: str, step: Step | None, here: str) -> bool:
        if step is not None:
            return bool(part_of(name, f"{self._prefix(*step)}-"))
        if here == HOW:
            return name == "how"
        key = name.removeprefix("for-")
        return here == GROUPS and key != name and key in self.units

    def _forget(self) -> None:
        """Forget what was made of fields that have changed."""
        self._bound.clear()
        for made in ("_names", "how", "parts", "steps"):
            self.__dict__.pop(made, None)

    @cached_property
    def _names(self) -> dict[Step | None, list[tuple[str, str]]]:
        """The fields that something was sent from: (name, name in its form), by step.

        A field of several parts sends each under its own name.
        """
        found: dict[Step | None, list[tuple[str, str]]] = {}
        for name in self.fields:
            number, _dot, rest = name.partition(".")
            sheet = _sheet_number(number)
            if sheet is None:
                continue
            for key in self.questions.places:
                part = part_of(rest, f"{key}-")
                if part:
                    found.setdefault((sheet, key), []).append((name, part))
        return found

    def keep(self) -> None:
        """Keep the draft under the link, where the survey's promise allows it."""
        if self.keeps_drafts:
            keep_draft(self.token, self.carried)

    # --- for what ---------------------------------------------------------------------

    @property
    def unit_names(self) -> dict[str, str]:
        """What they answer for, by key."""
        return {
            key: unit.name.in_language(self.language) or key
            for key, unit in self.units.items()
        }

    def how_form(self, *, bound: bool) -> HowForm:
        """Return the form that asks how they answer for several."""
        return HowForm(self.fields if bound else None, units=self.unit_names)

    def groups_form(self, *, bound: bool) -> GroupsForm:
        """Return the form that asks which of them go together."""
        return GroupsForm(self.fields if bound else None, units=self.unit_names)

    @cached_property
    def how(self) -> str:
        """How they answer; together, until they say otherwise."""
        said = self.fields.get("how")
        return said if len(self.units) > 1 and said in (EACH, GROUPED) else TOGETHER

    @cached_property
    def parts(self) -> list[tuple[str, ...]]:
        """Which units each answer is for, as keys."""
        if self.how == EACH:
            return [(key,) for key in self.units]
        if self.how == TOGETHER:
            return [tuple(self.units)]
        groups: dict[str, list[str]] = {}
        for key in self.units:
            number = self.fields.get(f"for-{key}") or "1"
            if number != NOT_FOR:
                groups.setdefault(number, []).append(key)
        return [tuple(groups[number]) for number in sorted(groups)] or [
            tuple(self.units)
        ]

    # --- the questions ----------------------------------------------------------------

    def form(self, sheet: int, item: QuestionnaireItem, *, heads: bool) -> AskForm:
        """Return a question's form, filled in as far as it is.

        Args:
            heads: the question is its page's heading.
        """
        form = AskForm(
            self.fields if self.is_begun((sheet, item.key)) else None,
            item=self.questions.worded[item.key],
            instruction=item.question.instruction.in_language(self.language),
            helps=option_helps(item, self.language),
            prefix=self._prefix(sheet, item.key),
        )
        form.question_as_heading = heads
        return form

    def is_begun(self, step: Step) -> bool:
        """Say whether anything was sent from a question's fields."""
        return step in self._names

    def _form(self, sheet: int, item: QuestionnaireItem) -> AskForm:
        at = (sheet, item.key)
        if at not in self._bound:
            self._bound[at] = self.form(sheet, item, heads=False)
        return self._bound[at]

    def read(self, step: Step) -> Read:
        """Return what was answered to a question, as its form would read it."""
        given = tuple(
            (part, tuple(self.fields.getlist(name)))
            for name, part in self._names.get(step, ())
        )
        return self.questions.read(step[1], given)

    def _begun(self, sheet: int) -> list[Read]:
        """Return the answers of a sheet, right or wrong, in the questions' order."""
        steps = [(sheet, key) for key in self.questions.places]
        return [self.read(step) for step in steps if self.is_begun(step)]

    def answers(self, sheet: int) -> dict[str, object]:
        """Return one sheet's answers so far, as they would be stored."""
        answers: dict[str, object] = {}
        for read in self._begun(sheet):
            answers |= read.stored
        return answers

    @cached_property
    def steps(self) -> list[Step]:
        """The questions that are asked, given what is answered so far."""
        return asked_steps(
            self.questions.conditions, [self.answers(n) for n in range(len(self.parts))]
        )

    def step(self, place: str) -> Step | None:
        """Return the question that a place is, if it is one of this survey's."""
        number, _space, key = place.partition(" ")
        sheet = _sheet_number(number)
        if sheet is None or key not in self.questions.by_key:
            return None
        return (sheet, key) if sheet < len(self.parts) else None

    def item(self, key: str) -> QuestionnaireItem:
        """Return a question by key."""
        return self.questions.by_key[key]

    def first_faulty(self) -> Step | None:
        """Return the first question with something that cannot be taken."""
        for step in self.steps:
            if self.is_begun(step) and not self.read(step).is_right:
                return step
        return None

    def sheets(self) -> list[GivenSheet]:
        """Return the answers as they are sent."""
        return [GivenSheet(self._cells(n), units) for n, units in enumerate(self.parts)]

    def _cells(self, sheet: int) -> Mapping[str, object]:
        cells: dict[str, object] = {}
        for read in self._begun(sheet):
            cells |= read.cells
        return cells

    # --- the way ----------------------------------------------------------------------

    def after(self, place: str) -> str:
        """Return the page that comes after one."""
        if place == CHECK:
            return CHECK
        if not place and len(self.units) > 1:
            return HOW
        if place == HOW and self.how == GROUPED:
            return GROUPS
        return (
            _place(step_after(self.steps, self.step(place), self.questions.places))
            or CHECK
        )

    def before(self, place: str) -> str:
        """Return the page that comes before one; empty for the first page of all."""
        if place == HOW:
            return ""
        if place == GROUPS:
            return HOW
        found = _place(step_before(self.steps, self.step(place), self.questions.places))
        if found or len(self.units) == 1:
            return found
        return GROUPS if self.how == GROUPED else HOW

    def asked(self) -> Iterator[tuple[int, QuestionnaireItem, AskForm]]:
        """Yield what is asked, with its form, in order."""
        for number, key in self.steps:
            item = self.item(key)
            yield number, item, self._form(number, item)


def _sheet_number(text: str) -> int | None:
    """Return a sheet's number as we write it; None of anything else.

    Another spelling of the same number would be another name of the same page.
    """
    number = int(text) if text.isdecimal() and len(text) <= _LONGEST_NUMBER else None
    return number if str(number) == text else None


def _place(step: Step | None) -> str:
    return f"{step[0]} {step[1]}" if step else ""


def sitting_of(token: str, *, carried: str, language: str) -> Sitting:
    """Return the sitting of a link's holder. 1 query, see ``asked_of``.

    Raises:
        TokenUnknown: nobody has been sent that link.
    """
    sitting = Sitting(token, asked_of(token), language)
    sitting.take_up(carried)
    return sitting


def draft_in(sitting: Sitting) -> str:
    """Return what their link keeps, if anything."""
    return draft_of(sitting.token) if sitting.keeps_drafts else ""


def sitting_page(
    request: HttpRequest,
    page: str,
    sitting: Sitting,
    title: str,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    """Return a page of whoever answers by link, with what every such page needs."""
    space = sitting.survey.space
    last = sitting.survey.collection.closes_at - timedelta(seconds=1)
    context = {
        "title": title,
        "sitting": sitting,
        "code": sitting.token,
        "survey": sitting.survey,
        "page_origin": sitting.survey.origin,
        "last_day": timezone.localdate(last, space.zone),
        **more,
    }
    return render(request, f"surveys/answer/{page}.html", context, status=status)
