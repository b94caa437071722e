"""A person asks to speak for an organisation; the secretariat decides."""

from __future__ import annotations

from datetime import date, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from overens.accounts.models import Person
from overens.common.audit import Actor, write_line
from overens.common.files import Original, file_of, keep_file
from overens.organisations.actions.deciding import note_decision
from overens.organisations.actions.mails import post_words
from overens.organisations.actions.standing import give_authority
from overens.organisations.models import (
    AuthorityRequest,
    Organisation,
)
from overens.organisations.queries.confirming import sending_space
from overens.organisations.rules.proposing import (
    APPROVED,
    LONGEST_EVIDENCE,
    UNDECIDED_KEPT,
    WAITING,
    RequestWaits,
    check_evidence_file,
    check_sentence,
    check_waits,
)

# How long a file that shows a right to speak is kept after the decision.
FILE_KEPT = timedelta(days=90)


@transaction.atomic
def ask_for_authority(
    *,
    person: Person,
    organisation: Organisation,
    post: str,
    evidence: str,
    file: Original | None,
    by: Actor,
) -> AuthorityRequest:
    """Take in that a person asks to speak for an organisation (O36).

    Raises:
        RequestWaits: they have asked, and it has not been decided.
        SentenceMissing: neither words nor a file show it.
        EvidenceTooLarge, EvidenceUnknownKind: the file is not taken.
    """
    Person.objects.select_for_update().get(pk=person.pk)
    waits = AuthorityRequest.objects.filter(
        person=person, organisation=organisation, state=WAITING
    )
    if waits.exists():
        raise RequestWaits()
    media_type = check_evidence_file(file.data) if file else ""
    if not file:
        check_sentence(evidence, is_needed=True)
    made = AuthorityRequest.objects.create(
        person=person,
        organisation=organisation,
        post=" ".join(post.split())[:80],
        evidence=evidence.strip()[:LONGEST_EVIDENCE],
    )
    if file:
        # No longer than the request itself, when nobody decides.
        keep_file(
            file.data,
            name=file.name,
            owner=made,
            until=timezone.localdate(made.created) + timedelta(days=UNDECIDED_KEPT),
            media_type=media_type,
        )
    write_line("organisations.ask_for_authority", by=by, about=organisation)
    return made


@transaction.atomic
def decide_authority(
    *,
    asked: AuthorityRequest,
    decision: str,
    said: str,
    last_day: date | None,
    day: date,
    by: Actor,
) -> AuthorityRequest:
    """Give the right that somebody asked for, or say no; the person is told by mail.

    Args:
        decision: ``APPROVED`` or ``REFUSED``.
        last_day: of the right; None for until further notice.

    Raises:
        DecidedAlready: somebody was quicker.
        SentenceMissing: a no without words.
        RuleBroken: as ``give_authority``.
    """
    found = (
        AuthorityRequest.objects.select_for_update(of=("self",))
        .select_related("person", "organisation__merged_into")
        .get(pk=asked.pk)
    )
    check_waits(found.state)
    found.said = check_sentence(said, is_needed=decision != APPROVED)
    found.state = decision
    if decision == APPROVED:
        # A request stays with a merged row where the other had one too.
        organisation = found.organisation.merged_into or found.organisation
        found.authority = give_authority(
            person=found.person,
            organisation=organisation,
            post=found.post,
            # What the person wrote is emptied in time; the ground stays.
            evidence=_("Own request of %(day)s") % {"day": found.created.date()},
            first_day=day,
            last_day=last_day,
            by=by,
        )
    note_decision(found, by)
    found.save()
    kept = file_of(found)
    if kept is not None:
        kept.until = day + FILE_KEPT
        kept.save(update_fields=["until"])
    write_line(
        "organisations.decide_authority",
        by=by,
        about=found.organisation,
        facts={"decision": decision},
    )
    space = sending_space(found.organisation.origin)
    if space is not None:
        language = found.person.language
        with override(language):
            facts = {"name": found.organisation.name}
            subject = (
                _("You may now speak for %(name)s")
                if decision == APPROVED
                else _("Your request to speak for %(name)s")
            )
            post_words(
                "authority_decided",
                subject % facts,
                {
                    "asked": found,
                    "is_given": decision == APPROVED,
                    "page": settings.BASE_URL + found.organisation.get_absolute_url(),
                },
                space=space,
                to=found.person.email,
                language=language,
                once_key=f"organisations.authority_request:{found.uuid}",
                about=found,
                at_once=True,
            )
    return found
