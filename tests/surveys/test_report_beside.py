"""What stands beside a report's figures is looked through, bound and mended too."""

from __future__ import annotations

import io

import pypdf
import pytest
from django.urls import reverse
from django.utils.translation import override

from overens.common.audit import operator
from overens.common.texts import LocalText
from overens.surveys.actions import load_survey, release_results
from overens.surveys.actions.reports import begin_report, publish_report, word_report
from overens.surveys.models import (
    PrintedFigure,
    QuestionnaireItem,
    Remark,
    ReportEdition,
    Survey,
)
from overens.surveys.queries import shown_survey
from overens.surveys.queries.report_checks import checked
from overens.surveys.queries.reports import edition_document, report_of
from overens.surveys.rules.reports import CorrectionStops, NoSuchPart, TextsStop
from tests.surveys.answering_by_page import fields_of
from tests.surveys.test_releases import ANSWERS, guarded, text_of

BY = operator()
DRAFT = "/enkater/liten/rapport/utkast/"
RESULTS = "/enkater/liten/resultat/"


def loaded(**more):
    """An open survey with words beside its figures that nobody has bound."""
    data = guarded(ANSWERS, **{"mode": "open", "published": False, **more})
    data["survey"] |= {
        "method": {"sv": "Sjutton nämnder svarade.", "en": "Seventeen committees did."},
        "finding": {"sv": "84 procent känner till den"},
    }
    data["questions"][1]["finding"] = {"sv": "De flesta av 17 nämnder kan den"}
    data["survey"]["remarks"] = [
        {"kind": "caveat", "sv": "De med högre betyg är mer nöjda."},
        {"kind": "withheld", "sv": "Två nämnder sa {known:no"},
    ]
    data["questions"][3]["remarks"] = [{"kind": "caveat", "sv": "Fem nämnder gav fem."}]
    return load_survey(data, by=BY)


@pytest.fixture
def written(strandland):
    return begin_report(loaded(), by=BY)


def worded(report, part, sv, en=""):
    return word_report(report, part=part, text=LocalText(sv=sv, en=en), by=BY)


def faults_by_part(report, language="sv"):
    found = checked(report, shown_survey(report.survey, language))
    return {
        part.name: [fault for s in part.sentences for fault in s.faults]
        for part in found.parts
        if part.faults
    }


def test_every_text_beside_the_figures_is_looked_through(written):
    found = faults_by_part(written)
    assert set(found) == {
        "beside:method",
        "beside:finding",
        "heading:known",
        *(f"remark:{remark.place}" for remark in Remark.objects.all()),
    }
    told = [fault for of_part in found.values() for fault in of_part]
    assert sum("skrivet för hand" in fault for fault in told) >= 4
    assert any("hänger ihop" in fault for fault in told)
    assert any("klammer" in fault for fault in told)
    # The first wording of our own has nothing to mend.
    assert "typed by hand" in str(faults_by_part(written, "en")["beside:method"])
    with pytest.raises(TextsStop):
        publish_report(written, clues_read=True, by=BY)


def mended(report):
    worded(
        report,
        "beside:method",
        "{survey:units} svarade.",
        "Of all, {survey:units} answered.",
    )
    worded(report, "beside:finding", "{known:yes:share} känner till den")
    worded(report, "heading:known", "{known:yes} kan den")
    for remark in Remark.objects.all():
        worded(report, f"remark:{remark.place}", "Läs {grade:1} med omsorg.")
    return report_of(report.survey)


def test_what_is_mended_is_shown_with_the_next_edition_and_not_before(written, client):
    report = mended(written)
    assert faults_by_part(report) == {}
    assert str(Survey.objects.get().method) == "Sjutton nämnder svarade."

    edition = publish_report(report, clues_read=True, by=BY)
    document = edition_document(edition, "sv")
    said = str(document.blocks).replace("\\xa0", " ")
    assert document.title.replace("\xa0", " ") == "88 % känner till den"
    assert "17 av 20 nämnder svarade." in said
    assert "15 av 17 nämnder (88 %) kan den" in said
    assert said.count("Läs 9 av 17 nämnder (53 %) med omsorg.") == 3
    english = str(edition_document(edition, "en").blocks).replace("\\xa0", " ")
    assert "Of all, 17 of 20 committees answered." in english

    page = text_of(client.get(RESULTS))
    assert "17 av 20 nämnder svarade." in page and "Sjutton" not in page
    assert "88 % känner till den" in page and "{" not in str(
        Survey.objects.get().finding
    )
    assert "Läs 9 av 17 nämnder (53 %) med omsorg." in page
    pdf = client.get("/enkater/liten/resultat.pdf").content
    told = " ".join(p.extract_text() for p in pypdf.PdfReader(io.BytesIO(pdf)).pages)
    assert "17 av 20 nämnder svarade" in " ".join(told.replace("\xa0", " ").split())


def test_what_is_left_empty_is_taken_away(written):
    report = mended(written)
    for remark in Remark.objects.all():
        worded(report, f"remark:{remark.place}", "")
    worded(report, "heading:known", "")
    edition = publish_report(report_of(report.survey), clues_read=True, by=BY)
    assert "med omsorg" not in str(edition_document(edition, "sv").blocks)
    assert not Remark.objects.exists()
    assert not QuestionnaireItem.objects.get(key="known").finding


def test_a_part_that_the_report_has_not_is_refused(written, as_petra):
    for part in ("beside:title", "beside:mode", "beside:", "besides:method"):
        with pytest.raises(NoSuchPart):
            worded(written, part, "Nej.")
        assert as_petra.get(f"{DRAFT}{part}/andra/").status_code == 404
    assert as_petra.get(f"{DRAFT}heading:nothing/andra/").status_code == 404
    assert as_petra.get(f"{DRAFT}remark:99/andra/").status_code == 404


def test_it_is_mended_by_page_from_the_list_of_faults_and_back(as_petra, written):
    draft = text_of(as_petra.get(DRAFT))
    # The list leads to the sentence, the sentence to its reason, its field and back.
    assert '<a class="ds-link" href="#beside-method-1">' in draft
    assert (
        'id="beside-method-1" tabindex="-1" aria-describedby="why-beside-method-1"'
        in draft
    )
    assert 'id="why-beside-method-1"' in draft
    assert f'href="{DRAFT}beside:method/andra/#id_text_sv"' in draft
    assert 'href="#to-mend"' in draft and 'id="to-mend"' in draft

    opened = as_petra.get(f"{DRAFT}beside:method/andra/")
    page = text_of(opened)
    assert opened.status_code == 200
    # As everywhere in the house: a summary that leads to the field, tied to its fault.
    assert 'href="#id_text_sv"' in page and 'id="id_text_sv_error"' in page
    assert 'aria-invalid="true"' in page
    assert "”Sjutton nämnder svarade.”: ”Sjutton” är skrivet för hand." in page
    # The English text is told of in the language of who reads.
    assert "”Seventeen committees did.”: ”Seventeen” är skrivet för hand." in page
    assert "Visas också tillsammans med resultatet" in page
    saved = as_petra.post(
        f"{DRAFT}beside:method/andra/",
        {**fields_of(opened), "text_sv": "{survey:units} svarade.", "text_en": ""},
    )
    assert saved.url == f"{DRAFT}#beside-method"
    assert "id_text_sv_error" not in text_of(
        as_petra.get(f"{DRAFT}beside:method/andra/")
    )
    assert "17 av 20 nämnder</a> svarade." in text_of(as_petra.get(DRAFT))


def test_what_is_left_is_told_by_language_before_it_is_published(as_petra, written):
    mended(written)
    worded(written, "conclusions", "Samverkan är bred.", "Five committees are new.")
    page = text_of(as_petra.get(f"{DRAFT}publicera/"))
    with override("en"):
        english = reverse("surveys:report_draft", args=["liten"])
    assert f'href="{english}#to-mend" hreflang="en"' in page
    assert "Engelska: 1 mening kan inte stå som den är" in page
    assert "Svenska: 1 mening" not in page
    assert "Five committees are new." in text_of(as_petra.get(english))


def test_what_lacks_a_language_is_named_in_the_pages_own(as_petra, written):
    worded(written, "conclusions", "Samverkan är bred.")
    address = f"{DRAFT}publicera/"
    swedish = text_of(as_petra.get(address))
    with override("en"):
        english = reverse("surveys:report_publish", args=["liten"])
    assert "<li>Slutsatser</li>" in swedish and "Conclusions" not in swedish
    assert "<li>Conclusions</li>" in text_of(as_petra.get(english))


def test_what_is_said_of_others_figures_is_pointed_at_and_stops_nothing(
    as_petra, written
):
    report = mended(written)
    PrintedFigure.objects.create(
        survey=written.survey,
        figure="rate",
        question_key="known",
        place=1,
        printed="84 %",
        comment=LocalText(sv="Avhugget: {det} är 85 procent."),
    )
    assert faults_by_part(report) == {}
    page = text_of(as_petra.get(DRAFT))
    assert (
        "Det som sägs om andra siffror än svarens" in page and "85” är skrivet" in page
    )
    assert publish_report(report, clues_read=True, by=BY)


def test_what_was_corrected_is_looked_through_and_bound(as_petra, written):
    publish_report(mended(written), clues_read=True, by=BY)
    report = report_of(written.survey)
    wrong = LocalText(sv="Det var fem nämnder som svarade nej.")
    with pytest.raises(CorrectionStops):
        publish_report(report, clues_read=True, corrected=wrong, by=BY)
    page = f"{DRAFT}publicera/"
    fields = {**fields_of(as_petra.get(page)), "clues_read": "on"}
    stopped = as_petra.post(page, {**fields, "corrected_sv": wrong["sv"]})
    assert stopped.status_code == 422
    said = text_of(stopped)
    assert "”Det var fem nämnder som svarade nej.”: ”fem” är skrivet för hand." in said
    assert 'id="id_corrected_sv_error"' in said
    assert ReportEdition.objects.count() == 1

    # The wrong number is quoted, the right one is bound, and both stand for ever.
    right = "Där stod ”fem nämnder”. Det är {known:no} som säger nej."
    second = as_petra.post(page, {**fields, "corrected_sv": right})
    assert second.status_code == 302
    corrected = str(ReportEdition.objects.get(number=2).corrected)
    assert corrected.replace("\xa0", " ") == (
        "Där stod ”fem nämnder”. Det är 2 av 17 nämnder (12 %) som säger nej."
    )


def test_a_finding_that_names_a_hidden_figure_is_published_nowhere(client, strandland):
    survey = loaded(mode="confidential")
    release_results(survey, by=BY)
    report = begin_report(survey, by=BY)
    worded(report, "beside:method", "Enhet 3 svarade {grade:1}.")
    worded(report, "beside:finding", "Bara {known:no} säger nej")
    worded(report, "heading:known", "Bara {known:no} säger nej")
    found = faults_by_part(report_of(survey))
    assert any("visas inte" in fault for fault in found["beside:finding"])
    assert any("visas inte" in fault for fault in found["heading:known"])
    assert any("lovades" in fault for fault in found["beside:method"])
    # Of a guarded survey only reservations are shown, so only they are looked through.
    kinds = {f"remark:{r.place}": r.kind for r in Remark.objects.all()}
    assert {kinds[name] for name in found if name in kinds} == {"caveat"}
    with pytest.raises(TextsStop):
        publish_report(report_of(survey), clues_read=True, by=BY)


def test_whatever_is_written_beside_is_kept_and_shown(as_petra, written):
    for text in (
        "{}",
        "{:}",
        "{known:yes",
        "<b>{known:yes}</b>",
        "%s %(x)s",
        "x" * 9_000,
    ):
        for part in ("beside:method", "beside:source", "heading:known", "remark:1"):
            url = f"{DRAFT}{part}/andra/"
            assert as_petra.post(url, {"text_sv": text}).status_code == 302, (
                part,
                text,
            )
            assert as_petra.get(url).status_code == 200
        assert as_petra.get(DRAFT).status_code == 200
        assert as_petra.get("/enkater/liten/rapport/utkast.docx").content
