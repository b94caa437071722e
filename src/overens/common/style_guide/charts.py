"""One chart of each kind, with made-up figures."""

from __future__ import annotations

from typing import Any

from overens.common.charts import (
    Area,
    AreaMap,
    Bar,
    Bars,
    ScaleGroup,
    SeatChart,
    SeatParty,
    StackedScale,
    StatusBar,
    StatusSegment,
    Timeline,
    TimelinePoint,
    WheelItem,
    YearWheel,
)
from overens.common.formats import language_or_active
from overens.common.style_guide.words import pair

# Six areas that fit together; no place on earth.
_OUTLINES = (
    ("Tångsund", 12, "M30 60 L110 30 L150 80 L120 140 L50 130 Z", (88, 90)),
    ("Lövfors", 21, "M150 80 L110 30 L210 20 L250 70 L220 120 L160 125 Z", (180, 75)),
    ("Klippö", 7, "M50 130 L120 140 L130 210 L70 230 L35 190 Z", (85, 182)),
    (
        "Sandhamra",
        16,
        "M120 140 L150 80 L160 125 L220 120 L225 190 L130 210 Z",
        (176, 166),
    ),
    ("Vinterhed", 9, "M220 120 L250 70 L310 90 L320 170 L225 190 Z", (268, 134)),
    (
        "Björkmo",
        19,
        "M70 230 L130 210 L225 190 L320 170 L300 250 L180 290 L90 275 Z",
        (190, 245),
    ),
)


def _said(swedish: str, english: str) -> str:
    return str(pair(swedish, english))


def sample_charts() -> dict[str, Any]:
    """Return a chart of each kind by name, in the active language."""
    shared: dict[str, Any] = {
        "language": language_or_active(),
        "source": _said("påhittade siffror", "made-up figures"),
    }
    persons = _said("personer", "people")
    return {
        "scale": StackedScale(
            title=_said(
                "Mer än hälften av föreningarna tycker att det fungerar bra",
                "More than half of the associations find that it works well",
            ),
            unit=persons,
            levels=(
                _said("Mycket dåligt", "Very badly"),
                _said("Dåligt", "Badly"),
                _said("Varken eller", "Neither"),
                _said("Bra", "Well"),
                _said("Mycket bra", "Very well"),
            ),
            groups=(
                ScaleGroup(_said("Föreningar", "Associations"), (5, 15, 33, 44, 21), 4),
                ScaleGroup(_said("Tjänstepersoner", "Officials"), (5, 15, 29, 28, 9)),
                ScaleGroup(_said("Förtroendevalda", "Elected"), suppressed=True),
            ),
            dont_know_label=_said("Vet inte", "Don't know"),
            **shared,
        ),
        "bars": Bars(
            title=_said(
                "Nio av tretton nämnder känner till överenskommelsen",
                "Nine of thirteen committees know the compact",
            ),
            unit=_said("nämnder", "committees"),
            n=13,
            frame=20,
            rows=(
                Bar(_said("Ja", "Yes"), 9, interval=(10, 16)),
                Bar(_said("Nej", "No"), 4, interval=(4, 10)),
                Bar(_said("Vagt", "Vaguely"), 0, interval=(0, 4)),
                Bar(_said("Annat", "Other"), suppressed=True),
            ),
            **shared,
        ),
        "status": StatusBar(
            title=_said(
                "Fyra av 25 åtgärder är försenade", "Four of 25 measures are late"
            ),
            unit=_said("åtgärder", "measures"),
            n=25,
            segments=(
                StatusSegment(_said("Klar", "Done"), 6, "success", "#parts"),
                StatusSegment(_said("Enligt plan", "On plan"), 11, "info", "#parts"),
                StatusSegment(_said("Försenad", "Late"), 4, "warning", "#parts"),
                StatusSegment(_said("Inte påbörjad", "Not begun"), 3, "neutral"),
                StatusSegment(_said("Stoppad", "Stopped"), 1, "danger"),
            ),
            **shared,
        ),
        "timeline": Timeline(
            title=_said("Tre år från uppdrag till beslut", "Three years to a decision"),
            points=(
                TimelinePoint(_said("Uppdraget", "The assignment"), "2016"),
                TimelinePoint(_said("Remissen", "The referral"), hole=True),
                TimelinePoint(_said("Beslutet", "The decision"), "2019", href="#parts"),
            ),
            **shared,
        ),
        "map": AreaMap(
            title=_said(
                "Flest undertecknare i Lövfors", "Most signatories are in Lövfors"
            ),
            unit=_said("organisationer", "organisations"),
            size=(350, 310),
            areas=tuple(Area(*outline) for outline in _OUTLINES),
            breaks=(10, 15, 20),
            **shared,
        ),
        "seats": SeatChart(
            title=_said(
                "Lika många platser på varje sida", "As many seats on each side"
            ),
            parties=(
                SeatParty("Region Strandland", 6, 1),
                SeatParty(_said("Idéburen sektor", "Civil society"), 7),
            ),
            **shared,
        ),
        "wheel": YearWheel(
            title=_said("Våren är full", "Spring is full"),
            year=2026,
            items=(
                WheelItem(2, _said("Dialogmöte", "Dialogue meeting"), "info"),
                WheelItem(3, _said("Årsmöten", "Annual meetings")),
                WheelItem(5, _said("Uppföljning", "Follow-up"), "success", "20 maj"),
                WheelItem(10, _said("Enkät", "Survey"), "warning"),
            ),
            **shared,
        ),
    }
