"""The secretariat says whom a survey asks about what, one by one."""

from __future__ import annotations

import pytest

from overens.common.audit import operator
from overens.common.models import AuditLine
from overens.common.texts import LocalText
from overens.surveys.actions import publish_survey, withdraw_survey
from overens.surveys.actions.framing import add_respondent, add_unit
from overens.surveys.models import FrameRespondent
from overens.surveys.queries.framing import frame_state, small_groups_in_words
from overens.surveys.rules import AskedAlready
from tests.forms import fields_of
from tests.surveys.drafting import said
from tests.surveys.framing import answered_for, url

pytestmark = pytest.mark.django_db
BY = operator()


def test_petra_goes_from_the_questions_to_whom_she_asks(as_petra, draft):
    page = said(as_petra.get(url(draft, "questions")))
    assert "Vilka frågar vi?" in page
    assert url(draft, "frame") in page

    assert "Ingen står på listan än" in said(as_petra.get(url(draft, "frame")))


def test_somebody_is_put_on_the_list_with_what_they_answer_for(as_petra, draft):
    page = as_petra.post(
        url(draft, "respondent_add"),
        {
            "name": " Åsa  Öberg ",
            "address": "asa@example.org",
            "new_units": "Kulturnämnden\n\n  Nämnden för öar \nkulturnämnden",
        },
        follow=True,
    )

    assert answered_for(draft) == {"Åsa Öberg": ["Kulturnämnden", "Nämnden för öar"]}
    assert "Åsa Öberg står på listan" in said(page)
    assert "asa@example.org" in said(page)
    # Keys are kept for years, names are not.
    assert FrameRespondent.objects.get().key == "svarande-1"
    line = AuditLine.objects.get(action="surveys.add_respondent")
    assert "berg" not in str(line.facts)


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"name": " "}, "Fyll i ”Namn”"),
        ({"name": "åsa öberg"}, "står redan på listan"),
        ({"name": "Bo", "address": "bo"}, "Skriv hela e-postadressen"),
        ({"name": "x" * 201}, "Skriv högst"),
    ],
)
def test_what_cannot_stand_is_said_and_what_was_typed_is_kept(
    as_petra, draft, given, sentence
):
    add_respondent(survey=draft, name="Åsa Öberg", by=BY)

    page = as_petra.post(
        url(draft, "respondent_add"), {"new_units": "Kulturnämnden", **given}
    )

    assert page.status_code == 422
    assert sentence in said(page)
    assert "Kulturnämnden" in said(page)
    assert FrameRespondent.objects.count() == 1


def test_somebody_is_changed_and_answers_for_something_else(as_petra, draft):
    bo = add_respondent(survey=draft, name="Bo", by=BY, new_units=["A", "B"])
    address = url(draft, "respondent_change", bo.uuid)
    given = fields_of(as_petra.get(address))

    kept = [each.unit for each in bo.coverages.order_by("unit__place")]
    as_petra.post(
        address,
        {**given, "name": "Bo Ek", "units": str(kept[1].uuid), "new_units": "C"},
    )

    assert answered_for(draft) == {"Bo Ek": ["B", "C"]}
    # What nobody answers for any more stands on the list, and is told.
    assert "A: ingen svarar" in said(as_petra.get(url(draft, "frame")))


def test_somebody_taken_off_the_list_leaves_what_they_answered_for(as_petra, draft):
    bo = add_respondent(survey=draft, name="Bo", by=BY, new_units=["A"])

    for sentence in ("Bo är borttagen", "är redan borttagen"):
        page = as_petra.post(url(draft, "respondent_remove", bo.uuid), follow=True)
        assert sentence in said(page)

    assert answered_for(draft) == {}
    assert [unit.name["sv"] for unit in draft.frame_units.all()] == ["A"]


def test_a_unit_gets_its_group_and_who_answers(as_petra, draft):
    bo = add_respondent(survey=draft, name="Bo", by=BY)
    as_petra.post(
        url(draft, "unit_add"),
        {"name_sv": "Kulturnämnden", "group": "Regional utveckling"},
    )
    unit = draft.frame_units.get()
    draft.refresh_from_db()
    assert draft.strata == {unit.stratum: {"sv": "Regional utveckling"}}

    address = url(draft, "unit_change", unit.uuid)
    page = as_petra.post(
        address,
        {
            **fields_of(as_petra.get(address)),
            # The same group, spelt as people do.
            "group": "regional  utveckling",
            "respondents": str(bo.uuid),
        },
        follow=True,
    )

    assert answered_for(draft) == {"Bo": ["Kulturnämnden"]}
    draft.refresh_from_db()
    assert list(draft.strata) == [unit.stratum]
    assert "Regional utveckling" in said(page)


def test_two_groups_of_one_name_become_one(as_petra, draft):
    for name, group in (("A", "Hälsa"), ("B", "Vård"), ("C", "Kultur")):
        add_unit(survey=draft, name=LocalText(sv=name), group=LocalText(group), by=BY)
    address = url(draft, "groups")
    given = fields_of(as_petra.get(address))

    as_petra.post(address, {**given, "halsa_en": "Health", "vard_sv": "hälsa"})

    draft.refresh_from_db()
    assert [u.stratum for u in draft.frame_units.all()] == ["halsa", "halsa", "kultur"]
    assert draft.strata["halsa"] == {"sv": "Hälsa", "en": "Health"}
    assert set(draft.strata) == {"halsa", "kultur"}


def test_what_a_list_lacks_is_told_with_names(draft):
    assert not frame_state(draft).is_ready
    bo = add_respondent(survey=draft, name="Bo", by=BY, new_units=["A"])
    add_respondent(survey=draft, name="Eva", by=BY, units=draft.frame_units.all())
    add_respondent(survey=draft, name="Idun", by=BY, address="idun@example.org")
    add_unit(survey=draft, name=LocalText(sv="Z"), by=BY)

    state = frame_state(draft)

    said_of = {lack.sentence.split(":")[0]: lack.stops for lack in state.lacks}
    assert said_of == {"Idun": True, "A": True, "Z": False, "Bo, Eva": False}
    assert not state.is_ready
    assert bo.key == "svarande-1"


def test_groups_of_few_are_told_in_plain_swedish(as_petra, draft):
    draft.mode = "anonymous"
    draft.save()
    for n in range(3):
        add_respondent(survey=draft, name=f"P{n}", by=BY, new_units=[f"N{n}"])
    add_respondent(survey=draft, name="P9", by=BY, new_units=["X", "Y"])

    page = said(as_petra.get(url(draft, "frame")))

    assert "3 personer utan grupp svarar för 1 enhet var" in page
    assert "kan kännas igen: P0, P1, P2. Säg det till dem." in page
    assert "En person utan grupp svarar för 2 enheter" in page
    # There are no groups to join.
    assert "slå ihop grupper" not in page


def test_those_of_several_groups_are_told_apart_by_how_many_of_each(draft):
    draft.mode = "anonymous"
    draft.save()
    for name, units in (("Ett", "HHR"), ("Två", "HRR")):
        person = add_respondent(survey=draft, name=name, by=BY)
        for n, group in enumerate(units):
            add_unit(
                survey=draft,
                name=LocalText(sv=f"{name} {n}"),
                group=LocalText(sv=f"Gren {group}"),
                respondents=[person],
                by=BY,
            )
    draft.refresh_from_db()
    first, second = small_groups_in_words(draft, frame_state(draft))
    assert {"Gren H (2)" in first, "Gren H (2)" in second} == {True, False}
    assert "Säg det till dem, eller slå ihop grupper." in first


@pytest.mark.parametrize(
    ("mode", "people", "is_told"),
    [
        ("anonymous", 3, True),
        ("confidential", 4, True),
        ("anonymous", 5, False),
        ("open", 3, False),
    ],
)
def test_that_nothing_could_be_shown_of_so_few_is_told_before_opening(
    as_petra, draft, mode, people, is_told
):
    draft.mode = mode
    draft.save()
    for n in range(people):
        add_respondent(survey=draft, name=f"P{n}", by=BY, new_units=[f"N{n}"])

    page = said(as_petra.get(url(draft, "frame")))

    assert ("inget alls av enkäten kan visas" in page) is is_told
    # It is known, and stops nothing.
    assert frame_state(draft).is_ready


def test_the_list_of_a_thousand_is_shown_in_bounded_queries(
    as_petra, draft, django_assert_max_num_queries
):
    add_respondent(
        survey=draft, name="Bo", by=BY, new_units=[f"N{n}" for n in range(500)]
    )
    for n in range(60):
        add_respondent(survey=draft, name=f"P{n}", by=BY)

    with django_assert_max_num_queries(12):
        page = said(as_petra.get(url(draft, "frame")))

    assert "500" in page
    assert "units=2" in page


def test_the_list_is_emptied_when_petra_is_sure(as_petra, draft):
    add_respondent(survey=draft, name="Bo", by=BY, new_units=["A"])
    assert as_petra.post(url(draft, "frame_empty"), {}).status_code == 422
    as_petra.post(url(draft, "frame_empty"), {"sure": "on"})

    assert answered_for(draft) == {}
    assert not draft.frame_units.exists()


def test_an_address_is_forgotten_when_the_draft_is_taken_away(draft):
    add_respondent(survey=draft, name="Bo", address="bo@example.org", by=BY)

    withdraw_survey(survey=draft, why="fel år", by=BY)

    assert FrameRespondent.objects.get().address == ""


def test_a_list_that_is_asked_already_is_not_changed(as_petra, small_survey):
    publish_survey(small_survey, by=BY)
    person = small_survey.frame_respondents.all()[0]

    with pytest.raises(AskedAlready):
        add_respondent(survey=small_survey, name="Bo", by=BY)
    page = as_petra.post(
        url(small_survey, "respondent_remove", person.uuid), follow=True
    )
    assert "Enkäten har ställts" in said(page)
    assert FrameRespondent.objects.filter(pk=person.pk).exists()
    # Nor is any change offered.
    assert "Ta bort från listan" not in said(as_petra.get(url(small_survey, "frame")))
