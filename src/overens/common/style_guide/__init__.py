"""What the style guide shows: each page part in its states, with made-up content.

Nothing here is about anyone: the names are the demonstration's own. The texts are
pairs (Swedish, English), since samples are no words of the product and have no place
among its translations.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.paginator import Paginator

from overens.common.style_guide.charts import sample_charts
from overens.common.style_guide.forms import SampleFilter, SampleForm, SampleQuestion
from overens.common.style_guide.words import LONGEST_NAME, pair
from overens.common.texts import LocalText


def _statuses() -> list[dict[str, Any]]:
    return [
        {"key": "done", "label": pair("Klar", "Done")},
        {"key": "on_plan", "label": pair("Enligt plan", "On plan")},
        {"key": "late", "label": pair("Försenad", "Late")},
        {"key": "not_begun", "label": pair("Inte påbörjad", "Not begun")},
        {"key": "paused", "label": pair("Pausad", "Paused")},
        {"key": "carried_over", "label": pair("Överförd", "Carried over")},
        {"key": "unheard-of", "label": pair("Okänt läge", "A state not known")},
    ]


def _measures() -> list[dict[str, Any]]:
    return [
        {
            "title": pair(
                "Bjuda in föreningar innan förslag skrivs",
                "Invite associations before proposals are written",
            ),
            "number": "Å-07",
            "status": {"key": "on_plan", "label": pair("Enligt plan", "On plan")},
            "public": "Region Strandland",
            "civil": "Strandlands Bildningsförbund",
            "due": date(2026, 12, 31),
        },
        {
            "title": pair(
                "Samma blankett för bidrag i alla sex kommuner",
                "One form for grants in all six municipalities",
            ),
            "number": "Å-11",
            "status": {"key": "late", "label": pair("Försenad", "Late")},
            "public": "Sandhamra, Tångsunds och Klippö kommuner",
            "civil": "Strandlands Idrottsallians",
            "due": date(2026, 9, 30),
        },
        {
            "title": pair(
                "Berätta hur inspel har påverkat beslutet",
                "Tell how contributions changed the decision",
            ),
            "number": "Å-03",
            "status": {"key": "done", "label": pair("Klar", "Done")},
            "public": "Region Strandland",
            "civil": LONGEST_NAME,
            "due": date(2026, 6, 30),
        },
        {
            "title": pair("Två dialogmöten om året", "Two dialogue meetings a year"),
            "number": "",
            "status": {"key": "unknown", "label": pair("Läget är okänt", "Unknown")},
            "public": "",
            "civil": "",
            "due": None,
        },
    ]


def _timeline() -> list[dict[str, Any]]:
    return [
        {
            "date": "februari 2016",
            "title": pair("Uppdraget gavs", "The assignment was given"),
            "text": pair("Nämnden, § 12", "The committee, § 12"),
            "source": pair("Protokoll, sidan 4", "Minutes, page 4"),
        },
        {"date": "", "title": pair("Förslaget skrevs", "The proposal was written")},
        {
            "date": "3 mars 2026",
            "title": pair("På remiss", "On referral"),
            "state": "now",
            "url": "#",
        },
        {
            "date": "15 december 2026",
            "title": pair("Beslut i fullmäktige", "Decision by the council"),
            "state": "next",
        },
    ]


def _steps() -> list[dict[str, Any]]:
    return [
        {"label": pair("Initiering", "Agenda setting"), "state": "past"},
        {"label": pair("Utarbetande", "Drafting"), "state": "past"},
        {
            "label": pair("Beslut", "Decision"),
            "state": "now",
            "note": pair("Till 15 december", "Until 15 December"),
        },
        {"label": pair("Genomförande", "Implementation")},
        {"label": pair("Uppföljning", "Follow-up")},
        {"label": pair("Omprövning", "Reformulation")},
    ]


def samples(parameters: Any) -> dict[str, Any]:
    """Return everything the style guide's template shows.

    Args:
        parameters: the page's GET parameters, for the filter bar and the pages.
    """
    wrong = SampleForm({"email": "vera", "text": "Vi vill vara med tidigt."})
    wrong.add_error(None, str(pair("Perioden är slut.", "The period is over.")))
    return {
        "title": pair("Stilguide", "Style guide"),
        "breadcrumbs": [(pair("Startsidan", "Front page"), "/"), ("Stilguide", "")],
        "statuses": _statuses(),
        "measures": _measures(),
        "timeline": _timeline(),
        "steps": _steps(),
        "charts": sample_charts(),
        "tones": ["neutral", "info", "success", "warning", "danger", "accent"],
        "form_wrong": wrong,
        "form_empty": SampleForm(auto_id="empty_%s"),
        "question": SampleQuestion({"answer": "4"}, auto_id="q_%s"),
        "filter": SampleFilter(parameters or None, auto_id="f_%s"),
        "page_500": Paginator(range(500), 20).get_page(parameters.get("page", 7)),
        "longest_name": LONGEST_NAME,
        "summary": [
            {
                "label": pair("Vem svarar du för?", "Whom do you answer for?"),
                "value": "Strandlands Brukarråd",
                "url": "#",
            },
            {
                "label": pair("Diarienummer", "Case number"),
                "value": "",
            },
        ],
        "tasks": [
            {
                "label": pair("Vad hände i år?", "What happened this year?"),
                "url": "#",
                "key": "done",
                "state": pair("Klar", "Done"),
            },
            {
                "label": pair("Vad blev annorlunda?", "What became different?"),
                "url": "#",
                "key": "begun",
                "state": pair("Påbörjad", "Begun"),
            },
            {
                "label": pair("Skicka in", "Send in"),
                "key": "closed",
                "state": pair("Kan inte börja än", "Cannot begin yet"),
                "hint": pair(
                    "Först när de andra är klara.", "When the others are done."
                ),
            },
        ],
        "files": [
            {"label": "PDF", "url": "#", "format": "pdf", "note": "1,2 MB"},
            {"label": "Word", "url": "#", "format": "docx"},
            {"label": "Excel", "url": "#", "format": "xlsx"},
            {"label": "CSV", "url": "#", "format": "csv"},
            {"label": "JSON", "url": "#", "format": "json"},
        ],
        "only_swedish": LocalText(sv="Öppenhet och insyn"),
        "several": LocalText(
            sv="Ett stycke.\n\nEtt till.", en="One paragraph.\n\nAnother."
        ),
        "a_day": date(2026, 12, 15),
    }
