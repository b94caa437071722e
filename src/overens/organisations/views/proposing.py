"""Forms that anybody may send: register an organisation, suggest a change.

Signed in, one may also ask to speak for an organisation. Nothing is changed or shown
before it has been decided.
"""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from overens.accounts.queries import person_of, show_world, space_in_view, today_in_view
from overens.common.explain import explain
from overens.common.files import Original
from overens.common.form_pages import add_broken, form_page, posted, texts_in
from overens.common.formats import language_or_active
from overens.common.forms import invalid
from overens.common.keyed_pages import private
from overens.common.limits import is_trapped, is_within_limit
from overens.errors import RuleBroken
from overens.organisations.actions.registering import (
    change_registration,
    confirm_registration,
    find_registration,
    register_organisation,
)
from overens.organisations.actions.representing import ask_for_authority
from overens.organisations.actions.suggesting import suggest_change
from overens.organisations.forms.proposing import (
    AuthorityRequestForm,
    RegistrationForm,
    SuggestionForm,
)
from overens.organisations.forms.visibility import say_who_sees
from overens.organisations.models import Organisation, Registration
from overens.organisations.queries import choices_in, reader_of, speaks_for
from overens.organisations.queries.confirming import WORLDS_ASKED
from overens.organisations.queries.proposing import duplicates_of
from overens.organisations.rules import AlikeThere, check_org_number
from overens.organisations.rules.proposing import (
    ASKED,
    UNCONFIRMED,
    TooManySent,
)
from overens.organisations.rules.visibility import CONTACTS
from overens.organisations.rules.yearly import LinkUnknown
from overens.organisations.views.editing import answer


def _count(request: HttpRequest, address: str = "") -> None:
    """Count what has been sent from here.

    Raises:
        TooManySent: more than a person sends.
    """
    if not is_within_limit(request, address=address):
        raise TooManySent()


@form_page
def register(request: HttpRequest) -> HttpResponse:
    """Let an organisation register itself, with those alike shown first."""
    space = space_in_view(request)
    if space is None or not space.has_column("organisations"):
        raise Http404
    if space.origin not in WORLDS_ASKED:
        raise Http404
    form = RegistrationForm(posted(request), choices=choices_in(space.origin))
    thanks = f"{reverse('organisations:register_thanks')}?compact={space.slug}"

    def done() -> str:
        given = form.cleaned_data
        if is_trapped(request):
            return thanks
        _count(request, given["contact_email"])
        fields = form.facts_written()
        number = check_org_number(given["org_number"])
        alike = duplicates_of(given["name"], number, space.origin)
        if alike and not given["is_another"]:
            form.ask_if_another(alike)
            raise AlikeThere(names=", ".join(each.name for each in alike))
        register_organisation(
            space=space,
            fields=fields,
            contact_role=texts_in(given, "contact"),
            contact_email=given["contact_email"],
            language=language_or_active(),
        )
        return thanks

    context = {
        "title": _("Register your organisation"),
        "button": _("Send the registration"),
        "back_url": reverse("organisations:organisations"),
        "has_trap": True,
    }
    return answer(
        request,
        form=form,
        context=context,
        done=done,
        said=_("Thank you. One thing is left: the link in the mail."),
        template="organisations/register.html",
        adds=True,
    )


@require_http_methods(["GET", "HEAD"])
def register_thanks(request: HttpRequest) -> HttpResponse:
    """Say what happens next with a registration."""
    space_in_view(request)
    context = {"title": _("Look in your mail"), "noindex": True}
    return render(request, "organisations/register_thanks.html", context)


@private
@require_http_methods(["GET", "HEAD", "POST"])
def registration(request: HttpRequest, token: str) -> HttpResponse:
    """Show how a registration stands; confirm its address, answer what was asked."""
    try:
        found = find_registration(token)
    except LinkUnknown as broken:
        no = {"title": _("This link cannot be used"), "sentence": explain(broken)}
        return render(request, "organisations/link_no.html", no, status=404)
    request.space = found.space  # type: ignore[attr-defined]
    form = _form_of(request, found) if found.state == ASKED else None
    context = {
        "title": found.name,
        "registration": found,
        "form": form,
        "is_unconfirmed": found.state == UNCONFIRMED,
        "is_asked": found.state == ASKED,
        "noindex": True,
    }
    template = "organisations/registration.html"
    if request.method != "POST":
        return render(request, template, context)
    if form is None:
        confirm_registration(registration=found)
        return redirect("organisations:registration", token)
    if form.is_valid():
        try:
            change_registration(token=token, fields=form.facts_written())
        except RuleBroken as broken:
            add_broken(form, broken)
        else:
            return redirect("organisations:registration", token)
    return invalid(request, template, context)


def _form_of(request: HttpRequest, found: Registration) -> RegistrationForm:
    """Return the form with what was registered; the address is confirmed, and stays."""
    about = found.fields.get("about") or {}
    form = RegistrationForm(
        posted(request),
        choices=choices_in(found.origin),
        initial={
            **found.fields,
            "about_sv": about.get("sv", ""),
            "about_en": about.get("en", ""),
        },
    )
    for name in ("contact_sv", "contact_en", "contact_email", "is_another"):
        del form.fields[name]
    return form


def _listed(request: HttpRequest, slug: str) -> Organisation:
    shown = get_object_or_404(Organisation.objects.listed(), slug=slug)
    if shown.origin not in WORLDS_ASKED:
        raise Http404
    show_world(request, shown.origin)
    return shown


@form_page
def suggest(request: HttpRequest, slug: str) -> HttpResponse:
    """Let anybody say what is wrong about an organisation."""
    whole = _listed(request, slug)
    shown = whole.shown_to(reader_of(request.user, whole, today_in_view(request)))
    form = SuggestionForm(
        posted(request),
        choices=choices_in(shown.origin),
        initial=SuggestionForm.initial_of(shown),
    )
    form.leave_out(shown.withheld)
    say_who_sees(form, shown)

    def done() -> str:
        given = form.cleaned_data
        if is_trapped(request):
            return shown.get_absolute_url()
        _count(request, given["email"])
        fields: dict[str, Any] = form.facts_written()
        if CONTACTS not in shown.withheld:
            fields[CONTACTS] = form.contacts_of(shown)
        suggest_change(
            organisation=whole,
            fields=fields,
            comment=given["comment"],
            email=given["email"],
            language=language_or_active(),
        )
        return shown.get_absolute_url()

    context = {
        "title": _("Suggest a change: %(name)s") % {"name": shown.name},
        "lead": _("Change what is wrong. Nothing changes before it has been checked."),
        "button": _("Send the suggestion"),
        "back_url": shown.get_absolute_url(),
        "has_trap": True,
    }
    return answer(
        request,
        form=form,
        context=context,
        done=done,
        said=_("Thank you. The suggestion waits to be checked."),
        template="organisations/public_form.html",
        adds=True,
    )


@form_page
@login_required
def authority_ask(request: HttpRequest, slug: str) -> HttpResponse:
    """Let a person who is signed in ask to speak for an organisation."""
    shown = _listed(request, slug)
    person = person_of(request)
    if speaks_for(person, shown, today_in_view(request)):
        messages.info(
            request, _("You speak for %(name)s already.") % {"name": shown.name}
        )
        return redirect(shown)
    form = AuthorityRequestForm(posted(request), request.FILES or None)

    def done() -> str:
        given = form.cleaned_data
        _count(request)
        file = given.get("file")
        ask_for_authority(
            person=person,
            organisation=shown,
            post=given["post"],
            evidence=given["evidence"],
            file=Original(file.read(), file.name) if file else None,
            by=person.actor(""),
        )
        return shown.get_absolute_url()

    context = {
        "title": _("Ask to speak for %(name)s") % {"name": shown.name},
        "lead": _(
            "The secretariat looks at what shows it, and tells you by mail. Until then "
            "nothing is yours to do."
        ),
        "button": _("Send the request"),
        "back_url": shown.get_absolute_url(),
    }
    return answer(
        request,
        form=form,
        context=context,
        done=done,
        said=_("Thank you. You get a mail when it has been decided."),
        adds=True,
    )
