"""The demonstration as it stands once loaded: what comes out, and every page of it."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from html.parser import HTMLParser

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from overens.accounts.models import Person, RoleGrant
from overens.common.models import AuditLine, ContentRecord, OutgoingMail
from overens.compacts.models import (
    Compact,
    CompactVersion,
    ConsentRequest,
    Signature,
)
from overens.compacts.rules.signing import reconsent
from overens.config.demonstration.loading import STEPS
from overens.config.demonstration.reading import read_csv
from overens.followups.models import FollowUp
from overens.governance.models import Decision
from overens.organisations.actions.importing import planned
from overens.organisations.models import (
    AuthorityRequest,
    ChangeSuggestion,
    Municipality,
    Organisation,
    RegisterImport,
    Registration,
    Unit,
)
from overens.organisations.queries.sources import preview_of
from overens.plans.actions.sheets import preview_sheet
from overens.plans.models import ActionPlan, ProgressReport, ProgressRequest
from overens.plans.queries import plan_rows
from overens.surveys.models import Survey
from overens.surveys.queries import shown_survey
from tests.browser.pages import PAGES

pytestmark = pytest.mark.django_db

MOST_QUERIES = 12
# Words that are English and nothing else; "by", "is" and "for" are Swedish too.
ENGLISH = (
    r"the|and|of|with|this|that|your|have|has|which|are|was|were|been|from|not|yet|"
    r"search|show|next|previous|page|measures|surveys|organisations|signed|decisions|"
    r"report|reports|last|first|since|none|unknown"
)


@pytest.fixture(autouse=True)
def _demonstration(loaded, settings):
    settings.DEMONSTRATION = True


def test_each_step_says_what_it_loaded(loaded):
    assert loaded == [what for what, _step in STEPS]


# --- what comes out -----------------------------------------------------------------


def test_there_are_three_worlds_and_the_cast():
    assert {compact.slug: compact.origin for compact in Compact.objects.all()} == {
        "strandland": "made up",
        "hok": "source",
        "skane": "source",
    }
    assert Person.objects.count() == 7
    assert not Person.objects.exclude(email__endswith="@example.org").exists()
    today = timezone.localdate()
    eve = RoleGrant.objects.filter(person__email="eve@example.org")
    assert eve.exists()
    assert not eve.on(today).exists()


def test_every_row_says_which_world_it_belongs_to():
    for model in apps.get_models():
        if issubclass(model, ContentRecord):
            own = model._default_manager.filter(origin="own")
            assert not own.exists(), model._meta.label
    assert not Municipality.objects.exclude(origin="made up").exists()


def test_the_register_has_120_organisations_and_no_organisation_number():
    strandland = Organisation.objects.in_world("made up")
    assert strandland.civil().count() == 120
    assert strandland.public().count() == 8
    assert not Organisation.objects.exclude(org_number="").exists()
    without = Unit.objects.filter(
        body__origin="made up", kind="administration", contact_email=""
    )
    assert without.count() == 2


def test_41_signed_the_first_version_and_31_the_second():
    first, second = CompactVersion.objects.filter(compact__slug="strandland")
    assert Signature.objects.filter(version=first, state="signed").count() == 41
    assert Signature.objects.signed().filter(version=second).count() == 31
    assert Signature.objects.filter(version=second, state="declared").count() == 1
    assert second.is_current


def test_of_those_that_signed_before_30_have_signed_again():
    first, second = CompactVersion.objects.filter(compact__slug="strandland")
    before = Signature.objects.filter(version=first)
    of_second = Signature.objects.filter(version=second)
    closed = ConsentRequest.objects.filter(version=second, is_closed=True)

    found = reconsent(
        _organisations(before),
        signed=_organisations(of_second.signed()),
        declared=_organisations(of_second.filter(state="declared")),
        withdrawn=_organisations(before.exclude(withdrawn_day=None)),
        closed=_organisations(closed),
    )

    states = Counter(each.state for each in found)
    assert states == {"again": 30, "not yet": 3, "withdrawn": 1, "closed": 7}


def _organisations(rows):
    return list(rows.values_list("organisation", flat=True))


def test_nobody_is_said_to_have_signed_in_the_sources():
    assert not Signature.objects.filter(version__compact__origin="source").exists()
    compact = Compact.objects.get(slug="hok")
    assert "signatories" in {hole["about"] for hole in compact.holes}


def test_both_languages_have_every_word_of_the_compacts():
    for version in CompactVersion.objects.all():
        for related, names in (
            ("passages", ("text",)),
            ("principles", ("name",)),
            ("goals", ("text",)),
            ("commitments", ("text",)),
        ):
            for row in getattr(version, related).all():
                for name in names:
                    text = getattr(row, name)
                    assert set(text) == {"sv", "en"} or not any(text.values()), row


def test_the_plan_of_25_comes_out_as_told_by_the_rules():
    today = timezone.localdate()
    plan = ActionPlan.objects.get(space__slug="strandland")
    rows = plan_rows(plan, today)
    assert plan.year == today.year
    assert Counter(row.status.key for row in rows if row.status) == {
        "done": 6,
        "on plan": 11,
        "late": 4,
        "not begun": 2,
        "paused": 1,
        "carried over": 1,
    }
    assert plan.adopted_by is not None
    assert str(plan.theme) == "Långsiktighet"


def test_the_plans_own_sheet_brings_nothing_new():
    plan = ActionPlan.objects.get(space__slug="strandland")
    rows = read_csv("strandland/plan.csv", today=timezone.localdate())
    sheet = [list(rows[0]), *(list(row.values()) for row in rows)]

    result = preview_sheet(plan, sheet)

    assert result.counts == {"new": 0, "changed": 0, "unchanged": 25, "refused": 0}
    assert result.unknown_headings == ()


def test_two_years_are_reported_and_eight_questions_unanswered():
    today = timezone.localdate()
    years = Counter(report.day.year for report in ProgressReport.objects.all())
    assert set(years) == {today.year - 1, today.year}
    assert ProgressReport.objects.filter(language="en").exists()
    silent = ProgressRequest.objects.filter(used_at=None, to_email="")
    assert silent.count() == 8


def test_the_question_to_vera_waits_and_its_link_works():
    mail = OutgoingMail.objects.get(once_key__startswith="plans.ask:")
    assert mail.to == "vera@example.org"
    link = re.search(r"http://[^/\s]+(/lage/\S+)", mail.body)
    assert link is not None

    page = Client().get(link[1])

    assert page.status_code == 200
    assert "Å-06" in page.content.decode()


def test_the_register_has_what_waits_for_petra_and_mails_that_can_be_opened():
    assert Registration.objects.get().state == "waiting"
    assert AuthorityRequest.objects.get().state == "waiting"
    assert set(ChangeSuggestion.objects.get().fields) == {"status"}
    mails = OutgoingMail.objects.filter(once_key__startswith="organisations.confirm:")
    assert mails.count() == 3
    link = re.search(r"http://[^/\s]+(/bekrafta/\S+)", mails[0].body)
    assert Client().get(link[1]).status_code == 200


def test_petra_is_asked_whether_she_still_speaks_and_the_link_works():
    mail = OutgoingMail.objects.get(once_key__startswith="organisations.still:")
    assert mail.to == "petra@example.org"
    link = re.search(r"http://[^/\s]+(/fortfarande/\S+)", mail.body)
    assert "Är du fortfarande processledare" in Client().get(link[1]).content.decode()


def test_the_page_of_mails_leads_to_where_it_is_read(client):
    page = client.get("/mejl/").content.decode()
    assert 'href="http://testserver/lage/' in page
    assert "127.0.0.1" not in page.split("<main")[1]


@pytest.mark.parametrize(
    ("slug", "year", "plan"), [("hok-2017", 2017, 4), ("skane-2015", None, 0)]
)
def test_a_plan_known_from_a_source_is_not_followed(slug, year, plan):
    found = ActionPlan.objects.get(slug=slug)
    assert not found.is_followed
    assert found.year == year
    assert found.measures.count() == plan
    assert found.source_note.get("sv")


def test_the_survey_of_2020_is_answered_by_8_of_11_for_13_of_20():
    result = shown_survey(Survey.objects.get(slug="hok-2020"), "sv").result
    assert (result.units.answered, result.units.frame) == (13, 20)
    assert (result.respondents.answered, result.respondents.frame) == (8, 11)


def test_last_years_survey_shows_only_what_points_at_nobody(client):
    slug = f"strandland-{timezone.localdate().year - 1}"
    page = client.get(f"/enkater/{slug}/resultat/").content.decode()
    assert "Några siffror visas inte" in page
    shown = shown_survey(Survey.objects.get(slug=slug), "sv").result
    assert shown.question("leg").option("health").count is None
    assert all(not question.texts for question in shown.questions)
    assert "Längre avtal" not in page


def test_three_years_are_followed_up_two_of_them_for_good():
    year = timezone.localdate().year
    found = {
        (one.space.slug, one.year): one.status
        for one in FollowUp.objects.select_related("space")
    }
    assert found == {
        ("hok", 2020): "published",
        ("strandland", year - 1): "published",
        ("strandland", year): "draft",
    }


def test_the_halland_decision_has_its_paragraph_and_its_hole():
    decision = Decision.objects.get(space__slug="hok", slug="atgarder-2017")
    assert decision.paragraph == "15"
    assert decision.case_number == "RS160183"
    assert not decision.day
    assert str(decision.approved_day) == "2017-02-21"


def test_the_story_is_of_the_past_but_for_what_is_planned():
    today = timezone.localdate()
    assert not ProgressReport.objects.filter(day__gt=today).exists()
    assert all(
        decision.day.earliest is None or decision.day.earliest <= today
        for decision in Decision.objects.all()
    )
    assert (
        date(today.year, 12, 31)
        == ActionPlan.objects.get(space__slug="strandland").last_day
    )


def test_everything_was_written_by_actions_that_say_so():
    assert AuditLine.objects.filter(actor_label="load_demo").count() > 200


# --- every page ---------------------------------------------------------------------


class _Words(HTMLParser):
    """Gathers the words of a page that are in its own language."""

    ATTRIBUTES = ("aria-label", "title", "alt", "placeholder")
    VOID = frozenset({"br", "img", "input", "link", "meta", "hr", "wbr", "source"})

    def __init__(self) -> None:
        super().__init__()
        self.open: list[tuple[str, str]] = []
        self.said: list[str] = []

    @property
    def language(self) -> str:
        return self.open[-1][1] if self.open else ""

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        language = given.get("lang") or self.language
        if tag in {"script", "style", "code"}:
            language = "none"
        if language == "sv":
            self.said += [given.get(name) or "" for name in self.ATTRIBUTES]
        if tag not in self.VOID:
            self.open.append((tag, language))

    def handle_endtag(self, tag):
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data):
        if self.language == "sv":
            self.said.append(data)


def english_words(page: str) -> list[str]:
    """Return the English words among what a page says in Swedish, with neighbours."""
    reader = _Words()
    reader.feed(page)
    said = re.sub(r"https?://\S+", "", " ".join(" ".join(reader.said).split()))
    pattern = rf"(?i).{{0,40}}\b(?:{ENGLISH})\b.{{0,40}}"
    return re.findall(pattern, said)


def _english_address(page: str) -> str:
    found = re.search(r'hreflang="en" href="http://[^/]+([^"]*)"', page)
    assert found is not None
    return found[1]


def _year(path: str) -> str:
    return path.replace("{N-1}", str(timezone.localdate().year - 1))


MORE_PAGES = (
    "/overenskommelser/strandland/undertecknare/",
    "/overenskommelser/strandland/beslut/",
    "/planer/hok-2017/",
    "/planer/skane-2015/",
    "/enkater/strandland-{N-1}/resultat/",
    "/uppfoljning/strandland/{N-1}/",
    "/organisationer/region-strandland/",
)


@pytest.mark.parametrize("path", [*PAGES, *MORE_PAGES])
def test_every_page_answers_in_both_languages_with_few_questions(client, path):
    path = _year(path)
    status = 404 if "finns-inte" in path else 200
    with CaptureQueriesContext(connection) as asked:
        swedish = client.get(path)
    assert swedish.status_code == status
    assert len(asked) <= MOST_QUERIES, [query["sql"][:200] for query in asked]
    page = swedish.content.decode()
    # A data set shows the words of its columns and keys, which are English.
    if not re.match(r"/oppna-data/.", path):
        assert english_words(page) == []
    if status == 404:
        return

    with CaptureQueriesContext(connection) as asked:
        english = client.get(_english_address(page))

    assert english.status_code == status
    assert len(asked) <= MOST_QUERIES
    assert 'lang="en"' in english.content.decode()[:400]


def test_a_municipality_list_waits_that_is_as_messy_as_such_lists_are():
    waiting = RegisterImport.objects.get()

    found = preview_of(waiting, planned(waiting))

    assert found.counts == {"new": 6, "changed": 5, "unchanged": 1, "refused": 1}
    assert found.damaged == 1
    assert set(found.notes) == {"cut by excel", "unknown area"}
