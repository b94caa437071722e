"""Whoever has answered may ask to be contacted, apart from their answers."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from overens.common.models import AuditLine
from overens.common.retention import forget_what_is_due
from overens.surveys.actions import answer
from overens.surveys.actions.contacts import leave_contact
from overens.surveys.actions.watching import renew_list
from overens.surveys.models import ContactWish, Survey
from overens.surveys.rules import GivenSheet
from overens.surveys.rules.contacts import NotAnsweredYet
from tests.surveys.answering_by_page import HERE, begin, press, run_through, text_of
from tests.surveys.collected import BY, closed, invited, opened, survey_of

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("own_folder"),
]

OFFER = {"sv": "Ska vi höra av oss?", "en": "Shall we get in touch?"}
WHOM = {"name": "Åsa Öman", "email": "asa@example.org", "about": "Lokaler"}
CONTACTS = "/enkater/liten/kontakta/"


def offering(mode="anonymous", people=6, **more):
    survey = survey_of(people, mode, contact=OFFER, **more)
    opened(survey)
    return survey, invited(survey)


def asked(client, token):
    """Answer by a link, and go on to the page that asks whom to contact."""
    return press(client, press(client, run_through(client, token), "send"), "contact")


def test_after_the_answers_somebody_leaves_their_name(plain):
    survey, tokens = offering("open")
    receipt = press(plain, run_through(plain, tokens["p1"]), "send")
    assert OFFER["sv"] in text_of(receipt)
    page = press(plain, receipt, "contact")
    assert "mer tid" not in text_of(page)

    wrong = press(plain, page, "contacted", status=422, name="Åsa Öman")
    assert "Skriv en e-postadress eller ett telefonnummer." in text_of(wrong)
    assert 'value="Åsa Öman"' in wrong.content.decode()
    done = press(plain, wrong, "contacted", **WHOM)

    assert "Vi hör av oss" in text_of(done)
    (wish,) = ContactWish.objects.all()
    assert (wish.name, wish.about, wish.survey) == ("Åsa Öman", "Lokaler", survey)
    # Sent again from the same page, it is one wish.
    press(plain, wrong, "contacted", **WHOM)
    assert ContactWish.objects.count() == 1


def test_it_can_be_asked_for_later_with_the_code_and_in_english(plain):
    _survey, tokens = offering()
    press(plain, run_through(plain, tokens["p1"]), "send")

    again = plain.post("/en/answer/", {"code": tokens["p1"]})
    assert again.status_code == 409 and OFFER["en"] in text_of(again)
    page = plain.post("/en/answer/", {"code": tokens["p1"], "go": "contact"})
    assert "What is it about?" in text_of(page)
    plain.post("/en/answer/", {"code": tokens["p1"], "go": "contacted", **WHOM})

    assert ContactWish.objects.get().name == "Åsa Öman"


def test_what_is_typed_stays_when_the_language_is_changed(plain):
    _survey, tokens = offering()
    page = asked(plain, tokens["p1"])
    assert 'formaction="/en/answer/"' in page.content.decode()

    english = plain.post(
        "/en/answer/", {"code": tokens["p1"], "go": "contact", "name": "Åsa"}
    )

    assert 'value="Åsa"' in english.content.decode()


def test_where_it_is_not_offered_nobody_is_asked(plain):
    survey = survey_of(6, "open")
    opened(survey)
    tokens = invited(survey)
    receipt = press(plain, run_through(plain, tokens["p1"]), "send")
    assert "Lämna ditt namn" not in text_of(receipt)
    plain.post(HERE, {"code": tokens["p1"], "go": "contacted", **WHOM})
    assert not ContactWish.objects.exists()


def test_before_the_answers_are_sent_no_name_is_taken(plain):
    _survey, tokens = offering()
    begin(plain, tokens["p1"])
    plain.post(HERE, {"code": tokens["p1"], "go": "contacted", **WHOM})
    with pytest.raises(NotAnsweredYet):
        leave_contact(tokens["p1"], **WHOM)
    assert not ContactWish.objects.exists()


def test_the_secretariat_sees_them_together_with_those_who_have_answered(
    as_petra, client
):
    survey, tokens = offering(people=8)
    for key in list(tokens)[:5]:
        press(client, run_through(client, tokens[key]), "send")
        leave_contact(tokens[key], name=f"Namn {key}", phone="070-1")

    assert "Namn" not in text_of(as_petra.get(CONTACTS))
    assert "vill bli kontakt" not in text_of(as_petra.get("/att-gora/"))
    renew_list(survey, by=BY)
    assert text_of(as_petra.get(CONTACTS)).count("<h2>Namn p") == 5
    to_do = text_of(as_petra.get("/att-gora/"))
    assert "5 vill bli kontaktade: En liten enkät" in to_do and CONTACTS in to_do


def test_done_is_marked_and_can_be_undone(as_petra):
    survey, _tokens = offering("open")
    wish = ContactWish.objects.create(
        survey=survey, name="Åsa", phone="1", day=timezone.localdate(), seen=True
    )
    as_petra.post(f"{CONTACTS}{wish.pk}/")
    wish.refresh_from_db()
    assert wish.done_on == timezone.localdate()
    assert "vill bli kontaktad" not in text_of(as_petra.get("/att-gora/"))
    as_petra.post(f"{CONTACTS}{wish.pk}/", {"go": "again"})
    wish.refresh_from_db()
    assert wish.done_on is None
    assert AuditLine.objects.filter(action="surveys.mark_contacted").count() == 2


def test_what_nobody_may_see_yet_cannot_be_marked(as_petra):
    survey, _tokens = offering()
    wish = ContactWish.objects.create(
        survey=survey, name="Åsa", phone="1", day=timezone.localdate()
    )
    assert as_petra.post(f"{CONTACTS}{wish.pk}/").status_code == 404


def test_at_closing_all_are_seen_under_other_numbers():
    survey, tokens = offering()
    ids = {}
    for key in tokens:
        answer(tokens[key], sheets=[GivenSheet({"known": "yes"})])
        leave_contact(tokens[key], name=key, phone="1")
        ids[key] = ContactWish.objects.get(name=key).pk
    closed(survey)
    after = dict(ContactWish.objects.values_list("name", "pk"))
    assert set(after) == set(ids) and not set(after.values()) & set(ids.values())
    assert all(ContactWish.objects.values_list("seen", flat=True))


def test_names_are_forgotten_when_their_time_is_over():
    survey, _tokens = offering("open")
    today = timezone.localdate()
    for name, done in (("klar", today), ("väntar", None)):
        ContactWish.objects.create(
            survey=survey, name=name, phone="1", day=today, seen=True, done_on=done
        )
    list(forget_what_is_due(today + timedelta(days=32)))
    assert [wish.name for wish in ContactWish.objects.all()] == ["väntar"]
    list(forget_what_is_due(today + timedelta(days=367)))
    assert not ContactWish.objects.exists()


def test_the_builder_turns_it_on_with_our_words_or_their_own(as_petra, draft):
    address = f"/enkater/{draft.slug}/andra/"
    form = {"title_sv": "Vår enkät", "mode": "open", "offers_contact": "on"}
    as_petra.post(address, form)
    assert re.match("Vill du att vi", Survey.objects.get(pk=draft.pk).contact["sv"])
    as_petra.post(address, form | {"contact_sv": "Hör av dig!"})
    assert Survey.objects.get(pk=draft.pk).contact == {"sv": "Hör av dig!"}
    as_petra.post(address, {"title_sv": "Vår enkät", "mode": "open"})
    assert not Survey.objects.get(pk=draft.pk).contact


def test_of_email_and_phone_neither_is_said_to_be_optional(plain):
    from overens.surveys.forms.answering import ContactForm

    said = " ".join(str(ContactForm()).split())
    assert "(frivilligt)" not in said
    assert "Skriv en e-postadress eller ett telefonnummer, eller båda." in said
