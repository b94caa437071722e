"""Addresses of the register."""

from __future__ import annotations

from django.urls import path
from django.utils.translation import gettext_lazy as _

from overens.organisations.views import (
    asking,
    asking_speakers,
    choosing,
    confirming,
    deciding,
    duplicates,
    editing,
    finding,
    importing,
    lists,
    merging,
    places,
    profile,
    proposing,
    saved_searches,
    sector,
    speaking,
    still,
    structure,
    visibility,
)

app_name = "organisations"

urlpatterns = [
    path(_("organisations/"), finding.organisations, name="organisations"),
    path(_("organisations/as-file/<slug:ending>/"), finding.as_file, name="as_file"),
    path(_("organisations/new/"), editing.organisation_add, name="organisation_add"),
    path(_("organisations/municipalities/new/"), places.places_add, name="places_add"),
    path(_("organisations/lists/"), lists.lists, name="lists"),
    path(_("organisations/lists/save/"), lists.list_save, name="list_save"),
    path(_("organisations/lists/<uuid:kept>/"), lists.list_kept, name="list"),
    path(_("organisations/the-sector/"), sector.sector, name="sector"),
    path(_("organisations/searches/"), saved_searches.searches, name="searches"),
    path(
        _("organisations/searches/save/"),
        saved_searches.search_save,
        name="search_save",
    ),
    path(
        _("organisations/searches/<uuid:kept>/change/"),
        saved_searches.search_change,
        name="search_change",
    ),
    path(
        _("organisations/searches/<uuid:kept>/remove/"),
        saved_searches.search_remove,
        name="search_remove",
    ),
    path(
        _("organisations/lists/<uuid:kept>/file/<str:kind>/"),
        lists.list_file,
        name="list_file",
    ),
    path(
        _("organisations/lists/<uuid:kept>/change/"),
        lists.list_change,
        name="list_change",
    ),
    path(
        _("organisations/lists/<uuid:kept>/remove/"),
        lists.list_remove,
        name="list_remove",
    ),
    path(_("organisations/lists/<uuid:kept>/add/"), lists.list_add, name="list_add"),
    path(
        _("organisations/lists/<uuid:kept>/changed/"),
        lists.list_changed,
        name="list_changed",
    ),
    path(
        _("organisations/lists/<uuid:kept>/out/<uuid:organisation>/"),
        lists.list_take_out,
        name="list_take_out",
    ),
    path(
        _("organisations/lists/<uuid:kept>/back/<uuid:organisation>/"),
        lists.list_put_back,
        name="list_put_back",
    ),
    path(_("organisations/whom-to-ask/"), choosing.whom, name="whom"),
    path(_("organisations/whom-to-ask/save/"), choosing.whom_save, name="whom_save"),
    path(
        _("organisations/whom-to-ask/file/<str:kind>/"),
        choosing.whom_file,
        name="whom_file",
    ),
    path(_("organisations/sources/"), importing.sources, name="sources"),
    path(_("organisations/sources/new/"), importing.import_new, name="import_new"),
    path(
        _("organisations/sources/<uuid:incoming>/"),
        importing.import_page,
        name="import",
    ),
    path(
        _("organisations/units-without-contact/"),
        finding.without_contact,
        name="without_contact",
    ),
    path(_("organisations/duplicates/"), duplicates.duplicates, name="duplicates"),
    path(
        _("organisations/duplicates/<uuid:pair>/"),
        duplicates.duplicate,
        name="duplicate",
    ),
    path(
        _("organisations/duplicates/<uuid:pair>/undo/"),
        duplicates.duplicate_undo,
        name="duplicate_undo",
    ),
    path(_("organisations/confirmations/"), asking.confirmations, name="confirmations"),
    path(_("organisations/speakers/"), asking_speakers.speakers, name="speakers"),
    path(
        _("organisations/still/<uuid:question>/"),
        still.still_signed_in,
        name="still_signed_in",
    ),
    path(_("organisations/incoming/"), deciding.proposals, name="proposals"),
    path(
        _("organisations/incoming/registration/<uuid:registration>/"),
        deciding.registration_decide,
        name="registration_decide",
    ),
    path(
        _("organisations/incoming/authority/<uuid:asked>/"),
        deciding.authority_decide,
        name="authority_decide",
    ),
    path(
        _("organisations/incoming/authority/<uuid:asked>/file/"),
        deciding.authority_file,
        name="authority_file",
    ),
    path(
        _("organisations/incoming/suggestion/<uuid:suggestion>/"),
        deciding.suggestion_decide,
        name="suggestion_decide",
    ),
    path(_("organisations/register/"), proposing.register, name="register"),
    path(
        _("organisations/register/thanks/"),
        proposing.register_thanks,
        name="register_thanks",
    ),
    path(_("registration/<str:token>/"), proposing.registration, name="registration"),
    path(_("still/<str:token>/"), still.still, name="still"),
    path(_("confirm/<str:token>/"), confirming.confirmation, name="confirmation"),
    path(
        _("confirm/<str:token>/correct/"),
        confirming.confirmation_correct,
        name="confirmation_correct",
    ),
    path(
        _("confirm/<str:token>/undo/"),
        confirming.confirmation_undo,
        name="confirmation_undo",
    ),
    path(_("organisations/<slug:slug>/"), profile.organisation, name="organisation"),
    path(_("organisations/<slug:slug>/confirm/"), profile.confirm, name="confirm"),
    path(_("organisations/<slug:slug>/suggest/"), proposing.suggest, name="suggest"),
    path(
        _("organisations/<slug:slug>/speak/"),
        proposing.authority_ask,
        name="authority_ask",
    ),
    path(
        _("organisations/<slug:slug>/change/"),
        editing.organisation_change,
        name="organisation_change",
    ),
    path(
        _("organisations/<slug:slug>/visibility/"),
        visibility.visibility,
        name="visibility",
    ),
    path(
        _("organisations/<slug:slug>/visibility/<uuid:change>/undo/"),
        visibility.visibility_undo,
        name="visibility_undo",
    ),
    path(_("organisations/<slug:slug>/merge/"), merging.merge, name="merge"),
    path(_("organisations/<slug:slug>/part/"), merging.part, name="part"),
    path(_("organisations/<slug:slug>/names/new/"), editing.name_add, name="name_add"),
    path(
        _("organisations/<slug:slug>/belongs-to/new/"),
        structure.relation_add,
        name="relation_add",
    ),
    path(
        _("organisations/<slug:slug>/belongs-to/<uuid:relation>/end/"),
        structure.relation_end,
        name="relation_end",
    ),
    path(
        _("organisations/<slug:slug>/belongs-to/<uuid:relation>/change/"),
        structure.relation_change,
        name="relation_change",
    ),
    path(
        _("organisations/<slug:slug>/belongs-to/<uuid:relation>/remove/"),
        structure.relation_remove,
        name="relation_remove",
    ),
    path(
        _("organisations/<slug:slug>/structure/"),
        structure.structure,
        name="structure",
    ),
    path(_("organisations/<slug:slug>/district/"), structure.district, name="district"),
    path(
        _("organisations/<slug:slug>/district/lift/"),
        structure.district_lift,
        name="district_lift",
    ),
    path(_("organisations/<slug:slug>/units/new/"), editing.unit_add, name="unit_add"),
    path(
        _("organisations/<slug:slug>/units/<slug:unit>/change/"),
        editing.unit_change,
        name="unit_change",
    ),
    path(
        _("organisations/<slug:slug>/who-speaks/"),
        speaking.authorities,
        name="authorities",
    ),
    path(
        _("organisations/<slug:slug>/who-speaks/new/"),
        speaking.authority_give,
        name="authority_give",
    ),
    path(
        _("organisations/<slug:slug>/who-speaks/<uuid:authority>/end/"),
        speaking.authority_end,
        name="authority_end",
    ),
    path(
        _("organisations/<slug:slug>/who-speaks/<uuid:authority>/give-back/"),
        speaking.authority_give_back,
        name="authority_give_back",
    ),
]
