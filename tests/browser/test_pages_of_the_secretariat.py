"""What only those who are signed in see: Petra's pages and her forms with faults."""

from __future__ import annotations

import pytest

from overens.surveys.rules import QUESTION_TYPES
from tests.browser.conftest import sign_in_as
from tests.browser.keys import tripped_over
from tests.browser.looking import (
    WIDE,
    axe_faults,
    faults_here,
    too_wide,
    twin_faults,
    twin_of,
)
from tests.browser.pages import PETRAS, YEAR
from tests.browser.walking import reached
from tests.browser.words import wrong_language

STARTS = [
    "/att-gora/",
    "/min-sida/",
    "/overenskommelser/strandland/",
    "/overenskommelser/strandland/beslut/",
    "/overenskommelser/strandland/undertecknare/",
    "/grupper/strandland/styrgruppen/",
    "/enkater/",
    # The list of a draft, which is changed, and of a survey that is out.
    f"/enkater/strandland-kartlaggning-av-samverkan-{YEAR}/vilka/",
    f"/enkater/strandland-kommunerna-{YEAR}/vilka/",
    # What the organisations wrote: the questions, and the texts of one.
    f"/enkater/strandland-{YEAR}/egna-ord/",
    f"/enkater/strandland-{YEAR}/egna-ord/better/",
    f"/enkater/strandland-{YEAR - 1}/intervjuer/",
    # A report that is being written, with sentences that may point somebody out.
    f"/enkater/strandland-{YEAR - 1}/rapport/utkast/",
    *PETRAS,
    f"/planer/strandland-{YEAR}/",
    f"/planer/strandland-{YEAR}/a-07/",
    f"/uppfoljning/strandland/{YEAR}/",
    "/organisationer/strandlands-brukarrad/",
    "/organisationer/region-strandland/",
]
PAGES = [
    "to_do",
    "accounts:my_page",
    "accounts:spaces",
    "accounts:space_change",
    "accounts:people",
    "accounts:role_grant",
    "organisations:organisation_add",
    "organisations:organisation_change",
    "organisations:authorities",
    "organisations:visibility",
    "organisations:lists",
    "organisations:list",
    "organisations:list_change",
    "organisations:sources",
    "organisations:import_new",
    "organisations:import",
    "organisations:duplicates",
    "organisations:whom",
    "organisations:proposals",
    "organisations:confirmations",
    "organisations:speakers",
    "organisations:registration_decide",
    "organisations:authority_decide",
    "organisations:suggestion_decide",
    "organisations:searches",
    "organisations:relation_add",
    "organisations:structure",
    "organisations:district",
    "governance:group_add",
    "governance:group_change",
    "governance:seat_add",
    "governance:decision_record",
    "governance:decision_withdraw",
    "governance:assignment_record",
    "surveys:report_draft",
    "surveys:report_part",
    "surveys:report_singling",
    "surveys:report_publish",
    "surveys:survey_add",
    "surveys:survey_change",
    "surveys:questions",
    "surveys:question_kinds",
    "surveys:question_add",
    "surveys:question_bank",
    "surveys:question_change",
    "surveys:question_section",
    "surveys:question_condition",
    "surveys:preview",
    "surveys:frame",
    "surveys:respondent_add",
    "surveys:unit_add",
    "surveys:frame_sheet",
    "surveys:frame_register",
    "surveys:open",
    "surveys:collecting",
    "surveys:remind",
    "surveys:papers",
    "surveys:put_off",
    "surveys:close",
    "surveys:new_link",
    "surveys:replace",
    "surveys:contacts",
    "surveys:own_words",
    "surveys:texts",
    "surveys:text",
    "surveys:text_take_back",
    "surveys:code_book",
    "surveys:answers",
    "surveys:rows_decide",
    "surveys:interviews",
    "surveys:interview_guide",
    "surveys:interview",
    "surveys:interview_take_back",
    "surveys:theme_add",
    "surveys:theme_change",
    "surveys:theme_finding",
    "plans:plan_add",
    "plans:plan_import",
    "plans:measure_change",
    "plans:measure_report",
    "followups:followup_new",
    "followups:followup_words",
]
# Where people's own words stand, whose language no field keeps.
TYPED_IN = frozenset(
    [
        "organisations:list",
        "surveys:collecting",
        "surveys:contacts",
        "surveys:interview",
        "surveys:texts",
        "surveys:text",
        "surveys:text_take_back",
        "surveys:answers",
        "surveys:rows_decide",
    ]
)
# Forms that cannot be empty: sent so, they say what is to be done.
FORMS = [
    "accounts:role_grant",
    "organisations:import_new",
    "organisations:organisation_add",
    "organisations:authority_give",
    "governance:group_add",
    "governance:decision_record",
    "surveys:survey_add",
    "surveys:question_add",
    "surveys:respondent_add",
    "surveys:frame_sheet",
    "surveys:close",
    "plans:plan_add",
    "plans:plan_import",
    "plans:measure_add",
]


@pytest.fixture(scope="module")
def signed_in(browser, own_site):
    """A browser where Petra is signed in."""
    context = browser.new_context(viewport=WIDE, locale="sv-SE")
    opened = context.new_page()
    sign_in_as(opened, own_site[0], "petra")
    opened.close()
    yield context
    context.close()


@pytest.fixture(scope="module")
def walked(signed_in, own_site):
    """What Petra reaches by links: addresses by route, and what went wrong."""
    # Links to answer a survey by are not hers to follow.
    not_into = ("hok", "skane", "/svara/")
    return reached(signed_in, own_site[0], STARTS, not_into=not_into)


@pytest.fixture
def petras(signed_in, watch):
    opened = watch(signed_in.new_page(), may_fail=True)
    yield opened
    opened.close()


def test_every_link_that_petra_follows_leads_to_a_page(walked):
    assert walked[1] == []


@pytest.mark.parametrize("name", PAGES)
def test_a_page_of_the_secretariat_is_accessible_narrow_and_in_one_language(
    own_site, walked, petras, name
):
    assert name in walked[0], "no link leads there"
    assert petras.goto(own_site[0] + walked[0][name]).status == 200
    found = tripped_over(petras) + faults_here(petras)
    if name not in TYPED_IN:
        found += twin_faults(petras, twin_of(petras))

    assert not found, "\n".join(found)


@pytest.mark.parametrize("kind", QUESTION_TYPES)
def test_every_kind_of_question_is_written_on_an_accessible_page(
    own_site, walked, petras, kind
):
    kinds = walked[0]["surveys:question_kinds"]
    assert petras.goto(f"{own_site[0]}{kinds}{kind}/").status == 200
    found = tripped_over(petras) + faults_here(petras)

    assert not found, "\n".join(found)


@pytest.mark.parametrize("name", FORMS)
def test_a_form_sent_empty_says_what_to_do(own_site, walked, petras, name):
    assert name in walked[0], "no link leads there"
    petras.goto(own_site[0] + walked[0][name])
    form = petras.locator("main form[method=post]").last

    with petras.expect_navigation() as answered:
        form.locator("button[type=submit]").first.click()

    assert answered.value.status == 422
    summary = petras.locator("[role=alert]").first
    assert summary.evaluate("node => node === document.activeElement")
    assert petras.title().startswith("Fel:")
    found = axe_faults(petras) + wrong_language(petras) + too_wide(petras)
    assert not found, "\n".join(found)
