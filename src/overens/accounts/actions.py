"""The only code that writes people, spaces and roles. One audit line an action."""

from __future__ import annotations

import uuid as uuids
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from overens.accounts.models import Person, RoleGrant, SentCode, Space
from overens.accounts.queries import forget_grants, grants_of, others_with
from overens.accounts.queries.roles import as_rule
from overens.accounts.rules import (
    ADMIN,
    CODE_TRIES,
    LONGEST_NAME,
    RESERVED_SLUGS,
    AddressTaken,
    NoSuchPerson,
    PersonThere,
    SlugReserved,
    check_address,
    check_end,
    check_grant,
    check_language,
    check_slug,
    is_called_off,
)
from overens.common.audit import Actor, write_line
from overens.common.changing import set_changed
from overens.common.models import OWN
from overens.common.texts import LANGUAGES, LocalText, local

# The parts of the work that can be switched on or off in a space; the register and the
# compact itself always are.
ALL_COLUMNS = (
    "organisations",
    "governance",
    "compacts",
    "surveys",
    "plans",
    "followups",
)


def today_in(space: Space | None) -> date:
    """Return today by a space's clock; by the installation's where there is none."""
    return timezone.localdate(timezone=space.zone if space else None)


@transaction.atomic
def create_person(*, email: str, name: str, by: Actor, language: str = "sv") -> Person:
    """Make a person who can sign in by a code; they have no role yet.

    Raises:
        AddressNotWhole: the address lacks a part.
        PersonThere: the address is somebody's already.
        NoSuchLanguage: pages are not written in it.
    """
    email = check_address(email)
    language = check_language(language, LANGUAGES)
    if Person.objects.filter(email=email).exists():
        raise PersonThere(email=email)
    try:
        # A savepoint: two at once may both have found the address free.
        with transaction.atomic():
            person = Person.objects.create_user(
                email, name=" ".join(name.split())[:LONGEST_NAME], language=language
            )
    except IntegrityError as fault:
        raise PersonThere(email=email) from fault
    write_line("accounts.create_person", by=by, about=person)
    return person


def person_with(email: str) -> Person:
    """Return the person who signs in with an address.

    Raises:
        AddressNotWhole: the address lacks a part.
        NoSuchPerson: nobody does.
    """
    email = check_address(email)
    found = Person.objects.filter(email=email).first()
    if found is None:
        raise NoSuchPerson(email=email)
    return found


@transaction.atomic
def change_language(*, person: Person, language: str, by: Actor) -> Person:
    """Let a person choose the language of their pages and mails.

    Raises:
        NoSuchLanguage: pages are not written in it.
    """
    person.language = check_language(language, LANGUAGES)
    person.save(update_fields=["language"])
    facts = {"language": person.language}
    write_line("accounts.change_language", by=by, about=person, facts=facts)
    return person


# Codes write no line of audit: who asks for one is not known to be anybody yet.


def open_code(*, holds: timedelta) -> SentCode:
    """Begin to count the tries of a code that is sent now and works for a while."""
    return SentCode.objects.create(expires=timezone.now() + holds)


@transaction.atomic
def take_try(*, code: uuids.UUID) -> int | None:
    """Count one try of a code, before it is looked at (rule A7).

    One conditional UPDATE, whose row is held until it has been read: of many at the
    same moment no two are the same try.

    Returns:
        Which try it is, 1 to ``CODE_TRIES``; None when the code may not be tried: it
        is spent, too old, has been tried enough, or was never sent.
    """
    open_codes = SentCode.objects.filter(
        uuid=code, spent_at=None, tries__lt=CODE_TRIES, expires__gt=timezone.now()
    )
    if not open_codes.update(tries=F("tries") + 1):
        return None
    return SentCode.objects.get(uuid=code).tries


def spend_code(*, code: uuids.UUID) -> bool:
    """End a code: it was right, or has been tried enough; False when it was ended."""
    unspent = SentCode.objects.filter(uuid=code, spent_at=None)
    return bool(unspent.update(spent_at=timezone.now()))


@transaction.atomic
def grant_role(
    *,
    person: Person,
    role: str,
    by: Actor,
    space: Space | None = None,
    first_day: date | None = None,
    last_day: date | None = None,
) -> RoleGrant:
    """Give a person a role in a space for a time (an administrator: everywhere).

    Raises:
        NoSuchRole, SpaceMissing, NoSpaceHere, EndsBeforeItBegins, RoleThere: see
            ``rules.check_grant``.
    """
    # Two at once would both see the role free: the person's row is the queue.
    Person.objects.select_for_update().get(pk=person.pk)
    forget_grants(person)
    check_grant(
        grants_of(person),
        person=str(person),
        role=role,
        space=space.slug if space else None,
        first=first_day,
        last=last_day,
    )
    grant = RoleGrant.objects.create(
        person=person, role=role, space=space, first_day=first_day, last_day=last_day
    )
    forget_grants(person)
    write_line(
        "accounts.grant_role",
        by=by,
        about=grant,
        space=space.slug if space else "",
        facts={
            "role": role,
            "from": first_day.isoformat() if first_day else None,
            "to": last_day.isoformat() if last_day else None,
        },
    )
    return grant


@transaction.atomic
def person_let_in(*, email: str, name: str, by: Actor, language: str = "sv") -> Person:
    """Return the person with an address, made where there is none.

    Raises:
        AddressNotWhole: the address lacks a part.
    """
    found = Person.objects.filter(email=check_address(email)).first()
    return found or create_person(email=email, name=name, language=language, by=by)


@transaction.atomic
def let_in(
    *,
    email: str,
    name: str,
    role: str,
    space: Space,
    by: Actor,
    language: str = "sv",
    first_day: date | None = None,
    last_day: date | None = None,
) -> RoleGrant:
    """Give a role to whoever has an address, making the person where there is none.

    Raises:
        AddressNotWhole, and what ``grant_role`` raises.
    """
    return grant_role(
        person=person_let_in(email=email, name=name, language=language, by=by),
        role=role,
        space=space,
        first_day=first_day,
        last_day=last_day,
        by=by,
    )


@transaction.atomic
def end_role(*, grant: RoleGrant, last_day: date, by: Actor) -> RoleGrant:
    """End a role; its last day is included. The grant stays, for the record.

    One given by mistake is called off: yesterday is its first day and its last.

    Raises:
        RoleEnded, EndsBeforeItBegins, LastAdministrator, LastSecretariat: see
            ``rules.check_end``.
    """
    if grant.role == ADMIN:
        # Two administrators who end each other would each see the other left: whoever
        # ends one holds the roles of all.
        held = RoleGrant.objects.select_for_update().filter(role=ADMIN)
        list(held.order_by("pk").values_list("pk"))
    grant = RoleGrant.objects.select_for_update().get(pk=grant.pk)
    today = today_in(grant.space)
    check_end(
        as_rule(grant),
        last=last_day,
        today=today,
        others=others_with(grant, last_day + timedelta(days=1)),
    )
    began = grant.first_day
    if is_called_off(began, last_day, today=today):
        grant.first_day = last_day
    grant.last_day = last_day
    grant.save(update_fields=["first_day", "last_day"])
    forget_grants(grant.person)
    write_line(
        "accounts.end_role",
        by=by,
        about=grant,
        space=grant.space.slug if grant.space else "",
        facts={
            "role": grant.role,
            "from": began.isoformat() if began else None,
            "to": last_day.isoformat(),
        },
    )
    return grant


@transaction.atomic
def create_space(
    *,
    slug: str,
    name: Mapping[str, str] | str,
    by: Actor,
    place: Mapping[str, str] | str = "",
    languages: Iterable[str] = LANGUAGES,
    columns: Iterable[str] = ALL_COLUMNS,
    secretariat_name: Mapping[str, str] | str = "",
    contact_email: str = "",
    huvudman: str = "",
    huvudman_kind: str = "civil",
    origin: str = OWN,
    theme: str = "samverkan",
    time_zone: str = settings.TIME_ZONE,
) -> Space:
    """Make the room of one compact.

    Raises:
        SlugNotPlain: the slug cannot stand in an address.
        SlugReserved: a page of ours stands there.
        AddressTaken: another space has it.
        AddressNotWhole: the contact address lacks a part.
        NoSuchLanguage: pages are not written in one of the languages.
    """
    slug = check_slug(slug)
    if slug in RESERVED_SLUGS:
        raise SlugReserved(slug=slug)
    if Space.objects.filter(slug=slug).exists():
        raise AddressTaken(slug=slug)
    space = Space(
        slug=slug,
        name=_text(name),
        place=_text(place),
        languages=[check_language(language, LANGUAGES) for language in languages],
        columns=[column for column in ALL_COLUMNS if column in set(columns)],
        secretariat_name=_text(secretariat_name),
        contact_email=check_address(contact_email) if contact_email else "",
        huvudman=huvudman,
        huvudman_kind=huvudman_kind,
        origin=origin,
        theme=theme,
        time_zone=time_zone,
    )
    try:
        with transaction.atomic():
            space.save()
    except IntegrityError as fault:
        raise AddressTaken(slug=slug) from fault
    write_line("accounts.create_space", by=by, about=space, space=slug)
    return space


CHANGEABLE = frozenset(
    {
        "name",
        "place",
        "columns",
        "secretariat_name",
        "contact_email",
        "sender_name",
        "reply_to",
        "huvudman",
        "huvudman_kind",
        "theme",
    }
)


@transaction.atomic
def change_space(*, space: Space, by: Actor, **changes: Any) -> Space:
    """Change what a space is called, shows, or who its secretariat is.

    Args:
        **changes: new values of fields in ``CHANGEABLE``; those that are as before
            are left alone, and when all are, nothing is written.

    Raises:
        AddressNotWhole: an address lacks a part.
        TypeError: a field cannot be changed here.
    """
    for name in ("contact_email", "reply_to"):
        if changes.get(name):
            changes[name] = check_address(changes[name])
    changed = set_changed(space, changes, CHANGEABLE)
    if not changed:
        return space
    space.save(update_fields=changed)
    facts = {"fields": sorted(changed)}
    write_line(
        "accounts.change_space", by=by, about=space, space=space.slug, facts=facts
    )
    return space


def _text(text: Mapping[str, str] | str) -> LocalText:
    return local(text) if text else LocalText()
