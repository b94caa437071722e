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
        from overens.plans.actions.taking_back import take_back_questions
        from overens.plans.queries import (
            asked_of,
            first_hour,
            mail_to_do,
            parts,
            plan_to_do,
        )
        from overens.plans.queries.answered import who_answered
        from overens.plans.queries.to_do import asked_to_do, late_to_do

        TO_DO.fill(plan_to_do, name="plans.measures")
        TO_DO.fill(late_to_do, name="plans.late")
        TO_DO.fill(mail_to_do, name="plans.mails")
        TO_DO.fill(asked_to_do, name="plans.asked")
        for name, part, part_name in (
            ("common.mail_taken_back", take_back_questions, "plans.questions"),
            ("accounts.awaiting", asked_of, "plans.asked"),
            ("accounts.personal_extract", parts.what_plans_keeps, "plans.reports"),
            (
                "organisations.profile_parts",
                parts.measures_of_organisation,
                "plans.measures",
            ),
            ("organisations.answered", who_answered, "plans.reports"),
            ("governance.followed", parts.from_decision, "plans.decided"),
            ("compacts.led_to", parts.measures_from_sentence, "plans.measures"),
            ("compacts.compact_parts", parts.plan_of_compact, "plans.plan"),
            ("compacts.first_hour", first_hour.plan_step, "plans.plan"),
        ):
            fill(name, part, part_name=part_name)
        register("plans.ask_for_reports", ask_for_reports)
