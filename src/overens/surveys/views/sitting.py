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
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.datastructures import MultiValueDict

from overens.common.ballots import draft_of, keep_draft
from overens.surveys.forms import (
    EACH,
    FIELDS,
    GROUPED,
    NOT_FOR,
    TOGETHER,
    AskForm,
    GroupsForm,
    HowForm,
)
from overens.surveys.models import FrameUnit, Invitation, QuestionnaireItem
from overens.surveys.queries import Asked, asked_of, option_meanings
from overens.surveys.rules import ANONYMOUS, GivenSheet, Item
from overens.surveys.rules.sitting import Step, asked_steps, step_after, step_before

# Pages besides the questions, which are called by sheet and key: "0 knows".
HOW, GROUPS, CHECK = "how", "groups", "check"
# Characters of what is carried; a form of more than 2.5 MB is not taken at all.
_SIZE = 2_000_000


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
    # Of the questionnaire that the page was made of; None where it carries nothing.
    read_version: int | None = None
    _bound: dict[tuple[int, str], AskForm] = field(default_factory=dict)

    @property
    def invitation(self) -> Invitation:
        """Their invitation."""
        return self.was_asked.invitation

    @property
    def items(self) -> tuple[QuestionnaireItem, ...]:
        """All questions of the survey's latest version."""
        return self.was_asked.items

    @property
    def units(self) -> Mapping[str, FrameUnit]:
        """What they answer for, by key."""
        return self.was_asked.units

    @property
    def survey(self) -> Any:
        """The survey that is answered."""
        return self.invitation.respondent.survey

    @property
    def keeps_drafts(self) -> bool:
        """Whether they can stop and go on elsewhere."""
        return bool(self.survey.mode != ANONYMOUS)

    @cached_property
    def asking(self) -> list[QuestionnaireItem]:
        """The questions that have something to fill in."""
        return [item for item in self.items if item.question.kind in FIELDS]

    @property
    def version(self) -> int:
        """The version of the questionnaire that is answered now."""
        return self.items[0].questionnaire.version if self.items else 0

    @cached_property
    def keys(self) -> list[str]:
        """Their keys, in order."""
        return [item.key for item in self.asking]

    @cached_property
    def _worded(self) -> dict[str, Item]:
        return {item.key: item for item in self.was_asked.in_language(self.language)}

    # --- what is carried --------------------------------------------------------------

    @property
    def carried(self) -> str:
        """What is filled in so far, as the page carries it."""
        return self._written(dict(self.fields.lists()))

    @property
    def carried_beside(self) -> str:
        """The same without what stands in the fields of the page itself."""
        step = self.step(self.place)
        own = self._prefix(*step) + "-" if step else None
        return self._written(
            {
                name: values
                for name, values in self.fields.lists()
                if own is None or not name.startswith(own)
            }
        )

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
        except (ValueError, AttributeError, TypeError):
            return
        self.fields, self.place = MultiValueDict(fields), place
        version = said.get("version")
        self.read_version = version if isinstance(version, int) else None
        self._bound.clear()

    def fill_in(self, posted: MultiValueDict[str, str], form: Any) -> None:
        """Keep what was sent in a form's fields, right or wrong."""
        for bound in form:
            # A field of several parts sends each under its own name.
            own, part = bound.html_name, f"{bound.html_name}_"
            for name in [name for name in self.fields if _is_of(name, own, part)]:
                del self.fields[name]
            for name in [name for name in posted if _is_of(name, own, part)]:
                self.fields.setlist(name, list(posted.getlist(name)))
        self._bound.clear()

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

    @property
    def how(self) -> str:
        """How they answer; together, until they say otherwise."""
        said = self.fields.get("how")
        return said if len(self.units) > 1 and said in (EACH, GROUPED) else TOGETHER

    @property
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
            self.fields if self._is_begun(sheet, item) else None,
            item=self._worded[item.key],
            instruction=item.question.instruction.in_language(self.language),
            meanings=option_meanings(item, self.language),
            prefix=self._prefix(sheet, item.key),
        )
        form.question_as_heading = heads
        return form

    def _is_begun(self, sheet: int, item: QuestionnaireItem) -> bool:
        """Say whether anything was sent from a question's fields."""
        own = f"{self._prefix(sheet, item.key)}-"
        return any(name.startswith(own) for name in self.fields)

    def _begun(self, sheet: int) -> list[QuestionnaireItem]:
        """Return the questions of a sheet that have an answer, right or wrong.

        A form costs a little, and the others' would be empty.
        """
        return [item for item in self.asking if self._is_begun(sheet, item)]

    def _form(self, sheet: int, item: QuestionnaireItem) -> AskForm:
        at = (sheet, item.key)
        if at not in self._bound:
            self._bound[at] = self.form(sheet, item, heads=False)
        return self._bound[at]

    def answers(self, sheet: int) -> dict[str, object]:
        """Return one sheet's answers so far, as they would be stored."""
        answers: dict[str, object] = {}
        for item in self._begun(sheet):
            answers |= self._form(sheet, item).stored
        return answers

    @property
    def steps(self) -> list[Step]:
        """The questions that are asked, given what is answered so far."""
        conditions = {item.key: item.condition for item in self.asking}
        return asked_steps(
            conditions, [self.answers(n) for n in range(len(self.parts))]
        )

    def step(self, place: str) -> Step | None:
        """Return the question that a place is, if it is one of this survey's."""
        number, _space, key = place.partition(" ")
        if key not in self.keys or not number.isdecimal():
            return None
        return (int(number), key) if int(number) < len(self.parts) else None

    def item(self, key: str) -> QuestionnaireItem:
        """Return a question by key."""
        return next(item for item in self.asking if item.key == key)

    def first_faulty(self) -> Step | None:
        """Return the first question with something that cannot be taken."""
        for number, key in self.steps:
            item = self.item(key)
            if self._is_begun(number, item) and not self._form(number, item).is_valid():
                return (number, key)
        return None

    def sheets(self) -> list[GivenSheet]:
        """Return the answers as they are sent."""
        return [GivenSheet(self._cells(n), units) for n, units in enumerate(self.parts)]

    def _cells(self, sheet: int) -> Mapping[str, object]:
        cells: dict[str, object] = {}
        for item in self._begun(sheet):
            form = self._form(sheet, item)
            if form.is_valid():
                cells |= form.cells
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
        return _place(step_after(self.steps, self.step(place), self.keys)) or CHECK

    def before(self, place: str) -> str:
        """Return the page that comes before one; empty for the first page of all."""
        if place == HOW:
            return ""
        if place == GROUPS:
            return HOW
        found = _place(step_before(self.steps, self.step(place), self.keys))
        if found or len(self.units) == 1:
            return found
        return GROUPS if self.how == GROUPED else HOW

    def asked(self) -> Iterator[tuple[int, QuestionnaireItem, AskForm]]:
        """Yield what is asked, with its form, in order."""
        for number, key in self.steps:
            item = self.item(key)
            yield number, item, self._form(number, item)


def _is_of(name: str, own: str, part: str) -> bool:
    return name == own or name.startswith(part)


def _place(step: Step | None) -> str:
    return f"{step[0]} {step[1]}" if step else ""


def sitting_of(token: str, *, carried: str, language: str) -> Sitting:
    """Return the sitting of a link's holder. 2 queries, see ``asked_of``.

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
        "survey": sitting.survey,
        "page_origin": sitting.survey.origin,
        "last_day": timezone.localdate(last, space.zone),
        **more,
    }
    return render(request, f"surveys/answer/{page}.html", context, status=status)
