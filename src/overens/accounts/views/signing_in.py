"""Signing in by a code from a mail, and out. In the demonstration, as one of the cast.

Classes, not functions, because the two pages are allauth's own views with our form,
template and 422: what they do about codes, tries and sessions is theirs.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.views import ConfirmLoginCodeView, RequestLoginCodeView
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from overens.accounts.forms import SignInCodeForm, SignInForm
from overens.accounts.models import Person
from overens.accounts.rules import CAST, CAST_DOMAIN
from overens.common.forms import UNPROCESSABLE
from overens.common.views import is_here


@dataclass(frozen=True)
class CastMember:
    """One of the cast, as the demonstration offers them."""

    key: str
    name: str
    who: str


def cast() -> list[CastMember]:
    """Return the cast that is loaded; nobody where this is no demonstration."""
    if not settings.DEMONSTRATION:
        return []
    addresses = [f"{key}@{CAST_DOMAIN}" for key in CAST]
    there = {
        person.email.partition("@")[0]: person
        for person in Person.objects.filter(email__in=addresses, is_active=True)
    }
    return [
        CastMember(key, str(there[key]), _(line))
        for key, line in CAST.items()
        if key in there
    ]


class SignIn(RequestLoginCodeView):  # type: ignore[misc]
    """Ask for the address, send a code, and answer alike whoever has the address."""

    template_name = "accounts/sign_in.html"

    def get_form_class(self) -> type[SignInForm]:
        """Return our form."""
        return SignInForm

    def _redirect_to_pending_stage(self, request: HttpRequest, stage: Any) -> None:
        """Let one who mistyped the address ask again, though a code is out."""
        return

    def form_valid(self, form: SignInForm) -> HttpResponse:
        """Send the code; say so when the mail could not leave."""
        try:
            answer: HttpResponse = super().form_valid(form)
        except OSError:
            form.add_error(
                None, _("The mail could not be sent. Try again in a few minutes.")
            )
            return self.form_invalid(form)
        return answer

    def form_invalid(self, form: SignInForm) -> HttpResponse:
        """Answer 422 with what to put right."""
        context = self.get_context_data(form=form)
        return self.render_to_response(context, status=UNPROCESSABLE)  # type: ignore[no-any-return]

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        """Return the page's context, with the cast in the demonstration."""
        context: dict[str, Any] = super().get_context_data(**more)
        after = self.request.GET.get("next", "") or self.request.POST.get("next", "")
        return context | {"title": _("Sign in"), "cast": cast(), "next": after}


class SignInCode(ConfirmLoginCodeView):  # type: ignore[misc]
    """Take the code; the same page whether or not the address is somebody's."""

    template_name = "accounts/sign_in_code.html"

    def get_form_class(self) -> type[SignInCodeForm]:
        """Return our form."""
        return SignInCodeForm

    def form_invalid(self, form: SignInCodeForm) -> HttpResponse:
        """Count the try; answer 422, or lead back when there are none left."""
        answer: HttpResponse = super().form_invalid(form)
        if answer.status_code == 200:
            answer.status_code = UNPROCESSABLE
        return answer

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        """Return the page's context."""
        context: dict[str, Any] = super().get_context_data(**more)
        after = self.request.GET.get("next", "") or self.request.POST.get("next", "")
        return context | {"title": _("Write the code"), "next": after}


sign_in = SignIn.as_view()
sign_in_code = SignInCode.as_view()


@require_POST
def sign_in_as(request: HttpRequest, who: str) -> HttpResponse:
    """Sign in as one of the cast: in the demonstration only, elsewhere not there."""
    if not settings.DEMONSTRATION or who not in CAST:
        raise Http404
    person = get_object_or_404(Person, email=f"{who}@{CAST_DOMAIN}", is_active=True)
    if request.user.is_authenticated:
        logout(request)
    get_adapter().login(request, person)
    after = request.POST.get("next", "")
    if is_here(after):
        return HttpResponseRedirect(after)
    return redirect("accounts:my_page")


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """Sign out; the session and what was in it are gone."""
    logout(request)
    messages.success(request, _("You are signed out."))
    return redirect("front_page")
