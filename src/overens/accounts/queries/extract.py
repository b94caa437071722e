"""What this column and the floor keep about a person, for their own extract."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from overens.accounts.models import Person, RoleGrant
from overens.accounts.queries.places import Extract
from overens.common.models import AuditLine, OutgoingMail, Postponement


def _day(value: Any) -> str | None:
    return value.isoformat() if value else None


def what_accounts_keeps(person: Person) -> Iterable[Extract]:
    """Yield the account, its roles, what it did, and mail sent to it."""
    yield Extract(
        "account",
        (
            {
                "email": person.email,
                "name": person.name,
                "language": person.language,
                "may_sign_in": person.is_active,
                "created": _day(person.created),
                "last_sign_in": _day(person.last_login),
            },
        ),
    )
    grants = RoleGrant.objects.filter(person=person).select_related("space")
    yield Extract(
        "roles",
        tuple(
            {
                "role": grant.role,
                "space": grant.space.slug if grant.space else None,
                "from": _day(grant.first_day),
                "to": _day(grant.last_day),
            }
            for grant in grants.order_by("id")
        ),
    )
    lines = AuditLine.objects.filter(actor_uuid=person.uuid).order_by("id")
    yield Extract(
        "acts",
        tuple(
            {
                "at": line.at.isoformat(),
                "action": line.action,
                "role": line.actor_role,
                "organisation": line.organisation_label,
                "about": line.about_label,
                "space": line.space,
            }
            for line in lines
        ),
    )
    put_off = Postponement.objects.filter(person_uuid=person.uuid).order_by("id")
    yield Extract(
        "put_off",
        tuple({"row": row.key, "until": _day(row.until)} for row in put_off),
    )
    mails = OutgoingMail.objects.filter(to=person.email).order_by("id")
    yield Extract(
        "mails",
        tuple(
            {
                "subject": mail.subject,
                "written": _day(mail.created),
                "sent": _day(mail.sent_at),
                "state": mail.state,
            }
            for mail in mails
        ),
    )
