"""One chart of each kind, and what hypothesis may make of them. All names invented."""

from __future__ import annotations

from hypothesis import strategies as st

from overens.common.charts import (
    Area,
    AreaMap,
    Bar,
    Bars,
    Chart,
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

HOSTILE = """<script>alert("1")</script> & 'x' " onload=x style=y ]]> \x00\x08"""

BARS = Bars(
    title="Nio av tretton nämnder känner till överenskommelsen",
    description="En stapel för varje svar.",
    source="Enkäten 2020",
    unit="nämnder",
    n=13,
    frame=20,
    rows=(
        Bar("Ja", 9, interval=(10, 16)),
        Bar("Vagt", 4, interval=(4, 11)),
        Bar("Nej", 0, interval=(0, 3)),
    ),
)
SCALE = StackedScale(
    title="Fler än hälften av föreningarna är nöjda",
    unit="personer",
    n=245,
    levels=("Mycket dåligt", "Dåligt", "Varken eller", "Bra", "Mycket bra"),
    groups=(
        ScaleGroup("Föreningar", (5, 15, 33, 44, 21), dont_know=12),
        ScaleGroup("Åtta nämnder", (1, 1, 5, 1, 0)),
        ScaleGroup("En ensam nämnd", suppressed=True),
        ScaleGroup("Med dolda celler", (2, None, None, 4, 0), dont_know=1),
    ),
)
STATUS = StatusBar(
    title="Sjutton av tjugofem åtgärder går enligt plan",
    unit="åtgärder",
    n=25,
    segments=(
        StatusSegment("Klar", 4, "success", "?status=done"),
        StatusSegment("Enligt plan", 13, "info", "/planer/?status=on_plan"),
        StatusSegment("Försenad", 3, "warning"),
        StatusSegment("Pausad", 1, "quiet"),
        StatusSegment("Inte påbörjad", 4, "neutral"),
        StatusSegment("Stoppad", 0, "danger"),
    ),
)
TIMELINE = Timeline(
    title="Så kom överenskommelsen till",
    points=(
        TimelinePoint("Arbetet börjar", "2015", machine_date="2015"),
        TimelinePoint("Uppdrag att skriva ett förslag", hole=True),
        TimelinePoint("Undertecknas", "oktober 2019", "Vid en konferens."),
    ),
)
MAP = AreaMap(
    title="Organisationer per kommun",
    unit="organisationer",
    size=(350, 300),
    breaks=(10, 15, 20),
    areas=(
        Area("Alvik", 12, "M10 60L90 30L120 100Z", (65, 85)),
        Area("Näsby", 21, "M90 30L200 10L250 60Z", (170, 70)),
        Area("Hamra", None, "M20 120L70 130L110 220Z", (60, 180)),
    ),
)
SEATS = SeatChart(
    title="Styrgruppen har fjorton platser",
    parties=(
        SeatParty("Regionen", 4),
        SeatParty("Idéburen sektor", 7, vacant=1),
        SeatParty("Kommunerna", 2),
    ),
)
WHEEL = YearWheel(
    title="Årshjulet 2026",
    year=2026,
    items=(
        WheelItem(10, "Konferens", "success"),
        WheelItem(1, "Uppföljning samlas in", "info", "15 januari"),
        WheelItem(3, "Styrgruppen möts", "neutral"),
        WheelItem(3, "Dialogmöte", "success"),
    ),
)
ALL: tuple[Chart, ...] = (BARS, SCALE, STATUS, TIMELINE, MAP, SEATS, WHEEL)


def hostile(chart: Chart) -> Chart:
    """The same kind of chart with markup in each of its texts."""
    made: dict[type[Chart], Chart] = {
        Bars: Bars(
            title=HOSTILE,
            description=HOSTILE,
            unit=HOSTILE,
            source=HOSTILE,
            row_heading=HOSTILE,
            n=5,
            rows=(Bar(HOSTILE, 2), Bar(HOSTILE, suppressed=True)),
        ),
        StackedScale: StackedScale(
            title=HOSTILE,
            levels=(HOSTILE, HOSTILE),
            dont_know_label=HOSTILE,
            groups=(ScaleGroup(HOSTILE, (1, 40), dont_know=2),),
        ),
        StatusBar: StatusBar(
            title=HOSTILE,
            segments=(StatusSegment(HOSTILE, 1, "info", f"/?a={HOSTILE}"),),
        ),
        Timeline: Timeline(
            title=HOSTILE,
            points=(
                TimelinePoint(
                    HOSTILE, HOSTILE, HOSTILE, machine_date=HOSTILE, href=f"/{HOSTILE}"
                ),
            ),
        ),
        AreaMap: AreaMap(
            title=HOSTILE,
            size=(10, 10),
            breaks=(1,),
            areas=(Area(HOSTILE, 1, "M0 0Z", (1, 1), f"/{HOSTILE}"),),
        ),
        SeatChart: SeatChart(title=HOSTILE, parties=(SeatParty(HOSTILE, 1, 1),)),
        YearWheel: YearWheel(
            title=HOSTILE,
            year=2026,
            items=(WheelItem(1, HOSTILE, "info", HOSTILE, f"/{HOSTILE}"),),
        ),
    }
    return made[type(chart)]


COUNTS = st.integers(min_value=0, max_value=100_000)
LABELS = st.text(min_size=1, max_size=40)

SOME_SCALES = st.integers(min_value=2, max_value=7).flatmap(
    lambda levels: st.lists(
        st.builds(
            ScaleGroup,
            label=LABELS,
            counts=st.tuples(*[COUNTS] * levels),
            dont_know=COUNTS,
        ),
        min_size=1,
        max_size=4,
    ).map(
        lambda groups: StackedScale(
            title="En skala",
            levels=tuple(f"Nivå {level}" for level in range(levels)),
            groups=tuple(groups),
        )
    )
)
SOME_BARS = st.lists(
    st.builds(Bar, label=LABELS, count=COUNTS), min_size=1, max_size=8
).map(lambda rows: Bars(title="Staplar", n=100_000, rows=tuple(rows)))
