"""The public pages that a browser test opens: one of each kind, in Swedish."""

from __future__ import annotations

PAGES = [
    "/",
    "/overenskommelser/",
    "/overenskommelser/strandland/",
    "/overenskommelser/hok/",
    "/overenskommelser/skane/",
    "/overenskommelser/hok/beslut/",
    "/grupper/",
    "/organisationer/",
    "/organisationer/strandlands-brukarrad/",
    "/planer/",
    "/enkater/",
    "/enkater/hok-2020/resultat/",
    "/uppfoljning/",
    "/uppfoljning/hok/2020/",
    "/oppna-data/",
    "/handbok/",
    "/tillganglighet/",
    "/personuppgifter/",
    "/mejl/",
    "/logga-in/",
    "/stilguide/",
    "/finns-inte/",
]
