"""Who does not know or will not say: apart from answers, and from who skipped."""

from __future__ import annotations

import json

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from overens.common.audit import operator
from overens.surveys.actions import import_answers, load_survey
from overens.surveys.forms.asking import FIELDS, AskForm
from overens.surveys.queries import answers_file, result_file, shown_survey
from overens.surveys.rules import (
    QUESTION_TYPES,
    UNSAID,
    Item,
    Limits,
    Option,
    Row,
    read_sheet,
    release_figures,
    released_in,
    released_result,
    survey_result,
)
from overens.surveys.rules.questions import Given
from tests.surveys.drafting import said
from tests.surveys.made import plain_frame, small, unit_sheets

OPTIONS = (Option("yes", "Ja"), Option("no", "Nej"))
KNOWN = Item("known", "single", "Känd?", OPTIONS, own_text=True)
WISH = Item("wish", "text", "Önskan?")
SAYS_SO = [key for key, kind in QUESTION_TYPES.items() if kind.can_be_unsaid]


@pytest.mark.pure
@pytest.mark.parametrize("key", SAYS_SO)
@pytest.mark.parametrize("raw", [UNSAID, f" {UNSAID} ", [UNSAID]])
def test_every_kind_keeps_the_mark_and_writes_it_back(key, raw):
    kind = QUESTION_TYPES[key]
    item = Item("q", key, "?", OPTIONS if kind.has_options else ())
    assert kind.read(item, raw) == UNSAID
    assert kind.read(item, kind.write(UNSAID)) == UNSAID


@pytest.mark.pure
@pytest.mark.parametrize("key", SAYS_SO)
def test_the_unsaid_are_counted_apart_and_in_no_base(key):
    kind = QUESTION_TYPES[key]
    item = Item("q", key, "?", OPTIONS if kind.has_options else ())
    found = kind.count(
        item, [Given(None, "", 2, "a", True), Given(None, "", 1, "b", False)]
    )
    assert (found.base, found.unsaid) == (0, 2)


@pytest.mark.parametrize("key", [key for key in SAYS_SO if key in FIELDS])
def test_every_kind_lets_somebody_say_so_and_a_mark_is_read(key):
    kind = QUESTION_TYPES[key]
    rows = (Option("r", "Rad"),) if kind.has_rows else ()
    item = Item("q", key, "?", OPTIONS if kind.has_options else (), rows=rows)
    names = [bound.html_name for bound in AskForm(item=item)]
    if "q-unsaid" in names:
        form = AskForm({"q-unsaid": "on"}, item=item)
    else:
        assert UNSAID in str(AskForm(item=item)["answer"])
        part = "q-answer_r" if rows else "q-answer"
        form = AskForm({part: UNSAID}, item=item)

    assert form.is_valid()
    assert form.stored == {"q.r" if rows else "q": UNSAID}


@pytest.mark.pure
def test_an_own_text_outweighs_the_mark():
    cells = {"known": UNSAID, "known.text": "Bara rubriken"}
    assert read_sheet([KNOWN], cells) == {"known.text": "Bara rubriken"}
    assert read_sheet([KNOWN], {"known": UNSAID}) == {"known": UNSAID}


ANSWERS = st.lists(st.sampled_from(["yes", "no", UNSAID, None]), max_size=30)


@pytest.mark.pure
@given(ANSWERS)
def test_answered_unsaid_and_skipped_add_up(values):
    sheets = unit_sheets([{"known": v} if v else {"wish": "Mer"} for v in values])
    found = survey_result([KNOWN, WISH], plain_frame(30), sheets).question("known")
    assert found.base == sum(value in ("yes", "no") for value in values)
    assert found.unsaid == values.count(UNSAID)
    assert sum(option.count for option in found.options) == found.base


@pytest.mark.pure
@given(ANSWERS, st.integers(3, 8))
def test_guarded_the_unsaid_are_told_only_where_no_few_can_be_worked_out(values, least):
    sheets = unit_sheets([{"known": v} if v else {"wish": "Mer"} for v in values])
    if len(sheets) < least:
        return
    items = [KNOWN, WISH]
    released, _facts = release_figures(items, plain_frame(30), sheets, least)
    again = released_in(json.loads(json.dumps(released.stored)))
    found = released_result(items, again, {}, is_open=False).question("known")

    if found.unsaid is not None:
        assert found.unsaid == values.count(UNSAID) >= least
        assert not 0 < values.count(None) < least


@pytest.mark.pure
def test_of_many_the_unsaid_are_told_though_the_survey_is_guarded():
    values = ["yes"] * 9 + ["no"] * 9 + [UNSAID] * 6
    sheets = unit_sheets([{"known": value} for value in values])
    released, _facts = release_figures([KNOWN], plain_frame(24), sheets, 5)
    assert released.questions["known"].unsaid == 6


@pytest.mark.pure
def test_of_a_consent_nothing_is_told_where_few_did_not_agree():
    item = Item("ok", "consent", "Ja")
    for agreed, told in ((20, None), (18, None), (2, None), (12, 12), (0, None)):
        given_in = [{"ok": "yes"}] * agreed + [{"wish": "Nej"}] * (20 - agreed)
        released, _facts = release_figures(
            [item, WISH], plain_frame(20), unit_sheets(given_in), 5
        )
        assert released.questions["ok"].base == told


@pytest.mark.pure
def test_the_exact_mean_of_guarded_numbers_is_nowhere():
    groups = QUESTION_TYPES["number"].groups(Limits())
    options = tuple(Option(group.key, group.key) for group in groups)
    item = Item("n", "number", "?", options)
    sheets = unit_sheets([{"n": str(n % 2 * 5)} for n in range(20)])
    released, _facts = release_figures([item], plain_frame(20), sheets, 5)
    found = released_result([item], released, {}, is_open=False).question("n")

    assert (found.base, found.mean, found.median, found.quartiles) == (20, *[None] * 3)
    counts = {option.key: option.count for option in found.options if option.count}
    assert counts == {"from-0": 10, "from-1": 10}


@pytest.fixture
def answered(strandland):
    """A survey answered openly: three committees, one of which does not know."""
    definition = small()
    definition["sheets"] = [
        {
            "respondent": "nils",
            "units": ["kultur", "trafik"],
            "answers": {"known": UNSAID, "wish": UNSAID, "grade": "2"},
        },
        {"respondent": "ida", "units": ["social"], "answers": {"known": "yes"}},
    ]
    return load_survey(definition, by=operator())


@pytest.mark.django_db
def test_the_page_and_the_files_say_how_many_do_not_know(client, answered):
    page = said(client.get(answered.get_absolute_url()))
    assert "Vet inte eller vill inte svara: 2." in page
    with override("sv"):
        shown = shown_survey(answered, "sv")
    found = json.loads(result_file(shown, "json"))
    by_key = {question["key"]: question for question in found["questions"]}
    assert (by_key["known"]["base"], by_key["known"]["unsaid"]) == (1, 2)
    assert by_key["grade"]["base"] == 2 and "unsaid" not in by_key["grade"]
    assert b"Vet inte eller vill inte svara: 2." in result_file(shown, "html")


@pytest.mark.django_db
def test_the_mark_comes_back_from_a_file_of_answers(answered):
    rows = json.loads(b"".join(answers_file(answered, "json")))["rows"]
    before = [sheet.answers for sheet in answered.sheets.order_by("id")]
    twin = load_survey(small(slug="igen"), by=operator())
    import_answers(
        twin,
        headings=list(dict.fromkeys(name for row in rows for name in row)),
        rows=[Row(number, row) for number, row in enumerate(rows, 2)],
        data=b"",
        by=operator(),
    )
    assert [sheet.answers for sheet in twin.sheets.order_by("id")] == before
