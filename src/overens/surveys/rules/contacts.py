"""What somebody leaves who wants to be contacted. Rules K1 to K4."""

from __future__ import annotations

from overens.errors import RuleBroken, gettext_noop

# What the page says where the survey has no words of its own.
CONTACT_WORDS = gettext_noop(
    "Do you want us to contact you about what we asked? Leave your name here. It is "
    "kept apart from your answers, and nothing ties them together."
)

# Characters.
LONGEST_CONTACT_NAME, LONGEST_PHONE, LONGEST_ABOUT = 120, 40, 1_000

# Wishes that one survey keeps waiting: more is somebody's mischief.
MOST_WISHES = 2_000


class NoContactOffered(RuleBroken):
    """The survey does not offer it."""

    sentence = gettext_noop("This survey takes no names of those to contact.")


class NoWayToReach(RuleBroken):
    """A name alone reaches nobody."""

    sentence = gettext_noop("Write an e-mail address or a phone number.")
    field = "email"


class NotAnsweredYet(RuleBroken):
    """By a link that has not been used."""

    sentence = gettext_noop(
        "Send your answers first. Then you can say that you want to be contacted."
    )


class TooManyWishes(RuleBroken):
    """More than anybody could contact."""

    sentence = gettext_noop(
        "So many want to be contacted that no more can be taken here. Write to the "
        "secretariat instead."
    )
