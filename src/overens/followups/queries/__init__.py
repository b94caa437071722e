"""A year's follow-up: counted from the rows, kept, and shown everywhere alike."""

from __future__ import annotations

from overens.followups.queries.document import (
    followup_document,
    origin_of,
    report_file,
    value_of,
)
from overens.followups.queries.report import (
    corrected_report,
    counted_report,
    missing_in,
    shown_report,
)
from overens.followups.queries.shapes import Difference, Figure, Report, Section
from overens.followups.queries.stored import from_stored, to_stored
from overens.followups.queries.told import told_apart

__all__ = [
    "Difference",
    "Figure",
    "Report",
    "Section",
    "corrected_report",
    "counted_report",
    "followup_document",
    "from_stored",
    "missing_in",
    "origin_of",
    "report_file",
    "shown_report",
    "told_apart",
    "to_stored",
    "value_of",
]
