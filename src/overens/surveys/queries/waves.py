"""Two surveys that share questions, side by side."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Case, When
from django.utils.translation import gettext, ngettext, override

from overens.common import formats
from overens.common.charts import Bar, Bars, Chart, Table
from overens.common.charts.words import withheld_cell
from overens.surveys.models import QuestionnaireItem, Survey
from overens.surveys.queries.counting import each_sheet
from overens.surveys.queries.shown import ShownQuestion, ShownSurvey
from overens.surveys.queries.verdicts import method_in_words, verdict_in_words
from overens.surveys.queries.wording import EN_DASH, figure, span, whole_percent
from overens.surveys.rules import (
    ADAPTED,
    GRADES,
    NOT_SURE,
    OPEN,
    QUESTION_TYPES,
    Asked,
    OptionChange,
    OptionResult,
    QuestionChange,
    changed,
    choices_by_unit,
    equivalence,
    question_key,
)
from overens.surveys.rules.verdicts import for_all

# So many earlier surveys are offered to compare with.
MOST_WAVES = 10


@dataclass(frozen=True)
class ShownChange:
    """One question asked twice, in one language.

    Attributes:
        alike: how alike the two askings are, in words.
        sentences: what changed, one a tested option, the surest first.
        method: how that was found; "" where nothing is tested.
    """

    change: QuestionChange
    heading: str
    alike: str
    sentences: tuple[str, ...]
    method: str
    chart: Chart | None
    table: Table | None


def surveys_to_compare(survey: Survey) -> list[Survey]:
    """Return published surveys of the space that share a question's name. 1 query.

    Those of the same kind of world only: what is made up is never held against what a
    source says.
    """
    keys = QuestionnaireItem.objects.filter(questionnaire__survey=survey).exclude(
        question__kind__in=[
            key for key, kind in QUESTION_TYPES.items() if not kind.is_compared
        ]
    )
    found = (
        Survey.objects.published()
        .filter(
            space=survey.space,
            origin=survey.origin,
            questionnaires__items__key__in=keys.values("key"),
        )
        .exclude(pk=survey.pk)
        .select_related("space")
        .distinct()
    )
    # The other side first: of many earlier years some may be left out.
    other_first = Case(When(pk=survey.other_side_id, then=0), default=1)
    return list(found.order_by(other_first, "-year", "-id")[:MOST_WAVES])


def shown_changes(before: ShownSurvey, after: ShownSurvey) -> list[ShownChange]:
    """Return the questions that two surveys share, compared. 1 query."""
    wordings = both_wordings(before.survey, after.survey)
    paired = None
    if _is_paired(before.survey, after.survey):
        paired = (_choices(before), _choices(after))
    is_independent = all(
        shown.result.respondents.answered == shown.result.units.answered
        for shown in (before, after)
    )
    earlier = {question.result.key: question for question in before.questions}
    found = []
    for question in after.questions:
        then = earlier.get(question.result.key)
        if then is None or not question.result.options or not then.result.options:
            continue
        grade = equivalence(
            *(
                Asked(
                    words.get(question_key(question.result.key)),
                    (
                        shown.survey.unit,
                        shown.survey.respondent,
                        shown.survey.huvudman,
                    ),
                )
                for words, shown in zip(wordings, (before, after), strict=True)
            )
        )
        change = changed(
            grade,
            then.result,
            question.result,
            is_independent=is_independent,
            paired=paired,
        )
        with override(after.language):
            found.append(_shown(before, after, question, change))
    return found


def both_wordings(one: Survey, other: Survey) -> tuple[dict[str, int], dict[str, int]]:
    """Return the same of two surveys. 1 query."""
    found: dict[int, dict[str, int]] = {one.pk: {}, other.pk: {}}
    for survey, key, question in QuestionnaireItem.objects.filter(
        questionnaire__survey__in=(one, other)
    ).values_list("questionnaire__survey_id", "key", "question_id"):
        found[survey][key] = question
    return found[one.pk], found[other.pk]


def wordings_of(survey: Survey) -> dict[str, int]:
    """Return which question of the bank stands under each key of a survey. 1 query."""
    items = QuestionnaireItem.objects.filter(questionnaire__survey=survey)
    return dict(items.values_list("key", "question_id"))


def _is_paired(before: Survey, after: Survey) -> bool:
    return (
        before.mode == after.mode == OPEN
        and not before.open_frame
        and not after.open_frame
    )


def _choices(shown: ShownSurvey) -> dict[str, dict[str, frozenset[str]]]:
    items = [question.result.item for question in shown.questions]
    found = choices_by_unit(items, each_sheet(shown.survey, shown.answers))
    return {key: dict(units) for key, units in found.items()}


def _shown(
    before: ShownSurvey,
    after: ShownSurvey,
    question: ShownQuestion,
    change: QuestionChange,
) -> ShownChange:
    tested = change.verdict or for_all([each.verdict for each in change.options])
    return ShownChange(
        change=change,
        heading=question.result.item.title,
        alike=gettext(GRADES[change.grade]),
        sentences=tuple(_sentences(change)),
        method=method_in_words(
            tested,
            after.words,
            on_the_line=any(option.is_on_the_line for option in change.options),
        )
        + _as_if_others(change)
        if tested
        else "",
        chart=None if change.grade == ADAPTED else _chart(before, after, change),
        table=None if change.grade == ADAPTED else _table(before, after, change),
    )


def _as_if_others(change: QuestionChange) -> str:
    """Return that nobody is known again, where each is not held against themselves."""
    if change.is_paired:
        return ""
    return " " + gettext(
        "Tested as if others had answered each time. Where many are the same, a change "
        "may be surer than the test says."
    )


def _sentences(change: QuestionChange) -> list[str]:
    """Return what changed, the surest first; of what did not, one sentence for all.

    Of a scale the means are what changed, with their bases.
    """
    if change.verdict is not None:
        said = [
            gettext(
                "Mean grade %(before)s of %(before_base)s, then %(after)s of "
                "%(after_base)s. %(verdict)s."
            )
            % {
                "before": figure(change.before.mean or 0),
                "before_base": figure(change.before.base),
                "after": figure(change.after.mean or 0),
                "after_base": figure(change.after.base),
                "verdict": verdict_in_words(change.verdict),
            }
        ]
        if change.is_paired:
            said.append(
                gettext("Tested on the %(pairs)s that answered both times.")
                % {"pairs": figure(change.pairs)}
            )
        return said
    options = change.options
    if len(options) == 2 and all(o.verdict and o.verdict.of == 1 for o in options):
        # What one of two gained the other lost: it is one finding.
        options = options[:1]
    told = sorted(
        ((option.verdict, option) for option in options if option.verdict is not None),
        key=lambda pair: pair[0].tested.p,
    )
    said = [
        gettext("“%(label)s”: %(verdict)s, %(points)s.")
        % {
            "label": option.label,
            "verdict": _begun_small(verdict_in_words(found)),
            "points": points_in_words(option),
        }
        for found, option in told
        if found.word != NOT_SURE
    ]
    calm = len(told) - len(said)
    if calm:
        said.append(
            ngettext(
                "For %(count)s answer the change is not statistically significant.",
                "For %(count)s answers the change is not statistically significant.",
                calm,
            )
            % {"count": figure(calm)}
        )
    return said


def _begun_small(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:]


def points_in_words(option: OptionChange, *, alone: bool = True) -> str:
    """Return a change in percentage points with its interval.

    Args:
        alone: it is looked at by itself; a grade is not, and has no interval.
    """
    if option.change is None:
        return EN_DASH
    middle, low, high = (round(100 * part) for part in option.change)
    if not alone:
        return gettext("%(middle)s percentage points") % {"middle": _signed(middle)}
    return gettext("%(middle)s percentage points (95 %%: %(low)s to %(high)s)") % {
        "middle": _signed(middle),
        "low": _signed(low),
        "high": _signed(high),
    }


def _signed(points: int) -> str:
    sign = "+" if points > 0 else "\N{MINUS SIGN}" if points < 0 else ""
    return f"{sign}{formats.number(abs(points))}"


def wave_name(shown: ShownSurvey) -> str:
    """Return what a wave is called in a heading: its year, else its title."""
    return str(shown.survey.year or "") or shown.text("title")


def _waves(before: ShownSurvey, after: ShownSurvey) -> tuple[str, str]:
    names = wave_name(before), wave_name(after)
    return (
        names if names[0] != names[1] else (before.text("title"), after.text("title"))
    )


def _chart(before: ShownSurvey, after: ShownSurvey, change: QuestionChange) -> Chart:
    names = _waves(before, after)
    rows = []
    for option in change.options:
        for name, result, asked in (
            (names[0], option.before, change.before),
            (names[1], option.after, change.after),
        ):
            rows.append(
                Bar(
                    label=f"{option.label}, {name}",
                    count=result.count,
                    base=None if asked.is_withheld else asked.base,
                    suppressed=result.suppressed,
                )
            )
    return Bars(
        title=gettext("%(question)s %(before)s and %(after)s")
        % {
            "question": change.after.item.title,
            "before": names[0],
            "after": names[1],
        },
        description=gettext("%(before)s beside %(after)s")
        % {"before": names[0], "after": names[1]},
        language=after.language,
        source=after.text("source"),
        unit=after.words["units"],
        rows=tuple(rows),
    )


def _table(before: ShownSurvey, after: ShownSurvey, change: QuestionChange) -> Table:
    names = _waves(before, after)
    return Table(
        headings=(
            gettext("Answer"),
            names[0],
            names[1],
            gettext("Change of the share"),
            *(
                gettext("Likely, of all %(frame)s (%(wave)s)")
                % {"frame": figure(shown.result.units.frame), "wave": name}
                for shown, name in zip((before, after), names, strict=True)
            ),
        ),
        rows=tuple(
            (
                option.label,
                share_in_words(option.before, change.before.base),
                share_in_words(option.after, change.after.base),
                points_in_words(option, alone=not change.are_grades),
                _interval(option.before),
                _interval(option.after),
            )
            for option in change.options
        ),
        caption=gettext("“%(question)s”, %(before)s and %(after)s")
        % {
            "question": change.after.item.title,
            "before": names[0],
            "after": names[1],
        },
        numbers=(1, 2, 3, 4, 5),
    )


def share_in_words(option: OptionResult, base: int) -> str:
    """Return "9 of 13 (69 %)", or that it is withheld."""
    if option.count is None:
        return withheld_cell()
    return gettext("%(count)s of %(base)s (%(share)s)") % {
        "count": figure(option.count),
        "base": figure(base),
        "share": whole_percent(option.count, base),
    }


def _interval(option: OptionResult) -> str:
    return span(*option.interval) if option.interval else EN_DASH
