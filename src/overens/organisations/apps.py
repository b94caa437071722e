"""The column ``organisations`` as Django knows it."""

from __future__ import annotations

from typing import Any

from django.apps import AppConfig


def _mend_search(using: str, **_: Any) -> None:
    from django.db import connections

    from overens.organisations.actions import mend_search

    if "organisations_searchstate" in connections[using].introspection.table_names():
        mend_search()


class OrganisationsConfig(AppConfig):
    """Registers the column, and what it shows on "Min sida"."""

    name = "overens.organisations"
    label = "organisations"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Declare the profile's slot; fill the slots of one's own page and data."""
        from django.db.models.signals import post_migrate

        from overens.common.daily import register
        from overens.common.imports import takes_back
        from overens.common.slots import fill
        from overens.common.to_do import TO_DO
        from overens.organisations.actions import (
            ask_speakers,
            ask_yearly,
            count_sector,
            find_when_changed,
            keep_search,
            take_back_confirmations,
            take_back_requests,
            take_back_speakers,
        )
        from overens.organisations.actions.importing import KIND, take_back
        from overens.organisations.queries import (
            units_to_do,
            what_organisations_keep,
            what_they_represent,
        )
        from overens.organisations.queries.confirming import (
            confirmations_asked,
            confirmations_to_do,
        )
        from overens.organisations.queries.duplicates import duplicates_to_do
        from overens.organisations.queries.lapsing import speakers_to_do, still_asked
        from overens.organisations.queries.proposing import (
            proposals_to_do,
            suggestions_awaiting,
            what_proposals_keep,
        )

        takes_back(KIND, take_back)
        # First: what is done daily may look for organisations.
        register("organisations.keep_search", keep_search, order=10)
        # Last of what changes the register.
        register("organisations.find_duplicates", find_when_changed, order=80)
        # Who still speaks is asked the day before what the register says: the right
        # person then answers.
        register("organisations.ask_speakers", ask_speakers, order=49)
        register("organisations.ask_yearly", ask_yearly)
        TO_DO.fill(proposals_to_do, name="organisations.proposals")
        fill(
            "accounts.awaiting",
            suggestions_awaiting,
            part_name="organisations.suggestions",
        )
        fill(
            "accounts.personal_extract",
            what_proposals_keep,
            part_name="organisations.authority_requests",
        )
        register("organisations.count_sector", count_sector, order=85)
        TO_DO.fill(duplicates_to_do, name="organisations.duplicates")
        TO_DO.fill(units_to_do, name="organisations.without_contact")
        TO_DO.fill(confirmations_to_do, name="organisations.confirming")
        fill(
            "accounts.awaiting",
            confirmations_asked,
            part_name="organisations.confirming",
        )
        TO_DO.fill(speakers_to_do, name="organisations.speakers")
        fill("accounts.awaiting", still_asked, part_name="organisations.speakers")
        for part, part_name in (
            (take_back_confirmations, "organisations.confirming"),
            (take_back_speakers, "organisations.speakers"),
            (take_back_requests, "organisations.requests"),
        ):
            fill("common.mail_taken_back", part, part_name=part_name)
        # After the floor's own, which makes triggers that are missing.
        post_migrate.connect(_mend_search, sender=self, dispatch_uid="search")
        fill(
            "accounts.my_page",
            what_they_represent,
            part_name="organisations.represents",
            order=10,
        )
        fill(
            "accounts.personal_extract",
            what_organisations_keep,
            part_name="organisations.represents",
        )
