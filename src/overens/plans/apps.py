"""The column ``plans`` as Django knows it."""

from __future__ import annotations

from django.apps import AppConfig


class PlansConfig(AppConfig):
    """Registers the column, and what it shows and does elsewhere."""

    name = "overens.plans"
    label = "plans"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Fill the slots of earlier columns, and ask for reports every day."""
        from overens.common.daily import register
        from overens.common.slots import fill
        from overens.common.to_do import TO_DO
        from overens.plans.actions import ask_for_reports
        from overens.plans.queries import asked_of, mail_to_do, plan_to_do
        from overens.plans.queries.parts import what_plans_keeps

        TO_DO.fill(plan_to_do, name="plans.measures")
        TO_DO.fill(mail_to_do, name="plans.mails")
        fill("accounts.awaiting", asked_of, part_name="plans.asked")
        fill("accounts.personal_extract", what_plans_keeps, part_name="plans.reports")
        register("plans.ask_for_reports", ask_for_reports)
