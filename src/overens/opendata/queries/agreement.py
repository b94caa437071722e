"""The compact, its parties, versions and steering documents."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from overens.accounts.models import Space
from overens.common.texts import LANGUAGES
from overens.compacts.models import Compact, CompactVersion, Party, SteeringDocument
from overens.compacts.rules import BEGINNINGS, COMPACT_STATUSES, SIDES
from overens.opendata.queries.columns import Of, Words, labels, local_column
from overens.opendata.queries.sets import DataSet

PART = "compacts"
LEVELS: dict[str, Words] = {
    "regional": _("regional"),
    "local": _("local"),
    "national": pgettext_lazy("compact", "national"),
}


def _holes(row: Any) -> dict[str, list[str]]:
    return {
        language: [
            " ".join(filter(None, (part.get(language, "") for part in (text, note))))
            for text, note in (
                (hole.get("text", {}), hole.get("note", {})) for hole in row.holes
            )
        ]
        for language in LANGUAGES
    }


def _headings(row: Any) -> dict[str, list[str]]:
    return {
        language: [
            f"{kind}: {words.get(language, '')}" for kind, words in row.headings.items()
        ]
        for language in LANGUAGES
    }


def _corrections(row: Any) -> dict[str, list[str]]:
    return {
        language: [
            f"{each['day']}: {each['before'][language]} → {each['after'][language]}"
            for each in row.corrections
            if language in each["before"]
        ]
        for language in LANGUAGES
    }


compact = Of(Compact)
space = Of(Space, via=lambda row: row.space)
COMPACTS = DataSet(
    "compacts",
    PART,
    _("About the compact"),
    _("What the compact is, where it holds, and who runs it: one row."),
    (
        compact.id(),
        compact.key("slug", _("Name in addresses"), _("Its name in addresses.")),
        *compact.texts("name", _("Name"), _("The name it goes by.")),
        *compact.texts(
            "short_name", _("Short name"), _("What it is called for short.")
        ),
        *compact.texts("lead", _("In two sentences"), _("What it is about.")),
        *compact.texts("in_short", _("In short"), _("One point a line.")),
        compact.key("level", _("Level"), _("Where it holds."), words=LEVELS),
        *compact.texts("area_name", _("Area"), _("Where it holds.")),
        compact.link("parent", _("Part of"), _("The compact that it belongs under.")),
        compact.key(
            "status",
            _("Status"),
            _("Whether it is in force."),
            words=labels(COMPACT_STATUSES),
        ),
        *compact.texts("ended_why", _("Why it ended"), _("Empty while it has not.")),
        compact.day("began", _("Work began"), _("When the work on it began.")),
        compact.link(
            "secretariat", _("Secretariat"), _("The organisation that hosts it.")
        ),
        *space.texts(
            "secretariat_name",
            _("What the secretariat is called"),
            _("As it is written on the pages."),
        ),
        space.text("contact_email", _("E-mail"), _("The secretariat’s address.")),
        space.text("huvudman", _("Huvudman"), _("The body whose record it is.")),
        space.key(
            "huvudman_kind",
            _("Kind of huvudman"),
            _("Which sector."),
            words=labels(SIDES),
        ),
        compact.integer(
            "principle_years",
            _("Principles reviewed every"),
            _("Years between reviews."),
        ),
        compact.integer(
            "commitment_years",
            _("Commitments reviewed every"),
            _("Years between reviews."),
        ),
        compact.integer(
            "measure_years", _("Measures reviewed every"), _("Years between reviews.")
        ),
        *space.texts(
            "name",
            _("Name of the site"),
            _("As it stands at the top."),
            key="site_name",
        ),
        *space.texts(
            "place", _("Place"), _("As it stands after the name."), key="site_place"
        ),
        space.several("languages", _("Languages"), _("Languages of the pages.")),
        space.key("time_zone", _("Time zone"), _("The clock that days follow.")),
        space.several(
            "columns", _("Parts switched on"), _("Which parts of the work are in use.")
        ),
        *local_column(
            "holes",
            _("Known holes"),
            _("What the sources do not say, each with a note."),
            _holes,
            compact.path("holes"),
            kind="list",
        ),
        *compact.source(),
        compact.page(),
        compact.origin(),
    ),
    lambda asked: [
        Compact.objects.published()
        .filter(space=asked.space)
        .select_related("space", "parent", "secretariat")
    ],
)

version = Of(CompactVersion)
VERSIONS = DataSet(
    "versions",
    PART,
    _("Versions"),
    _("Each wording of the compact that has been agreed on."),
    (
        version.id(),
        version.integer("number", _("Version"), _("1 is the first.")),
        *version.texts("title", _("Title"), _("Its title.")),
        version.day("valid_from", _("In force from"), _("First day. Empty: a hole.")),
        version.day("valid_to", _("In force to"), _("Last day. Empty while it holds.")),
        version.key(
            "beginning",
            _("What happened on the first day"),
            _("Came into force, or only launched or adopted, as the source says."),
            words=labels(BEGINNINGS),
        ),
        version.flag("is_current", _("In force now"), _("True for one version.")),
        version.link("adopted_by", _("Adopted by"), _("The decision that adopted it.")),
        *local_column(
            "headings",
            _("Headings"),
            _("The text’s own headings over principles, goals and commitments."),
            _headings,
            version.path("headings"),
            kind="list",
            is_coded=True,
        ),
        *local_column(
            "corrections",
            _("Corrections of the text"),
            _("Slips put right after it was in force: day, old words → new words."),
            _corrections,
            version.path("corrections"),
            kind="list",
        ),
        *version.source(),
        version.origin(),
    ),
    lambda asked: [
        CompactVersion.objects.published()
        .filter(compact__space=asked.space)
        .select_related("adopted_by")
        .order_by("number")
    ],
)

party = Of(Party)
PARTIES = DataSet(
    "parties",
    PART,
    _("Parties"),
    _("The sides that have agreed, and why, in their own words."),
    (
        party.id(),
        party.key("key", _("Key"), _("Its name in data.")),
        *party.texts("name", _("Name"), _("The name it goes by.")),
        party.key("side", _("Sector"), _("Which sector."), words=labels(SIDES)),
        *party.texts("motive", _("Motive"), _("Why it takes part, in its own words.")),
        party.integer("since_version", _("Since version"), _("The first it was in.")),
        party.integer("place", _("Order"), _("Its place in the list.")),
        *party.source(),
        party.origin(),
    ),
    lambda asked: [
        Party.objects.filter(
            compact__in=Compact.objects.published(), compact__space=asked.space
        ).order_by("place", "id")
    ],
)

steering = Of(SteeringDocument)
STEERING_DOCUMENTS = DataSet(
    "steering-documents",
    PART,
    _("Steering documents"),
    _("Strategies and plans that the compact starts from."),
    (
        steering.id(),
        *steering.texts("name", _("Name"), _("The document’s name.")),
        *steering.texts("owner_name", _("Owner"), _("Whose document it is.")),
        steering.text("period", _("Period"), _("Which years it holds for.")),
        *steering.source(),
        steering.origin(),
    ),
    lambda asked: [
        SteeringDocument.objects.filter(
            compact__in=Compact.objects.published(), compact__space=asked.space
        ).order_by("id")
    ],
)

SETS = (COMPACTS, VERSIONS, PARTIES, STEERING_DOCUMENTS)
