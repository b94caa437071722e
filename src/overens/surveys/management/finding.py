"""What the commands of surveys do alike: find the survey, read and write files."""

from __future__ import annotations

from codecs import getincrementaldecoder
from collections.abc import Iterable
from pathlib import Path

from django.core.management.base import BaseCommand
from django.utils.translation import gettext

from overens.errors import RuleBroken, gettext_noop
from overens.surveys.models import Survey


class NoSuchSurvey(RuleBroken):
    """The slug is nobody's."""

    sentence = gettext_noop("There is no survey called “%(slug)s” here.")


class FileNotWritten(RuleBroken):
    """The file cannot be opened for writing."""

    sentence = gettext_noop("The file %(file)s cannot be opened.")


def find_survey(slug: str) -> Survey:
    """Return the survey of that slug, with its space.

    Raises:
        NoSuchSurvey: there is none.
    """
    found = (
        Survey.objects.select_related("space")
        .filter(slug=slug, withdrawn_at=None)
        .first()
    )
    if found is None:
        raise NoSuchSurvey(slug=slug[:80])
    return found


def write_out(
    command: BaseCommand, pieces: Iterable[bytes], out: str | None, *, is_text: bool
) -> None:
    """Write a file, or a text to stdout where no file is named; exit 2 if neither.

    Args:
        pieces: the file, piece by piece.
    """
    if out is not None:
        try:
            with Path(out).open("wb") as file:
                file.writelines(pieces)
        except OSError as fault:
            raise FileNotWritten(file=Path(out).name) from fault
    elif is_text:
        # A letter may lie half in one piece and half in the next.
        decoder = getincrementaldecoder("utf-8-sig")()
        for piece in pieces:
            command.stdout.write(decoder.decode(piece), ending="")
    else:
        command.stderr.write(gettext("Say where to write it: --out FILE."))
        raise SystemExit(2)
