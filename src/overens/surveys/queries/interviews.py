"""Interviews beside a survey: what they came to, on page and in the report."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext, ngettext, override

from overens.common.charts.words import withheld_cell
from overens.common.documents import (
    Block,
    Bullets,
    Definitions,
    Heading,
    Paragraph,
    Quote,
)
from overens.common.texts import LocalText
from overens.surveys.models import (
    Interview,
    InterviewGuide,
    InterviewQuote,
    InterviewTheme,
    Survey,
)
from overens.surveys.queries.own_words import themes_by_place
from overens.surveys.queries.wording import figure
from overens.surveys.rules import OPEN
from overens.surveys.rules.interviews import INTERVIEW_PROMISES, roles_shown
from overens.surveys.rules.own_words import ANSWERED_IN


@dataclass(frozen=True)
class ShownCode:
    """A code, and in how many interviews it came up, in words."""

    name: str
    said: str
    count: int | None


@dataclass(frozen=True)
class Spoken:
    """A quotation: who said it where that is told, its language, and if translated."""

    text: str
    role: str
    foreign: str
    is_translated: bool

    @property
    def by(self) -> str:
        """What stands under it."""
        ours = gettext("our translation from Swedish") if self.is_translated else ""
        return ", ".join(each for each in (self.role, ours) if each)


@dataclass(frozen=True)
class ShownTheme:
    """One theme: in whose words, what came up how often, and what was said.

    Attributes:
        finding: what the secretariat wrote of it, and its language where that is not
            the reader's.
        persons: how many spoke of it; None where nothing is counted.
    """

    key: str
    title: str
    finding: tuple[str, str]
    persons: int | None
    base: str
    codes: tuple[ShownCode, ...]
    quotes: tuple[Spoken, ...]
    corrections: tuple[str, ...]

    @property
    def is_told(self) -> bool:
        """Whether anything is said of it."""
        return bool(self.finding[0] or self.codes or self.quotes or self.corrections)


@dataclass(frozen=True)
class ShownInterviews:
    """What interviews came to, in one language; never a share."""

    title: str
    persons: int
    done: str
    roles: tuple[str, ...]
    chosen: str
    caveat: str
    themes: tuple[ShownTheme, ...]


def guide_of(survey: Survey) -> InterviewGuide | None:
    """Return how a survey's interviews are done; None if nobody has said. 1 query."""
    return InterviewGuide.objects.filter(survey=survey).first()


def interviews_of(survey: Survey) -> list[Interview]:
    """Return the interviews, the latest first. 1 query."""
    return list(Interview.objects.filter(survey=survey).order_by("-day", "-id"))


def takes_no_more(survey: Survey) -> bool:
    """Say whether no interview is added any more (rule I6)."""
    return survey.mode != OPEN and survey.interviews_shown and survey.published


def promise_of(survey: Survey, language: str) -> str:
    """Return what is said before an interview begins."""
    with override(language):
        return gettext(INTERVIEW_PROMISES[survey.mode])


def shown_interviews(
    survey: Survey, figures: Mapping[str, Mapping[str, Any]], language: str
) -> ShownInterviews | None:
    """Return what the interviews came to; None where they are not shown.

    3 queries; none where they are not shown.

    Args:
        figures: code figures by theme, as ``codes.code_figures`` returns them.
    """
    if not survey.interviews_shown:
        return None
    # The guide comes along with its themes: pages have few questions to ask.
    themes = list(themes_by_place(survey).select_related("survey__interview_guide"))
    guide = getattr(themes[0].survey, "interview_guide", None) if themes else None
    interviews = interviews_of(survey)
    quotes = InterviewQuote.objects.filter(survey=survey).select_related("interview")
    by_theme: dict[str, list[InterviewQuote]] = {}
    for quote in quotes.order_by("place"):
        by_theme.setdefault(quote.question_key, []).append(quote)
    is_open = survey.mode == OPEN
    least = None if is_open else survey.least_persons
    with override(language):
        told, others = roles_shown(
            [_role(one, language) for one in interviews], least=least
        )
        roles = [f"{role} ({figure(count)})" for role, count in told]
        if others and told:
            roles.append(gettext("other roles (%(n)s)") % {"n": figure(others)})
        return ShownInterviews(
            title=gettext("Interviews"),
            persons=len(interviews),
            done=ngettext(
                "The secretariat has interviewed %(n)s person.",
                "The secretariat has interviewed %(n)s persons.",
                len(interviews),
            )
            % {"n": figure(len(interviews))},
            roles=tuple(roles),
            chosen=guide.chosen.in_language(language) if guide else "",
            caveat=gettext(
                "Interviews tell what there is and why, not how common it is: those "
                "interviewed were chosen, and stand for nobody else. So they are "
                "counted in persons and never as shares."
            ),
            themes=tuple(
                theme
                for theme in (
                    _theme(
                        each,
                        figures.get(each.key),
                        by_theme.get(each.key, ()),
                        language,
                        with_roles=is_open,
                    )
                    for each in themes
                )
                if theme.is_told
            ),
        )


def _role(interview: Interview, language: str) -> str:
    role: LocalText = interview.role
    return role.in_language(language)


def _theme(
    theme: InterviewTheme,
    figures: Mapping[str, Any] | None,
    quotes: Sequence[InterviewQuote],
    language: str,
    *,
    with_roles: bool,
) -> ShownTheme:
    base, codes = "", []
    finding, its_language = theme.finding.best(language)
    if figures is not None:
        base = ngettext(
            "%(n)s person spoke of this. Coded by the secretariat; somebody can have "
            "said several things.",
            "%(n)s persons spoke of this. Coded by the secretariat; somebody can have "
            "said several things.",
            figures["persons"],
        ) % {"n": figure(figures["persons"])}
        counts = figures["counts"]
        codes = [
            ShownCode(
                LocalText(code["name"]).in_language(language),
                _said(counts.get(code["key"]), figures["base"]),
                counts.get(code["key"]),
            )
            for code in figures["codes"]
        ]
        if len(counts) < len(codes):
            told = gettext(
                "Some figures are not shown, so that nobody can be pointed out."
            )
            base = f"{base} {told}"
    return ShownTheme(
        key=theme.key,
        title=theme.title.in_language(language),
        finding=(finding, "" if its_language == language else its_language),
        persons=figures["persons"] if figures else None,
        base=base,
        codes=tuple(codes),
        quotes=tuple(
            _spoken(quote, language, with_roles=with_roles)
            for quote in quotes
            if quote.withdrawn_at is None
        ),
        corrections=tuple(
            gettext("A quotation was withdrawn. %(why)s") % {"why": quote.withdrawn_why}
            for quote in quotes
            if quote.withdrawn_at is not None
        ),
    )


def _said(count: int | None, base: int) -> str:
    if count is None:
        return withheld_cell()
    return gettext("%(n)s of %(base)s") % {"n": figure(count), "base": figure(base)}


def _spoken(quote: InterviewQuote, language: str, *, with_roles: bool) -> Spoken:
    text, its_language = quote.text.best(language)
    role = quote.interview.role.in_language(language) if quote.interview else ""
    return Spoken(
        text=text,
        role=role if with_roles else "",
        foreign="" if its_language == language else its_language,
        is_translated=its_language != ANSWERED_IN and ANSWERED_IN in quote.text,
    )


def interviews_in_report(its: ShownInterviews | None) -> Iterator[Block]:
    """Yield the second method, apart from every figure of the answers (rule I5)."""
    if its is None:
        return
    yield Heading(1, its.title, "interviews")
    yield Paragraph(its.done)
    for words in (its.chosen, its.caveat):
        if words:
            yield Paragraph(words)
    if its.roles:
        yield Bullets(its.roles)
    for theme in its.themes:
        yield Heading(2, theme.title)
        if theme.finding[0]:
            yield Paragraph(*theme.finding)
        if theme.codes:
            yield Definitions(tuple((code.name, code.said) for code in theme.codes))
            yield Paragraph(theme.base)
        for quote in theme.quotes:
            yield Quote(quote.text, quote.by, quote.foreign)
        for sentence in theme.corrections:
            yield Paragraph(sentence)


def interviews_data(its: ShownInterviews | None) -> dict[str, Any]:
    """Return the second method as data: persons, never shares; nothing if none."""
    if its is None:
        return {}
    return {
        "interviews": {
            "persons": its.persons,
            "roles": list(its.roles),
            "chosen": its.chosen,
            "caveat": its.caveat,
            "themes": [
                {
                    "title": theme.title,
                    "finding": theme.finding[0],
                    "persons": theme.persons,
                    "codes": [
                        {"name": code.name, "suppressed": True}
                        if code.count is None
                        else {"name": code.name, "count": code.count}
                        for code in theme.codes
                    ],
                    "quotes": [
                        {"text": quote.text, "role": quote.role}
                        for quote in theme.quotes
                    ],
                }
                for theme in its.themes
            ],
        }
    }
