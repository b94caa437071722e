"""A follow-up as a document: the same parts, for PDF, Word and HTML."""

from __future__ import annotations

import json
from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import override

from overens.common import documents as blocks
from overens.common.formats import day as written_day
from overens.common.formats import hole, number
from overens.common.models import ORIGINS
from overens.common.origins import is_from_source, origin_sentence
from overens.followups.queries.shapes import Figure, Report, Section, Source, absolute


def followup_document(report: Report) -> blocks.Document:
    """Return the document, dated the day it was made.

    What its figures are counted as of stands in the subtitle: a document about a year
    long past is not made then.
    """
    with override(report.language):
        return blocks.Document(
            title=f"{report.compact_name}: {report.title.lower()}",
            subtitle=_subtitle(report),
            language=report.language,
            date=report.made_on or report.counted_as_of,
            publisher=report.publisher,
            origin_note=_what_it_is(report),
            slug=f"{report.compact}-{report.year}",
            blocks=tuple(_blocks(report)),
        )


def _subtitle(report: Report) -> str:
    counted = _("Counted as of %(day)s") % {"day": written_day(report.counted_as_of)}
    if report.corrections:
        corrected = written_day(report.corrections[-1].day)
        counted += ". " + _("Corrected on %(day)s") % {"day": corrected}
    if is_from_source(report.origin):
        return f"{_('Made by this demonstration')}. {counted}"
    return counted


def _what_it_is(report: Report) -> str:
    """Return what stands on every page: where it is from, and that it is a draft."""
    said = [origin_sentence(report.origin)]
    if report.status != "published":
        made = report.made_on or report.counted_as_of
        said.append(_("Draft, counted on %(day)s.") % {"day": written_day(made)})
    return " ".join(part for part in said if part)


def _blocks(report: Report) -> Iterator[blocks.Block]:
    if report.introduction:
        yield blocks.Lead(report.introduction, report.introduction_in)
    if report.corrections:
        yield from _corrections(report)
    yield blocks.Heading(1, _("The year in short"))
    yield blocks.Bullets(
        tuple(f"{section.title}: {section.finding}" for section in report.sections)
    )
    for section in report.sections:
        yield from _section(section, report.language)
    if report.unsaid:
        yield blocks.Heading(1, _("What the sources do not say"))
        yield blocks.Paragraph(_("This is not in the sources:"))
        yield blocks.Bullets(report.unsaid)
    if report.conclusions:
        yield blocks.Heading(1, _("Conclusions"))
        yield blocks.Paragraph(report.conclusions, report.conclusions_in)
    yield blocks.Heading(1, _("How it was counted"))
    yield blocks.Bullets(report.method)
    yield blocks.Definitions(
        tuple(
            (f"{section.title}: {figure.label}", figure.definition)
            for section in report.sections
            for figure in section.figures
        ),
        tuple(
            absolute(figure.url)
            for section in report.sections
            for figure in section.figures
        ),
    )


def _corrections(report: Report) -> Iterator[blocks.Block]:
    """Say what was found wrong since, before anybody reads what is wrong."""
    yield blocks.Heading(1, _("Corrections"))
    yield blocks.Paragraph(
        _("The follow-up stands as it was published. This has been found wrong since.")
    )
    rows = [
        [text.best(report.language) for text in (each.said, each.correct, each.why)]
        for each in report.corrections
    ]
    yield blocks.Table(
        headings=(_("Day"), _("It says"), _("Right is"), _("Why")),
        rows=tuple(
            (written_day(each.day), *(words for words, _code in row))
            for each, row in zip(report.corrections, rows, strict=True)
        ),
        languages=tuple(
            (line, place, code)
            for line, row in enumerate(rows)
            for place, (_words, code) in enumerate(row, start=1)
            if code != report.language
        ),
    )


def _source(source: Source) -> Iterator[blocks.Block]:
    """Return one document that the facts rest on, and what is taken from it."""
    yield blocks.Heading(2, source.document)
    yield blocks.Definitions(
        (
            (_("Year"), source.year or hole(from_source=True)),
            *(
                (each.kind, "; ".join(one.name for one in each.what))
                for each in source.taken
            ),
        )
    )
    if source.notes:
        yield blocks.Bullets(source.notes)


def _section(section: Section, language: str) -> Iterator[blocks.Block]:
    yield blocks.Heading(1, section.title)
    yield blocks.Lead(section.finding)
    if is_from_source(section.origin) and not section.sources:
        yield blocks.Note("neutral", origin_of(section))
    for said in section.holes:
        yield blocks.Note("neutral", said)
    for source in section.sources:
        yield from _source(source)
    if section.figures:
        yield blocks.Figures(
            tuple(
                blocks.Figure(
                    value_of(each),
                    each.said or f"{each.unit} {each.label}",
                    address=absolute(each.url),
                )
                for each in section.figures
            )
        )
    for chart in section.charts:
        yield blocks.Chart(chart)
    yield from section.tables
    for difference in section.differences:
        told = ", ".join(
            part
            for part in (
                difference.by,
                written_day(difference.day),
                difference.how_known,
            )
            if part
        )
        yield blocks.Quote(
            difference.what
            + (f" ({difference.for_whom})" if difference.for_whom else ""),
            f"{difference.measure}. {told}",
            "" if difference.language == language else difference.language,
        )
    if section.notes:
        yield blocks.Bullets(section.notes)


def origin_of(section: Section) -> str:
    """Return where a part's figures come from, in words."""
    return _("This part is %(origin)s.") % {"origin": ORIGINS[section.origin]}


def value_of(figure: Figure) -> str:
    """Return a figure as it is written: "13 av 20", "41", or a dash."""
    if figure.value is None:
        return "–"
    if figure.base is None:
        return number(figure.value)
    return _("%(n)s of %(base)s") % {
        "n": number(figure.value),
        "base": number(figure.base),
    }


def report_file(report: Report, ending: str) -> tuple[bytes, str]:
    """Return a report's bytes as pdf, docx, html or json, and their media type."""
    if ending == "json":
        text = json.dumps(report.data, ensure_ascii=False, indent=1)
        return f"{text}\n".encode(), "application/json"
    document = followup_document(report)
    written: bytes = blocks.write(document, ending)  # type: ignore[arg-type]
    return written, blocks.MEDIA_TYPES[ending]  # type: ignore[index]
