"""Somebody who has every file, copy, log and letter, and wants to know who said what.

Simulated surveys of eleven, each answered in an order that the pryer knows. A copy of
the database's rows is taken after every answer, as if a back-up were made each minute;
so before closing each token's holder is known, and so is the sealed answer that came
with it. Then the survey closes, and the pryer tries to match persons with sheets.
"""

from __future__ import annotations

import json
import random
from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings
from django.db import connection

from overens.common.ballots import keep_draft, sealing
from overens.common.models import BallotAnswer, BallotDraft, BallotToken
from overens.surveys.actions import answer, close_survey
from overens.surveys.actions.contacts import leave_contact
from overens.surveys.models import AnswerSheet, ContactWish
from overens.surveys.rules import GivenSheet
from tests.surveys.collected import BY, PASSPHRASE, invited, opened, survey_of

PEOPLE = 11


@dataclass
class Loot:
    """What the pryer has.

    Attributes:
        order: the people, in the order that they answered.
        tokens: each one's token, from the letter.
        keys, sealed: the key and the answer that came in with each, from copies.
        drafts: what was filled in before, from copies, by the key it lay under.
        sheets: the rows after closing, in the order that the database gives them.
        contacts: the rows of those who asked to be contacted, after closing; each has
            left their own name, so whose it is is known.
        files: what is left on disk after closing, by name.
        truth: what each answered; to count the hits with, never to match with.
    """

    order: list[str]
    tokens: dict[str, str]
    keys: dict[str, str] = field(default_factory=dict)
    sealed: dict[str, str] = field(default_factory=dict)
    drafts: dict[str, str] = field(default_factory=dict)
    sheets: list[dict[str, str]] = field(default_factory=list)
    contacts: list[dict[str, str]] = field(default_factory=list)
    files: dict[str, bytes] = field(default_factory=dict)
    truth: dict[str, str] = field(default_factory=dict)

    @property
    def wishes(self) -> list[str]:
        """What was answered, in the order that the rows lie."""
        return [sheet["wish"] for sheet in self.sheets]


def simulated(number, mode):
    """Run one survey; return what is there to be pried into."""
    survey = survey_of(
        PEOPLE, mode, slug=f"enkat-{number}", contact={"sv": "Ska vi höra av oss?"}
    )
    opened(survey)
    tokens = invited(survey)
    loot = Loot(order=random.sample(list(tokens), PEOPLE), tokens=tokens)
    before: dict[str, str] = {}
    for place, person in enumerate(loot.order):
        # Longer and longer, or an answer's length would tell nothing to begin with.
        loot.truth[person] = (
            f"{number}:{random.getrandbits(64):016x} " + "x" * 6 * place
        )
        if mode == "confidential":
            # Somebody pauses before they send.
            keep_draft(tokens[person], json.dumps(loot.truth[person]))
            loot.drafts |= dict(BallotDraft.objects.values_list("draft_key", "draft"))
        answer(
            tokens[person],
            sheets=[GivenSheet({"known": "yes", "wish": loot.truth[person]})],
        )
        now = dict(
            BallotAnswer.objects.filter(ballot=survey.collection.ballot).values_list(
                "answer_key", "answer"
            )
        )
        (loot.keys[person],) = now.keys() - before.keys()
        loot.sealed[person] = now[loot.keys[person]]
        assert BallotToken.objects.filter(used=True).count() >= place + 1
        before = now
        # Each asks to be contacted at once, so their row tells when they answered.
        leave_contact(tokens[person], name=person, email=f"{person}@example.org")
    close_survey(survey, by=BY, passphrase=PASSPHRASE, early=True)
    loot.sheets = _rows(AnswerSheet, survey)
    for row in loot.sheets:
        row["wish"] = json.loads(row["answers"].replace("'", '"'))["wish"]
    loot.contacts = _rows(ContactWish, survey)
    loot.files = _files()
    return loot


def _rows(model, survey):
    """Return every column of each row, as they lie; on PostgreSQL also where."""
    where = ", ctid, xmin" if connection.vendor == "postgresql" else ", rowid"
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT *{where} FROM {model._meta.db_table} WHERE survey_id = %s",
            [survey.pk],
        )
        names = [column[0] for column in cursor.description]
        return [dict(zip(names, map(str, row), strict=True)) for row in cursor]


def _files():
    kept = {}
    for path in Path(settings.DATA).rglob("*"):
        if path.is_file():
            kept[path.name] = path.read_bytes()
    if connection.vendor == "sqlite":
        main = Path(str(connection.settings_dict["NAME"]))
        for path in main.parent.glob(main.name + "*"):
            kept[path.name] = path.read_bytes()
    return kept


# --- how to match: each gives what it believes that each person answered --------------


def _in_turn(people, wishes):
    return dict(zip(people, wishes, strict=False))


def by_order(loot):
    """The first row is the first who answered."""
    return _in_turn(loot.order, loot.wishes)


def by_number(loot):
    """The rows were numbered as the answers came."""
    rows = sorted(loot.sheets, key=lambda sheet: int(sheet["id"]))
    return _in_turn(loot.order, [sheet["wish"] for sheet in rows])


def by_list(loot):
    """The rows lie as the people stand on the list."""
    return _in_turn(loot.tokens, loot.wishes)


def by_address(loot):
    """The random address of a row is not random."""
    rows = sorted(loot.sheets, key=lambda sheet: sheet["uuid"])
    return _in_turn(loot.order, [sheet["wish"] for sheet in rows])


def by_key(loot):
    """The rows lie as the keys of the sealed answers did."""
    people = sorted(loot.order, key=loot.keys.__getitem__)
    return _in_turn(people, loot.wishes)


def by_place_on_disk(loot):
    """The answers lie in the files as they came in."""
    everything = b"".join(loot.files[name] for name in sorted(loot.files))
    found = sorted(loot.wishes, key=lambda wish: everything.find(wish.encode()))
    return _in_turn(loot.order, found)


def by_time(loot):
    """Something in a row grows with time: whatever column has numbers in it."""
    best = sorted(loot.sheets, key=lambda sheet: _times(sheet))
    return _in_turn(loot.order, [sheet["wish"] for sheet in best])


def _times(sheet):
    said = json.loads(sheet["answers"].replace("'", '"'))
    return [str(said[name]) for name in sorted(said) if name != "wish"], sheet[
        "created"
    ]


def by_length(loot):
    """A longer sealed answer was a longer answer."""
    people = sorted(
        random.sample(loot.order, PEOPLE), key=lambda one: len(loot.sealed[one])
    )
    return _in_turn(people, sorted(loot.wishes, key=len))


def by_trace(loot):
    """Something of the token, its hash, or the answer's key stands in a row."""
    found = {}
    for person, token in loot.tokens.items():
        traces = (token, sealing.hash_of(token), loot.keys[person], loot.sealed[person])
        for sheet in loot.sheets:
            if any(trace in value for trace in traces for value in sheet.values()):
                found[person] = sheet["wish"]
    return found


def by_opening(loot):
    """A key is left in some file, and opens what was copied."""
    found = {}
    keys = [data for data in loot.files.values() if len(data) == sealing.KEY_BYTES]
    for person, sealed in loot.sealed.items():
        for key in keys:
            for open_it in (sealing.unlock, sealing.unseal):
                try:
                    said = json.loads(open_it(sealed, key))
                    found[person] = said["sheets"][0]["answers"]["wish"]
                except ValueError:
                    continue
    return found


def by_draft(loot):
    """A copy of what was filled in opens with the letter and what is left."""
    found = {}
    keys = [data for data in loot.files.values() if len(data) == sealing.KEY_BYTES]
    for person, token in loot.tokens.items():
        for key in [b"", token.encode(), *keys]:
            place, lock = sealing.draft_keys(key, token)
            if place in loot.drafts:
                found[person] = json.loads(sealing.unlock(loot.drafts[place], lock))
    return found


def by_contact_order(loot):
    """The rows of those to contact lie as the answers do."""
    return _in_turn([row["name"] for row in loot.contacts], loot.wishes)


def by_contact_number(loot):
    """What a contact's row is called by grows as the sheets' addresses do."""
    rows = sorted(loot.contacts, key=lambda row: row["id"])
    sheets = sorted(loot.sheets, key=lambda sheet: sheet["uuid"])
    return _in_turn([row["name"] for row in rows], [sheet["wish"] for sheet in sheets])


def by_contact_trace(loot):
    """A row of somebody to contact has something in common with one sheet alone."""
    found = {}
    for row in loot.contacts:
        alike = [
            sheet["wish"]
            for sheet in loot.sheets
            if any(
                len(value) > 8
                and sum(value in each for each in loot_values(loot)) == 1
                and value in " ".join(sheet.values())
                for value in row.values()
            )
        ]
        if len(alike) == 1:
            found[row["name"]] = alike[0]
    return found


def loot_values(loot):
    """Return each sheet's columns as one text."""
    return [" ".join(sheet.values()) for sheet in loot.sheets]


WAYS = (
    by_order,
    by_number,
    by_list,
    by_address,
    by_key,
    by_place_on_disk,
    by_time,
    by_length,
    by_trace,
    by_opening,
    by_draft,
    by_contact_order,
    by_contact_number,
    by_contact_trace,
)


def hits(loots):
    """Return how many persons each way matches rightly, over all surveys."""
    return {
        way.__name__: sum(
            loot.truth[person] == wish
            for loot in loots
            for person, wish in way(loot).items()
        )
        for way in WAYS
    }


def chance(surveys):
    """Return the most hits that guessing gives, but for one time in a million.

    A random matching of any number has one hit on average, with variance 1.
    """
    return surveys + 5 * surveys**0.5 + 4
