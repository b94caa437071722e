"""Words of association names: kinds of body, parts of one, and what says little.

General knowledge of Swedish association life, in the folded form that ``names`` makes
(``å`` and ``ä`` → a, ``ö`` → o). Kept small: what is not here is compared letter by
letter. Pure Python.
"""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# What a name's last part calls the body; compounds are split before them.
HEADS = (
    "forening",
    "klubb",
    "sallskap",
    "forsamling",
    "forbund",
    "avdelning",
    "distrikt",
    "stiftelse",
    "orkester",
    "kooperativ",
    "kyrka",
    "krets",
    "gille",
    "grupp",
    "byalag",
    "gard",
    "kar",
    "jour",
    "center",
    "museum",
    "teater",
    "union",
)
# Short forms that mean one thing wherever associations use them. BK, SK, RF and their
# like mean several (Bollklubb, Brukshundklubb), so they are held against the letters of
# what stands in the other name (``names.fits``).
SHORT_FORMS = {
    "if": ("idrott", "forening"),
    "ik": ("idrott", "klubb"),
    "is": ("idrott", "sallskap"),
    "ifk": ("idrott", "forening", "kamrat"),
    "aik": ("allmanna", "idrott", "klubb"),
    "gif": ("gymnastik", "idrott", "forening"),
    "goif": ("gymnastik", "idrott", "forening"),
    "ff": ("fotboll", "forening"),
    "fk": ("fotboll", "klubb"),
    "fbk": ("fotboll", "klubb"),
    "gk": ("golf", "klubb"),
    "tk": ("tennis", "klubb"),
    "foren": ("forening",),
    "forb": ("forbund",),
    "sthlm": ("stockholm",),
    "gbg": ("goteborg",),
}
# Names of several words that also stand as one, as patterns of folded text.
PHRASES = {
    r"\broda[ -]?kors(?:ets?\b|et)?": "rodakors",
    r"\bradda[ -]?barnens?\b": "raddabarn",
}
# The law's words after a name or before it: "ideell förening", "ek. för.".
LEGAL = _words("ideell ideella ekonomisk ekonomiska ek")
LEGAL_HEADS = _words("forening foreningen foren for")
FILLERS = _words("i och o for av de den det pa till med vid the of and")
# A part of an organisation: a section, a youth club, those of one age or sex.
PARTS = _words(
    """
    fotboll handboll ishockey hockey innebandy bandy friidrott gymnastik simning
    bordtennis tennis volleyboll basket brottning boxning skidor skid orientering
    dam damer damerna damfotboll herr herrar herrarna herrfotboll flickor flick
    pojkar pojk ungdom ungdomar ungdomen ung unga junior juniorer senior veteran
    veteraner veteranerna sektion sektionen u19 u17 akademi akademin supporter
    supportrar damklubb herrklubb ungdomklubb ungdomsektion fotbollsektion tjejer
    barn
    """
)
# A branch of something larger, or the larger itself.
BRANCHES = _words(
    """
    krets lokalavdelning avdelning lokal lokalforening distrikt region sektion riks
    riksforbund riksorganisation lansforbund lan
    """
)
# What tells two neighbours apart.
SIDES = _words(
    """
    norra sodra ostra vastra nya gamla lilla stora ovre nedre inre yttre mellersta
    centrala nordostra nordvastra sydostra sydvastra
    """
)
# Wide places: said or left out, a name is the same.
WIDE = _words(
    """
    halland skane smaland vastergotland ostergotland bohuslan dalsland varmland
    narke sodermanland sormland vastmanland uppland dalarna gastrikland halsingland
    medelpad angermanland jamtland harjedalen vasterbotten norrbotten lappland
    blekinge oland gotland sverige svensk svenska
    """
)
# E-mail that anybody can have says nothing of which organisation it is.
ANYBODYS_MAIL = _words(
    """
    gmail.com googlemail.com hotmail.com hotmail.se outlook.com live.com live.se
    msn.com yahoo.com yahoo.se icloud.com me.com telia.com bredband.net comhem.se
    swipnet.se spray.se tele2.se home.se passagen.se bahnhof.se ownit.nu
    protonmail.com proton.me
    """
)
