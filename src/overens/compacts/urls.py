"""Addresses of compacts. What is brought in (texts, signatories) comes first."""

from __future__ import annotations

from django.urls import path
from django.utils.translation import gettext_lazy as _

from overens.compacts.views import (
    bringing_in,
    correcting,
    imports,
    public,
    recording,
    signing,
    taking_away,
)

app_name = "compacts"

urlpatterns = [
    path(_("imports/"), imports.imports, name="imports"),
    path(_("imports/<uuid:run>/"), imports.import_run, name="import"),
    path(
        _("imports/<uuid:run>/what-was-put-in/"),
        imports.import_original,
        name="import_original",
    ),
    path(
        _("imports/<uuid:run>/faults.csv"), imports.import_faults, name="import_faults"
    ),
    path(_("compacts/"), public.compacts, name="compacts"),
    path(_("compacts/new/"), bringing_in.compact_add, name="compact_add"),
    path(_("compacts/<slug:slug>/"), public.compact, name="compact"),
    path(_("compacts/<slug:slug>/versions/"), public.versions, name="versions"),
    path(
        _("compacts/<slug:slug>/signatories/"), public.signatories, name="signatories"
    ),
    path(
        _("compacts/<slug:slug>/signatories.csv"),
        public.signatories_file,
        name="signatories_file",
    ),
    path(
        _("compacts/<slug:slug>/follow/<uuid:sentence>/"), public.follow, name="follow"
    ),
    path(
        _("compacts/<slug:space>/first-hour/"),
        bringing_in.first_hour,
        name="first_hour",
    ),
    path(
        _("compacts/<slug:space>/new-version/"),
        bringing_in.version_add,
        name="version_add",
    ),
    path(
        _("compacts/<slug:space>/versions/<int:number>/in-force/"),
        recording.version_in_force,
        name="version_in_force",
    ),
    path(
        _("compacts/<slug:space>/change/"),
        recording.compact_change,
        name="compact_change",
    ),
    path(_("compacts/<slug:space>/sides/"), recording.parties, name="parties"),
    path(_("compacts/<slug:space>/sides/new/"), recording.party_add, name="party_add"),
    path(
        _("compacts/<slug:space>/sides/<slug:party>/change/"),
        recording.party_change,
        name="party_change",
    ),
    path(
        _("compacts/<slug:space>/steering-documents/new/"),
        recording.steering_add,
        name="steering_add",
    ),
    path(
        _("compacts/<slug:space>/follow/<uuid:sentence>/came-from/"),
        recording.sentence_trace,
        name="sentence_trace",
    ),
    path(
        _("compacts/<slug:space>/signatories/import/"),
        bringing_in.signatories_import,
        name="signatories_import",
    ),
    path(
        _("compacts/<slug:space>/signatories/new/"),
        signing.signature_add,
        name="signature_add",
    ),
    path(
        _("compacts/<slug:space>/signatories/<uuid:signature>/withdrawn/"),
        signing.signature_withdraw,
        name="signature_withdraw",
    ),
    path(
        _("compacts/<slug:space>/signatories/again/"),
        signing.reconsent,
        name="reconsent",
    ),
    path(
        _("compacts/<slug:space>/signatories/again/<slug:organisation>/"),
        signing.request_record,
        name="request_record",
    ),
    path(
        _("compacts/<slug:space>/drafting/new/"),
        signing.drafting_add,
        name="drafting_add",
    ),
    path(
        _("compacts/<slug:space>/signatories/<uuid:signature>/correct/"),
        correcting.signature_correct,
        name="signature_correct",
    ),
    path(
        _("compacts/<slug:space>/signatories/<uuid:signature>/withdrawn/undo/"),
        correcting.withdrawal_undo,
        name="withdrawal_undo",
    ),
    path(
        _("compacts/<slug:space>/follow/<uuid:sentence>/correct/"),
        correcting.sentence_correct,
        name="sentence_correct",
    ),
    path(
        _("compacts/<slug:space>/versions/<int:number>/change/"),
        correcting.version_change,
        name="version_change",
    ),
    path(
        _("compacts/<slug:space>/versions/<int:number>/in-force/undo/"),
        correcting.force_take_back,
        name="force_take_back",
    ),
    path(
        _("compacts/<slug:space>/holes/new/"),
        correcting.hole_add,
        name="hole_add",
    ),
    path(
        _("compacts/<slug:space>/holes/<int:place>/change/"),
        correcting.hole_change,
        name="hole_change",
    ),
    path(
        _("compacts/<slug:space>/sides/<slug:party>/remove/"),
        taking_away.party_remove,
        name="party_remove",
    ),
    path(
        _("compacts/<slug:space>/drafting/<uuid:drafting>/remove/"),
        taking_away.drafting_remove,
        name="drafting_remove",
    ),
    path(
        _("compacts/<slug:space>/steering-documents/<uuid:document>/change/"),
        taking_away.steering_change,
        name="steering_change",
    ),
    path(
        _("compacts/<slug:space>/steering-documents/<uuid:document>/remove/"),
        taking_away.steering_remove,
        name="steering_remove",
    ),
]
