"""Signing in by a code, out, and as one of the cast."""

from __future__ import annotations

import re

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client

from tests import make

IN, CODE = "/logga-in/", "/logga-in/kod/"


@pytest.fixture(autouse=True)
def _no_tries_left_over(db):
    cache.clear()


def asked(client: Client, email: str = "vera@example.org", **data: str):
    return client.post(IN, {"email": email, **data})


def code_sent() -> str:
    return re.search(r"^\d{6}$", mail.outbox[-1].body, re.MULTILINE).group()


def signed_in_as(client: Client) -> str | None:
    return client.session.get("_auth_user_id")


def test_vera_signs_in_with_the_code_from_the_mail(client, vera):
    answer = asked(client)
    assert (answer.status_code, answer["Location"]) == (302, CODE)
    assert mail.outbox[0].to == ["vera@example.org"]
    assert mail.outbox[0].subject == "Din kod för att logga in"

    answer = client.post(CODE, {"code": code_sent()})

    assert (answer.status_code, answer["Location"]) == (302, "/min-sida/")
    assert signed_in_as(client) == str(vera.pk)


def test_the_code_may_be_typed_with_spaces(client, vera):
    asked(client)
    code = code_sent()

    client.post(CODE, {"code": f" {code[:3]} {code[3:]} "})

    assert signed_in_as(client) == str(vera.pk)


def test_the_case_of_the_address_does_not_matter(client, vera):
    asked(client, "VERA@Example.org")

    client.post(CODE, {"code": code_sent()})

    assert signed_in_as(client) == str(vera.pk)


def test_a_wrong_code_is_said_kindly_and_counted(client, vera):
    asked(client)
    wrong = "000000" if code_sent() != "000000" else "111111"

    first = client.post(CODE, {"code": wrong})
    assert first.status_code == 422
    assert "Det är inte koden i mejlet" in first.content.decode()
    tries = [client.post(CODE, {"code": wrong}).status_code for _ in range(4)]

    assert tries == [422, 422, 422, 302]
    assert client.post(CODE, {"code": code_sent()})["Location"] == IN
    assert signed_in_as(client) is None


def test_an_unknown_address_is_answered_alike(client, vera):
    known, unknown = Client(), Client()
    answers = [asked(known), asked(unknown, "nobody@example.org")]
    assert len({(a.status_code, a["Location"]) for a in answers}) == 1

    pages = [
        known.get(CODE).content.decode().replace("vera@", "x@"),
        unknown.get(CODE).content.decode().replace("nobody@", "x@"),
    ]
    token = re.compile(r'(name="csrfmiddlewaretoken" value=)"\w+"')
    assert token.sub(r"\1", pages[0]) == token.sub(r"\1", pages[1])
    wrong = [c.post(CODE, {"code": "123456"}).status_code for c in (known, unknown)]
    assert wrong == [422, 422]
    # Both ways send one mail, so both take the time that a mail takes.
    assert [m.to for m in mail.outbox] == [["vera@example.org"], ["nobody@example.org"]]
    assert "Inget konto har den adressen" in mail.outbox[1].body
    assert not re.search(r"\d{6}", mail.outbox[1].body)


def test_nothing_is_a_code_for_an_unknown_address(client, db):
    asked(client, "nobody@example.org")

    for guess in ("", " ", "-", "000000"):
        assert client.post(CODE, {"code": guess}).status_code == 422
    assert signed_in_as(client) is None


def test_a_closed_account_is_answered_as_an_unknown_one(client, vera):
    vera.is_active = False
    vera.save()

    assert asked(client)["Location"] == CODE
    assert "Inget konto" in mail.outbox[0].body


def test_an_account_closed_after_the_code_was_sent_does_not_come_in(client, vera):
    asked(client)
    vera.is_active = False
    vera.save()

    assert client.post(CODE, {"code": code_sent()})["Location"] == IN
    assert signed_in_as(client) is None


@pytest.mark.parametrize("email", ["", "vera", "vera@example"])
def test_what_is_no_address_is_put_right_and_kept(client, db, email):
    answer = asked(client, email)

    assert answer.status_code == 422
    page = answer.content.decode()
    assert "ds-error-summary" in page
    assert f'value="{email}"' in page or not email


def test_the_fourth_code_in_a_minute_is_refused_in_a_sentence(client, vera):
    answers = [asked(Client()) for _ in range(4)]

    assert [a.status_code for a in answers] == [302, 302, 302, 422]
    assert "Vänta en minut" in answers[-1].content.decode()
    assert len(mail.outbox) == 3


def test_a_code_too_old_leads_back_to_the_beginning(client, vera, monkeypatch):
    asked(client)
    code = code_sent()
    import time

    late = time.time() + 601
    monkeypatch.setattr("time.time", lambda: late)

    assert client.post(CODE, {"code": code})["Location"] == IN
    assert signed_in_as(client) is None


def test_only_the_newest_code_works(client, vera):
    asked(client)
    old = code_sent()
    asked(client)
    new = code_sent()

    if old != new:
        assert client.post(CODE, {"code": old}).status_code == 422
    client.post(CODE, {"code": new})
    assert signed_in_as(client) == str(vera.pk)


def test_a_mistyped_address_can_be_written_again_while_a_code_is_out(client, vera):
    asked(client, "vear@example.org")

    assert client.get(IN).status_code == 200


def test_the_session_is_a_new_one_after_signing_in(client, vera):
    asked(client)
    before = client.session.session_key

    client.post(CODE, {"code": code_sent()})

    assert client.session.session_key != before
    assert not client.session.__class__(before).exists(before)


def test_one_comes_back_to_where_one_was_going(client, vera):
    answer = client.get("/min-sida/uppgifter/")
    assert answer["Location"] == f"{IN}?next=/min-sida/uppgifter/"
    page = client.get(answer["Location"]).content.decode()
    assert '<input type="hidden" name="next" value="/min-sida/uppgifter/">' in page

    to_code = asked(client, next="/min-sida/uppgifter/")["Location"]
    assert to_code == f"{CODE}?next=%2Fmin-sida%2Fuppgifter%2F"
    client.get(to_code)
    answer = client.post(CODE, {"code": code_sent(), "next": "/min-sida/uppgifter/"})

    assert answer["Location"] == "/min-sida/uppgifter/"


@pytest.mark.parametrize("away", ["https://elsewhere.example", "//elsewhere.example"])
def test_one_is_not_led_to_another_site(client, vera, away):
    asked(client, next=away)

    answer = client.post(CODE, {"code": code_sent(), "next": away})

    assert answer["Location"] == "/min-sida/"


def test_the_mail_and_the_page_are_in_english_under_en(client, vera):
    answer = client.post("/en/sign-in/", {"email": "vera@example.org"})

    assert answer["Location"] == "/en/sign-in/code/"
    assert mail.outbox[0].subject == "Your code to sign in"
    assert "Write it on the page" in mail.outbox[0].body


def test_a_mail_server_that_is_away_is_said_not_raised(client, vera, monkeypatch):
    def away(*args, **options):
        raise ConnectionRefusedError

    monkeypatch.setattr("django.core.mail.message.EmailMessage.send", away)

    answer = asked(client)

    assert answer.status_code == 422
    assert "Mejlet gick inte att skicka" in answer.content.decode()


def test_signing_out_takes_the_session_with_it(client, vera):
    client.force_login(vera)
    key = client.session.session_key

    answer = client.post("/logga-ut/", follow=True)

    assert "Du är utloggad." in answer.content.decode()
    assert not client.session.__class__(key).exists(key)


def test_signing_out_takes_a_post(client, vera):
    client.force_login(vera)

    assert client.get("/logga-ut/").status_code == 405
    assert signed_in_as(client)


# --- the demonstration ----------------------------------------------------------------


def test_the_demonstration_offers_the_cast_by_name(client, vera, eve, settings):
    settings.DEMONSTRATION = True
    make.make_person("ali")

    page = client.get(IN).content.decode()

    assert "Bli Vera" in page
    assert "Ordförande i en distriktsförening" in page
    assert "Bli Eve" in page
    assert "Bli Petra" not in page  # not loaded
    assert "Bli Ali" not in page  # not of the cast


def test_one_button_signs_in_as_vera_in_the_demonstration(client, vera, settings):
    settings.DEMONSTRATION = True
    client.get(IN)
    before = client.session.session_key

    answer = client.post("/logga-in/som/vera/")

    assert answer["Location"] == "/min-sida/"
    assert signed_in_as(client) == str(vera.pk)
    assert client.session.session_key != before


def test_the_button_changes_from_one_of_the_cast_to_another(
    client, vera, petra, settings
):
    settings.DEMONSTRATION = True
    client.force_login(vera)

    client.post("/logga-in/som/petra/")

    assert signed_in_as(client) == str(petra.pk)


def test_browsers_are_let_say_that_a_form_is_our_own(client, db):
    # With "no-referrer" they send "Origin: null", and every form would be refused.
    assert client.get(IN)["Referrer-Policy"] == "same-origin"


def test_the_buttons_need_their_token(vera, settings):
    settings.DEMONSTRATION = True

    answer = Client(enforce_csrf_checks=True).post("/logga-in/som/vera/")

    assert answer.status_code == 403


@pytest.mark.parametrize("who", ["ali", "kalle", "vera-other"])
def test_nobody_outside_the_cast_is_offered(client, settings, db, who):
    settings.DEMONSTRATION = True
    make.make_person(who)

    assert client.post(f"/logga-in/som/{who}/").status_code == 404


def test_outside_the_demonstration_nobody_is_offered(client, vera, settings):
    settings.DEMONSTRATION = False

    assert client.post("/logga-in/som/vera/").status_code == 404
    assert "Bli Vera" not in client.get(IN).content.decode()
    assert signed_in_as(client) is None


# --- limits ---------------------------------------------------------------------------


def test_the_limits_are_counted_for_all_processes_together(client, vera):
    from django.db import connection

    asked(client)

    with connection.cursor() as cursor:
        cursor.execute("SELECT COUNT(*) FROM overens_cache")
        assert cursor.fetchone()[0] > 0


def test_an_address_gets_at_most_twenty_codes_a_day(client, vera, monkeypatch):
    import time

    now = time.time()
    statuses = []
    for minute in range(21):
        later = now + 61 * minute
        monkeypatch.setattr("time.time", lambda later=later: later)
        statuses.append(asked(Client()).status_code)

    assert statuses == [302] * 20 + [422]


def test_a_whole_office_can_sign_in_from_one_ip_address(db):
    people = [make.make_person(f"tjanst-{n}") for n in range(40)]

    assert {asked(Client(), each.email).status_code for each in people} == {302}


def test_behind_a_proxy_each_visitor_is_counted_apart(rf, settings):
    from allauth.account.adapter import get_adapter

    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    asked_by = {
        heard: get_adapter().get_client_ip(rf.get("/", HTTP_X_FORWARDED_FOR=heard))
        for heard in ("6.6.6.6, 192.0.2.7", "192.0.2.8", "")
    }

    # What the visitor has made up stands before what the proxy has added.
    assert asked_by == {
        "6.6.6.6, 192.0.2.7": "192.0.2.7",
        "192.0.2.8": "192.0.2.8",
        "": "127.0.0.1",
    }


def test_without_a_proxy_what_a_visitor_says_of_itself_counts_for_nothing(rf):
    from allauth.account.adapter import get_adapter

    asked_by = rf.get("/", HTTP_X_FORWARDED_FOR="192.0.2.9")

    assert get_adapter().get_client_ip(asked_by) == "127.0.0.1"
