"""Who sees which facts of an organisation's page, in three steps. Pure Python.

Rules O60 to O62 in ``docs/rules/organisations.md``.
"""

from __future__ import annotations

from collections.abc import Mapping

from overens.errors import RuleBroken, gettext_noop

# From the widest to the narrowest. The same words say who somebody is that reads.
EVERYONE, PARTIES, WITHIN = "everyone", "parties", "within"
VISIBILITIES = {
    EVERYONE: gettext_noop("everyone"),
    PARTIES: gettext_noop("parties that have signed in"),
    WITHIN: gettext_noop("only the organisation and the secretariat"),
}
# What may be narrowed; all else of an organisation is seen by everyone (O60).
ABOUT, FOR_WHOM, MEMBERS = "about", "for_whom", "members"
CONTACTS, WEB, MEETING = "contacts", "web", "meeting"
NARROWABLE = {
    ABOUT: gettext_noop("what it does, in words"),
    FOR_WHOM: gettext_noop("for whom, languages, needed to take part"),
    MEMBERS: gettext_noop("number of members"),
    CONTACTS: gettext_noop("contacts"),
    WEB: gettext_noop("web address"),
    MEETING: gettext_noop("month of the annual meeting"),
}
# The fields of each. Contacts by role are rows of their own.
FIELDS_OF: Mapping[str, tuple[str, ...]] = {
    ABOUT: ("about",),
    FOR_WHOM: ("target_groups", "languages", "access_needs"),
    MEMBERS: ("members_band",),
    CONTACTS: (),
    WEB: ("website",),
    MEETING: ("annual_meeting_month",),
}
_STEPS = tuple(VISIBILITIES)


class NoSuchVisibility(RuleBroken):
    """A group that cannot be narrowed, or a step that there is not."""

    sentence = gettext_noop("%(group)s: %(step)s cannot be chosen here.")


class PublicBodyIsOpen(RuleBroken):
    """A public body is to be reached, and hides none of this."""

    sentence = gettext_noop(
        "%(name)s is a public body, and everyone sees how to reach it. Choose "
        "“everyone” for each."
    )


class VisibilityUndone(RuleBroken):
    """The change has been undone, or another came after it."""

    sentence = gettext_noop(
        "Somebody has chosen anew since then. Look at what stands here, and choose."
    )


def sees(reader: str, step: str) -> bool:
    """Tell whether a reader sees what is shown to a step and those within it.

    Args:
        reader: a key of ``VISIBILITIES``: who somebody that reads is.
        step: a key of ``VISIBILITIES``: to whom it is shown.

    >>> sees(PARTIES, EVERYONE), sees(PARTIES, WITHIN)
    (True, False)
    """
    return _STEPS.index(reader) >= _STEPS.index(step)


def withheld_from(reader: str, visibility: Mapping[str, str]) -> frozenset[str]:
    """Return the groups that a reader does not see (O61).

    Args:
        reader: a key of ``VISIBILITIES``.
        visibility: step by group, as it is kept; a group that is not there is seen by
            everyone.
    """
    return frozenset(
        group
        for group in NARROWABLE
        if not sees(reader, visibility.get(group, EVERYONE))
    )


def strictest(one: Mapping[str, str], other: Mapping[str, str]) -> dict[str, str]:
    """Return the narrower step of two for each group (O62).

    >>> strictest({"web": "parties"}, {"web": "within", "members": "parties"})
    {'members': 'parties', 'web': 'within'}
    """
    return check_visibility(
        {
            group: max(
                (side.get(group, EVERYONE) for side in (one, other)), key=_STEPS.index
            )
            for group in NARROWABLE
        }
    )


def check_visibility(given: Mapping[str, str]) -> dict[str, str]:
    """Return a choice as it is kept: only what is narrowed, in the order of its keys.

    Raises:
        NoSuchVisibility: no such group can be narrowed, or there is no such step.
    """
    for group, step in given.items():
        if group not in NARROWABLE or step not in VISIBILITIES:
            raise NoSuchVisibility(group=group, step=step)
    return {group: step for group, step in sorted(given.items()) if step != EVERYONE}


def check_open(visibility: Mapping[str, str], *, name: str, is_public: bool) -> None:
    """Refuse that a public body narrows anything (O60).

    Raises:
        PublicBodyIsOpen: it would.
    """
    if is_public and visibility:
        raise PublicBodyIsOpen(name=name)
