"""Random surveys with questions of every kind, for the properties that always hold."""

from __future__ import annotations

from hypothesis import strategies as st

from overens.surveys.rules import (
    QUESTION_TYPES,
    UNSAID,
    Frame,
    Item,
    Limits,
    Option,
    Respondent,
    Sheet,
    parts_of,
)

ABC = tuple(Option(key, key.upper()) for key in "abc")
GRADES = tuple(Option(str(n), str(n)) for n in range(1, 6))


def _groups(kind, limits):
    groups = QUESTION_TYPES[kind].groups(limits)
    return tuple(Option(group.key, group.key) for group in groups)


COUNT = Limits(least="-10", most="1000", decimals=2)
MONTHS = Limits(least="2026-01-01", most="2026-12-31")
ITEMS = (
    Item("single", "single", "?", ABC),
    Item("own", "single", "?", ABC, own_text=True),
    Item("multi", "multi", "?", ABC, own_text=True),
    Item("scale", "scale", "?", GRADES),
    Item("ranking", "ranking", "?", ABC),
    Item("number", "number", "?", _groups("number", COUNT), limits=COUNT),
    Item("date", "date", "?", _groups("date", MONTHS), limits=MONTHS),
    Item("text", "text", "?"),
    Item("consent", "consent", "?"),
    Item("units", "units", "?"),
    *parts_of(Item("rows", "matrix", "?", GRADES, rows=ABC[:2])),
    Item("added", "single", "?", ABC, since=2),
    Item("gone", "scale", "?", GRADES, until=1),
)


def _value(item):
    keys = [option.key for option in item.options]
    by_kind = {
        "multi": st.lists(st.sampled_from(keys or ["-"]), unique=True, min_size=1).map(
            sorted
        ),
        "ranking": st.lists(st.sampled_from(keys or ["-"]), unique=True, min_size=1),
        "number": st.sampled_from(["-10", "-0.5", "0", "3.25", "12", "999.99"]),
        "date": st.sampled_from(["2026-01-31", "2026-02-01", "2026-12-31"]),
        "text": st.sampled_from(["Mer tid", "=1+1", "åäö"]),
        "consent": st.just("yes"),
        "units": st.none(),
    }
    given = by_kind[item.kind] if item.kind in by_kind else st.sampled_from(keys)
    if QUESTION_TYPES[item.kind].can_be_unsaid:
        given = given | st.just(UNSAID)
    return given | st.none()


@st.composite
def _answers(draw, version):
    answers = {}
    for item in ITEMS:
        if not item.is_asked_in(version):
            continue
        value = draw(_value(item))
        if value is not None:
            answers[item.key] = value
        if item.own_text and draw(st.booleans()):
            answers[item.own_text_key] = "Eget"
            if value == UNSAID:
                del answers[item.key]
    return answers


@st.composite
def surveys(draw):
    """Return a frame and its sheets: pooled ones, several of one person, two versions.

    Somebody declined and somebody kept silent.
    """
    sheets: list[Sheet] = []
    people: list[Respondent] = []
    unit = 0
    for person in range(draw(st.integers(0, 8))):
        mine = []
        for _sheet in range(draw(st.sampled_from([1, 1, 1, 2, 3]))):
            size = draw(st.sampled_from([1, 1, 2, 4]))
            units = tuple(f"u{unit + n}" for n in range(size))
            unit += size
            version = draw(st.sampled_from([1, 2]))
            answers = draw(_answers(version))
            sheets.append(Sheet(f"p{person}", units, answers, version))
            mine += units
        people.append(Respondent(f"p{person}", tuple(mine), draw(st.booleans())))
    people.append(Respondent("no", ("left",), declined=True))
    people.append(Respondent("silent", ("left",)))
    everything = {f"u{n}": "" for n in range(unit)} | {"left": ""}
    order = draw(st.permutations(sheets))
    return Frame(everything, tuple(people)), order
