"""Addresses of signing in, of oneself, and of people and spaces."""

from __future__ import annotations

from django.urls import include, path
from django.utils.translation import gettext_lazy as _

from overens.accounts.views import my_page, people, signing_in

ours = [
    path(_("sign-in/"), signing_in.sign_in, name="sign_in"),
    path(_("sign-in/code/"), signing_in.sign_in_code, name="sign_in_code"),
    path(_("sign-in/as/<slug:who>/"), signing_in.sign_in_as, name="sign_in_as"),
    path(_("sign-out/"), signing_in.sign_out, name="sign_out"),
    path(_("my-page/"), my_page.my_page, name="my_page"),
    path(_("my-page/language/"), my_page.language, name="language"),
    path(_("my-page/data/"), my_page.my_data, name="my_data"),
    path(_("secretariat/"), people.spaces, name="spaces"),
    path(_("secretariat/new-space/"), people.space_add, name="space_add"),
    path(_("secretariat/<slug:space>/"), people.space_change, name="space_change"),
    path(_("secretariat/<slug:space>/sender/"), people.sender, name="sender"),
    path(_("secretariat/<slug:space>/people/"), people.people, name="people"),
    path(
        _("secretariat/<slug:space>/people/new/"), people.role_grant, name="role_grant"
    ),
    path(
        _("secretariat/<slug:space>/people/<uuid:grant>/end/"),
        people.role_end,
        name="role_end",
    ),
]

# The names by which allauth looks for its own pages; the same addresses as above.
theirs = [
    path(_("sign-in/"), signing_in.sign_in, name="account_login"),
    path(_("sign-in/"), signing_in.sign_in, name="account_request_login_code"),
    path(_("sign-in/"), signing_in.sign_in, name="account_signup"),
    path(
        _("sign-in/code/"), signing_in.sign_in_code, name="account_confirm_login_code"
    ),
]

urlpatterns = [path("", include((ours, "accounts"))), *theirs]
