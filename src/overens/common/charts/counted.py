"""Charts of counts: plain bars, a scale in parts of a hundred, a bar of statuses."""

from __future__ import annotations

from dataclasses import dataclass

from overens.common.charts.base import TONES, Chart, Tone, check_address, demand

# So many rows without a figure are drawn beside those that have one.
MOST_HIDDEN = 3


@dataclass(frozen=True)
class Bar:
    """One answer or group of a ``Bars`` chart.

    Args:
        label: what is counted.
        count: how many; None if and only if the figure is withheld.
        base: its own base where the rows have different ones.
        interval: lowest and highest likely count in the whole frame.
        suppressed: the figure is withheld.
    """

    label: str
    count: int | None = None
    base: int | None = None
    interval: tuple[int, int] | None = None
    suppressed: bool = False


@dataclass(frozen=True, kw_only=True)
class Bars(Chart):
    """Plain horizontal bars: one answer each, in the order given.

    Args:
        rows: the bars.
        frame: how many units there are in all, answered or not; with it a bar's
            interval can be drawn.
    """

    rows: tuple[Bar, ...]
    frame: int | None = None

    def check(self) -> None:
        for row in self.rows:
            demand(
                (row.count is None) == row.suppressed,
                f"“{row.label}” has either a count or is withheld.",
            )
            demand(
                not (row.suppressed and row.interval),
                f"“{row.label}” is withheld, and so is its interval.",
            )
            base = self.base_of(row)
            if row.count is not None:
                demand(row.count >= 0, f"“{row.label}” is counted from nought.")
                demand(
                    base is None or row.count <= base,
                    f"“{row.label}” is counted {row.count} times of {base}.",
                )
            if row.interval:
                low, high = row.interval
                demand(
                    self.frame is not None and 0 <= low <= high <= self.frame,
                    f"The interval of “{row.label}” lies within the frame.",
                )

    def base_of(self, row: Bar) -> int | None:
        """The base that a row's share is reckoned on, if any."""
        return self.n if row.base is None else row.base

    @property
    def drawn(self) -> tuple[Bar, ...]:
        """The rows to draw: where many are withheld those are left to the table.

        Row after row that says nothing would bury what can be shown.
        """
        told = tuple(row for row in self.rows if not row.suppressed)
        hidden = len(self.rows) - len(told)
        return told if hidden > MOST_HIDDEN or (hidden > 1 and not told) else self.rows

    @property
    def longest(self) -> int:
        """The largest count drawn; the scale where there is no base."""
        return max((row.count or 0 for row in self.rows), default=0)

    @property
    def is_empty(self) -> bool:
        return not self.rows or self.n == 0


@dataclass(frozen=True)
class ScaleGroup:
    """One row of a ``StackedScale``: who answered, and how many at each level.

    Args:
        label: who answered.
        counts: one for each level, worst first; None where the cell is withheld.
        dont_know: how many chose "don't know"; outside the hundred per cent.
        suppressed: the whole group is withheld.
    """

    label: str
    counts: tuple[int | None, ...] = ()
    dont_know: int = 0
    suppressed: bool = False

    @property
    def is_whole(self) -> bool:
        """Whether every cell may be shown, so that the bar can be drawn."""
        return not self.suppressed and None not in self.counts

    @property
    def total(self) -> int:
        """How many answered on the scale."""
        return sum(count or 0 for count in self.counts)


@dataclass(frozen=True, kw_only=True)
class StackedScale(Chart):
    """Answers on a scale, as parts of a hundred per cent, worst to the left.

    Args:
        levels: the scale's words, worst first, 2 to 7.
        groups: one bar each.
        dont_know_label: the words of the answer outside the scale.
    """

    levels: tuple[str, ...]
    groups: tuple[ScaleGroup, ...]
    dont_know_label: str = ""

    def check(self) -> None:
        demand(2 <= len(self.levels) <= 7, "A scale has two to seven levels.")
        for group in self.groups:
            if group.suppressed:
                demand(
                    not group.counts and not group.dont_know,
                    f"“{group.label}” is withheld and carries no figures.",
                )
                continue
            demand(
                len(group.counts) == len(self.levels),
                f"“{group.label}” has one count for each level.",
            )
            demand(
                all(count is None or count >= 0 for count in group.counts)
                and group.dont_know >= 0,
                f"“{group.label}” is counted from nought.",
            )

    @property
    def is_empty(self) -> bool:
        # What is withheld is not nothing.
        return not any(group.total or not group.is_whole for group in self.groups)


@dataclass(frozen=True)
class StatusSegment:
    """One status: its word, how many, its tone and where to read which.

    ``mark`` names the tone whose mark it wears, where its own would say too much:
    who declined wears a cross, without the colour of what has gone wrong.
    """

    label: str
    count: int
    tone: Tone
    href: str = ""
    mark: Tone | None = None

    @property
    def wears(self) -> Tone:
        """The tone whose mark is drawn."""
        return self.mark or self.tone


@dataclass(frozen=True, kw_only=True)
class StatusBar(Chart):
    """How many there are of each status, as parts of one bar."""

    segments: tuple[StatusSegment, ...]

    def check(self) -> None:
        for segment in self.segments:
            demand(segment.count >= 0, f"“{segment.label}” is counted from nought.")
            demand(segment.tone in TONES, f"“{segment.tone}” is not a tone.")
            demand(segment.wears in TONES, f"“{segment.mark}” is not a tone.")
            check_address(segment.href)

    @property
    def total(self) -> int:
        """All statuses together."""
        return sum(segment.count for segment in self.segments)

    @property
    def is_empty(self) -> bool:
        return self.total == 0
