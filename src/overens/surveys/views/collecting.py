"""The secretariat follows an opened survey, writes to those asked, and closes it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from overens.accounts.queries import Access
from overens.common import formats
from overens.common.ballots import TracesLeft
from overens.common.explain import explain
from overens.common.form_pages import answer_form, form_page, posted
from overens.common.formats import language_or_active
from overens.common.forms import HouseForm, invalid
from overens.common.models import Ballot
from overens.errors import RuleBroken
from overens.surveys.actions import close_survey, invite, remind
from overens.surveys.actions.collecting import (
    MailOut,
    NotOpen,
    answering_url,
    letter_of,
)
from overens.surveys.actions.watching import put_off_last_day, renew_list
from overens.surveys.forms.collecting import CloseForm, LastDayForm
from overens.surveys.models import Collection, Survey
from overens.surveys.queries.collecting import (
    Collecting,
    collecting_of,
    collection_of,
    drafts_kept,
    invitations_of,
    last_day_of,
    reminding,
)
from overens.surveys.queries.framing import frame_words
from overens.surveys.queries.register_changes import register_changes
from overens.surveys.rules import ANONYMOUS
from overens.surveys.views.drafts import builder_url, survey_to_make, surveys_url
from overens.surveys.views.opening import collecting_url


def collection_in_view(
    request: HttpRequest, slug: str
) -> tuple[Survey, Access, Collection]:
    """Return an opened survey, and the access of whoever runs it.

    Raises:
        Http404: it is not opened, or not for this person to know of.
    """
    survey, access = survey_to_make(request, slug)
    collection = collection_of(survey)
    if collection is None:
        raise Http404
    return survey, access, collection


@require_safe
@login_required
def collecting(request: HttpRequest, slug: str) -> HttpResponse:
    """Show how far the collecting has come, and what can be done."""
    survey, _access, collection = collection_in_view(request, slug)
    state = collecting_of(collection)
    words = frame_words(survey)
    context = {
        "title": _("Collecting of answers"),
        "breadcrumbs": [
            (_("Surveys"), surveys_url(survey.space)),
            (str(survey), builder_url(survey)),
            (_("Collecting of answers"), ""),
        ],
        "survey": survey,
        "page_origin": survey.origin,
        "state": state,
        "words": words,
        "tag": _state_in_words(state),
        "register_changes": []
        if state.is_in
        else [each.said(language_or_active()) for each in register_changes(survey)],
        "answered_text": ""
        if state.answered is None
        else _("%(answered)s of %(asked)s %(respondents)s have answered")
        % {
            "answered": formats.number(state.answered),
            "asked": formats.number(state.asked),
            "respondents": words.respondents,
        },
        "taken_off_text": _taken_off_in_words(state),
        "units_text": _("They answer for %(count)s of %(all)s %(units)s.")
        % {
            "count": formats.number(state.listed_units),
            "all": formats.number(state.units),
            "units": words.units,
        },
    }
    return render(request, "surveys/collecting.html", context)


def _taken_off_in_words(state: Collecting) -> str:
    if not state.taken_off or state.is_in:
        return ""
    said = ngettext(
        "One of them is taken off the list. An answer that was in counts.",
        "%(n)s of them are taken off the list. Answers that were in count.",
        state.taken_off,
    )
    return said % {"n": formats.number(state.taken_off)}


def _state_in_words(state: Collecting) -> tuple[str, str, str]:
    """Return tone, icon and words of how far it has come."""
    if state.is_in:
        return "success", "circle-check", _("The answers are in")
    if state.is_over:
        return "warning", "clock", _("The time is up")
    return "info", "circle-dot", _("Answers are taken in")


@require_POST
@login_required
def list_renew(request: HttpRequest, slug: str) -> HttpResponse:
    """Show anew who has answered."""
    survey, access, _collection = collection_in_view(request, slug)
    try:
        renew_list(survey, by=access.actor)
    except RuleBroken as broken:
        messages.error(request, explain(broken))
    return redirect(f"{collecting_url(survey)}#answered")


@form_page
@login_required
def invitations_send(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the letter, and send it to those who have an address and no link."""
    survey, access, collection = collection_in_view(request, slug)
    language = language_or_active()
    asked = {
        one.respondent.key: one.address
        for one in invitations_of(survey)
        if one.address and not one.token_hash
    }
    count = len(asked)

    def act(_given: dict[str, Any]) -> str:
        done = invite(survey, addresses=asked, by=access.actor, language=language)
        return _went_out(request, done)

    context = _letter_context(
        survey,
        _("Send the invitations"),
        collection,
        letter_of(
            collection,
            "invitation",
            language,
            link=_("(a link of their own)"),
            where=answering_url(language),
            code=_("(a code of their own)"),
        ),
    )
    context |= {
        "button": ngettext("Send %(n)s letter", "Send %(n)s letters", count)
        % {"n": formats.number(count)},
        "count": count,
        "lead": _("Each gets a link of their own. You can undo for ten minutes."),
        "nobody": _("Everybody with an e-mail address has a link already."),
    }
    form = HouseForm(posted(request))
    return answer_form(
        request, form, context, act, template="surveys/letter.html", adds=True
    )


@form_page
@login_required
def reminder_send(request: HttpRequest, slug: str) -> HttpResponse:
    """Show how many would be reminded and why not the others, and remind them."""
    survey, access, collection = collection_in_view(request, slug)
    language = language_or_active()
    found = reminding(survey, Ballot.objects.get(uuid=collection.ballot))
    count = found.reached

    def act(_given: dict[str, Any]) -> str:
        remind(survey, by=access.actor, language=language)
        # How many they are would tell who has answered (rule F7).
        said = _("The reminders leave in ten minutes. Until then, undo them here.")
        messages.success(request, said)
        return reverse("mails")

    context = _letter_context(
        survey,
        _("Remind"),
        collection,
        letter_of(collection, "reminder", language, sent=None),
    )
    context |= {
        "button": _("Send the reminders"),
        "count": count,
        "lead": ngettext(
            "To %(n)s person, if they have not answered. Who has is not told.",
            "To those of %(n)s persons who have not answered. Who they are, and how "
            "many, is not told.",
            count,
        )
        % {"n": formats.number(count)}
        if count
        else "",
        "nobody": _("There is nobody to remind now."),
        "skipped": [
            {"why": _(why), "count": n} for why, n in sorted(found.counts.items())
        ],
    }
    form = HouseForm(posted(request))
    return answer_form(
        request, form, context, act, template="surveys/letter.html", adds=True
    )


def _letter_context(
    survey: Survey, title: str, collection: Collection, letter: Any
) -> dict[str, Any]:
    back = collecting_url(survey)
    return {
        "title": title,
        "survey": survey,
        "back_url": back,
        "cancel_url": back,
        "collection": collection,
        "letter": letter,
    }


def _went_out(request: HttpRequest, done: MailOut) -> str:
    """Say how many letters leave, and lead to where they can be undone."""
    if not done.sent:
        # Somebody else has just sent them.
        messages.info(request, _("There is nobody left to write to."))
        return reverse("mails")
    said = ngettext(
        "%(n)s letter leaves in ten minutes. Until then, undo it here.",
        "%(n)s letters leave in ten minutes. Until then, undo them here.",
        done.sent,
    )
    messages.success(request, said % {"n": formats.number(done.sent)})
    return reverse("mails")


@form_page
@login_required
def last_day_put_off(request: HttpRequest, slug: str) -> HttpResponse:
    """Let people answer until a later day."""
    survey, access, collection = collection_in_view(request, slug)
    form = LastDayForm(
        posted(request), initial={"last_day": last_day_of(collection).isoformat()}
    )

    def act(given: dict[str, Any]) -> str:
        put_off_last_day(survey, last_day=given["last_day"], by=access.actor)
        messages.success(request, _("Saved. Letters sent before say the old day."))
        return collecting_url(survey)

    back = collecting_url(survey)
    context = {
        "title": _("Put off the last day"),
        "lead": _("Now the last day is %(last)s.")
        % {"last": formats.day(last_day_of(collection))},
        "button": _("Put it off"),
        "back_url": back,
        "cancel_url": back,
    }
    return answer_form(request, form, context, act)


@sensitive_post_parameters("passphrase")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def close_page(request: HttpRequest, slug: str) -> HttpResponse:
    """Close a survey: not in one transaction, since the database is rewritten."""
    survey, access, collection = collection_in_view(request, slug)
    state = collecting_of(collection)
    back = collecting_url(survey)
    if state.is_in and state.is_wiped:
        return redirect(back)
    form = CloseForm(
        posted(request),
        is_early=state.is_taking,
        is_anonymous=collection.mode == ANONYMOUS and not state.is_in,
    )
    drafts = drafts_kept(collection) if state.is_taking else 0
    context: dict[str, Any] = {
        "promised": _(
            "%(answered)s of %(asked)s have answered. The others have been told that "
            "they can answer until %(last)s."
        )
        % {
            "answered": formats.number(state.answered or 0),
            "asked": formats.number(state.asked),
            "last": formats.day(state.last_day),
        },
        "begun": ngettext(
            "%(n)s answer is begun and not sent. It is lost.",
            "%(n)s answers are begun and not sent. They are lost.",
            drafts,
        )
        % {"n": formats.number(drafts)}
        if drafts
        else "",
        "title": _("Wipe the old copies")
        if state.is_in
        else _("Close the survey and take in the answers"),
        "button": _("Wipe them") if state.is_in else _("Close the survey"),
        "back_url": back,
        "cancel_url": back,
        "form": form,
        "survey": survey,
        "state": state,
    }
    if request.method != "POST":
        return render(request, "surveys/close.html", context)
    form.is_bound = True
    if not form.is_valid():
        return invalid(request, "surveys/close.html", context)
    try:
        close_survey(
            survey,
            by=access.actor,
            passphrase=form.cleaned_data.get("passphrase", ""),
            early=form.cleaned_data.get("sure", False),
        )
    except TracesLeft as left:
        messages.warning(request, explain(left))
    except NotOpen:
        raise Http404 from None
    except RuleBroken as broken:
        form.add_error(
            "passphrase" if "passphrase" in form.fields else None, explain(broken)
        )
        return invalid(request, "surveys/close.html", context)
    else:
        messages.success(request, _("The survey is closed, and the answers are in."))
    return redirect(back)
