"""Interviews beside a survey: a second method, shown apart and never as shares.

Rules I1 to I7 of docs/rules/surveys.md.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from overens.errors import RuleBroken, gettext_noop
from overens.surveys.rules.codes import codes_key
from overens.surveys.rules.frames import ANONYMOUS, CONFIDENTIAL, OPEN, Sheet
from overens.surveys.rules.own_words import mark_of

# A guide of more themes than this is a questionnaire.
MOST_THEMES = 30
# Characters noted on one theme of one interview.
LONGEST_NOTES = 20_000

_GUARDED = gettext_noop(
    "What you say is noted with your role, never with your name. Only the secretariat "
    "reads the notes, and they are taken away after two years. What is quoted stands "
    "without your role, and only if nobody can tell whose words it is. You can take "
    "back what you have said."
)
# What is said before an interview begins. Never written by hand, like PROMISES.
INTERVIEW_PROMISES = {
    OPEN: gettext_noop(
        "What you say is noted with your role, never with your name, and may be quoted "
        "with your role. The notes are taken away after two years. You can take back "
        "what you have said."
    ),
    CONFIDENTIAL: _GUARDED,
    ANONYMOUS: _GUARDED,
}


class ThemeMissing(RuleBroken):
    """A theme nobody could ask about."""

    sentence = gettext_noop("Write what you want to talk about.")
    field = "title"


class TooManyThemes(RuleBroken):
    """More than a conversation holds."""

    sentence = gettext_noop("A guide has at most %(most)s themes.")


class ThemeHasNotes(RuleBroken):
    """What somebody said is not thrown away with its heading."""

    sentence = gettext_noop(
        "Something is noted on this theme, so it stays. Change its wording instead."
    )


class ThemeGone(RuleBroken):
    """A theme that somebody has taken out meanwhile."""

    sentence = gettext_noop(
        "The theme has been taken out of the guide meanwhile. Add it anew if you still "
        "want it."
    )


class NotesWithoutTheme(RuleBroken):
    """Notes on a theme that somebody has taken out meanwhile."""

    sentence = gettext_noop(
        "A theme has been taken out of the guide meanwhile, so what you wrote on it "
        "has nowhere to stand. Move it to another theme, or leave it: “%(said)s”"
    )


class InterviewGone(RuleBroken):
    """An interview that was taken back meanwhile."""

    sentence = gettext_noop(
        "The interview has been taken back meanwhile, so nothing of it is kept."
    )


class NoThemes(RuleBroken):
    """Notes need something to stand under."""

    sentence = gettext_noop("Write the guide first: at least one theme to talk about.")


class RoleMissing(RuleBroken):
    """An interview with nobody knows whom."""

    sentence = gettext_noop(
        "Write which role the person has, for example secretary of a committee."
    )
    field = "role"


class RolePointsOut(RuleBroken):
    """A role that names or numbers somebody."""

    sentence = gettext_noop(
        "This points somebody out: %(found)s. Write the role only, without a name, "
        "address or number."
    )
    field = "role"


class NotAgreed(RuleBroken):
    """Nobody is noted without knowing what for."""

    sentence = gettext_noop(
        "Read out what the person has to know first, and tick that they agree."
    )
    field = "agreed"


class InterviewInFuture(RuleBroken):
    """An interview that has not been."""

    sentence = gettext_noop("The interview has not been yet. Check the day.")
    field = "day"


class InterviewsShown(RuleBroken):
    """Who came last could be told from what is new."""

    sentence = gettext_noop(
        "The interviews stand in the published results. Under the survey’s promise "
        "none is added: what is new would be known as the last one’s."
    )


class NoInterviews(RuleBroken):
    """Nothing to show."""

    sentence = gettext_noop("There are no interviews yet.")


class TooFewInterviews(RuleBroken):
    """So few were interviewed that a quotation could be known."""

    sentence = gettext_noop(
        "Fewer than %(least)s persons have been interviewed about this. Under the "
        "survey’s promise nothing of what they said is shown then."
    )


class InterviewsStand(RuleBroken):
    """What everybody has read is not taken away without a word."""

    sentence = gettext_noop(
        "The results are published, so the interviews stand there. A quotation can be "
        "withdrawn, with the reason."
    )


def passages_in(notes: str) -> list[str]:
    """Return the passages of what was noted on a theme: its paragraphs, each once.

    >>> passages_in("Tiden räcker inte.\\n\\nVi ses sällan.\\n\\nTiden räcker inte.")
    ['Tiden räcker inte.', 'Vi ses sällan.']
    """
    parts = re.split(r"\n[ \t]*\n", notes.replace("\r\n", "\n"))
    return list(dict.fromkeys(part.strip() for part in parts if part.strip()))


def roles_shown(
    roles: Sequence[str], *, least: int | None
) -> tuple[list[tuple[str, int]], int]:
    """Return the roles that may be told with how many had each, and how many others.

    Args:
        roles: of all interviewed, in the reader's language.
        least: persons that must share a role; None where it is told as it is.

    >>> roles_shown(["sekreterare"] * 5 + ["ordförande"], least=5)
    ([('sekreterare', 5)], 1)
    """
    told = [
        (role, count)
        for role, count in sorted(
            Counter(roles).items(), key=lambda each: (-each[1], each[0])
        )
        if least is None or count >= least
    ]
    return told, len(roles) - sum(count for _role, count in told)


def interview_sheets(
    interviews: Iterable[tuple[int, Mapping[str, str]]],
    theme: str,
    codes: Mapping[str, Sequence[str]],
    *,
    survey: str,
) -> list[Sheet]:
    """Return each interview as a sheet that has all codes of its passages on a theme.

    One interview is one person, however much they said.

    Args:
        interviews: number and notes of each.
        codes: by the mark of a passage.
        survey: the survey's uuid.
    """
    key = codes_key(theme)
    sheets = []
    for number, notes in interviews:
        passages = passages_in(notes.get(theme, ""))
        if passages:
            its = {
                code
                for passage in passages
                for code in codes.get(mark_of(survey, theme, passage), ())
            }
            answers = {key: sorted(its), f"{key}.text": "…"}
            sheets.append(Sheet(f"i{number}", (f"i{number}",), answers))
    return sheets
