"""The pages that a browser test opens, in Swedish: at least one of each kind."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

# The demonstration's plan, survey and follow-up follow the year it is loaded.
YEAR = datetime.now(ZoneInfo("Europe/Stockholm")).year

AGREEING = [
    "/",
    "/overenskommelser/",
    "/overenskommelser/strandland/",
    "/overenskommelser/hok/",
    "/overenskommelser/skane/",
    "/overenskommelser/strandland/undertecknare/",
    "/overenskommelser/hok/beslut/",
    "/overenskommelser/strandland/beslut/",
    "/overenskommelser/strandland/beslut/handlingsplan-antas/",
    "/grupper/",
    "/grupper/?compact=skane",
    "/grupper/strandland/styrgruppen/",
    "/logga-in/",
]
TWICE = "/enkater/strandland-kommunerna-"
KNOWING = [
    "/organisationer/",
    "/organisationer/?q=xyzzy",
    "/organisationer/strandlands-brukarrad/",
    "/organisationer/region-strandland/",
    "/organisationer/seniorerna-strandland/",
    "/organisationer/foreningsradet-i-strandland/struktur/",
    "/organisationer/enheter-utan-kontakt/",
    "/organisationer/registrera/",
    "/organisationer/sektorn/",
    "/enkater/",
    "/svara/",
    "/enkater/hok-2020/resultat/",
    "/enkater/hok-2020/resultat/?rows=leg&columns=satisfaction",
    f"/enkater/strandland-{YEAR - 1}/resultat/",
    f"/enkater/strandland-{YEAR}/resultat/?rows=members&columns=engaged",
    f"/enkater/strandland-{YEAR}/bredvid/strandland-organisationer-{YEAR - 1}/",
    f"/enkater/strandland-{YEAR}/bredvid/strandland-{YEAR - 1}/",
    f"/enkater/strandland-regionen-{YEAR}/bredvid/strandland-{YEAR}/",
    f"/enkater/strandland-regionen-{YEAR}/resultat/?rows=.group&columns=engaged",
    f"/enkater/strandland-{YEAR}/rapport/",
    # Asked a second time of nearly the same persons.
    f"{TWICE}{YEAR - 1}/resultat/",
    f"{TWICE}{YEAR - 1}/bredvid/strandland-kommunerna-{YEAR - 2}/",
    "/planer/",
    f"/planer/strandland-{YEAR}/",
    f"/planer/strandland-{YEAR}/arshjul/",
    f"/planer/strandland-{YEAR}/a-07/",
]
ACCOUNTING = [
    "/uppfoljning/",
    "/uppfoljning/hok/2020/",
    f"/uppfoljning/strandland/{YEAR - 1}/",
    "/oppna-data/",
    "/oppna-data/ordlista/",
    "/oppna-data/compacts/",
    "/oppna-data/survey-groups/",
    "/handbok/",
    "/handbok/kom-igang/",
    "/tillganglighet/",
    "/personuppgifter/",
    "/mejl/",
    "/stilguide/",
    "/finns-inte/",
    "/lage/finns-inte/",
    "/bekrafta/finns-inte/",
    "/anmalan/finns-inte/",
    "/fortfarande/finns-inte/",
]
# For Petra and Ada alone: who has asked for answers one by one.
SIGNED_IN = [
    f"/enkater/strandland-{YEAR - 1}/svar/",
    f"/enkater/strandland-organisationer-{YEAR - 1}/svar/",
]
# For Petra alone: two on the list have become one since it was sent.
PETRAS = [*SIGNED_IN, f"/enkater/strandland-motesplatser-{YEAR}/insamling/"]
PAGES = AGREEING + KNOWING + ACCOUNTING
