"""The column ``surveys`` as Django knows it."""

from __future__ import annotations

from django.apps import AppConfig


class SurveysConfig(AppConfig):
    """Registers the column, its parts on other pages, and its daily step."""

    name = "overens.surveys"
    label = "surveys"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Fill the slots of earlier columns, and register what is done daily."""
        from overens.common.daily import register
        from overens.common.slots import fill
        from overens.common.to_do import TO_DO
        from overens.surveys.actions.closing_due import close_due
        from overens.surveys.actions.columns import lay_out_due
        from overens.surveys.actions.own_words import forget_words
        from overens.surveys.actions.replacing import take_back_letters
        from overens.surveys.queries import surveys_of_compact
        from overens.surveys.queries.access import rows_to_do
        from overens.surveys.queries.contacts import contacts_to_do
        from overens.surveys.queries.to_do import surveys_to_do

        fill(
            "compacts.compact_parts",
            surveys_of_compact,
            part_name="surveys.surveys",
            order=60,
        )
        TO_DO.fill(surveys_to_do, name="surveys.collecting")
        TO_DO.fill(contacts_to_do, name="surveys.contacts")
        TO_DO.fill(rows_to_do, name="surveys.rows")
        # Before what reads the figures of the day.
        register("surveys.close_due", close_due, order=20)
        register("surveys.forget_words", forget_words, order=94)
        register("surveys.lay_out_due", lay_out_due, order=96)
        fill("common.mail_taken_back", take_back_letters, part_name="surveys.invited")
