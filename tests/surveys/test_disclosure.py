"""What may be shown of surveys that were not answered openly."""

from __future__ import annotations

import random
from itertools import combinations

import pytest

from overens.stats import ranges
from overens.surveys.rules import Item, Option, Sheet
from overens.surveys.rules.disclosure import (
    TableNotSafe,
    TooFewPersons,
    may_quote,
    protect_questions,
    protect_table,
)
from overens.surveys.rules.disclosure.ledger import (
    AnswersChanged,
    Joint,
    TooManyTables,
    bound_to,
    exactly,
    facts_in,
    pairs_in,
)
from overens.surveys.rules.disclosure.questions import needs_cover
from overens.surveys.rules.disclosure.tables import covered_cells
from overens.surveys.rules.stands import NO_ANSWER, categories, stands_of

pytestmark = pytest.mark.pure


def audit(items, ledger, wanted):
    """What a reader of everything given out can infer of some figures."""
    by_key = {item.key: item for item in items}
    found = []
    for where in wanted:
        joint = Joint(
            {name: categories(by_key[name]) for name in bound_to(where, ledger)}
        )
        (each,) = ranges(len(joint.cells), joint.known(ledger), [joint.where(where)])
        found.append((each.low, each.high))
    return found


def question(key, *options, own_text=False, kind="single"):
    return Item(key, kind, key, tuple(Option(o, o) for o in options), own_text)


KNOWN = question("known", "yes", "vaguely", "no")
LEG = question("leg", "health", "development")
GRADE = question("grade", "1", "2", "3", kind="scale")
MANY = question("many", "a", "b", "c", kind="multi")


def sheets(*answers):
    """One sheet a person: (times, answers) repeated."""
    return [
        Sheet(f"p{n}-{m}", (f"u{n}-{m}",), one)
        for n, (times, one) in enumerate(answers)
        for m in range(times)
    ]


def test_four_of_thirteen_take_the_nine_with_them():
    """T1: Vagt 4 would be 13 less 9; whoever hides one hides both."""
    given = sheets((9, {"known": "yes"}), (4, {"known": "vaguely"}))
    shown = protect_questions([KNOWN], stands_of([KNOWN], given), 5)
    known = shown.questions["known"]
    assert known.base == 13 and known.counts == {"no": 0}
    open_enough = protect_questions([KNOWN], stands_of([KNOWN], given), 3)
    assert open_enough.questions["known"].counts == {"yes": 9, "vaguely": 4, "no": 0}


def test_few_of_two_answers_do_not_stand_alone_as_what_is_left_of_the_base():
    """Ten yes, two no, one vaguely: "not yes" would be a figure of three persons."""
    item = question("known", "yes", "no", "vaguely", "never")
    given = sheets(
        (10, {"known": "yes"}),
        (2, {"known": "no"}),
        (1, {"known": "vaguely"}),
        (6, {"known": "never"}),
    )
    shown = protect_questions([item], stands_of([item], given), 5).questions["known"]
    # The smallest that could be told goes with them.
    assert shown.counts == {"yes": 10}
    assert shown.base == 19


def test_persons_are_counted_and_not_units():
    """T12: one person over three units is one person."""
    given = [
        Sheet("one", ("a", "b", "c", "d", "e"), {"known": "vaguely"}),
        *sheets((6, {"known": "yes"}), (7, {"known": "no"})),
    ]
    shown = protect_questions([KNOWN], stands_of([KNOWN], given), 5)
    assert shown.questions["known"].counts == {"no": 7}


def test_what_all_answered_alike_is_not_told():
    given = sheets((9, {"known": "yes"}))
    shown = protect_questions([KNOWN], stands_of([KNOWN], given), 5)
    assert shown.questions["known"].counts.get("yes") is None
    low, high = audit([KNOWN], shown.facts, [{"known": "yes"}])[0]
    assert high - low >= 5


def test_fewer_than_five_persons_are_told_nothing_of():
    given = [Sheet("one", tuple("abcdefgh"), {"known": "yes"})]
    with pytest.raises(TooFewPersons):
        protect_questions([KNOWN], stands_of([KNOWN], given), 5)


def test_a_question_that_few_answered_is_withheld_with_its_base():
    given = sheets((3, {"known": "yes", "leg": "health"}), (9, {"leg": "health"}))
    shown = protect_questions([KNOWN, LEG], stands_of([KNOWN, LEG], given), 5)
    assert shown.questions["known"].base is None
    assert shown.questions["known"].counts == {}


def test_a_question_that_nobody_answered_has_noughts():
    given = sheets((9, {"leg": "health"}))
    shown = protect_questions([KNOWN], stands_of([KNOWN], given), 5)
    assert shown.questions["known"].base == 0
    assert set(shown.questions["known"].counts.values()) == {0}


def test_the_one_who_did_not_choose_what_all_others_chose_is_covered():
    given = sheets(
        (8, {"many": ["a", "b"]}), (1, {"many": ["b"]}), (6, {"many": ["c"]})
    )
    shown = protect_questions([MANY], stands_of([MANY], given), 5)
    assert shown.questions["many"].counts == {"a": 8, "b": 9, "c": 6}
    lone = sheets((8, {"many": ["a", "b"]}), (1, {"many": ["b"]}))
    shown = protect_questions([MANY], stands_of([MANY], lone), 5)
    # a: one left it out. b: all chose it. c: nobody did, which points at none.
    assert shown.questions["many"].counts == {"c": 0}


def test_texts_need_eight_persons():
    assert may_quote(8) and not may_quote(7) and not may_quote(None)


def crossed(given, items=(KNOWN, LEG), least=5):
    stands = stands_of(items, given)
    ledger = list(protect_questions(items, stands, least).facts)
    table = protect_table(items[0], items[1], items, stands, ledger, least)
    return table, [*ledger, *table.facts]


def test_a_small_cell_takes_a_ring_of_four_with_it():
    given = sheets(
        (12, {"known": "yes", "leg": "health"}),
        (2, {"known": "vaguely", "leg": "health"}),
        (8, {"known": "no", "leg": "health"}),
        (9, {"known": "yes", "leg": "development"}),
        (20, {"known": "vaguely", "leg": "development"}),
        (7, {"known": "no", "leg": "development"}),
    )
    table, ledger = crossed(given)
    hidden = {
        (known, leg)
        for known in ("yes", "vaguely", "no")
        for leg in ("health", "development")
    } - set(table.counts)
    assert ("vaguely", "health") in hidden and len(hidden) == 4
    (inferred,) = audit([KNOWN, LEG], ledger, [{"known": "vaguely", "leg": "health"}])
    assert inferred[1] - inferred[0] >= 5


def test_a_leg_that_answered_alike_is_not_told():
    """T2: seven of seven is an answer of each."""
    given = sheets(
        (6, {"known": "yes", "leg": "health"}),
        (9, {"known": "vaguely", "leg": "health"}),
        (14, {"known": "yes", "leg": "development"}),
        (6, {"known": "no", "leg": "health"}),
    )
    try:
        table, ledger = crossed(given)
    except TableNotSafe:
        return
    assert ("yes", "development") not in table.counts
    (inferred,) = audit([KNOWN, LEG], ledger, [{"known": "yes", "leg": "development"}])
    assert inferred[1] - inferred[0] >= 5


def test_who_left_a_question_empty_cannot_be_told_by_subtraction():
    """T14: the totals of one question less the row of a table are an absence."""
    given = sheets(
        (10, {"known": "yes", "leg": "health"}),
        (9, {"known": "no", "leg": "health"}),
        (11, {"known": "yes", "leg": "development"}),
        (8, {"known": "no", "leg": "development"}),
        (1, {"known": "no"}),
    )
    _table, ledger = crossed(given)
    (inferred,) = audit([KNOWN, LEG], ledger, [{"known": "no", "leg": NO_ANSWER}])
    assert inferred == (0, 1)


def test_answers_that_change_after_figures_are_out_give_no_more_figures():
    """T11: thirteen, and then fourteen, is the newcomer's answer."""
    before = sheets((9, {"known": "yes", "leg": "health"}), (9, {"known": "no"}))
    items = [KNOWN, LEG]
    ledger = protect_questions(items, stands_of(items, before), 5).facts
    after = [*before, Sheet("late", ("x",), {"known": "no"})]
    with pytest.raises(AnswersChanged):
        protect_table(KNOWN, LEG, items, stands_of(items, after), ledger, 5)


def test_tables_that_cannot_be_weighed_together_are_refused():
    many = [question(f"q{n}", *"abcdef") for n in range(5)]
    given = sheets(
        *((6, {f"q{n}": option for n in range(5)}) for option in "abcdef"),
    )
    stands = stands_of(many, given)
    ledger = list(protect_questions(many, stands, 5).facts)
    for one, other in [(0, 1), (1, 2), (2, 3)]:
        ledger.append(exactly(0, {f"q{one}": "a", f"q{other}": "b"}))
    assert bound_to(["q3"], ledger) == ("q0", "q1", "q2", "q3")
    with pytest.raises(TooManyTables):
        protect_table(many[3], many[4], many, stands, ledger, 5)


def test_the_ledger_is_data():
    given = sheets((9, {"known": "yes", "leg": "health"}), (9, {"known": "no"}))
    facts = protect_questions([KNOWN], stands_of([KNOWN], given), 5).facts
    assert facts_in([fact.stored for fact in facts]) == list(facts)


def made_up(draw):
    """A survey of 5 to 40 persons who answer for one to three units each."""
    items = [
        question(f"q{n}", *"abcd"[: draw.randint(2, 4)], own_text=draw.random() < 0.2)
        for n in range(3)
    ]
    items.append(
        question("m", "x", "y", "z", kind="multi", own_text=draw.random() < 0.5)
    )
    given = []
    for person in range(draw.randint(5, 40)):
        lean = draw.random()
        answers = {}
        for item in items[:3]:
            keys = [option.key for option in item.options]
            if draw.random() < 0.93:
                answers[item.key] = keys[0] if lean < 0.3 else draw.choice(keys)
            elif item.own_text:
                answers[item.own_text_key] = "annat"
        chosen = [key for key in "xyz" if draw.random() < 0.5]
        if chosen:
            answers["m"] = chosen
        units = tuple(f"{person}-{n}" for n in range(draw.choice([1, 1, 1, 2, 3])))
        given.append(Sheet(f"p{person}", units, answers))
    return items, given


def holds(fact, table, names):
    """Say, counting anew, whether a table of joint cells agrees with a fact."""
    at = {name: number for number, name in enumerate(names)}
    total = sum(
        count
        for cell, count in table.items()
        if all(cell[at[name]] == value for name, value in fact.where.items())
    )
    return fact.low <= total <= fact.high


def check_survey(seed):
    """Give out all that may be, then look for two data sets a width apart."""
    draw = random.Random(seed)
    items, given = made_up(draw)
    least = draw.choice([3, 5])
    stands = stands_of(items, given)
    try:
        shown = protect_questions(items, stands, least)
    except TooFewPersons:
        assert len(given) < least
        return 0
    ledger = list(shown.facts)
    for one, other in combinations(items[:3], 2):
        try:
            ledger += protect_table(one, other, items, stands, ledger, least).facts
        except TableNotSafe:
            continue
    for item in items[:3]:
        check_together(item, stands, shown.questions[item.key], least)
    wanted = [
        ({item.key: value}, least)
        for item in items[:3]
        for value in needs_cover(stands, item, least)
    ]
    by_key = {item.key: item for item in items}
    for one, other in pairs_in(ledger):
        wanted += [
            (where, 1 if NO_ANSWER in where.values() else least)
            for where in covered_cells(stands, by_key[one], by_key[other], least)[0]
        ]
    for where, width in wanted:
        names = bound_to(where, ledger)
        joint = Joint({name: categories(by_key[name]) for name in names})
        (found,) = ranges(len(joint.cells), joint.known(ledger), [joint.where(where)])
        ends = []
        for witness in (found.lowest, found.highest):
            table = dict(zip(joint.cells, witness, strict=True))
            assert min(table.values()) >= 0
            about = [fact for fact in ledger if set(fact.where) <= set(names)]
            assert about and all(holds(fact, table, names) for fact in about)
            ends.append(
                sum(
                    count
                    for cell, count in table.items()
                    if all(cell[names.index(n)] == v for n, v in where.items())
                )
            )
        assert ends[1] - ends[0] >= width, (seed, where, ends)
    check_several(items[3], given, shown.questions["m"], least)
    return len(wanted)


def check_together(item, stands, shown, least):
    """What is hidden of a question is what is left of its base: of no few persons."""
    if shown.base is None or not any(shown.counts.values()):
        return
    hidden = {
        stand.person
        for stand in stands
        if stand.values[item.key] not in (NO_ANSWER, *shown.counts)
    }
    assert not 0 < len(hidden) < least


def check_several(item, given, shown, least):
    """An option that few chose, or few left out, or all chose: its range by hand."""
    if shown.base is None:
        return
    answered = [sheet for sheet in given if sheet.answers.get("m")]
    base = sum(len(sheet.units) for sheet in answered)
    hidden = {option.key for option in item.options} - set(shown.counts)
    for key in "xyz":
        chose = {s.respondent for s in answered if key in s.answers["m"]}
        left = {s.respondent for s in answered} - chose
        count = sum(len(s.units) for s in answered if key in s.answers["m"])
        if chose and (len(chose) < least or 0 < len(left) < least or count == base):
            assert key in hidden
            # Whoever answered chose something, unless own words were asked for too.
            others = sum(shown.counts.values()) + base * (len(hidden) - 1)
            low = 0 if item.own_text else max(0, base - others)
            assert base - low >= least


def test_over_all_answers_that_agree_every_covered_figure_keeps_its_width():
    assert sum(check_survey(seed) for seed in range(25)) > 100


@pytest.mark.slow
@pytest.mark.parametrize("block", range(20))
def test_over_all_answers_of_a_thousand_surveys_it_does(block):
    for seed in range(25 + 50 * block, 75 + 50 * block):
        check_survey(seed)
