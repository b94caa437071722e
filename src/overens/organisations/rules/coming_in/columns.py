"""Which column of a sheet holds what: suggested by its heading, corrected by a person.

The headings are those of Swedish municipalities' systems, of grant lists and of other
registers, in Swedish and English; what is private is told apart and left out.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from overens.errors import RuleBroken, gettext_noop
from overens.organisations.rules.names import folded

# What a column can hold; its English word is translated at the door.
NAME, NUMBER = "name", "org_number"
PRIVATE, KEEP = "private", ""
FIELDS = {
    NAME: gettext_noop("name"),
    NUMBER: gettext_noop("organisation number"),
    "record_id": gettext_noop("number in the source"),
    "form": gettext_noop("legal form"),
    "level": gettext_noop("level"),
    "federation": gettext_noop("national organisation"),
    "municipality": gettext_noop("municipality"),
    "locality": gettext_noop("post town"),
    "postal_code": gettext_noop("post code"),
    "address": gettext_noop("address: only post code and post town are taken"),
    "areas": gettext_noop("areas"),
    "operates_in": gettext_noop("active in municipalities"),
    "email": gettext_noop("e-mail"),
    "website": gettext_noop("web address"),
    "last_active_year": gettext_noop("last active, year"),
    "about": gettext_noop("what it does"),
    "other_names": gettext_noop("other names"),
    PRIVATE: gettext_noop("private: left out"),
}
# Fields that one column alone can hold.
_ONCE = frozenset(FIELDS) - {"areas", "other_names", PRIVATE}

_HEADINGS = {
    NAME: "namn forening foreningsnamn foreningensnamn foreningnamn organisation "
    "organisationsnamn organisationensnamn klubb klubbnamn foretagsnamn kundnamn "
    "sokande "
    "name associationname organisationname organizationname association club clubname "
    "organization mottagare",
    NUMBER: "orgnr organisationsnr organisationsnummer orgnummer orgno orgnumber "
    "organisationnumber organizationnumber orgid organisationsnummerpersonnummer "
    "orgnrpersnr registrationnumber",
    "record_id": "post postid id recordid recordnumber lopnr lopnummer objektid "
    "foreningsid foreningsnr foreningsnummer externid kundnr kundnummer nr",
    "form": "form organisationsform juridiskform foreningsform legalform typ "
    "foreningstyp organisationstyp type organisationtype organizationtype bolagsform",
    "level": "niva organisationsniva level",
    "federation": "federation forbund riksorganisation riksforbund specialforbund "
    "distriktsforbund moderorganisation tillhorighet umbrella nationalorganisation "
    "nationalorganization anslutentill",
    "municipality": "kommun kommunkod kommunnamn municipality municipalitycode "
    "municipalityname sateskommun hemkommun lan_kommun",
    "locality": "ort postort locality stad tatort city town posttown ortnamn",
    "postal_code": "postnr postnummer postkod postalcode postcode zip zipcode",
    "address": "adress postadress besoksadress utdelningsadress gatuadress address "
    "streetaddress fulladress",
    "areas": "verksamhet verksamheter verksamhetsomrade verksamhetsomraden kategori "
    "kategorier inriktning inriktningar omrade omraden aktivitet aktiviteter bransch "
    "verksamhetstyp activity activities activityarea activityareas area areas category "
    "categories sektor idrotter malgruppverksamhet",
    "operates_in": "operatesin verksamikommuner verksamhetskommuner kommuner "
    "municipalities verksami",
    "email": "epost epostadress email emailadress emailaddress mail mailadress mejl "
    "mejladress foreningensepost epostforening",
    "website": "hemsida hemsideadress webb webbplats webbadress webbsida website "
    "homepage url www web internet lank",
    "last_active_year": "senastaktiv lastactivityyear lastactive senastverksam "
    "senasteverksamhetsar senastaktivar verksamhetsar",
    "about": "beskrivning description om verksamhetsbeskrivning presentation andamal "
    "syfte about purpose",
    "other_names": "tidigarenamn formername formernames alternativtnamn annatnamn "
    "andranamn othername othernames kortnamn alias aliases kallas",
    PRIVATE: "kontaktperson kontaktpersoner kontakt kontaktnamn ordforande kassor "
    "sekreterare firmatecknare telefon telefonnummer tel mobil mobilnummer "
    "mobiltelefon "
    "phone telephone mobile contact contactperson personnummer persnr co coadress "
    "fornamn efternamn bankgiro plusgiro bankkonto kontonummer",
}
_FIELD_OF = {
    heading: field for field, words in _HEADINGS.items() for heading in words.split()
}
_NOT_A_LETTER = re.compile(r"[^0-9a-z]+")
# Rows that may stand above the headings.
TITLE_ROWS = 20
LONGEST_HEADING = 120


class HeadingsMissing(RuleBroken):
    """No row looks like headings."""

    sentence = gettext_noop(
        "No column seems to hold names. Write headings in the first row, such as Namn "
        "and Organisationsnummer, or say below what each column holds."
    )
    field = "mapping"


class NameNotMapped(RuleBroken):
    """Nothing is brought in without names."""

    sentence = gettext_noop("Say which column holds the name.")
    field = "mapping"


class MappedTwice(RuleBroken):
    """Two columns cannot both be the name."""

    sentence = gettext_noop(
        "Two columns are said to hold “%(what)s”: %(one)s and %(other)s. Choose one."
    )
    field = "mapping"


class UnknownField(RuleBroken):
    """A mapping says that a column holds what the register does not have."""

    sentence = gettext_noop(
        "“%(what)s” is nothing that a column can hold. Choose one of: %(fields)s."
    )
    field = "mapping"


def heading_key(heading: str) -> str:
    """Return a heading as they are compared: ``E-post `` → ``epost``."""
    return _NOT_A_LETTER.sub("", folded(heading))


def field_of(heading: str) -> str:
    """Return what a column seems to hold by its heading; empty where it is unknown.

    >>> field_of("Org.nr"), field_of("FÖRENING"), field_of("Telefon"), field_of("Färg")
    ('org_number', 'name', 'private', '')
    """
    return _FIELD_OF.get(heading_key(heading), KEEP)


@dataclass(frozen=True)
class Headings:
    """The headings of a sheet.

    Attributes:
        row: which row they stand in, from 1.
        names: one a column, none twice: an empty one is ``Kolumn C``, a second
            ``Namn`` is ``Namn (2)``.
        above: the cells of the rows above that say something.
    """

    row: int
    names: tuple[str, ...]
    above: tuple[str, ...]


def find_headings(rows: Sequence[Sequence[str]], *, column: str = "Kolumn") -> Headings:
    """Return the headings among a sheet's first rows (register.md §6.11).

    Args:
        rows: the sheet from its first row; the first ``TITLE_ROWS`` are looked at.
        column: what a column without a heading is called, before its letter.

    The row with most headings that are known, one of them the name's; where none has,
    the first row that is as wide as the widest.

    >>> found = find_headings([["Register", ""], ["Namn", "Ort"], ["A IF", "Åled"]])
    >>> found.row, found.names
    (2, ('Namn', 'Ort'))
    """
    looked_at = rows[:TITLE_ROWS]
    best, best_score = None, 0
    for number, row in enumerate(looked_at):
        fields = [field_of(cell) for cell in row]
        score = len({field for field in fields if field})
        if NAME in fields and score > best_score:
            best, best_score = number, score
    if best is None:
        widths = [sum(bool(cell.strip()) for cell in row) for row in looked_at]
        best = widths.index(max(widths)) if widths else 0
    names = _named(looked_at[best] if looked_at else (), column)
    above = tuple(cell.strip() for row in rows[:best] for cell in row if cell.strip())
    return Headings(best + 1, names, above)


def _named(cells: Sequence[str], column: str) -> tuple[str, ...]:
    names: list[str] = []
    for place, cell in enumerate(cells):
        name = " ".join(cell.split())[:LONGEST_HEADING]
        name = name or f"{column} {letters_of(place)}"
        base, number = name, 2
        while name in names:
            name, number = f"{base} ({number})", number + 1
        names.append(name)
    return tuple(names)


def is_named(code: str, name: str, text: str) -> bool:
    """Tell whether a title or a file's name is of a municipality, by code or name.

    >>> is_named("1380", "Halmstad", "foreningar_1380.csv")
    True
    >>> is_named("1380", "Halmstad", "Halmstads föreningar 2026")
    True
    """
    words = re.split(r"[^0-9a-z]+", folded(text))
    plain = folded(name)
    return code in words or plain in words or f"{plain}s" in words


def letters_of(place: int) -> str:
    """Return a column's letters as spreadsheets have them: 0 → A, 26 → AA."""
    letters = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def suggest_mapping(
    names: Sequence[str], remembered: Mapping[str, str] | None = None
) -> dict[str, str]:
    """Return what each column seems to hold, by heading; empty: kept, not read.

    Args:
        names: the headings.
        remembered: what somebody said of the source's columns the last time.

    What can stand in one column only goes to the first.
    """
    mapping: dict[str, str] = {}
    for name in names:
        field = (remembered or {}).get(name)
        if field is None:
            field = field_of(name)
            if field in _ONCE and field in mapping.values():
                field = KEEP
        mapping[name] = field
    return mapping


def check_mapping(mapping: Mapping[str, str]) -> dict[str, str]:
    """Return a mapping that rows can be read by.

    Raises:
        UnknownField, MappedTwice, NameNotMapped: it says why they cannot.
    """
    holds: dict[str, str] = {}
    for heading, field in mapping.items():
        if field not in FIELDS and field != KEEP:
            raise UnknownField(what=field, fields=", ".join(FIELDS))
        if field in _ONCE and field in holds:
            raise MappedTwice(what=field, one=holds[field], other=heading)
        holds[field] = heading
    if NAME not in holds:
        raise NameNotMapped()
    return dict(mapping)
