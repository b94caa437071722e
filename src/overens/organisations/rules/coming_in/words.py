"""Words of sheets for what the register has keys for: forms, levels, areas. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from overens.organisations.rules.names import folded

_FORM_WORDS = {
    "association": "ideellforening ideell forening allmannyttigforening "
    "nonprofitassociation association",
    "economic association": "ekonomiskforening ekforening ekfor ek economicassociation "
    "kooperativ cooperative",
    "foundation": "stiftelse fond foundation",
    "faith community": "trossamfund registrerattrossamfund forsamling faithcommunity",
    "network": "natverk network ovrig informellgrupp annan other",
    "company": "aktiebolag ab company limitedcompany aktiebolagsvb",
}
_LEVEL_WORDS = {
    "local": "lokal lokalt lokalforening lokalavdelning local krets sektion",
    "district": "distrikt distriktsorganisation distriktsforbund regional region lan "
    "regionalt district",
    "national": "riks riksorganisation riksforbund nationell nationellt national",
    "umbrella": "paraply paraplyorganisation samorganisation umbrella",
}
# Words for the twenty areas of the 2020 survey, as lists of associations have them.
_AREA_WORDS = {
    "social-security": "socialtrygghet socialt socialverksamhet social omsorg "
    "frivilligsocial socialsecurity hjalporganisation nykterhet missbruk",
    "agenda-2030": "agenda2030 hallbarhet hallbarutveckling omstallning",
    "disability": "funktionsnedsattning funktionshinder handikapp handikappforening "
    "funktionsratt disability",
    "public-health": "folkhalsa halsa friskvard publichealth",
    "housing": "bostadbebyggelse bostad bostader bebyggelse boende housing "
    "bostaderbebyggelseochoffentligamiljoer koloni",
    "growth": "lokalutveckling tillvaxt utveckling bygdeutveckling byalag "
    "samhallsforening "
    "lokalregionaltillvaxtochutveckling intresseforening growth",
    "gender-equality": "jamstalldhet genderequality",
    "children-youth": "barnunga barnochunga barnochungdom ungdom ungdomsverksamhet "
    "barnochungdomsverksamhet scout scouter scouting childrenyouth",
    "older-people": "aldre seniorer pensionar pensionarer pensionarsforening "
    "olderpeople",
    "environment": "miljonaturdjur miljo natur djur djurskydd naturvard friluftsliv "
    "jaktochfiske fiske jakt hund brukshund environment",
    "rural": "landsbygd glesbygd bygdegard hembygdochlandsbygd rural",
    "culture": "kultur musik teater konst hembygd hembygdsforening dans kor film "
    "kulturforening culture",
    "violence": "kvinnofrid kvinnojour vald valdinararelationer brottsoffer",
    "labour-market": "arbetsmarknad arbete arbetsintegration arbetsmarknadsinsatser "
    "labourmarket",
    "education": "utbildningfolkbildning utbildning folkbildning studieforbund "
    "forskning education",
    "health-care": "halsosjukvard sjukvard halsoochsjukvard patientforening healthcare",
    "sport": "idrott idrottsforening sport fotboll ishockey handboll innebandy ridning "
    "ridsport simning gymnastik golf tennis friidrott motorsport skytte segling "
    "orientering skidor bordtennis badminton kampsport dansidrott cykel basket "
    "volleyboll",
    "refugees": "integration flyktingar nyanlanda invandrarforening etniskforening "
    "mangkultur refugees",
    "religion": "religion religiosverksamhet kyrka trossamfund samfund forsamling",
    "rehabilitation": "rehabilitering habilitering rehabilitation",
}
_NOT_A_LETTER = re.compile(r"[^0-9a-z]+")


# The same few words stand in row after row.
@lru_cache(maxsize=4096)
def word_key(text: str) -> str:
    """Return a word as they are compared: ``Ideell förening`` → ``ideellforening``."""
    return _NOT_A_LETTER.sub("", folded(text))


def _turned(words: Mapping[str, str]) -> dict[str, str]:
    keys = {word_key(key): key for key in words}
    return {
        word: key for key, several in words.items() for word in several.split()
    } | keys


_FORMS, _LEVELS, _AREAS = map(_turned, (_FORM_WORDS, _LEVEL_WORDS, _AREA_WORDS))


def form_of(text: str) -> str:
    """Return a legal form's key by the words a sheet has for it; empty where unknown.

    >>> form_of("Ideell förening"), form_of("Idrottsförening")
    ('association', '')
    """
    return _FORMS.get(word_key(text), "")


def level_of(text: str) -> str:
    """Return a level's key by the words a sheet has for it; empty where unknown."""
    return _LEVELS.get(word_key(text), "")


def area_of(text: str, known: Mapping[str, str] | None = None) -> str:
    """Return a public area's key by the words a sheet has for it; empty where unknown.

    Args:
        known: the areas' own keys, by ``word_key`` of key and names.

    >>> area_of("Fotboll"), area_of("barn-unga"), area_of("Modelljärnväg")
    ('sport', 'children-youth', '')
    """
    key = word_key(text)
    return (known or {}).get(key, "") or _AREAS.get(key, "")
