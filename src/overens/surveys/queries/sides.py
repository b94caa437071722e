"""The same questions to both sides, ready to be shown: sentence, drawing, table."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext, override

from overens.common.charts import Bar, Bars, Chart, Table
from overens.surveys.models import Survey
from overens.surveys.queries.results import shown_survey
from overens.surveys.queries.shown import ShownQuestion, ShownSurvey
from overens.surveys.queries.verdicts import method_in_words, p_of
from overens.surveys.queries.waves import (
    both_wordings,
    points_in_words,
    share_in_words,
    wordings_of,
)
from overens.surveys.queries.wording import figure
from overens.surveys.rules import (
    SURE,
    TENDENCY,
    OptionChange,
    ResultsWithheld,
    Verdict,
    question_key,
)
from overens.surveys.rules.crossing import SCALE
from overens.surveys.rules.sides import PUBLIC, Gap, gap

# So many surveys are offered to be tied to.
MOST_OFFERED = 30


@dataclass(frozen=True)
class ShownGap:
    """One question to both sides, in one language.

    Attributes:
        heading: how wide the gap is, in words.
        verdict: how sure it is, with its interval; "" where nothing is compared.
        method: how that was found.
        wordings: what each side was asked, where that differs; empty elsewhere.
    """

    gap: Gap
    heading: str
    verdict: str
    method: str
    wordings: tuple[tuple[str, str], ...]
    chart: Chart | None
    table: Table | None


@dataclass(frozen=True)
class BothSides:
    """Two surveys that ask both sides the same.

    Attributes:
        finding: the widest gap, in words; "" where none may be told.
    """

    public: ShownSurvey
    civil: ShownSurvey
    gaps: tuple[ShownGap, ...]

    @property
    def finding(self) -> str:
        """Return the widest gap of all, in words."""
        told = [each for each in self.gaps if each.gap.widest]
        if not told:
            return ""
        return max(told, key=lambda each: _width(each.gap)).heading


def _width(found: Gap) -> float:
    widest = found.widest
    return abs(widest.change[0]) if widest and widest.change else 0.0


def both_sides(shown: ShownSurvey) -> BothSides | None:
    """Return a survey with its other side; None without one that is shown.

    8 queries, once.
    """
    if "both sides" not in shown.kept:
        shown.kept["both sides"] = _both_sides(shown)
    found: BothSides | None = shown.kept["both sides"]
    return found


def _both_sides(shown: ShownSurvey) -> BothSides | None:
    other = shown.survey.other_side
    if other is None or other.withdrawn_at is not None or not other.published:
        return None
    try:
        beside = shown_survey(other, shown.language, only_figures=True)
    except ResultsWithheld:
        return None
    return held_together(shown, beside)


def held_together(one: ShownSurvey, other: ShownSurvey) -> BothSides:
    """Hold two surveys of both sides against each other. 1 query."""
    public, civil = (one, other) if one.survey.side == PUBLIC else (other, one)
    words = both_wordings(public.survey, civil.survey)
    is_independent = all(
        shown.result.respondents.answered == shown.result.units.answered
        for shown in (public, civil)
    )
    beside = {question.result.key: question for question in civil.questions}
    gaps = []
    with override(public.language):
        for question in public.questions:
            same = beside.get(question.result.key)
            if same is None or not question.result.options or not same.result.options:
                continue
            key = question_key(question.result.key)
            found = gap(
                question.result,
                same.result,
                same_words=words[0].get(key) == words[1].get(key),
                is_independent=is_independent,
            )
            gaps.append(_shown(public, civil, question, found))
    return BothSides(public, civil, tuple(gaps))


def same_words_in(survey: Survey, other: Survey) -> tuple[int, int]:
    """Return how many questions two surveys share, and how many in the same words."""
    one, beside = both_wordings(survey, other)
    shared = [key for key in one if key in beside]
    return len(shared), sum(one[key] == beside[key] for key in shared)


def may_be_other_side(survey: Survey) -> list[Survey]:
    """Return the compact's surveys that could be a survey's other side. 1 query."""
    return list(
        Survey.objects.standing()
        .filter(space=survey.space, origin=survey.origin, other_side=None)
        .filter(questionnaires__items__key__in=wordings_of(survey))
        .exclude(pk=survey.pk)
        .distinct()[:MOST_OFFERED]
    )


def _shown(
    public: ShownSurvey, civil: ShownSurvey, question: ShownQuestion, found: Gap
) -> ShownGap:
    title = question.result.item.title
    widest = found.widest
    tested = found.verdict or (widest.verdict if widest else None)
    if found.verdict is None and found.public.item.kind == SCALE:
        # One grade by itself is no gap, and with a grade withheld nothing is tested.
        widest = None
    if not found.is_same:
        heading = gettext("“%(question)s”: asked in other words") % {"question": title}
    elif found.verdict is not None:
        heading = _means_in_words(public, civil, found)
    elif widest is None:
        heading = gettext("“%(question)s”: the gap is not shown") % {"question": title}
    else:
        heading = _in_words(public, civil, found, widest)
    return ShownGap(
        gap=found,
        heading=heading,
        verdict=_sureness(found, widest, tested),
        method=method_in_words(
            tested,
            public.words,
            on_the_line=widest is not None and widest.is_on_the_line,
        )
        if tested
        else "",
        wordings=()
        if found.is_same
        else (
            (public.text("title"), found.public.item.title),
            (civil.text("title"), found.civil.item.title),
        ),
        chart=_chart(public, civil, found) if found.is_same else None,
        table=_table(public, civil, found) if found.is_same else None,
    )


def _in_words(
    public: ShownSurvey, civil: ShownSurvey, found: Gap, widest: OptionChange
) -> str:
    """Return "11 of 18 committees (61 %) and 17 of 50 organisations …: 27 points"."""
    facts = {
        "public": share_in_words(widest.after, found.public.base),
        "public_units": public.words["units"],
        "civil": share_in_words(widest.before, found.civil.base),
        "civil_units": civil.words["units"],
        "label": widest.label,
        "points": figure(_points_apart(widest)),
    }
    if facts["points"] == "0":
        return (
            gettext(
                "Among %(public_units)s %(public)s say “%(label)s”, among "
                "%(civil_units)s %(civil)s: no gap"
            )
            % facts
        )
    return (
        gettext(
            "Among %(public_units)s %(public)s say “%(label)s”, among "
            "%(civil_units)s %(civil)s: %(points)s percentage points apart"
        )
        % facts
    )


def _means_in_words(public: ShownSurvey, civil: ShownSurvey, found: Gap) -> str:
    """Return the gap of a scale as it is tested: by the mean, with its base."""
    return gettext(
        "Mean grade %(public)s of %(public_base)s %(public_units)s and %(civil)s of "
        "%(civil_base)s %(civil_units)s"
    ) % {
        "public": figure(found.public.mean or 0),
        "public_base": figure(found.public.base),
        "public_units": public.words["units"],
        "civil": figure(found.civil.mean or 0),
        "civil_base": figure(found.civil.base),
        "civil_units": civil.words["units"],
    }


def _points_apart(widest: OptionChange) -> int:
    """Return how many percentage points an option's two shares stand apart."""
    return abs(round(100 * widest.change[0])) if widest.change else 0


def _sureness(found: Gap, widest: OptionChange | None, tested: Verdict | None) -> str:
    if widest is None or tested is None:
        return ""
    facts = {"points": points_in_words(widest), "p": p_of(tested)}
    if found.verdict is not None:
        return _sure_in_words(tested, facts["p"])
    return gettext("The gap: %(points)s. %(sure)s") % {
        **facts,
        "sure": _sure_in_words(tested, facts["p"]),
    }


def _sure_in_words(tested: Verdict, p: str) -> str:
    if tested.word == SURE:
        return gettext(
            "It is statistically significant: more than chance would make (%(p)s)."
        ) % {"p": p}
    if tested.word == TENDENCY:
        return gettext("It is a tendency, and chance alone could make it (%(p)s).") % {
            "p": p
        }
    return gettext(
        "It is not statistically significant: chance alone could make it (%(p)s)."
    ) % {"p": p}


def _chart(public: ShownSurvey, civil: ShownSurvey, found: Gap) -> Chart:
    rows = []
    for option in found.options:
        for shown, result, asked in (
            (public, option.after, found.public),
            (civil, option.before, found.civil),
        ):
            rows.append(
                Bar(
                    label=f"{option.label}, {shown.words['units']}",
                    count=result.count,
                    base=None if asked.is_withheld else asked.base,
                    suppressed=result.suppressed,
                )
            )
    return Bars(
        title=found.public.item.title,
        description=gettext("Both sides’ answers, each of those who answered"),
        language=public.language,
        source=public.text("source"),
        unit=gettext("answers"),
        rows=tuple(rows),
    )


def _table(public: ShownSurvey, civil: ShownSurvey, found: Gap) -> Table:
    return Table(
        headings=(
            gettext("Answer"),
            public.words["units"].capitalize(),
            civil.words["units"].capitalize(),
            gettext("The gap"),
        ),
        rows=tuple(
            (
                option.label,
                share_in_words(option.after, found.public.base),
                share_in_words(option.before, found.civil.base),
                points_in_words(option, alone=found.public.item.kind != SCALE),
            )
            for option in found.options
        ),
        caption=gettext("“%(question)s”, both sides")
        % {"question": found.public.item.title},
        numbers=(1, 2, 3),
    )
