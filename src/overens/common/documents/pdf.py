"""The PDF writer: tagged PDF/UA-1 with contents, the same bytes each time."""

from __future__ import annotations

import base64
import json
import os
import subprocess
import sys
import threading
from collections.abc import Sequence
from datetime import date
from importlib.resources import files
from pathlib import Path

from overens.common.documents.blocks import Document
from overens.common.documents.kept import keep, key_of, read_kept
from overens.common.documents.plain import plain_document

PRESS = Path(__file__).with_name("press.py")

# Seconds. A report of 20 pages takes half of one; what takes a minute has gone wrong.
LONGEST_WAIT = 60

# Seconds to wait for one's turn. A web process has four threads; they must not all
# stand in this queue.
LONGEST_TURN = 5

# Sharp in print at the width of a page's text, and no larger than it need be.
PIXELS_PER_INCH = 220

# What Python itself may need to start; none of our keys and addresses.
_KEPT_FROM_ENVIRONMENT = {
    name: value
    for name, value in os.environ.items()
    if name in {"LD_LIBRARY_PATH", "SYSTEMROOT"}
}

# One drawing a page, as wide as the text of an A4 page.
_DRAWINGS = """\
#set document(title: "-")
#set page(width: 160mm, height: auto, margin: 0mm, fill: white)
#for place in range(json("count.json")) {
  if place > 0 { pagebreak() }
  image("chart-" + str(place) + ".svg", width: 100%)
}
"""


class DocumentFault(RuntimeError):
    """Typst could not make the document, or warned: a fault of ours, never a user's."""


class PressBusy(RuntimeError):
    """Another document is being made; the answer is to come back in a moment."""


# One press at a time in a process: each takes as much memory as all else together.
_PRESSING = threading.Lock()


def to_pdf(document: Document, *, may_keep: bool = True) -> bytes:
    """Return a document as PDF.

    Args:
        document: the document.
        may_keep: whether it may lie on disk, to be given again; not where what stands
            in it is shown once.

    Returns:
        PDF/UA-1: tagged, with title, language, contents and bookmarks. The same
        document gives the same bytes, whatever the day and the machine.

    Raises:
        DocumentFault: Typst failed or warned; the sentence says why.
        PressBusy: another document has been in the press for too long.

    Typst runs in a process of its own that ends at once, so that neither the web
    process nor the job worker keeps its memory.
    """
    values, drawings = plain_document(document)
    values |= {"drawings": len(drawings), "unshown": False}
    folder = files("overens.common.documents") / "typst"
    return _pressed(
        source={
            "main.typ": (folder / "document.typ").read_text("utf-8"),
            "look.typ": (folder / "look.typ").read_text("utf-8"),
        },
        data={"document.json": json.dumps(values, ensure_ascii=False)}
        | _named(drawings),
        made=document.date,
        format_="pdf",
        may_keep=may_keep,
    )


def to_pictures(drawings: Sequence[str], made: date) -> list[bytes]:
    """Return drawings as PNG, 160 mm wide at 220 pixels an inch.

    Args:
        drawings: SVG as ``to_document_svg`` writes it.
        made: the day the document says it was made.

    Raises:
        DocumentFault: Typst failed or warned.
        PressBusy: another document has been in the press for too long.
    """
    if not drawings:
        return []
    listed = _pressed(
        source={"main.typ": _DRAWINGS},
        data={"count.json": str(len(drawings))} | _named(drawings),
        made=made,
        format_="png",
    )
    return [base64.b64decode(picture) for picture in json.loads(listed)]


def _named(drawings: Sequence[str]) -> dict[str, str]:
    return {f"chart-{place}.svg": drawing for place, drawing in enumerate(drawings)}


def _pressed(
    *,
    source: dict[str, str],
    data: dict[str, str],
    made: date,
    format_: str,
    may_keep: bool = True,
) -> bytes:
    job = {
        "source": source,
        "data": data,
        "made": [made.year, made.month, made.day],
        "format": format_,
        "ppi": PIXELS_PER_INCH,
    }
    given = json.dumps(job).encode()
    key = key_of(given)
    made_before = read_kept(key)
    if made_before is not None:
        return made_before
    if not _PRESSING.acquire(timeout=LONGEST_TURN):
        raise PressBusy("Another document is being made.")
    try:
        # Whoever had the turn may have made this very document.
        pressed = read_kept(key)
        if pressed is None:
            pressed = _run(given)
            if may_keep:
                keep(key, pressed)
    finally:
        _PRESSING.release()
    return pressed


def _run(job: bytes) -> bytes:
    # Its path, not its module: the product, and Django with it, stays unimported.
    command = [sys.executable, "-I", "-X", "utf8", str(PRESS)]
    try:
        done = subprocess.run(
            command,
            input=job,
            capture_output=True,
            timeout=LONGEST_WAIT,
            check=False,
            env=_KEPT_FROM_ENVIRONMENT,
        )
    except subprocess.TimeoutExpired as fault:
        raise DocumentFault(f"Typst was not done in {LONGEST_WAIT} seconds.") from fault
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip()
        raise DocumentFault(said or f"Typst ended with {done.returncode}.")
    return done.stdout
